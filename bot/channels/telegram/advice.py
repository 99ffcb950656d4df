"""What a failure of Telegram means for the person who runs the program."""

from bot.channels.failures import AccountRefused, ChannelError, SlowDown, Unacceptable
from bot.channels.telegram.errors import is_other_reader


def advice_on(failure: ChannelError) -> str:
    """Why messages do not arrive, and what to do."""
    match failure:
        case AccountRefused():
            return "Telegram không nhận mã của bot. Lấy mã đúng ở @BotFather, đặt lại rồi chạy lại chương trình."
        case _ if is_other_reader(failure):
            return "Có chương trình khác đang nhận tin của bot này. Tắt chương trình đó, hoặc lấy mã mới ở @BotFather."
        case Unacceptable(words=words):
            return f"Telegram không nhận thiết lập của bot: {words}. Xem lại MOTCUA_PUBLIC_URL."
        case SlowDown():
            return "Telegram bảo chờ. Chương trình tự thử lại."
        case _:
            return "Không nối được với Telegram. Chương trình tự thử lại. Nếu mạng chặn, đặt MOTCUA_TELEGRAM_PROXY."
