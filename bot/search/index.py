"""The phrases of one commune's entries, arranged for finding the entries that a question resembles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from typing import NamedTuple, TypeVar

from bot.knowledge.knowledge import Entry
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.search.common_words import is_common
from bot.search.lexicon import Lexicon
from bot.search.naive_bayes import NaiveBayes, train
from bot.text.words import bare

# A word that no entry holds weighs this share of the rarest possible: it may be a name, or another subject altogether.
_UNKNOWN_SHARE = 1.0
# A word of everyday speech weighs this share of what its rarity here would give it, and this much at most.
_COMMON_SHARE = 0.25
_COMMON_MOST = 0.3
# Two words beside each other weigh this share of what they weigh apart, at most: "mặt trời" is not "trời mưa".
_PAIR_SHARE = 0.5

T = TypeVar("T")
Pair = tuple[str, str]
"""Two words beside each other, without accents."""


class Marked(NamedTuple):
    """A word with the concept it belongs to, or with itself."""

    word: str
    concept: str


class PassageTerm(NamedTuple):
    """A word of a passage, the concept it belongs to (or the word again), and the word's rarity."""

    word: str
    concept: str
    rarity: float


@dataclass(frozen=True, slots=True)
class Passage:
    """One phrase that a question can resemble: the name of an entry, another name, a way of asking.

    `held` are its words and concepts, `rarity` is the sum over its words and pairs. `situation` is the place of the
    situation it belongs to among its entry's, None for the entry itself.
    """

    terms: tuple[PassageTerm, ...]
    held: frozenset[str]
    pairs: frozenset[Pair]
    rarity: float
    situation: int | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """The phrases of each entry, by the entry's number, and what is learnt from all of them.

    `fields` are the entries' fields of administration (lĩnh vực); a topic is a field of its own.

    `words` and `pairs` are all that an entry's phrases hold. `beyond` are the phrases of what nobody here can answer.
    `bayes` tells the entries apart, `situations` within an entry what is about the entry itself (class 0) from what is
    about its situations (class 1 for the first); None for an entry without situations.
    `rarity` is the inverse document frequency by bare word or concept; `unknown` is that of a word no entry has.
    """

    ids: tuple[str, ...]
    fields: tuple[str, ...]
    passages: Sequence[list[Passage]]
    beyond: Sequence[Passage]
    words: Sequence[frozenset[str]]
    pairs: Sequence[frozenset[Pair]]
    bayes: NaiveBayes
    situations: Sequence[NaiveBayes | None]
    rarity: Mapping[str, float]
    pair_rarity: Mapping[Pair, float]
    unknown: float

    def rarity_of(self, word: str) -> float:
        """How much a word tells entries apart; positive."""
        return _weighed(word, self.rarity.get(bare(word), self.unknown))

    def rarity_of_pair(self, pair: Pair) -> float:
        """How much two words beside each other tell, beyond what they tell apart; positive."""
        apart = self.rarity_of(pair[0]) + self.rarity_of(pair[1])
        return _PAIR_SHARE * min(self.pair_rarity.get(pair, self.unknown), apart)


def features(words: Sequence[Marked]) -> list[str]:
    """What is learnt from and looked up: words without accents, concepts, pairs, and words as they are accented."""
    plain = [bare(word) for word, _ in words]
    concepts = [concept for word, concept in words if concept != word]
    pairs = [f"{first} {second}" for first, second in pairwise(plain)]
    return list(dict.fromkeys((*plain, *concepts, *pairs, *(f"={word}" for word, _ in words))))


def texts_of(entry: Entry) -> Iterator[tuple[str, int | None]]:
    """The phrases of an entry, and the situation each belongs to."""
    yield entry.name, None
    if isinstance(entry, ListedProcedure):
        return
    official = getattr(entry, "official_name", None)
    for text in (*((official,) if official else ()), *entry.aliases, *entry.ways):
        yield text, None
    for number, situation in enumerate(entry.situations):
        for text in (situation.name, *situation.ways):
            yield text, number


