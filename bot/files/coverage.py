"""How much of a commune's procedures the knowledge tells, and what it does not tell of them yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.commune import Commune
from bot.commune.wording import unit_name
from bot.files.gaps import lacking
from bot.files.imports.contents import plain_name
from bot.files.imports.portal import PortalRecord, tidy
from bot.knowledge.draft import Draft
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure

NOT_SAID = "(chưa ghi)"
"""In place of a field or a unit that nobody has written down."""


class Level(StrEnum):
    """How much is told of a procedure."""

    FULL = "đầy đủ"
    DRAFT = "bản nháp"
    SHORT = "rút gọn"
    NONE = "chưa có"


@dataclass(frozen=True, slots=True)
class Covered:
    """One procedure of the commune. `lacks` names what an entry does not tell; of the short form that is everything."""

    code: str
    name: str
    field: str
    unit: str
    level: Level
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the procedures, those of one field or unit: how many are told how, and what they lack how often."""

    name: str
    levels: Mapping[Level, int]
    lacks: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many procedures these are."""
        return sum(self.levels.values())


def coverage(knowledge: Knowledge, today: date, wanted: Sequence[PortalRecord] | None = None) -> list[Covered]:
    """The procedures of the commune, by code: all that it knows of and that are in force, or those of the list."""
    known = {id_: entry for id_, entry in knowledge.entries.items() if isinstance(entry, Procedure | ListedProcedure)}
    if wanted is None:
        told = [_covered(entry, knowledge.commune) for entry in known.values() if not _ended(entry, today)]
    else:
        asked = {record.code: record for record in reversed(wanted)}
        told = [
            _covered(known[code], knowledge.commune) if code in known else _unknown(record)
            for code, record in asked.items()
        ]
    return sorted(told, key=lambda each: each.code)


def by_field(covered: Iterable[Covered]) -> list[Share]:
    """The share of each field, the largest first."""
    return _shares((each.field, each) for each in covered)


def by_unit(covered: Iterable[Covered]) -> list[Share]:
    """The share of each unit of the commune, the largest first."""
    return _shares((each.unit, each) for each in covered)


def share(name: str, covered: Sequence[Covered]) -> Share:
    """All of them together under that name."""
    levels = {level: sum(each.level is level for each in covered) for level in Level}
    lacks: dict[str, int] = {}
    for each in covered:
        for what in each.lacks:
            lacks[what] = lacks.get(what, 0) + 1
    return Share(name, levels, lacks)


def _shares(named: Iterable[tuple[str, Covered]]) -> list[Share]:
    groups: dict[str, list[Covered]] = {}
    for name, each in named:
        groups.setdefault(name, []).append(each)
    shares = [share(name, group) for name, group in groups.items()]
    return sorted(shares, key=lambda each: (-each.total, each.name))


def _ended(entry: Entry, today: date) -> bool:
    return not isinstance(entry, ListedProcedure) and entry.in_force.ended(today)


def _covered(entry: Procedure | ListedProcedure, commune: Commune) -> Covered:
    if isinstance(entry, ListedProcedure):
        return Covered(entry.code, entry.name, entry.field, NOT_SAID, Level.SHORT, ())
    level = Level.DRAFT if isinstance(entry, Draft) else Level.FULL
    lacks = tuple(what for what, _ in lacking(entry))
    return Covered(entry.code, entry.name, entry.field, _unit(entry, commune), level, lacks)


def _unit(procedure: Procedure, commune: Commune) -> str:
    """Who is in charge; where that is not written, the first place to hand in."""
    in_charge = next((unit for unit in commune.units if unit.code == procedure.unit), None)
    place = procedure.places[0] if procedure.places else None
    if in_charge is None and place and place.role:
        in_charge = commune.unit(place.role)
    if in_charge:
        return in_charge.name
    if place is None:
        return NOT_SAID
    return unit_name(commune, place.role) if place.role else str(place.office)


def _unknown(record: PortalRecord) -> Covered:
    return Covered(record.code, plain_name(record.name), tidy(record.field) or NOT_SAID, NOT_SAID, Level.NONE, ())
