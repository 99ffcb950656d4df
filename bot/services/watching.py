"""Telling officers of a channel that has not worked for some time, and that it works again."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.announcements.content import shown_moment
from bot.announcements.officer import Role
from bot.channels.status import Condition, Status
from bot.services import alarms
from bot.services.clock import Clock
from bot.storage import Connection, Database
from bot.text.dates import vietnam_day

PATIENCE = timedelta(minutes=5)
"""A shorter failure mends itself, and nobody is told of it."""
LOOK_EVERY_SECONDS = 30.0

_LOG = logging.getLogger("motcua.watching")

Look = Callable[[], Mapping[tuple[str, str], Status]]
"""The status of every channel by the commune's code and the channel's name for people."""


async def watch(
    look: Look,
    database: Callable[[str], Awaitable[Database]],
    clock: Clock,
    sleep: Callable[[float], Awaitable[object]],
) -> None:
    """Look at all channels, again and again without end."""
    while True:
        for (commune, name), status in look().items():
            # The outermost loop: where one commune's file fails, the others' officers are told all the same.
            try:
                await (await database(commune)).run(partial(see_to, name=name, status=status, now=clock.now()))
            except Exception:
                _LOG.exception("channel_not_watched", extra={"fields": {"commune": commune, "channel": name}})
        await sleep(LOOK_EVERY_SECONDS)


def see_to(db: Connection, name: str, status: Status, now: datetime) -> None:
    """Raise the alarm of a channel, or end it. A channel that is still starting may work again, or not.

    What a channel that works says is a warning, as that its plan is nearly used up; it is told at once, once a month.
    """
    key = f"channel/{name}"
    administrators = alarms.with_chat(db, alarms.those_who(db, roles={Role.ADMINISTRATOR}))
    if status.condition is Condition.RUNNING:
        alarms.end(db, key, f"Kênh {name} đã chạy lại bình thường.", now)
        if status.words:
            month = f"warning/{name}/{vietnam_day(now):%Y-%m}/{status.words}"
            alarms.tell(db, month, administrators, f"Kênh {name} vẫn chạy. {status.words}", now)
    elif now - status.since >= PATIENCE:
        what = "không gửi được tin" if status.condition is Condition.MUTE else "không chạy"
        text = f"Kênh {name} {what} từ {shown_moment(status.since)}. {status.words}"
        alarms.begin(db, key, administrators, text.strip(), now)
