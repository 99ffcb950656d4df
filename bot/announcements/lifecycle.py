"""The life of an announcement: which step leads from which status to which. What is not in the table is refused."""

from collections.abc import Mapping
from enum import StrEnum

from bot.errors import OperatorError


class Status(StrEnum):
    """Where an announcement stands. One that recurs goes back to `SCHEDULED` after each firing, until its last."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Step(StrEnum):
    """What can be done to an announcement, by an officer or, below the line, by the program itself.

    `RESUME` and `WAIT` let it go on: the first where a firing is open, the second where the next one is to come. They
    end a pause, and change nothing where there is none: a program that was killed is so followed by another.
    `RESEND` takes an open or closed firing up again, `REFIRE` sends what was too late as a whole.
    """

    EDIT = "edit"
    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    SCHEDULE = "schedule"
    SEND = "send"
    PAUSE = "pause"
    RESUME = "resume"
    WAIT = "wait"
    CANCEL = "cancel"
    RESEND = "resend"
    REFIRE = "refire"
    # ---
    FREEZE = "freeze"
    """The audience is frozen, and sending begins."""
    REPEAT = "repeat"
    """This firing is over; another one is to come."""
    FINISH = "finish"
    EXPIRE = "expire"


OF_THE_PROGRAM = frozenset({Step.FREEZE, Step.REPEAT, Step.FINISH, Step.EXPIRE})

TRANSITIONS: Mapping[tuple[Status, Step], Status] = {
    (Status.DRAFT, Step.EDIT): Status.DRAFT,
    (Status.DRAFT, Step.SUBMIT): Status.SUBMITTED,
    (Status.DRAFT, Step.CANCEL): Status.CANCELLED,
    (Status.SUBMITTED, Step.EDIT): Status.DRAFT,
    (Status.SUBMITTED, Step.APPROVE): Status.APPROVED,
    (Status.SUBMITTED, Step.REJECT): Status.DRAFT,
    (Status.SUBMITTED, Step.CANCEL): Status.CANCELLED,
    (Status.APPROVED, Step.EDIT): Status.DRAFT,
    (Status.APPROVED, Step.REJECT): Status.DRAFT,
    (Status.APPROVED, Step.SCHEDULE): Status.SCHEDULED,
    (Status.APPROVED, Step.SEND): Status.SCHEDULED,
    (Status.APPROVED, Step.CANCEL): Status.CANCELLED,
    (Status.SCHEDULED, Step.EDIT): Status.DRAFT,
    (Status.SCHEDULED, Step.PAUSE): Status.PAUSED,
    (Status.SCHEDULED, Step.WAIT): Status.SCHEDULED,
    (Status.SCHEDULED, Step.CANCEL): Status.CANCELLED,
    (Status.SCHEDULED, Step.RESEND): Status.SENDING,
    (Status.SCHEDULED, Step.FREEZE): Status.SENDING,
    (Status.SCHEDULED, Step.REPEAT): Status.SCHEDULED,
    (Status.SCHEDULED, Step.EXPIRE): Status.EXPIRED,
    (Status.SENDING, Step.PAUSE): Status.PAUSED,
    (Status.SENDING, Step.RESUME): Status.SENDING,
    (Status.SENDING, Step.CANCEL): Status.CANCELLED,
    (Status.SENDING, Step.RESEND): Status.SENDING,
    (Status.SENDING, Step.REPEAT): Status.SCHEDULED,
    (Status.SENDING, Step.FINISH): Status.FINISHED,
    (Status.SENDING, Step.EXPIRE): Status.EXPIRED,
    (Status.PAUSED, Step.RESUME): Status.SENDING,
    (Status.PAUSED, Step.WAIT): Status.SCHEDULED,
    (Status.PAUSED, Step.RESEND): Status.PAUSED,
    (Status.PAUSED, Step.CANCEL): Status.CANCELLED,
    (Status.FINISHED, Step.RESEND): Status.SENDING,
    (Status.EXPIRED, Step.RESEND): Status.SENDING,
    (Status.EXPIRED, Step.REFIRE): Status.SCHEDULED,
}

STATUS_WORDS: Mapping[Status, str] = {
    Status.DRAFT: "bản nháp",
    Status.SUBMITTED: "chờ duyệt",
    Status.APPROVED: "đã duyệt",
    Status.SCHEDULED: "đã hẹn giờ",
    Status.SENDING: "đang gửi",
    Status.PAUSED: "tạm dừng",
    Status.FINISHED: "đã gửi xong",
    Status.CANCELLED: "đã hủy",
    Status.EXPIRED: "quá hạn gửi",
}
STEP_WORDS: Mapping[Step, str] = {
    Step.EDIT: "sửa",
    Step.SUBMIT: "trình duyệt",
    Step.APPROVE: "duyệt",
    Step.REJECT: "trả lại",
    Step.SCHEDULE: "hẹn giờ",
    Step.SEND: "gửi",
    Step.PAUSE: "tạm dừng",
    Step.RESUME: "gửi tiếp",
    Step.WAIT: "gửi tiếp",
    Step.CANCEL: "hủy",
    Step.RESEND: "gửi lại",
    Step.REFIRE: "gửi lại",
    Step.FREEZE: "bắt đầu gửi",
    Step.REPEAT: "chờ kỳ sau",
    Step.FINISH: "kết thúc",
    Step.EXPIRE: "ghi là quá hạn",
}


def after(status: Status, step: Step) -> Status:
    """The status that the step leads to. Raises OperatorError, with what can be done instead, where there is none."""
    following = TRANSITIONS.get((status, step))
    if following is None:
        raise OperatorError(f"Thông báo này {STATUS_WORDS[status]}, không {STEP_WORDS[step]} được. {_instead(status)}")
    return following


def _instead(status: Status) -> str:
    steps = [step for step in Step if (status, step) in TRANSITIONS and step not in OF_THE_PROGRAM]
    words = dict.fromkeys(STEP_WORDS[step] for step in steps)
    return f"Lúc này có thể: {', '.join(words)}." if words else "Hãy soạn một thông báo mới."
