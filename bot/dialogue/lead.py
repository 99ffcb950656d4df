"""How a message opens: the words that tie it to the one before."""

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.text.words import bare, words_of

_I = r"(?:toi|tui|em|e|minh|chau|con)"
_NOT = r"(?:khong|ko|k|hong|hok|hem|hk)"
_WRONG = r"(?:nham|lon|sai)"
# Read without accents: "ấy chết, nhầm", "khoan, tui nói lộn", "không phải cái đó, ý em là".
_CORRECTION = re.compile(
    r"\W*(?:(?:a|o|u|ua|oi|da|thoi|chet|ay chet|khoan(?: da)?)\b\W*)*"
    rf"(?:{_NOT} phai(?: (?:cai|viec|vay|the)(?: (?:nay|do|ay))?)?\b"
    rf"|(?:{_I} )?(?:noi|hoi|go|bam|nhan) {_WRONG}\b|{_WRONG} roi\b"
    rf"|(?:{_NOT}|{_WRONG})\s*[,.:;!-]|(?=y {_I} la\b))"
    rf"(?:\s+(?:roi|mat)\b)*[\s,.:;!-]*(?:(?:y )?(?:{_I} )?la\b)?"
)
_CONTINUATION = re.compile(r"^\W*(?:còn|(?:thế|the|vậy|vay|rồi|roi|à|nhưng|nhung)\s+(?:còn|con))\s+", re.IGNORECASE)
_CONTINUATION_BARE = re.compile(
    r"^\W*(?:(?:the|vay|roi|a|nhung)\s+)?con\s+"
    r"(?!(?:toi|em|trai|gai|minh|tui|chau|be|nho|lon|ut|ruot|nuoi|dau|re|ca|thu|xe|trau|bo|lon|ga|duong|song)\b)",
    re.IGNORECASE,
)
# "Thế căn cước?" goes on as well, where it names a thing and asks nothing of it.
_CONTINUATION_SHORT = re.compile(
    r"^\W*(?:thế|vậy)\s+(?=\S+(?:\s+\S+){0,5}$)(?!.*\b(?:không|sao|gì|nào|đâu|hả|ai|mấy)\b)", re.IGNORECASE
)
# What comes to mind after the question belongs to it: "à quên, chồng em là người Hàn".
_AFTERTHOUGHT = re.compile(
    r"^\W*(?:(?:à|a|ờ|ủa)\W+)?(?:(?:quên|quen)(?: (?:mất|mat|nữa|nua))?|khoan(?: (?:đã|da))?)\s*[,.:;!]\s*",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"^\W*(?:quay lại|quay lai|trở lại|tro lai)(?: (?:với|cái|cai|vụ|vu|chuyện|chuyen|việc|viec|câu|cau|phần))*\s+",
    re.IGNORECASE,
)
_JUST_NOW = re.compile(r"\s+(?:lúc|luc|hồi|hoi|ban|khi) (?:nãy|nay|đầu|dau)\b", re.IGNORECASE)


# Typed without accents, "the" before a verb or a particle is "thế", not "thẻ".
_SO = re.compile(
    r"^\W*(?:the|thế)\s+(?=(?:lam|nop|thi|xin|phi|may|bao (?:lau|nhieu)|co|o dau|nho|neu|khi|dang|muon|di"
    r"|làm|nộp|thì|phí|mấy|bao (?:lâu|nhiêu)|có|ở đâu|nhờ|nếu|đăng|muốn|đi|(?:can|cần)(?! (?:cuoc|cước)))\b)",
    re.IGNORECASE,
)

# "Gia hạn thì sao" asks the same of something else; a story that ends so asks what to do.
_WHAT_ABOUT = re.compile(
    r"^\W*(?!(?:nếu|neu|lỡ|lo|nhỡ|nho)\b)\S+(?:\s+\S+){0,5}\s+(?:thì|thi)\s+(?:sao|răng|rang)\W*$", re.IGNORECASE
)


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
        return replace(self, corrects=self.corrects or typed.corrects, goes_on=self.goes_on or typed.goes_on, asks_same=self.asks_same or typed.asks_same)


def trimmed(text: str) -> Lead:
    """Take off the words that tie a message to the one before: "không phải, …", "à nhầm …", "thế còn …".

    "Quay lại cái … lúc nãy" ties it to nothing: it asks anew.
    """
    if _RETURN.match(text):
        return Lead(_JUST_NOW.sub(" ", _RETURN.sub("", text)))
    # Typed without accents, "con" is a child as often as "còn": then only what follows can tell.
    goes_on = _CONTINUATION_BARE if text.isascii() else _CONTINUATION
    plain = bare(unicodedata.normalize("NFC", text).lower())
    for pattern in (_CORRECTION, _AFTERTHOUGHT, goes_on, _CONTINUATION_SHORT):
        match = pattern.match(plain if pattern is _CORRECTION and len(plain) == len(text) else text)
        rest = text[match.end() :] if match else ""
        if match and words_of(rest):
            return Lead(rest, corrects=pattern is _CORRECTION, goes_on=True, asks_same=True)
    return Lead(_SO.sub("", text), asks_same=bool(_WHAT_ABOUT.search(text)))
