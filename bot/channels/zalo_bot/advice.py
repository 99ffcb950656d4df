"""What a failure of Zalo's Bot Platform means for the person who runs the program."""

from bot.channels.failures import AccountRefused, ChannelError, SlowDown, Unacceptable
from bot.channels.zalo_bot.wire import is_used_up

USED_UP = "Zalo báo đã hết số tin của tháng. Tháng sau bot trả lời tiếp; cần sớm hơn thì nâng gói trong Bot Creator."
NOT_STORED = "Máy không ghi được tin của người dân vào tệp dữ liệu, và đang thử lại. Gõ motcua doctor để xem vì sao."


def advice_on(failure: ChannelError) -> str:
    """Why messages do not arrive, and what to do."""
    match failure:
        case _ if is_used_up(failure):
            return USED_UP
        case AccountRefused():
            return "Zalo không nhận mã của bot. Lấy mã mới trong Bot Creator, đặt lại rồi chạy lại chương trình."
        case Unacceptable(words=words):
            return f"Zalo không nhận lệnh của bot: {words}. Nếu đã đặt MOTCUA_PUBLIC_URL, xem lại địa chỉ đó."
        case SlowDown():
            return "Zalo bảo chờ. Chương trình tự thử lại."
        case _:
            return "Không nối được với Zalo Bot. Chương trình tự thử lại. Nếu kéo dài, xem mạng và mã của bot."
