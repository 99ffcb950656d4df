"""What the bot says when it answers no question about the knowledge."""

from collections.abc import Sequence
from datetime import date

from bot.commune import Commune, UnitRole
from bot.commune.wording import hotline, opening_hours, unit_name
from bot.dialogue.social import Social
from bot.messages import Choice, Reply

NUMBERS_WARNING = (
    "Để an toàn, xin bạn đừng gửi số căn cước, số điện thoại, số tài khoản ở đây. "
    "Tôi đã che số bạn vừa gửi, không lưu, và không tra cứu được theo số đó."
)
CASE_CODE_NOTE = "Tôi không lưu mã hồ sơ bạn vừa gửi."


def social_reply(social: Social, commune: Commune) -> Reply:
    """A short and kind word back."""
    match social:
        case Social.GREETING:
            text = (
                f"Chào bạn! Tôi là máy trả lời tự động của {commune.name}, không phải cán bộ. "
                "Bạn cần hỏi thủ tục gì? Bạn cứ viết như nói chuyện, không dấu cũng được."
            )
        case Social.THANKS:
            text = "Không có gì, rất vui được giúp bạn. Cần hỏi thêm bạn cứ nhắn nhé."
        case Social.FAREWELL:
            text = "Tạm biệt bạn, chúc bạn mọi việc thuận lợi."
        case Social.SCOLDING:
            text = "Xin lỗi đã làm bạn bực mình. Bạn cho tôi biết bạn đang cần làm việc gì, hoặc nhắn «gặp cán bộ» nhé."
        case Social.ASSENT:
            text = "Vâng. Bạn cần hỏi gì thêm thì cứ nhắn nhé."
    return Reply(text=text)


def unknown_reply(misses: int, commune: Commune, today: date) -> Reply:
    """Says that we do not know. After two in a row, the telephone number and the hours instead of another guess."""
    if misses >= 2:
        one_stop = unit_name(commune, UnitRole.ONE_STOP)
        return Reply(
            text=f"Xin lỗi, tôi vẫn chưa giúp được. Bạn hỏi cán bộ ở {one_stop} nhé. "
            f"{hotline(commune, today)} {opening_hours(commune, today)}"
        )
    return Reply(
        text="Xin lỗi, tôi chưa có câu trả lời cho câu này. "
        "Bạn viết lại giúp tôi tên việc cần làm, ví dụ: khai sinh, tạm trú, sổ đỏ. "
        f"{hotline(commune, today)}"
    )


def misunderstood_reply(choices: Sequence[Choice], commune: Commune, today: date) -> Reply:
    """Says sorry for an answer that was not what was meant, and asks for it, or which of these it was."""
    sorry = "Xin lỗi, tôi hiểu chưa đúng ý bạn."
    if choices:
        text = f"{sorry} Bạn hỏi việc nào dưới đây? Nếu không có, bạn viết lại giúp tôi tên việc cần làm nhé."
        return Reply(text=text, choices=tuple(choices))
    example = "ví dụ: khai sinh, tạm trú, sổ đỏ"
    return Reply(text=f"{sorry} Bạn viết lại giúp tôi tên việc cần làm, {example}. {hotline(commune, today)}")


def choose_reply(choices: Sequence[Choice]) -> Reply:
    """Asks which of these was meant."""
    return Reply(text="Bạn hỏi việc nào dưới đây? Bấm chọn, hoặc nhắn số thứ tự.", choices=tuple(choices))


def again_reply(choices: Sequence[Choice]) -> Reply:
    """Says which numbers there are to choose by."""
    if not choices:
        return Reply(text="Bạn viết giúp tôi việc cần làm bằng chữ nhé, ví dụ: làm giấy khai sinh.")
    numbers = "số 1" if len(choices) == 1 else f"một số từ 1 đến {len(choices)}"
    return Reply(text=f"Bạn chọn {numbers} giúp tôi nhé.", choices=tuple(choices))


def situations_reply(name: str, choices: Sequence[Choice]) -> Reply:
    """Asks which situation is the citizen's."""
    return Reply(heading=name, text="Bạn thuộc trường hợp nào? Bấm chọn, hoặc nhắn số thứ tự.", choices=tuple(choices))


def gone_reply() -> Reply:
    """For a button of an old message whose entry no longer exists."""
    return Reply(text="Mục này nay không còn. Bạn hỏi lại giúp tôi bằng lời nhé.")


def what_for_reply(aspect_name: str) -> Reply:
    """For a question that names an aspect but no procedure."""
    return Reply(text=f"Bạn hỏi {aspect_name.lower()} của thủ tục nào? Ví dụ: đăng ký khai sinh, đăng ký tạm trú.")
