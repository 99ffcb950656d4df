"""Which rule decided, in a sentence for whoever keeps the knowledge."""

from bot.dialogue import Decision, Turn
from bot.dialogue.policy import SURE_OF_LIGHT, SURE_OF_PART, SURE_WHERE_TOLD, Choose, Rule, Ruling
from bot.dialogue.reason import Reason, Route
from bot.search import Library
from bot.search.confidence import EXACT

_DECISIONS = {
    Decision.ANSWER: "trả lời",
    Decision.CHOOSE: "mời chọn",
    Decision.NONE: "nói chưa biết, hoặc hỏi lại",
    Decision.SOCIAL: "đáp lời, không tìm",
}
_ROUTES = {
    Route.CHOICE: "đây là số hoặc nhãn của một lựa chọn.",
    Route.VERIFICATION: "câu này nêu mã xác minh, hoặc là nguyên văn một tin đã gửi.",
    Route.NUMBER: "chỉ có một con số mà không có danh sách nào đang mở.",
    Route.ATTACHMENT: "chỉ có tệp gửi kèm, không có chữ.",
    Route.COMMAND: "đây là một lệnh.",
    Route.EMERGENCY: "trong câu có dấu hiệu khẩn cấp; dấu hiệu này đi trước mọi việc khác.",
    Route.CASE_FILE: "trong câu có mã hồ sơ.",
    Route.WISH: "câu này xin nhận tin hoặc thôi nhận tin.",
    Route.REFUSAL: "câu này chỉ nói rằng câu trả lời trước chưa đúng.",
    Route.SMALL_TALK: "cả câu chỉ là lời chào hỏi, cảm ơn hoặc chê trách.",
    Route.POINTED: "câu này trỏ vào việc đã nói: theo số thứ tự, «cả hai», «cái kia».",
    Route.ASPECTS_ALONE: "câu này chỉ nói mục được hỏi, không nói hỏi về việc gì.",
    Route.CONTEXT: "câu này được hiểu tiếp theo câu trước.",
}


def decided(turn: Turn, library: Library) -> str:
    """What was decided, and about which entries."""
    outcome = turn.outcome
    names = [f"{each} {library.knowledge.entries[each].name}" for each in (outcome.ids or outcome.choices)]
    return f"Quyết định: {_DECISIONS[outcome.decision]}{': ' if names else ''}{'; '.join(names)}."


def sentence(turn: Turn) -> str:
    """Why: the rule, and the threshold that it met."""
    match turn.reason:
        case Reason(Route.SEARCH, ruling=Ruling() as ruling, found=found):
            is_named = found is not None and found.by is None and bool(found.hits)
            is_urgent = isinstance(ruling.decision, Choose) and turn.outcome.decision is Decision.ANSWER
            urgent = " Trong đó có việc khẩn cấp, nên trả lời ngay việc ấy." if is_urgent else ""
            return f"Vì sao: {_named(ruling) if is_named else _ruled(ruling)}{urgent}"
        case Reason(Route.REQUESTS, requests=requests):
            parts = ", ".join(f"{request.hit.id} {request.hit.score:.3f}" for request in requests)
            least = (
                f"SURE_OF_PART = {SURE_OF_PART}, hoặc SURE_WHERE_TOLD = {SURE_WHERE_TOLD} nếu câu nói rõ hỏi nhiều việc"
                f", hoặc SURE_OF_LIGHT = {SURE_OF_LIGHT} nếu phần ấy toàn chữ thường ngày"
            )
            return f"Vì sao: câu hỏi nhiều việc, phần nào cũng đủ chắc ({parts}; ngưỡng {least})."
        case Reason(Route.ASPECTS_ARE_NAME, found=found):
            score = found.hits[0].measures.same if found else 0.0
            limit = f"EXACT = {EXACT}"
            return f"Vì sao: những chữ giống mục được hỏi lại là tên của việc này ({score:.3f}, đạt ngưỡng {limit})."
        case Reason(route):
            return f"Vì sao: {_ROUTES[route]}"
        case None:
            raise ValueError("a turn of the conversation always has a reason")


def _named(ruling: Ruling) -> str:
    if ruling.rule is Rule.CLOSE:
        return f"câu này nêu mã hoặc trọn tên của nhiều mục; hơn kém {_measured(ruling)}."
    return "câu này nêu mã hoặc trọn tên của mục ấy."


def _ruled(ruling: Ruling) -> str:
    measured = _measured(ruling)
    match ruling.rule:
        case Rule.NOTHING_FOUND:
            return "không chữ nào trong câu có trong tri thức."
        case Rule.DOUBTFUL:
            return f"khả năng câu này hỏi chuyện không có ở đây là {measured}."
        case Rule.NAMES_FAMILY:
            return f"câu này là cách hỏi chung của nhiều mục; phần của các nhóm như thế là {measured}."
        case Rule.LEAVES_OPEN:
            return f"câu này chưa nói rõ mục nào trong nhóm; phần của các nhóm như thế là {measured}."
        case Rule.CLOSE:
            return f"hai mục đầu hơn kém nhau {measured}."
        case Rule.CLEAR if ruling.threshold:
            return f"mục đầu hơn mục sau {measured}."
        case Rule.CLEAR:
            return "chỉ có một mục hợp với câu này."


def _measured(ruling: Ruling) -> str:
    """What was measured, and on which side of the threshold it is."""
    if ruling.measured is None or ruling.threshold is None:
        return ""
    side = "dưới" if ruling.measured < ruling.threshold.value else "đạt"
    return f"{ruling.measured:.2f}, {side} ngưỡng {ruling.threshold.name} = {ruling.threshold.value}"
