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


def verdicts(id_: str, body: bytes, timestamps: Iterable[str], secret: str, header: str) -> list[bool]:
    """For each of the timestamps whether the header signs the body with it; compared in constant time."""
    given = header.strip().lower().removeprefix("mac=").strip()
    return [
        _is_timestamp(timestamp)
        and given.isascii()
        and hmac.compare_digest(signature(id_, body, timestamp, secret), given)
        for timestamp in timestamps
    ]


def _is_timestamp(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_TIMESTAMP
