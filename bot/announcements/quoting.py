"""What a citizen's message quotes of an announcement: its code, its words.

Words are compared in a form in which forwarding and copying leave them alone: without regard to spaces, line breaks,
quotation marks, case, tone placement and Unicode form. What stands inside an address or a number counts to the letter,
since there a changed dot leads somewhere else.
"""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from bot.announcements.codes import CODE, code_in_one_form
from bot.announcements.content import LAST_LINE
from bot.announcements.publication import Altered, Check, Genuine, Named, Publication
from bot.text.personal import CASE_MASK, EMAIL_MASK, NUMBER_MASK
from bot.text.words import bare, one_form

SHORTEST = 8
"""Words of a text that can be taken for an announcement; fewer are a question, or its beginning."""
LONGEST_READ = 10_000
"""Characters of a message that are looked at: several times the longest announcement."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKS = "\"'“”‘’«»‹›„*_~`|>()[]{}.,;:!?…"
_TELLING = re.compile(r"[^\W_]")
_ABOUT_A_CODE = re.compile(r"x[áa]c\s+minh|\btin\s+n[àa]y\b|l[ừu]a\s+[đd][ảa]o", re.IGNORECASE)
_NAMED_CODE = re.compile(r"\b(?:m[ãa]|tin|minh|tra)(?:\s+l[àa])?\W*$", re.IGNORECASE)
"""What stands right before something that is meant as a code; further away, "ma" without accents is many words."""
_LABEL = re.compile(r"\bm[ãa]\s+x[áa]c\s+minh(?:\s+tin)?(?:\s+l[àa])?\s*:?\s*$", re.IGNORECASE)
"""What stands before the code, which was sent as `content.CODE_LABEL`."""
_LAST_LINE = re.compile(
    "|".join(r"\s+".join(map(re.escape, line.split())) for line in (LAST_LINE, bare(LAST_LINE))), re.IGNORECASE
)
_IDLE = frozenset(
    {"a", "cho", "co", "cua", "da", "dung", "em", "hoi", "khong", "ko", "la", "minh", "nay", "nhe", "phai",
     "thua", "toi", "vang", "xa"}
)  # fmt: skip
"""What people say, here without accents, around a code that they ask about."""
_MASKS = (NUMBER_MASK, EMAIL_MASK, CASE_MASK)
_LONGEST_ADDED = 200
_LONGEST_NAME = 40

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a message may quote: a `code` ("" for none), and the `words` beside it.

    `means_code` tells that the message is about the code, which is no chance then: it says so, or there is nothing else
    in it. `masked` tells that some of the words are not there any more.
    """

    code: str
    words: Words
    means_code: bool
    masked: bool

    @property
    def digest(self) -> str:
        """By what a text is looked up; "" for what is too short to be one."""
        return _digest(self.words)


def quote_in(message: str) -> Quote:
    """Read a message."""
    text = _plain(message[:LONGEST_READ])
    found = _code_in(text)
    code = code_in_one_form(found[1], found[2]) if found else ""
    rest = _LABEL.sub("", text[: found.start()]) + " " + text[found.end() :] if found else text
    words = _compared(_LAST_LINE.sub(" ", rest))
    return Quote(code, words, bool(found and _means(found, words)), any(mask in message for mask in _MASKS))


def _code_in(text: str) -> re.Match[str] | None:
    """The code that is called so; else the last, since codes stand at the end, and "km35-km42" looks like one too."""
    found = list(CODE.finditer(text))
    named = [match for match in found if _LABEL.search(_before(match))]
    best = named[:1] or found[-1:]
    return best[0] if best else None


def _before(code: re.Match[str]) -> str:
    """What stands right before it: as much as names it, so that looking takes no longer for a long message."""
    return code.string[max(0, code.start() - _LONGEST_NAME) : code.start()]


def _means(code: re.Match[str], words: Words) -> bool:
    is_alone = {*_without_accents(words)} <= _IDLE
    is_named = _NAMED_CODE.search(_before(code)) or _ABOUT_A_CODE.search(code.string)
    return is_alone or bool(is_named)


def digests(title: str, text: str) -> tuple[str, str]:
    """By what an announcement is found: of its title and text, and of its text alone; "" for what is too short."""
    whole, alone = _forms(title, text)
    return _digest(whole), _digest(alone)


def held_against(quote: Quote, publication: Publication) -> Check:
    """What the message is, that has the code of this publication.

    Where the numbers or all accents are gone, nobody can tell whether the words are the same: the code alone counts.
    """
    forms = _forms(publication.title, publication.text)
    if quote.words in forms:
        return Genuine(publication)
    for form in forms:
        if (place := _place(form, quote.words)) is not None:
            before, after = quote.words[:place], quote.words[place + len(form) :]
            return Altered(publication, _shown(before, after))
    if len(quote.words) < SHORTEST or quote.masked or quote.words in map(_without_accents, forms):
        return Named(publication)
    return Altered(publication)


def _without_accents(words: Words) -> Words:
    return tuple(map(bare, words))


def _digest(words: Words) -> str:
    return sha256(" ".join(words).encode()).hexdigest() if len(words) >= SHORTEST else ""


def _forms(title: str, text: str) -> tuple[Words, Words]:
    alone = _compared(_plain(text))
    return _compared(_plain(title)) + alone, alone


def _plain(text: str) -> str:
    """Valid, composed, without what cannot be seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode()))


def _compared(text: str) -> Words:
    tokens = (token.strip(_MARKS) for token in text.split())
    return tuple(_one_form(token) for token in tokens if _TELLING.search(token))


def _one_form(token: str) -> str:
    """An address keeps its capitals, which can lead elsewhere; numbers and joined words keep what joins them."""
    if token.isalpha():
        return one_form(token.lower())
    return token if "." in token or "/" in token else token.lower()


def _place(form: Words, words: Words) -> int | None:
    """Where the form stands in the words, as a whole; None if it does not."""
    if len(form) < SHORTEST:
        return None
    places = range(len(words) - len(form) + 1)
    return next((place for place in places if words[place : place + len(form)] == form), None)


def _shown(before: Words, after: Words) -> str:
    """What was added, in short; without its addresses, which nobody should follow."""
    parts = [" ".join(map(_without_address, words))[:_LONGEST_ADDED] for words in (before, after) if words]
    return " … ".join(parts)


def _without_address(word: str) -> str:
    return "…" if ("." in word or "/" in word) and any(char.isalpha() for char in word) else word
