"""What a day makes doubtful: entries past their time, fees that have ended, reviews long ago. All of it warns only."""

from collections.abc import Iterator
from datetime import date

from bot.errors import Problem
from bot.files.folder import Loaded
from bot.files.slip import Slip
from bot.files.yaml_nodes import Places, place_of
from bot.knowledge.draft import Draft
from bot.knowledge.override import Override
from bot.knowledge.procedure import REVIEW_EVERY, Fees, InForce, Procedure
from bot.knowledge.topic import Topic
from bot.text.dates import shown_day


def check_dates(loaded: Loaded, today: date) -> tuple[Problem, ...]:
    """The warnings about what is served, as of that day, sorted by path and line."""
    return tuple(
        sorted(
            slip.in_file(path)
            for path, (_, content) in loaded.served.items()
            for slip in _doubts(content.value, content.places, today)
        )
    )


def _doubts(value: object, places: Places, today: date) -> Iterator[Slip]:
    if isinstance(value, Draft):
        return
    if isinstance(value, Procedure | Topic):
        yield from _ended(value.in_force, places, today)
    if isinstance(value, Procedure | Override):
        yield from _fees(value.fees, places, today)
    if isinstance(value, Procedure | Topic | Override):
        yield from _review(value.reviewed_on, places, today)


def _ended(in_force: InForce, places: Places, today: date) -> Iterator[Slip]:
    if in_force.until and in_force.until < today:
        place = place_of(places, ("hieu_luc", "den"))
        remedy = "Khi không còn ai hỏi nữa thì xóa tệp."
        if not in_force.replaced_by:
            remedy = "Ghi thay_bang nếu có mục thay thế, hoặc xóa tệp."
        yield place.slip(f"Mục này đã hết hiệu lực sau ngày {shown_day(in_force.until)}.", remedy, "warning")


def _fees(fees: Fees | None, places: Places, today: date) -> Iterator[Slip]:
    ends = [rate.valid_until for rate in fees.rates] if fees else []
    last = max((end for end in ends if end), default=None)
    if last and last < today and all(ends):
        place = place_of(places, ("le_phi", "muc"))
        remedy = "Ghi mức mới, hoặc xóa le_phi nếu chưa biết."
        yield place.slip(f"Mọi mức phí ở đây đã hết hạn từ sau ngày {shown_day(last)}.", remedy, "warning")


def _review(reviewed_on: date, places: Places, today: date) -> Iterator[Slip]:
    place = place_of(places, ("ra_soat",))
    day = shown_day(reviewed_on)
    if reviewed_on > today:
        yield place.slip(f"Ngày rà soát {day} chưa đến.", "Ghi ngày đã rà soát thật.", "warning")
    elif today - reviewed_on > REVIEW_EVERY:
        remedy = "So lại với trang nguồn rồi ghi ngày hôm nay."
        yield place.slip(f"Lần rà soát gần nhất là {day}, đã hơn một năm.", remedy, "warning")
