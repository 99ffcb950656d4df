"""Lead units are reminded once, also after restarts, and late where the program was down; by letters to officers."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fictional_newsroom import AN, Newsroom
from fictional_plan import CHI, moment, plan_with, planning_room

from bot.announcements.officer import Officer, Role
from bot.commune import Commune
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.plan import Plan
from bot.knowledge.vocabulary import Vocabulary
from bot.services.keeping_plans import Office, keep_plans
from bot.services.planning import Item, book
from bot.services.reminding import remind
from bot.storage import letters, officers

COMMUNE = Commune.model_validate(
    {
        "ma": "suoi-mau",
        "ten": "xã Suối Mẫu",
        "tinh": "Mẫu Giang",
        "don_vi": [{"ma": "van-phong", "vai_tro": "van-phong", "ten": "Văn phòng"}],
    }
)
TASK = plan_with({"ma": "tin", "thang": ["11"], "han": "25"})


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with planning_room(tmp_path) as opened:
        yield opened


async def at(room: Newsroom, day: str, plan: Plan = TASK, hour: str = "08:00") -> list[tuple[str, str]]:
    """The program looks at that moment; who is written to now, and the first line of what they are told."""
    room.time.moment = moment(f"{day} {hour}")
    before = await written(room)
    await room.run(partial(remind, commune=COMMUNE, plan=plan, now=room.time.now()))
    return (await written(room))[len(before) :]


async def written(room: Newsroom) -> list[tuple[str, str]]:
    due = await room.run(partial(letters.due, now=room.time.now() + timedelta(days=400)))
    return [(letter.officer, letter.reply.text.splitlines()[0]) for letter in sorted(due, key=lambda each: each.id)]


async def test_five_days_one_day_and_the_day_after_each_once_however_often_is_looked(room: Newsroom) -> None:
    told = [(day, each) for day in range(15, 31) for _ in range(3) for each in await at(room, f"2026-11-{day}")]
    assert told == [
        (20, ("chi", "Còn 5 ngày: «Viết tin».")),
        (24, ("chi", "Ngày mai là hạn cuối: «Viết tin».")),
        (26, ("chi", "Đã quá hạn 1 ngày: «Viết tin».")),
    ]


async def test_after_days_without_the_program_the_one_that_holds_is_told_late_and_the_others_never(
    room: Newsroom,
) -> None:
    assert await at(room, "2026-11-22") == [("chi", "Còn 3 ngày: «Viết tin».")]
    assert await at(room, "2026-11-28") == [("chi", "Đã quá hạn 3 ngày: «Viết tin».")]
    assert await at(room, "2026-11-29") == []


async def test_long_after_the_deadline_nothing_is_told(room: Newsroom) -> None:
    assert await at(room, "2026-12-03") == []


async def test_on_the_20th_when_the_quota_is_short(room: Newsroom) -> None:
    plan = plan_with({"ma": "dang", "thang": ["11"], "chi_tieu": "2"})
    room.time.moment = moment("2026-11-03 08:00")
    await room.run(lambda db: book(db, room.desk(AN), plan, "dang", Item(note="Loa")))
    assert await at(room, "2026-11-19", plan) == []
    assert await at(room, "2026-11-20", plan) == [("chi", "Còn 10 ngày: «Viết tin».")]
    due = await room.run(partial(letters.due, now=room.time.now()))
    assert "1/2 tháng này, hạn 30/11/2026." in due[0].reply.text
    await room.run(lambda db: book(db, room.desk(AN), plan, "dang", Item(note="Bảng tin")))
    assert await at(room, "2026-11-25", plan) == []


async def test_nobody_is_woken(room: Newsroom) -> None:
    assert await at(room, "2026-11-20", hour="06:59") == []
    assert await at(room, "2026-11-20", hour="07:00") == [("chi", "Còn 5 ngày: «Viết tin».")]


async def test_where_the_unit_has_nobody_those_who_decide_are_told(room: Newsroom) -> None:
    decider = Officer("dung", "Cán bộ Dung", Role.ADMINISTRATOR, "telegram", "910000004")
    await room.run(partial(officers.save, officer=decider, at=room.time.now()))
    plan = plan_with({"ma": "tin", "chu_tri": ["mot-cua", "van-phong"], "thang": ["11"], "han": "25"})
    assert await at(room, "2026-11-20", plan) == [
        ("dung", "Còn 5 ngày: «Viết tin»."),
        ("chi", "Còn 5 ngày: «Viết tin»."),
    ]


async def test_an_officer_who_comes_later_is_told_what_still_holds(room: Newsroom) -> None:
    await at(room, "2026-11-20")
    new = Officer("em", "Cán bộ Em", Role.VIEWER, "telegram", "910000005", CHI.unit)
    await room.run(partial(officers.save, officer=new, at=room.time.now()))
    assert await at(room, "2026-11-21") == [("em", "Còn 4 ngày: «Viết tin».")]


@pytest.mark.parametrize(
    ("task", "year", "days"),
    [
        ({"hang_nam": "29/2"}, 2027, ["23/02", "27/02", "01/03"]),
        ({"hang_nam": "29/2"}, 2028, ["24/02", "28/02", "01/03"]),
        ({"hang_nam": "10/10"}, 2027, ["05/10", "09/10", "11/10"]),
        ({"hang_nam": "2/1"}, 2027, ["28/12", "01/01", "03/01"]),
        ({"hang_nam": "31/12"}, 2026, ["26/12", "30/12", "01/01"]),
        # Tết: the first day of the lunar year is the 6th of February 2027.
        ({"hang_nam": "6/2"}, 2027, ["01/02", "05/02", "07/02"]),
    ],
)
async def test_at_the_ends_of_months_and_years_in_leap_years_and_at_tet(
    room: Newsroom, task: dict[str, Any], year: int, days: list[str]
) -> None:
    plan = plan_with({"ma": "tin", **task}, year=2025)
    told = []
    day = moment(f"{year - 1}-12-20 08:00") if days[0].endswith("12") else moment(f"{year}-01-20 08:00")
    for _ in range(360):
        told += [f"{day:%d/%m}" for _ in await at(room, f"{day:%Y-%m-%d}", plan)][:1]
        day += timedelta(days=1)
        if len(told) == 3:
            break
    assert told == days


async def test_the_loop_looks_at_every_commune_and_goes_on_where_one_fails(room: Newsroom) -> None:
    class Broken:
        async def run(self, work: object) -> None:
            raise OSError

    knowledge = Knowledge(COMMUNE, {}, Vocabulary())
    offices = [Office(Broken(), knowledge, TASK), Office(room.database, knowledge, TASK)]  # type: ignore[arg-type]
    looks = 0

    async def sleep(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 2:
            raise InterruptedError

    room.time.moment = moment("2026-11-20 08:00")
    with pytest.raises(InterruptedError):
        await keep_plans(lambda: offices, room.time, sleep)
    assert await written(room) == [("chi", "Còn 5 ngày: «Viết tin».")]
