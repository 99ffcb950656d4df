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
        "Khi có danh sách, bạn bấm chọn hoặc nhắn số thứ tự.\n"
        "Nhận được tin lạ nói là của xã? Bạn gửi tôi cả tin đó hoặc mã xác minh ở cuối tin, tôi xem giúp.\n\n"
        f"Tôi là máy, có thể hiểu chưa đúng. {hotline(commune, today)}",
    )


def popular_reply(choices: Sequence[Choice]) -> Reply:
    """The procedures asked most."""
    if not choices:
        return Reply(text="Bạn cần làm việc gì? Bạn viết ngắn gọn giúp tôi nhé, ví dụ: làm giấy khai sinh.")
    return Reply(text="Đây là những việc hay hỏi. Bạn chọn một việc, hoặc viết việc khác.", choices=tuple(choices))


_NEWS_TERM = (
    "Đăng ký nhận tin được giữ đến khi bạn ngừng; ngừng rồi thì giữ thêm một năm, để biết bạn đã đồng ý và đã ngừng. "
    "Thông báo nào đã gửi cho bạn cũng được ghi sổ một năm, để không gửi hai lần. "
)


def kept_reply(state: State, knowledge: Knowledge, news: Sequence[str] = ()) -> Reply:
    """What is kept about the person who asks; `news` are the lines about their subscription, if they ever had one."""
    return Reply(
        heading="Dữ liệu về bạn",
        text="\n".join(
            [
                "Tôi chỉ giữ những điều sau, không giữ tên của bạn:",
                "- Mã của cuộc trò chuyện này trên kênh bạn đang dùng.",
                *_talk(state, knowledge),
                "- Câu trả lời tôi đã gửi, giữ 1 ngày để không gửi hai lần.",
                "- Nếu bạn nhắn qua Zalo OA: lúc bạn nhắn gần nhất (7 ngày), lúc cán bộ nhắn bạn (1 ngày).",
                *news,
                "",
                f"{_NEWS_TERM if news else ''}Cuộc trò chuyện tự xóa sau 24 giờ bạn không nhắn. "
                "Câu tôi chưa trả lời được hoặc trả lời sai thì giữ 90 ngày để sửa, đã che số và không kèm người hỏi.",
                "Muốn xóa ngay, bạn nhắn /xoadulieu.",
            ]
        ),
    )


def remembered_reply(state: State, knowledge: Knowledge) -> Reply:
    """What a window remembers in which nothing is kept: the terminal's."""
    lines = [
        "Cửa sổ này không ghi gì vào máy, không giữ tên của bạn. Cho đến khi bạn đóng cửa sổ, tôi chỉ nhớ:",
        *_talk(state, knowledge),
        "Muốn tôi quên ngay, bạn nhắn /xoadulieu.",
    ]
    return Reply(heading="Dữ liệu về bạn", text="\n".join(lines))


def _talk(state: State, knowledge: Knowledge) -> list[str]:
    talk = [
        f"- {which}: {', '.join(names)}."
        for which, ids in (("Việc bạn đang hỏi", state.focus), ("Việc bạn hỏi trước đó", state.former))
        if (names := [knowledge.entries[entry_id].name for entry_id in ids if entry_id in knowledge.entries])
    ]
    talk += [f"- Câu gần nhất được trả lời, đã che số: «{state.question}»."] if state.question else []
    return talk or ["- Chưa có việc nào bạn đang hỏi."]


def forgotten_window_reply() -> Reply:
    """Says that the conversation begins anew where nothing was kept."""
    return Reply(text="Tôi đã xóa hết dữ liệu về bạn. Cửa sổ này không ghi gì vào máy, nên không còn gì cả.")


def forget_reply(choices: Sequence[Choice], receives_news: bool = False) -> Reply:
    """Asks before everything about the person is deleted."""
    news = " Đăng ký nhận tin của bạn cũng hết." if receives_news else ""
    text = f"Bạn muốn xóa hết dữ liệu về bạn ở đây? Xóa rồi không lấy lại được.{news}"
    return Reply(text=text, choices=tuple(choices))


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
