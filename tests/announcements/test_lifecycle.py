import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.lifecycle import OF_THE_PROGRAM, STATUS_WORDS, STEP_WORDS, TRANSITIONS, Status, Step, after
from bot.announcements.officer import PERMISSIONS, ROLE_WORDS, Officer, Role, check_approver, check_permission
from bot.errors import OperatorError

AN = Officer("an", "Cán bộ An", Role.AUTHOR)
BINH = Officer("binh", "Cán bộ Bình", Role.APPROVER)

_steps = st.lists(st.sampled_from(Step), max_size=40)


def walked(steps: list[Step]) -> list[tuple[Status, Step, Status]]:
    """The steps that were possible, one after the other from a draft on; the others change nothing."""
    status, taken = Status.DRAFT, []
    for step in steps:
        try:
            following = after(status, step)
        except OperatorError:
            continue
        taken.append((status, step, following))
        status = following
    return taken


@given(_steps)
def test_whatever_is_tried_only_what_stands_in_the_table_happens(steps: list[Step]) -> None:
    for before, step, following in walked(steps):
        assert TRANSITIONS[before, step] is following


@given(_steps)
def test_nothing_is_ever_sent_that_was_edited_after_its_approval(steps: list[Step]) -> None:
    is_approved = False
    for _, step, following in walked(steps):
        is_approved = step is Step.APPROVE or (is_approved and step not in {Step.EDIT, Step.REJECT})
        assert is_approved or following not in {Status.SCHEDULED, Status.SENDING}


@given(_steps)
def test_what_was_cancelled_stays_so(steps: list[Step]) -> None:
    taken = [following for _, _, following in walked(steps)]
    assert Status.CANCELLED not in taken[:-1]


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached = {Status.DRAFT}
    for _ in Status:
        reached |= {following for (before, _), following in TRANSITIONS.items() if before in reached}
    assert reached == set(Status)


@pytest.mark.parametrize("status", Status)
def test_what_is_not_in_the_table_is_refused_with_what_is_possible(status: Status) -> None:
    for step in [step for step in Step if (status, step) not in TRANSITIONS]:
        with pytest.raises(OperatorError, match=f"{STATUS_WORDS[status]}, không {STEP_WORDS[step]} được") as caught:
            after(status, step)
        assert str(caught.value).endswith(".")


def test_every_status_step_and_role_has_words() -> None:
    assert set(STATUS_WORDS) == set(Status)
    assert set(STEP_WORDS) == set(Step)
    assert set(ROLE_WORDS) == set(Role)


def test_every_step_of_an_officer_needs_a_role_and_no_step_of_the_program_does() -> None:
    assert set(PERMISSIONS) == set(Step) - OF_THE_PROGRAM


def test_who_may_only_look_may_do_nothing_else() -> None:
    for step in PERMISSIONS:
        with pytest.raises(OperatorError, match="vai trò xem"):
            check_permission(Officer("xem", "Cán bộ Xem", Role.VIEWER), step)


@pytest.mark.parametrize("step", [Step.APPROVE, Step.REJECT])
def test_who_only_writes_does_not_decide(step: Step) -> None:
    with pytest.raises(OperatorError, match="Cần người có vai trò duyệt hoặc quản trị"):
        check_permission(AN, step)
    check_permission(BINH, step)


def test_nobody_approves_their_own_unless_the_commune_has_one_person_for_it() -> None:
    with pytest.raises(OperatorError, match="cần người khác duyệt"):
        check_approver(BINH, author="binh", one_person=False)
    check_approver(BINH, author="binh", one_person=True)
    check_approver(BINH, author="an", one_person=False)


def test_one_person_without_the_role_does_not_approve_either() -> None:
    with pytest.raises(OperatorError, match="vai trò soạn"):
        check_approver(AN, author="an", one_person=True)
