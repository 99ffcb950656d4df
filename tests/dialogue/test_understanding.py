"""What the bot makes of messages that lean on the ones before, told by what it answers, not by its words."""

from collections.abc import Sequence
from datetime import date

import pytest
from fictional_library import library

from bot.dialogue import Decision, KeepMiss, State, Turn, respond
from bot.dialogue.evaluation import noon_of
from bot.messages import Incoming, plain_text
from bot.search import Aspect, Library

SUOI_MAU = library()
DAY = date(2026, 11, 20)


def turns(*messages: str, knowledge: Library = SUOI_MAU) -> list[Turn]:
    made: list[Turn] = []
    state = State()
    for number, text in enumerate(messages):
        incoming = Incoming(account="web", person="p", message=str(number), text=text)
        made.append(respond(state, incoming, knowledge, noon_of(DAY)))
        state = made[-1].state
    return made


def last(*messages: str) -> Turn:
    return turns(*messages)[-1]


def pressed(value: str, state: State | None = None) -> Turn:
    incoming = Incoming(account="web", person="p", message="1", text="nút", choice=value)
    return respond(state or State(), incoming, SUOI_MAU, noon_of(DAY))


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("cần giấy tờ gì", Aspect.DOCUMENTS),
        ("còn phí?", Aspect.FEE),
        ("bao lâu thì xong", Aspect.TIME),
        ("mấy ngày có", Aspect.TIME),
        ("nộp ở đâu", Aspect.PLACE),
        ("ra mô làm", Aspect.PLACE),
        ("giay to gom chi", Aspect.DOCUMENTS),
        ("qua mạng được không", Aspect.ONLINE),
        ("gửi bưu điện được không", Aspect.POST),
        ("vậy mất bao nhiêu tiền", Aspect.FEE),
    ],
)
def test_an_aspect_alone_is_asked_of_what_was_answered_last(text: str, aspect: Aspect) -> None:
    outcome = last("đăng ký khai sinh", text).outcome
    assert (outcome.decision, outcome.ids, outcome.aspects) == (Decision.ANSWER, ("1.001193",), (aspect,))


def test_thanks_and_a_miss_do_not_lose_what_is_talked_about() -> None:
    assert last("đăng ký kết hôn", "cảm ơn", "mất bao nhiêu tiền").outcome.ids == ("1.000894",)
    assert last("đăng ký kết hôn", "mua vé xem bóng đá", "mất bao nhiêu tiền").outcome.ids == ("1.000894",)


@pytest.mark.parametrize(
    "text", ["không phải, kết hôn cơ", "à nhầm, kết hôn", "ko phải, ý tôi là kết hôn", "thế còn kết hôn?"]
)
def test_a_correction_keeps_the_aspect(text: str) -> None:
    outcome = last("phí đăng ký khai sinh", text).outcome
    assert (outcome.ids, outcome.aspects) == (("1.000894",), (Aspect.FEE,))


def test_a_new_subject_does_not_inherit_the_aspect() -> None:
    assert last("phí đăng ký khai sinh", "đăng ký tạm trú").outcome.aspects == ()


def test_a_child_at_the_start_of_a_question_is_no_continuation() -> None:
    outcome = last("phí đăng ký kết hôn", "con tôi sinh ở nhà muốn làm giấy khai sinh").outcome
    assert (outcome.ids, outcome.aspects) == (("1.001193",), ())


def test_a_lack_at_the_start_of_a_question_is_no_correction() -> None:
    outcome = last("đăng ký khai sinh", "không có giấy chứng sinh thì khai sinh được không").outcome
    assert outcome.ids == ("1.001193",)


@pytest.mark.parametrize(
    "text", ["2", "2.", "số 2", "cái thứ hai ạ", "chọn 2 nhé", "cái cuối", "hai", "tạm trú", "thue tro"]
)
def test_after_a_list_one_can_be_taken_by_number_ordinal_or_words(text: str) -> None:
    assert last("hộ khẩu", text).outcome.ids == ("1.004194",)


def test_a_number_beyond_the_list_opens_nothing_and_leaves_the_list_open() -> None:
    _, beyond, again = turns("hộ khẩu", "7", "2")
    assert beyond.outcome.decision is not Decision.ANSWER
    assert again.outcome.ids == ("1.004194",)


def test_the_aspect_asked_before_a_list_is_answered_after_the_choice() -> None:
    asked, chosen = turns("cư trú bao lâu", "1")
    assert asked.outcome.choices == ("1.004222", "1.004194")
    assert (chosen.outcome.ids, chosen.outcome.aspects) == (("1.004222",), (Aspect.TIME,))


@pytest.mark.parametrize("text", ["1.000894", "thủ tục 1.000894", "mã 1.000894 cần gì"])
def test_a_code_opens_its_procedure(text: str) -> None:
    assert last(text).outcome.ids == ("1.000894",)


def test_two_misses_in_a_row_end_the_guessing_and_an_answer_begins_anew() -> None:
    first, second, _, fourth = turns("mua vé xem bóng đá", "sửa tủ lạnh hỏng", "đăng ký khai sinh", "sửa tủ lạnh hỏng")
    assert first.replies == fourth.replies != second.replies
    assert "0900000000" in first.replies[0].text
    assert "0900000000" in second.replies[0].text
    assert "7 giờ 30" in second.replies[0].text
    assert second.replies[0].choices == ()


@pytest.mark.parametrize("text", ["chào bạn", "cảm ơn", "ngu thế", "👍", "tạm biệt", "ok", "có ai đó không", "bb nha"])
def test_small_talk_is_no_miss(text: str) -> None:
    turn = last("mua vé xem bóng đá", text)
    assert turn.outcome.decision is Decision.SOCIAL
    assert turn.effects == ()


