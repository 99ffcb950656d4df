"""Updates as Telegram sends them, of persons who do not exist."""

from typing import Any

Payload = dict[str, Any]
NAME = "Người Mẫu"
MOMENT = 1795140000


def user(person: int) -> Payload:
    return {"id": person, "is_bot": False, "first_name": NAME, "username": "nguoimau", "language_code": "vi"}


def private_chat(person: int) -> Payload:
    return {"id": person, "type": "private", "first_name": NAME, "username": "nguoimau"}


def message(person: int, number: int, **content: Any) -> Payload:
    """What the person sent in a private chat: `text="…"`, `photo=[…]` and so on."""
    sender = {"from": user(person)}
    return {"message_id": number, "date": MOMENT, "chat": private_chat(person)} | sender | content


def bots_message(person: int, number: int, text: str, buttons: list[list[tuple[str, str]]]) -> Payload:
    """A message of the bot, with rows of buttons (label and data) below it."""
    rows = [[{"text": label, "callback_data": data} for label, data in row] for row in buttons]
    markup = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
    return {"message_id": number, "date": MOMENT, "chat": private_chat(person), "text": text} | markup


def press(person: int, query: str, data: str, below: Payload) -> Payload:
    """A press of a button below a message of the bot."""
    return {"id": query, "from": user(person), "chat_instance": "1", "data": data, "message": below}


def membership(person: int, status: str) -> Payload:
    """The person blocks the bot ("kicked") or lets it in again ("member")."""
    bot = {"id": 1, "is_bot": True, "first_name": "Một cửa"}
    until = {"until_date": 0} if status == "kicked" else {}
    before, after = {"status": "member", "user": bot}, {"status": status, "user": bot} | until
    change = {"old_chat_member": before, "new_chat_member": after}
    return {"chat": private_chat(person), "from": user(person), "date": MOMENT} | change
