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
from bot.text.words import bare, words_of

SHORTEST = 8
"""Words of a text that can be taken for an announcement; fewer are a question, or its beginning."""
LONGEST_READ = 10_000
"""Characters of a message that are looked at: several times the longest announcement."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKS = "\"'“”‘’«»‹›„*_~`|>()[]{}.,;:!?…"
_ABOUT_A_CODE = re.compile(
    r"\bm[ãa]\b|x[áa]c\s*minh|ki[ểe]m\s*tra|\btin\b|\bth[ậa]t\b|l[ừu]a\s*[đd][ảa]o", re.IGNORECASE
)
_LABEL = re.compile(r"\bm[ãa]\s+x[áa]c\s+minh(?:\s+tin)?(?:\s+l[àa])?\s*:?\s*$", re.IGNORECASE)
"""What stands before the code, which was sent as `content.CODE_LABEL`."""
_LAST_LINE = re.compile(r"\s+".join(map(re.escape, LAST_LINE.split())), re.IGNORECASE)
_IDLE = frozenset(
    {"a", "cho", "co", "cua", "da", "dung", "em", "hoi", "khong", "ko", "la", "minh", "nay", "nhe", "phai",
     "thua", "toi", "vang", "xa"}
)  # fmt: skip
"""What people say, here without accents, around a code that they ask about."""
_MASKS = (NUMBER_MASK, EMAIL_MASK, CASE_MASK)
_LONGEST_ADDED = 200

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
    found = CODE.search(text)
    code = code_in_one_form(found[1], found[2]) if found else ""
    rest = _LABEL.sub("", text[: found.start()]) + " " + text[found.end() :] if found else text
    words = _compared(_LAST_LINE.sub(" ", rest))
    means_code = bool(found) and ({*map(bare, words)} <= _IDLE or _ABOUT_A_CODE.search(text) is not None)
    return Quote(code, words, means_code, any(mask in message for mask in _MASKS))


def digests(title: str, text: str) -> tuple[str, str]:
    """By what an announcement is found: of its title and text, and of its text alone; "" for what is too short."""
    whole, alone = _forms(title, text)
    return _digest(whole), _digest(alone)


def held_against(quote: Quote, publication: Publication) -> Check:
    """What the message is, that has the code of this publication."""
    forms = _forms(publication.title, publication.text)
    if quote.words in forms:
        return Genuine(publication)
    for form in forms:
        if (place := _place(form, quote.words)) is not None:
            before, after = quote.words[:place], quote.words[place + len(form) :]
            return Altered(publication, _shown(before, after))
    if len(quote.words) < SHORTEST or quote.masked:
        return Named(publication)
    return Altered(publication)


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
    return tuple(_one_form(token) for token in tokens if any(char.isalnum() for char in token))


def _one_form(token: str) -> str:
    """An address keeps its capitals, which can lead elsewhere; numbers and joined words keep what joins them."""
    if token.isalpha():
        return "".join(words_of(token))
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
