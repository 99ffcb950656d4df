from pathlib import Path

import pytest
from small_newsroom import NOON, in_database, run, told, write_newsroom

from bot.errors import OperatorError
from bot.storage import audit


@pytest.fixture
def folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTCUA_NOW", NOON.isoformat())
    return write_newsroom(elsewhere)


def test_officers_are_added_listed_changed_and_removed(folder: Path) -> None:
    added = told(folder, "officers", "add", "chi", "--name", "Cán bộ Chi", "--role", "quan-tri")
    assert added == {"code": "chi", "name": "Cán bộ Chi", "role": "quan-tri", "has_chat": False}
    assert run(folder, "officers", "role", "chi", "duyet").stdout == "Đã ghi: chi, Cán bộ Chi, vai trò duyệt.\n"
    assert run(folder, "officers", "list").stdout.splitlines() == [
        "an  Cán bộ An: soạn, có kênh riêng", "binh  Cán bộ Bình: duyệt", "chi  Cán bộ Chi: duyệt", "xem  Cán bộ Xem: xem",
    ]  # fmt: skip
    assert run(folder, "officers", "remove", "chi").stdout == "Đã bỏ: chi, Cán bộ Chi, vai trò duyệt.\n"
    log = in_database(folder, lambda db: audit.about(db, 0))
    assert [entry.step for entry in log] == ["officer-add", "officer-role", "officer-remove"]


def test_an_officer_may_have_a_chat_of_their_own(folder: Path) -> None:
    chat = ("--chat", "telegram", "900000009")
    assert told(folder, "officers", "add", "dung", "--name", "Dung", "--role", "soan", *chat)["has_chat"] is True


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("role", "la", "xem"), "Không có cán bộ nào mang mã «la»"),
        (("remove", "la"), "Không có cán bộ nào mang mã «la»"),
        (("add", "chị mẫu", "--name", "x", "--role", "xem"), "chỉ gồm chữ không dấu"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(OperatorError, match=sentence):
        raise run(folder, "officers", *arguments).exception or AssertionError


def test_the_first_officer_of_a_new_data_folder_can_be_added(elsewhere: Path) -> None:
    xa = elsewhere / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    xa.parent.mkdir(parents=True)
    xa.write_text("ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Mẫu Giang\n", encoding="utf-8")
    assert run(elsewhere, "officers", "list").stdout == "Chưa có cán bộ nào. Thêm bằng motcua officers add.\n"
    assert told(elsewhere, "officers", "add", "an", "--name", "An", "--role", "soan")["code"] == "an"
