"""One message: found again or answered, and kept, in one transaction."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter

from bot.dialogue import Decision, Effect, ForgetPerson, KeepMiss, KeepSubscription, News, Outcome, respond
from bot.messages import Incoming, Reply
from bot.search import Library
from bot.services import officers_in_chat
from bot.services.clock import Clock
from bot.services.conversation_states import state_of
from bot.services.prospects import WITHOUT_LIMITS, Reach
from bot.services.publishing import checked
from bot.storage import Connection, Database, inbox, misses, states, subscriptions, turns
from bot.storage.person import forget
from bot.storage.turns import Status, TurnKey

_LOG = logging.getLogger("motcua.conversation")
_REPLIES = TypeAdapter(tuple[Reply, ...])


async def converse(
    database: Database, library: Library, incoming: Incoming, clock: Clock, news_channels: tuple[str, ...] = ()
) -> tuple[Reply, ...]:
    """The replies to a message, for a citizen who waits for them. A message sent again gets the same replies.

    News can not come to who is only answered; `news_channels` names the channels of the commune that bring them.
    Raises OperatorError where the database file fails; then nothing was kept, and the message may be sent again.
    """
    taken = await database.run(
        lambda db: _taken(db, library, incoming, clock.now(), Status.DONE, News(channels=news_channels))
    )
    await _finish(database, library, incoming, taken)
    return taken.replies


async def receive(
    database: Database,
    library: Library,
    incoming: Incoming,
    clock: Clock,
    news_days: int | None = None,
    reach: Reach = WITHOUT_LIMITS,
) -> tuple[Reply, ...] | None:
    """The replies to a message, stored so that they are sent even after a crash. None where it was answered before.

    `news_days` is `News.days` of the account; `reach` is how far the commune's announcements come.
    Raises OperatorError where the database file fails; then nothing was kept.
    """
    news = News(can_come=True, days=news_days)
    taken = await database.run(lambda db: _taken(db, library, incoming, clock.now(), Status.WAITING, news, reach))
    await _finish(database, library, incoming, taken)
    return taken.replies if taken.outcome else None


@dataclass(frozen=True, slots=True)
class _Taken:
    """The replies to a message, and what was decided; None where the message had been answered before."""

    replies: tuple[Reply, ...]
    outcome: Outcome | None
    forgotten: bool = False


async def _finish(database: Database, library: Library, incoming: Incoming, taken: _Taken) -> None:
    if taken.forgotten:
        await database.settle()
    fields: dict[str, object] = {"commune": library.knowledge.commune.code, "account": incoming.account}
    if taken.outcome:
        fields |= {"decision": taken.outcome.decision, "ids": taken.outcome.ids}
    _LOG.info("message_answered" if taken.outcome else "message_repeated", extra={"fields": fields})


def _taken(
    db: Connection,
    library: Library,
    incoming: Incoming,
    now: datetime,
    status: Status,
    news: News,
    reach: Reach = WITHOUT_LIMITS,
) -> _Taken:
    key = TurnKey(incoming.account, incoming.person, incoming.message)
    # Whoever writes can be written to again. So with a repeated message too: that they had blocked us before it may
    # have been told twice as well.
    subscriptions.revived(db, incoming.account, incoming.person, now)
    # Where it was kept before it was answered: it is in the same moment that it waits no longer.
    inbox.remove(db, *key)
    sent = turns.replies_to(db, key)
    if sent is not None:
        return _Taken(_REPLIES.validate_json(sent), None)
    of_officer = officers_in_chat.answered(db, library.knowledge.commune, incoming, now, reach)
    taken = (
        _Taken(of_officer, Outcome(Decision.SOCIAL)) if of_officer else _of_citizen(db, library, incoming, now, news)
    )
    turns.add(db, key, _REPLIES.dump_json(taken.replies).decode(), status, now)
    return taken


def _of_citizen(db: Connection, library: Library, incoming: Incoming, now: datetime, news: News) -> _Taken:
    known = replace(news, subscription=subscriptions.load(db, incoming.account, incoming.person))
    if incoming.choice is None:
        known = replace(known, check=checked(db, incoming.text))
    turn = respond(state_of(db, incoming.account, incoming.person, now), incoming, library, now, known)
    states.save(db, incoming.account, incoming.person, turn.state.model_dump_json(), now)
    for effect in turn.effects:
        _carry_out(db, effect, incoming, library, now)
    replies = officers_in_chat.beside(db, incoming, turn.replies, now)
    return _Taken(replies, turn.outcome, forgotten=ForgetPerson() in turn.effects)


def _carry_out(db: Connection, effect: Effect, incoming: Incoming, library: Library, now: datetime) -> None:
    match effect:
        case KeepMiss(question, nearest, kind):
            if library.knowledge.commune.keep_misses == "có":
                misses.add(db, question, nearest, now, kind.value)
        case KeepSubscription(subscription):
            subscriptions.save(db, subscription, now)
        case ForgetPerson():
            forget(db, incoming.account, incoming.person)
