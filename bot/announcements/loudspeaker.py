"""An announcement as a script for the commune's loudspeakers: read aloud as it stands, to people who see nothing."""

from math import ceil

from bot.announcements.outlets import Item
from bot.text.abbreviations import unknown_in
from bot.text.sentences import capitalised
from bot.text.speech import spoken

WORDS_A_MINUTE = 150
"""Syllables, as written between two spaces, that are read in a minute so that they are understood outdoors: slower than
the news on the radio."""
_LINE = "-" * 40


def loudspeaker_script(item: Item) -> str:
    """The script; above the line stands what is for the reader alone.

    The code is left out: nobody can type a text that was heard.
    """
    words = f"{capitalised(item.office)} thông báo.\n\n{_sentence(spoken(item.title))}\n\n{spoken(item.text)}"
    return "\n".join((*_remarks(item, words), _LINE, "", words.strip(), ""))


def _remarks(item: Item, words: str) -> list[str]:
    remarks = ["BÀI ĐỌC TRÊN LOA", f"Thời gian đọc: khoảng {_duration(words)} ({WORDS_A_MINUTE} tiếng một phút)."]
    if unknown := unknown_in(f"{item.title}\n{item.text}"):
        remarks.append(f"Xem lại cách đọc trước khi phát: {', '.join(unknown)}.")
    return remarks


def _duration(words: str) -> str:
    """Up to the next ten seconds."""
    seconds = ceil(len(words.split()) * 60 / WORDS_A_MINUTE / 10) * 10
    minutes, rest = divmod(seconds, 60)
    return " ".join(([f"{minutes} phút"] if minutes else []) + ([f"{rest} giây"] if rest else []))


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
