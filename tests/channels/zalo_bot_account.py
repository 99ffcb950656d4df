"""One bot at the imitated Zalo: what it has sent, and the methods of the Bot Platform, in the platform's own shapes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from zalo_bot_delivery import Delivery, Hook, Refusal

Parameters = dict[str, Any]
BOT = {"id": "b0b0b0b0b0b0b0b0b0b0", "account_name": "bot.mau", "account_type": "BASIC", "can_join_groups": False}
KNOWN: dict[str, dict[str, tuple[type, ...]]] = {
    "getMe": {},
    "getUpdates": {"timeout": (int, str)},
    "setWebhook": {"url": (str,), "secret_token": (str,)},
    "deleteWebhook": {},
    "getWebhookInfo": {},
    "sendMessage": {"chat_id": (str,), "text": (str,)},
    "sendChatAction": {"chat_id": (str,), "action": (str,)},
}
"""The methods that the program may call, and what it may give them; `parse_mode` is not among it on purpose."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that arrived."""

    person: str
    number: str
    text: str


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Account:
    """Lives in one event loop. `quota` is how many messages may still be sent in this month."""

    def __init__(self, delivery: Delivery, moment: Callable[[], int]) -> None:
        self.delivery = delivery
        self.persons: set[str] = set()
        self.sent: list[Sent] = []
        self.quota = 1_000_000
        self._moment = moment
        self._methods: dict[str, Callable[[Parameters], Awaitable[dict[str, Any] | None]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": self._send_message,
            "sendChatAction": self._send_chat_action,
        }

    async def do(self, method: str, given: Parameters) -> dict[str, Any] | None:
        """The result of a call; None where the platform gives none. Raises Refusal."""
        return await self._methods[method](given)

    async def _get_me(self, given: Parameters) -> dict[str, Any]:
        return BOT

    async def _get_updates(self, given: Parameters) -> dict[str, Any]:
        return await self.delivery.poll(float(given.get("timeout", 30)))

    async def _send_message(self, given: Parameters) -> dict[str, Any]:
        self._look_at(given["chat_id"])
        if not given["text"].strip():
            raise Refusal(400, "Bad request: The text must not be empty")
        if units(given["text"]) > 2000:
            raise Refusal(400, "Bad request: The text must be at most 2000 characters")
        if self.quota <= 0:
            raise Refusal(429, "Quota exceeded")
        self.quota -= 1
        sent = Sent(given["chat_id"], f"{len(self.sent) + 1:020x}", given["text"])
        self.sent.append(sent)
        return {"message_id": sent.number, "date": self._moment()}

    async def _send_chat_action(self, given: Parameters) -> None:
        self._look_at(given["chat_id"])
        if given["action"] != "typing":
            raise Refusal(400, "Bad request: The action is invalid")

    async def _set_webhook(self, given: Parameters) -> dict[str, Any]:
        if not given["url"].startswith("https://"):
            raise Refusal(400, "Bad request: The url must start with https://")
        if not 8 <= len(given["secret_token"]) <= 256:
            raise Refusal(400, "Bad request: The secret_token must have 8 to 256 characters")
        await self.delivery.set_hook(Hook(given["url"], given["secret_token"]))
        return self._hook()

    async def _delete_webhook(self, given: Parameters) -> dict[str, Any]:
        await self.delivery.set_hook(None)
        return self._hook()

    async def _get_webhook_info(self, given: Parameters) -> dict[str, Any]:
        return self._hook()

    def _hook(self) -> dict[str, Any]:
        return {"url": self.delivery.hook.url if self.delivery.hook else "", "updated_at": self._moment()}

    def _look_at(self, person: str) -> None:
        if not person:
            raise Refusal(400, "Bad request: The chat_id must not be empty")
        if person not in self.persons:
            raise Refusal(400, "Bad request: The chat_id is invalid")
