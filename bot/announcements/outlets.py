"""The same announcement for other outlets than the chat: a page, a post, a mail. Nothing is left out or changed."""

from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from bot.announcements.content import CODE_LABEL, shown_moment
from bot.announcements.publication import Publication
from bot.commune import Commune
from bot.text.addresses import addresses_in
from bot.text.sentences import capitalised


@dataclass(frozen=True, slots=True)
class Item:
    """What every outlet tells. `sent` and `code` are there once it was sent to citizens: only then can it be verified.

    `office` is whose it is, `address` its e-mail address ("" where it is not known).
    """

    title: str
    text: str
    office: str
    address: str = ""
    sent: datetime | None = None
    code: str = ""


def item_of(commune: Commune, title: str, text: str, sent: Publication | None) -> Item:
    """The commune's announcement with this title and text."""
    item = Item(title, text, office_of(commune), commune.contacts.email or "")
    return replace(item, sent=sent.last, code=sent.code) if sent else item


def office_of(commune: Commune) -> str:
    """In whose name the commune's announcements are sent."""
    return f"Ủy ban nhân dân {commune.name}"


def web_fragment(item: Item) -> str:
    """HTML to put into a page of another site: escaped, without styles or scripts."""
    paragraphs = [f"<p>{_html(block)}</p>" for block in item.text.split("\n\n") if block.strip()]
    lines = [f"<h2>{escape(item.title)}</h2>", *paragraphs, f"<p><small>{_html(_signed(item))}</small></p>"]
    return "\n".join(('<article lang="vi">', *lines, "</article>")) + "\n"


def facebook_post(item: Item) -> str:
    """Text to copy as it is: what Facebook shows before "Xem thêm" begins with the title."""
    return f"{item.title}\n\n{item.text}\n\n{_signed(item)}\n"


def portal_mail(item: Item) -> bytes:
    """A mail for whoever publishes it elsewhere, as an .eml file that mail programs open to be sent (`X-Unsent`)."""
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["Subject"] = f"Đề nghị đăng tin: {' '.join(item.title.split())}"
    if item.address:
        mail["From"] = item.address
    mail["X-Unsent"] = "1"
    asked = f"Kính gửi Ban biên tập,\n\n{item.office} đề nghị đăng tin sau."
    mail.set_content("\n\n".join((asked, item.title, item.text, _signed(item))) + "\n")
    return mail.as_bytes()


def _signed(item: Item) -> str:
    when = f", {shown_moment(item.sent)}" if item.sent else ""
    code = f"\n{CODE_LABEL}: {item.code}" if item.code else ""
    return f"{capitalised(item.office)}{when}{code}"


def _html(text: str) -> str:
    pieces, done = [], 0
    for start, url in addresses_in(text):
        pieces += [escape(text[done:start]), f'<a href="{escape(url)}">{escape(url)}</a>']
        done = start + len(url)
    return "".join((*pieces, escape(text[done:]))).replace("\n", "<br>\n")
