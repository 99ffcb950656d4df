"""Whether a webhook's body is from Zalo: X-ZEvent-Signature, a plain SHA-256 over the raw bytes, no HMAC.

Whether the timestamp is the body's or that of the header X-ZEvent-Timestamp is not settled, so both are tried. Some
have seen the OA's id in the place of the app's; Zalo's own description says the app's, and nothing else is accepted.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

LONGEST_TIMESTAMP = 20
"""Digits; a longer one is none."""


def signature(id_: str, body: bytes, timestamp: str, secret: str) -> str:
    """The signature, in hexadecimal, of a body that was sent at that moment (milliseconds, as text)."""
    return sha256(id_.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def is_signed(id_: str, body: bytes, timestamps: Iterable[str], secret: str, header: str) -> bool:
    """Whether the header signs the body with one of the timestamps; compared in constant time."""
    given = header.strip().lower().removeprefix("mac=").strip()
    if not given.isascii():
        return False
    verdicts = [
        hmac.compare_digest(signature(id_, body, timestamp, secret), given)
        for timestamp in timestamps
        if timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP
    ]
    return any(verdicts)
