"""A reply as messages of the OA API."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cutting import units
from bot.channels.zalo_oa.events import Said, read_event
from bot.channels.zalo_oa.rendering import (
    LONGEST_PAYLOAD,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_BUTTONS,
    body,
    calls,
    plain,
)
from bot.messages import Choice, Link, Reply

REPLY = Reply(
    heading="Đăng ký khai sinh",
    text="Bạn cần gì?",
    links=(Link(label="Trang của xã", url="https://example.org/"),),
    choices=(Choice(label="Giấy tờ", value="1.001193/documents"), Choice(label="Lệ phí", value="1.001193/fee")),
)
CONFIRM = Reply(text="Xóa hết?", choices=(Choice(label="Xóa hết", value="!xoadulieu"),))


def test_heading_text_links_and_numbered_choices_stand_in_one_text() -> None:
    (call,) = calls(REPLY)
    assert call.text == ("Đăng ký khai sinh\nBạn cần gì?\nTrang của xã: https://example.org/\n1. Giấy tờ\n2. Lệ phí")


def test_a_choice_has_a_button_too_which_opens_the_same_however_old_it_is() -> None:
    (call,) = calls(REPLY)
    assert [button.title for button in call.buttons] == ["1. Giấy tờ", "2. Lệ phí"]
    assert all(button.hidden for button in call.buttons)
    assert call.buttons[1].payload == "/chon 1.001193/fee Lệ phí"


def test_a_button_that_confirms_something_says_only_words_that_could_be_typed() -> None:
    (call,) = calls(CONFIRM)
    assert (call.buttons[0].payload, call.buttons[0].hidden) == ("Xóa hết", False)


def test_where_the_label_may_mean_something_else_later_the_button_says_what_is_meant() -> None:
    choice = Choice(label="Duyệt", value="!cb/duyet/7/12345678", said="Duyệt số 7 bản 2")
    (call,) = calls(Reply(text="Bạn duyệt không?", choices=(choice,)))
    (button,) = call.buttons
    assert (button.title, button.payload, button.hidden) == ("1. Duyệt", "Duyệt số 7 bản 2", False)


def test_the_message_has_the_form_of_the_api() -> None:
    (call,) = calls(CONFIRM)
    button = {"title": "1. Xóa hết", "type": "oa.query.show", "payload": "Xóa hết"}
    attachment = {"type": "template", "payload": {"buttons": [button]}}
    message = {"text": "Xóa hết?\n1. Xóa hết", "attachment": attachment}
    assert body("2468", call) == {"recipient": {"user_id": "2468"}, "message": message}
    assert body("2468", plain(call)) == {"recipient": {"user_id": "2468"}, "message": {"text": message["text"]}}


def test_of_many_choices_the_first_and_the_last_have_a_button_and_all_stand_in_the_text() -> None:
    (call,) = calls(Reply(text="Chọn", choices=tuple(Choice(label=f"Việc {n}", value=f"v{n}") for n in range(9))))
    assert [button.title for button in call.buttons] == [
        "1. Việc 0",
        "2. Việc 1",
        "3. Việc 2",
        "4. Việc 3",
        "9. Việc 8",
    ]
    assert all(f"{number}. Việc {number - 1}" in call.text for number in range(1, 10))


def test_a_reply_of_nothing_is_no_message() -> None:
    assert calls(Reply(text=" ")) == ()


def test_letters_are_composed() -> None:
    (call,) = calls(Reply(text=unicodedata.normalize("NFD", "Đường Hồ Xuân Hương")))
    assert call.text == "Đường Hồ Xuân Hương"


WORDS = st.text(alphabet=st.sampled_from("aệ👍.\n &<"), max_size=5000)
CHOICES = st.lists(
    st.builds(Choice, label=st.text(min_size=1, max_size=300), value=st.text(min_size=1, max_size=900)), max_size=8
)


@given(WORDS, CHOICES)
def test_whatever_is_said_every_message_keeps_the_limits_of_the_api(text: str, choices: list[Choice]) -> None:
    for call in calls(Reply(text=text, choices=tuple(choices))):
        assert 1 <= units(call.text) <= LONGEST_TEXT
        assert len(call.buttons) <= MOST_BUTTONS
        for button in call.buttons:
            assert 1 <= units(button.title) <= LONGEST_TITLE
            assert 1 <= units(button.payload) <= LONGEST_PAYLOAD


VALUES = st.from_regex(r"[0-9a-z./-]{1,40}", fullmatch=True)
LABELS = st.text(min_size=1, max_size=60).filter(lambda label: label.strip() == label and label.isprintable())


@given(VALUES, LABELS)
def test_every_press_comes_back_as_the_choice_that_the_button_showed(value: str, label: str) -> None:
    (call,) = calls(Reply(text="Chọn", choices=(Choice(label=label, value=value),)))
    payload = {
        "event_name": "user_send_text", "timestamp": "1", "sender": {"id": "1"},
        "message": {"msg_id": "1", "text": call.buttons[0].payload},
    }  # fmt: skip
    said = read_event(payload)
    assert isinstance(said, Said)
    assert (said.incoming.choice, said.incoming.text) == (value, label)
