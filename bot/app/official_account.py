"""A commune's Zalo Official Account, for commands that end: agreeing to its use, and how it stands."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr

from bot.channels.failures import ChannelError
from bot.channels.zalo_oa import App, LentTokens
from bot.channels.zalo_oa.account import About, OfficialAccount
from bot.channels.zalo_oa.advice import advice
from bot.channels.zalo_oa.http import open_http
from bot.channels.zalo_oa.oauth import exchange, renew
from bot.channels.zalo_oa.pace import Pace
from bot.channels.zalo_oa.tokens import RenewalRefused, Tokens, digest, read_tokens
from bot.errors import OperatorError
from bot.services.clock import Clock
from bot.settings import PREFIX, Settings
from bot.storage.secret_file import SecretFile

_APP_ID, _APP_SECRET, _REFRESH_TOKEN = "ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET", "ZALO_OA_REFRESH_TOKEN"


@dataclass(frozen=True, slots=True)
class OaSettings:
    """What the settings say of a commune's account, and the file of its tokens."""

    commune: str
    app: App
    seed: SecretStr | None
    file: SecretFile
    api: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands. `trouble` says why it can not be used; `about` is None where that is not even known.

    `tokens` is None where none were ever given.
    """

    tokens: Tokens | None
    about: About | None
    trouble: str = ""


def oa_settings(settings: Settings, commune: str) -> OaSettings:
    """The account of a commune. Raises OperatorError that names all that is not set."""
    name = commune.upper().replace("-", "_")
    secrets = settings.secrets.get(name, {})
    missing = [f"{PREFIX}{name}_{needed}" for needed in (_APP_ID, _APP_SECRET) if needed not in secrets]
    if missing:
        raise OperatorError(f"Chưa đặt {' và '.join(missing)}. Lấy ở developers.zalo.me, ghi vào tệp .env.")
    app = App(secrets[_APP_ID].get_secret_value(), secrets[_APP_SECRET], settings.zalo_oauth_api)
    return OaSettings(
        commune, app, secrets.get(_REFRESH_TOKEN), SecretFile.of(settings.data, commune), settings.zalo_oa_api
    )


def chosen_oa(settings: Settings) -> OaSettings:
    """The account of the commune that the settings name, or of the only one that has any of it set.

    Raises OperatorError where it is not clear which is meant, or something is not set.
    """
    begun = sorted(
        name.lower().replace("_", "-")
        for name, secrets in settings.secrets.items()
        if any(secret.startswith("ZALO_OA_") for secret in secrets)
    )
    if settings.commune is None and len(begun) != 1:
        raise OperatorError(
            f"Có Zalo OA của nhiều xã: {', '.join(begun)}. Thêm --commune và mã xã để chọn một."
            if begun
            else f"Chưa đặt Zalo OA của xã nào. Ghi {PREFIX}<XA>_{_APP_ID} và {PREFIX}<XA>_{_APP_SECRET} vào tệp .env."
        )
    return oa_settings(settings, settings.commune or begun[0])


def log_in_with_code(oa: OaSettings, code: str, clock: Clock) -> Standing:
    """Use the code of a consent, keep the tokens, and look how the account stands. Raises OperatorError."""
    return asyncio.run(_logged_in(oa, lambda now: exchange(oa.app, code, now), clock))


def log_in_with_token(oa: OaSettings, token: SecretStr, clock: Clock) -> Standing:
    """The same with a refresh token; it is used up. Raises OperatorError."""
    return asyncio.run(_logged_in(oa, lambda now: renew(oa.app, Tokens.sown(token, now), now), clock))


def standing(oa: OaSettings) -> Standing:
    """How the account stands, by the tokens that are kept; nothing is renewed. Raises OperatorError."""
    return asyncio.run(_looked_at(oa))


async def _looked_at(oa: OaSettings) -> Standing:
    tokens = read_tokens(await asyncio.to_thread(oa.file.load))
    async with open_http(1) as http:
        account = OfficialAccount(http, LentTokens(oa.file), Pace(2, time.monotonic, asyncio.sleep), oa.api)
        about = None
        try:
            about = await account.about()
            # That works with every package; whether this one lets programs in, shows here only.
            await account.recent(0, 1)
        except ChannelError as failure:
            return Standing(tokens, about, advice(failure))
    return Standing(tokens, about)


async def _logged_in(oa: OaSettings, ask: Callable[[datetime], Awaitable[Tokens]], clock: Clock) -> Standing:
    try:
        given = await ask(clock.now())
    except ChannelError as failure:
        raise OperatorError(_not_logged_in(failure)) from None
    kept = given.model_copy(update={"seed": digest(oa.seed)})
    await asyncio.to_thread(oa.file.put, kept.model_dump_json())
    if not (kept.access.get_secret_value() and kept.refresh.get_secret_value()):
        raise OperatorError("Zalo chỉ trả về một nửa những gì cần. Hãy làm lại từ đầu.")
    return await _looked_at(oa)


def _not_logged_in(failure: ChannelError) -> str:
    if isinstance(failure, RenewalRefused):
        return "Zalo không nhận mã này: mã đã hết hạn hoặc đã dùng rồi. Lấy mã mới rồi chạy lại motcua zalo login."
    return f"Chưa nối được OA. {advice(failure)}"
