"""The answer to each aspect of a procedure, as lines. An empty answer means that nothing is published about it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.commune import Commune
from bot.commune.wording import filled, unit_name
from bot.knowledge.procedure import (
    Availability,
    Document,
    FeeRate,
    OnlineLevel,
    Place,
    Procedure,
    SubmissionWay,
)
from bot.search.aspects import Aspect
from bot.text.dates import shown_day
from bot.text.sentences import capitalised, joined, sentence, shown_amount

NAMES = {
    Aspect.DOCUMENTS: "Giấy tờ",
    Aspect.FEE: "Lệ phí",
    Aspect.TIME: "Thời hạn",
    Aspect.PLACE: "Nơi nộp",
    Aspect.ONLINE: "Nộp trực tuyến",
    Aspect.POST: "Gửi bưu điện",
    Aspect.STEPS: "Các bước",
    Aspect.FORMS: "Mẫu đơn",
    Aspect.RESULT: "Kết quả",
    Aspect.REQUIREMENTS: "Điều kiện",
    Aspect.LEGAL: "Căn cứ pháp lý",
    Aspect.AGENCY: "Nơi giải quyết",
}
_ONLINE = {
    OnlineLevel.FULL: "Nộp trực tuyến được trọn vẹn từ đầu đến cuối (toàn trình).",
    OnlineLevel.PARTIAL: "Nộp trực tuyến được một phần; có bước bạn vẫn phải đến nơi.",
    OnlineLevel.NONE: "Việc này chưa nộp trực tuyến được.",
}
_POST = {
    Availability.YES: "Gửi hồ sơ qua bưu điện (bưu chính công ích) được.",
    Availability.NO: "Việc này không nhận hồ sơ qua bưu điện.",
}
_CHANNELS = {
    SubmissionWay.COUNTER: "nộp trực tiếp",
    SubmissionWay.ONLINE: "nộp trực tuyến",
    SubmissionWay.POST: "nộp qua bưu điện",
}


def _item(text: str) -> str:
    return f"- {capitalised(text)}"


def _with_case(text: str, when: str | None) -> str:
    return sentence(f"{when}: {text[:1].lower() + text[1:]}" if when else text)


def _times(procedure: Procedure) -> list[str]:
    return [_with_case(limit.within, limit.when) for limit in procedure.time_limits]


def _steps(procedure: Procedure) -> list[str]:
    return [f"Bước {number}: {sentence(step)}" for number, step in enumerate(procedure.steps, start=1)]


def _documents(procedure: Procedure) -> Iterator[str]:
    """What everybody brings first, then what only some cases need, then what is good to know."""
    papers = procedure.documents
    if papers is None:
        return
    groups = [
        ("Nộp:", [document for document in papers.submit if document.when is None]),
        ("Mang theo cho cán bộ xem:", [document for document in papers.show if document.when is None]),
        ("Thêm, tùy trường hợp:", [document for document in (*papers.submit, *papers.show) if document.when]),
    ]
    for title, group in groups:
        if group:
            yield from ("", title)
            yield from map(_document, group)
    if papers.notes:
        yield from ("", "Lưu ý:", *map(_item, papers.notes))


def _document(document: Document) -> str:
    counts = ((document.originals, "bản chính"), (document.copies, "bản sao"))
    copies = [f"{count} {kind}" for count, kind in counts if count]
    details = [joined(copies)] if copies else []
    if document.form and document.form.lower() not in document.name.lower():
        details.append(_form(document.form))
    shown = capitalised(document.name) + (f" ({', '.join(details)})" if details else "")
    return f"- {shown}, {_case(document.when)}" if document.when else f"- {shown}"


def _case(when: str) -> str:
    """The condition as it continues a sentence: with "khi", unless it begins with such a word itself."""
    lowered = when[:1].lower() + when[1:] if when[1:2].islower() or when[1:2] == " " else when
    return lowered if lowered.startswith(("khi ", "nếu ", "trong ", "đối với ")) else f"khi {lowered}"


def _form(form: str) -> str:
    return form[:1].lower() + form[1:] if form.lower().startswith("mẫu") else f"mẫu {form}"


def _fees(procedure: Procedure, today: date) -> list[str]:
    if procedure.fees is None:
        return []
    lines = [_rate(rate) for rate in procedure.fees.on(today)]
    lines += [
        sentence(f"Từ {shown_day(rate.valid_from)}: {_priced(rate)}")
        for rate in procedure.fees.rates
        if rate.valid_from and rate.valid_from > today
    ]
    if not lines:
        lines = ["Mức phí đã công bố nay hết hạn áp dụng."]
    if procedure.fees.exemptions:
        lines += ["", "Miễn, giảm:", *(_item(group) for group in procedure.fees.exemptions)]
    return lines + (["", "Lưu ý:", *map(_item, procedure.fees.notes)] if procedure.fees.notes else [])


def _rate(rate: FeeRate) -> str:
    return sentence(_priced(rate) + (f" (đến hết {shown_day(rate.valid_until)})" if rate.valid_until else ""))


def _priced(rate: FeeRate) -> str:
    """The rate in one phrase: for whom, how handed in, how much."""
    if rate.amount is not None:
        price = shown_amount(rate.amount) + (f" một {rate.per}" if rate.per and rate.amount else "")
    elif rate.decided_by:
        price = f"mức thu do {rate.decided_by} quyết định, tôi chưa có số tiền"
    else:
        price = str(rate.formula)
    cases = [rate.when] if rate.when else []
    if rate.channels:
        cases.append(joined([_CHANNELS[channel] for channel in rate.channels]))
    return f"{', '.join(cases)}: {price}" if cases else price


def _place(place: Place, commune: Commune) -> str:
    name = unit_name(commune, place.role) if place.role else str(place.office)
    unit = commune.unit(place.role) if place.role else None
    address = f", {unit.address}" if unit and unit.address else ""
    return f"{name}{address}" + (f". {sentence(place.note)}" if place.note else "")


def _online(procedure: Procedure) -> list[str]:
    online = procedure.online
    lines = [_ONLINE[online.level]] if online.level in _ONLINE else []
    if online.note:
        lines.append(sentence(online.note))
    return lines + ([f"Trang nộp: {online.url}"] if online.url else [])


def _forms(procedure: Procedure) -> list[str]:
    papers = procedure.documents
    if papers is None:
        return []
    return [
        _item(document.name if document.form in document.name else f"{document.name}: {_form(document.form)}")
        for document in (*papers.submit, *papers.show)
        if document.form
    ]


def _agency(procedure: Procedure, commune: Commune) -> list[str]:
    unit = next((unit for unit in commune.units if unit.code == procedure.unit), None)
    in_charge = [sentence(f"Đơn vị phụ trách ở {commune.name}: {unit.name}")] if unit else []
    return [sentence(f"Giải quyết: {procedure.handled_at}"), *in_charge]


_ANSWERS: dict[Aspect, Callable[[Procedure, Commune, date], Iterable[str]]] = {
    Aspect.DOCUMENTS: lambda procedure, commune, today: _documents(procedure),
    Aspect.FEE: lambda procedure, commune, today: _fees(procedure, today),
    Aspect.TIME: lambda procedure, commune, today: _times(procedure),
    Aspect.PLACE: lambda procedure, commune, today: [sentence(_place(place, commune)) for place in procedure.places],
    Aspect.ONLINE: lambda procedure, commune, today: _online(procedure),
    Aspect.POST: lambda procedure, commune, today: [_POST[procedure.post]] if procedure.post in _POST else [],
    Aspect.STEPS: lambda procedure, commune, today: _steps(procedure),
    Aspect.FORMS: lambda procedure, commune, today: _forms(procedure),
    Aspect.RESULT: lambda procedure, commune, today: [sentence(result) for result in procedure.results],
    Aspect.REQUIREMENTS: lambda procedure, commune, today: [_item(line) for line in procedure.requirements],
    Aspect.LEGAL: lambda procedure, commune, today: [_item(law) for law in procedure.legal_basis],
    Aspect.AGENCY: lambda procedure, commune, today: _agency(procedure, commune),
}


def lines_for(aspect: Aspect, procedure: Procedure, commune: Commune, today: date) -> list[str]:
    """What there is to say about the aspect on that day; empty where nothing is published."""
    return [filled(line, commune, today) for line in _ANSWERS[aspect](procedure, commune, today)]


def is_told(aspect: Aspect, procedure: Procedure, commune: Commune, today: date) -> bool:
    """Whether there is anything to say about the aspect on that day."""
    return any(True for _line in _ANSWERS[aspect](procedure, commune, today))


def main_papers(procedure: Procedure, most: int = 3) -> str:
    """The papers that are always needed, in one phrase; empty where none is."""
    papers = procedure.documents
    names = [document.name for document in papers.submit if document.when is None] if papers else []
    rest = len(names) - most
    return "; ".join(names[:most]) + (f" và {rest} giấy tờ khác" if rest > 0 else "")


def main_place(procedure: Procedure, commune: Commune) -> str:
    """Where to hand in, in one phrase without notes; empty where it is not published."""
    names = [unit_name(commune, place.role) if place.role else str(place.office) for place in procedure.places]
    return " hoặc ".join(dict.fromkeys(names))
