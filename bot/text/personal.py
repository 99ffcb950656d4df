"""Numbers that point at a person, found and masked before anything is stored or logged.

Kept as they are: procedure codes (1.001193), amounts (50.000, 1.500.000 đồng), dates, years, and the hotlines that
everybody may call (three digits, 1800…, 1900…). Law 91/2025/QH15 asks for as little as possible to be kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CASE_CODE = r"(?:\d{3}\.\d{2}\.\d{2}\.)?(?<![A-Za-z])[A-Z]\d{2}(?:[.-]\d{1,3}){0,4}[-.]\d{6}[-.]\d{3,6}(?!\d)"
# "đồng ý", "tỷ lệ" and the surname Triệu are no money.
_UNIT = (
    r"\s*(?:đồng\b(?!\s+(?:ý|tình|thuận|chí|thời))|đ\b|vnđ\b|vnd\b|dong\b|nghìn\b|ngàn\b|(?-i:triệu)\b"
    r"|tỷ\b(?!\s+lệ)|tỉ\b(?!\s+lệ)|usd\b)"
)
_BETWEEN = r"[\s.\-‐‑–—·_'\u200b-\u200d]{0,3}"
_END = r"(?![\d]|[ .]?\d{3})"
NUMBER_MASK = "[số đã che]"
EMAIL_MASK = "[thư điện tử đã che]"
CASE_MASK = "[mã hồ sơ đã che]"

# Tried in this order at each place, so that a harmless number shields its digits from being taken for a personal one.
_KINDS = {
    "mask": rf"{re.escape(NUMBER_MASK)}|{re.escape(EMAIL_MASK)}",
    "case_mask": re.escape(CASE_MASK),
    "case": _CASE_CODE,
    "email": r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    "paper": r"(?<!\d)\d{1,4}(?:\.\d{1,3})?/(?:19|20)\d\d/(?=[A-ZĐ]{2})",
    "procedure": rf"(?<![\d.])\d\.\d{{6}}{_END}",
    "date": r"(?<!\d)(?:\d{1,2}(?P<joint>[-./ ])\d{1,2}(?P=joint)\d{4}|\d{4}-\d{1,2}-\d{1,2})(?!\d)",
    "years": r"(?<!\d)(?:19|20)\d\d\s*-\s*(?:19|20)\d\d(?!\d)",
    "hotline": rf"(?<!\d)1[89]00[ .]?\d{{2}}[ .]?\d{{2}}(?:\d{{2}})?{_END}",
    "amount": r"(?<!\d)[1-9]\d{0,2}(?:\.\d{3}){1,4}(?![.\d])",
    "money": rf"(?<![\d+])(?:[1-9]\d{{0,7}}|(?!84)[1-9]\d{{2,6}}0{{6}}|[1-9]\d{{0,2}}(?:[ .,]\d{{3}}){{1,4}}){_UNIT}",
    "personal": rf"(?<!\d)(?:\(\d{{2,5}}\)(?:{_BETWEEN}\d){{5,}}|\+?\d(?:{_BETWEEN}\d|[,/]\d(?=\d)){{7,}})",
}
_TOKENS = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.IGNORECASE)
_ANY = re.compile(r"[\d@\[]")
"""One of these stands in everything that a token can be; most messages have none."""
_MASKS = {"personal": NUMBER_MASK, "email": EMAIL_MASK, "case": CASE_MASK}


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose personal numbers are gone. `personal` and `case_code` tell what stood in it.

    Masked once more it is the same in all: a mask tells what stood in its place.
    """

    text: str
    personal: bool
    case_code: bool


def masked(text: str) -> Masked:
    """Replace what points at a person: e-mail addresses, case files, and identity, telephone and account numbers."""
    if not _ANY.search(text):
        return Masked(text, personal=False, case_code=False)
    kinds: set[str] = set()

    def hidden(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        kinds.add(kind)
        return _MASKS.get(kind, match[0])

    safe = _TOKENS.sub(hidden, text)
    return Masked(safe, bool(kinds & {"personal", "email", "mask"}), bool(kinds & {"case", "case_mask"}))


def personal_parts(text: str) -> Iterator[tuple[int, str]]:
    """What `masked` would replace, each with the index of its first character."""
    return ((match.start(), match[0]) for match in _TOKENS.finditer(text) if match.lastgroup in _MASKS)


_LABELLED_MASK = re.compile(
    r"(?:(?:số|so) )?(?:căn cước|can cuoc|cccd|cmnd|cmt|sđt|sdt|điện thoại|dien thoai|tài khoản|tai khoan|stk|bhxh"
    r"|email|mail|mã hồ sơ|ma ho so|zalo)?(?: (?:của )?(?:tôi|toi|em|mình|minh|tui|con|cháu))?(?: (?:là|la))?[ :]*"
    + "(?:"
    + "|".join(re.escape(mask) for mask in _MASKS.values())
    + ")",
    re.IGNORECASE,
)


def without_masks(text: str) -> str:
    """A masked text as it is searched with: neither the masks nor what names them ("sđt tôi là") tell what is asked."""
    return _LABELLED_MASK.sub(" ", text) if "[" in text else text
