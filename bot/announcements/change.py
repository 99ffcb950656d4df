"""What changes in a procedure by its dates, and the draft of an announcement that tells citizens of it. Pure.

Only facts that the file holds go into the draft; an officer reads it, completes it and asks for approval.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.announcements.audience import Audience
from bot.announcements.content import LONGEST_TITLE, Content
from bot.announcements.subscription import NewsTopic
from bot.knowledge.procedure import FeeRate, Procedure
from bot.text.dates import shown_day
from bot.text.sentences import shortened, shown_amount

NEWS_FOR = timedelta(days=60)
"""A change that has been in force for longer is no news."""
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ends:
    """The procedure ends with that day: it is repealed, or replaced by another."""

    last: date
    replaced_by: str

    @property
    def key(self) -> str:
        """What names this fact of its procedure for good."""
        return f"den {self.last} {self.replaced_by}".rstrip()

    @property
    def day(self) -> date:
        """The first day on which it is so."""
        return self.last + _A_DAY if self.last < date.max else self.last


@dataclass(frozen=True, slots=True)
class Begins:
    """The procedure is in force as written from that day."""

    day: date

    @property
    def key(self) -> str:
        """What names this fact of its procedure for good."""
        return f"tu {self.day}"


@dataclass(frozen=True, slots=True)
class NewFees:
    """Other fees are to be paid from that day."""

    day: date
    rates: tuple[FeeRate, ...]

    @property
    def key(self) -> str:
        """What names this fact of its procedure for good."""
        amounts = ",".join(str(rate.amount if rate.amount is not None else "?") for rate in self.rates)
        return f"phi {self.day} {amounts}"


Fact = Ends | Begins | NewFees


def facts_of(procedure: Procedure) -> tuple[Fact, ...]:
    """What the dates of the procedure say, the weightiest first."""
    in_force = procedure.in_force
    found: list[Fact] = [Ends(in_force.until, in_force.replaced_by or "")] if in_force.until else []
    if in_force.since:
        found.append(Begins(in_force.since))
    rates = procedure.fees.rates if procedure.fees else ()
    days = sorted({rate.valid_from for rate in rates if rate.valid_from})
    return (*found, *(NewFees(day, tuple(rate for rate in rates if rate.valid_from == day)) for day in days))


def is_news(fact: Fact, today: date) -> bool:
    """Whether citizens should still be told."""
    return today - fact.day <= NEWS_FOR


def draft_of(procedure: Procedure, facts: Sequence[Fact], replacement: str, today: date) -> Content:
    """The draft that tells these facts, at least one. `replacement` is the name of what replaces the procedure.

    Its text may be longer than can be sent: an officer shortens it, for what is cut by a count may be half an amount.
    """
    source = procedure.source
    decided = f"Căn cứ: {source.decision}." if source.decision else ""
    parts = [_told(procedure, fact, replacement, today) for fact in facts]
    text = "\n\n".join(filter(None, [*parts, decided, f"Xem thêm: {source.url}"]))
    return Content(
        title=shortened(_title(procedure, facts[0]), LONGEST_TITLE),
        text=text,
        audience=Audience(topics=(NewsTopic.PROCEDURES,)),
    )


def _title(procedure: Procedure, fact: Fact) -> str:
    day = shown_day(fact.day)
    match fact:
        case Ends(replaced_by=""):
            return f"Từ {day} không còn thủ tục: {procedure.name}"
        case Ends():
            return f"Từ {day} có thủ tục khác thay cho: {procedure.name}"
        case Begins():
            return f"Từ {day} có thay đổi: {procedure.name}"
        case NewFees():
            return f"Từ {day} phí thay đổi: {procedure.name}"


def _told(procedure: Procedure, fact: Fact, replacement: str, today: date) -> str:
    named = f"Thủ tục «{procedure.name}» (mã {procedure.code})"
    match fact:
        case Ends(last=last, replaced_by=code):
            still = "còn áp dụng" if last >= today else "đã hết hiệu lực, chỉ áp dụng"
            after = f"bạn làm thủ tục «{replacement}» (mã {code})" if code else "thủ tục này không còn nữa"
            return f"{named} {still} đến hết ngày {shown_day(last)}.\nTừ ngày {shown_day(fact.day)}, {after}."
        case Begins(day=day):
            return f"{named} áp dụng theo quy định mới từ ngày {shown_day(day)}."
        case NewFees(day=day, rates=rates):
            return f"{named} thu phí theo mức mới từ ngày {shown_day(day)}:\n" + "\n".join(_rates(rates))


def _rates(rates: Iterable[FeeRate]) -> Iterable[str]:
    for rate in rates:
        how = [f"mỗi {rate.per}"] if rate.per else []
        how += [f"nộp {', '.join(rate.channels)}"] if rate.channels else []
        how += [rate.when] if rate.when else []
        set_elsewhere = rate.formula or f"do {rate.decided_by} quy định"
        told = set_elsewhere if rate.amount is None else shown_amount(rate.amount)
        yield f"- {told} ({'; '.join(how)})" if how else f"- {told}"
