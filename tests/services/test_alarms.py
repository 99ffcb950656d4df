"""What officers have to know reaches them once, on a chat that works, and once more when it is over."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from fictional_newsroom import AN, BINH, XEM, Newsroom, newsroom
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated_time import NOON

from bot.announcements.officer import Officer, Role
from bot.channels.failures import Refused, Unreachable
from bot.services import alarms, announcing
from bot.services.firing import halt
from bot.storage import Connection, Database, letters, officers

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LOST = Unreachable("ReadTimeout", may_have_arrived=True)
DOWN = Unreachable("ConnectError", may_have_arrived=False)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


async def begin(room: Newsroom, key: str = "channel/telegram", text: str = "Kênh hỏng.") -> None:
    await room.run(lambda db: alarms.begin(db, key, [AN], text, room.time.now()))


async def end(room: Newsroom, key: str = "channel/telegram", text: str = "Kênh chạy lại.") -> None:
    await room.run(lambda db: alarms.end(db, key, text, room.time.now()))


async def test_what_lasts_is_told_once_and_once_more_when_it_is_over(room: Newsroom) -> None:
    await begin(room)
    await room.let(MINUTE)
    await begin(room, text="Kênh vẫn hỏng.")
    await room.let(MINUTE)
    assert room.platform.told == ["Kênh hỏng."]
    for _ in range(2):
        await end(room)
        await room.let(MINUTE)
    assert room.platform.told == ["Kênh hỏng.", "Kênh chạy lại."]


async def test_what_comes_back_is_told_again(room: Newsroom) -> None:
    for _ in range(2):
        await begin(room)
        await room.let(MINUTE)
        await end(room)
        await room.let(MINUTE)
    assert room.platform.told == ["Kênh hỏng.", "Kênh chạy lại."] * 2


async def test_what_was_over_before_it_could_be_told_is_not_told(room: Newsroom) -> None:
    await begin(room)
    await end(room)
    await room.let(MINUTE)
    assert not room.platform.told


async def test_under_one_key_nobody_is_told_twice_and_everybody_once(room: Newsroom) -> None:
    for whom in ([AN], [AN, BINH]):
        await room.run(partial(alarms.tell, key="ke-hoach/9", whom=whom, said="Còn 5 ngày.", now=NOON))
        await room.let(MINUTE)
    assert room.platform.told == ["Còn 5 ngày."]


async def test_a_restart_tells_nobody_again(room: Newsroom) -> None:
    await begin(room)
    for _ in range(3):
        await room.let(MINUTE)
    assert room.platform.told == ["Kênh hỏng."]


async def test_what_was_being_told_when_the_program_died_is_not_told_again(room: Newsroom) -> None:
    await begin(room)
    await room.run(lambda db: letters.mark(db, letters.due(db, NOON)[0].id, letters.LetterStatus.CALLING))
    await room.let(MINUTE)
    assert not room.platform.told
    await end(room)
    await room.let(MINUTE)
    assert room.platform.told == ["Kênh chạy lại."], "they may have been told, so that they are told that it is over"


async def test_while_the_channel_is_down_it_is_tried_again_and_told_once(room: Newsroom) -> None:
    room.platform.officer_failures = [DOWN] * 3
    await begin(room)
    await room.let(HOUR)
    assert room.platform.told == ["Kênh hỏng."]


async def test_an_answer_that_was_lost_is_not_asked_for_by_saying_it_again(room: Newsroom) -> None:
    room.platform.officer_failures = [LOST]
    await begin(room)
    await room.let(HOUR)
    assert room.platform.told == []


@pytest.mark.parametrize("failure", [DOWN, Refused("bot was blocked by the user")])
async def test_where_the_first_chat_fails_another_one_of_the_same_officer_is_used(
    room: Newsroom, failure: Exception
) -> None:
    zalo = room.another_platform("zalo_bot")
    room.platform.officer_failures = [failure] * 50
    await room.run(lambda db: officers.add_chat(db, "an", "zalo_bot", "9f1", NOON))
    await begin(room)
    await room.let(MINUTE)
    assert (room.platform.told, [text for *_, text in zalo.sent]) == ([], ["Kênh hỏng."])


async def test_the_first_chat_is_used_where_it_works(room: Newsroom) -> None:
    zalo = room.another_platform("zalo_bot")
    await room.run(lambda db: officers.add_chat(db, "an", "zalo_bot", "9f1", NOON))
    await begin(room)
    await room.let(MINUTE)
    assert (room.platform.told, zalo.sent) == (["Kênh hỏng."], [])


async def test_what_could_not_be_told_for_days_is_let_go(room: Newsroom) -> None:
    await room.run(lambda db: alarms.tell(db, "k", [BINH], "Bình chưa có kênh.", NOON))
    await room.let(timedelta(days=4))
    await room.run(lambda db: officers.add_chat(db, "binh", "telegram", AN.person, room.time.now()))
    await room.let(HOUR)
    assert not room.platform.told


async def test_who_gets_a_chat_in_time_is_told(room: Newsroom) -> None:
    await room.run(lambda db: alarms.tell(db, "k", [BINH], "Bình vừa có kênh.", NOON))
    await room.let(HOUR)
    await room.run(lambda db: officers.add_chat(db, "binh", "telegram", AN.person, room.time.now()))
    await room.let(HOUR)
    assert room.platform.told == ["Bình vừa có kênh."]


async def test_sending_that_was_paused_is_told_and_so_is_that_it_goes_on(room: Newsroom) -> None:
    number = await room.sent_now()
    await room.run(lambda db: halt(db, number, "mạng hỏng", room.time.now()))
    await room.let(MINUTE)
    await room.act(announcing.resume, number)
    await room.let(MINUTE)
    first, second = room.platform.told
    assert "đã tạm dừng: mạng hỏng" in first
    assert "không còn tạm dừng" in second


async def test_whoever_is_told_of_a_pause_can_decide_there_and_then(room: Newsroom) -> None:
    number = await room.sent_now()
    await room.run(lambda db: halt(db, number, "mạng hỏng", room.time.now()))
    (letter,) = await room.run(lambda db: letters.due(db, room.time.now()))
    assert [choice.label for choice in letter.reply.choices] == ["Gửi tiếp số 1", "Hủy hẳn số 1"]


async def test_a_pause_that_an_officer_wanted_is_no_alarm(room: Newsroom) -> None:
    number = await room.sent_now()
    await room.act(announcing.pause, number)
    await room.act(announcing.resume, number)
    await room.let(MINUTE)
    assert not room.platform.told


async def test_what_waited_in_a_database_that_was_put_back_may_have_left_since_and_is_let_go(room: Newsroom) -> None:
    await begin(room)
    await room.run(letters.lose_waiting)
    await room.let(HOUR)
    assert not room.platform.told


async def test_officers_are_chosen_by_role_unit_and_code(room: Newsroom) -> None:
    def chosen(db: Connection, **conditions: object) -> list[str]:
        return [each.code for each in alarms.those_who(db, **conditions)]  # type: ignore[arg-type]

    office = Officer("chi", "Cán bộ Chi", Role.AUTHOR, unit="van-phong")
    await room.run(lambda db: officers.save(db, office, NOON))
    assert await room.run(lambda db: chosen(db, roles={Role.AUTHOR})) == ["an", "chi"]
    assert await room.run(lambda db: chosen(db, unit="van-phong")) == ["chi"]
    assert await room.run(lambda db: chosen(db, codes={"xem", "an"}, roles={Role.VIEWER})) == ["xem"]
    assert await room.run(lambda db: [each.code for each in alarms.with_chat(db, [XEM])]) == []


_deeds = st.lists(st.sampled_from(["begin", "end", "send"]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(_deeds)
async def test_beginnings_and_ends_alternate_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str]
) -> None:
    """What an officer reads is: it began, it is over, it began … and never the same twice in a row."""
    database = Database.open(tmp_path_factory.mktemp("alarms") / "x.sqlite3")
    read: list[str] = []

    def live(db: Connection) -> None:
        officers.save(db, AN, NOON)
        for number, deed in enumerate(deeds):
            now = NOON + timedelta(seconds=number)
            match deed:
                case "begin":
                    alarms.begin(db, "k", [AN], "began", now)
                case "end":
                    alarms.end(db, "k", "over", now)
                case _:
                    for letter in letters.due(db, now):
                        letters.mark(db, letter.id, letters.LetterStatus.SENT)
                        read.append(letter.reply.text)

    try:
        await database.run(live)
    finally:
        await database.close()
    assert all(one != other for one, other in pairwise(read))
    assert not read or read[0] == "began"
