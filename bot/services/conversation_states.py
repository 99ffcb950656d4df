"""Where conversations stand, as they were stored."""

from datetime import datetime

from pydantic import ValidationError

from bot.dialogue.state import State
from bot.storage import Connection, states


def state_of(db: Connection, account: str, person: str, now: datetime) -> State:
    """Where a conversation stands; at its beginning where it is too old, or written so that it is not understood."""
    written = states.load(db, account, person, now)
    if written is None:
        return State()
    try:
        return State.model_validate_json(written)
    except ValidationError:
        return State()
