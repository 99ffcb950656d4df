"""Whether the platforms accept the accounts: one harmless call for each."""

from collections.abc import Sequence
from functools import partial

from bot.app.accounts import SHOWN, Account, Platform, accounts, channel_of, incomplete
from bot.app.doctor.examination import ChannelCheck
from bot.app.doctor.finding import Finding, Level
from bot.channels.failures import ChannelError
from bot.errors import OperatorError
from bot.files.folder import load
from bot.services.clock import SystemClock
from bot.settings import Settings

_SECONDS_TO_STOP = 5


def channel_checks(settings: Settings) -> Sequence[ChannelCheck]:
    """A check for each account of a commune that is served; none where the knowledge can not be read."""
    try:
        communes = load(settings.knowledge).communes
    except OperatorError:
        return ()
    lacking = [partial(_lacking, words) for words in incomplete(settings, communes)]
    return [*lacking, *(partial(_looked_at, settings, account) for account in accounts(settings, communes))]


async def _lacking(words: str) -> Finding:
    return Finding("settings", Level.WRONG, words, "Ghi vào tệp .env.")


async def _looked_at(settings: Settings, account: Account) -> Finding:
    check, named = f"{account.platform}/{account.commune}", f"{SHOWN[account.platform]} của {account.commune}"
    try:
        channel = channel_of(settings, account, SystemClock())
    except OperatorError as error:
        return Finding(check, Level.WRONG, f"{named}:", str(error))
    try:
        name = await channel.name()
    except ChannelError as failure:
        return Finding(check, Level.WRONG, f"{named} không nối được.", channel.advice(failure))
    finally:
        await channel.stop(_SECONDS_TO_STOP)
    if account.platform is Platform.ZALO_OA and settings.public_url is None:
        remedy = "Đặt MOTCUA_PUBLIC_URL: Zalo chỉ gửi tin tới một địa chỉ https công khai."
        return Finding(check, Level.WARNING, f"{named}: {name}, nhưng tin của người dân không tới được máy.", remedy)
    return Finding(check, Level.OK, f"{named}: {name}.", "")
