"""Whether the platforms accept the accounts: one harmless call for each token."""

from collections.abc import Sequence
from functools import partial

from pydantic import SecretStr

from bot.app.channels import telegram_channel, telegram_tokens
from bot.app.doctor.examination import ChannelCheck
from bot.app.doctor.finding import Finding, Level
from bot.channels.failures import AccountRefused, ChannelError
from bot.errors import OperatorError
from bot.files.folder import load
from bot.services.clock import SystemClock
from bot.settings import Settings

_SECONDS_TO_STOP = 5


def channel_checks(settings: Settings) -> Sequence[ChannelCheck]:
    """A check for each token of a commune that is served; none where the knowledge can not be read."""
    try:
        communes = load(settings.knowledge).communes
    except OperatorError:
        return ()
    tokens = telegram_tokens(settings, communes)
    return [partial(_telegram, settings, commune, token) for commune, token in tokens.items()]


async def _telegram(settings: Settings, commune: str, token: SecretStr) -> Finding:
    check = f"telegram/{commune}"
    try:
        channel = telegram_channel(settings, commune, token, SystemClock())
    except OperatorError as error:
        return Finding(check, Level.WRONG, f"Telegram của {commune}:", str(error))
    try:
        name = await channel.username()
    except AccountRefused:
        remedy = "Lấy mã đúng ở @BotFather rồi đặt lại."
        return Finding(check, Level.WRONG, f"Telegram không nhận mã bot của {commune}.", remedy)
    except ChannelError:
        remedy = "Xem mạng; nếu mạng chặn, đặt MOTCUA_TELEGRAM_PROXY."
        return Finding(check, Level.WRONG, f"Không nối được với Telegram cho {commune}.", remedy)
    finally:
        await channel.stop(_SECONDS_TO_STOP)
    return Finding(check, Level.OK, f"Telegram của {commune}: bot @{name}.", "")
