"""All that one commune can tell: the shared entries with its own on top."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.commune import Commune
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary

Entry = Procedure | Topic | ListedProcedure


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A commune and its entries by id, in the order in which they were read (which decides ties)."""

    commune: Commune
    entries: Mapping[str, Entry]
    vocabulary: Vocabulary
