"""Officers, and what each role may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.announcements.audience import Person
from bot.announcements.lifecycle import STEP_WORDS, Step
from bot.errors import OperatorError


class Role(StrEnum):
    """What an officer is there for: soạn, duyệt, xem, quản trị."""

    AUTHOR = "soan"
    APPROVER = "duyet"
    VIEWER = "xem"
    ADMINISTRATOR = "quan-tri"


ROLE_WORDS: Mapping[Role, str] = {
    Role.AUTHOR: "soạn",
    Role.APPROVER: "duyệt",
    Role.VIEWER: "xem",
    Role.ADMINISTRATOR: "quản trị",
}

WRITERS = frozenset({Role.AUTHOR, Role.APPROVER, Role.ADMINISTRATOR})
"""Those who may write announcements, and book on the plan what was done."""
_DECIDERS = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
PERMISSIONS: Mapping[Step, frozenset[Role]] = {
    Step.EDIT: WRITERS,
    Step.SUBMIT: WRITERS,
    Step.APPROVE: _DECIDERS,
    Step.REJECT: _DECIDERS,
    Step.SCHEDULE: WRITERS,
    Step.SEND: WRITERS,
    Step.PAUSE: WRITERS,
    Step.RESUME: WRITERS,
    Step.WAIT: WRITERS,
    Step.CANCEL: WRITERS,
    Step.RESEND: WRITERS,
    Step.REFIRE: WRITERS,
}
"""Who may take a step. Writing an announcement anew is `EDIT`; looking at one is open to every officer."""


@dataclass(frozen=True, slots=True)
class Officer:
    """A commune's officer. `code` is what names them here, `name` is for people.

    `account` and `person` are their own chat, where they get test copies and are told what needs them; "" for none.
    `further` are other chats of theirs, for when that one does not work. `unit` is the code of their office, "" where
    it is not known.
    """

    code: str
    name: str
    role: Role
    account: str = ""
    person: str = ""
    unit: str = ""
    further: tuple[Person, ...] = ()

    @property
    def has_chat(self) -> bool:
        """Whether they can be written to."""
        return bool(self.account and self.person)

    @property
    def chats(self) -> tuple[Person, ...]:
        """All chats of theirs, the one to try first before the others."""
        return ((self.account, self.person), *self.further) if self.has_chat else ()


def check_permission(officer: Officer, step: Step) -> None:
    """Raise OperatorError where the officer's role does not allow the step."""
    allowed = PERMISSIONS[step]
    if officer.role not in allowed:
        roles = " hoặc ".join(ROLE_WORDS[role] for role in Role if role in allowed)
        raise OperatorError(
            f"{officer.name} có vai trò {ROLE_WORDS[officer.role]}, không {STEP_WORDS[step]} được. "
            f"Cần người có vai trò {roles}."
        )


def check_approver(officer: Officer, author: str, one_person: bool) -> None:
    """Raise OperatorError where the officer may not approve: no right to, or it is their own and others are there.

    `one_person` is the commune's setting that one person may write and approve.
    """
    check_permission(officer, Step.APPROVE)
    if officer.code == author and not one_person:
        raise OperatorError(
            f"{officer.name} là người soạn, nên cần người khác duyệt. "
            "Xã chỉ có một người làm việc này thì ghi mot_nguoi_duyet: có trong xa.yaml."
        )


def check_writer(officer: Officer, deed: str) -> None:
    """Raise OperatorError where the officer only looks; `deed` says in words what they wanted to do."""
    if officer.role not in WRITERS:
        roles = " hoặc ".join(ROLE_WORDS[role] for role in Role if role in WRITERS)
        raise OperatorError(
            f"{officer.name} có vai trò {ROLE_WORDS[officer.role]}, không {deed} được. Cần người có vai trò {roles}."
        )
