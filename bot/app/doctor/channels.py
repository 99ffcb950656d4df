"""Whether the platforms accept the accounts: one harmless call for each."""

from collections.abc import Sequence
from functools import partial

from bot.app.accounts import SHOWN, Account, accounts, channel_of
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
    return [partial(_looked_at, settings, account) for account in accounts(settings, communes)]


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
    return Finding(check, Level.OK, f"{named}: {name}.", "")
