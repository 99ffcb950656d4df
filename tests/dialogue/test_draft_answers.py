"""A draft is found like any procedure, and tells nothing but its name, its link and that it is not ready."""

from datetime import UTC, date, datetime

import pytest
from fictional_library import BIRTH, MARRIAGE, SUOI_MAU, VOCABULARY

from bot.dialogue import Decision, State, Turn, respond
from bot.dialogue.choices import value_of
from bot.knowledge.draft import Draft
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.procedure import Procedure
from bot.messages import Incoming, plain_text
from bot.search import Aspect, Library

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
DRAFT = Draft.model_validate(BIRTH | {"trang_thai": "bản nháp"})
NEARLY_EMPTY = Draft.model_validate(
    {key: BIRTH[key] for key in ("ma", "ten", "linh_vuc", "nguon")} | {"trang_thai": "bản nháp"}
)
ANSWER = (
    "Đăng ký khai sinh\n"
    "Phần hướng dẫn việc này đang hoàn thiện. Bạn xem ở Cổng Dịch vụ công quốc gia theo đường dẫn.\n"
    f"Xem thủ tục: {BIRTH['nguon']['dia_chi']}"
)
TO_WORDS = f"{ANSWER}\n1. Không phải ý tôi"


def library(draft: Draft) -> Library:
    marriage = Procedure.model_validate(MARRIAGE)
    return Library.of(Knowledge(SUOI_MAU, {draft.id: draft, marriage.id: marriage}, VOCABULARY))


def asked(text: str, draft: Draft = DRAFT, state: State | None = None, choice: str | None = None) -> Turn:
    incoming = Incoming(account="thu", person="a", message="1", text=text, choice=choice)
    return respond(state or State(), incoming, library(draft), NOW)


@pytest.mark.parametrize(
    "text",
    ["đăng ký khai sinh", "làm giấy khai sinh cho con", "vợ mới sinh muốn khai sinh cho bé", "1.001193"],
)
def test_a_draft_is_found_by_its_name_its_code_and_its_ways_of_asking(text: str) -> None:
    turn = asked(text)
    assert turn.outcome.ids == ("1.001193",)
    assert plain_text(turn.replies) == TO_WORDS


@pytest.mark.parametrize("text", ["đăng ký khai sinh hết bao nhiêu tiền", "khai sinh cần giấy tờ gì, mấy ngày xong"])
def test_a_draft_does_not_tell_the_fee_or_the_papers_that_it_already_holds(text: str) -> None:
    assert plain_text(asked(text).replies) == TO_WORDS


@pytest.mark.parametrize("situation", DRAFT.situations)
def test_a_draft_does_not_tell_its_situations(situation: object) -> None:
    assert DRAFT.situations
    opened = asked("", choice=value_of(DRAFT.id, situation=situation))  # type: ignore[arg-type]
    assert plain_text(opened.replies) == ANSWER


@pytest.mark.parametrize("value", ["1.001193#", "1.001193", "1.001193/fee"])
def test_an_old_button_of_what_is_now_a_draft_opens_the_draft(value: str) -> None:
    assert plain_text(asked("", choice=value).replies) == ANSWER


def test_a_further_question_about_a_draft_gets_the_same_answer() -> None:
    first = asked("đăng ký khai sinh")
    assert plain_text(asked("còn lệ phí", state=first.state).replies) == TO_WORDS


def test_a_draft_of_which_only_the_name_is_written_answers_the_same() -> None:
    turn = asked("đăng ký khai sinh", NEARLY_EMPTY)
    assert turn.outcome.decision is Decision.ANSWER
    assert plain_text(turn.replies) == TO_WORDS


def test_beside_another_procedure_a_draft_keeps_its_own_silence() -> None:
    text = plain_text(asked("đăng ký khai sinh và đăng ký kết hôn cần giấy tờ gì").replies)
    assert "đang hoàn thiện" in text
    assert "Giấy chứng sinh" not in text


@pytest.mark.parametrize("aspect", list(Aspect))
def test_no_aspect_of_a_draft_is_told(aspect: Aspect) -> None:
    assert plain_text(asked("", choice=value_of(DRAFT.id, aspect)).replies) == ANSWER


def test_what_was_never_reviewed_is_older_than_any_review() -> None:
    assert NEARLY_EMPTY.reviewed_on == date.min
