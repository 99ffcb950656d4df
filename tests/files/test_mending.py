"""What `motcua check --fix` does to a file: words replaced in their lines, and nothing that a right file says."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from sample_files import DANH_MUC, HOI_DAP, PROCEDURE, THU_TUC, TOPIC, VALID, XA, write

from bot.errors import OperatorError
from bot.files.file_text import normalised
from bot.files.folder import load
from bot.files.mending.forms import AMOUNT_KEY, DAY_KEYS
from bot.files.mending.mended import Mended, applied, look_through, mended
from bot.files.mending.writing import write_all
from bot.files.model_keys import certain
from bot.files.reading import understand
from bot.files.slip import Edit
from bot.files.tree import Found, Kind, survey
from bot.knowledge.override import Override
from bot.knowledge.procedure import FeeRate, Procedure
from bot.knowledge.topic import Topic

KINDS = {XA: Kind.COMMUNE, THU_TUC: Kind.PROCEDURE, HOI_DAP: Kind.TOPIC, DANH_MUC: Kind.CATALOGUE}
REMARKS = "# Người sửa sau: đừng xóa dòng này.   \n"


def found(path: str, file: Path = Path("x")) -> Found:
    return Found(path, KINDS[path], "suoi-mau" if path == XA else "", file)


def after(path: str, text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    result = mended(found(path), data)
    return (result.after if result else data).decode()


def test_only_the_words_concerned_change() -> None:
    text = (
        REMARKS
        + "ma: 'gio'   # mã của mục\nten:   Giờ\t\ntra_lơi: >-\n  Sáng   \n  chiều\n\n\nra_soat: '1/11/2026' # hôm họp\n"
        'lien_quan: [ 1.000001 , "1.000002" ]\n'
    )
    assert after(HOI_DAP, text) == (
        REMARKS.rstrip(" \n") + "\nma: 'gio'   # mã của mục\nten:   Giờ\ntra_loi: >-\n  Sáng\n  chiều\n\n\n"
        "ra_soat: '2026-11-01' # hôm họp\nlien_quan: [ \"1.000001\" , \"1.000002\" ]\n"
    )  # fmt: skip


@pytest.mark.parametrize("path", [XA, THU_TUC, HOI_DAP, DANH_MUC])
def test_how_other_systems_save_a_file_is_undone(path: str) -> None:
    decomposed = "\ufeff" + VALID[path].replace("ờ", "ơ\u0300").replace("ẫ", "a\u0302\u0303").replace("\n", "\r\n")
    assert after(path, decomposed) == VALID[path]
    result = mended(found(path), decomposed.encode())
    assert result
    assert result.changes == ()
    assert result.throughout == (
        "bỏ dấu BOM ở đầu tệp", "đổi cách xuống dòng của Windows thành cách thường",
        "ghép chữ và dấu thanh rời thành chữ có dấu",
    )  # fmt: skip


@pytest.mark.parametrize("path", [XA, THU_TUC, HOI_DAP, DANH_MUC])
def test_a_file_in_order_is_left_alone(path: str) -> None:
    assert mended(found(path), VALID[path].encode()) is None


@pytest.mark.parametrize(
    "more",
    [
        "xyz: 1\n",  # nothing comes near
        "ten_khac: y\nten_khacs: z\n",  # it would be written twice
        "hieu_luc:\n  den: 31/02/2026\n",
        "hieu_luc:\n  den: 2026/13\n",
        "le_phi:\n  muc:\n    - so_tien: 50k\n",
        "le_phi:\n  muc:\n    - so_tien: 50,00\n",
        "le_phi:\n  muc:\n    - so_tien: miễn phí\n",
        "buu_chinh: chắc\n",
        "cac_buoc: |\n  Nộp giấy.\n\tChờ.\n",
        "lien_quan: [1.00001]\n",
        "cac_buoc: |\n  Lưu ý:mang giấy.\n   - ten:x\n",
        "cac_buoc:\n  - mở cửa 07:30-11:30\n  - ngày 1/11/2026 nộp 50000đ\n",
    ],
)
def test_what_is_not_certain_is_left_alone(more: str) -> None:
    text = PROCEDURE + more
    assert after(THU_TUC, text) == text


@pytest.mark.parametrize(
    ("tabbed", "spaced"),
    [
        ("hieu_luc:\n\tden: 2027-01-01\n", "hieu_luc:\n  den: 2027-01-01\n"),
        ("hieu_luc:\n  tu: 2026-01-01\n\tden: 2027-01-01\n", "hieu_luc:\n  tu: 2026-01-01\n  den: 2027-01-01\n"),
        ("can_cu:\n\t- a\n\t- b\n", "can_cu:\n  - a\n  - b\n"),
        ("le_phi:\n\tmuc:\n\t\t- so_tien:5000\n", "le_phi:\n  muc:\n    - so_tien: 5.000\n"),
    ],
)
def test_tabs_become_spaces_where_every_width_means_the_same(tabbed: str, spaced: str) -> None:
    assert after(THU_TUC, PROCEDURE + tabbed) == PROCEDURE + spaced


def test_an_edit_whose_words_are_not_there_does_nothing() -> None:
    assert applied("a: b\n", [Edit(1, 4, "c", "d"), Edit(1, 4, "b", "e"), Edit(1, 1, "x", "y")]) == "a: e\n"


def test_spaces_that_belong_to_what_the_file_says_stay() -> None:
    text = PROCEDURE + 'cac_buoc: "Nộp\\ \n  giấy"\n'
    assert "giấy" in text.split("\\ \n")[1]
    assert after(THU_TUC, text) == text


def test_a_name_is_certain_if_no_other_comes_near() -> None:
    assert certain("muc_a", ["muc_b", "xyz"]) == "muc_b"
    assert certain("muc_a", ["muc_b", "muc_c"]) is None
    assert certain("muc_a", ["xyz"]) is None


def test_of_two_keys_that_mean_the_same_one_is_mended_and_the_other_stays_a_mistake() -> None:
    assert after(THU_TUC, PROCEDURE + "ten_kha: y\nten_khacs: z\nbuu_chinh: co\n") == (
        PROCEDURE + "ten_khac: y\nten_khacs: z\nbuu_chinh: có\n"
    )


def day_keys(model: type[BaseModel]) -> set[str]:
    keys = set()
    for name, field in model.model_fields.items():
        described = str(field.annotation)
        keys |= {field.alias or name} if "datetime.date" in described else set()
        keys |= {key for inner in models_in(field.annotation) for key in day_keys(inner)}
    return keys


def models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in models_in(part)]


def test_every_day_and_amount_of_the_files_is_known_to_be_one() -> None:
    assert day_keys(Procedure) | day_keys(Topic) | day_keys(Override) == DAY_KEYS
    assert FeeRate.model_fields["amount"].alias == AMOUNT_KEY


JUNK = st.text("\t \n\r:-#\"'[]{}|>&*!@đáề1.0/amten_", max_size=30)


@settings(max_examples=300)
@given(st.sampled_from(sorted(KINDS)), JUNK, st.integers(0, 300), st.integers(0, 20))
def test_whatever_is_written_no_line_comes_or_goes_and_what_a_file_says_stays(
    path: str, junk: str, at: int, cut: int
) -> None:
    whole = VALID[path]
    text = whole[:at] + junk + whole[at + cut :]
    result = mended(found(path), text.encode())
    once = result.after.decode() if result else text
    assert once.count("\n") == normalised(text).count("\n") or result is None
    before, then = understand(found(path), normalised(text)), understand(found(path), once)
    if before.content:
        assert then.content
        assert then.content.value == before.content.value
    assert mended(found(path), once.encode()) is None


@settings(max_examples=200)
@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=80), st.integers(0, 300))
def test_bytes_of_any_kind_never_raise(path: str, junk: bytes, at: int) -> None:
    whole = VALID[path].encode()
    mended(found(path), whole[:at] + junk + whole[at:])


UNTIDY: Mapping[str, str] = {HOI_DAP: TOPIC.replace("ten: ", "ten:"), THU_TUC: PROCEDURE.replace("ra_soat", "ra_sot")}


def look(folder: Path) -> list[Mended]:
    return list(look_through(survey(folder)))


def test_what_is_shown_is_what_is_written(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, **UNTIDY})
    files = look(tmp_path)
    (tmp_path / HOI_DAP).chmod(0o640)
    write_all(files)
    assert {file.found.path for file in files} == {HOI_DAP, THU_TUC}
    assert load(tmp_path).problems == ()
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in VALID} == VALID
    assert (tmp_path / HOI_DAP).stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.rglob("*.tmp")] == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, "khac/gio.yaml": UNTIDY[HOI_DAP], HOI_DAP: ""})
    (tmp_path / HOI_DAP).unlink()
    (tmp_path / HOI_DAP).symlink_to(tmp_path / "khac/gio.yaml")
    write_all(look(tmp_path))
    assert (tmp_path / HOI_DAP).is_symlink()
    assert (tmp_path / "khac/gio.yaml").read_text(encoding="utf-8") == TOPIC


def test_a_file_that_somebody_changes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, **UNTIDY})
    files = look(tmp_path)
    write(tmp_path, {HOI_DAP: TOPIC + "# sửa trong lúc đó\n"})
    with pytest.raises(OperatorError, match=f"Tệp {HOI_DAP} vừa thay đổi, nên chưa sửa tệp nào. Chạy lại lệnh này."):
        write_all(files)
    assert (tmp_path / THU_TUC).read_text(encoding="utf-8") == UNTIDY[THU_TUC]


@pytest.mark.parametrize("works", range(2))
def test_where_one_file_can_not_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, works: int) -> None:
    write(tmp_path, {**VALID, **UNTIDY})
    files = look(tmp_path)
    replace, calls = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == works + 1:
            raise OSError(28, os.strerror(28))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OperatorError, match="chưa sửa tệp nào"):
        write_all(files)
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in UNTIDY} == UNTIDY
    assert [file.name for file in tmp_path.rglob("*.tmp")] == []
    assert len(calls) == 1 + 2 * works


def test_what_is_no_file_or_too_large_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, "chung/hoi-dap/lon.yaml": "#   \n" * 300_000})
    os.mkfifo(tmp_path / "chung/hoi-dap/ong.yaml")
    assert look(tmp_path) == []
