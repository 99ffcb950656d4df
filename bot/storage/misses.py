"""Questions that found no answer, masked and without the person, for those who mend the knowledge."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written


def add(db: Database, question: str, nearest: Sequence[str], at: datetime) -> None:
    """Keep a masked question and the ids of the entries that came nearest."""
    db.table("miss").insert({"at": written(at), "question": question, "nearest": json.dumps(list(nearest))})
