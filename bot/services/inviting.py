"""How an officer's chat becomes known: a one-time code from the command line, typed into the chat."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from bot.announcements.officer import Officer
from bot.services.announcing import officer_of
from bot.storage import Connection, audit, invitations, officers

LASTS = timedelta(hours=24)
MOST_TRIES, MOST_TRIES_OF_ALL = 5, 50
"""Wrong codes in `TRIES_LAST`, of one chat and of all together."""
TRIES_LAST = timedelta(hours=1)

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another; 31 of them ten times is some 50 bits."""
_LENGTH = 10

WRONG = "Mã này không đúng, đã dùng hoặc đã hết hạn. Bạn xem lại mã, hoặc xin mã mới ở người quản trị của xã."
TOO_MANY = "Mã sai nhiều lần quá, nên tôi tạm ngừng nhận mã. Bạn thử lại sau một giờ."
NO_CODE = "Để làm việc ở đây, cán bộ nhắn /canbo và mã được cấp, ví dụ: /canbo ABCDE-23456."


def invite(db: Connection, code: str, now: datetime) -> tuple[Officer, str]:
    """A code for the officer, in place of one they had; only its hash is kept. Raises OperatorError."""
    officer = officer_of(db, code)
    secret = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    invitations.add(db, _digest(secret), officer.code, now + LASTS, now)
    audit.append(db, audit.PROGRAM, "officer-invite", 0, now, {"officer": officer.code})
    half = _LENGTH // 2
    return officer, f"{secret[:half]}-{secret[half:]}"


def join(db: Connection, account: str, person: str, secret: str, now: datetime) -> Officer | str:
    """Use the code up: the officer whose chat this now is, or why not. Who tries too often has to wait."""
    who, since = sha256(f"{account} {person}".encode()).hexdigest(), now - TRIES_LAST
    if not secret:
        return NO_CODE
    if invitations.tries(db, since, who) >= MOST_TRIES or invitations.tries(db, since) >= MOST_TRIES_OF_ALL:
        return TOO_MANY
    code = invitations.used(db, _digest(secret), now)
    officer = officers.load(db, code) if code else None
    if officer is None:
        invitations.add_try(db, who, now)
        return WRONG
    officers.add_chat(db, officer.code, account, person, now)
    audit.append(db, officer.code, "officer-chat", 0, now, {"account": account})
    return officer


def _digest(secret: str) -> str:
    # Long and random, so that a plain hash can not be guessed back.
    plain = "".join(letter for letter in secret.upper() if letter in _LETTERS)
    return sha256(plain.encode()).hexdigest()
