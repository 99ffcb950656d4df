"""An admin's consent: how it is asked for and pasted, and how a program that runs takes it in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from zalo_oa_api import TOKEN, ZaloOa
from zalo_oa_channel import Hand
from zalo_oa_keeping import LIFE, consent, keeping, live, written

from bot.channels.zalo_oa.oauth import App, challenge_of, pasted_code
from bot.channels.zalo_oa.token_source import HasEnded, LentTokens, NoToken
from bot.channels.zalo_oa.tokens import RenewalRefused, Tokens
from bot.storage.secret_file import SecretFile


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


async def test_a_new_consent_is_taken_in_while_it_runs(api: ZaloOa, secret: SecretFile, hand: Hand) -> None:
    seed = api.account.grant()["refresh_token"]
    api.account.forget_tokens()
    async with keeping(api, secret, hand, seed) as keeper:
        with pytest.raises(RenewalRefused):
            await keeper.see_to()
        pair = api.account.grant()
        secret.put(consent(pair, hand, written(secret).seed))
        await keeper.see_to()
        assert (await keeper.access()).get_secret_value() == pair["access_token"]


async def test_a_new_consent_during_a_renewal_is_not_written_over(api: ZaloOa, hand: Hand, tmp_path: Path) -> None:
    file = SecretFile(tmp_path / "suoi-mau.zalo-oa")

    class Raced:
        """Somebody agrees anew just before the pair of a renewal is written."""

        def __init__(self) -> None:
            self.theirs = ""

        def load(self) -> str | None:
            return file.load()

        def replace(self, former: str | None, new: str) -> str:
            if Tokens.model_validate_json(new).access.get_secret_value() and not self.theirs:
                self.theirs = consent(api.account.grant(), hand, Tokens.model_validate_json(new).seed)
                file.put(self.theirs)
            return file.replace(former, new)

    raced = Raced()
    async with keeping(api, raced, hand, api.account.grant()["refresh_token"]) as keeper:
        assert live(api, await keeper.access())
    assert file.load() == raced.theirs


async def test_a_token_pasted_later_takes_over_and_a_wrong_one_breaks_nothing(
    api: ZaloOa, secret: SecretFile, hand: Hand
) -> None:
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        access = await keeper.access()
    async with keeping(api, secret, hand, "an-old-or-misspelt-one") as keeper:
        assert await keeper.access() == access
    asked = len(api.called(TOKEN))
    async with keeping(api, secret, hand, "an-old-or-misspelt-one") as keeper:
        assert await keeper.access() == access
    assert len(api.called(TOKEN)) == asked, "it is tried once"
    fresh = api.account.grant()["refresh_token"]
    async with keeping(api, secret, hand, fresh) as keeper:
        assert live(api, await keeper.access())


async def test_without_any_token_somebody_has_to_log_in(api: ZaloOa, secret: SecretFile, hand: Hand) -> None:
    async with keeping(api, secret, hand) as keeper:
        with pytest.raises(RenewalRefused):
            await keeper.access()


async def test_who_only_looks_never_renews(api: ZaloOa, secret: SecretFile, hand: Hand) -> None:
    lent = LentTokens(secret)
    with pytest.raises(NoToken):
        await lent.access()
    async with keeping(api, secret, hand, api.account.grant()["refresh_token"]) as keeper:
        access = await keeper.access()
    hand.move(LIFE)
    assert await lent.access() == access
    with pytest.raises(HasEnded):
        await lent.access_after(access)
    assert api.account.renewals == 1


def test_the_challenge_is_the_one_of_rfc_7636() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_an_apps_verifier_has_43_signs_and_is_always_the_same_for_it_alone() -> None:
    app = App("1", SecretStr("a"), "https://oauth.example")
    assert len(app.verifier) == 43
    assert app.verifier == App("1", SecretStr("a"), "https://other.example").verifier
    assert app.verifier != App("1", SecretStr("b"), "https://oauth.example").verifier
    assert app.permission_address("https://hoidap.example.vn/", "s") == (
        "https://oauth.example/v4/oa/permission?app_id=1&redirect_uri=https%3A%2F%2Fhoidap.example.vn%2F"
        f"&code_challenge={app.challenge}&state=s"
    )


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("https://hoidap.example.vn/?code=ab-1&oa_id=2&state=s", "ab-1"),
        ("  https://hoidap.example.vn/?oa_id=2&state=s&code=ab-1 \n", "ab-1"),
        ("?code=ab-1&state=s", "ab-1"),
        ("code=ab-1", "ab-1"),
        ("ab-1", "ab-1"),
        ("https://hoidap.example.vn/?code=ab-1&state=other", None),
        ("https://hoidap.example.vn/?code=&state=s", None),
        ("", None),
    ],
)
def test_the_code_is_found_in_what_was_pasted(pasted: str, code: str | None) -> None:
    assert pasted_code(pasted, "s") == code
