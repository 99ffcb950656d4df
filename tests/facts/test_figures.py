"""Every fee and time limit of our own entries, against a table that was made by hand from what the portal publishes.

Its rows were written before the entries were looked at; what the first comparison showed to be missing was added only
after a second look at the portal. A row of `figures.csv` is one figure with the portal's phrase that proves it; a phrase
in brackets is not the portal's but says where the figure comes from. Where table and entry differ, the portal decides
which of the two is mended.

A fee row has an amount (0: free), or words that tell who decides; a row with no amount, decider or days says that the
portal publishes no fee. `channel` is empty where the price is that of every way to hand in. The parts of `when`, parted
by ";", must all be told; "|" parts wordings of one.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pytest

import bot
from bot.files.folder import load
from bot.knowledge.procedure import FeeRate, Fees, Procedure
from bot.text.words import folded

KNOWLEDGE = Path(bot.__file__).parent.parent / "knowledge"
TABLE = Path(__file__).with_name("figures.csv")
CRAWLED = date(2026, 6, 1)
"""A rate that held before this day need not tell since when."""

_SPAN = re.compile(r"(?<!sau )\b0*(\d+) (giờ|ngày|tháng)( làm việc)?")
"""A number of hours, days or months; "sau 15 giờ" is an hour of the day."""

_AMOUNT = re.compile(r"\b\d[\d.]*(?= đồng)")
_AT_MOST = "tối đa"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table."""

    code: str
    channel: str
    amount: int | None
    per: str
    decided_by: str
    when: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    days: str
    phrase: str

    @property
    def is_fee(self) -> bool:
        return self.amount is not None or bool(self.decided_by)

    @property
    def is_silence(self) -> bool:
        return not self.is_fee and not self.days

    @property
    def is_exemption(self) -> bool:
        return self.amount == 0 and bool(self.when)

    @property
    def is_cap(self) -> bool:
        return self.per.startswith(_AT_MOST)


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(
        code=row["code"],
        channel=row["channel"],
        amount=int(row["amount"]) if row["amount"] else None,
        per=row["per"],
        decided_by=row["decided_by"],
        when=tuple(part.strip() for part in row["when"].split(";") if part),
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        days=row["days"],
        phrase=row["phrase"],
    )


