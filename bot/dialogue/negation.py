"""What a message says that it is not about: "không xin cấp mới, xin gia hạn", "bố là người Lào chứ không phải Việt"."""

import re

from bot.text.words import words_of

_NOT = r"(?:không|khong|ko|k|hk|hông|hong|hổng|đâu|dau|chẳng|chả)"
_WISH = r"(?:phải|phai|hỏi|hoi|xin|định|dinh|muốn|muon|nói|noi)"
# What need not be; but "được không cần giấy gì" asks what must.
_NO_NEED = r"(?:không|khong|ko)\s+(?:cần|can(?! cuoc))\b(?![^,.;:?!\n]*\b(?:gì|gi|j|chi|nào|nao|không|khong|ko)\b)"
# "Chứ không …" up to "thì" or the end of the clause; alone it only asks, without accents it may be "chủ không …".
_AFTERWARDS = re.compile(
    rf"[\s,]*\b(?:(?:chứ|chu|chớ|cho)\s+{_NOT}\s+{_WISH}\b|(?:chứ|chớ)\s+{_NOT}\s+(?!có\b|còn\b)\w)"
    r"(?:(?!\s+(?:thì|thi)\b)[^,.;:?!\n])*",
    re.IGNORECASE,
)
# "…, không phải …" where the message ends so.
_AT_THE_END = re.compile(rf",\s*{_NOT}\s+(?:phải|phai)\s+\w[^,.;:?!\n]*$", re.IGNORECASE)
# "Không xin …, tôi xin …", "không phải … mà là …", "tôi không hỏi …, tôi hỏi …"
_BEFOREHAND = re.compile(
    rf"(?:\b(?:tôi|toi|em|e|mình|minh|tui|con|cháu|chau)\s+)?(?:\b{_NOT}\s+{_WISH}\b|\b{_NO_NEED})(?P<what>[^,.;:?!\n]*?\w)"
    r"(?:[\s,.;:]+\b(?:mà|ma|nhưng|nhung)\b(?:\s+(?:là|la)\b)?|\s*[,.;:]+)\s*",
    re.IGNORECASE,
)
# "Không mất, chỉ bị mờ"; "không có …, chỉ có …" tells what is lacking.
_BUT_ONLY = re.compile(
    rf"\b(?:{_NOT}|chưa|chua)\s+(?!có\b|co\b|còn\b|con\b)(?:[^\s,.;:?!]+\s+){{0,5}}[^\s,.;:?!]+\s*,\s*(?=(?:chỉ|chi)\s+\w)",
    re.IGNORECASE,
)
# "Em không gia hạn đâu, em …"
_DENIED = re.compile(rf"\b{_NOT}(?:\s+[^\s,.;:?!]+){{1,5}}\s+(?:đâu|dau)\s*[,.;]\s*", re.IGNORECASE)
_MOST_WORDS = 12


def without_negated(text: str) -> str:
    """The message without the clause that says what it is not about; the same where that is all it says."""
    rest = _AFTERWARDS.sub(" ", text)
    rest = _DENIED.sub(" ", _BUT_ONLY.sub(" ", rest))
    rest = _BEFOREHAND.sub(lambda match: " " if len(words_of(match["what"])) <= _MOST_WORDS else match[0], rest)
    rest = _AT_THE_END.sub(" ", rest)
    return rest.strip() if len(words_of(rest)) > 1 else text
