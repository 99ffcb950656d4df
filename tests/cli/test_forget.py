import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from small_data import CITIZEN, NEIGHBOUR, NOON, invoke, people, write_data

from bot.announcements.subscription import Status, agreed
from bot.cli.forget import _STATUSES, forget_person
from bot.errors import OperatorError
from bot.storage import Connection, Database, subscriptions


@pytest.fixture
def data(elsewhere: Path) -> Path:
    return write_data(elsewhere / "data", "suoi-mau")


def test_what_is_kept_is_shown_and_after_a_yes_deleted(data: Path) -> None:
    result = invoke(forget_person, data, *CITIZEN, typed="có\n")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Đang giữ về telegram 900000001 (xã suoi-mau):",
        "- 1 tin đã trả lời, từ 12:00 20/11/2026 đến 12:00 20/11/2026.",
        "- Cuộc trò chuyện đang dở, tự xóa sau 12:00 21/11/2026.",
        "Đã xóa:",
        "- 1 tin đã trả lời, từ 12:00 20/11/2026 đến 12:00 20/11/2026.",
        "- Cuộc trò chuyện đang dở, tự xóa sau 12:00 21/11/2026.",
    ]
    assert people(data / "suoi-mau.sqlite3") == [NEIGHBOUR[1]]


@pytest.mark.parametrize("typed", ["không\n", "\n", "", "xóa gì\n"])
def test_without_a_yes_nothing_is_deleted(data: Path, typed: str) -> None:
    result = invoke(forget_person, data, *CITIZEN, typed=typed)
    assert result.exit_code == 1
    assert "Chưa làm gì." in result.stderr
    assert "Đang giữ" in result.stdout
    assert people(data / "suoi-mau.sqlite3") == [CITIZEN[1], NEIGHBOUR[1]]


def test_with_yes_nothing_is_asked(data: Path) -> None:
    result = invoke(forget_person, data, *CITIZEN, "--yes")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert people(data / "suoi-mau.sqlite3") == [NEIGHBOUR[1]]


@pytest.mark.parametrize("whose", [("telegram", "900000009"), ("web", CITIZEN[1]), ("telegram", "' or 1=1 --")])
def test_somebody_unknown_is_said_to_be_so(data: Path, whose: tuple[str, str]) -> None:
    result = invoke(forget_person, data, *whose, "--yes")
    assert result.exit_code == 1
    assert result.stderr == f"Không giữ gì về {whose[0]} {whose[1]} (xã suoi-mau).\n"
    assert people(data / "suoi-mau.sqlite3") == [CITIZEN[1], NEIGHBOUR[1]]


def test_as_json_it_is_one_object(data: Path) -> None:
    told = json.loads(invoke(forget_person, data, *CITIZEN, "--yes", "--json").stdout)
    assert told == {
        "commune": "suoi-mau",
        "account": "telegram",
        "person": "900000001",
        "messages": 1,
        "oldest": "2026-11-20T05:00:00+00:00",
        "newest": "2026-11-20T05:00:00+00:00",
        "conversation_until": "2026-11-21T05:00:00+00:00",
        "subscription": None,
        "deliveries": 0,
        "contact": None,
        "staff": None,
        "officer": None,
        "deleted": True,
    }
    again = invoke(forget_person, data, *CITIZEN, "--yes", "--json")
    assert (json.loads(again.stdout)["deleted"], again.exit_code) == (False, 1)


def test_as_json_without_a_yes_the_question_does_not_spoil_the_object(data: Path) -> None:
    result = invoke(forget_person, data, *CITIZEN, "--json", typed="không\n")
    assert json.loads(result.stdout)["deleted"] is False
    assert json.loads(result.stdout)["messages"] == 1


def subscribe(path: Path) -> None:
    def keep(db: Connection) -> None:
        subscriptions.save(db, agreed(*CITIZEN, "1", NOON, None), NOON)

    async def write() -> None:
        database = Database.open(path)
        await database.run(keep)
        await database.close()

    asyncio.run(write())


def test_a_subscription_is_shown_and_deleted_too(data: Path) -> None:
    subscribe(data / "suoi-mau.sqlite3")
    result = invoke(forget_person, data, *CITIZEN, "--yes")
    assert "- Đăng ký nhận tin, đồng ý lúc 12:00 20/11/2026: đang nhận.\n" in result.stdout
    subscribe(data / "suoi-mau.sqlite3")
    told = json.loads(invoke(forget_person, data, *CITIZEN, "--yes", "--json").stdout)
    assert told["messages"] == 0
    assert told["subscription"] == {
        "status": "active",
        "reason": "",
        "topics": ["cchc", "khan-cap", "lich", "thu-tuc"],
        "group": "nguoi-dan",
        "village": "",
        "paused_until": None,
        "consented_at": "2026-11-20T05:00:00+00:00",
        "consent_version": "1",
    }
    assert invoke(forget_person, data, *CITIZEN, "--yes").exit_code == 1


def test_every_status_of_a_subscription_is_told_in_words() -> None:
    assert set(_STATUSES) == set(Status)


def test_it_works_while_another_program_has_the_database_open(data: Path) -> None:
    path = data / "suoi-mau.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as running:
        running.execute("update state set state = 'lời của người dân' where person = ?", [CITIZEN[1]])
        assert invoke(forget_person, data, *CITIZEN, "--yes").exit_code == 0
        assert [row[0] for row in running.execute("select person from turn")] == [NEIGHBOUR[1]]
        assert not any("lời của người dân".encode() in file.read_bytes() for file in data.iterdir())


def test_of_several_communes_one_has_to_be_chosen_and_the_others_stay(elsewhere: Path) -> None:
    data = write_data(elsewhere / "data", "suoi-mau", "doi-mau")
    result = invoke(forget_person, data, *CITIZEN, "--yes")
    assert isinstance(result.exception, OperatorError)
    assert "doi-mau, suoi-mau" in str(result.exception)
    assert invoke(forget_person, data, *CITIZEN, "--yes", commune="doi-mau").exit_code == 0
    assert people(data / "doi-mau.sqlite3") == [NEIGHBOUR[1]]
    assert people(data / "suoi-mau.sqlite3") == [CITIZEN[1], NEIGHBOUR[1]]


def test_a_commune_without_data_is_named_and_no_file_is_made(data: Path) -> None:
    result = invoke(forget_person, data, *CITIZEN, "--yes", commune="doi-mau")
    assert isinstance(result.exception, OperatorError)
    assert "«doi-mau»" in str(result.exception)
    assert [path.name for path in data.iterdir()] == ["suoi-mau.sqlite3"]


def test_a_data_folder_that_is_not_there_is_named(elsewhere: Path) -> None:
    result = invoke(forget_person, elsewhere / "mat", *CITIZEN, "--yes")
    assert isinstance(result.exception, OperatorError)
    assert "MOTCUA_DATA" in str(result.exception)
    assert not (elsewhere / "mat").exists()
