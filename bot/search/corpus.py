"""What entries say: the phrases a question can resemble, and what each phrase is made of."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.knowledge.knowledge import Entry
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.search.lexicon import Lexicon
from bot.text.words import bare


class Marked(NamedTuple):
    """A word with the concept it belongs to, or with itself."""

    word: str
    concept: str


class Phrase(NamedTuple):
    """A name, another name or a way of asking, by the words that count.

    `number` is the place of the entry that answers it, `situation` that of the situation among its entry's; None for
    the entry itself.
    """

    number: int
    words: Sequence[Marked]
    situation: int | None


def texts_of(entry: Entry) -> Iterator[tuple[str, int | None]]:
    """The phrases of an entry, and the situation each belongs to."""
    yield entry.name, None
    if isinstance(entry, ListedProcedure):
        yield from ((way, None) for way in entry.ways)
        return
    official = getattr(entry, "official_name", None)
    for text in (*((official,) if official else ()), *entry.aliases, *entry.ways):
        yield text, None
    for number, situation in enumerate(entry.situations):
        for text in (situation.name, *situation.ways):
            yield text, number


def phrases_of(entries: Sequence[Entry], lexicon: Lexicon) -> Iterator[Phrase]:
    """All phrases. Those of a situation that another full procedure answers are that procedure's."""
    procedures = {entry.id: number for number, entry in enumerate(entries) if isinstance(entry, Procedure)}
    for number, entry in enumerate(entries):
        for text, situation in texts_of(entry):
            target = procedures.get(_led_to(entry, situation))
            words = marked(text, lexicon)
            if words:
                yield Phrase(number, words, situation) if target is None else Phrase(target, words, None)


def marked(text: str, lexicon: Lexicon) -> list[Marked]:
    """The words of a text that carry meaning, each once; all of them where none does."""
    words = lexicon.understood(text)
    idle = {place for start, end, _ in lexicon.fillers.spans(words) for place in range(start, end)}
    concepts = lexicon.concepts_of(words)
    telling = {word: Marked(word, concepts[place] or word) for place, word in enumerate(words) if place not in idle}
    return list(telling.values()) or [Marked(word, word) for word in words]


def accented(word: str) -> str:
    """The name of the feature that a word as it is typed is; its name without accents is another feature."""
    return f"={word}"


def pair(first: str, second: str) -> str:
    """The name of the feature that two bare words beside each other are."""
    return f"{first} {second}"


def pairs_in(words: Iterable[str]) -> list[str]:
    """The pairs of these bare words, in order."""
    return [pair(first, second) for first, second in pairwise(words)]


def features(words: Sequence[Marked]) -> list[str]:
    """What is learnt from and looked up: words without accents, concepts, pairs, and words as they are accented."""
    plain = [bare(word) for word, _ in words]
    concepts = [concept for word, concept in words if concept != word]
    return list(dict.fromkeys((*plain, *concepts, *pairs_in(plain), *(accented(word) for word, _ in words))))


def places_of(words: Sequence[Marked]) -> dict[str, list[int]]:
    """For each of these features the places of the words that it is of."""
    found: dict[str, list[int]] = {}
    for place, (word, concept) in enumerate(words):
        for feature in dict.fromkeys((bare(word), concept if concept != word else bare(word), accented(word))):
            found.setdefault(feature, []).append(place)
    for place, both in enumerate(pairs_in([bare(word) for word, _ in words])):
        found.setdefault(both, []).extend((place, place + 1))
    return found


def _led_to(entry: Entry, situation: int | None) -> str:
    leads_to = None if situation is None or isinstance(entry, ListedProcedure) else entry.situations[situation].leads_to
    return leads_to or ""
