"""The whole program on a Zalo bot: how long a citizen waits, and what is lost when it is killed; exit 1 where missed.

    .venv/bin/python -m tests.bench.zalo_bot [--questions 300] [--kills 20] [--only …]

Everything is on 127.0.0.1. The imitation of Zalo runs in this process, the program in its own.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click
from zalo_bot_account import Sent
from zalo_bot_api import TOKEN, ZaloBotApi

from .arrivals import Arrivals
from .one_by_one import one_by_one
from .program import Program, running, secret
from .questions import questions
from .rows import Row, at_most, exactly, machine, show

_PARTS = ("calm", "killed")
_A_ROUND = 30
_SECONDS_FOR_THE_REST = 15.0
_IN_FLIGHT = 9
"""What one kill may cost: eight replies that are just being sent, and one message on its way from a poll."""


class TimedApi(ZaloBotApi):
    """The imitation with `arrivals`."""

    async def _open(self) -> None:
        await super()._open()
        self.arrivals = Arrivals[Sent]()
        self.account.sent = self.arrivals

    def settings(self) -> dict[str, str]:
        return {"MOTCUA_ZALO_BOT_API": self.address, secret("ZALO_BOT_TOKEN"): TOKEN}


def _burst(api: TimedApi, asked: list[str], people: int) -> list[Row]:
    """Everybody writes at one moment; the polls bring one message each."""
    first, begun = len(api.arrivals), time.perf_counter()
    for place in range(people):
        api.writes(f"b{place:019x}", asked[place % len(asked)])
    answered: set[str] = set()
    while len(answered) < people and time.perf_counter() - begun < _SECONDS_FOR_THE_REST:
        time.sleep(0.01)
        answered = {sent.person for sent in api.arrivals[first:]}
    took = api.arrivals.moments[-1] - begun
    return [
        exactly(f"burst of {people} people: not answered", people - len(answered), 0),
        at_most("… all answered after", took, 3, "s", 2),
    ]


def _killed(folder: Path, api: TimedApi, kills: int, chance: random.Random, asked: list[str]) -> list[Row]:
    """Thirty people write, and at a random number of answers the program is killed; it starts again, and so on."""
    people: list[str] = []
    for round_ in range(kills + 1):
        program = Program(folder, api.settings())
        try:
            program.greeted()
            if round_ == kills:
                _settle(api)
                break
            first, enough = len(api.arrivals), chance.randrange(1, _A_ROUND)
            for place in range(_A_ROUND):
                people.append(f"{round_:010x}{place:010x}")
                api.writes(people[-1], asked[place % len(asked)])
            deadline = time.perf_counter() + _SECONDS_FOR_THE_REST
            while len(api.arrivals) - first < enough and time.perf_counter() < deadline:
                time.sleep(0.001)
        finally:
            program.kill()
    told = Counter((sent.person, sent.text) for sent in api.arrivals)
    answered = {sent.person for sent in api.arrivals}
    lost = len(set(people) - answered)
    return [
        exactly(f"{len(people)} people, {kills} kills: a message that arrived twice", max(told.values()) - 1, 0),
        at_most(f"… people not answered ({_IN_FLIGHT} can be in flight at each kill)", lost, _IN_FLIGHT * kills, ""),
    ]


def _settle(api: TimedApi) -> None:
    deadline = time.perf_counter() + _SECONDS_FOR_THE_REST
    while time.perf_counter() < deadline:
        if not api.delivery.pending and time.perf_counter() - api.arrivals.moments[-1] > 1.0:
            return
        time.sleep(0.01)


@click.command(context_settings={"show_default": True})
@click.option("--questions", "count", default=300, type=click.IntRange(2, 5000), help="questions one at a time")
@click.option(
    "--burst",
    "people",
    default=50,
    type=click.IntRange(1, 1000),
    help="people who write at one moment; more the free plan does not allow",
)
@click.option("--kills", default=20, type=click.IntRange(1, 100), help="how often it is killed")
@click.option("--seed", default=20261120, help="of what is random")
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="parts to measure")
def main(count: int, people: int, kills: int, seed: int, only: Iterable[str]) -> None:
    """Measure the whole program on a Zalo bot."""
    parts = set(only) or set(_PARTS)
    chance = random.Random(seed)
    asked = questions(chance)
    rows = [machine()]
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        for part in _PARTS:
            (Path(name) / part).mkdir()
        if "calm" in parts:
            with TimedApi() as api, running(Path(name) / "calm", api.settings()):
                rows += one_by_one(
                    api.arrivals, count, lambda place: api.writes(f"{place:020x}", asked[place % len(asked)])
                )
                rows += _burst(api, asked, people)
        if "killed" in parts:
            with TimedApi() as api:
                rows += _killed(Path(name) / "killed", api, kills, chance, asked)
    rows.append(machine())
    sys.exit(0 if show("Zalo Bot", rows) else 1)


if __name__ == "__main__":
    main()
