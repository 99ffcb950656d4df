"""How a message opens: the words that tie it to the one before."""

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.text.words import bare, words_of

# All patterns read the message without accents, but for words that mean another thing with theirs.
_WORD = re.compile(r"\w+")
_KEPT = frozenset(["còn", "thẻ", "má"])

_I = r"(?:toi|tui|em|e|minh|chau|con)"
_NOT = r"(?:khong|ko|k|hong|hok|hem|hk)"
_WRONG = r"(?:nham|lon|sai)"
_SO = r"(?:the|vay|rua|roi|a|nhung|ma)"
# What is said for courtesy ties to nothing, wherever it stands.
_ADDRESSED = r"(?:em|anh|chi|co|chu|bac|ban|ad|toi|tui|minh|con|chau)"
_POLITE = re.compile(
    rf"\W*(?:(?:da|vang|alo|a lo|xin hoi|cho hoi|(?:em|chi|anh|co|bac|ban|ad) oi|cho {_ADDRESSED} (?:xin )?hoi)\b\W*)+"
)
_PARTICLES = rf"(?:\s+(?:a|vay|ha|he|nhi|the|{_ADDRESSED}))*\W*$"
# "Ấy chết, nhầm", "khoan, tui nói lộn", "không phải cái đó, ý em là".
_CORRECTION = re.compile(
    r"\W*(?:(?:a|o|u|ua|oi|da|thoi|chet|ay chet|khoan(?: da)?)\b\W*)*"
    rf"(?:{_NOT} phai(?: (?:cai|viec|vay|the)(?: (?:nay|do|ay))?)?\b"
    rf"|(?:{_I} )?(?:noi|hoi|go|bam|nhan) {_WRONG}\b|{_WRONG} roi\b"
    rf"|(?:{_NOT}|{_WRONG})\s*[,.:;!-]|(?=y {_I} la\b))"
    rf"(?:\s+(?:roi|mat)\b)*[\s,.:;!-]*(?:(?:y )?(?:{_I} )?la\b)?"
)
# What comes to mind after the question belongs to it: "à quên, chồng em là người Hàn".
_AFTERTHOUGHT = re.compile(r"\W*(?:(?:a|o|ua)\W+)?(?:quen(?: (?:mat|nua))?|khoan(?: da)?)\s*[,.:;!]\s*")
_CONTINUATION = re.compile(rf"\W*(?:{_SO}\s+)?còn\s+")
# Typed without accents, "con" is a child as often as "còn": then only what follows can tell.
_CONTINUATION_BARE = re.compile(
    rf"\W*(?:{_SO}\s+)?con\s+"
    r"(?!(?:toi|em|trai|gai|minh|tui|chau|be|nho|lon|ut|ruot|nuoi|dau|re|ca|thu|xe|trau|bo|lon|ga|duong|song)\b)"
)
# "Thế căn cước?" goes on as well, where it names a thing and asks nothing of it.
_CONTINUATION_SHORT = re.compile(
    r"\W*(?:the|vay|rua)\s+(?=\S+(?:\s+\S+){0,5}$)(?!.*\b(?:khong|sao|gi|nao|dau|ha|ai|may|nhieu|lau)\b)"
)
_RETURN = re.compile(r"\W*(?:quay lai|tro lai)(?: (?:voi|cai|vu|chuyen|viec|cau|phan))*\s+")
_JUST_NOW = re.compile(r"\s+(?:luc|hoi|ban|khi) (?:nay|dau)\b")
# Before a verb or a particle it says nothing.
_OPENING = re.compile(
    rf"\W*{_SO}\s+(?=(?:lam|nop|thi|xin|phi|may|bao (?:lau|nhieu)|co|o dau|nho|neu|khi|dang|muon|di|can(?! cuoc))\b)"
)
# "Gia hạn thì sao" asks the same of something else; a story that ends so asks what to do.
_WHAT_ABOUT = re.compile(rf"\W*(?!(?:neu|lo|nho)\b)\S+(?:\s+\S+){{0,5}}\s+thi\s+(?:sao|rang){_PARTICLES}")


@dataclass(frozen=True, slots=True)
class Lead:
    """A message without its opening words, and what they said: that it corrects, that it goes on with something else.

    `asks_same` tells that it asks of that what was asked before.
    """

    text: str
    corrects: bool = False
    goes_on: bool = False
    asks_same: bool = False

    def after(self, typed: "Lead") -> "Lead":
        """The same of a message that was typed longer, and may have said more of what it is tied to."""
        return replace(
            self,
            corrects=self.corrects or typed.corrects,
            goes_on=self.goes_on or typed.goes_on,
            asks_same=self.asks_same or typed.asks_same,
        )


def trimmed(text: str) -> Lead:
    """Take off the words that tie a message to the one before: "không phải, …", "à nhầm …", "thế còn …".

    "Quay lại cái … lúc nãy" ties it to nothing: it asks anew.
    """
    text = unicodedata.normalize("NFC", text)
    polite = _POLITE.match(_plain(text))
    if polite and words_of(text[polite.end() :]):
        text = text[polite.end() :]
    plain = _plain(text)
    back = _RETURN.match(plain)
    if back:
        just_now = _JUST_NOW.search(plain, back.end() - 1)
        start, end = just_now.span() if just_now else (len(text), len(text))
        return Lead(text[back.end() : start] + text[end:])
    goes_on = _CONTINUATION_BARE if text.isascii() else _CONTINUATION
    for pattern in (_CORRECTION, _AFTERTHOUGHT, goes_on, _CONTINUATION_SHORT):
        match = pattern.match(plain)
        rest = text[match.end() :] if match else ""
        if match and words_of(rest):
            return Lead(rest, corrects=pattern is _CORRECTION, goes_on=True, asks_same=True)
    opening = _OPENING.match(plain)
    return Lead(text[opening.end() if opening else 0 :], asks_same=bool(_WHAT_ABOUT.match(plain)))


def _plain(text: str) -> str:
    """The text in small letters without accents, letter by letter, so that places in it stay the same."""
    return _WORD.sub(lambda word: word[0].lower() if word[0].lower() in _KEPT else _letters(word[0]), text)


def _letters(word: str) -> str:
    whole = bare(word.lower())
    return whole if len(whole) == len(word) else "".join(bare(char.lower())[:1] or char for char in word)
