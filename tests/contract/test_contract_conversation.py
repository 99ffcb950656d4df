"""What every channel must do with a conversation: answers, choices, order, persons, commands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from contract_channels import CHANNELS, opened
from contract_subject import Subject, heard, hears, take

from bot.dialogue.commands import Command
from bot.messages import Attachment

LAN, MAI = "lan", "mai"
CHOOSE = "hộ khẩu"
RESIDENCE, STAY = "Đăng ký thường trú", "Đăng ký tạm trú"
RESIDENCE_WORDS, STAY_WORDS = "Bạn đăng ký tại Công an nơi ở mới.", "Bạn đăng ký khi ở quá 30 ngày."
WARNING = "Để an toàn, xin bạn đừng gửi số căn cước"
ONLY_ANSWERS = "không tự gửi tin cho bạn được"
REFUSAL = "Không phải ý tôi"
GONE = "Mục này nay không còn."


@pytest.fixture(params=sorted(CHANNELS))
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    async for found in opened(request.param, tmp_path):
        yield found


async def test_a_question_is_answered(subject: Subject) -> None:
    assert "7 giờ 30 đến 11 giờ 30" in await hears(subject, LAN, "mấy giờ mở cửa")


async def test_a_question_without_an_answer_gets_a_kind_sentence_and_a_number_to_call(subject: Subject) -> None:
    told = await hears(subject, LAN, "quzzix wobblo")
    assert "tôi chưa có câu trả lời" in told
    assert "0900000000" in told


@pytest.mark.parametrize("said", ["2", "số 2 nhé", "cái thứ hai", "cái cuối", STAY, "dang ky tam tru"])
async def test_a_choice_is_taken_by_its_number_or_its_words(subject: Subject, said: str) -> None:
    listed = await hears(subject, LAN, CHOOSE)
    assert f"1. {RESIDENCE}" in listed
    assert f"2. {STAY}" in listed
    assert STAY_WORDS in await hears(subject, LAN, said)


async def test_a_choice_is_taken_by_its_button_or_where_there_are_none_its_number_stands_on_a_line(
    subject: Subject,
) -> None:
    listed = await hears(subject, LAN, CHOOSE)
    if subject.abilities.buttons:
        await subject.press(LAN, STAY)
    else:
        assert f"2. {STAY}" in listed.split("\n")
        await take(subject, LAN, 2)
    assert STAY_WORDS in subject.sees(LAN)[-1]


async def test_every_button_under_an_answer_opens_what_it_says(subject: Subject) -> None:
    for number, (label, words) in enumerate([("Giấy tờ", "Văn bản ủy quyền"), ("Lệ phí", "Hội đồng nhân dân tỉnh")]):
        listed = await hears(subject, f"{LAN}{number}", "làm giấy khai sinh cho con")
        (line,) = [line for line in listed.split("\n") if line.endswith(f". {label}")]
        if subject.abilities.buttons:
            await subject.press(f"{LAN}{number}", label)
        else:
            await take(subject, f"{LAN}{number}", int(line.split(".")[0]))
        assert words in subject.sees(f"{LAN}{number}")[-1]


async def test_an_answer_can_be_refused_by_its_last_choice_and_is_counted_as_wrong(subject: Subject) -> None:
    listed = await hears(subject, LAN, "làm giấy khai sinh cho con")
    (number, _, label) = listed.split("\n")[-1].partition(". ")
    assert label == REFUSAL
    if subject.abilities.buttons:
        await subject.press(LAN, label)
    else:
        await take(subject, LAN, int(number))
    assert "Xin lỗi, tôi hiểu chưa đúng ý bạn." in subject.sees(LAN)[-1]
    if subject.abilities.keeps:
        (kept,) = [row for table, row in await subject.office.rows() if table == "miss"]
        assert kept["kind"] == "wrong"


async def test_a_number_that_the_list_does_not_have_is_asked_for_again_and_the_list_stays_open(
    subject: Subject,
) -> None:
    await subject.say(LAN, CHOOSE)
    assert "một số từ 1 đến 2" in await hears(subject, LAN, "7")
    assert RESIDENCE_WORDS in await hears(subject, LAN, "1")


async def test_a_question_that_goes_on_from_the_one_before_is_understood(subject: Subject) -> None:
    await subject.say(LAN, "làm giấy kết hôn")
    assert "Tờ khai đăng ký kết hôn" in await hears(subject, LAN, "cần giấy tờ gì")


async def test_two_persons_never_see_each_others_conversation(subject: Subject) -> None:
    await subject.say(LAN, CHOOSE)
    assert STAY_WORDS not in await hears(subject, MAI, "2")
    await subject.say(MAI, "làm giấy kết hôn")
    assert STAY_WORDS in await hears(subject, LAN, "2")
    assert "Tờ khai đăng ký kết hôn" in await hears(subject, MAI, "cần giấy tờ gì")
    assert "kết hôn" not in heard(subject, LAN)
    assert "thường trú" not in heard(subject, MAI)


async def test_answers_come_in_the_order_of_the_questions_however_fast_these_are_written(subject: Subject) -> None:
    asked = ["mấy giờ mở cửa", "muốn gặp chủ tịch", CHOOSE, "2", "làm giấy kết hôn"]
    told = await hears(subject, LAN, *asked)
    signs = ["7 giờ 30", "thôn Mẫu Một", f"2. {STAY}", STAY_WORDS, "Hai người cùng đến"]
    places = [told.find(sign) for sign in signs]
    assert -1 not in places
    assert places == sorted(places)


async def test_the_order_holds_when_the_platform_stumbles_over_the_first_answer(subject: Subject) -> None:
    subject.stumble()
    told = await hears(subject, LAN, "mấy giờ mở cửa", CHOOSE)
    assert 0 <= told.find("7 giờ 30") < told.find(f"2. {STAY}")


async def test_a_message_that_comes_twice_is_answered_once(subject: Subject) -> None:
    await subject.say(LAN, CHOOSE)
    if not subject.abilities.redelivers:
        # Nothing is delivered here: the same words are typed again, and answered again.
        assert f"2. {STAY}" in await hears(subject, LAN, CHOOSE)
        return
    await subject.say(LAN, "2")
    await subject.repeat(LAN)
    await subject.say(LAN, "bao lâu")
    # Who waits for a page gets the same page; to whom answers are sent, they are not sent again.
    assert heard(subject, LAN).count(STAY_WORDS) <= (1 if subject.abilities.writes_first else 2)
    assert "3 ngày làm việc" in subject.sees(LAN)[-1]
    assert [table for table, _ in await subject.office.rows()].count("turn") == 3


async def test_a_personal_number_is_warned_about_once(subject: Subject) -> None:
    assert WARNING in await hears(subject, LAN, "mấy giờ mở cửa, số tôi 0900000000")
    assert WARNING not in await hears(subject, LAN, "đăng ký thường trú, cccd 001200000001")
    assert WARNING in await hears(subject, MAI, "mấy giờ mở cửa, số tôi 0900000000")


COMMANDS = {
    Command.START: "Chào bạn! Tôi là máy trả lời tự động của xã Suối Mẫu",
    Command.PROCEDURES: "1. Đăng ký khai sinh",
    Command.HOTLINE: "0900000000",
    Command.HELP: "Cách hỏi",
    Command.DATA: "không giữ tên của bạn",
    Command.FORGET: "Bạn muốn xóa hết dữ liệu về bạn ở đây?",
    Command.OFFICER: "cán bộ",
    Command.SUBSCRIBE: "nhận tin của xã Suối Mẫu",
    Command.STOP_NEWS: "gửi tin",
}


def test_every_command_is_in_the_contract() -> None:
    assert set(COMMANDS) == set(Command)


@pytest.mark.parametrize("command", list(Command))
async def test_a_command_is_obeyed(subject: Subject, command: Command) -> None:
    for typed in (f"/{command}", f"/{command.upper()} "):
        told = await hears(subject, LAN, typed)
        assert COMMANDS[command] in told or (not subject.abilities.writes_first and ONLY_ANSWERS in told)


async def test_what_is_offered_by_a_command_can_be_taken(subject: Subject) -> None:
    await subject.say(LAN, "/thutuc")
    assert "Hai người cùng đến" in await hears(subject, LAN, "2")


async def test_an_old_choice_whose_entry_is_gone_ends_in_a_polite_sentence(subject: Subject) -> None:
    if not subject.abilities.keeps:
        # The knowledge is read when the window opens, and what it offers is there until the window closes.
        return
    await subject.say(LAN, CHOOSE)
    await subject.say(MAI, CHOOSE)
    await subject.office.loses("1.004194")
    assert GONE in await hears(subject, LAN, "2")
    if subject.abilities.buttons:
        await subject.press(MAI, STAY)
        assert GONE in subject.sees(MAI)[-1]
    assert RESIDENCE_WORDS in await hears(subject, MAI, "1")


async def test_an_old_choice_can_still_be_taken_after_the_conversation_has_gone_on(subject: Subject) -> None:
    """A button opens what it meant; without one, an old line's words do, and a number is of the latest list."""
    await subject.say(LAN, "làm giấy khai sinh cho con", CHOOSE)
    if subject.abilities.buttons:
        # The fourth of many, and only of the first answer: every platform with buttons has one for it.
        await subject.press(LAN, "Nơi nộp")
        assert "Đăng ký khai sinh: nơi nộp" in subject.sees(LAN)[-1]
    await subject.say(LAN, CHOOSE, "làm giấy kết hôn")
    assert STAY_WORDS in await hears(subject, LAN, STAY)


ATTACHED = {
    Attachment.PHOTO: "nên xóa ảnh vừa gửi",
    Attachment.FILE: "đừng gửi giấy tờ ở đây",
    Attachment.VOICE: "0900000000",
    Attachment.LOCATION: "không dùng vị trí",
    Attachment.STICKER: "Cảm ơn bạn",
    Attachment.UNREADABLE: "bằng chữ",
}


async def test_what_is_sent_instead_of_words_gets_a_kind_sentence(subject: Subject) -> None:
    """Where nothing but words can be sent, there is nothing to answer."""
    assert set(ATTACHED) == set(Attachment)
    for kind in subject.abilities.attachments:
        await subject.attach(LAN, kind, "")
        assert ATTACHED[kind] in subject.sees(LAN)[-1]


async def test_words_beside_a_picture_are_answered_like_any_others(subject: Subject) -> None:
    if Attachment.PHOTO in subject.abilities.attachments:
        await subject.attach(LAN, Attachment.PHOTO, "mấy giờ mở cửa")
        assert "7 giờ 30" in subject.sees(LAN)[-1]
