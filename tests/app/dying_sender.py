"""Sends what is due, and kills itself at a step between the claim of a delivery and the writing of its outcome.

    python dying_sender.py DATABASE API STEP CALL

STEP is `frozen`, `claimed`, `called`, `answered` or `never`; CALL is the number of the call at which it dies.
"""

import asyncio
import os
import signal
import sys
from datetime import time
from pathlib import Path

from pydantic import SecretStr

from bot.announcements.quiet import QuietHours
from bot.channels.telegram import TelegramChannel
from bot.messages import Reply
from bot.services.broadcasting import Broadcaster
from bot.services.clock import SystemClock
from bot.services.pace import Pace
from bot.services.reporting import follow
from bot.storage import Database

TOKEN = "4000:fictional-token-of-a-bot"
NO_QUIET = QuietHours(time(0), time(0))
_CALL_TAKES_EFFECT = 0.2


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingChannel:
    """A Telegram bot whose program dies at a call."""

    def __init__(self, channel: TelegramChannel, step: str, at: int) -> None:
        self._channel, self._step, self._left = channel, step, at

    @property
    def account(self) -> str:
        return self._channel.account

    def check(self, reply: Reply) -> None:
        if self._step == "frozen":
            die()
        self._channel.check(reply)

    async def send(self, person: str, reply: Reply) -> str:
        self._left -= 1
        is_the_one = not self._left
        if is_the_one and self._step == "claimed":
            die()
        call = asyncio.create_task(self._channel.send(person, reply))
        if is_the_one and self._step == "called":
            await asyncio.sleep(_CALL_TAKES_EFFECT)
            die()
        message = await call
        if is_the_one and self._step == "answered":
            die()
        return message


async def send(path: Path, api: str, step: str, at: int) -> None:
    database, clock = Database.open(path), SystemClock()
    channel = TelegramChannel(SecretStr(TOKEN), commune="suoi-mau", now=clock.now, api=api, pool=16)
    channels = {"telegram": (DyingChannel(channel, step, at), Pace(0, clock))}
    broadcaster = Broadcaster(database, channels, lambda: NO_QUIET, clock)
    task = asyncio.create_task(broadcaster.run())
    await follow(database, 1, NO_QUIET, clock, lambda report: None)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await broadcaster.close(5)
    await channel.stop(5)
    await database.close()


if __name__ == "__main__":
    asyncio.run(send(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])))
