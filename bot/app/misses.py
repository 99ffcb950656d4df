"""The questions kept for those who mend the knowledge, in groups of alike ones."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.app.commune_data import CommuneData
from bot.dialogue import MissKind
from bot.errors import OperatorError
from bot.search import Library
from bot.search.likeness import grouped, spelling
from bot.storage import misses
from bot.storage.misses import Miss, Status
from bot.text.dates import vietnam_day
from bot.text.one_line import in_one_line
from bot.text.personal import without_masks

_MOST_NEAREST = 3


@dataclass(frozen=True, slots=True)
class MissGroup:
    """Questions that ask for the same thing.

    `number` is the id of the first of all of them, so that it means the same group from one command to the next. The
    other fields are about those that nobody has dealt with; of a group that was put away, about all. `status` is OPEN
    where it asks to be dealt with. `wrong` counts those that were answered, but wrong, and `answered` are the entries
    that they got. `wordings` are the different questions with how often each was asked, most often first.
    """

    number: int
    status: Status
    wording: str
    wordings: tuple[tuple[str, int], ...]
    first: date
    last: date
    wrong: int
    answered: tuple[str, ...]
    ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(count for _, count in self.wordings)


def groups(data: CommuneData) -> list[MissGroup]:
    """All groups of the commune, most frequent first. Blocks. Raises OperatorError where the database fails."""
    rows = data.done(misses.everything)
    found = [_group([rows[place] for place in places]) for places in grouped([row.question for row in rows])]
    return sorted(found, key=lambda group: (-group.count, group.number))


def group_of(data: CommuneData, number: int) -> MissGroup:
    """The group of that number. Raises OperatorError where there is none."""
    for group in groups(data):
        if group.number == number:
            return group
        if number in group.ids:
            what = f"Câu số {number} nằm trong nhóm {group.number} («{group.wording}»)."
            raise OperatorError(f"{what} Dùng số {group.number}.")
    raise OperatorError(f"Không có nhóm số {number}; có thể đã quá 90 ngày. Chạy motcua misses để xem lại các số.")


def put_away(data: CommuneData, group: MissGroup, status: Status) -> None:
    """Note for each question of the group what has become of it; OPEN takes it back."""
    data.done(lambda db: misses.mark(db, group.ids, status))


def nearest(group: MissGroup, library: Library) -> tuple[str, ...]:
    """The ids of today's entries that come nearest to the group's wording, best first, without those refused."""
    hits = library.find(library.read(without_masks(group.wording))).without(group.answered).hits
    return tuple(hit.id for hit in hits[:_MOST_NEAREST])


def _group(rows: Sequence[Miss]) -> MissGroup:
    status = _status(row.status for row in rows)
    live = [row for row in rows if row.status is Status.OPEN] if status is Status.OPEN else rows
    wordings = _wordings(row.question for row in live)
    wrong = [row for row in live if row.kind == MissKind.WRONG]
    return MissGroup(
        number=rows[0].id,
        status=status,
        wording=wordings[0][0],
        wordings=wordings,
        first=vietnam_day(live[0].at),
        last=vietnam_day(live[-1].at),
        wrong=len(wrong),
        answered=tuple(dict.fromkeys(entry_id for row in wrong for entry_id in row.nearest)),
        ids=tuple(row.id for row in rows),
    )


def _status(statuses: Iterable[Status]) -> Status:
    """What was dismissed stays so, however often it is asked again; what was attached and still missed comes back."""
    found = set(statuses)
    return next(status for status in (Status.DISMISSED, Status.OPEN, Status.ATTACHED) if status in found)


def _wordings(questions: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The questions with their counts, spellings of one taken together: told in the one with the most accents."""
    counts: Counter[str] = Counter()
    best: dict[str, str] = {}
    for question in questions:
        shown = in_one_line(question)
        key = spelling(shown)
        counts[key] += 1
        best[key] = max(best.get(key, shown), shown, key=_accents)
    return tuple((best[key], count) for key, count in counts.most_common())


def _accents(text: str) -> int:
    return sum(unicodedata.combining(char) > 0 for char in unicodedata.normalize("NFD", text))
