"""`motcua diff`: what an official sees before publishing."""

import asyncio
import json
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from small_data import NOON
from small_knowledge import run, write_knowledge

from bot.dialogue.comparison import answers
from bot.errors import OperatorError
from bot.files.folder import load
from bot.knowledge.questions import Case
from bot.search import Library
from bot.storage import Database, misses

WHO = ("-c", "user.name=Xã Suối Mẫu", "-c", "user.email=suoi-mau@example.org", "-c", "commit.gpgsign=false")
GOLDEN = """
- {q: phí đăng ký khai sinh, kind: none}
- {q: mấy giờ mở cửa, kind: none}
- {q: "đẻ em bé xong làm gì", kind: none}
- {q: nuôi hươu sao, kind: none}
- dialogue:
    - {q: đăng ký khai sinh, kind: none}
    - {q: "còn phí?", kind: none}
"""
FILE = "chung/thu-tuc/ho-tich/khai-sinh.yaml"
DAY = ("--at", "2026-11-20")


@pytest.fixture
def published(elsewhere: Path) -> Path:
    """The knowledge folder of a repository, as it was published."""
    folder = write_knowledge(elsewhere / "knowledge")
    (folder / "cau-hoi.yaml").write_text(GOLDEN.lstrip(), encoding="utf-8")
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "đăng")):
        subprocess.run(["git", "-C", str(elsewhere), *WHO, *arguments], check=True, capture_output=True)
    return folder