def _table() -> dict[str, tuple[Figure, ...]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        figures = sorted(map(_figure, csv.DictReader(lines)), key=attrgetter("code"))
    return {code: tuple(rows) for code, rows in groupby(figures, key=attrgetter("code"))}


FIGURES = _table()


@cache
def _entries() -> Mapping[str, Procedure]:
    served = (content.value for _, content in load(KNOWLEDGE).served.values())
    return {entry.code: entry for entry in served if isinstance(entry, Procedure)}


def _fees(code: str) -> list[Figure]:
    return [figure for figure in FIGURES[code] if figure.is_fee]


def _says(text: str, wordings: str) -> bool:
    return any(folded(wording) in folded(text) for wording in wordings.split("|"))


def _same_channel(figure: Figure, rate: FeeRate) -> bool:
    return figure.channel in rate.channels if figure.channel else not rate.channels


def _same_dates(figure: Figure, rate: FeeRate) -> bool:
    started = rate.valid_from is None and (figure.valid_from is None or figure.valid_from < CRAWLED)
    return rate.valid_until == figure.valid_to and (started or rate.valid_from == figure.valid_from)


def _fits(figure: Figure, rate: FeeRate) -> bool:
    same_unit = figure.per.lower() in (rate.per or "").lower()
    if not (same_unit and _same_channel(figure, rate) and _same_dates(figure, rate)):
        return False
    if figure.amount is not None:
        case = " ".join(filter(None, (rate.when, rate.per)))
        return rate.amount == figure.amount and all(_says(case, part) for part in figure.when)
    told = rate.decided_by or rate.formula or ""
    return _says(told, figure.decided_by) and all(_says(rate.when or "", part) for part in figure.when)


def _is_told(figure: Figure, fees: Fees) -> bool:
    if any(_fits(figure, rate) for rate in fees.rates):
        return True
    if figure.is_exemption:
        return all(any(_says(line, part) for line in fees.exemptions) for part in figure.when)
    return figure.is_cap and _says(str(fees.model_dump()), f"{figure.amount:,}".replace(",", "."))


def _is_known(rate: FeeRate, figures: list[Figure]) -> bool:
    """Whether the table has the rate, for each of its channels; a free case is not free for everybody."""
    if rate.amount is None:
        told = rate.decided_by or rate.formula or ""
        return any(figure.decided_by and _says(told, figure.decided_by) for figure in figures)
    same = [figure for figure in figures if figure.amount == rate.amount and not figure.is_cap]
    same = [figure for figure in same if _same_channel(figure, rate) and _same_dates(figure, rate)]
    same = [figure for figure in same if not figure.when or any(_says(rate.when or "", part) for part in figure.when)]
    channels = {figure.channel for figure in same}
    return bool(same) and ("" in channels or channels.issuperset(rate.channels))


def _spans(text: str) -> set[str]:
    return {f"{number} {unit}{working}" for number, unit, working in _SPAN.findall(text)}


def test_the_table_covers_enough_procedures_and_enough_conditional_fees() -> None:
    conditional = [
        code
        for code in FIGURES
        if len(_fees(code)) > 1
        or any(fee.decided_by or fee.when or fee.valid_from or fee.valid_to for fee in _fees(code))
    ]
    assert len(FIGURES) >= 100
    assert len(conditional) >= 40


def test_each_row_of_the_table_is_one_figure_and_quotes_its_proof() -> None:
    rows = [figure for figures in FIGURES.values() for figure in figures]
    assert sum(map(len, FIGURES.values())) == len(set(rows))
    assert [row for row in rows if not row.phrase or (row.is_fee and row.days)] == []
    assert [code for code, figures in FIGURES.items() if any(f.is_silence for f in figures) and _fees(code)] == []


def test_each_procedure_of_the_table_has_its_entry() -> None:
    assert [code for code in FIGURES if code not in _entries()] == []


@pytest.mark.parametrize("code", FIGURES)
def test_a_citizen_is_told_each_fee_with_its_channel_dates_decider_and_exemptions(code: str) -> None:
    fees = _entries()[code].fees
    missing = [figure for figure in _fees(code) if fees is None or not _is_told(figure, fees)]
    assert missing == [], f"{code}: these are not in le_phi: {missing}"


@pytest.mark.parametrize("code", FIGURES)
def test_a_citizen_is_told_no_fee_that_the_portal_does_not_publish(code: str) -> None:
    fees = _entries()[code].fees
    unknown = [rate for rate in (fees.rates if fees else ()) if not _is_known(rate, _fees(code))]
    assert unknown == [], f"{code}: these are not in figures.csv: {unknown}"


@pytest.mark.parametrize("code", FIGURES)
def test_the_notes_on_a_fee_name_no_amount_that_the_portal_does_not_publish(code: str) -> None:
    """They may name that of another paper, such as a further copy; each of those is in the table under its own code."""
    fees = _entries()[code].fees
    told = _AMOUNT.findall(" ".join((*fees.notes, *fees.exemptions))) if fees else []
    published = {figure.amount for figures in FIGURES.values() for figure in figures}
    unknown = [amount for amount in told if int(amount.replace(".", "")) not in published]
    assert unknown == [], f"{code}: these are not in figures.csv: {unknown}"


@pytest.mark.parametrize("code", FIGURES)
def test_a_citizen_is_told_each_time_limit_and_no_other(code: str) -> None:
    told = set().union(*(_spans(limit.within) for limit in _entries()[code].time_limits))
    published = {figure.days for figure in FIGURES[code] if figure.days}
    assert told == published, f"{code}: thoi_han tells {sorted(told)}, figures.csv {sorted(published)}"


@pytest.mark.parametrize("code", FIGURES)
def test_a_citizen_is_told_for_which_case_each_time_limit_holds(code: str) -> None:
    limits = [(_spans(limit.within), f"{limit.within} {limit.when or ''}") for limit in _entries()[code].time_limits]
    misplaced = [
        figure
        for figure in FIGURES[code]
        if figure.days
        and not any(
            figure.days in spans and all(_says(text, case) for case in (*figure.when, figure.channel))
            for spans, text in limits
        )
    ]
    assert misplaced == [], f"{code}: not told for this case: {misplaced}"
