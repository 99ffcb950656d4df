"""Doubts that a day brings: what has ended or soon will, fees about to change, reviews long ago."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.files.doubts.doubt import Doubt, Subject
from bot.files.yaml_nodes import Location
from bot.knowledge.override import Override
from bot.knowledge.plan import Plan
from bot.knowledge.procedure import REVIEW_EVERY, Fees, InForce, Procedure
from bot.knowledge.topic import Topic
from bot.text.dates import shown_day

SOON = timedelta(days=60)
"""How long ahead a change is told: time to find the new fee, and to tell citizens of it."""

_A_DAY = timedelta(days=1)
_NO_DAY = timedelta()


def ended_entries(subject: Subject) -> Iterator[Doubt]:
    """Entries past their last day, and those near it."""
    in_force, today = _in_force(subject), subject.today
    if in_force is None or in_force.until is None:
        return
    last, at = in_force.until, ("hieu_luc", "den")
    if last < today:
        yield Doubt(at, f"Mục này đã hết hiệu lực sau ngày {shown_day(last)}.", _once_ended(subject, in_force))
    elif last - today <= SOON:
        remedy = (
            "Báo trước cho người dân."
            if in_force.replaced_by
            else "Ghi thay_bang nếu có mục thay thế; báo trước cho người dân."
        )
        yield Doubt(at, f"Mục này hết hiệu lực sau ngày {shown_day(last)}, {_left(last, today)}.", remedy)


def _in_force(subject: Subject) -> InForce | None:
    return subject.value.in_force if isinstance(subject.value, Procedure | Topic | Override) else None


def _once_ended(subject: Subject, in_force: InForce) -> str:
    if isinstance(subject.value, Override):
        # Without the file, the commune would tell again what all others still tell.
        return "Giữ tệp này, chừng nào bản chung còn hiệu lực ở nơi khác."
    if in_force.replaced_by:
        return "Khi không còn ai hỏi nữa thì xóa tệp."
    return "Ghi thay_bang nếu có mục thay thế, hoặc xóa tệp."


def ended_fees(subject: Subject) -> Iterator[Doubt]:
    """Fees of which every rate is past."""
    fees = _fees(subject)
    ends = [rate.valid_until for rate in fees.rates] if fees else []
    last = max((end for end in ends if end), default=None)
    if last and last < subject.today and all(ends):
        what = f"Mọi mức phí ở đây đã hết hạn từ sau ngày {shown_day(last)}."
        yield Doubt(("le_phi", "muc"), what, "Ghi mức mới, hoặc xóa le_phi nếu chưa biết.")


def changing_fees(subject: Subject) -> Iterator[Doubt]:
    """Days soon to come after which another fee is to be paid; each is told once."""
    fees, today = _fees(subject), subject.today
    changes = _last_days(fees) if fees else {}
    for last in sorted(changes):
        at, goes_on = changes[last]
        if _NO_DAY <= last - today <= SOON:
            day = f"{shown_day(last)}, {_left(last, today)}"
            if goes_on:
                remedy = "Xem lại mức mới có đúng không; báo trước cho người dân."
                yield Doubt(at, f"Phí ở đây thay đổi sau ngày {day}.", remedy)
            else:
                remedy = "Ghi thêm mức mới, có dòng tu là ngày hôm sau."
                yield Doubt(at, f"Mức phí này chỉ đến hết ngày {day}.", remedy)


def old_reviews(subject: Subject) -> Iterator[Doubt]:
    """Files that nobody has compared with their source for a year, or will have tomorrow."""
    value, today = subject.value, subject.today
    if not isinstance(value, Procedure | Topic | Override):
        return
    day = shown_day(value.reviewed_on)
    if value.reviewed_on > today:
        yield Doubt(("ra_soat",), f"Ngày rà soát {day} chưa đến.", "Ghi ngày đã rà soát thật.")
    elif today - value.reviewed_on > REVIEW_EVERY:
        remedy = "So lại với trang nguồn rồi ghi ngày hôm nay."
        yield Doubt(("ra_soat",), f"Lần rà soát gần nhất là {day}, đã hơn một năm.", remedy)


def old_plan(subject: Subject) -> Iterator[Doubt]:
    """A plan whose year is over."""
    value, today = subject.value, subject.today
    if isinstance(value, Plan) and value.year < today.year:
        what = f"Kế hoạch này là của năm {value.year}, nay đã là năm {today.year}."
        yield Doubt(("nam",), what, "Ghi kế hoạch năm nay vào tệp; việc có hang_nam thì vẫn được nhắc.")


def _fees(subject: Subject) -> Fees | None:
    return subject.value.fees if isinstance(subject.value, Procedure | Override) else None


def _last_days(fees: Fees) -> dict[date, tuple[Location, bool]]:
    """The last day of each fee that another follows or that ends: where a rate says so, and whether one follows."""
    begins = {
        rate.valid_from - _A_DAY: ("le_phi", "muc", index, "tu")
        for index, rate in reversed(list(enumerate(fees.rates)))
        if rate.valid_from and rate.valid_from > date.min
    }
    ends = {
        rate.valid_until: ("le_phi", "muc", index, "den")
        for index, rate in reversed(list(enumerate(fees.rates)))
        if rate.valid_until
    }
    return {last: (at, last in begins) for last, at in (begins | ends).items()}


def _left(last: date, today: date) -> str:
    days = (last - today).days
    return f"còn {days} ngày" if days else "tức là hết hôm nay"
