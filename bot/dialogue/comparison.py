"""What citizens would be answered otherwise, from one state of a commune's knowledge to another."""

from collections.abc import Collection, Mapping
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
from bot.search.corpus import texts_of


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


Answers = tuple[Answered, ...]
"""Those to a question, or to the turns of a dialogue."""


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
class Twins:
    """Two states of a commune's knowledge in which the same is found, whatever is asked: one index is right for both.

    `differing` are the ids of the entries of which not the same is said.
    """

    former: Library
    present: Library
    differing: Collection[str]

    @classmethod
    def of_all(cls, former: Mapping[str, Knowledge], present: Mapping[str, Knowledge]) -> dict[str, Self]:
        """Index the two states of several communes, by code, of each of which `finds_alike` says that they are such."""
        return {
            code: cls(
                replace(library, knowledge=former[code]), library, differences(former[code], present[code]).keys()
            )
            for code, library in Library.of_all(present).items()
        }

    def answers(self, item: Case | Dialogue, today: date) -> tuple[Answers, Answers]:
        """What was answered, and what is now. Where no differing entry is found, it need not be asked twice."""
        present = answers(item, self.present, today)
        found = {entry_id for answered in present for entry_id in answered.ids}
        return present if found.isdisjoint(self.differing) else answers(item, self.former, today), present


def answers(item: Case | Dialogue, library: Library, today: date) -> Answers:
    """Ask the case, or the cases of the dialogue one after the other."""
    found: list[Answered] = []
    state, before = State(), ""
    for case in item.cases() if isinstance(item, Dialogue) else (item,):
        incoming = Incoming(account="diff", person="", message="", text=case.q)
        turn = respond(state, incoming, library, noon_of(case.at or today))
        outcome = turn.outcome
        found.append(Answered(case.q, before, outcome.decision, outcome.ids, outcome.choices, plain_text(turn.replies)))
        state, before = turn.state, case.q
    return tuple(found)


def changes(former: Answers, present: Answers) -> list[Change]:
    """What is answered otherwise to the same questions."""
    return [Change(_effect(*pair), *pair) for pair in zip(former, present, strict=True) if pair[0] != pair[1]]


def differences(former: Knowledge, present: Knowledge) -> dict[str, Entry]:
    """The entries that are not the same in both, by id: as they are now, or as they were where they are gone."""
    entries = {**former.entries, **present.entries}
    return {id_: each for id_, each in entries.items() if former.entries.get(id_) != present.entries.get(id_)}


def rephrased(former: Knowledge, present: Knowledge) -> list[str]:
    """The names and ways of asking that an entry has in one of the two states only, each once."""
    found: dict[str, None] = {}
    for id_ in differences(former, present):
        states = [former.entries.get(id_), present.entries.get(id_)]
        before, now = ({text: None for text, _ in texts_of(entry)} if entry else {} for entry in states)
        found |= {text: None for text in (*before, *now) if text not in before or text not in now}
    return list(found)


_SAID = {
    "summary", "answer", "links", "documents", "fees", "time_limits", "places", "handled_at", "online", "post", "steps",
    "results", "requirements", "legal_basis", "in_force", "unit", "source", "reviewed_on",
}  # fmt: skip
"""The fields of entries that no search looks at."""


def finds_alike(former: Knowledge, present: Knowledge) -> bool:
    """Whether nothing differs but what is said once an entry is found."""
    if (former.commune, former.vocabulary, tuple(former.entries)) != (
        present.commune,
        present.vocabulary,
        tuple(present.entries),
    ):
        return False
    return all(_searched(former.entries[id_]) == _searched(entry) for id_, entry in present.entries.items())


def _searched(entry: Entry) -> tuple[object, ...]:
    searched = type(entry).model_fields.keys() - _SAID
    return type(entry), {name: getattr(entry, name) for name in searched}


_WORTH = {Decision.NONE: 0, Decision.SOCIAL: 0, Decision.CHOOSE: 1, Decision.ANSWER: 2}
"""An answer is worth more to a citizen than a choice, and a choice more than none."""


def _effect(former: Answered, present: Answered) -> Effect:
    gained = _WORTH[present.decision] - _WORTH[former.decision]
    return Effect.NEW if gained > 0 else Effect.LOST if gained < 0 else Effect.CHANGED
