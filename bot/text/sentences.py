"""Cutting a text where a reader would."""

import re

_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def shortened(text: str, limit: int) -> str:
    """The text as far as whole sentences fit into `limit` characters; a single sentence too long is cut at a word."""
    if len(text) <= limit:
        return text
    ends = [match.start() for match in _END.finditer(text) if match.start() <= limit]
    if ends:
        return text[: ends[-1]].rstrip()
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:") + "…"


def joined(parts: list[str]) -> str:
    """Say a list: «a», «a và b», «a, b và c»."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" và {parts[-1]}" if parts else ""


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: a capital at the start, a full stop at the end where nothing ends it."""
    return capitalised(text) if text.endswith((".", "!", "?", "…", ":")) else capitalised(text) + "."


def shown_number(number: int) -> str:
    """1.240, the Vietnamese way."""
    return f"{number:,}".replace(",", ".")


def shown_amount(dong: int) -> str:
    """50.000 đồng; nothing is "miễn phí"."""
    return f"{shown_number(dong)} đồng" if dong else "miễn phí"


def sentences_of(text: str) -> list[tuple[int, str]]:
    """The sentences in order, each with the index of its first character."""
    ends = [(match.start(), match.end()) for match in _END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [(start, text[start:stop]) for start, stop in zip(starts, stops, strict=True) if text[start:stop].strip()]
