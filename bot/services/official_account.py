"""What a Zalo Official Account remembers between messages, in the commune's database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.zalo_oa.events import Event, MadeContact, Said, StaffSpoke, Withdrew
from bot.channels.zalo_oa.windows import Window, window
from bot.services.clock import Clock
from bot.storage import Connection, Database, zalo_oa
from bot.storage.person import forget
from bot.storage.retention import RETENTION

REPLAYS_DROPPED_FOR = RETENTION["zalo_oa_event"]
"""An event that is brought again within that time is known by its id; an older one is not taken at all."""


@dataclass(frozen=True, slots=True)
class AccountNotes:
    """The notes of one account. Every method raises OperatorError where the database fails.

    While the staff writes to a person, and for `silence` afterwards, the bot does not answer that person.
    """

    account: str
    database: Database
    clock: Clock
    silence: timedelta

    async def take(self, event: Event) -> bool:
        """Note what the event tells; whether it is a message that the bot has to answer. If it is not, it is done with.

        Once more changes nothing.
        """
        taken = await self.database.run(lambda db: self._taken(db, event, self.clock.now()))
        if isinstance(event, Withdrew):
            await self.database.settle()
        return taken

    async def answered(self, said: Said) -> None:
        """The message was answered, so that it is not when it is brought again."""
        await self.database.run(lambda db: zalo_oa.add_done(db, self.account, said.id, said.at))

    def _taken(self, db: Connection, event: Event, now: datetime) -> bool:
        if now - event.at >= REPLAYS_DROPPED_FOR or zalo_oa.is_done(db, self.account, event.id):
            return False
        match event:
            case Said():
                zalo_oa.add_contact(db, self.account, event.person, event.at)
                if not self._is_with_the_staff(db, event):
                    return True
            case MadeContact():
                zalo_oa.add_contact(db, self.account, event.person, event.at)
            case StaffSpoke():
                zalo_oa.add_staff(db, self.account, event.person, event.at)
            case Withdrew():
                forget(db, self.account, event.person)
        zalo_oa.add_done(db, self.account, event.id, event.at)
        return False

    def _is_with_the_staff(self, db: Connection, said: Said) -> bool:
        staff = zalo_oa.staff(db, self.account, said.person)
        return staff is not None and said.at - staff < self.silence


def may_receive(db: Connection, account: str, person: str, now: datetime) -> Window:
    """Whether Zalo lets an announcement through to the person now, for whoever sends one."""
    return window(zalo_oa.contact(db, account, person), now)
