"""What of an announcement is given to other outlets. Inside transactions."""

from bot.announcements.content import Content
from bot.announcements.delivery import LedgerRow
from bot.announcements.outlets import Item, item_of
from bot.commune import Commune
from bot.errors import OperatorError
from bot.services.announcing import found
from bot.storage import Connection, announcements, deliveries, firings, publications


def item_for_outlets(db: Connection, commune: Commune, number: int) -> Item:
    """The announcement as it was sent last, or as it was approved where it was not sent yet.

    Raises OperatorError where neither holds, or it is for officers alone.
    """
    content = _settled(db, number)
    if not content.audience.is_for_citizens:
        raise OperatorError(f"Thông báo số {number} chỉ dành cho cán bộ, nên không xuất để đăng ra ngoài.")
    sent = publications.of(db, number)
    if sent:
        return item_of(commune, sent.title, sent.text, sent)
    return item_of(commune, content.title, content.text, None)


def ledger_of(db: Connection, number: int) -> list[LedgerRow]:
    """All rows of the announcement's ledger, without who they are about. Raises OperatorError where it is not there."""
    return deliveries.rows(db, found(db, number).id)


def _settled(db: Connection, number: int) -> Content:
    """The content of the version that was sent last, else of the one that is approved."""
    announcement, firing = found(db, number), firings.latest(db, number)
    if firing:
        return announcements.content_of(db, number, firing.version)
    if not announcement.is_approved:
        raise OperatorError(f"Thông báo số {number} chưa được duyệt, nên chưa xuất để đăng. Hãy trình duyệt trước.")
    return announcement.content
