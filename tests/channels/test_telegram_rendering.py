"""How a reply looks in Telegram, and that it always fits."""

import re

from hypothesis import given
from hypothesis import strategies as st
from telegram_html import parsed, units

from bot.channels.telegram.rendering import Button, Call, calls, plain
from bot.messages import Choice, Link, Reply

FEE, PLACE = Choice(label="Lệ phí", value="1.001193/fee"), Choice(label="Nơi nộp", value="1.001193/place")
LONG_NAME = "Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân"


def only(reply: Reply) -> Call:
    (call,) = calls(reply)
    return call


def labels(call: Call) -> list[list[str]]:
    return [[button.label for button in row] for row in call.rows]


def test_a_reply_has_a_bold_heading_text_and_links() -> None:
    link = Link(label="Nộp trực tuyến", url="https://example.vn/nop?a=1&b=2")
    call = only(Reply(heading="Khai sinh", text="Mang giấy chứng sinh.\nKhông mất tiền.", links=(link,)))
    assert call.text == (
        "<b>Khai sinh</b>\nMang giấy chứng sinh.\nKhông mất tiền.\n\n"
        '<a href="https://example.vn/nop?a=1&amp;b=2">Nộp trực tuyến</a>'
    )
    assert call.words == (
        "Khai sinh\nMang giấy chứng sinh.\nKhông mất tiền.\n\nNộp trực tuyến: https://example.vn/nop?a=1&b=2"
    )
    assert call.is_html and call.rows == ()


def test_signs_that_mean_something_in_html_are_shown_as_they_are() -> None:
    call = only(Reply(heading="A & B", text="tuổi < 14 & > 6 <b>"))
    assert parsed(call.text) == "A & B\ntuổi < 14 & > 6 <b>"


def test_choices_are_buttons_with_the_number_that_can_be_typed() -> None:
    call = only(Reply(text="Bạn hỏi gì?", choices=(FEE, PLACE)))
    assert call.text == "Bạn hỏi gì?"
    assert call.rows == ((Button("1. Lệ phí", FEE.value), Button("2. Nơi nộp", PLACE.value)),)


def test_long_labels_stand_one_below_the_other() -> None:
    middle = Choice(label="Đăng ký lại kết hôn", value="b")
    call = only(Reply(text="?", choices=(FEE, middle, PLACE, FEE, PLACE)))
    assert labels(call) == [["1. Lệ phí"], ["2. Đăng ký lại kết hôn"], ["3. Nơi nộp", "4. Lệ phí"], ["5. Nơi nộp"]]


def test_a_choice_too_long_for_a_button_is_taken_by_its_number() -> None:
    too_long = Choice(label="Việc khác", value="x" * 65)
    call = only(Reply(text="Chọn.", choices=(FEE, too_long, PLACE)))
    assert call.text == "Chọn.\n\n1. Lệ phí\n2. Việc khác\n3. Nơi nộp"
    assert labels(call) == [["1. Lệ phí", "3. Nơi nộp"]]


def test_the_length_of_what_a_button_sends_is_counted_in_bytes() -> None:
    fits, too_long = Choice(label="a", value="ệ" * 21), Choice(label="b", value="ệ" * 22)
    assert labels(only(Reply(text="?", choices=(fits, too_long)))) == [["1. a"]]


def test_a_label_that_no_telephone_shows_whole_stands_in_the_text() -> None:
    call = only(Reply(text="Chọn.", choices=(Choice(label=LONG_NAME, value="a"), FEE)))
    assert f"1. {LONG_NAME}\n2. Lệ phí" in call.text
    assert call.rows[0][0] == Button("1. Đăng ký khai sinh cho người đã có hồ…", "a")


def test_choices_alone_are_said_too() -> None:
    assert only(Reply(text="", choices=(FEE,))).text == "1. Lệ phí"


def test_a_reply_that_says_nothing_sends_nothing() -> None:
    assert calls(Reply(text=" \n ")) == ()


def test_without_markup_the_same_is_said_with_the_same_buttons() -> None:
    call = only(Reply(heading="A", text="1 < 2", choices=(FEE,)))
    assert plain(call) == Call("A\n1 < 2", "A\n1 < 2", call.rows, is_html=False)


def test_a_long_text_is_cut_between_paragraphs() -> None:
    paragraph = "Câu này có nghĩa. " * 80
    messages = calls(Reply(heading="Dài", text="\n\n".join([paragraph.strip()] * 4), choices=(FEE,)))
    assert len(messages) == 2
    assert all(call.text.endswith("có nghĩa.") for call in messages)
    assert [bool(call.rows) for call in messages] == [False, True]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    messages = calls(Reply(text="Câu này có nghĩa. " * 400))
    assert len(messages) == 2
    assert all(re.fullmatch(r"(Câu này có nghĩa\. ?)+", call.text) for call in messages)


def test_a_sign_that_counts_twice_is_counted_twice() -> None:
    messages = calls(Reply(text="😀" * 5000))
    assert max(units(call.text) for call in messages) <= 4096
    assert "".join(call.text for call in messages) == "😀" * 5000


ODD = st.sampled_from(["<", ">", "&", "&amp;", "<b>", "</b>", '"', " ", "\n", ". ", "! ", "ệ", "😀", "chữ", "x" * 700])
TEXTS = st.lists(ODD | st.text(st.characters(exclude_categories=["Cs"]), max_size=9), max_size=60).map("".join)
REPLIES = st.builds(
    Reply,
    text=TEXTS,
    heading=TEXTS.map(lambda text: text[:200]),
    choices=st.lists(st.builds(Choice, label=TEXTS, value=TEXTS), max_size=40).map(tuple),
    links=st.lists(st.builds(Link, label=TEXTS, url=st.just('https://example.vn/?a="1"&b=<2>')), max_size=4).map(tuple),
)


def letters(text: str) -> str:
    return "".join(text.split())


@given(REPLIES)
def test_whatever_is_said_fits_and_is_well_formed(reply: Reply) -> None:
    for call in calls(reply):
        seen = parsed(call.text)
        assert 1 <= units(call.text) <= 4096 and units(call.words) <= 4096
        assert seen.strip() and call.words.strip()
        assert all(1 <= len(button.data.encode()) <= 64 for row in call.rows for button in row)


@given(REPLIES)
def test_nothing_that_is_said_is_lost(reply: Reply) -> None:
    words = letters("".join(call.words for call in calls(reply)))
    links = "".join(f"{link.label.strip() or link.url}: {link.url}" for link in reply.links)
    assert words.startswith(letters(reply.heading + reply.text + links))
    buttons = {button.data for call in calls(reply) for row in call.rows for button in row}
    for number, choice in enumerate(reply.choices, start=1):
        assert choice.value in buttons or letters(f"{number}. {choice.label}") in words
