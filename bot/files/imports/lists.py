"""The records of a file one by one, completed from the list of procedures, and new rows for that list."""

import re
from collections.abc import Collection, Iterator

from pydantic import TypeAdapter, ValidationError

from bot.commune.names import without_level
from bot.errors import OperatorError
from bot.files.filing import CATALOGUE_PATH, catalogue
from bot.files.folder import Loaded
from bot.files.imports.contents import plain_name
from bot.files.imports.plan import Doing, Plan, Step
from bot.files.imports.portal import Leftover, Portal, PortalRecord, tidy
from bot.knowledge.listed import ListedProcedure
from bot.text.fields import WebAddress

_NATION_WIDE = {"", "toàn quốc", "cả nước"}
_OFFICE = re.compile(r"^(?:ubnd|ủy ban nhân dân)\s+", re.IGNORECASE)
_REPEATED = "Mã này đã có ở một dòng trên; chỉ dùng dòng trên."
_WEB: TypeAdapter[str] = TypeAdapter(WebAddress)


def plan_rows(portal: Portal, loaded: Loaded, only: Collection[str]) -> Plan:
    """A row for each procedure that the list does not have. Raises OperatorError where the list itself is wrong."""
    file = loaded.files.get(CATALOGUE_PATH)
    if file and file.stamp and not file.right:
        raise OperatorError(f"{CATALOGUE_PATH} đang có lỗi. Chạy motcua check, sửa xong rồi nhập lại.")
    there = {(row.code, (row.province or "").casefold()) for row in catalogue(loaded)}
    steps: list[Step] = []
    leftovers = list(portal.leftovers)
    rows: list[ListedProcedure] = []
    for number, record in each_once(portal, only, leftovers):
        row = _row(record)
        if (record.code, province_of(record).casefold()) in there:
            steps.append(Step(record.code, plain_name(record.name), Doing.KEEP, CATALOGUE_PATH))
        elif row:
            rows.append(row)
            steps.append(Step(row.code, row.name, Doing.LIST, CATALOGUE_PATH))
        else:
            what = "Một dòng danh mục cần đủ tên, lĩnh vực và đường dẫn."
            leftovers.append(Leftover(number, record.code, what, tidy(record.name)))
    return Plan(tuple(steps), tuple(leftovers), rows=tuple(rows))


def each_once(portal: Portal, only: Collection[str], leftovers: list[Leftover]) -> Iterator[tuple[int, PortalRecord]]:
    """The records with these codes (none: all); one that repeats a code is left over."""
    seen: set[str] = set()
    for number, record in portal.records:
        if only and record.code not in only:
            continue
        if record.code in seen:
            leftovers.append(Leftover(number, record.code, _REPEATED, tidy(record.name)))
            continue
        seen.add(record.code)
        yield number, record
    for code in only:
        if code not in seen:
            leftovers.append(Leftover(0, code, "Trong tệp không có mã này."))


def province_of(record: PortalRecord) -> str:
    """The province whose own procedure it is, without the word for it; "" for one of the whole country."""
    scope = tidy(record.scope)
    return "" if scope.lower() in _NATION_WIDE else without_level(_OFFICE.sub("", scope))


def web_address(text: str) -> str:
    """The address, or "" if it is none."""
    try:
        return _WEB.validate_python(tidy(text))
    except ValidationError:
        return ""


def _row(record: PortalRecord) -> ListedProcedure | None:
    values = {
        "ma": record.code,
        "ten": plain_name(record.name),
        "linh_vuc": tidy(record.field),
        "noi_giai_quyet": tidy(record.agency),
        "tinh": province_of(record),
        "lien_ket": web_address(record.url),
    }
    try:
        return ListedProcedure.model_validate({key: text for key, text in values.items() if text})
    except ValidationError:
        return None
