"""What the web chat itself says to citizens; the answers come from the conversation."""

EXAMPLES = (
    "Làm giấy khai sinh cho con cần giấy tờ gì?",
    "Đăng ký kết hôn mất bao nhiêu tiền?",
    "Đăng ký tạm trú ở đâu?",
    "Chứng thực bản sao mất bao nhiêu tiền?",
    "Mấy giờ thì nhận hồ sơ?",
)
"""Questions offered to somebody who has not asked anything yet."""

TOO_LONG = "Tin nhắn này dài quá, tôi chưa đọc được. Bạn viết ngắn lại rồi gửi giúp tôi nhé."
EMPTY = "Bạn chưa viết câu hỏi. Bạn viết vào ô ở cuối trang rồi bấm Gửi nhé."
NOT_KEPT = "Máy đang gặp trục trặc nên tôi chưa nhận được tin nhắn này. Bạn chờ nửa phút rồi gửi lại nhé."
UNREADABLE = "Tôi không đọc được tin nhắn này. Bạn mở lại trang rồi hỏi lại giúp tôi nhé."
FROM_ELSEWHERE = "Tin nhắn này gửi từ một trang khác nên tôi không nhận. Bạn mở lại trang này rồi hỏi nhé."


def too_fast(seconds: int) -> str:
    """Somebody has to wait that many seconds."""
    return f"Bạn gửi hơi nhanh, tôi trả lời không kịp. Bạn chờ {seconds} giây rồi gửi lại nhé."


def capitalised(name: str) -> str:
    """Xã Phủ Thông, where a name begins a line."""
    return name[:1].upper() + name[1:]