@pytest.mark.parametrize("text", ["chúc xã năm mới vui vẻ", "chuc ban mot ngay tot lanh", "chúc các anh chị sức khỏe"])
def test_good_wishes_are_small_talk(text: str) -> None:
    assert last(text).outcome.decision is Decision.SOCIAL


@pytest.mark.parametrize("text", ["làm di chúc ở xã", "lam di chuc o xa", "sức khỏe"])
def test_a_word_that_also_stands_in_good_wishes_is_none_by_itself(text: str) -> None:
    assert last(text).outcome.decision is not Decision.SOCIAL


@pytest.mark.parametrize("text", ["", "   ", "?!", "0900000000", "[số đã che]"])
def test_a_message_without_a_word_is_not_kept_as_a_question_without_an_answer(text: str) -> None:
    assert last(text).effects == ()


@pytest.mark.parametrize("before", [(), ("hộ khẩu",), ("đăng ký khai sinh",)])
def test_an_emergency_comes_before_everything(before: Sequence[str]) -> None:
    for text in ("cháy nhà rồi giấy khai sinh cháy hết", "CHAY NHA ROI", "chào em, chị bị chồng đánh 0900000000"):
        turn = last(*before, text)
        assert turn.outcome.ids == ("khan-cap",)
        assert turn.outcome.aspects == ()


def test_the_warning_about_numbers_never_stands_before_the_emergency_numbers() -> None:
    assert "113" in last("bị chồng đánh, gọi tôi 0900000000").replies[0].text


def test_what_is_kept_of_a_question_without_an_answer_holds_no_personal_number() -> None:
    turn = last("mua vé xem bóng đá 001099012345, mail ten@example.com, mã H55.12-260711-0001 0900000000")
    kept = [effect.question for effect in turn.effects if isinstance(effect, KeepMiss)]
    for secret in ("001099012345", "ten@example.com", "260711", "0900000000"):
        assert not any(secret in question for question in kept)
        assert secret not in turn.state.model_dump_json()
    (miss,) = last("mua vé xem bóng đá 001099012345").effects
    assert isinstance(miss, KeepMiss)
    assert miss.question == "mua vé xem bóng đá [số đã che]"


def test_a_personal_number_at_the_end_of_a_very_long_message_is_not_kept_in_part() -> None:
    long = "mua vé xem bóng đá " * 60
    for cut in range(12):
        text = long[: 1000 - cut] + "001099012345"
        (miss,) = last(text).effects
        assert isinstance(miss, KeepMiss)
        assert not any(char.isdigit() for char in miss.question.replace("[số đã che]", ""))


def test_the_citizen_is_warned_about_numbers_once() -> None:
    first, second = turns("đăng ký kết hôn 0900000000", "phí đăng ký kết hôn 0900000000")
    assert len(first.replies) == len(second.replies) + 1
    assert second.state.warned_about_numbers


def test_a_repealed_procedure_offers_what_replaces_it() -> None:
    replies = last("xin cấp cuốn sổ giấy cũ").replies
    assert "hết hiệu lực" in replies[0].text
    assert "1.004222" in [choice.value for choice in replies[-1].choices]


def test_where_no_place_is_published_none_is_made_up() -> None:
    assert "Nộp tại" not in last("xin cấp cuốn sổ giấy cũ").replies[0].text


def test_a_situation_that_leads_to_another_procedure_points_to_it_and_goes_on_with_it() -> None:
    turn = last("chưa cưới mà bố muốn nhận con")
    assert turn.outcome.ids == ("1.000689",)
    assert [link.url for link in turn.replies[-1].links] == ["https://example.org/1.000689"]
    assert turn.state.focus == ("1.000689",)


def test_a_situation_that_leads_to_another_procedure_tells_no_fee_of_the_first() -> None:
    turn = last("chưa cưới mà bố muốn nhận con hết bao nhiêu tiền, mấy ngày")
    assert turn.outcome.ids == ("1.000689",)
    assert "đồng" not in plain_text(turn.replies)
    assert "miễn phí" not in plain_text(turn.replies)
    assert "chưa có lệ phí và thời hạn" in plain_text(turn.replies)


@pytest.mark.parametrize("value", ["7.777777", "7.777777/fee", "7.777777#", "x#y/z", "#", "/", "\n"])
def test_an_old_button_whose_entry_is_gone_says_so(value: str) -> None:
    turn = pressed(value)
    assert turn.outcome.decision is Decision.NONE
    assert "không còn" in turn.replies[0].text
    assert turn.effects == ()


@pytest.mark.parametrize("value", ["1.000894#", "1.000894#da-bo", "gio-lam-viec#", "1.000689#", "1.000689/fee"])
def test_an_old_button_for_a_part_that_is_gone_opens_the_entry_or_says_so(value: str) -> None:
    turn = pressed(value)
    asks_to_choose = "trường hợp nào" in turn.replies[-1].text
    assert not asks_to_choose or turn.replies[-1].choices


def test_a_state_of_an_older_version_is_understood() -> None:
    old = State.model_validate_json(
        '{"focus": ["9.999999"], "gone": 1, "offered": [{"label": "x", "value": "9.999999"}]}'
    )
    incoming = Incoming(account="web", person="p", message="1", text="còn phí?")
    assert respond(old, incoming, SUOI_MAU, noon_of(DAY)).replies
    assert respond(old, Incoming("web", "p", "1", "1"), SUOI_MAU, noon_of(DAY)).replies
