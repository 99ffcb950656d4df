"""A text as it is read aloud to people who see nothing of it: every number, date, sum and abbreviation in words."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from bot.text.abbreviations import ABBREVIATION, UNITS, in_full, spelt
from bot.text.numerals import in_words, one_by_one

LINK_WORDS = "trang mạng ghi trong tin nhắn của xã"
EMAIL_WORDS = "địa chỉ thư điện tử ghi trong tin nhắn của xã"
"""Nobody can write down an address from a loudspeaker."""

_DAY_WORDS = "ngày|từ|đến|tới|trước|sau|hôm|sáng|trưa|chiều|tối|thứ [a-zà-ỹ]+|chủ nhật"
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)|\d+,\d+(?![.,]?\d)|\d+"
_ROMAN = r"(?:quý|khóa|khoá|kỳ|thế kỷ|chương|phần|loại|hạng|cấp|bậc|thứ)\s+[IVX]{1,5}(?:/(?:19|20)\d\d)?"

_KINDS: Mapping[str, str] = {
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "link": r"(?:https?://|www\.)[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?…)\]}]"
    r"|(?<![\w.])(?:[a-z0-9-]+\.)+(?:vn|com|org|net|info|me|example)\b(?:/[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?…)\]}])?",
    "paper": r"\d{1,5}(?:/(?:19|20)\d\d)?/[A-ZĐ][\wĐ]*(?:-[A-ZĐ]\w*)*",
    "procedure": r"(?<![\d.])\d\.\d{6}(?![\d.]*\d)",
    "date": r"(?:\b[Nn]gày\s+)?(?<!\d)\d{1,2}(?P<between>[/.-])\d{1,2}(?P=between)\d{4}(?!\d)",
    "iso": r"(?:\b[Nn]gày\s+)?(?<!\d)(?:19|20)\d\d-\d{1,2}-\d{1,2}(?!\d)",
    "month": r"(?:\b(?:[Tt]háng|[Qq]uý)\s+)\d{1,2}[/-](?:19|20)\d\d(?!\d)",
    "day_month": rf"\b(?i:{_DAY_WORDS})\s+\d{{1,2}}/\d{{1,2}}(?![\d/])|(?<![\d/.,])\d{{1,2}}/\d{{1,2}}(?![\d/])",
    "phone": r"(?<![\d.,])(?:\+84[ .-]?|\(0\d{1,4}\)[ .-]?|0)\d(?:[ .-]?\d){6,10}(?!\d)",
    "hotline": r"(?<!\d)1[89]00[ .]?\d{2}[ .]?\d{2,4}(?!\d)"
    r"|\b(?:[Gg]ọi|[Ss]ố|[Bb]áo|tổng đài|đường dây nóng)\s+11[1-5](?:\s*(?:,|và|hoặc|-)\s*11[1-5])*(?!\d|[.,]\d)",
    "time": r"(?<![\d:])\d{1,2}(?:\s?[hHgG]\s?\d{2}|\s?[hHgG](?!\w)|:\d{2}(?!:?\d))(?:\s?(?:phút|p)\b)?",
    "times": r"(?<=\d)\s?[xX×]\s?(?=\d)",
    "below_zero": r"(?<!\w)[-−–](?=\d+(?:,\d+)?\s?(?:°|độ))",
    "fraction": r"\d+⁄\d+",
    "joint": r"(?<=[\dhHgG%])\s?[-–—]\s?(?=\d|T[2-7](?!\w))",
    "over": r"(?<=\d)/(?=\d)",
    "weekday": r"(?<!\w)T[2-7](?!\w)",
    "lettered": r"(?<!\w)[A-ZĐ]{1,5}\d{1,4}(?!\w)|(?<![\w.,])\d{1,4}[A-CE-JL-Z](?!\w)",
    "first_days": r"\b[Nn]gày\s+(?:10|0?[1-9])(?![\d.,/]*\d)",
    "fourth": r"\b(?:[Tt]hứ|[Tt]háng)\s+0?[14](?![\d.,/]*\d)",
    "dotted": r"(?<![\d.])(?!\d{1,3}(?:\.\d{3})+(?!\d))\d+(?:\.\d+)+(?!\d)",
    "long": r"(?<!\d)(?:0\d{2,}|\d{9,})(?!\d)",
    "amount": rf"(?:{_NUMBER})(?:\s?(?:{_UNIT})(?![^\W\d]|\d)(?:/[^\W\d]+)*)?",
    "roman": rf"\b(?i:{_ROMAN})(?!\w)",
    "abbreviation": ABBREVIATION,
    "and": r"&",
    "or": r"(?<=[^\W\d])/(?=[^\W\d])",
}
_TOKENS = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[*_~`#|<>•●▪◦►→✓✔+=]|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200b-\u200d]")


def spoken(text: str) -> str:
    """The text in words, its lines kept."""
    words = _TOKENS.sub(_said, unicodedata.normalize("NFKC", text))
    lines = (" ".join(_SIGNS.sub(" ", line).split()) for line in words.split("\n"))
    return re.sub(r"(?m)^[-–—]\s*", "", re.sub(r"\s+([.,;:!?…])", r"\1", "\n".join(lines)))


def _said(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    return _SAY[kind](match[0])


def _date(text: str) -> str:
    day, month, year = map(int, re.findall(r"\d+", text))
    return _day_of(day, month, text) + f" năm {in_words(year)}"


def _iso(text: str) -> str:
    year, month, day = map(int, re.findall(r"\d+", text))
    return _day_of(day, month, text) + f" năm {in_words(year)}"


def _day_of(day: int, month: int, text: str) -> str:
    begin = "Ngày" if text.startswith("Ngày") else "ngày"
    return f"{begin} {_day(day)} {_month(month)}"


def _day(day: int) -> str:
    return f"mùng {in_words(day)}" if day <= 10 else in_words(day)


def _month(month: int) -> str:
    return "tháng tư" if month == 4 else f"tháng {in_words(month)}"


def _month_of_year(text: str) -> str:
    word = text.split()[0]
    number, year = map(int, re.findall(r"\d+", text))
    named = _month(number).split(" ", 1)[1] if word.lower() == "tháng" else in_words(number)
    return f"{word} {named} năm {in_words(year)}"


def _day_month(text: str) -> str:
    """A day, unless it can only be meant as a part of something: 2/3 is two thirds where nothing speaks of days."""
    *before, numbers = text.split()
    day, month = map(int, numbers.split("/"))
    is_day = 1 <= day <= 31 and 1 <= month <= 12
    if not before and (not is_day or (day < month <= 10 and "0" not in numbers)):
        return f"{in_words(day)} {'phần' if day < month else 'trên'} {in_words(month)}"
    lead = " ".join(before)
    if not is_day:
        return f"{lead} {in_words(day)} trên {in_words(month)}"
    named = f"{_day(day)} {_month(month)}"
    return f"{lead} {named}" if lead.lower() == "ngày" else f"{lead} ngày {named}".strip()


def _phone(text: str) -> str:
    """In the writer's groups, or else in groups of four and three."""
    plus = "cộng " if text.startswith("+") else ""
    groups = re.findall(r"\d+", text)
    if len(groups) == 1 or any(len(group) > 4 for group in groups):
        digits = "".join(groups)
        groups = [digits[:4], *(digits[start : start + 3] for start in range(4, len(digits), 3))]
        if len(groups[-1]) == 1:
            groups[-2:] = ["".join(groups[-2:])]
    return plus + ", ".join(one_by_one(group) for group in groups)


