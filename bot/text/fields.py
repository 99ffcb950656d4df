"""How a written scalar becomes a value: the field types of every knowledge file.

All scalars of YAML arrive as text (see `files.yaml_nodes`); these types decide what the text means. Their errors are
whole Vietnamese sentences in two parts, what is wrong and how to write it, kept apart by the keys of `ctx`. Their JSON
Schema describes what is written in the file, not the value: an editor sees "50.000" as text, 50.000 as a number.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

_CODE = re.compile(r"\d\.\d{6}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_AMOUNT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:\s*(?:đồng|đ))?")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_JOINED_DATE = re.compile(r"(\d{1,2}) ?[-./] ?(\d{1,2}) ?[-./] ?(\d{4})", re.ASCII)
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_SPAN = re.compile(r"(\d{1,2})[:h](\d{2})\s*[-–]\s*(\d{1,2})[:h](\d{2})")
_YEARLY = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_LEAP_YEAR = 2024
_LONGEST_QUOTE = 60
_LONGEST_SLUG = 32
_WEB = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)+\.?(?:[/?#:]\S*)?")

_CODE_FORM = 'Viết như trên Cổng Dịch vụ công, ví dụ "1.001193".'
_SLUG_FORM = f"Chỉ dùng chữ thường không dấu, số và dấu gạch nối, nhiều nhất {_LONGEST_SLUG} ký tự."
_COUNT_FORM = "Viết một số từ 0 đến 99."
_DONG_FORM = "Viết số đồng, ví dụ 50.000, hoặc miễn phí."
_DATE_FORM = "Viết như 2026-11-20 hoặc 20/11/2026."
_WEB_FORM = "Viết đầy đủ, bắt đầu bằng https://"
_WEEKDAY_FORM = "Viết 2 cho thứ hai … 7 cho thứ bảy, 8 cho chủ nhật."
_HOURS_FORM = 'Viết như "07:30-11:30".'
_MONTH_FORM = "Viết một số từ 1 đến 12."
_QUARTER_FORM = "Viết một số từ 1 đến 4."
_DAY_OF_MONTH_FORM = "Viết một số từ 1 đến 31; 31 là ngày cuối tháng."
_YEAR_FORM = "Viết đủ bốn chữ số, như 2026."
_QUOTA_FORM = "Viết một số từ 1 đến 99."
_YEARLY_FORM = "Viết ngày/tháng, như 10/10."


class Value(BaseModel):
    """A frozen value read from a knowledge file; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def wrong(what: str, remedy: str, meant: str | None = None) -> PydanticCustomError:
    """The error for a scalar that does not fit its field: `what` is wrong, and the `remedy`.

    `meant` is how to write it, where it can have meant nothing else.
    """
    parts = {"what": what, "remedy": remedy} | ({"meant": meant} if meant else {})
    return PydanticCustomError("field", "{what} {remedy}", parts)


