"""What was taken for what: of all that went wrong, which entry was wanted and which was answered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.dialogue.evaluation import Verdict
from bot.dialogue.turn import Decision, Outcome
from bot.knowledge.questions import Case, Kind


@dataclass(frozen=True, slots=True)
class Confusion:
    """A pair: what was wanted, and what came of it.

    `wanted` is one id, or several where any of them, or a choice of them, would have been right; none where nothing was
    to be answered. `answered` is the id that was answered in its place; None where none was, but what `decision` tells.
    """

    kind: Kind
    wanted: tuple[str, ...]
    decision: Decision
    answered: str | None


def confusions(verdicts: Iterable[Verdict]) -> list[tuple[Confusion, int]]:
    """The pairs and how often each came about, most frequent first; ties in the order of the questions."""
    return Counter(pair for verdict in verdicts for pair in _pairs(verdict)).most_common()


def _pairs(verdict: Verdict) -> Iterator[Confusion]:
    case, outcome = verdict.case, verdict.outcome
    if verdict.hit_at_1 is False or verdict.offered is False or not verdict.decision:
        for wanted in _lacking(case, outcome.ids):
            yield Confusion(case.kind, wanted, outcome.decision, _given(case, outcome))


def _lacking(case: Case, ids: Sequence[str]) -> list[tuple[str, ...]]:
    """Of what is wanted each id that is not answered; alternatives stand together."""
    if case.kind != "answer" or case.any_of:
        return [case.any_of or case.want]
    reach = ids[:1] if len(case.want) == 1 else ids[:3]
    return [(each,) for each in case.want if each not in reach]


def _given(case: Case, outcome: Outcome) -> str | None:
    """What was answered and not wanted; where all of it was wanted, the first of it."""
    others = [each for each in outcome.ids if each not in case.want]
    return next(iter((*others, *outcome.ids)), None)
