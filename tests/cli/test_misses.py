"""`motcua misses`: what an official sees of the questions that went wrong, and what becomes of them."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small_data import NOON
from small_knowledge import write_knowledge

from bot.cli.misses import list_misses
from bot.errors import OperatorError
from bot.files.folder import load
from bot.files.questions import read_questions
from bot.knowledge.questions import Case
from bot.settings import Settings
from bot.storage import Connection, Database, misses

BIRTH = "chung/thu-tuc/ho-tich/khai-sinh.yaml"
CARD = "chung/thu-tuc/can-cuoc/doi-the.yaml"
ASKED = (
    ("khai báo em bé mới chào đời", "unanswered", ()),
    ("lịch cắt điện", "unanswered", ()),
    ("khai bao em be moi chao doi", "unanswered", ()),
    ("làm thẻ mới cho ông [số đã che]", "wrong", ("1.001193",)),
    ("lịch cắt điện tuần này", "unanswered", ()),
    ("khai báo em bé mới chào đời ạ", "unanswered", ()),
)


@pytest.fixture
def folder(elsewhere: Path) -> Path:
    write_knowledge(elsewhere / "knowledge")
    keep(elsewhere / "data" / "suoi-mau.sqlite3", ASKED)
    return elsewhere


def keep(path: Path, asked: Sequence[tuple[str, str, Sequence[str]]], days: int = 0) -> None:
    def add(db: Connection) -> None:
        for number, (question, kind, ids) in enumerate(asked, start=days):
            misses.add(db, question, ids, NOON + timedelta(days=number), kind)

    async def write() -> None:
        database = Database.open(path)
        await database.run(add)
        await database.close()

    asyncio.run(write())


def run(folder: Path, *arguments: str, commune: str | None = None) -> Result:
    settings = Settings(data=folder / "data", knowledge=folder / "knowledge", commune=commune, now=NOON)
    return CliRunner().invoke(list_misses, list(arguments), obj=settings)


def listed(folder: Path, *options: str) -> list[dict[str, Any]]:
    result = run(folder, *options, "--json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def numbers(folder: Path, *options: str) -> list[int]:
    return [group["number"] for group in listed(folder, *options)]


def texts(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted((folder / "knowledge").rglob("*")) if file.is_file()}


def test_alike_questions_are_one_group_and_the_most_frequent_comes_first(folder: Path) -> None:
    groups = [(each["number"], each["question"], each["count"], each["wrong"]) for each in listed(folder)]
    assert groups == [
        (1, "khai báo em bé mới chào đời", 3, 0),
        (2, "lịch cắt điện", 2, 0),
        (4, "làm thẻ mới cho ông [số đã che]", 1, 1),
    ]


def test_a_group_tells_its_days_its_questions_and_the_nearest_entries(folder: Path) -> None:
    first, _, wrong = listed(folder)
    assert (first["first"], first["last"]) == ("2026-11-20", "2026-11-25")
    assert first["questions"][0] == {"question": "khai báo em bé mới chào đời", "count": 2}
    assert first["nearest"][0] == {"id": "1.001193", "name": "Đăng ký khai sinh"}
    assert wrong["answered"] == ["1.001193"]
    assert "1.001193" not in [entry["id"] for entry in wrong["nearest"]]


def test_an_official_reads_a_list(folder: Path) -> None:
    told = run(folder).stdout
    assert "3 nhóm câu hỏi chưa trả lời được hoặc trả lời sai, đã hỏi 6 lần." in told
    assert "   1. khai báo em bé mới chào đời\n      3 lần, 20/11/2026 đến 25/11/2026\n      gần nhất: Đăng ký" in told
    assert "1 lần người dân nói là máy trả lời sai, bằng: Đăng ký khai sinh (1.001193)" in told


def test_of_many_groups_the_first_are_shown_and_all_on_demand(folder: Path) -> None:
    strange = [f"{chr(97 + number) * 2}{chr(122 - number) * 2}" for number in range(26)]
    keep(folder / "data" / "suoi-mau.sqlite3", [(word, "unanswered", ()) for word in strange])
    assert "nhóm nữa, xem bằng --all." in run(folder).stdout
    assert "nhóm nữa" not in run(folder, "--all").stdout


def test_one_group_is_shown_with_all_its_wordings_and_what_to_type(folder: Path) -> None:
    told = run(folder, "show", "1").stdout
    assert "    2 lần: khai báo em bé mới chào đời\n" in told
    assert "motcua misses attach 1 1.001193" in told
    assert json.loads(run(folder, "show", "1", "--json").stdout) == listed(folder)[0]


def test_a_group_that_is_attached_mends_the_knowledge_and_changes_nothing_else(folder: Path) -> None:
    before = (folder / "knowledge" / BIRTH).read_text(encoding="utf-8")
    result = run(folder, "attach", "1", "1.001193")
    assert result.exit_code == 0, result.output
    after = (folder / "knowledge" / BIRTH).read_text(encoding="utf-8")
    assert after == before.replace(
        "cach_hoi: [làm giấy khai sinh cho con]", "cach_hoi: [làm giấy khai sinh cho con, khai báo em bé mới chào đời]"
    )
    assert read_questions(folder / "knowledge" / "cau-hoi.yaml") == [
        Case(q="khai báo em bé mới chào đời", kind="answer", want=("1.001193",))
    ]
    assert "Nay hỏi câu này, máy trả lời: Đăng ký khai sinh (1.001193). Nhóm 1 đã được cất." in result.stdout
    assert numbers(folder) == [2, 4]
    assert numbers(folder, "--away") == [1]
    assert not [problem for problem in load(folder / "knowledge").problems if problem.path.startswith("cau-hoi")]


def test_nothing_is_ever_added_twice(folder: Path) -> None:
    run(folder, "attach", "1", "1.001193")
    before = texts(folder)
    result = run(folder, "attach", "1", "1.001193")
    assert result.exit_code == 0
    assert "đã có sẵn ở cả hai tệp" in result.stdout
    assert texts(folder) == before


def test_the_wording_can_be_edited_and_a_mask_is_never_written(folder: Path) -> None:
    assert run(folder, "attach", "4", "1.014063", "--text", "  làm thẻ   căn cước mới 0900000000 ").exit_code == 0
    assert load(folder / "knowledge").communes["suoi-mau"].entries["1.014063"].ways[1:] == ("làm thẻ căn cước mới",)
    assert "0900000000" not in b"".join(texts(folder).values()).decode()
    assert run(folder, "attach", "4", "1.014063").exit_code == 0
    assert "che" not in (folder / "knowledge" / "cau-hoi.yaml").read_text(encoding="utf-8")


def test_the_own_entry_of_a_commune_is_mended_in_its_own_files(folder: Path) -> None:
    own = folder / "knowledge/xa/suoi-mau/hoi-dap/cat-dien.yaml"
    own.parent.mkdir()
    own.write_text('ma: cat-dien\nten: Cắt điện\ntra_loi: "Xem bảng tin."\nra_soat: 2026-11-01\n', encoding="utf-8")
    assert run(folder, "attach", "2", "cat-dien", "--text", "bao giờ mất điện").exit_code == 0
    assert 'ten: Cắt điện\ncach_hoi:\n  - "bao giờ mất điện"\n' in own.read_text(encoding="utf-8")
    golden = read_questions(folder / "knowledge/xa/suoi-mau/cau-hoi.yaml")
    assert golden == [Case(q="bao giờ mất điện", kind="answer", want=("cat-dien",), commune="suoi-mau")]
    assert not (folder / "knowledge" / "cau-hoi.yaml").exists()


def test_a_listed_procedure_is_mended_in_its_row(folder: Path) -> None:
    file = folder / "knowledge/chung/danh-muc.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([f"{head},cach_hoi", *(f"{row}," for row in rows), ""]), encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    assert run(folder, "attach", "2", "9.000002", "--text", "nuôi con hươu lấy nhung").exit_code == 0
    assert run(folder, "attach", "2", "9.000002", "--text", "xin phép nuôi hươu; nai").exit_code == 0
    row = next(line for line in before.splitlines() if line.startswith("9.000002"))
    mended = f'{row}"nuôi con hươu lấy nhung; xin phép nuôi hươu, nai"'
    assert file.read_text(encoding="utf-8") == before.replace(row, mended)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("1", "1.009999"), "Xã suoi-mau không có thủ tục, chủ đề nào mang mã «1.009999»"),
        (("1", "9.000002"), "Không thêm được vào dòng của thủ tục 9.000002 .* ghi vào cột cach_hoi của dòng ấy: khai"),
        (("3", "1.001193"), "Câu số 3 nằm trong nhóm 1 .* Dùng số 1"),
        (("99", "1.001193"), "Không có nhóm số 99"),
        (("1", "1.001193", "--text", "  "), "Viết cách hỏi sau --text"),
        (("1", "1.001193", "--text", "0900000000"), "Viết cách hỏi sau --text"),
        (("1", "1.001193", "--text", "a " * 101), "dài 201 chữ cái|dài 201"),
        (("1", "1.001193", "--text", "đổi thẻ căn cước hết hạn"), "máy (mời chọn|trả lời bằng).* Chưa ghi gì"),
        (("1", "1.001193", "--text", "cảm ơn"), "mà máy chưa trả lời. Chưa ghi gì"),
    ],
)
def test_what_cannot_be_attached_is_told_and_leaves_everything_as_it_was(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = texts(folder)
    result = run(folder, "attach", *arguments)
    assert isinstance(result.exception, OperatorError)
    assert result.exc_info is not None
    with pytest.raises(OperatorError, match=told):
        raise result.exception
    assert texts(folder) == before
    assert numbers(folder) == [1, 2, 4]


def test_a_file_that_is_wrong_for_now_is_not_written_to(folder: Path) -> None:
    file = folder / "knowledge" / BIRTH
    file.write_text(file.read_text(encoding="utf-8") + "abc: x\n", encoding="utf-8")
    before = texts(folder)
    assert isinstance(run(folder, "attach", "1", "1.001193").exception, OperatorError)
    assert texts(folder) == before


def test_where_the_database_fails_the_files_are_put_back(folder: Path) -> None:
    broken = "create trigger hong before update on miss begin select raise(abort, 'hỏng'); end"

    async def break_it() -> None:
        database = Database.open(folder / "data" / "suoi-mau.sqlite3")
        await database.run(lambda db: db.execute(broken))
        await database.close()

    asyncio.run(break_it())
    before = texts(folder)
    assert run(folder, "attach", "1", "1.001193").exit_code != 0
    assert texts(folder) == before


def test_what_was_dismissed_does_not_come_back_when_it_is_asked_again(folder: Path) -> None:
    assert run(folder, "dismiss", "2", "4").stdout.startswith("Đã cất nhóm 2 («lịch cắt điện»).")
    keep(folder / "data" / "suoi-mau.sqlite3", [("lịch cắt điện hôm nay", "unanswered", ())])
    assert numbers(folder) == [1]
    assert [group["count"] for group in listed(folder, "--away")] == [3, 1]
    assert run(folder, "restore", "2").exit_code == 0
    assert numbers(folder) == [1, 2]


def test_what_was_attached_and_is_still_missed_comes_back_under_its_number(folder: Path) -> None:
    run(folder, "attach", "1", "1.001193")
    keep(folder / "data" / "suoi-mau.sqlite3", [("khai báo em bé mới chào đời", "wrong", ["1.014063"])])
    again = next(group for group in listed(folder) if group["number"] == 1)
    assert (again["count"], again["wrong"]) == (1, 1)


def test_a_number_means_the_same_group_whatever_is_asked_in_between(folder: Path) -> None:
    before = {group["number"]: group["question"] for group in listed(folder)}
    keep(folder / "data" / "suoi-mau.sqlite3", [("lịch cắt điện mấy giờ", "unanswered", ())] * 5, days=9)
    assert numbers(folder)[0] == 2
    after = {group["number"]: group["question"] for group in listed(folder)}
    assert {number: after[number][:8] for number in before} == {number: text[:8] for number, text in before.items()}


def test_a_citizens_message_cannot_steer_the_terminal(folder: Path) -> None:
    keep(folder / "data" / "suoi-mau.sqlite3", [("\x1b[2J\u202exóa \x07màn\nhình", "unanswered", ())])
    for arguments in ((), ("show", "7")):
        told = run(folder, *arguments).stdout
        assert "xóa màn hình" in told
        assert not any(char in told for char in "\x1b\x07\u202e")


def test_a_commune_without_a_miss_is_told_so_and_why(folder: Path) -> None:
    (folder / "data" / "suoi-mau.sqlite3").unlink()
    keep(folder / "data" / "suoi-mau.sqlite3", [])
    assert run(folder).stdout == "xã suoi-mau: không có câu nào chưa trả lời được.\n"
    commune = folder / "knowledge/xa/suoi-mau/xa.yaml"
    commune.write_text(commune.read_text(encoding="utf-8") + "giu_cau_hoi: không\n", encoding="utf-8")
    assert run(folder).stdout == "xã suoi-mau không giữ câu hỏi nào, vì xa.yaml ghi giu_cau_hoi: không.\n"
    assert run(folder, "--away").stdout == "xã suoi-mau: chưa cất nhóm nào.\n"


def test_with_the_data_of_several_communes_one_must_be_chosen(folder: Path) -> None:
    write_knowledge(folder / "knowledge", ["suoi-mau", "doi-mau"])
    keep(folder / "data" / "doi-mau.sqlite3", [("tắt đèn đường", "unanswered", ())])
    assert "doi-mau, suoi-mau" in str(run(folder).exception)
    assert numbers(folder, "--commune", "doi-mau") == [1]
    assert "motcua --commune doi-mau misses show N" in run(folder, commune="doi-mau").stdout


def test_a_commune_that_is_not_in_the_knowledge_is_told(folder: Path) -> None:
    keep(folder / "data" / "doi-mau.sqlite3", [])
    (folder / "data" / "suoi-mau.sqlite3").unlink()
    assert "không có xã «doi-mau» dùng được. Chạy motcua check" in str(run(folder).exception)
