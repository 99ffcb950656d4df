"""Whether each phrase that the knowledge tells of an entry leads to that entry."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from bot.dialogue import State, respond
from bot.dialogue.evaluation import noon_of
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.messages import Incoming
from bot.search import Library
from bot.search.corpus import texts_of
from bot.text.words import bare

DAY = date(2026, 11, 21)


class Told(NamedTuple):
    """A phrase of an entry, as it is asked; `kind` in words; `ids` are those of the entries that may answer it."""

    kind: str
    text: str
    ids: frozenset[str]


def phrases(knowledge: Knowledge) -> Iterator[Told]:
    """The name of each entry, each way of asking and each situation, with accents and without."""
    for entry in knowledge.entries.values():
        for text, situation in texts_of(entry):
            kind = "situation" if situation is not None else "name" if text == entry.name else "way of asking"
            ids = frozenset({entry.id, _led_to(entry, situation)})
            yield Told(kind, text, ids)
            yield Told(f"{kind}, no accents", bare(text), ids)


def _led_to(entry: Entry, situation: int | None) -> str:
    if situation is None or isinstance(entry, ListedProcedure):
        return entry.id
    return entry.situations[situation].leads_to or entry.id


def lost(told: Iterable[Told], library: Library) -> Iterator[Told]:
    """The phrases that lead neither to their entry nor to a choice that holds it."""
    for number, phrase in enumerate(told):
        incoming = Incoming(account="web", person="p", message=str(number), text=phrase.text)
        outcome = respond(State(), incoming, library, noon_of(DAY)).outcome
        if phrase.ids.isdisjoint((*outcome.ids, *outcome.choices)):
            yield phrase
