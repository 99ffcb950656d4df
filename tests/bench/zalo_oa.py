"""The whole program on a Zalo Official Account: how long a citizen waits, what a notice takes, and what a kill costs.

    .venv/bin/python -m tests.bench.zalo_oa [--questions 300] [--kills 20] [--only …]

Everything is on 127.0.0.1. The imitation of Zalo runs in this process, the program in its own. Exit 1 where a number is
missed.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import click
from fictional_server import OPENING, running, write_topic
from zalo_oa_account import Sent
from zalo_oa_api import ZaloOa
from zalo_oa_channel import Hand, open_desk
from zalo_oa_program import comes, hooked, killed_between_renewal_and_use, oa_environment

from bot.app.ways import ways
from bot.channels.zalo_oa import ACCOUNT
from bot.messages import Reply
from bot.services.pace import Pace
from bot.settings import Settings

from . import ROOT
from .arrivals import Arrivals
from .one_by_one import one_by_one
from .program import COMMUNE
from .questions import questions
from .rows import Row, at_most, exactly, machine, show

_PARTS = ("calm", "pace", "killed")
_PEOPLE = 1500
_A_MINUTE = 100


def _calm(folder: Path, count: int, asked: list[str]) -> list[Row]:
    """Each question is brought when the one before is answered, by somebody else each time."""
    with ZaloOa(time.time) as api:
        api.account.sent = arrivals = Arrivals[Sent]()
        name = COMMUNE.upper().replace("-", "_")
        settings = oa_environment(api, api.account.grant()["refresh_token"], name)
        # By the clock, as in service, and with the pace of a package that is large enough for one after the other.
        settings |= {"MOTCUA_NOW": "", "MOTCUA_KNOWLEDGE": str(ROOT / "knowledge"), "MOTCUA_ZALO_OA_REQUESTS": "99999"}
        with running(folder, **settings) as server:
            hooked(api, server, COMMUNE)
            comes(server, "running", f"zalo_oa/{COMMUNE}")
            taken: list[float] = []

            def write(place: int) -> None:
                begun = time.perf_counter()
                api.says(f"{place:019d}", asked[place % len(asked)])
                taken.append(1000 * (time.perf_counter() - begun))

            rows = one_by_one(arrivals, count, write)
    return [
        *rows,
        at_most("… webhook answered after, longest", max(taken), 2000, "ms"),
        exactly("… webhooks not answered with 200", sum(status != 200 for status in api.hook_answers), 0),
    ]


async def _notice(folder: Path) -> list[Row]:
    """A notice to everybody at the account's pace, and the channel's own below it, on a clock that only waiting moves.

    Zalo refuses what is faster than the package allows.
    """
    hand, way = Hand(), ways(Settings(_env_file=None, zalo_oa_requests=_A_MINUTE))[ACCOUNT]
    pace = Pace(way.a_second, hand, hand.sleep, counted_over=way.counted_over, holds_replies=way.counts_replies)
    with ZaloOa(hand.seconds) as api:
        api.account.requests_per_minute = _A_MINUTE
        async with open_desk(folder, api, hand, pace=_A_MINUTE) as desk:
            people = [f"{place:019d}" for place in range(_PEOPLE)]
            for person in people:
                api.account.contacts[person] = hand.seconds()
            begun = hand.now()
            for person in people:
                await pace.turn()
                await desk.channel.send(person, Reply(text=OPENING))
            took = (hand.now() - begun) / timedelta(minutes=1)
    ideal = _PEOPLE / _A_MINUTE
    refused = len(api.calls) - len(api.account.sent) - 1
    return [
        at_most(f"{_PEOPLE:,} people at {_A_MINUTE} requests a minute (simulated clock)", took, 1.05 * ideal, "min", 2),
        exactly("… not reached", _PEOPLE - len({sent.person for sent in api.account.sent}), 0),
        exactly("… requests refused for being too fast", refused, 0),
    ]


def _killed(folder: Path, kills: int) -> list[Row]:
    write_topic(folder / "knowledge", "gio-lam-viec", "mấy giờ mở cửa", OPENING)
    with ZaloOa() as api:
        killed = killed_between_renewal_and_use(folder, api, kills)
        return [
            exactly(f"{kills} kills after a renewal: tokens lost", int(not killed.works), 0),
            exactly("… renewals", api.account.renewals, kills + 1),
            exactly("… after the new token's first use", kills - killed.unused, 0),
            Row("… from Zalo's answer until the pair is safe on the disk, longest", f"{killed.slowest:.0f} ms"),
        ]


@click.command(context_settings={"show_default": True})
@click.option("--questions", "count", default=300, type=click.IntRange(2, 5000), help="questions one at a time")
@click.option("--kills", default=20, type=click.IntRange(1, 100), help="how often it is killed")
@click.option("--seed", default=20261120, help="of what is random")
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="parts to measure")
def main(count: int, kills: int, seed: int, only: Iterable[str]) -> None:
    """Measure the whole program on a Zalo Official Account."""
    parts = set(only) or set(_PARTS)
    rows = [machine()]
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        for part in _PARTS:
            (Path(name) / part).mkdir()
        if "calm" in parts:
            rows += _calm(Path(name) / "calm", count, questions(random.Random(seed)))
        if "pace" in parts:
            rows += asyncio.run(_notice(Path(name) / "pace"))
        if "killed" in parts:
            rows += _killed(Path(name) / "killed", kills)
    rows.append(machine())
    sys.exit(0 if show("Zalo Official Account", rows) else 1)


if __name__ == "__main__":
    main()
