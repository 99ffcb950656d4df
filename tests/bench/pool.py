"""How long a burst of replies takes with a given size of the connection pool. In a process of its own, for its sake."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from loopback_faults import Late
from pydantic import SecretStr
from telegram_api import TOKEN

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.client import DEFAULT_POOL
from bot.messages import Choice, Reply

from . import ROOT
from .imitation import TimedApi
from .rows import Row

_PERSONS = range(1, 201)
_EACH = 2
_LARGE = 256
_FAR_SECONDS = 0.08
_REPLY = Reply(
    heading="Một cửa",
    text="Nộp ở bộ phận một cửa. " * 30,
    choices=(Choice(label="Giấy tờ", value="a"), Choice(label="Lệ phí", value="b")),
)


async def _sent(api: str, pool: int) -> float:
    channel = TelegramChannel(SecretStr(TOKEN), commune="mau", now=lambda: datetime.now(UTC), api=api, pool=pool)
    begun = time.perf_counter()
    await asyncio.gather(*(channel.send(str(person), _REPLY) for person in _PERSONS for _ in range(_EACH)))
    took = time.perf_counter() - begun
    await channel.stop(5)
    return took


def _measured(api: TimedApi, pool: int) -> float:
    command = [sys.executable, "-m", "tests.bench.pool", api.address, str(pool)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=True)
    return float(done.stdout)


def pools() -> Iterator[Row]:
    """The default pool and a large one, near, and as far away as Telegram is."""
    with TimedApi() as api:
        api.knows(_PERSONS)
        for where, seconds in (("at once", 0.0), (f"in {1000 * _FAR_SECONDS:.0f} ms", _FAR_SECONDS)):
            took: dict[int, float] = {}
            for pool in (DEFAULT_POOL, _LARGE):
                api.fail("sendMessage", *[Late(seconds)] * (len(_PERSONS) * _EACH if seconds else 0))
                took[pool] = _measured(api, pool)
            numbers = ", ".join(f"{pool}: {seen:.2f} s" for pool, seen in took.items())
            yield Row(f"{len(_PERSONS) * _EACH} replies, answered {where}, by connections in the pool", numbers)


if __name__ == "__main__":
    print(asyncio.run(_sent(sys.argv[1], int(sys.argv[2]))))
