"""Telegram's HTML: https://core.telegram.org/bots/api#html-style. Stricter than Telegram: every loose & or > is wrong."""

import html
import re

_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z-]+)(?P<rest>[^<>]*)>|&(?P<entity>[a-z]+|#\d+|#x[0-9a-f]+);|(?P<loose>[<>&])"
)
_ATTRIBUTES = {
    "a": r'\s+href="[^"]+"',
    "code": r'(\s+class="[^"]+")?',
    "span": r'\s+class="tg-spoiler"',
    "blockquote": r"(\s+expandable)?",
    "tg-emoji": r'\s+emoji-id="\d+"',
} | dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "pre", "tg-spoiler"), "")
_ENTITIES = {"lt", "gt", "amp", "quot"}


class BadMarkup(Exception):
    """A text that Telegram can not parse; the words are like its own."""


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parsed(text: str) -> str:
    """The text as people see it. Raises BadMarkup."""
    open_tags: list[str] = []
    seen, start = "", 0
    for token in _TOKEN.finditer(text):
        seen += text[start : token.start()]
        start = token.end()
        offset = len(text[: token.start()].encode())
        if token["loose"]:
            raise BadMarkup(f'Unexpected character "{token["loose"]}" at byte offset {offset}')
        if token["entity"]:
            if not token["entity"].startswith("#") and token["entity"] not in _ENTITIES:
                raise BadMarkup(f"Unsupported entity at byte offset {offset}")
            seen += html.unescape(token[0])
        else:
            _tag(token, open_tags, offset)
    if open_tags:
        raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    return seen + text[start:]


def _tag(token: re.Match[str], open_tags: list[str], offset: int) -> None:
    name = token["tag"]
    if name not in _ATTRIBUTES:
        raise BadMarkup(f'Unsupported start tag "{name}" at byte offset {offset}')
    if token["close"]:
        if not open_tags or open_tags.pop() != name or token["rest"]:
            raise BadMarkup(f'Unmatched end tag at byte offset {offset}, found "</{name}>"')
    elif not re.fullmatch(_ATTRIBUTES[name], token["rest"]):
        raise BadMarkup(f'Unsupported attributes of "{name}" at byte offset {offset}')
    else:
        open_tags.append(name)