def change(folder: Path, old: str, new: str, file: str = FILE) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def found(folder: Path, *arguments: str, before: tuple[str, ...] = ()) -> Any:
    result = run(folder, *before, "diff", *arguments, *DAY, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def questions(changes: list[dict[str, Any]]) -> list[str]:
    return [each["question"] for each in changes]


def failure(result: Result) -> str:
    assert isinstance(result.exception, OperatorError)
    return str(result.exception)


def test_without_a_change_everything_is_answered_as_before(published: Path) -> None:
    result = run(published, "diff")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith(f"So {published} với bản đã đăng (")
    assert result.stdout.splitlines()[0].endswith("bằng 6 câu hỏi.")
    assert result.stdout.splitlines()[-1] == "Mọi câu đều được trả lời như cũ."


def test_a_changed_fee_is_shown_with_the_lines_that_differ(published: Path) -> None:
    change(published, "so_tien: miễn phí", "so_tien: 8.000")
    report = found(published)
    assert questions(report["changed"]) == ["phí đăng ký khai sinh", "đăng ký khai sinh", "còn phí?"]
    assert (report["new"], report["lost"], report["unseen"]) == ([], [], [])
    first, _, last = report["changed"]
    assert first["lines"] == ["- Miễn phí.", "+ 8.000 đồng."]
    assert first["before"]["names"][0] == "Đăng ký khai sinh"
    assert last["previous_question"] == "đăng ký khai sinh"
    told = run(published, "diff", *DAY).stdout
    assert "TRẢ LỜI KHÁC ĐI (3)\n  «phí đăng ký khai sinh»\n" in told
    assert "      Đăng ký khai sinh (1.001193)\n      - Miễn phí.\n      + 8.000 đồng.\n" in told
    assert told.endswith("Nay trả lời được 0, trả lời khác đi 3, không còn trả lời được 0.\n")


def test_what_is_newly_answered_and_what_is_lost_are_told_by_name(published: Path) -> None:
    change(published, "[làm giấy khai sinh cho con]", "[làm giấy khai sinh cho con, đẻ em bé xong làm gì]")
    (published / "chung/hoi-dap/gio-lam-viec.yaml").unlink()
    report = found(published)
    assert questions(report["new"]) == ["đẻ em bé xong làm gì"]
    assert questions(report["lost"]) == ["mấy giờ mở cửa", "Giờ làm việc"]
    told = run(published, "diff", *DAY).stdout
    assert "«đẻ em bé xong làm gì»\n      trước: chưa trả lời được\n      nay:   Đăng ký khai sinh (1.001193)" in told
    assert (
        "«mấy giờ mở cửa»\n  «Giờ làm việc»\n      trước: Giờ làm việc (gio-lam-viec)\n      nay:   chưa trả lời được"
        in told
    )


def test_an_entry_that_changed_while_no_question_shows_it_is_named(published: Path) -> None:
    change(published, "Bạn đến Công an", "Bạn ra Công an", "chung/thu-tuc/can-cuoc/doi-the.yaml")
    assert found(published)["unseen"] == [{"id": "1.014063", "name": "Cấp đổi thẻ căn cước"}]
    assert "mà không câu nào ở trên cho thấy. Hãy hỏi thử riêng:\n  Cấp đổi thẻ" in run(published, "diff").stdout


def test_ways_of_asking_that_come_and_go_are_asked_although_no_question_has_them(published: Path) -> None:
    change(published, "[làm giấy khai sinh cho con]", "[em bé chào đời xong phải khai báo]")
    report = found(published)
    assert (report["questions"], report["ways"]) == (6, 2)
    assert questions(report["new"]) == ["em bé chào đời xong phải khai báo"]
    told = run(published, "diff", *DAY).stdout
    assert told.splitlines()[0].endswith("bằng 6 câu hỏi và 2 cách hỏi vừa thêm hoặc bỏ.")
    assert "«em bé chào đời xong phải khai báo»\n      trước: chưa trả lời được\n" in told


def test_it_can_be_compared_with_a_folder_and_an_earlier_revision(published: Path) -> None:
    shutil.copytree(published, "ban-cu")
    change(published, "so_tien: miễn phí", "so_tien: 8.000")
    assert len(found(published, "ban-cu")["changed"]) == 3
    subprocess.run(["git", *WHO, "commit", "-q", "-a", "-m", "phí mới"], check=True, capture_output=True)
    assert found(published)["changed"] == []
    assert len(found(published, "HEAD~1")["changed"]) == 3


def test_the_day_can_be_chosen(published: Path) -> None:
    change(published, "so_tien: 50.000", "so_tien: 60.000", "chung/thu-tuc/can-cuoc/doi-the.yaml")
    Path("them.yaml").write_text("- {q: phí đổi thẻ căn cước, kind: none}\n", encoding="utf-8")
    after = run(published, "diff", "--questions", "them.yaml", "--at", "2027-02-01", "--json")
    assert json.loads(after.stdout)["changed"][0]["lines"] == ["- 50.000 đồng.", "+ 60.000 đồng."]


def keep_miss(file: Path, question: str) -> None:
    async def keep() -> None:
        database = Database.open(file)
        await database.run(lambda db: misses.add(db, question, [], NOON))
        await database.close()

    asyncio.run(keep())


def test_the_questions_that_are_kept_of_citizens_are_asked_too(published: Path, elsewhere: Path) -> None:
    keep_miss(elsewhere / "data/suoi-mau.sqlite3", "khai báo \x1b[2Jem bé mới chào đời [số đã che]")
    change(published, "[làm giấy khai sinh cho con]", "[khai báo em bé mới chào đời]")
    asked, _ = found(published)["new"]
    assert asked["before"]["decision"] == "none"
    assert asked["question"].endswith("[số đã che]")
    assert "\x1b" not in run(published, "diff").stdout


def test_a_question_that_is_golden_and_kept_is_asked_once(published: Path, elsewhere: Path) -> None:
    keep_miss(elsewhere / "data/suoi-mau.sqlite3", "đẻ em bé xong làm gì")
    change(published, "[làm giấy khai sinh cho con]", "[đẻ em bé xong làm gì]")
    assert questions(found(published)["new"]) == ["đẻ em bé xong làm gì"]


def test_a_communes_own_questions_are_asked_of_it_and_shared_ones_once(published: Path) -> None:
    write_knowledge(published, ["suoi-mau", "doi-mau"])
    subprocess.run(["git", *WHO, "commit", "-q", "--allow-empty", "-m", "x"], check=True, capture_output=True)
    subprocess.run(["git", *WHO, "add", "-A"], check=True, capture_output=True)
    subprocess.run(["git", *WHO, "commit", "-q", "-m", "hai xã"], check=True, capture_output=True)
    (published / "xa/doi-mau/cau-hoi.yaml").write_text("- {q: làm giấy khai sinh, kind: none}\n", encoding="utf-8")
    change(published, "so_tien: miễn phí", "so_tien: 8.000")
    changed = found(published)["changed"]
    assert [each["question"] for each in changed if each["question"] == "phí đăng ký khai sinh"] == [
        "phí đăng ký khai sinh"
    ]
    assert [each["commune"] for each in changed if each["question"] == "làm giấy khai sinh"] == ["doi-mau"]
    own = found(published, before=("--commune", "suoi-mau"))["changed"]
    assert {each["commune"] for each in own} == {"suoi-mau"}


def test_a_change_of_one_commune_alone_is_asked_of_that_commune(published: Path) -> None:
    write_knowledge(published, ["suoi-mau", "doi-mau"])
    subprocess.run(["git", *WHO, "add", "-A"], check=True, capture_output=True)
    subprocess.run(["git", *WHO, "commit", "-q", "-m", "hai xã"], check=True, capture_output=True)
    own = published / "xa/suoi-mau/hoi-dap/gio-lam-viec.yaml"
    own.parent.mkdir()
    own.write_text(
        "ma: gio-lam-viec\nten: Giờ làm việc\ncach_hoi: [mấy giờ mở cửa]\ntra_loi: Cả ngày.\nra_soat: 2026-11-01\n",
        encoding="utf-8",
    )
    assert [(each["commune"], each["question"]) for each in found(published)["changed"]] == [
        ("suoi-mau", "mấy giờ mở cửa")
    ]


def test_a_commune_that_comes_or_goes_is_named(published: Path) -> None:
    write_knowledge(published, ["doi-mau"])
    shutil.rmtree(published / "xa/suoi-mau")
    told = run(published, "diff").stdout
    assert "Xã mới: xã doi-mau.\nKhông còn phục vụ: xã suoi-mau.\n" in told


def test_one_change_in_many_answers_is_told_once(published: Path) -> None:
    Path("nhieu.yaml").write_text(
        "".join(f"- {{q: phí đăng ký khai sinh {n}, kind: none}}\n" for n in range(12)), encoding="utf-8"
    )
    change(published, "so_tien: miễn phí", "so_tien: 8.000")
    told = run(published, "diff", "--questions", "nhieu.yaml").stdout
    assert "  … và " in told
    assert told.count("+ 8.000 đồng.") == 1


def test_mistakes_in_the_files_are_mentioned_before_anything(published: Path) -> None:
    change(published, "ra_soat: 2026-11-01", "ra_sat: 2026-11-01")
    assert "Chú ý: tri thức đang có 1 lỗi" in run(published, "diff").stdout.splitlines()[1]


@pytest.mark.parametrize("other", ["khong-co", "ban/cu"])
def test_what_is_neither_a_folder_nor_a_revision_is_told(published: Path, other: str) -> None:
    assert f"tên là «{other}»" in failure(run(published, "diff", other))


def test_questions_of_a_commune_that_is_not_there_are_left_out_and_named(published: Path) -> None:
    Path("them.yaml").write_text("- {q: chào, kind: social, commune: suoi-mua}\n", encoding="utf-8")
    told = run(published, "diff", "--questions", "them.yaml").stdout
    assert "bằng 6 câu hỏi.\nBỏ qua những câu hỏi của xã không có trong tri thức: suoi-mua.\n" in told


def test_without_a_question_there_is_nothing_to_compare(published: Path) -> None:
    (published / "cau-hoi.yaml").unlink()
    assert failure(run(published, "diff")).startswith("Không có câu hỏi nào để hỏi thử. Viết vào ")


def test_a_wrong_question_file_and_an_unknown_commune_are_told(published: Path) -> None:
    Path("sai.yaml").write_text("- {q: a}\n", encoding="utf-8")
    assert failure(run(published, "diff", "--questions", "sai.yaml")).startswith("sai.yaml:1: ")
    assert "khong-co" in failure(run(published, "--commune", "khong-co", "diff"))


def test_two_thousand_questions_take_no_longer_than_asking_them_twice_and_stay_in_order(published: Path) -> None:
    words = [
        "khai sinh",
        "căn cước",
        "mở cửa",
        "hươu sao",
        "kết hôn",
        "sổ đỏ",
        "làm giấy",
        "đổi thẻ",
        "cho con",
        "hết hạn",
    ]
    asked = [
        f"{one} {two} {three} bao nhiêu tiền {n}" for one in words for two in words for three in words for n in (1, 2)
    ]
    Path("nhieu.yaml").write_text("".join(f"- {{q: {text}, kind: none}}\n" for text in asked), encoding="utf-8")
    change(published, "[làm giấy khai sinh cho con]", "[đẻ em bé xong làm gì]")
    library = Library.of(load(published).communes["suoi-mau"])
    started = time.process_time()
    for text in asked:
        answers(Case(q=text, kind="none"), library, date(2026, 11, 20))
    once = time.process_time() - started
    started = time.process_time()
    report = found(published, "--questions", "nhieu.yaml")
    # Both states are asked, by this process alone where there is one processor; and the folders are read.
    assert time.process_time() - started < 2 * once + 3
    assert report["questions"] == 2006
    told = [asked.index(question) for question in questions(report["lost"]) if question in asked]
    assert told
    assert told == sorted(told), "the questions stay in their order, whoever asks which"


def test_a_knowledge_folder_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    assert "Không có thư mục" in failure(run(tmp_path / "khong-co", "diff"))
