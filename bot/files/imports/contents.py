"""From the portal's record to what a draft holds, what its writer should look at, and what found no place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.files.imports.fees import CHANNELS, newest, rates
from bot.files.imports.papers import papers
from bot.files.imports.portal import Method, PortalRecord, tidy
from bot.files.skeleton import Notes
from bot.files.yaml_writing import Written
from bot.text.sentences import capitalised, shortened

_NAME_START = re.compile(r"^thủ tục:?\s+(?!hành chính|liên thông)", re.IGNORECASE)
_DISTRICT = re.compile(r"\b(?:huyện|quận|phòng tư pháp)\b", re.IGNORECASE)
_NO_DISTRICT = "Cấp huyện không còn từ 01/07/2025."
_DAYS = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_TIME = re.compile(r"[0-9]+(?:[.,][0-9]+)? (?:ngày|giờ|tháng)(?: làm việc)?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RESULT_CODE = re.compile(r"\s*\(Mã: [^)]*\)")
_QUOTED = 400


@dataclass(frozen=True, slots=True)
class Contents:
    """The keys of a draft with their values, the remarks by key, and what found no place (as what, text)."""

    known: dict[str, Written]
    notes: Notes
    leftovers: tuple[tuple[str, str], ...]


def plain_name(name: str) -> str:
    """The name as a citizen would say it, without the words "Thủ tục" in front and a full stop at the end."""
    return capitalised(_NAME_START.sub("", tidy(name)).rstrip(" ."))


def contents(record: PortalRecord) -> Contents:
    """All but code, name, field and source, which a list may have to lend."""
    parts = (
        _agency(record),
        _papers(record),
        _fees(record),
        _times(record.methods),
        _ways(record.methods),
        _texts(record),
    )
    known: dict[str, Written] = {}
    notes: dict[str, Sequence[str]] = {}
    leftovers: list[tuple[str, str]] = []
    for part in parts:
        known |= part.known
        notes |= part.notes
        leftovers += part.leftovers
    return Contents(known, notes, tuple(leftovers))


def seen_on(record: PortalRecord, today: date) -> date:
    """The day on which the portal was looked at: the one that the record names, else today."""
    for found in _ISO_DAY.findall(record.crawled):
        try:
            return min(date.fromisoformat(found), today)
        except ValueError:
            continue
    return today


def _open(key: str, what: str, texts: Sequence[str]) -> Contents:
    """Nothing for the key but remarks with the portal's words, each of them left over."""
    remarks = [f"Xem lại, {what}: «{shortened(text, _QUOTED)}»" for text in texts]
    return Contents({}, {key: remarks} if remarks else {}, tuple((capitalised(what), text) for text in texts))


def _agency(record: PortalRecord) -> Contents:
    names = list(dict.fromkeys(filter(None, map(tidy, re.split(r"[;\n]", record.agency)))))
    agency = "; ".join(names).rstrip(".")
    if agency and _DISTRICT.search(agency):
        return _open("noi_giai_quyet", "cơ quan này có thể không còn", [agency])
    return Contents({"noi_giai_quyet": agency} if agency else {}, {}, ())


def _papers(record: PortalRecord) -> Contents:
    found, texts = papers(record.documents)
    notes = _open("ho_so", "dòng này không ghi bản chính hay bản sao", texts)
    return Contents({"ho_so": found} if found else {}, notes.notes, notes.leftovers)


def _fees(record: PortalRecord) -> Contents:
    found, texts = rates(record.methods, record.fee_caution)
    more = _open("le_phi", "ai được miễn, giảm phí" if found else "chưa rõ mức phí", texts)
    return Contents({"le_phi": {"muc": found}} if found else {}, more.notes, more.leftovers)


def _times(methods: Sequence[Method]) -> Contents:
    ways: dict[str, list[str]] = {}
    for method in newest(methods, "time"):
        ways.setdefault(_within(method.time), []).append(CHANNELS.get(tidy(method.method).lower(), ""))
    of_way = [way for within in ways.values() for way in set(within)]
    if "" in ways or (len(ways) > 1 and ("" in of_way or len(of_way) > len(set(of_way)))):
        times = [f"{tidy(method.method)}: {tidy(method.time)}" for method in newest(methods, "time")]
        return _open("thoi_han", "chưa rõ thời hạn", list(dict.fromkeys(times)))
    limits: list[Written] = [{"trong": within} for within in ways]
    if len(ways) > 1:
        limits = [{"trong": within, "khi": f"nộp {' hoặc '.join(found)}"} for within, found in ways.items()]
    told = list(dict.fromkeys(note for method in methods if (note := tidy(method.note))))
    more = _open("thoi_han", "Cổng ghi thêm về cách nộp, thời hạn", told)
    return Contents({"thoi_han": limits} if limits else {}, more.notes, more.leftovers)


def _within(text: str) -> str:
    """The time as we write it: "3 ngày làm việc"; a number alone means days. "" where it is none."""
    plain = tidy(text).lower()
    if _DAYS.fullmatch(plain):
        plain += " ngày"
    return plain if _TIME.fullmatch(plain) and not re.match(r"0+\D", plain) else ""


def _ways(methods: Sequence[Method]) -> Contents:
    ways = {CHANNELS.get(tidy(method.method).lower()) for method in methods}
    known: dict[str, Written] = {"buu_chinh": "có"} if "bưu chính" in ways else {}
    online = ["Cổng có nhận trực tuyến. Xem trên Cổng là toàn trình hay một phần."] if "trực tuyến" in ways else []
    return Contents(known, {"truc_tuyen": online}, ())


def _texts(record: PortalRecord) -> Contents:
    texts = {
        "cac_buoc": [tidy(step) for step in record.steps],
        "ket_qua": [_RESULT_CODE.sub("", tidy(result)) for result in record.results],
        "yeu_cau": [tidy(line) for line in record.requirements],
        "can_cu": [_law(tidy(law.name), tidy(law.number)) for law in record.legal_basis],
    }
    known: dict[str, Written] = {key: kept for key, lines in texts.items() if (kept := [*filter(None, lines)])}
    old = {key: [line for line in lines if _DISTRICT.search(line)] for key, lines in texts.items() if key != "can_cu"}
    notes = {key: [f"Có {len(lines)} dòng nhắc cấp huyện. {_NO_DISTRICT}"] for key, lines in old.items() if lines}
    return Contents(known, notes, tuple((f"Còn nhắc cấp huyện ở {key}", line) for key in old for line in old[key]))


def _law(name: str, number: str) -> str:
    return name if number in name else f"{name} {number}".strip()
