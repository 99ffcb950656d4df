import json
import re
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
    assert added == {
        "code": "chi", "name": "Cán bộ Chi", "role": "quan-tri", "unit": None, "has_chat": False, "channels": [],
    }  # fmt: skip
    assert run(folder, "officers", "role", "chi", "duyet").stdout == "Đã ghi: chi, Cán bộ Chi, vai trò duyệt.\n"
    assert run(folder, "officers", "list").stdout.splitlines() == [
        "an  Cán bộ An: soạn, kênh riêng: telegram", "binh  Cán bộ Bình: duyệt", "chi  Cán bộ Chi: duyệt", "xem  Cán bộ Xem: xem",
    ]  # fmt: skip
    assert run(folder, "officers", "remove", "chi").stdout == "Đã bỏ: chi, Cán bộ Chi, vai trò duyệt.\n"
    log = in_database(folder, lambda db: audit.about(db, 0))
    assert [entry.step for entry in log] == ["officer-add", "officer-role", "officer-remove"]


def test_an_officer_may_have_a_chat_of_their_own(folder: Path) -> None:
    chat = ("--chat", "telegram", "900000009")
    assert told(folder, "officers", "add", "dung", "--name", "Dung", "--role", "soan", *chat)["has_chat"] is True


def test_whoever_is_added_anew_keeps_their_chats_unless_another_is_named(folder: Path) -> None:
    an = ("officers", "add", "an", "--name", "An Mẫu", "--role", "duyet")
    assert told(folder, *an)["channels"] == ["telegram"]
    assert "an  An Mẫu: duyệt, kênh riêng: telegram" in run(folder, "officers", "list").stdout
    run(folder, *an, "--chat", "zalo_bot", "abc")
    assert "an  An Mẫu: duyệt, kênh riêng: zalo_bot\n" in run(folder, "officers", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("role", "la", "xem"), "Không có cán bộ nào mang mã «la»"),
        (("remove", "la"), "Không có cán bộ nào mang mã «la»"),
        (("invite", "la"), "Không có cán bộ nào mang mã «la»"),
        (("add", "chi", "--name", "x", "--role", "xem", "--unit", "la"), "Không có đơn vị «la»"),
        (("add", "chi", "--name", " ", "--role", "xem"), "chưa có tên"),
        (
            ("add", "chi", "--name", "x", "--role", "xem", "--chat", "fax", "1"),
            "Không có kênh «fax». Các kênh: telegram, ",
        ),
        (("add", "chi", "--name", "x", "--role", "xem", "--chat", "telegram", " "), "chưa có mã người nhận"),
        (("add", "chị mẫu", "--name", "x", "--role", "xem"), "chỉ gồm chữ không dấu"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(OperatorError, match=sentence):
        raise run(folder, "officers", *arguments).exception or AssertionError


def test_a_code_is_the_same_in_capitals(folder: Path) -> None:
    assert told(folder, "officers", "role", "AN", "duyet")["code"] == "an"
    assert told(folder, "officers", "remove", "An")["code"] == "an"
    assert "an" not in [each["code"] for each in json.loads(run(folder, "officers", "list", "--json").stdout)]


def test_the_first_officer_of_a_new_data_folder_can_be_added(elsewhere: Path) -> None:
    xa = elsewhere / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    xa.parent.mkdir(parents=True)
    xa.write_text("ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Mẫu Giang\n", encoding="utf-8")
    assert run(elsewhere, "officers", "list").stdout == "Chưa có cán bộ nào. Thêm bằng motcua officers add.\n"
    assert told(elsewhere, "officers", "add", "an", "--name", "An", "--role", "soan")["code"] == "an"


def test_who_is_invited_gets_a_code_for_one_chat(folder: Path) -> None:
    lines = run(folder, "officers", "invite", "binh").stdout.splitlines()
    assert lines[0] == "Mã cho Cán bộ Bình, dùng một lần trong 24 giờ. Nhắn cho bot của xã:"
    assert re.fullmatch(r"/canbo [A-Z2-9]{5}-[A-Z2-9]{5}", lines[1])


def test_where_the_commune_allows_no_chat_yet_whoever_invites_is_told_what_to_do(folder: Path) -> None:
    assert "kenh_can_bo: [telegram]" in run(folder, "officers", "invite", "binh").stderr


def test_a_changed_role_leaves_chats_and_unit_as_they_are(folder: Path) -> None:
    run(folder, "officers", "role", "an", "duyet")
    assert "an  Cán bộ An: duyệt, kênh riêng: telegram" in run(folder, "officers", "list").stdout.splitlines()
