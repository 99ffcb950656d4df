"""What the bot says about itself and about the data it keeps. The terms are those of `storage.retention`."""

from collections.abc import Sequence
from datetime import date

from bot.commune import Commune
from bot.commune.wording import hotline
from bot.dialogue.state import State
from bot.knowledge.knowledge import Knowledge
from bot.messages import Attachment, Choice, Reply


def help_reply(commune: Commune, today: date) -> Reply:
    """How to ask."""
    return Reply(
        heading="Cách hỏi",
        text="Bạn cứ viết việc bạn cần làm, như nói chuyện. Không dấu, viết tắt cũng được.\n"
        "Ví dụ: làm giấy khai sinh cần gì, đổi căn cước bao nhiêu tiền, thứ bảy có làm việc không.\n"
        "Khi có danh sách, bạn bấm chọn hoặc nhắn số thứ tự.\n\n"
        f"Tôi là máy, có thể hiểu chưa đúng. {hotline(commune, today)}",
    )


def popular_reply(choices: Sequence[Choice]) -> Reply:
    """The procedures asked most."""
    if not choices:
        return Reply(text="Bạn cần làm việc gì? Bạn viết ngắn gọn giúp tôi nhé, ví dụ: làm giấy khai sinh.")
    return Reply(text="Đây là những việc hay hỏi. Bạn chọn một việc, hoặc viết việc khác.", choices=tuple(choices))


def kept_reply(state: State, knowledge: Knowledge) -> Reply:
    """What is kept about the person who asks."""
    names = [knowledge.entries[entry_id].name for entry_id in state.focus if entry_id in knowledge.entries]
    talk = [f"- Việc bạn đang hỏi: {', '.join(names)}."] if names else []
    talk += [f"- Câu gần nhất được trả lời, đã che số: «{state.question}»."] if state.question else []
    return Reply(
        heading="Dữ liệu về bạn",
        text="\n".join(
            [
                "Tôi chỉ giữ những điều sau, không giữ tên của bạn:",
                "- Mã của cuộc trò chuyện này trên kênh bạn đang dùng.",
                *(talk or ["- Chưa có việc nào bạn đang hỏi."]),
                "- Câu trả lời tôi đã gửi, giữ 1 ngày để không gửi hai lần.",
                "- Nếu bạn nhắn qua Zalo OA: lúc bạn nhắn gần nhất (7 ngày), lúc cán bộ nhắn bạn (1 ngày).",
                "",
                "Cuộc trò chuyện tự xóa sau 24 giờ bạn không nhắn. "
                "Câu tôi chưa trả lời được hoặc trả lời sai thì giữ 90 ngày để sửa, đã che số và không kèm người hỏi.",
                "Muốn xóa ngay, bạn nhắn /xoadulieu.",
            ]
        ),
    )


def forget_reply(choices: Sequence[Choice]) -> Reply:
    """Asks before everything about the person is deleted."""
    return Reply(text="Bạn muốn xóa hết dữ liệu về bạn ở đây? Xóa rồi không lấy lại được.", choices=tuple(choices))


def forgotten_reply(done: bool) -> Reply:
    """Says that it was deleted, or that nothing was."""
    if not done:
        return Reply(text="Tôi giữ nguyên, chưa xóa gì.")
    return Reply(
        text="Tôi đã xóa hết dữ liệu về bạn. Chỉ còn mã của tin nhắn vừa rồi, để không trả lời hai lần; "
        "mã này tự xóa sau 1 ngày, trên Zalo OA là 7 ngày. Câu tôi chưa trả lời được hoặc trả lời sai thì không ghi "
        "là ai hỏi, nên không tìm lại theo bạn được."
    )


def attachment_reply(attachment: Attachment, commune: Commune, today: date) -> Reply:
    """What to do instead of sending this; nothing of it is fetched or kept."""
    match attachment:
        case Attachment.PHOTO | Attachment.FILE:
            text = (
                "Tôi không xem được ảnh và tệp. Bạn đừng gửi giấy tờ ở đây, và nên xóa ảnh vừa gửi. "
                "Bạn viết việc cần hỏi giúp tôi nhé."
            )
        case Attachment.VOICE:
            text = f"Tôi chưa nghe được tiếng nói. Bạn viết giúp tôi vài chữ nhé. {hotline(commune, today)}"
        case Attachment.LOCATION:
            text = "Tôi không dùng vị trí của bạn. Bạn viết việc cần hỏi giúp tôi nhé, ví dụ: địa chỉ ủy ban xã."
        case Attachment.STICKER:
            text = "Cảm ơn bạn. Bạn cần hỏi thủ tục gì thì viết cho tôi nhé."
        case Attachment.UNREADABLE:
            text = (
                "Tôi không nhận được nội dung tin vừa rồi. Nếu đó là ảnh hay giấy tờ, bạn nên xóa đi. "
                f"Bạn viết việc cần hỏi bằng chữ giúp tôi nhé. {hotline(commune, today)}"
            )
    return Reply(text=text)