def build(entries: Iterable[Entry], lexicon: Lexicon, beyond: Iterable[str] = ()) -> Index:
    """Index the entries, in their order, and the phrases of what is `beyond` them."""
    by_id = {entry.id: entry for entry in entries}
    phrases = list(_phrases(by_id, lexicon))
    spoken = {number for number, entry in enumerate(by_id.values()) if not isinstance(entry, ListedProcedure)}
    rarity = _rarity(((phrase.number, _words(phrase.words)) for phrase in phrases), spoken, len(by_id))
    pairs = _rarity(((phrase.number, _pairs(phrase.words)) for phrase in phrases), spoken, len(by_id))
    unknown = _UNKNOWN_SHARE * max(rarity.values(), default=1.0)
    bayes = train(((phrase.number, features(phrase.words)) for phrase in phrases), len(by_id))
    situations = [_situations(group, bayes.weights) for group in _grouped(phrases, len(by_id))]
    fields = tuple(str(getattr(entry, "field", entry.id)) for entry in by_id.values())
    index = Index(tuple(by_id), fields, [[] for _ in by_id], (), (), (), bayes, situations, rarity, pairs, unknown)
    for phrase in phrases:
        index.passages[phrase.number].append(_passage(phrase.words, phrase.situation, index))
    return replace(
        index,
        beyond=tuple(_passage(_marked(text, lexicon), None, index) for text in beyond),
        words=[frozenset().union(*(passage.held for passage in group)) for group in index.passages],
        pairs=[frozenset().union(*(passage.pairs for passage in group)) for group in index.passages],
    )


class _Phrase(NamedTuple):
    """A phrase by the words that count, and the number and the situation of the entry that answers it."""

    number: int
    words: Sequence[Marked]
    situation: int | None


def _phrases(by_id: Mapping[str, Entry], lexicon: Lexicon) -> Iterator[_Phrase]:
    """All phrases. Those of a situation that another full procedure answers are that procedure's."""
    numbers = {entry_id: number for number, entry_id in enumerate(by_id)}
    for entry_id, entry in by_id.items():
        for text, situation in texts_of(entry):
            target = _led_to(entry, situation)
            leads = isinstance(by_id.get(target), Procedure)
            number = numbers[target if leads else entry_id]
            yield _Phrase(number, _marked(text, lexicon), None if leads else situation)


def _grouped(phrases: Iterable[_Phrase], entries: int) -> list[list[_Phrase]]:
    groups: list[list[_Phrase]] = [[] for _ in range(entries)]
    for phrase in phrases:
        groups[phrase.number].append(phrase)
    return groups


def _situations(phrases: Sequence[_Phrase], weights: Mapping[str, float]) -> NaiveBayes | None:
    classes = [0 if phrase.situation is None else phrase.situation + 1 for phrase in phrases]
    examples = zip(classes, (features(phrase.words) for phrase in phrases), strict=True)
    return train(examples, max(classes) + 1, weights) if any(classes) else None


def _led_to(entry: Entry, situation: int | None) -> str:
    leads_to = None if situation is None or isinstance(entry, ListedProcedure) else entry.situations[situation].leads_to
    return leads_to or ""


def _marked(text: str, lexicon: Lexicon) -> list[Marked]:
    """The words of a text that carry meaning, each once; all of them where none does."""
    words = lexicon.understood(text)
    idle = {index for start, end, _ in lexicon.fillers.spans(words) for index in range(start, end)}
    marked = enumerate(lexicon.with_concepts(words))
    telling = {word: Marked(word, concept or word) for index, (word, concept) in marked if index not in idle}
    return list(telling.values()) or [Marked(word, word) for word in words]


def _words(words: Iterable[Marked]) -> Iterator[str]:
    for word, concept in words:
        yield bare(word)
        yield concept if concept != word else bare(word)


def _pairs(words: Iterable[Marked]) -> Iterator[Pair]:
    return pairwise([bare(word) for word, _ in words])


def _passage(words: Sequence[Marked], situation: int | None, index: Index) -> Passage:
    terms = tuple(PassageTerm(word, concept, index.rarity_of(word)) for word, concept in words)
    pairs = frozenset(_pairs(words))
    rarity = sum(term.rarity for term in terms) + sum(map(index.rarity_of_pair, pairs))
    return Passage(terms, frozenset(part for marked in words for part in marked), pairs, rarity, situation)


def _weighed(word: str, rarity: float) -> float:
    return min(_COMMON_MOST, _COMMON_SHARE * rarity) if is_common(word) else rarity


def _rarity(said: Iterable[tuple[int, Iterable[T]]], spoken: Set[int], entries: int) -> dict[T, float]:
    """How rare each thing is: minus the logarithm of the share of entries that hold it.

    The share is taken among the entries told in people's words (`spoken`) and among those known by name only, and the
    larger counts: names alone never say "tôi" or "làm sao", which would make such words look rare.
    """
    holders: dict[T, set[int]] = defaultdict(set)
    for number, things in said:
        for thing in things:
            holders[thing].add(number)
    named = entries - len(spoken)
    return {
        thing: -log(max(_share(len(held & spoken), len(spoken)), _share(len(held - spoken), named)))
        for thing, held in holders.items()
    }


def _share(holders: int, entries: int) -> float:
    return (holders + 0.5) / (entries + 1)
