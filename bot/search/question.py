"""How a question is read: its words, the aspects it names, and the terms to search with."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.vocabulary import SharedPhrase
from bot.search.aspects import Aspect, mentions
from bot.search.common_words import is_common
from bot.search.lexicon import Lexicon
from bot.search.phrases import Span
from bot.text.words import bare, words_of

_ACCENTED_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Term:
    """One word to search for: `forms` maps what it may match to how far that counts, 0 to 1.

    `known` is the word without accents, or the likeliest word of the knowledge where it is misspelt.
    """

    word: str
    forms: tuple[tuple[str, float], ...]
    known: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    `content` are the terms without fillers and without the words that name aspects. `everything` keeps the latter:
    "nộp qua mạng" may be just what is asked about. `idle` are the places of the fillers. `shared` is set where the
    content is a phrase that several entries share.
    """

    words: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    content: tuple[Term, ...]
    everything: tuple[Term, ...]
    idle: frozenset[int]
    shared: SharedPhrase | None


def read(text: str, lexicon: Lexicon) -> Question:
    """Read a question with the words of a lexicon. Any text can be read; one without words has no terms."""
    words = lexicon.understood(text)
    accented = _is_accented(words_of(text))
    idle = frozenset(place for start, end, _ in lexicon.fillers.spans(words) for place in range(start, end))
    shared = _shared(words, idle, accented, lexicon)
    named = [
        mention
        for mention in mentions(words, accented)
        if not shared or shared.end <= mention.start or mention.end <= shared.start
    ]
    asked = {place for mention in named for place in range(mention.start, mention.end)}
    terms = [
        _term(word, concept, accented, lexicon.meant(words, place), lexicon)
        for place, (word, concept) in enumerate(lexicon.with_concepts(words))
    ]
    return Question(
        words=words,
        aspects=tuple(dict.fromkeys(mention.aspect for mention in named)),
        content=tuple(term for place, term in enumerate(terms) if place not in idle and place not in asked),
        everything=tuple(term for place, term in enumerate(terms) if place not in idle),
        idle=idle,
        shared=shared.meaning if shared else None,
    )


def _term(word: str, concept: str | None, accented: bool, meant: str | None, lexicon: Lexicon) -> Term:
    forms = lexicon.forms(word, accented)
    if meant:
        forms = {**lexicon.forms(meant, accented=False), **forms}
    known = meant or (word if lexicon.knows(word) else max(forms, key=lambda form: forms[form], default=word))
    return Term(word, tuple(lexicon.with_concept(forms, concept).items()), bare(known))


def _is_accented(words: Sequence[str]) -> bool:
    return sum(word != bare(word) for word in words) > _ACCENTED_SHARE * len(words)


def _shared(words: Sequence[str], idle: frozenset[int], accented: bool, lexicon: Lexicon) -> Span[SharedPhrase] | None:
    """The shared phrase that the question consists of, but for fillers, aspects and words of everyday speech."""
    asked = {place for mention in mentions(words, accented) for place in range(mention.start, mention.end)}
    longer = {(start, end) for start, end, _ in lexicon.concepts.spans(words)}
    for span in lexicon.shared.spans(words):
        if any(start <= span.start and span.end < end for start, end in longer):
            continue  # "chứng thực" is shared, "chứng thực bản sao" is not
        outside = [place for place in range(len(words)) if not span.start <= place < span.end]
        if all(place in idle or place in asked or is_common(words[place]) for place in outside):
            return span
    return None