def _paper(text: str) -> str:
    """15/KH-UBND, 123/2025/NĐ-CP: its parts one after the other."""
    parts = (re.findall(r"\d+|\D+", part) for part in re.split(r"[/-]", text))
    return ", ".join(" ".join(map(spoken, pieces)) for pieces in parts)


def _time(text: str) -> str:
    hour, *rest = map(int, re.findall(r"\d+", text))
    return f"{in_words(hour)} giờ" + (f" {in_words(rest[0])} phút" if rest and rest[0] else "")


def _amount(text: str) -> str:
    unit, *each = re.sub(rf"^(?:{_NUMBER})\s?", "", text).split("/")
    number = text.split("/")[0].removesuffix(unit).strip()
    words = [_decimal(number), UNITS.get(unit, ""), *(f"một {of}" for of in each)]
    return " ".join(filter(None, words))


def _decimal(number: str) -> str:
    whole, _, part = number.replace(".", "").partition(",")
    words = in_words(int(whole))
    if not part:
        return words
    short = len(part) <= 2 and not part.startswith("0")
    return f"{words} phẩy {in_words(int(part)) if short else one_by_one(part)}"


def _first_day(text: str) -> str:
    word, number = text.split()
    return f"{word} {_day(int(number))}"


def _fourth(text: str) -> str:
    word, number = text.split()
    return f"{word} {'tư' if int(number) == 4 else 'nhất' if word.lower() == 'thứ' else 'một'}"


def _weekday(text: str) -> str:
    return "thứ tư" if text == "T4" else f"thứ {in_words(int(text[1:]))}"


def _lettered(text: str) -> str:
    """CT01, A4, 12B: the letters spelt, whatever else they stand for, and noughts in front said too."""
    parts = re.findall(r"\d+|\D+", text)
    return " ".join(_numbered(part) if part.isdecimal() else spelt(part) for part in parts)


def _numbered(digits: str) -> str:
    return one_by_one(digits) if digits.startswith("0") else in_words(int(digits))


def _roman(text: str) -> str:
    word, numeral = text.rsplit(None, 1)
    numeral, _, year = numeral.partition("/")
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral.upper()]
    signed = (-value if value < later else value for value, later in zip(values, [*values[1:], 0], strict=True))
    return f"{word} {in_words(sum(signed))}" + (f" năm {in_words(int(year))}" if year else "")


def _long(text: str) -> str:
    groups = [text[start : start + 3] for start in range(0, len(text), 3)]
    return ", ".join(one_by_one(group) for group in groups)


_SAY: Mapping[str, Callable[[str], str]] = {
    "email": lambda _: EMAIL_WORDS,
    "link": lambda _: LINK_WORDS,
    "paper": _paper,
    "procedure": lambda text: f"{in_words(int(text[0]))} chấm {_long(text[2:])}",
    "date": _date,
    "iso": _iso,
    "month": _month_of_year,
    "day_month": _day_month,
    "phone": _phone,
    "hotline": lambda text: _phone(text) if text[0].isdigit() else _DIGITS.sub(lambda it: one_by_one(it[0]), text),
    "time": _time,
    "times": lambda _: " nhân ",
    "below_zero": lambda _: "âm ",
    "fraction": lambda text: " phần ".join(in_words(int(part)) for part in text.split("⁄")),
    "joint": lambda _: " đến ",
    "over": lambda _: " trên ",
    "weekday": _weekday,
    "lettered": _lettered,
    "first_days": _first_day,
    "fourth": _fourth,
    "dotted": lambda text: " chấm ".join(in_words(int(part)) for part in text.split(".")),
    "long": _long,
    "amount": _amount,
    "roman": _roman,
    "abbreviation": in_full,
    "and": lambda _: " và ",
    "or": lambda _: ", ",
}
