"""A commune with officers and subscribers, and the commands about announcements run on it."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.announcements.officer import Officer, Role
from bot.announcements.subscription import agreed
from bot.cli import motcua
from bot.errors import OperatorError
from bot.storage import Connection, Database, officers, subscriptions
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
OFFICERS = (
    Officer("an", "Cán bộ An", Role.AUTHOR, "telegram", "900000001"),
    Officer("binh", "Cán bộ Bình", Role.APPROVER),
    Officer("xem", "Cán bộ Xem", Role.VIEWER),
)
TEXT = "Trạm y tế tiêm ngày 25."
WRITTEN = ("announce", "new", "--title", "Lịch tiêm", "--as", "an")
_COMMUNE = "ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Mẫu Giang\nthon: [Thôn Mẫu Một, Thôn Mẫu Hai]\n"


def write_newsroom(folder: Path, count: int = 5, more: str = "dien_tap: có\n") -> Path:
    """The folder, with a commune (one that rehearses, if not told otherwise) and so many subscribers."""
    xa = folder / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    xa.parent.mkdir(parents=True)
    xa.write_text(_COMMUNE + more, encoding="utf-8")

    def fill(db: Connection) -> None:
        for officer in OFFICERS:
            officers.save(db, officer, NOON)
        for number in range(1, count + 1):
            subscriptions.save(db, agreed("telegram", str(900000000 + number), "1", NOON, None), NOON)

    asyncio.run(_in_database(folder, fill))
    return folder


async def _in_database(folder: Path, work: Any) -> Any:
    database = Database.open(folder / "data" / "suoi-mau.sqlite3")
    try:
        return await database.run(work)
    finally:
        await database.close()


def in_database(folder: Path, work: Any) -> Any:
    return asyncio.run(_in_database(folder, work))


def run(folder: Path, *arguments: str, typed: str | None = None) -> Result:
    """`motcua <arguments>` in that folder, with that on standard input; what is refused ends with a sentence."""
    options = ["--knowledge", str(folder / "knowledge"), "--data", str(folder / "data")]
    return CliRunner().invoke(motcua, [*options, *arguments], input=typed)


def told(folder: Path, *arguments: str, typed: str | None = None) -> dict[str, Any]:
    """What a command says with --json."""
    result = run(folder, *arguments, "--json", typed=typed)
    assert result.exception is None, (arguments, result.exception)
    answer = json.loads(result.stdout)
    assert isinstance(answer, dict)
    return answer


def refusal(folder: Path, *arguments: str, typed: str | None = None) -> str:
    """The sentence with which a command refuses."""
    result = run(folder, *arguments, typed=typed)
    assert isinstance(result.exception, OperatorError), result
    assert result.stdout == ""
    return str(result.exception)
