"""A keeper of tokens on the imitated Zalo, and what it has written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from pydantic import SecretStr
from zalo_oa_account import Refused
from zalo_oa_api import ZaloOa
from zalo_oa_channel import Hand, app_of

from bot.channels.zalo_oa.keeping import TokenKeeper
from bot.channels.zalo_oa.oauth import App
from bot.channels.zalo_oa.token_source import Kept
from bot.channels.zalo_oa.tokens import Tokens
from bot.storage.secret_file import SecretFile

LIFE = timedelta(hours=25)
"""Of an access token."""


@asynccontextmanager
async def keeping(
    api: ZaloOa, kept: Kept, hand: Hand, seed: str = "", app: App | None = None
) -> AsyncIterator[TokenKeeper]:
    keeper = TokenKeeper(kept, app or app_of(api), SecretStr(seed) if seed else None, hand.now, "suoi-mau")
    try:
        yield keeper
    finally:
        await keeper.close(5)


def written(secret: SecretFile) -> Tokens:
    text = secret.load()
    assert text
    return Tokens.model_validate_json(text)


def live(api: ZaloOa, access: SecretStr) -> bool:
    """Whether Zalo takes this token now."""
    try:
        api.account.check({"access_token": access.get_secret_value()})
    except Refused:
        return False
    return True


def consent(pair: dict[str, str], hand: Hand, seed: str) -> str:
    """What `motcua zalo login` writes."""
    return Tokens(
        access=SecretStr(pair["access_token"]),
        refresh=SecretStr(pair["refresh_token"]),
        ends_at=hand.now() + LIFE,
        renewed_at=hand.now(),
        seed=seed,
    ).model_dump_json()
