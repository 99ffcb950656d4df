"""An old commune's knowledge of 2021, `phuong-ky`: everything in it that is out of date since is found."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import Problem
from bot.files.doubts import doubts
from bot.files.folder import load

FOLDER = Path(__file__).parent / "phuong-ky"
BIRTH = "chung/thu-tuc/ho-tich/dang-ky-khai-sinh.yaml"
BIRTH_ABROAD = "chung/thu-tuc/ho-tich/khai-sinh-nuoc-ngoai.yaml"
ONLINE = "chung/hoi-dap/dich-vu-cong-truc-tuyen.yaml"
PLAN = "xa/phuong-ky/hoi-dap/ke-hoach-cchc.yaml"
COMMUNE = "xa/phuong-ky/xa.yaml"
LIST = "chung/danh-muc.csv"


@pytest.fixture(scope="module")
def told() -> tuple[Problem, ...]:
    loaded = load(FOLDER)
    assert loaded.problems == ()
    return doubts(loaded, date(2026, 11, 21))


def lines(told: tuple[Problem, ...], words: str) -> set[tuple[str, int]]:
    return {(problem.path, problem.line) for problem in told if words in problem.what}


def test_the_district_is_found_wherever_citizens_are_sent_to_it(told: tuple[Problem, ...]) -> None:
    assert lines(told, "Cấp huyện đã bỏ") == {
        (LIST, 4), (LIST, 5), (BIRTH_ABROAD, 8), (BIRTH_ABROAD, 25), (BIRTH_ABROAD, 26), (PLAN, 9), (PLAN, 11),
        (PLAN, 13), (PLAN, 16), (PLAN, 34), (COMMUNE, 30),
    }  # fmt: skip


def test_the_paper_household_book_is_found(told: tuple[Problem, ...]) -> None:
    assert lines(told, "Sổ hộ khẩu, sổ tạm trú giấy hết giá trị") == {
        (BIRTH, 9), (BIRTH, 20), (BIRTH, 47), (BIRTH_ABROAD, 21), (ONLINE, 13), (PLAN, 29),
    }  # fmt: skip


def test_the_old_identity_card_is_found(told: tuple[Problem, ...]) -> None:
    assert lines(told, "Chứng minh nhân dân hết giá trị") == {
        (BIRTH, 9), (BIRTH, 18), (BIRTH_ABROAD, 19), (ONLINE, 13), (PLAN, 29),
    }  # fmt: skip


def test_the_old_levels_of_online_services_are_found(told: tuple[Problem, ...]) -> None:
    assert lines(told, "không còn chia mức độ 3") == {
        (BIRTH, 42), (BIRTH_ABROAD, 30), (ONLINE, 3), (ONLINE, 9), (ONLINE, 11), (PLAN, 12), (COMMUNE, 20),
    }  # fmt: skip


def test_reviews_of_years_ago_are_found(told: tuple[Problem, ...]) -> None:
    assert lines(told, "đã hơn một năm") == {(BIRTH, 57), (BIRTH_ABROAD, 37), (ONLINE, 14), (PLAN, 41)}


def test_nothing_else_is_found_and_each_word_is_pointed_at(told: tuple[Problem, ...]) -> None:
    known = ("Cấp huyện đã bỏ", "sổ tạm trú giấy", "Chứng minh nhân dân hết", "không còn chia", "đã hơn một năm")
    assert [problem for problem in told if not any(words in problem.what for words in known)] == []
    for problem in told:
        written = (FOLDER / problem.path).read_text(encoding="utf-8").splitlines()[problem.line - 1]
        word = problem.what.partition("»")[0].removeprefix("«")
        assert "đã hơn một năm" in problem.what or written.startswith(word, problem.column - 1)
