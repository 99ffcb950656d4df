"""What is sent to citizens gets a code, is noted, and can be asked about. Inside transactions."""

from datetime import datetime

from bot.announcements.announcement import Firing
from bot.announcements.codes import code_of
from bot.announcements.content import Content
from bot.announcements.publication import Check, Genuine, NotOurs
from bot.announcements.quoting import digests, held_against, quote_in
from bot.messages import Reply
from bot.storage import Connection, publications


def message_of(db: Connection, number: int, version: int, content: Content) -> Reply:
    """The message as everybody gets it, of that version of the announcement of that number."""
    return content.reply(code_of(publications.key(db), number, version, content))


def publish(db: Connection, firing: Firing, content: Content, at: datetime) -> None:
    """Note what a firing is going to send, where it is for citizens."""
    if content.audience.is_for_citizens:
        code = code_of(publications.key(db), firing.announcement, firing.version, content)
        publications.add(db, firing, code, digests(content.title, content.text), at)


def checked(db: Connection, message: str) -> Check | None:
    """What a citizen's message is, held against all that was sent to citizens; None where it quotes nothing.

    A text without a code counts only where it is the same, so that a question is never taken for an announcement.
    """
    quote = quote_in(message)
    if quote.code:
        sent = publications.by_code(db, quote.code)
        if sent:
            return held_against(quote, sent)
        if quote.means_code:
            return NotOurs(quote.code)
    same = publications.by_words(db, quote.digest) if quote.digest else None
    return Genuine(same) if same else None
