"""What citizens would be answered otherwise if the knowledge of a folder took the place of another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.app.commune_data import CommuneData
from bot.app.libraries import no_commune
from bot.dialogue.comparison import Change, differences, rephrased
from bot.files.folder import Loaded, load
from bot.files.golden import golden_files
from bot.files.questions import read_questions
from bot.files.tree import SHARED
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.questions import Case, Dialogue
from bot.services.comparing import Asked, Progress, States, compared
from bot.settings import Settings, check_communes
from bot.storage import misses
from bot.storage.commune_files import database_files

_MOST_WAYS = 1000
"""Who adds a hundred entries at once has more, and need not see them all."""


@dataclass(frozen=True, slots=True)
class CommuneChange:
    """A question that a commune answers otherwise."""

    commune: str
    change: Change


@dataclass(frozen=True, slots=True)
class Findings:
    """What has become of the answers to `asked` questions, and to `ways` of asking that were added or taken away.

    `unseen` are the entries that differ, by id, although no change among the questions shows it. `arrived` and `gone`
    are communes that only one of the two states serves, `unknown` those of questions that neither does. `errors` counts
    what is wrong in the present files. `names` has the name of every entry and commune by its id and code.
    """

    asked: int
    ways: int
    changes: tuple[CommuneChange, ...]
    unseen: Mapping[str, Entry]
    arrived: tuple[str, ...]
    gone: tuple[str, ...]
    unknown: tuple[str, ...]
    errors: int
    names: Mapping[str, str]


def gathered(settings: Settings, files: Iterable[Path]) -> list[Asked]:
    """The golden questions, those of the files, and those kept masked, each once; for any commune under `SHARED`.

    Raises OperatorError where a file is wrong or a database fails.
    """
    golden = [
        (scope, item) for scope, file in golden_files(settings.knowledge).items() for item in read_questions(file)
    ]
    given = [(SHARED, item) for file in files for item in read_questions(file)]
    found = [(item.commune or scope, item) for scope, item in (*golden, *given)]
    asked = {(scope, item.q) for scope, item in found if isinstance(item, Case)}
    kept = [
        (code, miss)
        for code, file in database_files(settings.data).items()
        for miss in _kept(CommuneData(code, file))
        if asked.isdisjoint({(code, miss.q), (SHARED, miss.q)})
    ]
    wanted = {SHARED, settings.commune}
    return [each for each in dict.fromkeys((*found, *kept)) if settings.commune is None or each[0] in wanted]


def _kept(data: CommuneData) -> Iterator[Case]:
    return (Case(q=miss.question, kind="none") for miss in data.done(misses.everything))


def compare(settings: Settings, former: Path, questions: Sequence[Asked], today: date, progress: Progress) -> Findings:
    """Ask the questions of the knowledge in `former` and of that in the settings. Raises OperatorError as `load`."""
    before = load(former)
    now = load(settings.knowledge, like=before)
    if not now.communes:
        raise no_commune(settings.knowledge)
    check_communes(settings, now.communes.keys(), now.left_out)
    pairs = _changed(before, now, settings.commune)
    examples = _examples(pairs)
    asked = _addressed(questions, pairs, examples)
    ways = _reworded(asked, pairs, examples)
    asked += ways
    found = compared(States(before.communes, now.communes), asked, today, progress)
    changes = [CommuneChange(code, each) for (code, _), many in zip(asked, found, strict=True) for each in many]
    seen = _seen(changes)
    differing = {id_: entry for pair in pairs.values() for id_, entry in differences(*pair).items()}
    served = {*before.communes, *now.communes}
    wanted = {settings.commune} if settings.commune else served
    return Findings(
        asked=sum(_turns(item) for code, item in questions if code in {SHARED, *served}),
        ways=len(ways),
        changes=tuple(changes),
        unseen={id_: entry for id_, entry in differing.items() if id_ not in seen},
        arrived=tuple(code for code in now.communes if code in wanted - before.communes.keys()),
        gone=tuple(code for code in before.communes if code in wanted - now.communes.keys()),
        unknown=tuple(sorted({code for code, _ in questions} - {SHARED, *served})),
        errors=sum(problem.severity == "error" for problem in now.problems),
        names=_names(before, now),
    )


_Pair = tuple[Knowledge, Knowledge]


def _changed(before: Loaded, now: Loaded, wanted: str | None) -> dict[str, _Pair]:
    """The two states of each commune that both serve, where they differ: the others need no asking."""
    codes = [code for code in now.communes if code in before.communes and (wanted is None or code == wanted)]
    pairs = {code: (before.communes[code], now.communes[code]) for code in codes}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}


def _examples(pairs: Mapping[str, _Pair]) -> list[str]:
    """A commune for each way in which the two states of a commune differ."""
    ways: list[object] = []
    examples: list[str] = []
    for code, pair in pairs.items():
        way = _way(*pair)
        if way not in ways:
            ways.append(way)
            examples.append(code)
    return examples


def _addressed(questions: Sequence[Asked], pairs: Mapping[str, _Pair], examples: Sequence[str]) -> list[Asked]:
    """The questions with the communes to put them to; one for any is put to the examples."""
    return [
        (each, item)
        for code, item in questions
        for each in (examples if code == SHARED else [code] if code in pairs else [])
    ]


def _reworded(asked: Sequence[Asked], pairs: Mapping[str, _Pair], examples: Sequence[str]) -> list[Asked]:
    """The ways of asking that were added or taken away and are not asked yet: whether they lead anywhere now."""
    known = {(code, item.q) for code, item in asked if isinstance(item, Case)}
    ways = ((code, text) for code in examples for text in rephrased(*pairs[code]))
    new: list[Asked] = [(code, Case(q=text, kind="none")) for code, text in ways if (code, text) not in known]
    return new[:_MOST_WAYS]


def _way(one: Knowledge, other: Knowledge) -> object:
    """All that differs between two states of a commune."""
    entries = {id_: (one.entries.get(id_), other.entries.get(id_)) for id_ in differences(one, other)}
    whole = ((one.commune, other.commune), (one.vocabulary, other.vocabulary))
    return entries, [pair for pair in whole if pair[0] != pair[1]]


def _turns(item: Case | Dialogue) -> int:
    return len(item.dialogue) if isinstance(item, Dialogue) else 1


def _seen(changes: Iterable[CommuneChange]) -> set[str]:
    sides = [side for each in changes for side in (each.change.former, each.change.present)]
    return {shown for side in sides for shown in (*side.ids, *side.choices)}


def _names(before: Loaded, now: Loaded) -> dict[str, str]:
    found: dict[str, str] = {}
    for knowledge in (*before.communes.values(), *now.communes.values()):
        found[knowledge.commune.code] = knowledge.commune.name
        found |= {entry.id: entry.name for entry in knowledge.entries.values()}
    return found
