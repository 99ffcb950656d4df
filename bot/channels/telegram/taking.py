"""Handing on what arrives: a person's messages one after the other, those of different persons at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update

from bot.channels.failures import ChannelError
from bot.channels.telegram.reading import Membership, membership, read
from bot.errors import OperatorError
from bot.messages import Incoming

_LOG = logging.getLogger("motcua.telegram")

Receive = Callable[[Incoming], Awaitable[None]]
Changed = Callable[[Membership], Awaitable[None]]


class Taking:
    """Hands updates on; its tasks in hand are to be awaited before it is given up.

    Each press of a button is acknowledged at once, for the button waits, and Telegram takes no late acknowledgement.
    """

    def __init__(
        self, receive: Receive, changed: Changed | None, acknowledge: Callable[[str], Awaitable[None]], commune: str
    ) -> None:
        self._receive = receive
        self._changed = changed
        self._acknowledge = acknowledge
        self._fields = {"commune": commune}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._in_hand: set[asyncio.Task[None]] = set()

    @property
    def in_hand(self) -> frozenset[asyncio.Task[None]]:
        """What has been begun and is not done."""
        return frozenset(self._in_hand)

    def begin(self, update: Update) -> asyncio.Task[None]:
        """Take an update in its person's turn. The task ends when it is stored; OperatorError: it could not be."""
        return self._begun(self._take(update))

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
            self._begun(self._acknowledged(update.callback_query.id))
        turn = self._turns.setdefault(_person(update), asyncio.Lock())
        async with turn:
            try:
                await self._hand_on(update)
            except OperatorError:
                raise
            except Exception:
                # What breaks the program once breaks it again, and must not keep everybody else waiting.
                _LOG.exception("telegram_update_failed", extra={"fields": self._fields})

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

    def _begun(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return task


def _person(update: Update) -> str:
    return str(update.effective_chat.id) if update.effective_chat else ""
