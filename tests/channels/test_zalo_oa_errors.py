"""Every error of the OA API leads to one of our failures, to a renewal, to the other address, or to an officer."""

import pytest

from bot.channels.failures import Absence, AccountRefused, ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.channels.zalo_oa.advice import advice
from bot.channels.zalo_oa.errors import (
    CONSEQUENCES,
    Answer,
    Stopped,
    TokenRefused,
    WrongEndpoint,
    failure_of,
    read_answer,
)
from bot.channels.zalo_oa.token_source import HasEnded, NoToken
from bot.channels.zalo_oa.tokens import RenewalRefused, WrongApp

PUBLISHED: dict[type[ChannelError], set[int]] = {
    TokenRefused: {-216, -220, 216, 401, -401},
    WrongEndpoint: {-235, -240},
    SlowDown: {-32},
    Unreachable: {-200, -214},
    Refused: {-213, -217, -218, -227, -230, -232, -244},
    Stopped: {-204, -205, -209, -211, -212, -219, -221, -223, -224, -242},
    Unacceptable: {
        -100, -201, -210, -233, -234, -237, -238, -241, -248, -249, -320, -321, -403, -1340, -1341, 404
    },
}  # fmt: skip
"""Zalo's own table, by what it says that a sender has to do."""


def test_no_code_of_the_published_table_is_forgotten_and_none_is_invented() -> None:
    assert set(CONSEQUENCES) == set().union(*PUBLISHED.values())


@pytest.mark.parametrize(("ours", "code"), [(ours, code) for ours, codes in PUBLISHED.items() for code in codes])
def test_each_code_leads_where_the_table_says(ours: type[ChannelError], code: int) -> None:
    assert type(failure_of(Answer(code, "", None))) is ours


@pytest.mark.parametrize("code", sorted(PUBLISHED[Refused]))
def test_why_the_person_can_not_be_written_to_is_told_as_far_as_the_code_tells_it(code: int) -> None:
    told = {-217: Absence.BLOCKED, -227: Absence.DEACTIVATED}
    failure = failure_of(Answer(code, "", None))
    assert isinstance(failure, Refused)
    assert failure.absence is told.get(code, Absence.UNKNOWN)


def test_a_code_that_nobody_knows_is_the_fault_of_this_one_message() -> None:
    assert type(failure_of(Answer(-9999, "", None))) is Unacceptable


def test_a_failed_send_may_have_arrived_and_what_is_still_being_made_has_not() -> None:
    failed, later = failure_of(Answer(-200, "", None)), failure_of(Answer(-214, "", None))
    assert isinstance(failed, Unreachable) and failed.may_have_arrived
    assert isinstance(later, Unreachable) and not later.may_have_arrived


def test_too_many_requests_wait_for_the_next_minute() -> None:
    failure = failure_of(Answer(-32, "", None))
    assert isinstance(failure, SlowDown) and failure.seconds == 60


def test_an_invalid_person_is_the_persons_end_and_not_our_messages() -> None:
    assert type(failure_of(Answer(-201, "user_id is invalid", None))) is Refused


def test_what_zalo_says_about_a_message_is_in_no_words_of_ours() -> None:
    assert "bà Ba" not in str(failure_of(Answer(-210, "text «bà Ba …» is too long", None)))


@pytest.mark.parametrize("code", ["-216", -216])
def test_a_code_may_come_as_text(code: object) -> None:
    assert read_answer(200, {"error": code, "message": "expired"}).error == -216


@pytest.mark.parametrize(
    ("status", "body", "may_have_arrived"),
    [(502, None, True), (504, {"error": 0}, True), (403, None, False), (404, None, False), (302, None, False),
     (200, None, True), (200, [], True), (200, {}, True), (200, {"error": None}, True), (200, {"error": "x"}, True)],
)  # fmt: skip
def test_an_answer_that_is_not_zalos_is_one_that_never_came(status: int, body: object, may_have_arrived: bool) -> None:
    with pytest.raises(Unreachable) as raised:
        read_answer(status, body)
    assert raised.value.may_have_arrived is may_have_arrived


def test_too_many_requests_from_a_server_in_between_slow_us_down() -> None:
    with pytest.raises(SlowDown):
        read_answer(429, None)


def test_whatever_stops_the_account_an_officer_reads_what_to_do() -> None:
    stopping = [failure_of(Answer(code, "", None)) for code in PUBLISHED[Stopped] | PUBLISHED[WrongEndpoint]]
    for failure in [
        *stopping,
        TokenRefused("x"),
        RenewalRefused("x"),
        WrongApp("x"),
        NoToken("x"),
        HasEnded("x"),
        AccountRefused("x"),
    ]:
        assert advice(failure).endswith(".")
    assert len({advice(failure) for failure in stopping}) == len(PUBLISHED[Stopped]) + 1
    assert "motcua zalo login" in advice(RenewalRefused("x"))
    assert "Gia hạn gói" in advice(Stopped(-224))
