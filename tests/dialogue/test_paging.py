"""Lines into messages: the first short, none too long, nothing lost."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.dialogue.wording.paging import FIRST, FURTHER, replies
from bot.messages import Choice, Link

CHOICE, LINK = Choice(label="Lệ phí", value="1.001193/fee"), Link(label="Trang", url="https://example.org")
words = st.from_regex(r"\A[a-zđăâêôơư]{1,9}[.,;:!?…]?\Z")
lines = st.lists(words, min_size=1, max_size=600).map(" ".join)


@given(st.lists(lines, min_size=1, max_size=6), st.sampled_from(["", "Nguồn: Cổng Dịch vụ công quốc gia."]))
@example(["từ " * 230], "Nguồn: Cổng.")
@example(["a" * 5000], "")
def test_messages_are_within_limits_and_none_is_empty(given_lines: list[str], closing: str) -> None:
    made = replies("Tên", given_lines, closing)
    assert len(made[0].text) <= FIRST + 100
    assert all(0 < len(reply.text) <= FURTHER + 100 for reply in made)


@given(st.lists(lines, min_size=1, max_size=6))
def test_no_word_is_lost(given_lines: list[str]) -> None:
    made = replies("Tên", given_lines, "Hết")
    said = " ".join(reply.text for reply in made).split()
    assert [word.strip(".,;:!?…") for word in said] == [
        word.strip(".,;:!?…") for word in [*" ".join(given_lines).split(), "Hết"]
    ]


def test_further_messages_say_that_they_go_on_and_only_the_last_has_choices_and_links() -> None:
    made = replies("Tên", ["dòng " * 100] * 5, "Hết", [CHOICE], [LINK])
    assert len(made) > 1
    assert [reply.heading for reply in made] == ["Tên"] + ["Tên (tiếp)"] * (len(made) - 1)
    assert [bool(reply.choices or reply.links) for reply in made] == [False] * (len(made) - 1) + [True]
    assert made[-1].text.endswith("Hết")


def test_what_fits_is_one_message_with_its_closing_line_apart() -> None:
    (only,) = replies("Tên", ["Một.", "", "Hai."], "Hết")
    assert only.text == "Một.\n\nHai.\n\nHết"
    assert "\n\n\n" not in replies("Tên", ["Một.", ""], "Hết")[0].text
