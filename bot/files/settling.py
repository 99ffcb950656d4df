"""Which version of each file is served: the one that is there, its last good one, what is right in it, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.commune import Commune
from bot.errors import Problem
from bot.files.catalogue_csv import mostly_gone
from bot.files.claims import Claims, gather
from bot.files.reading import Content, ReadFile
from bot.files.references import Units, broken_links, mistakes, without_broken
from bot.files.tree import SHARED, Found, Kind

Served = Mapping[str, tuple[Found, Content]]
"""Path to what is served of that file, in the order of the paths."""


@dataclass(frozen=True, slots=True)
class Settled:
    """`good` holds, by path, the last version that was right in itself and beside the others."""

    served: Served
    good: Mapping[str, Content]
    set_aside: tuple[str, ...]
    problems: tuple[Problem, ...]


def settle(files: Iterable[ReadFile], good: Mapping[str, Content]) -> Settled:
    """Choose for every file, given the versions that were good before. Communes come first: they define the units."""
    files = [_unless_cut_off(file, good.get(file.found.path)) for file in files]
    files = sorted(files, key=lambda file: (file.found.kind is not Kind.COMMUNE, file.found.path))
    claims = gather(files, good)
    communes = [file for file in files if file.found.kind is Kind.COMMUNE]
    first = _settle(communes, claims, {}, good)
    rest = _settle(files[len(communes) :], claims, _units(communes, first.served), good)
    return Settled(
        dict(sorted({**first.served, **rest.served}.items())),
        {**first.good, **rest.good},
        tuple(sorted(first.set_aside + rest.set_aside)),
        first.problems + rest.problems,
    )


def _unless_cut_off(file: ReadFile, last: Content | None) -> ReadFile:
    """The file; a catalogue that has lost most of its last good rows is taken to be wrong, however right each row."""
    rows, before = file.content.value if file.content else None, last.value if last else None
    if file.right and isinstance(rows, tuple) and isinstance(before, tuple):
        slip = mostly_gone(rows, before)
        if slip:
            return replace(file, problems=(*file.problems, slip.in_file(file.found.path)))
    return file


def _units(communes: list[ReadFile], served: Served) -> Units:
    units = {
        found.scope: frozenset(unit.code for unit in content.value.units)
        for found, content in served.values()
        if isinstance(content.value, Commune)
    }
    if len(units) == len(communes):
        units[SHARED] = frozenset().union(*units.values())
    return units


def _settle(files: list[ReadFile], claims: Claims, units: Units, good: Mapping[str, Content]) -> Settled:
    served: dict[str, tuple[Found, Content]] = {}
    now_good: dict[str, Content] = {}
    set_aside: list[str] = []
    problems: list[Problem] = []
    for file in files:
        found, path, last = file.found, file.found.path, good.get(file.found.path)
        found_wrong = mistakes(found, file.content, claims, units) if file.content else ()
        lost_links = broken_links(found, file.content, claims) if file.content else ()
        problems.extend((*file.problems, *found_wrong, *lost_links))
        if file.content and file.right and not found_wrong:
            served[path] = found, file.content
            now_good[path] = file.content
            continue
        set_aside.append(path)
        if last:
            now_good[path] = last
        if last and not mistakes(found, last, claims, units):
            served[path] = found, last
        elif file.content and (part := without_broken(found, file.content)):
            served[path] = found, part
    return Settled(served, now_good, tuple(set_aside), tuple(problems))
