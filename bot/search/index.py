"""The phrases of entries, arranged for finding what a question resembles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.knowledge.knowledge import Entry
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import SharedPhrase
from bot.search.corpus import Phrase, marked, phrases_of
from bot.search.lexicon import Lexicon
from bot.search.naive_bayes import NaiveBayes, train
from bot.search.passages import Passages
from bot.search.rarity import Rarity, rarity
from bot.search.reading import read_phrases
from bot.search.rows import Ints, Longs, bounds
from bot.text.words import bare


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What is known of the words of all that a question can be about, by number: entries, then families of entries.

    They may be those of several communes. A family are the entries that share phrases, so that a question like one of
    these leaves open which is meant. The first `entries` are entries. `ids` are the ids of each: one of an entry,
    several of a family. `fields` are the fields of administration (lĩnh vực) as numbers: of a family that of its first
    entry; a topic is a field of its own. `by_field` are the numbers of all in the order of their fields, of which each
    begins at `first_of_field`. `number_of` gives each feature its number. `bayes` tells all of them apart; `parts`
    tells, within an entry, what is about the entry itself from what is about its situations: its parts begin at
    `first_part`, itself, then the situations.
    """

    entries: int
    ids: tuple[tuple[str, ...], ...]
    fields: Ints
    by_field: Longs
    first_of_field: Longs
    is_topic: npt.NDArray[np.bool_]
    is_listed: npt.NDArray[np.bool_]
    is_family: npt.NDArray[np.bool_]
    number_of: Mapping[str, int]
    rarity: Rarity
    passages: Passages
    bayes: NaiveBayes
    parts: NaiveBayes
    first_part: Ints

    def rarity_of(self, word: str) -> float:
        """How much a word tells entries apart; positive."""
        return self.rarity.of_word(word, self.number_of.get(bare(word)))

    def known(self, features: Iterable[str]) -> list[int]:
        """The numbers of those features that any phrase holds."""
        return [self.number_of[feature] for feature in features if feature in self.number_of]


def build(
    entries: Sequence[Entry], families: Sequence[SharedPhrase], lexicon: Lexicon, beyond: Iterable[str] = ()
) -> Index:
    """Index the entries and the families in their order, and the phrases of what is `beyond` them.

    They may be those of several communes: of two with the same id, each is told by its number.
    """
    classes = len(entries) + len(families)
    # What is beyond stands behind the last class, as if it were one more; but nothing is learnt from it.
    named = [*((number, family.phrases) for number, family in enumerate(families, len(entries))), (classes, beyond)]
    short = (
        Phrase(number, words, None) for number, texts in named for text in texts if (words := marked(text, lexicon))
    )
    number_of: dict[str, int] = {}
    read = read_phrases(chain(phrases_of(entries, lexicon), short), number_of)
    own = read.before(classes)
    first_part = bounds(np.array([*(1 + _situations(entry) for entry in entries), *(1 for _ in families)], np.int32))
    class_of_part = np.repeat(np.arange(classes, dtype=np.int32), np.diff(first_part))
    spoken = np.array([*map(_is_spoken, entries), *(True for _ in families)], np.bool_)
    rare = rarity(own.features.flat, own.class_of[own.features.numbers], len(number_of), spoken)
    one_family = np.zeros(classes, np.int32)
    fields = _fields(entries, families)
    by_field = np.argsort(fields, kind="stable")
    is_family = np.arange(classes) >= len(entries)
    of_part = first_part[own.class_of] + own.part
    return Index(
        entries=len(entries),
        ids=(*((entry.id,) for entry in entries), *(family.ids for family in families)),
        fields=fields,
        by_field=by_field,
        first_of_field=np.unique(fields[by_field], return_index=True)[1],
        is_topic=np.array([isinstance(each, Topic) for each in (*entries, *families)], np.bool_),
        is_listed=np.array([isinstance(each, ListedProcedure) for each in (*entries, *families)], np.bool_),
        is_family=is_family,
        number_of=number_of,
        rarity=rare,
        passages=Passages.of(read, classes, rare.weights(number_of)),
        bayes=train(own.features, own.class_of, one_family, ~is_family, len(number_of)),
        parts=train(own.features, of_part, class_of_part, np.zeros(len(class_of_part), np.bool_), len(number_of)),
        first_part=first_part,
    )


def _is_spoken(entry: Entry) -> bool:
    """Whether people's own words for it are known, not its name alone."""
    return not isinstance(entry, ListedProcedure) or bool(entry.ways)


def _situations(entry: Entry) -> int:
    return 0 if isinstance(entry, ListedProcedure) else len(entry.situations)


def _fields(entries: Sequence[Entry], families: Sequence[SharedPhrase]) -> Ints:
    numbers: dict[str, int] = {}
    names = {entry.id: str(getattr(entry, "field", entry.id)) for entry in entries}
    of_each = [*(names[entry.id] for entry in entries), *(names.get(family.ids[0], "") for family in families)]
    return np.array([numbers.setdefault(name, len(numbers)) for name in of_each], np.int32)
