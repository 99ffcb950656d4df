"""What Zalo brings to an account's webhook: believed if it is signed, and dealt with once, in each person's order."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from pydantic import SecretStr

from bot.channels.channel import Changed, Membership, Receive
from bot.channels.lanes import Lanes
from bot.channels.zalo_oa.events import (
    ACCOUNT,
    Event,
    Left,
    Said,
    StaffSpoke,
    account_of,
    read_event,
    timestamp_of,
)
from bot.channels.zalo_oa.signature import verdicts
from bot.errors import OperatorError

_LOG = logging.getLogger("motcua.zalo_oa")


class Notes(Protocol):
    """What the account remembers. Raises OperatorError where it can not be kept."""

    async def take(self, event: Event) -> bool:
        """Note what the event tells; whether it has to be handed on. If it has not, it is done with."""

    async def handed_on(self, event: Event) -> None:
        """It was, and is not when it is brought again."""


class Receiving:
    """Takes events after `begin`. Its tasks in hand are to be awaited before it is given up.

    `is_ours` knows our own messages when they come back as if the staff had written them.
    """

    def __init__(
        self,
        app_id: str,
        secret: SecretStr,
        notes: Notes | None,
        is_ours: Callable[[StaffSpoke], bool],
        fields: dict[str, str],
    ) -> None:
        self._app_id = app_id
        self._secret = secret
        self._notes = notes
        self._is_ours = is_ours
        self._fields = fields
        self._lanes = Lanes(_LOG, ACCOUNT, fields)
        self._receive: Receive | None = None
        self._changed: Changed | None = None
        self._account_id = ""
        self._has_told_verdicts = False

    @property
    def in_hand(self) -> frozenset[asyncio.Task[None]]:
        """What has been begun and is not done."""
        return self._lanes.in_hand

    def begin(self, receive: Receive, changed: Changed | None) -> None:
        """From now on messages are handed to `receive`, and who has left to `changed`."""
        self._receive, self._changed = receive, changed

    def learn(self, account_id: str) -> None:
        """Zalo calls our account so. Other accounts of the same app have other ids for the same people."""
        self._account_id = account_id

    async def feed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Take what was brought, and return when it is stored; False where it is not from Zalo. Raises OperatorError.

        What is not answered with success, Zalo brings again; so what comes from Zalo and is nothing to us, is taken.
        """
        try:
            payload = json.loads(body)
        except (ValueError, RecursionError):
            return False
        if payload == {}:
            # When the address is entered at Zalo, it tries it out with this, and without a signature.
            return True
        if self._receive is None or not isinstance(payload, dict) or not self._is_signed(body, payload, headers):
            return False
        event = self._event(payload)
        if event is not None:
            # Shielded: whoever brings it may hang up, and what was begun is stored all the same.
            await asyncio.shield(self._lanes.begin(event.person, lambda: self._take(event)))
        return True

    async def take_missed(self, said: Said) -> None:
        """Take what was said while nobody was there. Raises OperatorError."""
        await self._lanes.do(said.person, lambda: self._take(said))

    def _is_signed(self, body: bytes, payload: Mapping[str, Any], headers: Mapping[str, str]) -> bool:
        header, secret = headers.get("x-zevent-signature", ""), self._secret.get_secret_value()
        stamps = [timestamp_of(payload), headers.get("x-zevent-timestamp", "")]
        found = verdicts(self._app_id, body, stamps, secret, header)
        if not any(found):
            if any(verdicts(account_of(payload), body, stamps, secret, header)):
                _LOG.warning("zalo_oa_signed_with_the_accounts_id", extra={"fields": self._fields})
            return False
        if not self._has_told_verdicts:
            # Once, so that somebody can tell for certain which of the two Zalo means.
            self._has_told_verdicts = True
            signed = dict(zip(("timestamp_of_body", "timestamp_of_header"), found, strict=True))
            _LOG.info("zalo_oa_signature", extra={"fields": {**self._fields, **signed}})
        return True

    def _event(self, payload: Mapping[str, Any]) -> Event | None:
        if self._account_id and account_of(payload) not in {"", self._account_id}:
            _LOG.warning("zalo_oa_event_of_another_account", extra={"fields": self._fields})
            return None
        try:
            return read_event(payload)
        except ValueError:
            _LOG.exception("zalo_oa_event_unreadable", extra={"fields": self._fields})
            return None

    async def _take(self, event: Event) -> None:
        if self._receive is None or self._notes is None:
            return
        if isinstance(event, StaffSpoke) and self._is_ours(event):
            return
        if not await self._notes.take(event):
            return
        match event:
            case Said(incoming=incoming):
                await self._receive(incoming)
            case Left(person=person) if self._changed:
                await self._changed(Membership(person, blocked=True))
        # Aside: the answer, which is kept under the message's id, does not wait for it.
        self._lanes.aside(self._note_handed_on(self._notes, event))

    async def _note_handed_on(self, notes: Notes, event: Event) -> None:
        try:
            await notes.handed_on(event)
        except OperatorError:
            _LOG.exception("zalo_oa_event_not_noted", extra={"fields": self._fields})
