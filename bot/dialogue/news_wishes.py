"""What a citizen says about receiving news, in words that say nothing else: "đăng ký nhận tin", "hủy nhận tin ạ".

A message of more than that is a question, and is looked up like any other: "đăng ký nhận con nuôi", "ngừng nhận tin thế
nào".
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from bot.search.phrases import PhraseTable
from bot.text.words import words_of

_T = TypeVar("_T")


class Wish(StrEnum):
    """What is wanted."""

    SUBSCRIBE = "subscribe"
    STOP = "stop"


class Consent(StrEnum):
    """What is said to the question whether one agrees, while it is open."""

    YES = "yes"
    NO = "no"


# Phrases are parted by "|". A wish is a verb and an object.
_OBJECTS = "tin | tin tức | tin nhắn | thông báo | bản tin"
_VERBS = {
    Wish.SUBSCRIBE: "nhận | muốn nhận | đăng ký nhận | đk nhận | dk nhận | đăng ký lại nhận | nhận lại | được nhận",
    Wish.STOP: """
        hủy | hủy nhận | hủy đăng ký | hủy đăng ký nhận | ngừng | ngừng nhận | ngưng | ngưng nhận | dừng | dừng nhận
        | thôi | thôi nhận | thôi không nhận | bỏ nhận | bỏ đăng ký nhận | tắt | tắt nhận | không nhận | ko nhận
        | k nhận | không muốn nhận | ko muốn nhận | k muốn nhận | thôi không muốn nhận | đừng gửi | đừng gởi | đừng nhắn
    """,
}
_BESIDE = """
    tôi | tui | em | mình | cháu | con | bà | ông | bác | cô | chú | anh | chị | cho | muốn | xin | hãy | giúp | giùm
    | giúp tôi | với | ạ | à | nhé | nha | đi | vâng | dạ | nữa | ở đây | qua đây | của xã | của phường | của ủy ban
    | xã | phường | từ xã | từ ủy ban | bot | hết | luôn | ngay | lại
"""
_ANSWERS = {
    Consent.YES: "có | đồng ý | có đồng ý",
    Consent.NO: "không | ko | thôi | không đồng ý | ko đồng ý | không có | không nhận | ko nhận | không cần | ko cần",
}


def _wishes() -> Iterator[tuple[str, Wish | None]]:
    for wish, verbs in _VERBS.items():
        yield from ((f"{verb} {what}", wish) for verb in verbs.split("|") for what in _OBJECTS.split("|"))
    yield from ((phrase, None) for phrase in _BESIDE.split("|"))


_WISHES: PhraseTable[Wish | None] = PhraseTable(_wishes())
_ADDRESSING = "tôi | tui | em | mình | cháu | con | bà | ông | bác | ạ | nhé | nha | dạ"
_CONSENTS: PhraseTable[Consent | None] = PhraseTable(
    [(phrase, consent) for consent, phrases in _ANSWERS.items() for phrase in phrases.split("|")]
    + [(phrase, None) for phrase in _ADDRESSING.split("|")]
)


def wish_in(text: str) -> Wish | None:
    """What the message wants, if that is all that it says. Who wants both, as in "thôi … nhận lại", is asked."""
    said = _all_said(text, _WISHES)
    return said.pop() if len(said) == 1 else None


def consent_in(text: str) -> Consent | None:
    """The yes or no that the message is, if it is nothing else; a yes beside a no is neither."""
    said = _all_said(text, _CONSENTS)
    return said.pop() if len(said) == 1 else None


def _all_said(text: str, table: PhraseTable[_T | None]) -> set[_T]:
    """What the phrases of the message mean; nothing where a word belongs to none of them."""
    words = words_of(text)
    spans = table.spans(words)
    if sum(span.end - span.start for span in spans) != len(words):
        return set()
    return {span.meaning for span in spans if span.meaning is not None}
