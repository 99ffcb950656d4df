"""How a question is read: its words, the aspects it names, and the terms to search with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.search.aspects import Aspect, Mention, asked_last, mentions
from bot.search.lexicon import Lexicon
from bot.search.phrases import Span
from bot.text.words import bare, words_of

_ACCENTED_SHARE = 0.55
_LESS_LIKELY = 0.8
"""So far counts what a word typed without accents may be as well, where the others make another likelier."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word to search for: `forms` maps what it may match to how far that counts, 0 to 1.

    `word` is what was most likely meant: with the accents that were left out, and as it is spelt. `known` is the word
    without accents, or the likeliest word of the knowledge where it is misspelt. `concept` is that of the phrase it
    belongs to, None where it belongs to none.
    """

    word: str
    forms: tuple[tuple[str, float], ...]
    known: str
    concept: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    `words` are those that were typed. `content` are the terms without fillers and without the words that name aspects.
    `everything` keeps the latter: "nộp qua mạng" may be just what is asked about. `idle` are the places of the fillers,
    `mentions` those of the words that name aspects.
    """

    words: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    content: tuple[Term, ...]
    everything: tuple[Term, ...]
    idle: frozenset[int]
    mentions: tuple[Mention, ...] = ()

    @property
    def subject(self) -> Self:
        """What the question is about, the words aside that name aspects."""
        return replace(self, everything=self.content)


def read(text: str, lexicon: Lexicon) -> Question:
    """Read a question with the words of a lexicon. Any text can be read; one without words has no terms."""
    typed = lexicon.understood(text)
    accented = _is_accented(words_of(text))
    likely = lexicon.restored(typed, accented)
    # An accent that was left out is a guess; a word that there is not was a slip.
    words = tuple(word if lexicon.knows(word) else guess for word, guess in zip(typed, likely, strict=True))
    idle = _places(lexicon.fillers.spans(likely))
    meaningful = [place for place in range(len(words)) if place not in idle]
    named = asked_last(mentions(words, accented), meaningful)
    asked = _places(named)
    concepts = lexicon.concepts_of(likely)
    terms = {place: _term(words, place, likely[place], concepts[place], accented, lexicon) for place in meaningful}
    return Question(
        words=typed,
        aspects=tuple(dict.fromkeys(mention.aspect for mention in named)),
        content=tuple(term for place, term in terms.items() if place not in asked),
        everything=tuple(terms.values()),
        idle=idle,
        mentions=named,
    )


def _places(spans: Iterable[Span[None] | Mention]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(span.start, span.end))


def _term(words: Sequence[str], place: int, likely: str, concept: str | None, accented: bool, lexicon: Lexicon) -> Term:
    word = words[place]
    meant = bare(likely) if bare(likely) != bare(word) else lexicon.meant(words, place)
    forms = lexicon.forms(word, accented)
    if meant:
        forms = {**lexicon.forms(meant, accented=False), **forms}
    if likely != word:
        forms = {likely: 1.0} | {form: _LESS_LIKELY * credit for form, credit in forms.items() if form != likely}
    known = meant or (word if lexicon.knows(word) else max(forms, key=lambda form: forms[form], default=word))
    return Term(likely, tuple(forms.items()), bare(known), concept)


def _is_accented(words: Sequence[str]) -> bool:
    return sum(word != bare(word) for word in words) > _ACCENTED_SHARE * len(words)