def _shown(text: str) -> str:
    """The value as a message quotes it: a long one shortened."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong("Chỗ này phải là một dòng chữ.", "Viết chữ ngay sau dấu hai chấm, không thụt thành danh sách.")
    text = unicodedata.normalize("NFC", value).strip()
    if not text:
        raise wrong("Chỗ này đang trống.", "Điền vào, hoặc xóa cả dòng nếu chưa biết.")
    return text


def _line(value: Any) -> str:
    return " ".join(_as_text(value).split())


def _paragraphs(value: Any) -> str:
    blocks = re.split(r"\n\s*\n", _as_text(value))
    return "\n\n".join("\n".join(" ".join(line.split()) for line in block.splitlines()) for block in blocks)


def _code(value: Any) -> str:
    text = _line(value)
    if not _CODE.fullmatch(text):
        raise wrong(f"«{_shown(text)}» không phải là mã thủ tục.", _CODE_FORM)
    return text


def _slug(value: Any) -> str:
    text = _line(value)
    if not _SLUG.fullmatch(text) or len(text) > _LONGEST_SLUG:
        raise wrong(f"«{_shown(text)}» không dùng làm tên mã được.", _SLUG_FORM)
    return text


def _count(value: Any) -> int:
    text = _line(value)
    if not (text.isascii() and text.isdecimal()) or int(text) > 99:
        raise wrong(f"«{_shown(text)}» không phải là số lượng.", _COUNT_FORM)
    return int(text)


def _dong(value: Any) -> int:
    text = _line(value)
    if text.lower() == "miễn phí":
        return 0
    match = _AMOUNT.fullmatch(text.lower())
    if not match:
        meant = text.replace(",", ".") if _COMMAS.fullmatch(text) else None
        raise wrong(f"«{_shown(text)}» không phải là số tiền.", _DONG_FORM, meant)
    amount = int(match[1].replace(".", ""))
    if 0 < amount < 1000:
        raise wrong(f"Số tiền {amount} đồng nhỏ bất thường.", "Xem lại: có phải thiếu ba số 0 không?")
    return amount


def _date(value: Any) -> date:
    text = _line(value)
    match = _DATE.fullmatch(text)
    if not match:
        raise wrong(f"«{_shown(text)}» không phải là ngày.", _DATE_FORM, _day_meant(text))
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise wrong(f"Không có ngày «{_shown(text)}».", "Xem lại ngày và tháng.") from None


def _day_meant(text: str) -> str | None:
    """The day as files write it, where only what joins its parts is wrong: 20-11-2026, 20.11.2026."""
    match = _JOINED_DATE.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat() if match else None
    except ValueError:
        return None


def _web(value: Any) -> str:
    text = _line(value)
    if not _WEB.fullmatch(text):
        raise wrong(f"«{_shown(text)}» không phải là địa chỉ trang mạng.", _WEB_FORM)
    return text


def _weekday(value: Any) -> int:
    text = _line(value)
    if text not in {"2", "3", "4", "5", "6", "7", "8"}:
        raise wrong(f"«{_shown(text)}» không phải là thứ trong tuần.", _WEEKDAY_FORM)
    return int(text)


def _span(value: Any) -> tuple[time, time]:
    text = _line(value)
    match = _SPAN.fullmatch(text)
    try:
        if not match:
            raise ValueError
        return time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    except ValueError:
        raise wrong(f"«{_shown(text)}» không phải là khoảng giờ.", _HOURS_FORM) from None


def _hours(value: Any) -> tuple[time, time]:
    start, end = _span(value)
    text = _line(value)
    if start >= end:
        raise wrong(
            f"«{_shown(text)}» kết thúc trước khi bắt đầu.", 'Viết giờ mở trước, giờ đóng sau, như "07:30-11:30".'
        )
    return start, end


def _yearly(value: Any) -> tuple[int, int]:
    text = _line(value)
    match = _YEARLY.fullmatch(text)
    if not match:
        raise wrong(f"«{_shown(text)}» không phải là ngày trong năm.", _YEARLY_FORM)
    try:
        day = date(_LEAP_YEAR, int(match[2]), int(match[1]))
    except ValueError:
        raise wrong(f"Không có ngày «{_shown(text)}».", "Xem lại ngày và tháng.") from None
    return day.month, day.day


def _whole(what: str, form: str, lowest: int, highest: int) -> BeforeValidator:
    """Reads a whole number between the two."""

    def read(value: Any) -> int:
        text = _line(value)
        if not re.fullmatch("[0-9]{1,4}", text) or not lowest <= int(text) <= highest:
            raise wrong(f"«{_shown(text)}» không phải là {what}.", form)
        return int(text)

    return BeforeValidator(read)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """Marks a tuple of which a single item may be written without a list around it."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Read the single item as a list of one."""
        return core_schema.no_info_before_validator_function(_as_list, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """An item, or a list of items."""
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


def _written(form: str, pattern: str, *types: str, **limits: int) -> WithJsonSchema:
    """The schema of a text that fits the pattern, spaces around it aside, or that YAML takes for one of the types."""
    return WithJsonSchema(
        {"type": ["string", *types], "pattern": rf"^\s*(?:{pattern})\s*$", "patternErrorMessage": form, **limits}
    )


_TEXT_TYPES = ["string", "number", "boolean"]
_ANY_TEXT = WithJsonSchema({"type": _TEXT_TYPES, "pattern": r"\S"})
_ANY_DONG = r"[mM][iI][ễỄ][nN]\s+[pP][hH][íÍ]|(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)\s*(?:[đĐ](?:[ồỒ][nN][gG])?)?"
"""Capitals are spelt out, since the patterns of a JSON Schema know no flags."""

Line = Annotated[str, BeforeValidator(_line), _ANY_TEXT]
"""One line of text: NFC, spaces folded, not empty."""
Typed = Annotated[str, WithJsonSchema({"type": _TEXT_TYPES})]
"""Text kept exactly as it stands."""
Paragraphs = Annotated[str, BeforeValidator(_paragraphs), _ANY_TEXT]
"""Text of one or more paragraphs, a blank line between them; line breaks are kept."""
Code = Annotated[str, BeforeValidator(_code), _written(_CODE_FORM, r"[0-9]\.[0-9]{6}", "number")]
"""A national procedure code such as "1.001193"."""
Slug = Annotated[str, BeforeValidator(_slug), _written(_SLUG_FORM, _SLUG.pattern, "number")]
"""A name for a thing in files and addresses: lower case without accents, hyphens."""
Count = Annotated[int, BeforeValidator(_count), _written(_COUNT_FORM, "0*[0-9]{1,2}", "integer", minimum=0, maximum=99)]
"""How many of a document: 0 to 99."""
Dong = Annotated[int, BeforeValidator(_dong), _written(_DONG_FORM, _ANY_DONG, "number")]
"""An amount in đồng; "miễn phí" is 0. Amounts under 1.000 are taken for damaged data."""
Day = Annotated[date, BeforeValidator(_date), _written(_DATE_FORM, _DATE.pattern)]
"""A calendar day, ISO or day/month/year."""
WebAddress = Annotated[str, BeforeValidator(_web), _written(_WEB_FORM, _WEB.pattern)]
"""An http or https address."""
Weekday = Annotated[int, BeforeValidator(_weekday), _written(_WEEKDAY_FORM, "[2-8]", "integer", minimum=2, maximum=8)]
"""2 (thứ hai) to 8 (chủ nhật), as Vietnamese counts them."""
Hours = Annotated[tuple[time, time], BeforeValidator(_hours), _written(_HOURS_FORM, _SPAN.pattern)]
"""Opening and closing time of one part of a day, local time."""
Night = Annotated[tuple[time, time], BeforeValidator(_span), _written(_HOURS_FORM, _SPAN.pattern)]
"""From a time of day to another, which may be after midnight; local time."""
Month = Annotated[
    int, _whole("tháng", _MONTH_FORM, 1, 12), _written(_MONTH_FORM, "[0-9]{1,4}", "integer", minimum=1, maximum=12)
]
"""A month of the year: 1 to 12."""
Quarter = Annotated[
    int, _whole("quý", _QUARTER_FORM, 1, 4), _written(_QUARTER_FORM, "[0-9]{1,4}", "integer", minimum=1, maximum=4)
]
"""A quarter of the year: 1 to 4."""
DayOfMonth = Annotated[
    int,
    _whole("ngày trong tháng", _DAY_OF_MONTH_FORM, 1, 31),
    _written(_DAY_OF_MONTH_FORM, "[0-9]{1,4}", "integer", minimum=1, maximum=31),
]
"""A day of any month: 1 to 31; one that a month does not have stands for its last."""
Year = Annotated[
    int, _whole("năm", _YEAR_FORM, 2000, 2100), _written(_YEAR_FORM, "[0-9]{4}", "integer", minimum=2000, maximum=2100)
]
"""A calendar year: 2000 to 2100."""
Quota = Annotated[
    int, _whole("số lượng", _QUOTA_FORM, 1, 99), _written(_QUOTA_FORM, "[0-9]{1,4}", "integer", minimum=1, maximum=99)
]
"""How many of something are wanted: 1 to 99."""
YearlyDay = Annotated[tuple[int, int], BeforeValidator(_yearly), _written(_YEARLY_FORM, _YEARLY.pattern)]
"""A day of every year, as (month, day); 29/2 is the last of February in other years."""
Lines = Annotated[tuple[Line, ...], OneOrMany()]
"""A list of lines; a single line stands for a list of one."""
