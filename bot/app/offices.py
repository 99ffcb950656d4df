"""The communes whose plans are looked after while the program runs."""

from collections.abc import Iterator

from bot.app.databases import Databases
from bot.services.keeping_plans import Office
from bot.services.knowledge import LiveKnowledge


def offices(knowledge: LiveKnowledge, databases: Databases) -> Iterator[Office]:
    """Those that are served and whose database is open, as they are now."""
    shelf, opened = knowledge.shelf, databases.opened()
    plans = shelf.loaded.plans
    for code, library in shelf.libraries.items():
        if code in opened:
            yield Office(opened[code], library.knowledge, plans.get(code))
