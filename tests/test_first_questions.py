"""What somebody asks first, on the knowledge that is shipped: the examples of the page, emergencies, exact names."""

from datetime import date
from pathlib import Path

import pytest

from bot.dialogue import Decision, Outcome, State, respond
from bot.dialogue.evaluation import noon_of
from bot.files.folder import load
from bot.messages import Incoming
from bot.search import Library
from bot.text.words import bare
from bot.web.wording import EXAMPLES

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
NOON = noon_of(date(2026, 11, 21))
LIBRARIES = {code: Library.of(knowledge) for code, knowledge in load(KNOWLEDGE).communes.items()}
ANSWERS = ["1.001193", "1.000894", "1.004194", "2.000815", "gio-lam-viec"]
EMERGENCIES = [
    "nhà tôi cháy", "cháy nhà", "co chay nha", "cháy quá", "cháy rồi", "cháy rừng", "cháy chung cư", "tai nạn giao thông",
    "bố tôi bất tỉnh", "lũ quét", "sạt lở đất", "có người bị tai nạn", "trẻ em bị xâm hại", "nó đang cầm dao sang nhà tôi",
    "nó dọa chém tôi", "bé nhà em bị sốt co giật", "có người đang đập phá nhà tôi", "bị chồng đánh gọi ai",
    "cho hỏi nhà bên đang cháy to gọi số nào", "co nguoi duoi nuoc",
]  # fmt: skip
NO_EMERGENCIES = [
    "cháy nhà mất sổ đỏ làm lại ở đâu", "bị tai nạn lao động hưởng chế độ gì", "xin hỗ trợ nhà bị cháy",
    "bố tôi bị tai nạn mất thì làm khai tử thế nào", "thủ tục nghiệm thu phòng cháy chữa cháy", "mất trộm căn cước làm lại",
    "tra cứu với", "hỗ trợ người bị bạo hành cần giấy tờ gì",
]  # fmt: skip


def outcome(text: str, library: Library) -> Outcome:
    return respond(State(), Incoming("web", "khach", "m1", text), library, NOON).outcome


@pytest.mark.parametrize("code", LIBRARIES)
@pytest.mark.parametrize(("text", "answer"), list(zip(EXAMPLES, ANSWERS, strict=True)))
def test_every_example_on_the_page_gets_its_answer(code: str, text: str, answer: str) -> None:
    told = outcome(text, LIBRARIES[code])
    assert (told.decision, told.ids) == (Decision.ANSWER, (answer,))


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_gets_the_numbers_at_once(text: str) -> None:
    assert outcome(text, LIBRARIES["phu-thong"]).ids == ("khan-cap",)


@pytest.mark.parametrize("text", NO_EMERGENCIES)
def test_a_question_about_papers_is_no_emergency(text: str) -> None:
    assert "khan-cap" not in outcome(text, LIBRARIES["phu-thong"]).ids


@pytest.mark.parametrize(
    "text", ["mất bao nhiêu tiền", "lệ phí", "mất bao lâu", "nộp ở đâu", "cần giấy tờ gì", "bao tien"]
)
def test_an_aspect_of_nothing_is_asked_back(text: str) -> None:
    assert outcome(text, LIBRARIES["phu-thong"]).decision is Decision.NONE


@pytest.mark.parametrize("code", LIBRARIES)
@pytest.mark.parametrize("accents", [True, False])
def test_every_entry_is_found_by_its_name(code: str, accents: bool) -> None:
    library = LIBRARIES[code]
    lost = []
    for entry_id, entry in library.knowledge.entries.items():
        told = outcome(entry.name if accents else bare(entry.name), library)
        # Several procedures may bear the very same name; four of them are offered.
        found = {library.knowledge.entries[found_id].name for found_id in (*told.ids, *told.choices)}
        if entry.name not in found:
            lost.append((entry_id, entry.name, told))
    assert lost == []
