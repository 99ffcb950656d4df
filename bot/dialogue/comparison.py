"""What citizens would be answered otherwise, from one state of a commune's knowledge to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import ndiff
from enum import StrEnum
from typing import Self

from bot.dialogue.conversation import respond
from bot.dialogue.evaluation import noon_of
from bot.dialogue.state import State
from bot.dialogue.turn import Decision
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.questions import Case, Dialogue
from bot.messages import Incoming, plain_text
from bot.search import Library


class Effect(StrEnum):
    """What a change of the knowledge does to the answer of a question."""

    NEW = "new"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, the one before it in its dialogue ("" if it stands alone), and what was decided and said."""

    question: str
    before: str
    decision: Decision
    ids: tuple[str, ...]
    choices: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer is not what it was."""

    effect: Effect
    former: Answered
    present: Answered

    @property
    def same_entries(self) -> bool:
        """Whether what is answered or offered are the same entries: only the words differ."""
        former, present = self.former, self.present
        return (former.decision, former.ids, former.choices) == (present.decision, present.ids, present.choices)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text that differ, those of before with "- ", those of now with "+ " in front."""
        found = ndiff(self.former.text.splitlines(), self.present.text.splitlines())
        return tuple(line.rstrip() for line in found if line[:2] in ("- ", "+ ") and line[2:].strip())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a commune's knowledge, ready to be asked the same; made with `Comparison.of`.

    `differing` are the entries that are not the same in both, by id: as they are now, or as they were where they are
    gone. With `said_alone`, nothing differs but what is said once an entry is found: whatever is asked, both states
    find the same, and a question that finds no such entry need not be asked twice.
    """

    former: Library
    present: Library
    differing: Mapping[str, Entry]
    said_alone: bool

    @classmethod
    def of(cls, former: Knowledge, present: Knowledge) -> Self:
        """Index the two states; once where the index of one is right for both."""
        differing = differences(former, present)
        said_alone = _only_said(former, present, differing)
        library = Library.of(present)
        other = replace(library, knowledge=former) if said_alone else Library.of(former)
        return cls(other, library, differing, said_alone)

    def changes(self, item: Case | Dialogue, today: date) -> list[Change]:
        """What is answered otherwise to the case, or to the turns of the dialogue."""
        present = list(_answers(item, self.present, today))
        found = {entry_id for answered in present for entry_id in answered.ids}
        if self.said_alone and found.isdisjoint(self.differing):
            return []
        former = _answers(item, self.former, today)
        pairs = zip(former, present, strict=True)
        return [Change(_effect(one, other), one, other) for one, other in pairs if one != other]


def differences(former: Knowledge, present: Knowledge) -> dict[str, Entry]:
    """The entries that are not the same in both, by id: as they are now, or as they were where they are gone."""
    entries = {**former.entries, **present.entries}
    return {id_: each for id_, each in entries.items() if former.entries.get(id_) != present.entries.get(id_)}


_SAID = {
    "summary", "answer", "links", "documents", "fees", "time_limits", "places", "handled_at", "online", "post", "steps",
    "results", "requirements", "legal_basis", "in_force", "unit", "source", "reviewed_on",
}  # fmt: skip
"""The fields of entries that no search looks at."""


def _only_said(former: Knowledge, present: Knowledge, differing: Mapping[str, Entry]) -> bool:
    if (former.commune, former.vocabulary, tuple(former.entries)) != (
        present.commune,
        present.vocabulary,
        tuple(present.entries),
    ):
        return False
    return all(_searched(former.entries[id_]) == _searched(present.entries[id_]) for id_ in differing)


def _searched(entry: Entry) -> tuple[object, ...]:
    searched = type(entry).model_fields.keys() - _SAID
    return type(entry), {name: getattr(entry, name) for name in searched}


def _answers(item: Case | Dialogue, library: Library, today: date) -> Iterator[Answered]:
    """Ask the case, or the cases of the dialogue one after the other."""
    state, before = State(), ""
    for case in item.cases() if isinstance(item, Dialogue) else (item,):
        incoming = Incoming(account="diff", person="", message="", text=case.q)
        turn = respond(state, incoming, library, noon_of(case.at or today))
        outcome = turn.outcome
        yield Answered(case.q, before, outcome.decision, outcome.ids, outcome.choices, plain_text(turn.replies))
        state, before = turn.state, case.q


_WORTH = {Decision.NONE: 0, Decision.SOCIAL: 0, Decision.CHOOSE: 1, Decision.ANSWER: 2}
"""An answer is worth more to a citizen than a choice, and a choice more than none."""


def _effect(former: Answered, present: Answered) -> Effect:
    gained = _WORTH[present.decision] - _WORTH[former.decision]
    return Effect.NEW if gained > 0 else Effect.LOST if gained < 0 else Effect.CHANGED
