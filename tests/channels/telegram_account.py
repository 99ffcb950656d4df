"""One bot at the imitated Telegram: its chats, what it has sent, and the methods of the Bot API."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from telegram_delivery import Delivery, Hook, Refusal
from telegram_html import BadMarkup, parsed, units
from telegram_updates import bots_message

Parameters = dict[str, Any]
BOT = {"id": 4000, "is_bot": True, "first_name": "Một cửa", "username": "motcua_mau_bot"}


class Chat(Enum):
    """How a person's chat with the bot stands, in the words of Telegram."""

    OPEN = "open"
    BLOCKED = "bot was blocked by the user"
    DEACTIVATED = "user is deactivated"
    NEVER_BEGUN = "bot can't initiate conversation with a user"
    UPGRADED = "group chat was upgraded to a supergroup chat"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that arrived: `text` as the person sees it, `raw` as it was sent, the rows of (label, data) below it."""

    person: int
    number: int
    text: str
    raw: str
    parse_mode: str | None
    buttons: list[list[tuple[str, str]]]


class Account:
    """Lives in one event loop."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.chats: dict[int, Chat] = {}
        self.sent: list[Sent] = []
        self.commands: dict[str, str] = {}
        self.waiting_presses: set[str] = set()
        self.numbers = 0
        self._methods: dict[str, Callable[[Parameters], Awaitable[object]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "sendMessage": self._send_message,
            "sendChatAction": self._send_chat_action,
            "answerCallbackQuery": self._answer_callback_query,
            "setMyCommands": self._set_my_commands,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
        }

    async def do(self, method: str, given: Parameters) -> object:
        """The result of a call whose parameters have the right types. Raises Refusal."""
        return await self._methods[method](given)

    def next_number(self) -> int:
        self.numbers += 1
        return self.numbers

    async def _get_me(self, given: Parameters) -> object:
        return BOT

    async def _get_updates(self, given: Parameters) -> object:
        limit = given.get("limit", 100)
        if not 1 <= limit <= 100:
            raise Refusal(400, "Bad Request: limit must be between 1 and 100")
        self.delivery.allowed = given.get("allowed_updates", self.delivery.allowed)
        return await self.delivery.poll(given.get("offset", 0), limit, given.get("timeout", 0))

    async def _send_message(self, given: Parameters) -> object:
        person = self._person(given["chat_id"])
        text = _seen(given["text"], given.get("parse_mode")).strip()
        if not text:
            raise Refusal(400, "Bad Request: message text is empty")
        if units(text) > 4096:
            raise Refusal(400, "Bad Request: message is too long")
        buttons = _buttons(given.get("reply_markup", {"inline_keyboard": []}))
        sent = Sent(person, self.next_number(), text, given["text"], given.get("parse_mode"), buttons)
        self.sent.append(sent)
        return bots_message(person, sent.number, text, buttons) | {"from": BOT}

    async def _send_chat_action(self, given: Parameters) -> object:
        self._person(given["chat_id"])
        if given["action"] not in {"typing", "upload_photo", "upload_document", "find_location", "choose_sticker"}:
            raise Refusal(400, "Bad Request: wrong parameter action in request")
        return True

    async def _answer_callback_query(self, given: Parameters) -> object:
        if given["callback_query_id"] not in self.waiting_presses:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.waiting_presses.remove(given["callback_query_id"])
        return True

    async def _set_my_commands(self, given: Parameters) -> object:
        for command in given["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands = {command["command"]: command["description"] for command in given["commands"]}
        return True

    async def _set_webhook(self, given: Parameters) -> object:
        if given["url"] and not given["url"].startswith("https://"):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        secret = given.get("secret_token")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self._drop_if_told(given)
        self.delivery.allowed = given.get("allowed_updates", self.delivery.allowed)
        self.delivery.set_hook(Hook(given["url"], secret, given.get("max_connections", 40)) if given["url"] else None)
        return True

    async def _delete_webhook(self, given: Parameters) -> object:
        self._drop_if_told(given)
        self.delivery.set_hook(None)
        return True

    def _drop_if_told(self, given: Parameters) -> None:
        if given.get("drop_pending_updates"):
            self.delivery.pending.clear()

    async def _get_webhook_info(self, given: Parameters) -> object:
        url = self.delivery.hook.url if self.delivery.hook else ""
        return {
            "url": url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.delivery.pending),
        }

    def _person(self, written: Any) -> int:
        person = int(written) if re.fullmatch(r"-?[0-9]+", str(written)) else None
        if person is None or person not in self.chats:
            raise Refusal(400, "Bad Request: chat not found")
        if self.chats[person] is Chat.UPGRADED:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, words, {"migrate_to_chat_id": -1000 - person})
        if self.chats[person] is not Chat.OPEN:
            raise Refusal(403, f"Forbidden: {self.chats[person].value}")
        return person


def _seen(text: str, parse_mode: str | None) -> str:
    if parse_mode is None:
        return text
    if parse_mode != "HTML":
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    try:
        return parsed(text)
    except BadMarkup as error:
        raise Refusal(400, f"Bad Request: can't parse entities: {error}") from None


def _buttons(markup: dict[str, Any]) -> list[list[tuple[str, str]]]:
    rows = markup["inline_keyboard"]
    if len(json.dumps(markup, ensure_ascii=False).encode()) > 10_000 or sum(map(len, rows)) > 100:
        raise Refusal(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise Refusal(400, "Bad Request: inline keyboard button text can't be empty")
        if set(button) != {"text", "callback_data"} or not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return [[(button["text"], button["callback_data"]) for button in row] for row in rows]
