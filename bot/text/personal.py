"""Numbers that point at a person, found and masked before anything is stored or logged.

Kept as they are: procedure codes (1.001193), amounts (50.000, 1.500.000 đồng), dates, years, and the hotlines that
everybody may call (three digits, 1800…, 1900…). Law 91/2025/QH15 asks for as little as possible to be kept.
"""

import re
from dataclasses import dataclass

_CASE_CODE = r"(?:\d{3}\.\d{2}\.\d{2}\.)?(?<![A-Za-z])[A-Z]\d{2}(?:[.-]\d{1,3}){0,4}[-.]\d{6}[-.]\d{3,6}(?!\d)"
_UNIT = r"\s*(?:đồng|đ\b|vnđ|vnd|dong\b|nghìn|ngàn|triệu|tỷ|tỉ\b|usd)"
# Tried in this order at each place, so that a harmless number shields its digits from being taken for a personal one.
_KINDS = {
    "case": _CASE_CODE,
    "email": r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    "procedure": r"(?<![\d.])\d\.\d{6}(?!\d)",
    "date": r"(?<!\d)(?:\d{1,2}(?P<joint>[-./ ])\d{1,2}(?P=joint)\d{4}|\d{4}-\d{1,2}-\d{1,2})(?!\d)",
    "years": r"(?<!\d)(?:19|20)\d\d\s*-\s*(?:19|20)\d\d(?!\d)",
    "hotline": r"(?<!\d)1[89]00[ .]?\d{2}[ .]?\d{2}(?:\d{2})?(?!\d)",
    "amount": r"(?<!\d)[1-9]\d{0,2}(?:\.\d{3})+(?![.\d])",
    "money": rf"(?<![\d+])[1-9]\d*(?:[ .,]\d{{3}})*{_UNIT}",
    "personal": r"(?<!\d)(?:\(\d{2,5}\)(?:[\s.-]{0,2}\d){5,}|\+?\d(?:[\s.-]{0,2}\d){7,})",
}
_TOKENS = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.IGNORECASE)

NUMBER_MASK = "[số đã che]"
EMAIL_MASK = "[thư điện tử đã che]"
CASE_MASK = "[mã hồ sơ đã che]"
_MASKS = {"personal": NUMBER_MASK, "email": EMAIL_MASK, "case": CASE_MASK}


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose personal numbers are gone. `personal` and `case_code` tell what stood in it."""

    text: str
    personal: bool
    case_code: bool


def masked(text: str) -> Masked:
    """Replace what points at a person: e-mail addresses, case files, and identity, telephone and account numbers."""
    kinds = {match.lastgroup for match in _TOKENS.finditer(text)}
    hidden = _TOKENS.sub(lambda match: _MASKS.get(_kind(match), match[0]), text)
    return Masked(hidden, bool(kinds & {"personal", "email"}), "case" in kinds)


def _kind(match: re.Match[str]) -> str:
    return match.lastgroup or ""


def without_masks(text: str) -> str:
    """A masked text as it is searched with: the masks say nothing about what is asked."""
    for mask in _MASKS.values():
        text = text.replace(mask, " ")
    return text
