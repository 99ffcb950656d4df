"""Seeing to an Official Account for as long as the program runs: its tokens, its standing, and what came meanwhile."""

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.channels.failures import AccountRefused, ChannelError
from bot.channels.listening import Listening
from bot.channels.status import Condition
from bot.channels.zalo_oa.account import ROWS_AT_ONCE, About, OfficialAccount
from bot.channels.zalo_oa.advice import advice
from bot.channels.zalo_oa.events import Row, Said, read_row, said_in
from bot.errors import OperatorError

ANSWERED_LATE = timedelta(days=1)
"""What came while we were down is answered if it is younger."""
MOST_PAGES = 50
"""Of ten rows each; a busy account's day would else take its requests from those who ask now."""
SECONDS_BETWEEN_LOOKS = 300.0
SECONDS_UNTIL_LOGIN = 60.0
"""How often is looked whether somebody has agreed anew, after Zalo has refused us."""

_LOG = logging.getLogger("motcua.zalo_oa")


class Source:
    """Messages come to the webhook by themselves; what is left is to see that the account goes on working."""

    def __init__(
        self,
        account: OfficialAccount,
        take: Callable[[Said], Awaitable[None]],
        learn: Callable[[About], None],
        now: Callable[[], datetime],
        fields: Mapping[str, str],
    ) -> None:
        self._account = account
        self._take = take
        self._learn = learn
        self._now = now
        self._fields = fields
        self._has_caught_up = False

    async def prepare(self) -> None:
        """Nothing: all is looked at anew in each round."""

    async def listen(self, listening: Listening) -> bool:
        """One look: the tokens, the account, once what came meanwhile; then a while without."""
        try:
            await self._look()
        except AccountRefused as failure:
            # Not the end, as elsewhere: somebody may agree anew while the program runs.
            listening.tell(Condition.STOPPED, advice(failure))
            await listening.nap(SECONDS_UNTIL_LOGIN)
            return True
        if listening.status.condition is not Condition.MUTE:
            listening.tell(Condition.RUNNING)
        await listening.nap(SECONDS_BETWEEN_LOOKS)
        return True

    async def finish(self, listening: Listening) -> None:
        """Nothing: Zalo is not told that we go."""

    def must_prepare_after(self, failure: ChannelError) -> bool:
        """Never: see `prepare`."""
        return False

    def advice(self, failure: ChannelError) -> str:
        """What the failure means, in Vietnamese."""
        return advice(failure)

    async def _look(self) -> None:
        await self._account.tokens.see_to()
        if not self._has_caught_up:
            self._learn(await self._account.about())
        # Whether the package lets us in shows here, and only here: `getoa` works with every package.
        first = await self._account.recent(0, 1 if self._has_caught_up else ROWS_AT_ONCE)
        if not self._has_caught_up:
            await self._catch_up(first)
            self._has_caught_up = True

    async def _catch_up(self, first: Sequence[Mapping[str, Any]]) -> None:
        """Answer what nobody has answered while we were down."""
        rows = await self._rows_of_the_last_day(first)
        missed = list(unanswered(rows))
        for said in missed:
            try:
                await self._take(said)
            except OperatorError:
                _LOG.exception("zalo_oa_missed_message_not_stored", extra={"fields": dict(self._fields)})
        _LOG.info("zalo_oa_caught_up", extra={"fields": {**self._fields, "rows": len(rows), "missed": len(missed)}})

    async def _rows_of_the_last_day(self, first: Sequence[Mapping[str, Any]]) -> list[Row]:
        since = self._now() - ANSWERED_LATE
        rows: list[Row] = []
        page = first
        for number in range(1, MOST_PAGES + 1):
            read = list(self._read(page))
            rows += [row for row in read if row.at > since]
            if not read or read[-1].at <= since:
                break
            page = await self._account.recent(number * ROWS_AT_ONCE)
        return rows

    def _read(self, page: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
        for row in page:
            try:
                yield read_row(row)
            except ValueError:
                _LOG.warning("zalo_oa_row_unreadable", extra={"fields": dict(self._fields)})


def unanswered(rows: Sequence[Row]) -> Iterator[Said]:
    """What persons said, in order, after the account's last message to them; the rows are given newest first."""
    answered: set[str] = set()
    missed: dict[str, Said] = {}
    for row in rows:
        if not row.is_persons:
            answered.add(row.person)
        elif row.person not in answered and row.text.strip():
            # While we read, new messages push rows to the next page, where they come again.
            missed.setdefault(row.id, said_in(row))
    return reversed(missed.values())
