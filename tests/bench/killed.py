"""Many chats of several turns, while the program is killed at random moments."""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from .imitation import TimedApi
from .kept import Turn, account, kept_turns
from .program import Program
from .questions import chats
from .rows import Row, at_most, exactly

TURNS = 3
_PATIENCE_SECONDS = 5.0
"""After that a person writes the next message although the last was not answered."""
_LONGEST_SECONDS = 300.0
_POOL = 8


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
    """What a killed program left behind, each time: turns not begun to be sent, and turns in the middle of it."""

    waiting: list[frozenset[int]] = field(default_factory=list)
    calling: list[frozenset[int]] = field(default_factory=list)

    def add(self, turns: list[Turn]) -> None:
        before = frozenset[int]().union(*self.calling)
        self.waiting.append(frozenset(turn.number for turn in turns if turn.status == "waiting"))
        self.calling.append(frozenset(turn.number for turn in turns if turn.status == "calling") - before)


def killed(
    folder: Path, api: TimedApi, count: int, kills: int, at_once: int, chance: random.Random, by_webhook: bool = False
) -> list[Row]:
    """Each kill comes a random while after a random number of answers."""
    wishes = chats(chance, count, TURNS)
    crowd = Crowd(api, [Chat(300_000 + place, wish) for place, wish in enumerate(wishes)], at_once)
    moments = sorted(chance.sample(range(1, count * TURNS), kills))
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
        api.settle(15, quiet=2.0)
    finally:
        program.kill()
    took = time.perf_counter() - begun
    return _rows(folder, api, deaths, crowd, took, max(starts, default=0.0))


def _rows(folder: Path, api: TimedApi, deaths: Deaths, crowd: Crowd, took: float, slowest: float) -> list[Row]:
    found = account(kept_turns(folder), api.arrivals)
    in_flight = frozenset[int]().union(*deaths.calling)
    lost = [len(calling & found.unsent) for calling in deaths.calling]
    waiting = frozenset[int]().union(*deaths.waiting)
    resumed = len(waiting - in_flight), len((waiting - in_flight) & found.unsent)
    kills = len(deaths.calling)
    return [
        Row(f"{crowd.written} messages in chats of {TURNS}, {crowd.at_once} at a time, {kills} kills", f"{took:.0f} s"),
        Row("… slowest start after a kill", f"{slowest:.1f} s"),
        exactly("… messages never stored", crowd.written - found.turns, 0),
        exactly("… replies that arrived twice", found.twice, 0),
        exactly("… people answered in another order", found.disordered, 0),
        exactly("… people whose answers read alike (a repetition could hide)", found.alike, 0),
        exactly("… not sent although nothing of it was in flight", len(found.unsent - in_flight), 0),
        exactly(f"… found waiting by the next start ({resumed[0]}) and not sent", resumed[1], 0),
        Row("… marked as in flight when it was killed, each time", " ".join(str(len(c)) for c in deaths.calling)),
        Row("… of these lost, each time", " ".join(map(str, lost))),
        at_most(f"… lost at one kill, at most ({_POOL} calls can be in flight)", max(lost, default=0), _POOL, ""),
        Row("… lost in all", f"{len(found.unsent)}"),
    ]
