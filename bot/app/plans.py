"""The plan of the commune that a command is about."""

from dataclasses import dataclass
from pathlib import Path

from bot.app.newsroom import Newsroom, newsroom
from bot.errors import OperatorError
from bot.files.folder import load
from bot.files.tree import PLAN
from bot.knowledge.plan import Plan
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class PlanRoom:
    """A commune with its plan."""

    room: Newsroom
    plan: Plan

    @property
    def path(self) -> Path:
        """The file of the plan."""
        return self.room.settings.knowledge / _path(self.room.commune.code)

    @property
    def units(self) -> dict[str, str]:
        """The names of the commune's units by their codes."""
        return {unit.code: unit.name for unit in self.room.commune.units}


def plan_room(settings: Settings) -> PlanRoom:
    """The plan of the commune that the settings name, or of the only one. Raises OperatorError where there is none."""
    room = newsroom(settings)
    # The whole folder is read: whether a unit that the plan names is there is known only beside the other files.
    loaded = load(settings.knowledge)
    code = room.commune.code
    if code in loaded.plans:
        return PlanRoom(room, loaded.plans[code])
    file = settings.knowledge / _path(code)
    if _path(code) in loaded.set_aside:
        raise OperatorError(f"Kế hoạch {file} viết chưa đúng. Gõ motcua check {file} để xem sửa ở đâu.")
    raise OperatorError(f"Xã {code} chưa có kế hoạch {file}. Viết tệp ấy theo README, hoặc theo tệp của xã khác.")


def _path(code: str) -> str:
    return f"xa/{code}/{PLAN}"
