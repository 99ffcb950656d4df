"""The commune behind every subject: its knowledge as files, its database as a file, a clock that is moved by hand.

The files hold the fictional knowledge of `fictional_library`, and two topics that are hard to carry: one of odd signs,
one too long for any single message.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import fictional_library
import yaml

from bot.app.databases import Databases
from bot.dialogue import News, State, respond
from bot.messages import Incoming, Reply
from bot.search import Library
from bot.services.knowledge import LiveKnowledge
from bot.storage import Connection, Database
from bot.text.dates import VIETNAM

CODE = "suoi-mau"
_TRIES = 5000
NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)

ODD_SIGNS = (
    "Ghi \"<b>A & B</b>\" & 'c' > d < e; 1 < 2 > 0; &lt; &amp;amp; &#39; <!-- x --> </div> <script>",
    "Dấu * _ ~ ` [x](y) | # \\ \\n %s $1, rồi 👍🏽 ❤️ 👨‍👩‍👧‍👦 🇻🇳 𝒜, مرحبا بكم, שלום, 你好, ệ ữ ẵ.",
)
ODD_QUESTION = "hỏi về ký hiệu lạ"
ODD_MISS = "quzzix <i>&amp; \"wobblo\" 'x' > 2 👍🏽 مرحبا שלום"

LONG_LINES = tuple(f"Điều {number}: {'việc này cần làm cho đúng, cho đủ & kịp thời. ' * 3}" for number in range(1, 60))
LONG_QUESTION = "hỏi về quy ước dài"
TIGHT_LINE = " ".join(f"<{number}&>" for number in range(230))
"""Short enough for one message, and after escaping no longer."""

_COMMUNE = """
ma: suoi-mau
ten: xã Suối Mẫu
tinh: Mẫu Giang
don_vi:
  - {ma: mot-cua, vai_tro: mot-cua, ten: Trung tâm Phục vụ hành chính công, dia_chi: thôn Mẫu Một}
  - {ma: cong-an, vai_tro: cong-an, ten: Công an xã Suối Mẫu}
gio_lam_viec:
  - {thu: ["2", "3", "4", "5", "6"], gio: ["07:30-11:30", "13:30-17:00"]}
lien_he: {duong_day_nong: "0900000000"}
thon: [thôn Mẫu Một, thôn Mẫu Hai]
kenh_can_bo: [telegram, zalo_bot, zalo_oa]
"""


def _topic(code: str, name: str, way: str, lines: Sequence[str]) -> dict[str, Any]:
    return {"ma": code, "ten": name, "cach_hoi": [way], "tra_loi": "\n".join(lines), "ra_soat": "2026-11-01"}


EXTRA_TOPICS = (
    _topic("ky-hieu-la", "Ký hiệu <lạ> & 'khác'", ODD_QUESTION, ODD_SIGNS),
    _topic("quy-uoc-dai", "Quy ước dài", LONG_QUESTION, [*LONG_LINES, TIGHT_LINE]),
)


def write_knowledge(folder: Path) -> Path:
    """Write the knowledge folder as an officer would have; returns it."""
    for procedure in fictional_library.PROCEDURES:
        _write(folder / "chung" / "thu-tuc" / "mau" / f"{procedure['ma']}.yaml", _dumped(procedure))
    for topic in (*fictional_library.TOPICS, *EXTRA_TOPICS):
        _write(_topic_file(folder, topic["ma"]), _dumped(topic))
    _write(folder / "chung" / "tu-vung.yaml", _dumped(_vocabulary()))
    _write(folder / "chung" / "danh-muc.csv", "ma,ten,linh_vuc,noi_giai_quyet,tinh,lien_ket\n" + _listed())
    _write(folder / "xa" / CODE / "xa.yaml", _COMMUNE.lstrip())
    return folder


def _vocabulary() -> dict[str, Any]:
    words = fictional_library.VOCABULARY.model_dump(by_alias=True, mode="json", exclude_unset=True)
    return words | {"hay_hoi": ["1.001193", "1.000894"]}


def _listed() -> str:
    keys = ("ma", "ten", "linh_vuc", "noi_giai_quyet", "tinh", "lien_ket")
    rows = (",".join(f'"{listed.get(key, "")}"' for key in keys) for listed in fictional_library.LISTED)
    return "\n".join(rows) + "\n"


def _topic_file(folder: Path, code: str) -> Path:
    return folder / "chung" / "hoi-dap" / f"{code}.yaml"


def _dumped(content: Mapping[str, Any]) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@dataclass
class HandClock:
    """Stands still until it is moved."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


@dataclass
class Office:
    """The commune, for as long as a test lasts. `databases` stays empty for a subject that keeps nothing."""

    folder: Path
    knowledge: LiveKnowledge
    databases: Databases
    clock: HandClock = field(default_factory=HandClock)

    @property
    def library(self) -> Library:
        return self.knowledge.shelf.libraries[CODE]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    async def database(self) -> Database:
        return await self.databases.of(CODE)

    async def loses(self, code: str) -> None:
        """An officer takes a procedure out of the knowledge."""
        (self.folder / "knowledge" / "chung" / "thu-tuc" / "mau" / f"{code}.yaml").unlink()
        await self.knowledge.refresh()
        assert code not in self.library.knowledge.entries

    async def rows(self) -> list[tuple[str, dict[str, Any]]]:
        """Every row of every table, with the table's name."""
        return await (await self.database()).run(_every_row)

    def expected(self, *texts: str, writes_first: bool) -> tuple[Reply, ...]:
        """What the conversation, asked without any channel, replies to the last of these messages."""
        state, replies, news = State(), tuple[Reply, ...](), News(can_come=writes_first)
        for number, text in enumerate(texts):
            turn = respond(state, Incoming("nowhere", "p", str(number), text), self.library, self.clock.now(), news)
            state, replies = turn.state, turn.replies
        return replies


def _every_row(db: Connection) -> list[tuple[str, dict[str, Any]]]:
    return [(table, row) for table in db.table_names() for row in db.table(table).rows]


async def answered(office: Office, message: str) -> None:
    """Wait until all replies to the message have been sent by whoever answers in the background."""
    database = await office.database()
    for _ in range(_TRIES):
        if await database.run(partial(_is_done, message=message)):
            return
        await asyncio.sleep(0.001)
    raise AssertionError(f"{message} is not answered")


def _is_done(db: Connection, message: str) -> bool:
    found = db.execute("select count(*) from turn where message = ? and status = 'done'", [message]).fetchone()
    return bool(found[0])


@asynccontextmanager
async def open_office(folder: Path) -> AsyncIterator[Office]:
    """The commune, its knowledge read from files and its database to be opened with the first message."""
    databases = Databases(folder / "data")
    try:
        yield Office(folder, LiveKnowledge.open(write_knowledge(folder / "knowledge")), databases)
    finally:
        await databases.close()
