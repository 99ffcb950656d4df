"""The plan of the fictional commune, and its newsroom on a day of that plan."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from fictional_newsroom import Newsroom, newsroom

from bot.announcements.officer import Officer, Role
from bot.knowledge.plan import Plan
from bot.storage import officers
from bot.text.dates import VIETNAM

CHI = Officer("chi", "Cán bộ Chi", Role.AUTHOR, "telegram", "910000003", "van-phong")
PLAN = Plan.model_validate(
    {
        "nam": "2026",
        "nhiem_vu": [
            {"ma": "tin", "noi_dung": "Viết tin", "chu_tri": "van-phong", "thang": ["9", "11", "12"], "han": "25"},
            {"ma": "dang", "noi_dung": "Đăng bài", "chu_tri": "mot-cua", "thang": ["11"], "chi_tieu": "3"},
            {"ma": "bao-cao", "noi_dung": "Báo cáo", "chu_tri": "van-phong", "quy": ["4"], "ky": ["cả năm"]},
            {"ma": "ngay", "noi_dung": "Ngày mẫu", "chu_tri": "van-phong", "hang_nam": "10/10"},
        ],
    }
)


def moment(text: str) -> datetime:
    """2026-11-20 08:00, Vietnam's time."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@asynccontextmanager
async def planning_room(folder: Path) -> AsyncIterator[Newsroom]:
    """The newsroom with an officer of the office more."""
    async with newsroom(folder, 3) as room:
        await room.run(partial(officers.save, officer=CHI, at=room.time.now()))
        yield room


def plan_with(*tasks: dict[str, Any], year: int = 2026) -> Plan:
    named = [{"noi_dung": "Viết tin", "chu_tri": "van-phong", **task} for task in tasks]
    return Plan.model_validate({"nam": str(year), "nhiem_vu": named})
