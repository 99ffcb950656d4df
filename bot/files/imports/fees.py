"""The portal's words about fees. A rate is taken only where nothing about it is left to judge; a draft needs no fee.

"Miễn phí" often stands for "no figure given", amounts lose their zeros ("40 Việt Nam Đồng (4.000 đ…)"), and what stands
in brackets may change all: exemptions, other amounts, dates. So one row that is not clear leaves the whole fee open.
"""

import re
from collections.abc import Sequence

from bot.files.imports.portal import Method, tidy
from bot.files.yaml_writing import Written

Rate = dict[str, Written]

_HEAD = re.compile(r"([^(]*)(?:\((.*)\))?", re.DOTALL)
_DONG = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]+)\s*(?:vnđ|vnd|việt nam đồng|đồng|đ)", re.IGNORECASE)
_PER = re.compile(
    r"(?:[^0-9:]{1,40}:)?\s*(?:(?P<again>[0-9.,]+)\s*(?:đồng|đ))?\s*/\s*(?P<per>[^0-9,;:.()]{1,40})\.?", re.I
)
_COUNCIL = re.compile(r"hội đồng nhân dân", re.IGNORECASE)
_LEAST = 1000
"""Đồng. No fee is lower; such an amount has lost its zeros."""
CHANNELS = {"trực tiếp": "trực tiếp", "trực tuyến": "trực tuyến", "dịch vụ bưu chính": "bưu chính"}
"""The portal's names of the ways of handing in, and ours."""


def rates(methods: Sequence[Method], caution: bool) -> tuple[list[Rate], list[str]]:
    """The rates by channel, none where that is not clear; and the portal's words where they tell more than the rates.

    `caution` is the mark of records whose "Miễn phí" is not to be trusted; nor is it where a note speaks of fees.
    """
    found: dict[str, list[Rate]] = {}
    for method in newest(methods, "fee"):
        rate = _rate(tidy(method.fee), caution or "phí" in tidy(method.note).lower())
        channel = CHANNELS.get(tidy(method.method).lower())
        if rate is None or channel is None:
            return [], _texts(methods)
        known = found.setdefault(channel, [])
        if rate not in known:
            known.append(rate)
    if any(len(known) > 1 and not all("tinh_theo" in rate for rate in known) for known in found.values()):
        return [], _texts(methods)
    told = _by_channel(found)
    return told, _texts(methods) if any("ai_quyet_dinh" in rate for rate in told) else []


def _texts(methods: Sequence[Method]) -> list[str]:
    return list(dict.fromkeys(text for method in methods if (text := tidy(method.fee))))


def newest(methods: Sequence[Method], key: str) -> list[Method]:
    """The rows of the last crawl that tells this at all; crawls stand in the order of time."""
    telling = [method for method in methods if tidy(getattr(method, key))]
    return [method for method in telling if method.seen == telling[-1].seen]


def _by_channel(found: dict[str, list[Rate]]) -> list[Rate]:
    told: list[Rate] = []
    for rate in (rate for known in found.values() for rate in known):
        channels = [channel for channel, known in found.items() if rate in known]
        whole = rate if len(channels) == len(found) else {**rate, "kenh": channels}
        if whole not in told:
            told.append(whole)
    return told


def _rate(text: str, caution: bool) -> Rate | None:
    match = _HEAD.fullmatch(text)
    if not match:
        return None
    head, bracket = match[1].strip().rstrip("."), (match[2] or "").strip()
    if head.lower() == "miễn phí":
        return _free(bracket, caution)
    amount = _amount(head)
    return _priced(amount, bracket) if amount >= _LEAST else None


def _free(bracket: str, caution: bool) -> Rate | None:
    if _COUNCIL.search(bracket):
        return {"ai_quyet_dinh": "Hội đồng nhân dân tỉnh"}
    return None if bracket or caution else {"so_tien": "miễn phí"}


def _priced(amount: int, bracket: str) -> Rate | None:
    shown: Rate = {"so_tien": f"{amount:,}".replace(",", ".")}
    if not bracket:
        return shown
    per = _PER.fullmatch(bracket)
    again = _digits(per["again"]) if per and per["again"] else amount
    return {**shown, "tinh_theo": tidy(per["per"])} if per and again == amount else None


def _amount(text: str) -> int:
    found = _DONG.fullmatch(text)
    return _digits(found[1]) if found else 0


def _digits(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)
