"""The same way of asking under two entries: the bot could not tell which is meant."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.errors import Problem
from bot.files.settling import Served
from bot.files.tree import SHARED
from bot.files.yaml_nodes import Location, Place, place_of
from bot.knowledge.override import Override
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary
from bot.text.words import bare, words_of


class _Way(NamedTuple):
    """A way of asking, where it stands, and the id that it leads to. There are thousands; so a plain tuple."""

    path: str
    at: Location
    scope: str
    id: str
    text: str

    def meets(self, other: "_Way") -> bool:
        """Whether one commune has both, as different entries."""
        return self.id != other.id and (self.scope == other.scope or SHARED in (self.scope, other.scope))


def near_duplicates(served: Served) -> tuple[Problem, ...]:
    """A warning for each way of asking that an entry shares with one before it, unless `tu-vung.yaml` has it as shared.

    Case, accents and punctuation do not count. A situation that leads to the other entry is no rival to it.
    """
    agreed = _agreed(served)
    same: dict[str, list[_Way]] = {}
    for way in _ways(served):
        same.setdefault(_plain(way.text), []).append(way)
    rivals = (ways for plain, ways in same.items() if len(ways) > 1 and plain not in agreed)
    return tuple(problem for ways in rivals for problem in _problems(ways, served))


def _plain(text: str) -> str:
    return " ".join(map(bare, words_of(text)))


def _agreed(served: Served) -> set[str]:
    vocabularies = [content.value for _, content in served.values() if isinstance(content.value, Vocabulary)]
    return {_plain(phrase) for value in vocabularies for group in value.shared for phrase in group.phrases}


def _problems(ways: list[_Way], served: Served) -> Iterator[Problem]:
    # The first of each scope and entry is enough to find a rival among, however often a file repeats itself.
    first: dict[tuple[str, str], _Way] = {}
    for way in ways:
        rival = next((earlier for earlier in first.values() if earlier.meets(way)), None)
        first.setdefault((way.scope, way.id), way)
        if rival:
            what = f"Cách hỏi «{way.text}» cũng có ở {rival.path}, dòng {_place(rival, served).line}."
            remedy = "Giữ ở một nơi, hoặc ghi vào dung_chung của tu-vung.yaml."
            yield _place(way, served).slip(what, remedy, "warning").in_file(way.path)


def _place(way: _Way, served: Served) -> Place:
    return place_of(served[way.path][1].places, way.at)


def _ways(served: Served) -> Iterator[_Way]:
    for path, (found, content) in served.items():
        for id_, at, texts in _asked(content.value):
            for index, text in enumerate(texts):
                yield _Way(path, (*at, index), found.scope, id_, text)


def _asked(value: object) -> Iterator[tuple[str, Location, Iterable[str]]]:
    """The id that the asking leads to, the place in the file, and the ways."""
    if isinstance(value, Override):
        yield value.amends, ("cach_hoi",), value.ways
    if isinstance(value, tuple):
        for index, row in enumerate(value):
            yield row.code, (index, "cach_hoi"), row.ways
    if not isinstance(value, Procedure | Topic):
        return
    yield value.code, ("ten",), (value.name,)
    yield value.code, ("ten_khac",), value.aliases
    yield value.code, ("cach_hoi",), value.ways
    for index, situation in enumerate(value.situations):
        yield situation.leads_to or value.code, ("tinh_huong", index, "cach_hoi"), situation.ways
