"""What a citizen's form says, or why it can not be taken."""

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.web import wording

MOST_BYTES = 16 * 1024
MOST_CHARACTERS = 10_000
_MOST_CHOICE = 500
_MESSAGE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Question:
    """One sent form: `text` as typed or a choice's label, the `choice` taken if any, the page's id of the `message`."""

    text: str
    choice: str | None
    message: str

    def id_for(self, person: str) -> str:
        """The id of the message for the conversation: the same when the same is sent again, else another.

        The page's own id is not enough: with the browser's Back button a citizen changes the words of an old form and
        would get the old answer, and two browsers might choose the same id. A hash, for nothing of the text to be kept.
        """
        parts = (person, self.message, "" if self.choice is None else "=" + self.choice, self.text)
        return sha256("\0".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message is not answered: the HTTP status, a sentence for the citizen, seconds after which to try again."""

    status: int
    sentence: str
    retry_after: int | None = None


async def read_question(request: Request) -> Question | Refusal:
    """Read the form. Raises `ClientDisconnect` if the visitor has gone."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM:
        return Refusal(415, wording.UNREADABLE)
    body = await bounded_body(request, MOST_BYTES)
    if body is None:
        return Refusal(413, wording.TOO_LONG)
    try:
        # Not request.form(): it takes bytes that are not UTF-8 for letters, and the citizen would get a riddle back.
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=8))
    except ValueError:
        return Refusal(400, wording.UNREADABLE)
    return _question(fields)


async def bounded_body(request: Request, most: int) -> bytes | None:
    """The body, or None where it has more bytes than that; no more are read. Raises `ClientDisconnect`."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)


def _question(fields: dict[str, str]) -> Question | Refusal:
    text = fields.get("text", "").replace("\r\n", "\n").strip()
    choice = fields.get("choice") or None
    message = fields.get("message", "")
    if not _MESSAGE.fullmatch(message) or (choice is not None and len(choice) > _MOST_CHOICE):
        return Refusal(400, wording.UNREADABLE)
    if len(text) > MOST_CHARACTERS:
        return Refusal(413, wording.TOO_LONG)
    if not text and choice is None:
        return Refusal(400, wording.EMPTY)
    return Question(text, choice, message)
