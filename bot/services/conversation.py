"""One message: found again or answered, and kept, in one transaction."""

import logging
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from bot.dialogue import Effect, KeepMiss, State, Turn, respond
from bot.messages import Incoming, Reply
from bot.search import Library
from bot.services.clock import Clock
from bot.storage import Connection, Database, misses, states, turns

_LOG = logging.getLogger("motcua.conversation")
_REPLIES = TypeAdapter(tuple[Reply, ...])


async def converse(database: Database, library: Library, incoming: Incoming, clock: Clock) -> tuple[Reply, ...]:
    """The replies to a message. A message that was answered before gets the same replies, and changes nothing.

    Raises OperatorError where the database file fails; then nothing was kept, and the message may be sent again.
    """
    outcome = await database.run(lambda db: _taken(db, library, incoming, clock.now()))
    fields = {"commune": library.knowledge.commune.code, "account": incoming.account}
    match outcome:
        case Turn() as turn:
            decided = {"decision": turn.outcome.decision, "ids": turn.outcome.ids}
            _LOG.info("message_answered", extra={"fields": fields | decided})
            return turn.replies
        case replies:
            _LOG.info("message_repeated", extra={"fields": fields})
            return replies


def _taken(db: Connection, library: Library, incoming: Incoming, now: datetime) -> Turn | tuple[Reply, ...]:
    sent = turns.replies_to(db, incoming.account, incoming.person, incoming.message)
    if sent is not None:
        return _REPLIES.validate_json(sent)
    turn = respond(_state(db, incoming, now), incoming, library, now)
    states.save(db, incoming.account, incoming.person, turn.state.model_dump_json(), now)
    if library.knowledge.commune.keep_misses == "có":
        for effect in turn.effects:
            _keep(db, effect, now)
    replies = _REPLIES.dump_json(turn.replies).decode()
    turns.add(db, incoming.account, incoming.person, incoming.message, replies, now)
    return turn


def _state(db: Connection, incoming: Incoming, now: datetime) -> State:
    """Where the conversation stands; at its beginning where it is too old, or written so that it is not understood."""
    written = states.load(db, incoming.account, incoming.person, now)
    if written is None:
        return State()
    try:
        return State.model_validate_json(written)
    except ValidationError:
        return State()


def _keep(db: Connection, effect: Effect, now: datetime) -> None:
    match effect:
        case KeepMiss(question, nearest):
            misses.add(db, question, nearest, now)
