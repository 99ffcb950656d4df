"""A program that is asked nothing, a steady stream of questions, and a burst."""

import random
import time
from collections import defaultdict
from pathlib import Path
from statistics import quantiles

from .imitation import TimedApi
from .kept import account, kept_turns
from .program import Program
from .questions import chats, questions
from .rows import Row, at_most, exactly

A_SECOND = 20
BURST = 200
_SECONDS_FOR_THE_REST = 15.0


def idle(program: Program, seconds: float) -> list[Row]:
    """Its memory after it has served nobody for a while."""
    time.sleep(seconds)
    return [at_most(f"memory {seconds:g} s after the start, nobody asking", program.megabytes(), 150, "MB")]


def steady(folder: Path, api: TimedApi, program: Program, seconds: int, chance: random.Random) -> list[Row]:
    """Questions of different persons, as they come: independent of each other, so many a second on average."""
    asked = questions(chance)
    cpu, imitation, first = program.cpu_seconds(), api.cpu_seconds(), len(api.arrivals)
    written: dict[int, float] = {}
    begun = due = time.perf_counter()
    for place in range(A_SECOND * seconds):
        due += chance.expovariate(A_SECOND)
        time.sleep(max(0.0, due - time.perf_counter()))
        written[100_000 + place] = time.perf_counter()
        api.writes(100_000 + place, asked[place % len(asked)])
    took = time.perf_counter() - begun
    api.settle(_SECONDS_FOR_THE_REST, quiet=0.5)
    latest: dict[int, float] = {}
    for sent, moment in zip(api.arrivals[first:], api.arrivals.moments[first:], strict=True):
        latest[sent.person] = moment
    found = account([turn for turn in kept_turns(folder) if turn.person in written], api.arrivals[first:])
    waits = [1000 * (latest.get(person, float("inf")) - moment) for person, moment in written.items()]
    cuts = quantiles(waits, n=100)
    work = f"program {program.cpu_seconds() - cpu:.1f} s, imitation {api.cpu_seconds() - imitation:.1f} s"
    return [
        Row(f"{len(written)} questions in {took:.0f} s: p50 from update to reply", f"{cuts[49]:.0f} ms"),
        at_most("… p95", cuts[94], 200, "ms"),
        Row("… p99, longest", f"{cuts[98]:.0f} ms, {max(waits):.0f} ms"),
        exactly("… not answered wholly", len(found.unsent) + len(written) - found.turns, 0),
        exactly("… answered twice", found.twice, 0),
        Row("… processor time", work),
    ]


def burst(folder: Path, api: TimedApi, program: Program, chance: random.Random) -> list[Row]:
    """Everybody writes two messages at one moment."""
    wishes = {200_000 + place: wish for place, wish in enumerate(chats(chance, BURST, 2))}
    order = [person for person in wishes for _ in range(2)]
    chance.shuffle(order)
    rest = {person: iter(wish) for person, wish in wishes.items()}
    cpu, imitation, first = program.cpu_seconds(), api.cpu_seconds(), len(api.arrivals)
    begun = api.all_write([(person, next(rest[person])) for person in order])
    api.settle(_SECONDS_FOR_THE_REST, quiet=1.0)
    turns = [turn for turn in kept_turns(folder) if turn.person in wishes]
    found = account(turns, api.arrivals[first:])
    firsts: dict[int, float] = defaultdict(float)
    for sent, moment in zip(api.arrivals[first:], api.arrivals.moments[first:], strict=True):
        firsts.setdefault(sent.person, moment - begun)
    took = api.arrivals.moments[-1] - begun
    work = f"program {program.cpu_seconds() - cpu:.1f} s, imitation {api.cpu_seconds() - imitation:.1f} s"
    return [
        at_most(f"burst of {BURST} people with 2 messages each: all answered after", took, 3, "s", 2),
        Row("… the last person's first answer", f"{max(firsts.values()):.2f} s"),
        exactly("… not answered wholly", len(found.unsent) + len(order) - found.turns, 0),
        exactly("… answered twice", found.twice, 0),
        exactly("… people answered in another order", found.disordered, 0),
        Row("… people whose two answers read alike", str(found.alike)),
        Row("… processor time", work),
        Row("… memory then, and at its highest", f"{program.megabytes():.0f} MB, {program.megabytes('VmHWM'):.0f} MB"),
    ]
