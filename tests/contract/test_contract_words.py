"""What every channel must do with words: all of them arrive, as they were written, within the platform's limits."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from contract_channels import CHANNELS, opened
from contract_office import LONG_LINES, LONG_QUESTION, ODD_MISS, ODD_QUESTION, ODD_SIGNS, TIGHT_LINE
from contract_subject import Subject, heard, hears

from bot.messages import Choice, Link, Reply

LAN = "lan"
PROBES = {
    "an answer with choices": ["làm giấy khai sinh cho con"],
    "one aspect": ["làm giấy khai sinh cho con", "cần giấy tờ gì"],
    "a list to choose from": ["hộ khẩu"],
    "an answer with links": ["muốn gặp chủ tịch"],
    "two answers at once": ["làm giấy khai sinh cho con và làm giấy kết hôn"],
    "a warning beside the answer": ["mấy giờ mở cửa, số tôi 0900000000"],
    "odd signs": [ODD_QUESTION],
    "many messages": [LONG_QUESTION],
}


@pytest.fixture(params=sorted(CHANNELS))
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    async for found in opened(request.param, tmp_path):
        yield found


def words_of(replies: Sequence[Reply]) -> Iterator[str]:
    """All that a person has to see of the replies, in order, in pieces that no channel may change."""
    for reply in replies:
        yield from filter(None, [reply.heading, *reply.text.split("\n")])
        yield from (f"{link.label}: {link.url}" for link in reply.links)
        yield from (f"{number}. {choice.label}" for number, choice in enumerate(reply.choices, start=1))


def squeezed(text: str) -> str:
    """The text with one space for each gap: where lines and messages end is the channel's business."""
    return " ".join(text.split())


def missing(pieces: Iterator[str], text: str) -> list[str]:
    """The pieces that the text does not have, each after the one before."""
    lost, seen, start = [], squeezed(text), 0
    for piece in map(squeezed, pieces):
        place = seen.find(piece, start)
        if place < 0:
            lost.append(piece)
        else:
            start = place + len(piece)
    return lost


def too_long(subject: Subject, person: str) -> list[int]:
    longest = subject.abilities.longest
    return [length for length in subject.lengths(person) if longest is not None and length > longest]


@pytest.mark.parametrize("probe", PROBES)
async def test_heading_text_links_and_choices_all_arrive_in_order_and_in_words(subject: Subject, probe: str) -> None:
    *before, last = PROBES[probe]
    for text in before:
        await subject.say(LAN, text)
    told = await hears(subject, LAN, last)
    expected = subject.office.expected(*PROBES[probe], writes_first=subject.abilities.writes_first)
    assert missing(words_of(expected), told) == []


async def test_a_heading_is_set_off_or_else_begins_the_message(subject: Subject) -> None:
    await subject.say(LAN, "muốn gặp chủ tịch")
    if subject.abilities.markup:
        assert subject.headings(LAN) == ["Gặp lãnh đạo"]
    assert subject.sees(LAN)[-1].startswith("Gặp lãnh đạo\n")


async def test_a_link_has_its_name_and_its_whole_address(subject: Subject) -> None:
    assert "Trang của xã: https://example.org/xa" in (await hears(subject, LAN, "muốn gặp chủ tịch")).split("\n")


async def test_text_with_odd_signs_arrives_as_it_was_written(subject: Subject) -> None:
    told = await hears(subject, LAN, ODD_QUESTION)
    assert [line for line in ODD_SIGNS if line not in told.split("\n")] == []


async def test_odd_signs_in_a_heading_arrive_as_they_were_written(subject: Subject) -> None:
    assert "Ký hiệu <lạ> & 'khác'" in (await hears(subject, LAN, ODD_QUESTION)).split("\n")
    if subject.abilities.markup:
        # Set off, too: so the signs went through the markup, and not around it.
        assert "Ký hiệu <lạ> & 'khác'" in subject.headings(LAN)


async def test_what_a_citizen_writes_with_odd_signs_is_kept_as_it_was_written(subject: Subject) -> None:
    await subject.say(LAN, ODD_MISS)
    if subject.abilities.keeps:
        questions = [row["question"] for table, row in await subject.office.rows() if table == "miss"]
        assert questions == [ODD_MISS]


@pytest.mark.parametrize(
    "asked",
    [
        "<b>mấy giờ</b> \"mở cửa\" & 'ạ'?",
        "mấy giờ mở cửa 👍🏽 👨‍👩‍👧",
        "mấy giờ mở cửa \u202bשלום\u202c",
        "mấy giờ mở cửa &gt;",
    ],
)
async def test_a_question_between_odd_signs_is_understood(subject: Subject, asked: str) -> None:
    assert "7 giờ 30" in await hears(subject, LAN, asked)


async def test_of_a_long_answer_nothing_is_cut_off_without_the_rest_following(subject: Subject) -> None:
    told = squeezed(await hears(subject, LAN, LONG_QUESTION))
    assert missing(iter([*LONG_LINES, TIGHT_LINE]), told) == []
    assert [line for line in LONG_LINES if told.count(squeezed(line)) != 1] == []
    assert "…" not in told
    assert too_long(subject, LAN) == []


LONG_REPLY = Reply(
    heading="Thông báo & mời họp",
    text="\n\n".join(f"{number}. Kính mời bà con <họp thôn> & bàn việc chung 👍🏽. " * 3 for number in range(200)),
    links=(Link(label="Trang <xã> & thôn", url="https://example.org/a?b=1&c=%22d%22"),),
    choices=(Choice(label="Lệ phí", value="1.001193/fee"),),
)
ONE_WORD = Reply(text="&👍ệ" * 3000)
MANY_CHOICES = Reply(
    text="Chọn", choices=tuple(Choice(label=f"Việc {n} " + "dài " * 20, value=f"v{n}") for n in range(40))
)


@pytest.mark.parametrize("reply", [LONG_REPLY, ONE_WORD, MANY_CHOICES], ids=["long", "one word", "many choices"])
async def test_what_is_sent_unasked_arrives_whole_within_the_limit_or_is_never_sent(
    subject: Subject, reply: Reply
) -> None:
    """A platform that writes only to who has just asked brings nothing: announcements are not for it."""
    if not subject.abilities.writes_first:
        return
    await subject.say(LAN, "chào")
    before = len(subject.sees(LAN))
    await subject.bring(LAN, reply)
    told = "".join(subject.sees(LAN)[before:])
    assert missing((re.sub(r"\s", "", piece) for piece in words_of([reply])), re.sub(r"\s", "", told)) == []
    assert too_long(subject, LAN) == []


async def test_a_very_long_question_is_answered_or_refused_in_words(subject: Subject) -> None:
    told = await hears(subject, LAN, "mấy giờ mở cửa " + "ạ " * 1000)
    assert "7 giờ 30" in told or "dài" in told


async def test_no_sign_of_markup_is_seen(subject: Subject) -> None:
    for texts in PROBES.values():
        if ODD_QUESTION not in texts:
            await subject.say(LAN, *texts)
    assert re.findall(r"</?\w+>|&(?:amp|lt|gt|quot|#\d+);|\*\*", heard(subject, LAN)) == []
