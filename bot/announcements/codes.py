"""The code at the end of what is sent, by which anybody can ask whether it is the commune's: HKM7-R3X4."""

import hmac
import re

from bot.announcements.content import Content

_LETTERS = "HKMNPRTVX"
"""No vowels, D or W, which Vietnamese keyboards turn into other letters together with what is typed next (Telex, VNI);
nothing that looks like a digit (B, G, I, L, O, Q, S, Z), and nothing that is read aloud like another (C)."""
_DIGITS = "23456789"
_GROUP = (_LETTERS, _LETTERS + _DIGITS, _LETTERS + _DIGITS, _DIGITS)
"""A letter first, so that a code is never taken for a telephone number; a digit last, so that no word is one."""

_PART = "".join(f"[{signs}]" for signs in _GROUP)
CODE = re.compile(rf"(?<![^\W_])({_PART})[\s.\-–—]{{0,3}}({_PART})(?![^\W_])", re.IGNORECASE)
"""A code as people type it: in small letters too, with any joint or none."""


def code_of(key: bytes, number: int, version: int, content: Content) -> str:
    """The code of that version of the announcement of that number: an HMAC over it and its words, truncated.

    What is for officers alone has none (""): whoever asked about it would be told that it is not the commune's.

    Two groups of four signs are 432,972,864 codes (2^28.7). A commune with a thousand announcements in two years can so
    have a code guessed once in 430,000 tries; the web takes one try in 2.5 seconds from a visitor and two a second from
    a network, the platforms about as many from an account. What is won is what the archive shows to everybody, and a
    code on a false text is told from the true one. So the key need not be kept from who may read the database: a code
    counts only where the ledger has it.
    """
    if not content.audience.is_for_citizens:
        return ""
    words = "\0".join((str(number), str(version), content.title, content.text))
    rest = int.from_bytes(hmac.digest(key, words.encode("utf-8", "replace"), "sha256"), "big")
    signs = []
    for group in _GROUP * 2:
        rest, place = divmod(rest, len(group))
        signs.append(group[place])
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def code_in_one_form(first: str, second: str) -> str:
    """The two groups of `CODE` as they were sent."""
    return f"{first}-{second}".upper()
