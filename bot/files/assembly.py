"""The knowledge of one commune, put together from the files that are served."""

from collections.abc import Iterable, Mapping

from bot.commune import Commune
from bot.files.settling import Served
from bot.files.tree import SHARED
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.override import Override
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary


def assemble(served: Served) -> Mapping[str, Knowledge]:
    """Each commune's knowledge by code, in the order of the codes.

    Entries are in the order procedures, topics (both by path), listed procedures (by code). Whatever an entry or a
    shared phrase refers to is among the commune's own entries: references that only other communes can follow are
    left out here.
    """
    values: dict[str, list[object]] = {}
    for found, content in served.values():
        values.setdefault(found.scope, []).append(content.value)
    shared = values.get(SHARED, [])
    communes = {value.code: value for scope in values for value in values[scope] if isinstance(value, Commune)}
    return {code: _knowledge(communes[code], shared, values[code]) for code in sorted(communes)}


def _knowledge(commune: Commune, shared: list[object], local: list[object]) -> Knowledge:
    overrides = {value.amends: value for value in local if isinstance(value, Override)}
    everything = [*shared, *local]
    procedures = {
        value.code: overrides[value.code].applied_to(value) if value.code in overrides else value
        for value in everything
        if isinstance(value, Procedure)
    }
    own_topics = {value.code for value in local if isinstance(value, Topic)}
    topics = {
        value.code: value
        for values in ([value for value in shared if _code(value) not in own_topics], local)
        for value in values
        if isinstance(value, Topic)
    }
    entries: dict[str, Entry] = {**procedures, **topics}
    entries |= {row.code: row for row in _listed(everything, commune) if row.code not in entries}
    followed = {id_: _followed(entry, entries, commune) for id_, entry in entries.items()}
    vocabulary = next((value for value in shared if isinstance(value, Vocabulary)), Vocabulary())
    return Knowledge(commune, followed, _vocabulary(vocabulary, entries))


def _code(value: object) -> str | None:
    return value.code if isinstance(value, Topic) else None


def _listed(values: Iterable[object], commune: Commune) -> list[ListedProcedure]:
    """The rows for this commune; where a code is listed twice, the row of the province comes after and counts."""
    rows = [row for value in values if isinstance(value, tuple) for row in value]
    here = [row for row in rows if row.province is None or row.province.casefold() == commune.province.casefold()]
    return sorted(here, key=lambda row: (row.code, row.province is not None))


def _followed(entry: Entry, entries: Mapping[str, Entry], commune: Commune) -> Entry:
    if isinstance(entry, ListedProcedure):
        return entry
    if isinstance(entry, Procedure) and entry.unit and entry.unit not in {unit.code for unit in commune.units}:
        entry = entry.model_copy(update={"unit": None})
    return _within(entry, entries)


def _within(entry: Procedure | Topic, entries: Mapping[str, Entry]) -> Procedure | Topic:
    """The entry without references to what this commune does not have."""
    changes: dict[str, object] = {}
    if any(id_ not in entries for id_ in entry.related):
        changes["related"] = tuple(id_ for id_ in entry.related if id_ in entries)
    replacement = entry.in_force.replaced_by
    if replacement and replacement not in entries:
        changes["in_force"] = entry.in_force.model_copy(update={"replaced_by": None})
    if any(situation.leads_to and situation.leads_to not in entries for situation in entry.situations):
        changes["situations"] = tuple(
            situation
            if situation.leads_to is None or situation.leads_to in entries
            else situation.model_copy(update={"leads_to": None})
            for situation in entry.situations
        )
    return entry.model_copy(update=changes) if changes else entry


def _vocabulary(vocabulary: Vocabulary, entries: Mapping[str, Entry]) -> Vocabulary:
    """The vocabulary whose shared phrases offer only what the commune has, and at least two things."""
    if all(id_ in entries for group in vocabulary.shared for id_ in group.ids):
        return vocabulary
    groups = [
        group.model_copy(update={"ids": tuple(id_ for id_ in group.ids if id_ in entries)})
        for group in vocabulary.shared
    ]
    return vocabulary.model_copy(update={"shared": tuple(group for group in groups if len(group.ids) > 1)})
