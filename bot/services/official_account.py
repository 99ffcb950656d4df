"""What a Zalo Official Account remembers between messages, in the commune's database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.zalo_oa.events import Event, Left, MadeContact, Said, StaffSpoke, Withdrew
from bot.channels.zalo_oa.windows import Window, window
from bot.dialogue.own_data import decides_on_own_data
from bot.services.clock import Clock
from bot.services.conversation_states import state_of
from bot.storage import Connection, Database, states, subscriptions, zalo_oa
from bot.storage.person import forget
from bot.storage.retention import RETENTION

REPLAYS_DROPPED_FOR = RETENTION["zalo_oa_event"]
"""An event that is brought again within that time is known by its id; an older one is not taken at all."""


@dataclass(frozen=True, slots=True)
class AccountNotes:
    """The notes of one account. Every method raises OperatorError where the database fails.

    While the staff writes to a person, and for `silence` afterwards, the bot does not answer that person, unless they
    decide on their own data or want no more news.
    """

    account: str
    database: Database
    clock: Clock
    silence: timedelta

    async def take(self, event: Event) -> bool:
        """Note what the event tells; whether it has to be handed on: a message to answer, or a person who has left.

        If it has not, it is done with. Once more changes nothing.
        """
        taken = await self.database.run(lambda db: self._taken(db, event, self.clock.now()))
        if isinstance(event, Withdrew):
            await self.database.settle()
        return taken

    async def handed_on(self, event: Event) -> None:
        """It was, and is not when it is brought again."""
        await self.database.run(lambda db: zalo_oa.add_done(db, self.account, event.id, event.at))

    def _taken(self, db: Connection, event: Event, now: datetime) -> bool:
        if now - event.at >= REPLAYS_DROPPED_FOR or zalo_oa.is_done(db, self.account, event.id):
            return False
        match event:
            case Said():
                zalo_oa.add_contact(db, self.account, event.person, event.at)
                if not self._is_for_the_staff(db, event, now):
                    return True
                # As in the conversation, which does not see this message: whoever writes can be written to again.
                subscriptions.revived(db, self.account, event.person, now)
            case MadeContact():
                zalo_oa.add_contact(db, self.account, event.person, event.at)
            case Left():
                if not self._was_in_touch_since(db, event):
                    return True
            case StaffSpoke():
                zalo_oa.add_staff(db, self.account, event.person, event.at)
            case Withdrew():
                forget(db, self.account, event.person)
        zalo_oa.add_done(db, self.account, event.id, event.at)
        return False

    def _is_for_the_staff(self, db: Connection, said: Said, now: datetime) -> bool:
        staff = zalo_oa.staff(db, self.account, said.person)
        if staff is None or said.at - staff >= self.silence:
            return False
        answered = states.saved_at(db, self.account, said.person)
        bot_spoke_last = answered is not None and answered > staff
        state = state_of(db, self.account, said.person, now)
        return not decides_on_own_data(said.incoming.text, state, bot_spoke_last)

    def _was_in_touch_since(self, db: Connection, left: Left) -> bool:
        """Whether the person has come back: what Zalo could not bring at once, it brings later, in any order."""
        contact = zalo_oa.contact(db, self.account, left.person)
        return contact is not None and contact > left.at


def may_receive(db: Connection, account: str, person: str, now: datetime) -> Window:
    """Whether Zalo lets an announcement through to the person now, for whoever sends one."""
    return window(zalo_oa.contact(db, account, person), now)
