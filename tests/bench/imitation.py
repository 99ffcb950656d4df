"""The imitated Telegram with a clock: when each message arrived, and many that are written at one moment."""

import time
from collections.abc import Sequence

import telegram_updates as updates
from telegram_account import Chat, Sent
from telegram_api import TelegramApi

from .arrivals import Arrivals
from .program import PUBLIC, secret

_PAUSE = 0.2
"""Seconds before a webhook is tried again: so short that a restart is found, so long that trying is no load."""


class TimedApi(TelegramApi):
    """The imitation with `arrivals`."""

    async def _open(self) -> None:
        await super()._open()
        self.arrivals = Arrivals[Sent]()
        self.account.sent = self.arrivals
        self.delivery.pause = _PAUSE

    def settings(self, by_webhook: bool) -> dict[str, str]:
        """What the program has to be told to have its bot here, and to ask for updates or be brought them."""
        # This imitation has no limits; under the platform's own, 400 replies would take 13 s however fast we are.
        told = {
            "MOTCUA_TELEGRAM_API": self.address,
            "MOTCUA_TELEGRAM_PACE": "0",
            secret("TELEGRAM_TOKEN"): self.token,
        }
        return told | {"MOTCUA_PUBLIC_URL": PUBLIC} if by_webhook else told

    def knows(self, persons: range) -> None:
        """These have begun a chat."""
        self.there(lambda: self.account.chats.update(dict.fromkeys(persons, Chat.OPEN)))

    def all_write(self, messages: Sequence[tuple[int, str]]) -> float:
        """All these (person, text) are there at once; returns the moment before the first was."""

        def write() -> float:
            begun = time.perf_counter()
            for person, text in messages:
                self.account.chats[person] = Chat.OPEN
                payload = updates.message(person, self.account.next_number(), text=text)
                self.delivery.add("message", payload)
            return begun

        return self.there(write)

    def cpu_seconds(self) -> float:
        """How long the imitation's own thread has worked so far."""
        return self.there(time.thread_time)

    def settle(self, seconds: float, quiet: float) -> None:
        """Wait until every update was acknowledged and nothing has arrived for `quiet` seconds; at most `seconds`."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            latest = self.arrivals.moments[-1] if self.arrivals else 0.0
            if not self.delivery.pending and time.perf_counter() - latest >= quiet:
                return
            time.sleep(0.01)
