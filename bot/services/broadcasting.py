"""Everything that a commune's announcements need while the program runs: begun in time, sent, ended, looked after."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.announcements.quiet import QuietHours
from bot.messages import Reply
from bot.services.clock import Clock
from bot.services.firing import end_finished, fire_due, pause_all, repair
from bot.services.gates import Gate, open_to_all
from bot.services.pace import Pace
from bot.services.post import Post, Prepared, as_it_is
from bot.services.sending import CALLS_AT_ONCE, LONGEST_PAUSE_SECONDS, NewsChannel, Sender, Sleep
from bot.storage import Connection, Database

LOOK_EVERY_SECONDS = 0.5
REHEARSAL_CHANGED = "xã vừa đổi dien_tap; dừng motcua run, chạy lại, rồi mới gửi tiếp"
REPAIR_EVERY = timedelta(minutes=5)

_LOG = logging.getLogger("motcua.broadcasting")


class Broadcaster:
    """Who sends for a commune; the data folder has to be held with a `FolderLock`. Must be closed after `run`."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, tuple[NewsChannel, Pace]],
        quiet: Callable[[], QuietHours],
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        *,
        calls_at_once: int = CALLS_AT_ONCE,
        jitter: Callable[[], float] = lambda: 0.0,
        prepared: Prepared = as_it_is,
        rehearses: Callable[[], bool] = lambda: False,
        gates: Mapping[str, Gate] | None = None,
    ) -> None:
        """`gates` are by account, and tell whom each lets nothing through to.

        `rehearses` tells whether the commune rehearses now; the channels are those of when this was made.
        """
        self._rehearses = rehearses
        self._began_as_rehearsal = rehearses()
        self._database = database
        self._channels = channels
        self._quiet = quiet
        self._clock = clock
        self._sleep = sleep
        self._senders = [
            Sender(
                channel,
                database,
                pace,
                quiet,
                clock,
                sleep,
                calls_at_once=calls_at_once,
                jitter=jitter,
                gate=(gates or {}).get(account, open_to_all),
            )
            for account, (channel, pace) in channels.items()
        ]
        self._workers: tuple[Sender | Post, ...] = (*self._senders, Post(database, channels, clock, sleep, prepared))

    async def run(self) -> None:
        """Repair what a dead program left, then keep the firings, send, and write to officers."""
        workers = [asyncio.create_task(each.run()) for each in self._workers]
        try:
            await self._keep()
        finally:
            for task in workers:
                task.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def close(self, seconds: float) -> None:
        """After `run` was cancelled: let the calls that are being made end, and write what became of them."""
        await asyncio.gather(*(each.close(seconds) for each in self._workers))

    async def _keep(self) -> None:
        repaired: datetime | None = None
        failures = 0
        while True:
            is_time = repaired is None or self._clock.now() - repaired >= REPAIR_EVERY
            # The outermost loop of a commune's announcements: whatever goes wrong once, the next look goes on.
            try:
                await self._tick(repairing=is_time)
            except Exception:
                failures = min(failures + 1, 10)
                _LOG.exception("announcements_not_kept")
            else:
                failures, repaired = 0, self._clock.now() if is_time else repaired
            await self._sleep(min(LONGEST_PAUSE_SECONDS, LOOK_EVERY_SECONDS * 2**failures))

    async def _tick(self, repairing: bool) -> None:
        def work(db: Connection) -> None:
            now, connected = self._clock.now(), self._channels.keys()
            if repairing:
                repair(db, [row for sender in self._senders for row in sender.claimed], connected, now)
            if self._rehearses() is not self._began_as_rehearsal:
                # Else a rehearsal would go to citizens, or what is for them to nobody.
                pause_all(db, REHEARSAL_CHANGED, now)
            end_finished(db, now)
            fire_due(db, self._quiet(), self._check, connected, now, self._began_as_rehearsal)

        await self._database.run(work)

    def _check(self, account: str, reply: Reply) -> None:
        if account in self._channels:
            self._channels[account][0].check(reply)
