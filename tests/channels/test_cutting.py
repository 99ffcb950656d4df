"""A reply for a platform that shows text alone: whole, in order, in messages that are short enough."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cutting import plain_messages, units
from bot.messages import Choice, Link, Reply

LIMIT = 2000
SENTENCE = "Bà con mang theo giấy tờ gốc để đối chiếu. "


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_short_reply_is_one_message_with_numbered_choices() -> None:
    reply = Reply(
        heading="Khai sinh",
        text="Chọn một việc:",
        links=(Link(label="Cổng dịch vụ công", url="https://example.vn"),),
        choices=(Choice(label="Giấy tờ", value="a"), Choice(label="Lệ phí", value="b")),
    )
    assert plain_messages(reply, LIMIT) == (
        "Khai sinh\nChọn một việc:\nCổng dịch vụ công: https://example.vn\n1. Giấy tờ\n2. Lệ phí",
    )


def test_a_long_text_is_cut_after_a_sentence() -> None:
    messages = plain_messages(Reply(text=SENTENCE * 100), LIMIT)
    assert len(messages) == 3
    assert all(message.endswith(".") for message in messages)


def test_lines_are_kept_together_before_sentences_are() -> None:
    messages = plain_messages(Reply(text=f"{SENTENCE * 20}\n{SENTENCE * 20}\n{SENTENCE * 20}"), LIMIT)
    assert [message.count("\n") for message in messages] == [1, 0]


def test_two_signs_for_one_letter_are_counted_as_one() -> None:
    text = "ệ" * LIMIT
    assert plain_messages(Reply(text=unicodedata.normalize("NFD", text)), LIMIT) == (text,)


def test_a_sign_of_two_units_counts_as_two_and_is_never_halved() -> None:
    messages = plain_messages(Reply(text="👍" * LIMIT), LIMIT)
    assert "".join(messages) == "👍" * LIMIT
    assert max(map(units, messages)) <= LIMIT


@pytest.mark.parametrize("text", ["", " \n "])
def test_what_says_nothing_is_no_message(text: str) -> None:
    assert plain_messages(Reply(text=text), LIMIT) == ()


@given(st.text(), st.lists(st.text(), max_size=3), st.integers(1, 200))
def test_any_reply_arrives_whole_within_the_limit(text: str, labels: list[str], times: int) -> None:
    reply = Reply(text=text * times, choices=tuple(Choice(label=label, value="x") for label in labels))
    messages = plain_messages(reply, LIMIT)
    assert all(0 < units(message) <= LIMIT for message in messages)
    wanted = [reply.text, *(f"{number}. {label}" for number, label in enumerate(labels, start=1))]
    assert squeezed("".join(messages)) == squeezed(unicodedata.normalize("NFC", "\n".join(wanted)))
