"""Many chats of several turns, while the program is killed at random moments."""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.services.courier import CALLS_AT_ONCE

from .imitation import TimedApi
from .kept import Part, Turn, account, kept_turns
from .program import Program
from .questions import chats
from .rows import Row, at_most, exactly

TURNS = 3
_PATIENCE_SECONDS = 5.0
"""After that a person writes the next message although the last was not answered."""
_LONGEST_SECONDS = 600.0
_SECONDS_FOR_THE_REST = 120.0


@dataclass
class Chat:
    """A person's messages still to be written, when the last one was, and whether it has been answered since."""

    person: int
    rest: list[str]
    written: float = 0.0
    answered: bool = True

    def is_ready(self, now: float) -> bool:
        return self.answered or now - self.written > _PATIENCE_SECONDS


@dataclass
class Crowd:
    """The chats, so many of them open at a time; who is answered writes the next."""

    api: TimedApi
    waiting: list[Chat]
    at_once: int
    open: dict[int, Chat] = field(default_factory=dict)
    written: int = 0
    _seen: int = 0

    def go_on(self) -> bool:
        """Write what is to be written now; whether somebody is still there."""
        seen, self._seen = self._seen, len(self.api.arrivals)
        for sent in self.api.arrivals[seen : self._seen]:
            if sent.person in self.open:
                self.open[sent.person].answered = True
        now = time.perf_counter()
        ready = [chat for chat in self.open.values() if chat.is_ready(now)]
        for chat in ready:
            if not chat.rest:
                del self.open[chat.person]
        while self.waiting and len(self.open) < self.at_once:
            chat = self.waiting.pop()
            self.open[chat.person] = chat
            ready.append(chat)
        messages = [(chat.person, chat.rest.pop(0)) for chat in ready if chat.rest]
        for person, _ in messages:
            self.open[person].answered, self.open[person].written = False, now
        if messages:
            self.api.all_write(messages)
        self.written += len(messages)
        return bool(self.open)


@dataclass
class Deaths:
    """What a killed program left behind, each time: replies not begun to be sent, and those begun since the last."""

    waiting: list[frozenset[Part]] = field(default_factory=list)
    begun: list[frozenset[Part]] = field(default_factory=list)

    def add(self, turns: list[Turn]) -> None:
        before = frozenset[Part]().union(*self.begun)
        self.waiting.append(frozenset(part for turn in turns for part in turn.parts(turn.begun)))
        self.begun.append(frozenset(part for turn in turns for part in turn.parts(0, turn.begun)) - before)


def killed(
    folder: Path, api: TimedApi, count: int, kills: int, at_once: int, chance: random.Random, by_webhook: bool = False
) -> list[Row]:
    """Each kill comes a random while after a random number of answers."""
    wishes = chats(chance, count, TURNS)
    crowd = Crowd(api, [Chat(300_000 + place, wish) for place, wish in enumerate(wishes)], at_once)
    # So early that the last one comes, too: of the answers a few get lost.
    moments = sorted(chance.sample(range(1, int(0.9 * count * TURNS)), kills))
    deaths, starts, begun = Deaths(), list[float](), time.perf_counter()
    program = Program(folder, api.settings(by_webhook), api.reach)
    try:
        program.greeted()
        while crowd.go_on() and time.perf_counter() - begun < _LONGEST_SECONDS:
            time.sleep(0.002)
            if moments and len(api.arrivals) >= moments[0]:
                moments.pop(0)
                time.sleep(chance.uniform(0, 0.05))
                program.kill()
                deaths.add(kept_turns(folder))
                started = time.perf_counter()
                program = Program(folder, api.settings(by_webhook), api.reach)
                program.greeted()
                starts.append(time.perf_counter() - started)
        _until_all_begun(folder)
        api.settle(15, quiet=1.0)
    finally:
        program.kill()
    took = time.perf_counter() - begun
    return _rows(folder, api, deaths, crowd, took, max(starts, default=0.0))


def _until_all_begun(folder: Path) -> None:
    """Not by the quiet alone: on a busy machine there may be seconds between two answers."""
    deadline = time.perf_counter() + _SECONDS_FOR_THE_REST
    while any(turn.begun < len(turn.replies) for turn in kept_turns(folder)) and time.perf_counter() < deadline:
        time.sleep(0.5)


def _rows(folder: Path, api: TimedApi, deaths: Deaths, crowd: Crowd, took: float, slowest: float) -> list[Row]:
    found = account(kept_turns(folder), api.arrivals)
    begun = frozenset[Part]().union(*deaths.begun)
    lost = [len(part & found.unsent) for part in deaths.begun]
    waiting = frozenset[Part]().union(*deaths.waiting)
    kills = len(deaths.begun)
    return [
        Row(f"{crowd.written} messages in chats of {TURNS}, {crowd.at_once} at a time, {kills} kills", f"{took:.0f} s"),
        Row("… slowest start after a kill", f"{slowest:.1f} s"),
        exactly("… messages never stored", crowd.written - found.turns, 0),
        exactly("… replies that arrived twice", found.twice, 0),
        exactly("… people answered in another order", found.disordered, 0),
        exactly("… people whose answers read alike (a repetition could hide)", found.alike, 0),
        exactly("… replies not sent although none of them was in flight", len(found.unsent - begun), 0),
        exactly(
            f"… found waiting by the next start ({len(waiting)}) and not sent", len(waiting & found.unsent - begun), 0
        ),
        Row("… replies lost, each time", " ".join(map(str, lost))),
        at_most(f"… at most ({CALLS_AT_ONCE} can be in flight)", max(lost, default=0), CALLS_AT_ONCE, ""),
        Row("… lost in all", f"{len(found.unsent)}"),
    ]
