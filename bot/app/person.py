"""What a commune keeps about one person, for a command that ends. The database file suffices; no knowledge is read."""

from dataclasses import dataclass

from bot.app.commune_data import CommuneData, chosen_data
from bot.settings import Settings
from bot.storage import person
from bot.storage.person import Kept


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a channel account of a commune knows them."""

    data: CommuneData
    account: str
    id: str

    @property
    def commune(self) -> str:
        """The code of the commune."""
        return self.data.code


def find_person(settings: Settings, account: str, id_: str) -> Person:
    """The person in the commune that the settings name, or in the only one that has data.

    Raises OperatorError as `chosen_data`.
    """
    return Person(chosen_data(settings), account, id_)


def kept(whom: Person) -> Kept:
    """What is there now. Blocks. Raises OperatorError where the file fails."""
    return whom.data.done(lambda db: person.kept(db, whom.account, whom.id))


def forget(whom: Person) -> Kept:
    """Delete it, from SQLite's journal too if nobody is just reading; what it was. Raises OperatorError as `kept`."""
    gone = whom.data.done(lambda db: person.forget(db, whom.account, whom.id))
    person.empty_journal(whom.data.database)
    return gone
