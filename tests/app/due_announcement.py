"""A database in which an announcement to many people was approved and is due, and what became of it."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.announcements.content import Content
from bot.announcements.officer import Officer, Role
from bot.announcements.subscription import agreed
from bot.services import announcing
from bot.services.announcing import Desk
from bot.storage import Connection, Database, officers, subscriptions

AN, BINH = Officer("an", "Cán bộ An", Role.AUTHOR), Officer("binh", "Cán bộ Bình", Role.APPROVER)
AWAKE = 'ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Tỉnh Mẫu\ngio_yen_lang: "00:00-00:00"\n'
"""The file of a commune that has no quiet hours, for tests by the clock of the machine."""


OPENING = "Xã Suối Mẫu mở cửa lúc 7 giờ 30."
_TOPIC = f"ma: gio\nten: Giờ làm việc\ncach_hoi: [mấy giờ mở cửa]\ntra_loi: {OPENING}\nra_soat: 2026-11-01\n"


def write_awake(knowledge: Path) -> Path:
    """The knowledge folder of that commune, with one topic."""
    for name, text in (("xa.yaml", AWAKE), ("hoi-dap/gio.yaml", _TOPIC)):
        file = knowledge / "xa" / "suoi-mau" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return knowledge


def persons(count: int) -> range:
    return range(900_000_001, 900_000_001 + count)


def write_due(path: Path, count: int, urgent: bool = False, at: datetime | None = None) -> None:
    """Announcement 1 is due now, to so many people."""
    now = at or datetime.now(UTC)
    content = Content(title="Lịch tiêm", text="Trạm y tế tiêm ngày 25.", urgent=urgent)

    def fill(db: Connection) -> None:
        for officer in (AN, BINH):
            officers.save(db, officer, now)
        for person in persons(count):
            subscriptions.save(db, agreed("telegram", str(person), "1", now, None), now)
        number = announcing.write_new(db, Desk(AN, now), content).id
        announcing.submit(db, Desk(AN, now), number)
        announcing.approve(db, Desk(BINH, now), number)
        announcing.send(db, Desk(AN, now), number)

    async def write() -> None:
        database = Database.open(path)
        await database.run(fill)
        await database.close()

    asyncio.run(write())


def statuses(path: Path) -> Counter[str]:
    """How many rows of the ledger stand where; read beside a program that may be running."""
    with closing(sqlite3.connect(path, timeout=5)) as db:
        return Counter(status for (status,) in db.execute("select status from delivery"))


def persons_in(path: Path, status: str) -> set[int]:
    with closing(sqlite3.connect(path, timeout=5)) as db:
        rows = db.execute("select person from delivery where status = ?", [status])
        return {int(person) for (person,) in rows}
