"""Bodies of the Official Account's webhook and rows of `listrecentchat`, in the form that the reference gives."""

from typing import Any

APP_ID = "3500000000000000001"
OA_ID = "1357924680135792468"
_CONTENTS: dict[str, dict[str, Any]] = {
    "image": {"thumbnail": "https://example.zdn.vn/t.jpg", "url": "https://example.zdn.vn/i.jpg"},
    "gif": {"thumbnail": "https://example.zdn.vn/t.jpg", "url": "https://example.zdn.vn/i.gif"},
    "link": {"thumbnail": "", "description": "Trang mẫu", "url": "https://example.org/"},
    "audio": {"url": "https://example.zdn.vn/a.aac"},
    "video": {"thumbnail": "", "description": "", "url": "https://example.zdn.vn/v.mp4"},
    "sticker": {"id": "7", "url": "https://example.zdn.vn/s.png"},
    "location": {"coordinates": {"latitude": "10.77", "longitude": "106.69"}},
    "file": {"url": "https://example.zdn.vn/f.pdf", "size": "9", "name": "f.pdf", "checksum": "c", "type": "pdf"},
    "business_card": {"description": "", "thumbnail": "", "url": "https://example.zdn.vn/"},
}


def _event(name: str, at: int, **more: Any) -> dict[str, Any]:
    return {"app_id": APP_ID, "user_id_by_app": "555000111222333", "event_name": name, "timestamp": str(at)} | more


def text(person: str, message: str, words: str, at: int) -> dict[str, Any]:
    """A person writes; `at` is in milliseconds."""
    content = {"msg_id": message, "text": words}
    return _event("user_send_text", at, sender={"id": person}, recipient={"id": OA_ID}, message=content)


def attached(person: str, message: str, kind: str, at: int, words: str = "") -> dict[str, Any]:
    """A person sends something else, perhaps with words beside it."""
    content: dict[str, Any] = {"msg_id": message, "attachments": [{"type": kind, "payload": _CONTENTS[kind]}]}
    content |= {"text": words} if words else {}
    return _event(f"user_send_{kind}", at, sender={"id": person}, recipient={"id": OA_ID}, message=content)


def echo(person: str, message: str, at: int, admin: str | None = None, words: str = "Chào bạn.") -> dict[str, Any]:
    """A message of the account to a person, sent by a program or, with an id, by one of the staff."""
    sender = {"id": OA_ID} | ({"admin_id": admin} if admin else {})
    content = {"msg_id": message, "text": words}
    return _event("oa_send_text", at, sender=sender, recipient={"id": person}, message=content)


def follow(person: str, at: int) -> dict[str, Any]:
    return _event("follow", at, oa_id=OA_ID, follower={"id": person}, source="oa_profile")


def unfollow(person: str, at: int) -> dict[str, Any]:
    return _event("unfollow", at, oa_id=OA_ID, follower={"id": person}, source="oa_profile")


def chatnow(person: str, at: int) -> dict[str, Any]:
    return _event("user_click_chatnow", at, oa_id=OA_ID, user_id=person)


def withdraw(person: str, at: int) -> dict[str, Any]:
    return _event("user_withdraw", at, oa_id=OA_ID, user_id=person)


def row(person: str, message: str, words: str, at: int, *, is_persons: bool) -> dict[str, Any]:
    sides = {"from_id": person, "to_id": OA_ID} if is_persons else {"from_id": OA_ID, "to_id": person}
    return {"src": int(is_persons), "time": at, "message_id": message, "type": "text", "message": words} | sides
