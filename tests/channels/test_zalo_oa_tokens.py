"""Tokens: renewed ahead of time and when refused, one at a time, and written before they are used."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from loopback_faults import Lost, Page
from zalo_oa_account import APP_SECRET, Refused
from zalo_oa_api import TOKEN, Half, ZaloOa
from zalo_oa_channel import Hand, app_of
from zalo_oa_keeping import LIFE, keeping, live, written

from bot.channels.failures import ChannelError, SlowDown, Unreachable
from bot.channels.zalo_oa.tokens import RENEW_BEFORE, RenewalRefused, Tokens, WrongApp
from bot.errors import OperatorError
from bot.storage.secret_file import SecretFile

HOUR = timedelta(hours=1)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def api(hand: Hand) -> Iterator[ZaloOa]:
    with ZaloOa(hand.seconds) as opened:
        yield opened


@pytest.fixture
def secret(tmp_path: Path) -> SecretFile:
    return SecretFile(tmp_path / "suoi-mau.zalo-oa")


async def test_the_token_in_the_settings_begins_the_chain_and_the_new_pair_is_written(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    first = api.account.grant()["refresh_token"]
    async with keeping(api, secret, hand, first) as keeper:
        access = await keeper.access()
    assert live(api, access)
    assert written(secret).access == access
    assert written(secret).refresh.get_secret_value() != first
    assert written(secret).ends_at == hand.now() + LIFE


async def test_after_a_restart_the_written_pair_goes_on_and_the_settings_are_not_asked(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    first = api.account.grant()["refresh_token"]
    async with keeping(api, secret, hand, first) as keeper:
        access = await keeper.access()
    async with keeping(api, secret, hand, first) as keeper:
        assert await keeper.access() == access
    hand.move(LIFE)
    async with keeping(api, secret, hand, first) as keeper:
        assert live(api, await keeper.access())
    assert api.account.renewals == 2


async def test_it_is_renewed_an_hour_before_its_end_and_not_sooner(api: ZaloOa, secret: SecretFile, hand: Hand) -> None:
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        first = await keeper.access()
        hand.move(LIFE - RENEW_BEFORE - timedelta(seconds=1))
        assert await keeper.access() == first
        hand.move(timedelta(seconds=1))
        second = await keeper.access()
    assert second != first
    assert live(api, second)


async def test_a_hundred_calls_at_once_renew_once(api: ZaloOa, secret: SecretFile, hand: Hand) -> None:
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        found = await asyncio.gather(*(keeper.access() for _ in range(100)))
        assert len(set(found)) == 1
        api.account.spoil_access()
        renewed = await asyncio.gather(*(keeper.access_after(found[0]) for _ in range(100)))
    assert len(set(renewed)) == 1
    assert live(api, renewed[0])
    assert api.account.renewals == 2


async def test_where_the_answer_was_lost_before_zalo_did_anything_the_same_token_is_tried_once_more(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    api.fail(TOKEN, Lost.CALL)
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        assert live(api, await keeper.access())
    tried = [call.content["refresh_token"] for call in api.called(TOKEN)]
    assert tried == [tried[0]] * 2


async def test_where_zalo_had_used_the_token_up_the_second_try_tells_so_and_it_is_final(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    api.fail(TOKEN, Lost.ANSWER)
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        for _ in range(3):
            with pytest.raises(RenewalRefused):
                await keeper.access()
    assert len(api.called(TOKEN)) == 2, "what is refused for good is not asked again"


async def test_two_lost_answers_prove_nothing_and_it_is_tried_again_later(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    api.fail(TOKEN, Lost.CALL, Lost.CALL)
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        with pytest.raises(Unreachable) as raised:
            await keeper.access()
        assert not raised.value.may_have_arrived, "whatever waits for the token was not sent"
        assert live(api, await keeper.access())


FINAL = [Refused(-14014, "Invalid refresh token."), Refused(-118, "x"), Refused(-1, "invalid_grant"), Page(200, "")]


@pytest.mark.parametrize("answer", FINAL, ids=["-14014", "-118", "invalid_grant", "empty"])
async def test_a_final_refusal_is_final(api: ZaloOa, secret: SecretFile, hand: Hand, answer: Refused | Page) -> None:
    api.fail(TOKEN, answer)
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        for _ in range(2):
            with pytest.raises(RenewalRefused):
                await keeper.access()
    assert len(api.called(TOKEN)) == 1


@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        ([Page(502), Page(502)], Unreachable),
        ([Page(403)], Unreachable),
        ([Page(200, "<html>"), Page(200, "<html>")], Unreachable),
        ([Page(429)], SlowDown),
        ([Refused(-32, "rate limit")], SlowDown),
        ([Refused(-99, "nobody knows")], Unreachable),
        ([Refused(-14002, "Invalid app.")], WrongApp),
        ([Refused(-14003, "Invalid redirect uri.")], WrongApp),
    ],
)
async def test_after_any_other_failure_the_same_token_is_good_as_before(
    api: ZaloOa, secret: SecretFile, hand: Hand, answers: list[Refused | Page], failure: type[ChannelError]
) -> None:
    api.fail(TOKEN, *answers)
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        with pytest.raises(failure):
            await keeper.access()
        assert live(api, await keeper.access())


async def test_while_the_old_token_lasts_a_failing_renewal_keeps_nobody_waiting(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        access = await keeper.access()
        hand.move(LIFE - RENEW_BEFORE / 2)
        api.fail(TOKEN, Refused(-14014, "Invalid refresh token."))
        assert await keeper.access() == access
        with pytest.raises(RenewalRefused):
            await keeper.see_to()
        hand.move(RENEW_BEFORE)
        with pytest.raises(RenewalRefused):
            await keeper.access()


async def test_where_only_the_refresh_token_comes_it_is_kept_and_used_at_once(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    api.fail(TOKEN, Half("refresh_token"))
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        assert live(api, await keeper.access())
    assert api.account.renewals == 2


async def test_where_only_the_access_token_comes_it_is_kept_and_somebody_is_told(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    api.fail(TOKEN, Half("access_token"))
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        assert live(api, await keeper.access())
        with pytest.raises(RenewalRefused):
            await keeper.see_to()
        assert live(api, await keeper.access())


async def test_a_pair_that_can_not_be_written_is_not_used_until_it_can_be(
    api: ZaloOa, hand: Hand, tmp_path: Path
) -> None:
    file = SecretFile(tmp_path / "suoi-mau.zalo-oa")

    class FullOnce:
        """The disk is full when the first pair of a renewal comes."""

        is_full = True

        def load(self) -> str | None:
            return file.load()

        def replace(self, former: str | None, new: str) -> str:
            if self.is_full and Tokens.model_validate_json(new).access.get_secret_value():
                self.is_full = False
                raise OperatorError("Ổ đĩa đã đầy.")
            return file.replace(former, new)

    async with keeping(api, FullOnce(), hand, api.account.grant()["refresh_token"]) as keeper:
        with pytest.raises(OperatorError):
            await keeper.access()
        assert live(api, await keeper.access())
    assert api.account.renewals == 1
    assert live(api, written(file).access)


async def test_who_gives_up_waiting_does_not_lose_the_pair(api: ZaloOa, secret: SecretFile, hand: Hand) -> None:
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        waiting = asyncio.create_task(keeper.access())
        await api.until(lambda: bool(api.called(TOKEN)))
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert live(api, written(secret).access)
    assert api.account.renewals == 1


async def test_a_file_that_is_taken_away_while_it_runs_is_written_again(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        access = await keeper.access()
        secret.path.unlink()
        await keeper.see_to()
        assert written(secret).access == access
        hand.move(LIFE)
        assert live(api, await keeper.access())


async def test_a_file_that_can_not_be_read_is_as_none_and_the_settings_begin_anew(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    secret.put("{}")
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        assert live(api, await keeper.access())


async def test_no_token_and_no_secret_is_in_any_log_or_any_words(
    api: ZaloOa, secret: SecretFile, hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seed = api.account.grant()["refresh_token"]
    api.fail(TOKEN, Refused(-99, f"no such token {seed}"), Lost.CALL, Page(502, seed))
    async with keeping(api, secret, hand, seed) as keeper:
        told = ""
        for _ in range(3):
            try:
                await keeper.access()
            except ChannelError as failure:
                told += f"{failure!r} {failure}"
        told += repr(written(secret)) + repr(app_of(api))
    told += " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    pair = written(secret)
    secrets = [seed, pair.access.get_secret_value(), pair.refresh.get_secret_value(), APP_SECRET]
    assert [each for each in secrets if each in told] == []
