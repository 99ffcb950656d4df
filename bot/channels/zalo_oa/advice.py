"""What a failure of an Official Account means, and what the person who runs the program can do about it."""

from bot.channels.failures import AccountRefused, ChannelError, SlowDown
from bot.channels.zalo_oa.errors import Stopped, TokenRefused, WrongEndpoint
from bot.channels.zalo_oa.token_source import HasEnded, NoToken
from bot.channels.zalo_oa.tokens import RenewalRefused, WrongApp

LOGIN = "chạy motcua zalo login"

_STOPPED = {
    -211: "OA đã dùng hết số tin của gói. Mua thêm, hoặc chờ sang kỳ mới.",
    -224: "Gói dịch vụ của OA không có hoặc đã hết quyền dùng OpenAPI. Gia hạn gói ở oa.zalo.me.",
    -212: "Ứng dụng chưa bật nhóm API của Official Account. Bật ở developers.zalo.me, không mất tiền.",
    -209: "Ứng dụng Zalo chưa được kích hoạt. Chuyển sang «Đang hoạt động» ở developers.zalo.me.",
    -219: "Ứng dụng Zalo đã bị gỡ hoặc bị tắt. Xem lại ở developers.zalo.me.",
    -221: "OA chưa được xác thực. Xác thực ở oa.zalo.me.",
    -223: f"OA chưa cấp đủ quyền cho ứng dụng. Vào developers.zalo.me chọn đủ các quyền, rồi {LOGIN}.",
    -204: "OA đang bị khóa. Liên hệ bộ phận hỗ trợ của Zalo.",
    -205: "OA không còn nữa. Kiểm tra lại OA ở oa.zalo.me.",
    -242: "Zalo không nhận chữ ký của ứng dụng. Tắt yêu cầu appsecret_proof ở developers.zalo.me.",
}


def advice(failure: ChannelError) -> str:
    """The sentence for an officer."""
    match failure:
        case Stopped(code=code):
            return _STOPPED[code]
        case RenewalRefused():
            return f"Zalo không gia hạn quyền dùng OA nữa. Nhờ người quản trị OA {LOGIN} để cho phép lại."
        case NoToken():
            return f"Chưa có quyền dùng OA. Nhờ người quản trị OA {LOGIN}; đã đặt refresh token thì chạy motcua run."
        case HasEnded():
            return f"Quyền dùng OA đã hết giờ. Chạy motcua run, máy sẽ tự gia hạn. Đang chạy mà vẫn vậy thì {LOGIN}."
        case WrongApp():
            return "Zalo không nhận ứng dụng. Xem lại mã ứng dụng, khóa bí mật và địa chỉ đã đăng ký, rồi chạy lại."
        case TokenRefused():
            return f"Zalo không nhận quyền dùng OA, dù vừa gia hạn. Nhờ người quản trị OA {LOGIN} để cho phép lại."
        case WrongEndpoint():
            return "Zalo không cho loại OA này gửi tin. Hỏi bộ phận hỗ trợ của Zalo, kèm mã OA."
        case AccountRefused():
            return "Zalo không nhận OA này. Chạy motcua zalo status để xem."
        case SlowDown():
            return "Zalo bảo chờ vì gửi quá nhanh. Chương trình tự thử lại."
        case _:
            return "Không nối được với Zalo. Chương trình tự thử lại."
