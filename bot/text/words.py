"""Words of a text in one form: NFC, lower case, tones and "kí" written one way, no stretched letters."""

import re
import unicodedata
from collections.abc import Callable

_WORD = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W_]+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_LONGEST_SYLLABLE = 8
_MOST_REMEMBERED = 16384
_TONE_MARKS = "̣̀́̉̃"


def _tone_moves() -> dict[str, str]:
    """Endings such as "oà" for the same sound written the older way, "òa"; Unicode has both as separate letters."""
    pairs = [("o", "a"), ("o", "e"), ("u", "y")]
    return {
        unicodedata.normalize("NFC", first + second + mark): unicodedata.normalize("NFC", first + mark + second)
        for first, second in pairs
        for mark in _TONE_MARKS
    }


_MOVED = _tone_moves()
_SHORT_I = re.compile(r"[hklmst][yỳýỷỹỵ]")
_AS_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))


def _shortened(stretched: re.Match[str]) -> str:
    """One letter for the many; none where they draw out the accented letter before, as in "quáaaa"."""
    before = stretched.string[stretched.start() - 1 : stretched.start()]
    return "" if before and bare(before) == stretched[1] else stretched[1]


class _Remembering(dict[str, str]):
    """What becomes of each syllable. It is asked for so often that only a lookup which is all in C is quick enough.

    Only what may be a syllable is remembered: a citizen's long text would stay in memory as long as the program runs.
    """

    def __init__(self, change: Callable[[str], str]) -> None:
        self._change = change

    def __missing__(self, word: str) -> str:
        changed = self._change(word)
        if len(word) <= _LONGEST_SYLLABLE and len(self) < _MOST_REMEMBERED:
            self[word] = changed
        return changed


def _formed(word: str) -> str:
    word = _STRETCHED.sub(_shortened, word)
    if _SHORT_I.fullmatch(word):
        return word[0] + _AS_I[word[1]]
    moved = _MOVED.get(word[-2:])
    return word[:-2] + moved if moved and not word.startswith("qu") else word


def _stripped(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


one_form: Callable[[str], str] = _Remembering(_formed).__getitem__
"""A word of composed lower-case letters (NFKC) as `words_of` has it."""
bare: Callable[[str], str] = _Remembering(_stripped).__getitem__
"""The text without accents, as people type it in a hurry: "Đăng ký" is "Dang ky"."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in order. Numbers keep what joins their digits: "1.001193", "20/11/2026"."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    parts = lowered.split()
    return tuple(map(one_form, parts if all(map(str.isalpha, parts)) else _WORD.findall(lowered)))


def folded(text: str) -> str:
    """The words joined by single spaces: equal for two texts that differ in case, spacing, punctuation or form only."""
    return " ".join(words_of(text))


def slug(text: str, longest: int) -> str:
    """The words without accents, joined by hyphens, as a name for a button's value; "" where there are no letters."""
    return "-".join(re.findall(r"[a-z0-9]+", bare(folded(text))))[:longest]
