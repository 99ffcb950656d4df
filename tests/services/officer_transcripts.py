"""Officers' conversations as plain text that an officer can read: officer_transcripts/*.txt.

A line begins with who writes and a colon: `An:` (soạn), `Bình:` (duyệt), `Xem:` (xem), `Lan:` (a citizen). `An bấm:` is
the label of a button that An was offered, the last one of that label; with `An bấm cũ:` it is the first one. `Lúc:` is the time from there
on, `Tắt máy:` kills the program and starts it again. `Máy:` is one message of the bot to whoever wrote, `Thư cho Bình:`
one that it writes by itself. `#` starts a remark.

To take today's replies for right: python tests/services/officer_transcripts.py, then read what has changed.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from fictional_commune import HandClock
from fictional_library import SUOI_MAU, library

from bot.announcements.officer import Officer, Role
from bot.announcements.quiet import QuietHours
from bot.announcements.subscription import agreed
from bot.messages import Choice, Incoming, Reply, plain_text
from bot.search import Library
from bot.services.conversation import receive
from bot.services.firing import fire_due
from bot.services.officers_in_chat import prepared
from bot.storage import Connection, Database, letters, officers, subscriptions
from bot.storage.letters import LetterStatus
from bot.text.dates import VIETNAM

FOLDER = Path(__file__).parent / "officer_transcripts"
COMMUNE = SUOI_MAU.model_copy(update={"officer_channels": ("telegram",)})
LIBRARY: Library = library(COMMUNE)
CHATS = {"An": "910000001", "Bình": "910000002", "Xem": "910000003", "Lan": "900000001"}
OFFICERS = (
    Officer("an", "Cán bộ An", Role.AUTHOR, "telegram", CHATS["An"]),
    Officer("binh", "Cán bộ Bình", Role.APPROVER, "telegram", CHATS["Bình"]),
    Officer("xem", "Cán bộ Xem", Role.VIEWER, "telegram", CHATS["Xem"]),
)
_CODE = re.compile(r"(Mã xác minh: )\S+")
_SET = ("Lúc", "Tắt máy", "#")


@dataclass
class Office:
    """The commune with its officers and 20 subscribers, as it goes on."""

    file: Path
    database: Database
    clock: HandClock = field(default_factory=HandClock)
    buttons: dict[str, list[Choice]] = field(default_factory=dict)
    dead: list[Database] = field(default_factory=list)
    number: int = 0

    @classmethod
    async def opened(cls, folder: Path) -> "Office":
        file = folder / "suoi-mau.sqlite3"
        office = cls(file, Database.open(file))
        await office.database.run(office._fill)
        return office

    def _fill(self, db: Connection) -> None:
        for officer in OFFICERS:
            officers.save(db, officer, self.clock.now())
        for number in range(1, 21):
            subscriptions.save(
                db, agreed("telegram", str(900000000 + number), "1", self.clock.now(), None), self.clock.now()
            )

    def die(self) -> None:
        """As if it were killed: nothing is closed, and another program opens the file."""
        self.dead.append(self.database)
        self.database = Database.open(self.file)

    async def close(self) -> None:
        for each in (self.database, *self.dead):
            await each.close()

    async def say(self, name: str, text: str, choice: str | None = None) -> tuple[Reply, ...]:
        self.number += 1
        incoming = Incoming("telegram", CHATS[name], f"m{self.number}", text, choice)
        replies = await receive(self.database, LIBRARY, incoming, self.clock) or ()
        self._offer(name, *replies)
        return replies

    async def press(self, name: str, label: str, which: int) -> tuple[Reply, ...]:
        found = [choice for choice in self.buttons.get(name, []) if choice.label == label]
        return await self.say(name, label, found[which].value) if found else (Reply(text="(KHÔNG CÓ NÚT NÀY)"),)

    async def letters(self) -> list[tuple[str, Reply]]:
        """What the program writes by itself now, to whom, as `services.post` would."""

        def taken(db: Connection) -> list[tuple[str, Reply]]:
            fire_due(db, QuietHours(*COMMUNE.quiet_hours), lambda _, __: None, {"telegram"}, self.clock.now())
            names = {each.code: name for each, name in zip(OFFICERS, CHATS, strict=False)}
            found = []
            for letter in letters.due(db, self.clock.now()):
                letters.mark(db, letter.id, LetterStatus.SENT)
                name = names[letter.officer]
                ready = prepared(lambda: COMMUNE, self.clock.now)(db, letter, ("telegram", CHATS[name]))
                found.append((name, ready.reply))
            return found

        written = await self.database.run(taken)
        for name, reply in written:
            self._offer(name, reply)
        return written

    def _offer(self, name: str, *replies: Reply) -> None:
        self.buttons.setdefault(name, []).extend(choice for reply in replies for choice in reply.choices)


def script_of(text: str) -> Iterator[str]:
    """The lines of a transcript without what the bot said."""
    speakers = tuple(f"{name}{how}:" for name in CHATS for how in ("", " bấm", " bấm cũ"))
    return (line for line in text.splitlines() if line.startswith((*_SET, *speakers)))


async def played(script: Iterator[str], folder: Path) -> str:
    """The transcript with the replies of today. In what is typed, ⏎ is a new line."""
    office = await Office.opened(folder)
    blocks: list[str] = []
    try:
        for line in script:
            blocks.append(line + await _answer(office, line))
    finally:
        await office.close()
    return "\n\n".join(blocks).replace("\n\n# ", "\n# ") + "\n"


async def _answer(office: Office, line: str) -> str:
    word, _, value = line.partition(":")
    value = value.strip()
    if line.startswith("#"):
        return ""
    if word == "Lúc":
        office.clock.moment = datetime.fromisoformat(value).replace(tzinfo=VIETNAM)
        replies: tuple[Reply, ...] = ()
    elif word == "Tắt máy":
        office.die()
        replies = ()
    else:
        name, _, how = word.partition(" ")
        text = value.replace("⏎", "\n")
        which = {"bấm": -1, "bấm cũ": 0}.get(how)
        replies = await (office.say(name, text) if which is None else office.press(name, text, which))
    said = [f"\nMáy: {_shown(reply)}" for reply in replies]
    said += [f"\nThư cho {name}: {_shown(reply)}" for name, reply in await office.letters()]
    return "".join(said)


def _shown(reply: Reply) -> str:
    """A message as it reads; each database has a key of its own, and so its own codes."""
    return _CODE.sub(r"\1****-****", plain_text([reply]))


async def _rewrite() -> None:
    for path in sorted(FOLDER.glob("*.txt")):
        with TemporaryDirectory() as folder:
            text = await played(script_of(path.read_text(encoding="utf-8")), Path(folder))
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_rewrite())
