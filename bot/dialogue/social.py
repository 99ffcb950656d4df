"""Small talk: a message that greets, thanks, says goodbye or scolds, and asks nothing."""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from bot.search.common_words import is_common
from bot.search.phrases import PhraseTable


class Social(StrEnum):
    """What a message that asks nothing is."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    SCOLDING = "scolding"
    ASSENT = "assent"


# Phrases are parted by "|".
_PHRASES = {
    Social.GREETING: """
        xin chào | chào | hello | helo | hi | hế lô | hé lô | có ai ở đó không | có ai đó không | có ai không
        | alo | a lô | chào buổi sáng | chào buổi chiều
        | chào buổi tối | good morning | kính chào | hey | hê nhô | bắt đầu | start | khỏe không | khỏe hông
        | chào em | chào bạn
    """,
    Social.THANKS: """
        cảm ơn | cám ơn | tks | thanks | thank | thank you | thanh kiu | camon | cảm tạ | đội ơn | biết ơn
        | cảm ơn nhiều | đã giúp | tốt quá | hay quá | giỏi quá | giúp ích | ty | c ơn
    """,
    Social.FAREWELL: """
        tạm biệt | bye | bai | bb | bye bye | chào nhé | hẹn gặp lại | hôm khác hỏi tiếp | hôm khác | thôi chào
        | gặp lại sau | goodbye | vui vẻ | buổi tối vui vẻ | chúc sức khỏe | hỏi tiếp | hôm sau | bai bai
        | thôi tui về | thôi tôi về | thôi tui dìa | tui dìa | năm mới | một ngày tốt lành | mạnh khỏe | chúc mừng
        | chúc bạn | chúc em | chúc anh | chúc chị | chúc cô | chúc chú | chúc bác | chúc ad | chúc bot | chúc xã
        | chúc cán bộ | chúc các | chúc mọi người | chúc cả nhà | chúc một | chúc ngày | chúc buổi | chúc năm mới
        | chúc vui | chúc mạnh | nhiều sức khỏe | dồi dào sức khỏe | anh chị sức khỏe
    """,
    Social.SCOLDING: """
        ngu | ngu quá | ngu thế | ngu vậy | ngu như bò | mà ngu | dốt | đần | vô dụng | đồ điên | điên | khùng
        | óc chó | óc lợn | chán quá | dở ẹc | dở quá | dở hơi | tệ quá | đm | vcl | vl | dm | câm
        | hỏi gì cũng không biết | không biết gì | chả biết gì | chẳng được tích sự gì | bực mình | gì mà ngu
        | trả lời như | máy ngu | bot ngu | vô trách nhiệm | vô dụng quá | cc | vô tích sự | chán | nói nhảm
        | nhảm | vớ vẩn | chán đời | ngớ ngẩn | ngốc | ngáo | lảm nhảm | trả lời dở ẹc | trả lời dở | khùng hả | hâm
        | như hâm
    """,
    Social.ASSENT: """
        ok | oke | okie | oki | okay | vâng | ừ | uh | ừm | được rồi | hiểu rồi | rõ rồi | biết rồi | vâng ạ
        | dạ vâng | thế à | vậy à | tốt | đúng rồi | thôi | không cần nữa | không có gì | haha | hihi | kk
        | hehe | vui tính | hay ghê | giỏi ghê | dễ thương
    """,
}
_ADDRESSING = (
    "ờ | ờ ha | để em làm thử | để tôi làm thử"
    " | bot | xã | ủy ban | con bot | robot | cái máy | máy | đồ | đồ con | nhiều | lắm | hôm nay | hỏi | nói | giúp"
    " | cán bộ | các anh chị | cả nhà | quý cơ quan | quý vị | ad | admin | em gái | gái | nhìu | mầy | mày | nghen"
    " | hén | hổng | tốt lành | trả lời"
)
_TABLE: PhraseTable[Social | None] = PhraseTable(
    [(phrase, social) for social, phrases in _PHRASES.items() for phrase in phrases.split("|")]
    + [(phrase, None) for phrase in _ADDRESSING.split("|")]
)
_ORDER = (Social.SCOLDING, Social.FAREWELL, Social.THANKS, Social.GREETING, Social.ASSENT)


def small_talk(text: str, words: Sequence[str], idle: frozenset[int]) -> Social | None:
    """What the message is, if small talk is all that it says. `idle` are the places of words without meaning.

    `text` is the message as typed: one of pictures only, such as a thumb, is assent.
    """
    if not words:
        return Social.ASSENT if any(unicodedata.category(char) == "So" for char in text) else None
    if any(not is_common(word) for word in beyond_small_talk(words, idle)):
        return None
    said = {social for _, _, social in _TABLE.spans(words) if social}
    return next((social for social in _ORDER if social in said), None)


def beyond_small_talk(words: Sequence[str], idle: frozenset[int]) -> tuple[str, ...]:
    """The words that no phrase of small talk holds, and that have a meaning."""
    covered = {place for start, end, _ in _TABLE.spans(words) for place in range(start, end)}
    return tuple(word for place, word in enumerate(words) if place not in covered and place not in idle)
