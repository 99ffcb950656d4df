"""Scores a question file, as `questions.md` of the project's documentation defines them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.dialogue.conversation import respond
from bot.dialogue.state import State
from bot.dialogue.turn import Decision, Outcome
from bot.knowledge.questions import Case, Dialogue
from bot.messages import Incoming, plain_text
from bot.search import Library
from bot.text.words import folded

_NOON_IN_VIETNAM = time(5, tzinfo=UTC)


def noon_of(day: date) -> datetime:
    """Noon of a day in Vietnam, the moment that stands for the whole day."""
    return datetime.combine(day, _NOON_IN_VIETNAM)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the bot made of one case; each mark is None where it does not apply to the case."""

    case: Case
    outcome: Outcome
    in_dialogue: bool
    decision: bool
    hit_at_1: bool | None
    hit_at_3: bool | None
    aspects: bool | None
    says: bool | None
    offered: bool | None
    false_answer: bool | None

    @property
    def right(self) -> bool:
        """Whether all that applies holds; `says` and hit@3 are scored apart."""
        return all(mark is not False for mark in (self.decision, self.hit_at_1, self.aspects, self.offered))


@dataclass(frozen=True, slots=True)
class Score:
    """`good` of `count` cases to which a measure applies."""

    name: str
    good: int
    count: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where no case applies."""
        return self.good / self.count if self.count else None


def evaluate(
    items: Iterable[Case | Dialogue], library_of: Callable[[str | None], Library], today: date
) -> list[Verdict]:
    """Ask every case; a case by itself is a conversation of its own. `library_of` gives a commune's (None: default)."""
    verdicts: list[Verdict] = []
    for item in items:
        turns = item.cases() if isinstance(item, Dialogue) else (item,)
        state = State()
        for number, case in enumerate(turns):
            incoming = Incoming(account="eval", person="eval", message=str(number), text=case.q)
            turn = respond(state, incoming, library_of(case.commune), noon_of(case.at or today))
            state = turn.state
            verdicts.append(_judged(case, turn.outcome, plain_text(turn.replies), isinstance(item, Dialogue)))
    return verdicts


def _judged(case: Case, outcome: Outcome, text: str, in_dialogue: bool) -> Verdict:
    hit_at_1, hit_at_3 = _hits(case, outcome) if case.kind == "answer" else (None, None)
    answered_right = bool(hit_at_1) and outcome.decision is Decision.ANSWER
    judges_aspects = answered_right and case.aspects is not None
    return Verdict(
        case=case,
        outcome=outcome,
        in_dialogue=in_dialogue,
        decision=outcome.decision.value == case.kind,
        hit_at_1=hit_at_1,
        hit_at_3=hit_at_3,
        aspects=set(outcome.aspects) == set(case.aspects or ()) if judges_aspects else None,
        says=all(folded(words) in folded(text) for words in case.says) if hit_at_1 and case.says else None,
        offered=_offered(case, outcome) if case.kind == "choose" else None,
        false_answer=outcome.decision is Decision.ANSWER if case.kind == "none" else None,
    )


def _hits(case: Case, outcome: Outcome) -> tuple[bool, bool]:
    shown = (*outcome.ids, *outcome.choices)[:3]
    if case.any_of:
        first, third = outcome.ids[:1], shown
        hit_at_1, hit_at_3 = bool(set(first) & set(case.any_of)), bool(set(third) & set(case.any_of))
    else:
        reach = 3 if len(case.want) > 1 else 1
        hit_at_1, hit_at_3 = set(case.want) <= set(outcome.ids[:reach]), set(case.want) <= set(shown)
    return hit_at_1, hit_at_1 or hit_at_3


def _offered(case: Case, outcome: Outcome) -> bool:
    return outcome.decision is Decision.CHOOSE and len(set(case.want) & set(outcome.choices)) >= 2


def scores(verdicts: Sequence[Verdict]) -> list[Score]:
    """All measures with their counts. "False answers" counts what went wrong; in the others `good` is what is right."""
    turns = [verdict for verdict in verdicts if verdict.in_dialogue]
    return [
        _score("decision", [verdict.decision for verdict in verdicts]),
        _score("hit@1", [verdict.hit_at_1 for verdict in verdicts]),
        _score("hit@3", [verdict.hit_at_3 for verdict in verdicts]),
        _score("aspects", [verdict.aspects for verdict in verdicts]),
        _score("says", [verdict.says for verdict in verdicts]),
        _score("offered", [verdict.offered for verdict in verdicts]),
        _score("false answers", [verdict.false_answer for verdict in verdicts]),
        _score("dialogue turns right", [verdict.right for verdict in turns]),
    ]


def _score(name: str, marks: Iterable[bool | None]) -> Score:
    applying = [mark for mark in marks if mark is not None]
    return Score(name, sum(applying), len(applying))
