"""A draft for each procedure of the file that nobody has written yet."""

from collections.abc import Collection, Iterator
from datetime import date

from bot.files.drafting import draft_text
from bot.files.filing import listed, path_for, province_elsewhere, written_in
from bot.files.folder import Loaded
from bot.files.imports.contents import contents, plain_name, seen_on
from bot.files.imports.lists import each_once, province_of, web_address
from bot.files.imports.plan import Doing, Plan, Step
from bot.files.imports.portal import Leftover, Portal, PortalRecord, tidy
from bot.files.yaml_writing import Written
from bot.knowledge.listed import ListedProcedure

PORTAL_URL = "https://dichvucong.gov.vn/"
"""What a draft links to where nobody gives an address of its own."""


def plan_drafts(portal: Portal, loaded: Loaded, scope: str, today: date, only: Collection[str]) -> Plan:
    """The drafts for this scope. A procedure that it would see twice, or that is another province's, gets none."""
    steps: list[Step] = []
    leftovers = list(portal.leftovers)
    drafts: dict[str, str] = {}
    for number, record in each_once(portal, only, leftovers):
        row = listed(loaded, scope, record.code)
        name, field = row.name if row else plain_name(record.name), row.field if row else tidy(record.field)
        there = written_in(loaded, scope, record.code)
        province = province_of(record) or (row and row.province) or ""
        hindrance = _hindrance(name, field, province_elsewhere(loaded, scope, province))
        if there:
            steps.append(Step(record.code, name, Doing.KEEP, there))
        elif hindrance:
            leftovers.append(Leftover(number, record.code, hindrance, name))
        else:
            path = path_for(loaded, scope, record.code, name, field, drafts)
            drafts[path], left = _draft(path, record, row, today)
            leftovers += [Leftover(number, record.code, what, text) for what, text in left]
            steps.append(Step(record.code, name, Doing.DRAFT, path))
    return Plan(tuple(steps), tuple(leftovers), drafts)


def _hindrance(name: str, field: str, elsewhere: str) -> str:
    if elsewhere:
        return f"Thủ tục riêng của {elsewhere}: nhập vào từng xã ở đó bằng --into."
    if not name or not field:
        return f"Không có {'lĩnh vực' if name else 'tên'}, trong danh mục cũng không."
    return ""


def _draft(
    path: str, record: PortalRecord, row: ListedProcedure | None, today: date
) -> tuple[str, list[tuple[str, str]]]:
    """The text of the file, and what of the record found no place in it."""
    told = contents(record)
    url = web_address(record.url) or (row.url if row else PORTAL_URL)
    source: dict[str, Written] = {"dia_chi": url}
    if tidy(record.decision):
        source["quyet_dinh"] = tidy(record.decision)
    known = {**dict(_names(record, row)), **told.known, "nguon": {**source, "ngay_xem": seen_on(record, today)}}
    left = list(told.leftovers)
    if url == PORTAL_URL:
        left.append(("Không có đường dẫn riêng, tạm ghi trang chủ của Cổng.", tidy(record.url)))
    elif tidy(record.url) and url != tidy(record.url):
        left.append(("Đường dẫn này không dùng được, nên lấy của danh mục.", tidy(record.url)))
    return draft_text(path, known, told.notes), left


def _names(record: PortalRecord, row: ListedProcedure | None) -> Iterator[tuple[str, Written]]:
    """What names the procedure: as the list has it, where it is listed; that has been read by somebody."""
    official = tidy(record.name)
    name = row.name if row else plain_name(official)
    yield "ma", record.code
    yield "ten", name
    if official and official != name:
        yield "ten_day_du", official
    yield "linh_vuc", row.field if row else tidy(record.field)
    if row and row.handled_at:
        yield "noi_giai_quyet", row.handled_at
