"""Handing on what arrives from Telegram."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import Update

from bot.channels.channel import Changed, Receive
from bot.channels.failures import ChannelError
from bot.channels.lanes import Lanes
from bot.channels.telegram.reading import membership, read
from bot.errors import OperatorError

_LOG = logging.getLogger("motcua.telegram")


class Taking:
    """Hands updates on, in lanes; its tasks in hand are to be awaited before it is given up.

    Each press of a button is acknowledged at once, for the button waits, and Telegram takes no late acknowledgement.
    """

    def __init__(
        self, receive: Receive, changed: Changed | None, acknowledge: Callable[[str], Awaitable[None]], commune: str
    ) -> None:
        self._receive = receive
        self._changed = changed
        self._acknowledge = acknowledge
        self._fields = {"commune": commune}
        self._lanes = Lanes(_LOG, "telegram", self._fields)

    @property
    def in_hand(self) -> frozenset[asyncio.Task[None]]:
        """What has been begun and is not done."""
        return self._lanes.in_hand

    def begin(self, update: Update) -> asyncio.Task[None]:
        """Take an update in its person's turn. The task ends when it is stored; OperatorError: it could not be."""
        return self._lanes.aside(self._take(update))

    async def take_all(self, updates: Sequence[Update]) -> int | None:
        """Take these; returns the id of the first that could not be stored, if there is one.

        After one that could not be stored, nothing more of its person is taken: the order would be lost.
        """
        persons: dict[str, list[Update]] = {}
        for update in updates:
            persons.setdefault(_person(update), []).append(update)
        unstored = await asyncio.gather(*(self._take_in_order(theirs) for theirs in persons.values()))
        return min((number for number in unstored if number is not None), default=None)

    async def _take_in_order(self, updates: Sequence[Update]) -> int | None:
        for update in updates:
            try:
                await self._take(update)
            except OperatorError:
                _LOG.exception("telegram_update_not_stored", extra={"fields": self._fields})
                return update.update_id
        return None

    async def _take(self, update: Update) -> None:
        if update.callback_query:
            self._lanes.aside(self._acknowledged(update.callback_query.id))
        await self._lanes.do(_person(update), lambda: self._hand_on(update))

    async def _hand_on(self, update: Update) -> None:
        incoming = read(update)
        change = membership(update)
        if incoming:
            await self._receive(incoming)
        elif change and self._changed:
            await self._changed(change)

    async def _acknowledged(self, callback: str) -> None:
        with suppress(ChannelError):
            await self._acknowledge(callback)


def _person(update: Update) -> str:
    return str(update.effective_chat.id) if update.effective_chat else ""
