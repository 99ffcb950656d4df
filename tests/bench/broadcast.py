"""An announcement to many while the program runs: under Telegram's limits, without any, and killed.

    .venv/bin/python -m tests.bench.broadcast [--people 1500] [--kills 20] [--only …]

Everything is on 127.0.0.1. The imitation of Telegram runs in this process, the program in its own.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

import click
from due_announcement import OPENING, persons, persons_in, statuses, write_awake, write_due

from bot.services.sending import CALLS_AT_ONCE

from .imitation import TimedApi
from .limited import A_SECOND, ANSWERED_AFTER, LimitedApi
from .program import Program, secret
from .rows import Row, at_least, at_most, exactly, machine, show

_PARTS = ("limits", "replies", "speed", "killed")
_COMMUNE = "suoi-mau"
_LONGEST_SECONDS = 400.0
_MOST_CALLS_AT_ONCE = 100
_ASKERS = range(800_000_001, 800_001_000)


def _database(folder: Path) -> Path:
    return folder / "data" / f"{_COMMUNE}.sqlite3"


@contextmanager
def _sending(folder: Path, api: TimedApi, pace: int, calls_at_once: int = CALLS_AT_ONCE) -> Iterator[Program]:
    own = {"MOTCUA_TELEGRAM_API": api.address, secret("TELEGRAM_TOKEN", _COMMUNE): api.token}
    how = {"MOTCUA_TELEGRAM_PACE": str(pace), "MOTCUA_CALLS_AT_ONCE": str(calls_at_once)}
    program = Program(folder, own | how, knowledge=folder / "knowledge")
    try:
        program.greeted()
        yield program
    finally:
        program.kill()


def _prepared(folder: Path, api: TimedApi, people: int) -> None:
    folder.mkdir()
    write_awake(folder / "knowledge")
    write_due(_database(folder), people)
    api.knows(persons(people))


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.perf_counter() + _LONGEST_SECONDS
    while not condition() and time.perf_counter() < deadline:
        time.sleep(0.02)


def _arrived(api: TimedApi) -> Counter[int]:
    return Counter(sent.person for sent in list(api.arrivals) if OPENING not in sent.text)


def _took(api: TimedApi) -> float:
    """Seconds from the first announcement that arrived to the last."""
    moments = [
        moment for sent, moment in zip(api.arrivals, api.arrivals.moments, strict=True) if OPENING not in sent.text
    ]
    return moments[-1] - moments[0]


def limits(folder: Path, people: int) -> list[Row]:
    """As fast as Telegram allows, and never faster."""
    with LimitedApi() as api:
        _prepared(folder, api, people)
        with _sending(folder, api, A_SECOND):
            _until(lambda: len(api.arrivals) >= people)
        arrived, bound = _arrived(api), 1.05 * people / A_SECOND
        return [
            at_most(f"{people} people at {A_SECOND} a second", _took(api), bound, "s", 1),
            exactly("… answers 429", api.refused, 0),
            at_most("… most messages in a second", api.most, A_SECOND, ""),
            exactly("… not reached", people - len(arrived), 0),
            exactly("… reached twice", sum(arrived.values()) - len(arrived), 0),
        ]


def replies(folder: Path, people: int, chance: random.Random) -> list[Row]:
    """Citizens ask while an announcement is being sent."""
    with LimitedApi() as api:
        _prepared(folder, api, people)
        written: dict[int, float] = {}
        with _sending(folder, api, A_SECOND):
            _until(lambda: len(api.arrivals) > A_SECOND)
            for person in _ASKERS:
                if len(_arrived(api)) >= 0.9 * people:
                    break
                time.sleep(chance.expovariate(2))
                written[person] = time.perf_counter()
                api.writes(person, "mấy giờ mở cửa")
            _until(lambda: len(_arrived(api)) >= people)
        seen = {sent.person: moment for sent, moment in zip(api.arrivals, api.arrivals.moments, strict=True)}
        waits = [1000 * (seen.get(person, float("inf")) - moment) for person, moment in written.items()]
        cuts = quantiles(waits, n=100)
        return [
            Row(f"{len(waits)} questions while {people} people are written to: p50", f"{cuts[49]:.0f} ms"),
            at_most("… p95", cuts[94], 300, "ms"),
            exactly("… answers 429", api.refused, 0),
        ]


def speed(folder: Path, people: int, answered_after: float, calls_at_once: int) -> list[Row]:
    """Without limits: both writes, and the calls."""
    with LimitedApi(a_second=0, answered_after=answered_after) as api:
        _prepared(folder, api, people)
        with _sending(folder, api, 0, calls_at_once) as program:
            _until(lambda: bool(api.arrivals))
            begun, arrived = program.cpu_seconds(), len(api.arrivals)
            _until(lambda: len(api.arrivals) >= people)
            worked = program.cpu_seconds() - begun
        rate, each = people / _took(api), 1000 * worked / (people - arrived)
        how = f"answered after {1000 * answered_after:.0f} ms, {calls_at_once} calls at once"
        return [
            at_least(f"{people} people without limits, {how}", rate, 500, "a second"),
            exactly("… not reached", people - len(_arrived(api)), 0),
            Row("… processor time of the program", f"{worked:.1f} s, {each:.2f} ms each"),
            Row("… of the imitation", f"{api.cpu_seconds():.1f} s"),
        ]


def killed(folder: Path, people: int, kills: int, chance: random.Random) -> list[Row]:
    """Kill -9 at random moments."""
    in_flight: set[int] = set()
    with LimitedApi(a_second=0, answered_after=0) as api:
        _prepared(folder, api, people)
        begun = time.perf_counter()
        for wanted in sorted(chance.sample(range(1, people), kills)):
            with _sending(folder, api, 0) as program:
                _until(lambda least=wanted: len(api.arrivals) >= least)  # type: ignore[misc]
                time.sleep(chance.uniform(0, 0.05))
                program.kill()
            in_flight |= persons_in(_database(folder), "sending")
        with _sending(folder, api, 0):
            _until(lambda: statuses(_database(folder)).keys() <= {"sent", "unsure"})
        took, arrived = time.perf_counter() - begun, _arrived(api)
    unsure = persons_in(_database(folder), "unsure")
    lost = set(persons(people)) - arrived.keys() - unsure
    return [
        Row(f"{people} people, {kills} kills", f"{took:.0f} s"),
        exactly("… lost", len(lost), 0),
        exactly("… written to twice", sum(arrived.values()) - len(arrived), 0),
        exactly("… unsure although not in flight at a kill", len(unsure - in_flight), 0),
        at_most("… unsure", len(unsure), kills * CALLS_AT_ONCE, ""),
        exactly("… rows that do not add up", people - sum(statuses(_database(folder)).values()), 0),
    ]


@click.command(context_settings={"show_default": True})
@click.option("--people", default=1500, type=click.IntRange(100, 10_000), help="how many under limits")
@click.option("--many", default=5000, type=click.IntRange(100, 50_000), help="how many without limits, and killed")
@click.option("--kills", default=20, type=click.IntRange(1, 100), help="how often it is killed")
@click.option("--seed", default=20261121, help="of what is random")
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="parts to measure")
def main(people: int, many: int, kills: int, seed: int, only: Iterable[str]) -> None:
    """Measure announcements on Telegram."""
    parts, chance = set(only) or set(_PARTS), random.Random(seed)
    rows = [machine()]
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        folder = Path(name)
        if "limits" in parts:
            rows += limits(folder / "limits", people)
        if "replies" in parts:
            rows += replies(folder / "replies", people, chance)
        if "speed" in parts:
            # With the default, and as the platform answers: eight calls of 150 ms can not be more than 53 a second.
            rows += speed(folder / "speed", many, 0, CALLS_AT_ONCE)
            rows += speed(folder / "speed-far", many, ANSWERED_AFTER, _MOST_CALLS_AT_ONCE)
        if "killed" in parts:
            rows += killed(folder / "killed", many, kills, chance)
    rows.append(machine())
    sys.exit(0 if show("Announcements", rows) else 1)


if __name__ == "__main__":
    main()
