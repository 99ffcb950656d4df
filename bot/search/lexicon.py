"""The words a commune's knowledge is written in, and how what people type leads to them."""

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.vocabulary import SharedPhrase, Vocabulary
from bot.search.phrases import PhraseTable
from bot.text.keystrokes import decoded
from bot.text.words import bare, folded, words_of

_SHORTEST_MISSPELT = 3
_LIKENESS = 0.72
_MISSPELT_CREDIT = 0.8
_OTHER_ACCENT_CREDIT = 0.35
_CONCEPT_CREDIT = 0.9


class Lexicon:
    """The vocabulary file and the words of all entries, arranged for looking up. Read only once made."""

    def __init__(self, vocabulary: Vocabulary, texts: Iterable[str]) -> None:
        groups = [*vocabulary.synonyms, *vocabulary.old_words.items()]
        self.abbreviations = PhraseTable((typed, words_of(meant)) for typed, meant in vocabulary.abbreviations.items())
        self.fillers = PhraseTable((filler, None) for filler in vocabulary.fillers)
        self.concepts = PhraseTable(_concepts(groups).items())
        self._forms: dict[str, list[str]] = {}
        known = [phrase for group in groups for phrase in group] + list(vocabulary.fillers)
        for text in (*texts, *known, *vocabulary.abbreviations.values()):
            for word in words_of(text):
                forms = self._forms.setdefault(bare(word), [])
                if word not in forms:
                    forms.append(word)
        self._bare_words = sorted(self._forms)
        # Last, because its phrases are read as a question is: "làm cccd" by what the abbreviation means.
        self.shared: PhraseTable[SharedPhrase] = PhraseTable(
            (" ".join(self.understood(phrase)), shared) for shared in vocabulary.shared for phrase in shared.phrases
        )

    def knows(self, word: str) -> bool:
        """Whether the knowledge holds the word, accents aside."""
        return bare(word) in self._forms

    def understood(self, text: str) -> tuple[str, ...]:
        """The words of a text, with abbreviations written out and keystrokes left over turned into letters."""
        words = [self._repaired(word) for word in words_of(text)]
        result: list[str] = []
        position = 0
        while position < len(words):
            span = self.abbreviations.at(words, position)
            result += span.meaning if span else [words[position]]
            position = span.end if span else position + 1
        return tuple(result)

    def _repaired(self, word: str) -> str:
        if self.knows(word) or self.abbreviations.at([word], 0):
            return word
        repaired = decoded(word)
        return repaired if repaired and repaired in self._forms.get(bare(repaired), ()) else word

    def forms(self, word: str, accented: bool) -> dict[str, float]:
        """The words of the knowledge that a typed word may be, with how far each counts, 0 to 1.

        `accented` tells whether the question is typed with accents: then a word without any is probably meant so.
        """
        plain = word == bare(word)
        other = 0.6 if plain and accented else 1.0 if plain else _OTHER_ACCENT_CREDIT
        found = {form: 1.0 if form == word else other for form in self._forms.get(bare(word), ())}
        return found or self._misspelt(word)

    def _misspelt(self, word: str) -> dict[str, float]:
        if len(word) < _SHORTEST_MISSPELT or any(char.isdigit() for char in word):
            return {}
        likely = process.extract(
            bare(word), self._bare_words, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS, limit=3
        )
        return {form: _MISSPELT_CREDIT * likeness for near, likeness, _ in likely for form in self._forms[near]}

    def with_concepts(self, words: Sequence[str]) -> list[tuple[str, str | None]]:
        """Each word with the concept of the phrase it belongs to, if it belongs to one."""
        marked: list[str | None] = [None] * len(words)
        for start, end, concept in self.concepts.spans(words):
            marked[start:end] = [concept] * (end - start)
        return list(zip(words, marked, strict=True))

    def term(self, word: str, concept: str | None, accented: bool) -> dict[str, float]:
        """All that a word of a question may match in the index, with how far each counts."""
        forms = self.forms(word, accented)
        return {**forms, concept: _CONCEPT_CREDIT} if concept else forms


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
