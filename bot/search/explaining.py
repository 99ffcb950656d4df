"""Why a question found what it found: how each word was read, and what it added to the score of each candidate.

Nothing is reckoned anew here: the figures come from the functions that rank, and add up to what these said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.listed import ListedProcedure
from bot.search.aspects import Aspect
from bot.search.confidence import DESCRIBED, doubt, weighed
from bot.search.corpus import features, marked, places_of, texts_of
from bot.search.covering import Asked, asked, closest, closest_in_pairs, term_weight
from bot.search.library import Found, Library
from bot.search.question import Question, Term
from bot.search.ranking import Hit, marked_terms
from bot.text.words import bare

_SHOWN = 5
_MOST_FORMS = 3


class Role(StrEnum):
    """What a word is in a question: it carries nothing, names an aspect, stands for a concept, or is looked up."""

    FILLER = "filler"
    ASPECT = "aspect"
    CONCEPT = "concept"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class WordRead:
    """A word as it was read: `taken_for` are the likeliest words of the knowledge that it may be, none if none may.

    `means` are the phrases that say the same as the one it belongs to. `weight` is how much it tells, 0 for a filler.
    """

    word: str
    role: Role
    taken_for: tuple[str, ...] = ()
    aspect: Aspect | None = None
    means: tuple[str, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """What one word, or one measure, adds to a sum."""

    name: str
    adds: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that may be meant, and why.

    `words` add up to `hit.measures.above`, in nats of naive Bayes; `measures`, less the doubt of `Explained`, to
    `hit.logit`. Both are empty where it is named by its code or its whole name. `phrase` is the one of its phrases that
    the question is most like, "" where it is like none.
    """

    hit: Hit
    words: tuple[Part, ...]
    measures: tuple[Part, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class Explained:
    """How a question was read, and the likeliest five of what was found, best first.

    `beyond` tells how alike it is to `beyond_phrase`, of what nobody here can answer, 0 to 1; `doubt` is what each
    candidate lost by that, and by being unlikely before anything is said.
    """

    words: tuple[WordRead, ...]
    aspects: tuple[Aspect, ...]
    candidates: tuple[Candidate, ...]
    beyond: float
    beyond_phrase: str
    doubt: float


def explained(question: Question, found: Found | None, library: Library) -> Explained:
    """Explain what `library.find` found for the question; None where nothing was looked for."""
    words = words_read(question, library)
    if found is None:
        return Explained(words, question.aspects, (), 0.0, "", 0.0)
    hits = sorted((*found.hits, *found.families), key=lambda hit: -hit.logit)[:_SHOWN]
    return Explained(
        words=words,
        aspects=found.aspects,
        candidates=tuple(_candidate(hit, found.by, library) for hit in hits),
        beyond=found.beyond,
        beyond_phrase=_beyond_phrase(question, library) if found.beyond else "",
        doubt=doubt(found.beyond),
    )


def words_read(question: Question, library: Library) -> tuple[WordRead, ...]:
    """Each word of the question as it was read, in order."""
    aspect_at = {place: mention.aspect for mention in question.mentions for place in range(mention.start, mention.end)}
    terms = iter(question.everything)
    return tuple(
        WordRead(word, Role.FILLER)
        if place in question.idle
        else _word_read(word, next(terms), aspect_at.get(place), library)
        for place, word in enumerate(question.words)
    )


def _word_read(word: str, term: Term, aspect: Aspect | None, library: Library) -> WordRead:
    role = Role.ASPECT if aspect else Role.CONCEPT if term.concept else Role.CONTENT
    return WordRead(
        word=word,
        role=role,
        taken_for=_likeliest_forms(term),
        aspect=aspect,
        means=tuple(library.lexicon.concepts.meaning(term.concept)) if term.concept else (),
        weight=term_weight(term, library.index),
    )


def _likeliest_forms(term: Term) -> tuple[str, ...]:
    """What is typed as it is meant is that word alone; of what is misspelt the word that was meant comes first."""
    forms = dict(term.forms)
    if forms.get(term.word) == 1.0 and term.word != bare(term.word):
        return (term.word,)
    ordered = sorted(forms, key=lambda form: (-forms[form], bare(form) != term.known))
    return tuple(ordered[:_MOST_FORMS])


def _candidate(hit: Hit, by: Asked | None, library: Library) -> Candidate:
    if by is None:
        return Candidate(hit, (), (), "")
    place = closest(by, library.index.passages, hit.number).phrase
    return Candidate(
        hit=hit,
        words=_words_added(by, hit.number, library),
        measures=tuple(Part(name, adds) for name, adds in zip(DESCRIBED, weighed(hit.measures), strict=True)),
        phrase="" if place is None else _phrase(place, _texts_of(hit, library), library),
    )


def _words_added(by: Asked, number: int, library: Library) -> tuple[Part, ...]:
    """What each word adds to the likelihood of the entry; what is of several words is shared out evenly."""
    words = marked_terms(by.terms)
    index, places = library.index, places_of(words)
    known = [feature for feature in features(words) if feature in index.number_of]
    adds = [0.0] * len(words)
    for feature, nats in zip(known, index.bayes.contributions(index.known(known), number).tolist(), strict=True):
        for place in places[feature]:
            adds[place] += nats / len(places[feature])
    return tuple(Part(term.word, added) for term, added in zip(by.terms, adds, strict=True))


def _beyond_phrase(question: Question, library: Library) -> str:
    index = library.index
    place = closest_in_pairs(asked(question.everything, index), index.passages, len(index.ids)).phrase
    return "" if place is None else _phrase(place, library.knowledge.vocabulary.beyond, library)


def _phrase(place: int, texts: Iterable[str], library: Library) -> str:
    """The phrase at that place as one of the texts has it; else the words of it that count, which the index keeps."""
    words = library.index.passages.words
    numbers = words.flat[words.starts[place] : words.starts[place + 1]].tolist()
    wanted = frozenset(numbers)
    names = {number: feature for feature, number in library.index.number_of.items() if number in wanted}
    told = [names[number].removeprefix("=") for number in numbers]
    same = (text for text in texts if [word for word, _ in marked(text, library.lexicon)] == told)
    return next(same, " ".join(told))


def _texts_of(hit: Hit, library: Library) -> Iterator[str]:
    """The phrases of the entry and of what leads to it; of a family those that its entries share."""
    knowledge = library.knowledge
    if hit.is_family:
        yield from (text for family in knowledge.vocabulary.shared if family.ids == hit.ids for text in family.phrases)
        return
    for entry in knowledge.entries.values():
        leads_here = not isinstance(entry, ListedProcedure) and any(
            situation.leads_to == hit.id for situation in entry.situations
        )
        if entry.id == hit.id or leads_here:
            yield from (text for text, _ in texts_of(entry))
