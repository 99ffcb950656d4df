"""The commands of officers, and which role each needs."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from bot.announcements.lifecycle import Step
from bot.announcements.officer import PERMISSIONS, Officer, Role


class OfficerCommand(StrEnum):
    """What an officer types after the slash."""

    WHO = "canbo"
    WRITE = "soan"
    APPROVE = "duyet"
    CALENDAR = "lich"
    STOP = "dunggui"


ROLES: Mapping[OfficerCommand, frozenset[Role]] = {
    OfficerCommand.WHO: frozenset(Role),
    OfficerCommand.WRITE: PERMISSIONS[Step.EDIT],
    OfficerCommand.APPROVE: PERMISSIONS[Step.APPROVE],
    OfficerCommand.CALENDAR: frozenset(Role),
    OfficerCommand.STOP: PERMISSIONS[Step.PAUSE],
}
"""Who may give a command. To become an officer in a chat, `/canbo` and a code, one needs no role but the code."""

DESCRIPTIONS: Mapping[OfficerCommand, str] = {
    OfficerCommand.WHO: "xem bạn đang làm việc với vai trò nào",
    OfficerCommand.WRITE: "soạn thông báo",
    OfficerCommand.APPROVE: "xem những thông báo chờ duyệt",
    OfficerCommand.CALENDAR: "xem thông báo nào đang gửi, sắp gửi",
    OfficerCommand.STOP: "dừng ngay việc đang gửi",
}


class Given(NamedTuple):
    """A command and what stands after it."""

    command: OfficerCommand
    rest: str


def command_in(text: str) -> Given | None:
    """The officers' command that the message begins with."""
    match = re.match(r"\s*/([a-z]+)(?:@\w+)?(?:\s+(.*))?$", text, re.IGNORECASE | re.DOTALL)
    name = match[1].lower() if match else ""
    if match is None or name not in set(OfficerCommand):
        return None
    return Given(OfficerCommand(name), (match[2] or "").strip())


def may(officer: Officer, command: OfficerCommand) -> bool:
    """Whether the officer's role allows it."""
    return officer.role in ROLES[command]
