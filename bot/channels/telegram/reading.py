"""What Telegram tells, as our values. What does not come from a citizen in a private chat is nothing to us."""

import re

from telegram import CallbackQuery, Chat, ChatMember, Message, Update

from bot.channels.channel import Membership
from bot.messages import Attachment, Incoming

ACCOUNT = "telegram"
"""The `Incoming.account` of everything that arrives here."""

_COMMAND = re.compile(r"(/\w+)@\w+(?=\s|$)")
_START = re.compile(r"/start\s+(\S+)\s*")
_PROCEDURE = re.compile(r"tthc_([0-9])-([0-9]{6})")
_TOPIC = re.compile(r"hoi_([a-z0-9]+(?:-[a-z0-9]+)*)")
_PLACE = re.compile(r"[0-9]+\. ")


def read(update: Update) -> Incoming | None:
    """The citizen's message in an update; None for an edit, a group, a channel and all else that is no message to us.

    A payload of `/start` becomes the choice that it names: "tthc_1-001193" is "1.001193", "hoi_gio-lam-viec" is
    "gio-lam-viec". The pictures of an album are one message, for they are sent in one go.
    """
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    message = update.message
    if message is None or not _is_private(message.chat) or (message.from_user is not None and message.from_user.is_bot):
        return None
    person, number = str(message.chat.id), str(message.message_id)
    if message.text is not None:
        text, choice = _said(message.text)
        return Incoming(ACCOUNT, person, number, text, choice)
    attachment = _attachment(message)
    if attachment is None:
        return None
    album = f"album-{message.media_group_id}" if message.media_group_id else number
    return Incoming(ACCOUNT, person, album, message.caption or "", attachment=attachment)


def membership(update: Update) -> Membership | None:
    """Who has blocked the bot or let it in again, if that is what the update tells."""
    change = update.my_chat_member
    if change is None or not _is_private(change.chat):
        return None
    status = change.new_chat_member.status
    return Membership(str(change.chat.id), blocked=status in {ChatMember.BANNED, ChatMember.LEFT})


def _is_private(chat: Chat) -> bool:
    return chat.type == Chat.PRIVATE


def _said(text: str) -> tuple[str, str | None]:
    """A text as it was meant, and the choice that it is, if it is the start of a chat with something to open."""
    said = _COMMAND.sub(r"\1", text, count=1) if text.startswith("/") else text
    start = _START.fullmatch(said)
    return ("/start", _opened(start[1])) if start else (said, None)


def _opened(payload: str) -> str | None:
    if procedure := _PROCEDURE.fullmatch(payload):
        return f"{procedure[1]}.{procedure[2]}"
    topic = _TOPIC.fullmatch(payload)
    return topic[1] if topic else None


def _pressed(query: CallbackQuery) -> Incoming | None:
    if query.message is None or not query.data or not _is_private(query.message.chat):
        return None
    label = _label(query.message, query.data) if isinstance(query.message, Message) else ""
    return Incoming(ACCOUNT, str(query.message.chat.id), f"callback-{query.id}", label, choice=query.data)


def _label(message: Message, data: str) -> str:
    """What stands on the button, without its place in the list; "" where the keyboard is no longer there."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    labels = (button.text for row in rows for button in row if button.callback_data == data)
    return _PLACE.sub("", next(labels, ""), count=1)


def _attachment(message: Message) -> Attachment | None:
    if message.photo:
        return Attachment.PHOTO
    if message.voice or message.audio or message.video_note:
        return Attachment.VOICE
    if message.sticker or message.animation or message.dice:
        # An animation comes with a document, too, and is as little of a paper as a sticker is.
        return Attachment.STICKER
    if message.location or message.venue:
        return Attachment.LOCATION
    if message.document:
        is_picture = (message.document.mime_type or "").startswith("image/")
        return Attachment.PHOTO if is_picture else Attachment.FILE
    return Attachment.FILE if message.video or message.contact else None
