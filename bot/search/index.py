"""An inverted index over the entries of one commune: which entry holds which word, and how much it says there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from bot.knowledge.knowledge import Entry
from bot.knowledge.listed import ListedProcedure
from bot.search.common_words import is_common
from bot.search.lexicon import Lexicon
from bot.text.words import bare

# How much a word says about its entry by where it stands, before saturation (see `_weight`).
_NAME, _ALIAS, _WAY, _SITUATION = 3.0, 2.0, 1.0, 0.6
# A word that no entry holds weighs this share of the rarest possible: it may be a name, or another subject altogether.
_UNKNOWN_SHARE = 1.0
# A word of everyday speech weighs this share of what its rarity here would give it, and this much at most.
_COMMON_SHARE = 0.25
_COMMON_MOST = 0.3


class PassageTerm(NamedTuple):
    """A word of a passage, the concept it belongs to (or the word again), and the word's rarity."""

    word: str
    concept: str
    rarity: float


@dataclass(frozen=True, slots=True)
class Passage:
    """One phrase of an entry that a question can resemble: its name, another name, a way of asking.

    `held` are its words and concepts, `rarity` is the sum over its terms. `situation` is the place of the situation it
    belongs to among its entry's, None for the entry itself.
    """

    terms: tuple[PassageTerm, ...]
    held: frozenset[str]
    rarity: float
    situation: int | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """`postings` maps a word or concept to the entries that hold it, by number, with its weight there, 0 to 1.

    `rarity` is the inverse document frequency by bare word or concept; `unknown` is that of a word no entry has.
    """

    ids: tuple[str, ...]
    passages: tuple[tuple[Passage, ...], ...]
    postings: Mapping[str, Mapping[int, float]]
    rarity: Mapping[str, float]
    unknown: float

    def rarity_of(self, word: str) -> float:
        """How much a word tells entries apart; positive."""
        return _weighed(word, self.rarity.get(bare(word), self.unknown))


def texts_of(entry: Entry) -> Iterable[tuple[str, float, int | None]]:
    """The phrases of an entry with their weights, and the situation each belongs to."""
    yield entry.name, _NAME, None
    if isinstance(entry, ListedProcedure):
        return
    official = getattr(entry, "official_name", None)
    if official:
        yield official, _ALIAS, None
    for alias in entry.aliases:
        yield alias, _ALIAS, None
    for way in entry.ways:
        yield way, _WAY, None
    for number, situation in enumerate(entry.situations):
        for text in (situation.name, *situation.ways):
            yield text, _SITUATION, number


def build(entries: Iterable[Entry], lexicon: Lexicon) -> Index:
    """Index the entries, in their order."""
    entries = tuple(entries)
    marked = [
        [(_marked(text, lexicon), weight, situation) for text, weight, situation in texts_of(entry)]
        for entry in entries
    ]
    counts: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for number, group in enumerate(marked):
        for words, weight, _ in group:
            for term in {*words, *words.values()}:
                counts[term][number] += weight
    postings = {term: {number: _weight(count) for number, count in held.items()} for term, held in counts.items()}
    rarity = _rarity(postings, entries)
    return Index(
        ids=tuple(entry.id for entry in entries),
        passages=tuple(tuple(_passage(words, situation, rarity) for words, _, situation in group) for group in marked),
        postings=postings,
        rarity=rarity,
        unknown=_UNKNOWN_SHARE * max(rarity.values(), default=1.0),
    )


def _marked(text: str, lexicon: Lexicon) -> dict[str, str]:
    """The words of a text that carry meaning, each with its concept or itself; all of them where none does."""
    words = lexicon.understood(text)
    idle = {index for start, end, _ in lexicon.fillers.spans(words) for index in range(start, end)}
    marked = enumerate(lexicon.with_concepts(words))
    terms = {word: concept or word for index, (word, concept) in marked if index not in idle}
    return terms or {word: word for word in words}


def _passage(words: Mapping[str, str], situation: int | None, rarity: Mapping[str, float]) -> Passage:
    terms = tuple(PassageTerm(word, concept, _weighed(word, rarity[bare(word)])) for word, concept in words.items())
    return Passage(terms, frozenset({*words, *words.values()}), sum(term.rarity for term in terms), situation)


def _weighed(word: str, rarity: float) -> float:
    return min(_COMMON_MOST, _COMMON_SHARE * rarity) if is_common(word) else rarity


def _weight(count: float) -> float:
    """Saturates: one way of asking gives 0.5, the name 0.75, ten ways 0.9."""
    return count / (count + 1)


def _rarity(postings: Mapping[str, Mapping[int, float]], entries: Sequence[Entry]) -> dict[str, float]:
    """How rare each bare word or concept is: minus the logarithm of the share of entries that hold it.

    The share is taken among the entries told in people's words and among those known by name only, and the larger
    counts: names alone never say "tôi" or "làm sao", which would make such words look rare.
    """
    spoken = {number for number, entry in enumerate(entries) if not isinstance(entry, ListedProcedure)}
    holders: dict[str, set[int]] = defaultdict(set)
    for term, held in postings.items():
        holders[bare(term)].update(held)
    named = len(entries) - len(spoken)
    return {
        term: -log(max(_share(len(held & spoken), len(spoken)), _share(len(held - spoken), named)))
        for term, held in holders.items()
    }


def _share(holders: int, entries: int) -> float:
    return (holders + 0.5) / (entries + 1)
