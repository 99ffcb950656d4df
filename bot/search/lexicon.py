"""The words a commune's knowledge is written in, and how what people type leads to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.vocabulary import Vocabulary
from bot.search.accents import Accents
from bot.search.aspects import ASPECT_PHRASES
from bot.search.common_words import is_common
from bot.search.neighbours import Neighbours
from bot.search.phrases import PhraseTable
from bot.text.keystrokes import decoded
from bot.text.sounds import sound
from bot.text.words import bare, folded, words_of

_SHORTEST_MISSPELT = 3
_LIKENESS = 0.72
_MISSPELT_CREDIT = 0.8
_SAME_SOUND_CREDIT = 0.8
_OTHER_ACCENT_CREDIT = 0.35
_FILLERS_HEARD = 50
"""So many times over is each filler taken to be heard: people say them far oftener than the knowledge does."""


class Lexicon:
    """The vocabulary file and the words of all entries, arranged for looking up. Read only once made."""

    def __init__(self, vocabulary: Vocabulary, texts: Iterable[str]) -> None:
        groups = [*vocabulary.synonyms, *vocabulary.old_words.items()]
        self.abbreviations = PhraseTable((typed, words_of(meant)) for typed, meant in vocabulary.abbreviations.items())
        self.fillers = PhraseTable((filler, None) for filler in vocabulary.fillers)
        self.concepts = PhraseTable(_concepts(groups).items())
        self._forms: dict[str, list[str]] = {}
        known = [phrase for group in groups for phrase in group] + list(vocabulary.fillers)
        spoken = [words_of(text) for text in texts]
        listed = [words_of(text) for text in (*known, *vocabulary.abbreviations.values())]
        fillers = [words_of(filler) for filler in vocabulary.fillers] * _FILLERS_HEARD
        # A way of asking that is written without accents tells nothing of where they belong.
        self._accents = Accents((*filter(_is_accented, spoken), *listed, *fillers, *ASPECT_PHRASES))
        for word in dict.fromkeys(chain.from_iterable((*spoken, *listed))):
            self._forms.setdefault(bare(word), []).append(word)
        self._bare_words = sorted(self._forms)
        self._neighbours = Neighbours(self._bare_words, (tuple(map(bare, words)) for words in (*spoken, *listed)))
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._bare_words:
            self._by_sound[sound(word)].append(word)

    def knows(self, word: str) -> bool:
        """Whether the knowledge holds the word, accents aside."""
        return bare(word) in self._forms

    def lacks_accents(self, word: str) -> bool:
        """Whether the knowledge holds the word with accents only, and it was typed without any."""
        forms = self._forms.get(word)
        return forms is not None and word == bare(word) and word not in forms

    def understood(self, text: str) -> tuple[str, ...]:
        """The words of a text, with abbreviations written out and keystrokes left over turned into letters."""
        words = words_of(text)
        if not all(map(self._forms.__contains__, map(bare, words))):
            words = tuple(word if self.knows(word) else self._repaired(word) for word in words)
        spans = self.abbreviations.spans(words)
        if not spans:
            return words
        ends = (0, *(span.end for span in spans))
        written = ((*words[end : span.start], *span.meaning) for end, span in zip(ends, spans, strict=False))
        return (*chain.from_iterable(written), *words[ends[-1] :])

    def _repaired(self, word: str) -> str:
        """The word whose keystrokes an unknown one is; itself where it is none, or an abbreviation."""
        repaired = None if self.abbreviations.holds(word) else decoded(word)
        return repaired if repaired and repaired in self._forms.get(bare(repaired), ()) else word

    def restored(self, words: Sequence[str], accented: bool) -> tuple[str, ...]:
        """See `Accents.restored`."""
        return self._accents.restored(words, accented)

    def forms(self, word: str, accented: bool) -> dict[str, float]:
        """The words of the knowledge that a typed word may be, with how far each counts, 0 to 1.

        `accented` tells whether the question is typed with accents: then a word without any is probably meant so.
        """
        plain = word == bare(word)
        other = 0.6 if plain and accented else 1.0 if plain else _OTHER_ACCENT_CREDIT
        found = {form: 1.0 if form == word else other for form in self._forms.get(bare(word), ())}
        return found or self._misspelt(word)

    def _misspelt(self, word: str) -> dict[str, float]:
        if is_common(word) or not _can_be_misspelt(word):
            return {}
        same = self._by_sound.get(sound(bare(word)))
        if same:
            return {form: _SAME_SOUND_CREDIT for near in same for form in self._forms[near]}
        likely = process.extract(
            bare(word), self._bare_words, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS, limit=3
        )
        return {form: _MISSPELT_CREDIT * likeness for near, likeness, _ in likely for form in self._forms[near]}

    def meant(self, words: Sequence[str], place: int) -> str | None:
        """The word, without accents, that was probably meant where the typed one never stands beside its neighbours.

        It sounds or looks like the typed one, and stands beside them: "kết hông" is "kết hôn". None where the word
        fits, or nothing does.
        """
        word = bare(words[place])
        if is_common(words[place]) or not _can_be_misspelt(word):
            return None
        first, last = bare(words[place - 1]) if place else "", bare(words[place + 1]) if place + 1 < len(words) else ""
        if self._neighbours.are(first, word) or self._neighbours.are(word, last):
            return None
        beside = sorted({*self._neighbours.after(first), *self._neighbours.before(last)})
        same = [near for near in self._by_sound.get(sound(word), ()) if near in beside]
        if same:
            return same[0]
        best = process.extractOne(word, beside, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS)
        return best[0] if best else None

    def concepts_of(self, words: Sequence[str]) -> list[str | None]:
        """For each word the concept of the phrase it belongs to, if it belongs to one."""
        concepts: list[str | None] = [None] * len(words)
        for start, end, concept in self.concepts.spans(words):
            concepts[start:end] = [concept] * (end - start)
        return concepts


def _is_accented(words: Iterable[str]) -> bool:
    return any(word != bare(word) for word in words)


def _can_be_misspelt(word: str) -> bool:
    return len(word) >= _SHORTEST_MISSPELT and word.isalpha()


def _concepts(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """The concept of each phrase, written "§3": one more term, which stands for all phrases of its group.

    Groups that share a phrase are one: "hộ khẩu" is an old word and a synonym at once.
    """
    concept_of: dict[str, str] = {}
    for number, group in enumerate(groups):
        phrases = [folded(phrase) for phrase in group]
        former = {concept_of[phrase] for phrase in phrases if phrase in concept_of}
        phrases += [phrase for phrase, concept in concept_of.items() if concept in former]
        concept_of.update(dict.fromkeys(phrases, f"§{number}"))
    return concept_of
