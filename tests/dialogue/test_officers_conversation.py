"""An officer's conversation, whatever is typed and pressed: nothing is decided by mistake, and nothing typed is lost."""

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from fictional_library import SUOI_MAU
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.announcement import Announcement
from bot.announcements.content import LONGEST_TITLE, Content
from bot.announcements.lifecycle import Status
from bot.announcements.officer import Officer, Role
from bot.announcements.prospect import Prospect
from bot.announcements.recurrence import in_words, read_rule
from bot.dialogue.confirming import confirms
from bot.dialogue.officers import Done, Facts, Talk, Turn, concluded, respond
from bot.dialogue.officers.choices import deciding, of_several
from bot.dialogue.officers.commands import DESCRIPTIONS, ROLES, OfficerCommand
from bot.dialogue.officers.deeds import Approve, Keep, Reject, Stop
from bot.dialogue.officers.moments import read_time
from bot.dialogue.officers.recurring import read_recurring
from bot.dialogue.officers.talk import Bound, Draft, Field
from bot.messages import Attachment, Choice, Incoming
from bot.text.dates import VIETNAM

NOW = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
OLD, NEW = Content(title="Lịch", text="Ngày 24."), Content(title="Lịch", text="Ngày 25.")
WAITING = Announcement(1, Status.SUBMITTED, 2, NEW, "an")
SENDING = Announcement(2, Status.SENDING, 1, OLD, "an")
EXPECTED = Prospect("telegram", 3, {}, timedelta(0), is_connected=True)
OFFICERS = {role: Officer("toi", "Cán bộ", role) for role in Role}


def facts(role: Role = Role.APPROVER) -> Facts:
    return Facts(OFFICERS[role], SUOI_MAU, {1: WAITING, 2: SENDING}, {"an": "Cán bộ An"})


def said(talk: Talk, text: str, role: Role = Role.APPROVER, choice: str | None = None) -> Turn | None:
    return respond(talk, Incoming("telegram", "p", "m", text, choice), facts(role), NOW)


def test_every_command_has_its_roles_and_its_words() -> None:
    assert set(ROLES) == set(OfficerCommand) == set(DESCRIPTIONS)


@pytest.mark.parametrize("command", list(OfficerCommand))
@pytest.mark.parametrize("role", list(Role))
def test_a_command_is_for_its_roles_only(command: OfficerCommand, role: Role) -> None:
    turn = said(Talk(), f"/{command}", role)
    assert turn is not None
    is_refused = any("không dùng được" in reply.text for reply in turn.replies)
    assert is_refused is (role not in ROLES[command])


_NEEDS = {"duyet": OfficerCommand.APPROVE, "tu-choi": OfficerCommand.APPROVE, "dung": OfficerCommand.STOP,
          "gui-tiep": OfficerCommand.STOP, "huy": OfficerCommand.STOP, "soan": OfficerCommand.WRITE}  # fmt: skip


@pytest.mark.parametrize("deed", _NEEDS)
@pytest.mark.parametrize("role", list(Role))
def test_a_button_is_for_the_same_roles_as_its_command(deed: str, role: Role) -> None:
    value = f"!cb/{deed}/1" + (f"/{NEW.fingerprint[:8]}" if deed in {"duyet", "tu-choi"} else "")
    turn = said(Talk(), "nút", role, value)
    assert turn is not None
    is_refused = any("không dùng được" in reply.text for reply in turn.replies)
    assert is_refused is (role not in ROLES[_NEEDS[deed]])


_values = st.one_of(
    st.sampled_from(["!cb/thoi", "!cb/soan/moi", "!cb/soan/tiep", "!cb/de-do", "!cb/quay-lai", "!cb/sua", "!cb/luu"]),
    st.builds("!cb/{}/{}".format, st.sampled_from(["soan", "xem", "dung", "gui-tiep", "huy", "de-sau"]), st.integers(0, 3)),
    st.builds(
        "!cb/{}/{}/{}".format,
        st.sampled_from(["duyet", "tu-choi"]),
        st.integers(0, 3),
        st.sampled_from([OLD.fingerprint[:8], NEW.fingerprint[:8], "", "x"]),
    ),
    st.builds("!cb/{}/{}".format, st.sampled_from([*Field, "sua", "la"]), st.sampled_from(["", "cchc", "phu-huynh", "noi-bo", "lap-lai", "x"])),
    st.builds("!cb/khan/{}/{}".format, st.sampled_from(["co", "khong", "x"]), st.sampled_from([NEW.fingerprint[:8], "x"])),
    st.builds("!cb/{}".format, st.text(max_size=12)),
)  # fmt: skip
_messages = st.one_of(
    st.tuples(st.sampled_from(["/soan", "/duyet", "/lich", "/dunggui", "/soan 1", "1", "2", "quay lại", "Duyệt số 1 bản 1", "Duyệt số 1 bản 2", "8h mai", "8h ngày 15 hằng tháng", "thôi"]), st.none()),
    st.tuples(st.text(max_size=30), st.none()),
    st.tuples(st.just("nút"), _values),
)  # fmt: skip


@given(st.lists(_messages, max_size=25), st.sampled_from(list(Role)), st.booleans())
def test_only_the_present_version_is_decided_and_nothing_typed_is_lost(
    messages: list[tuple[str, str | None]], role: Role, fails: bool
) -> None:
    talk = Talk()
    for text, choice in messages:
        before = talk.draft
        turn = said(talk, text, role, choice)
        if turn is None:
            continue
        if isinstance(turn.deed, Approve | Reject):
            assert turn.deed.what.number == 1
            assert NEW.fingerprint.startswith(turn.deed.what.fingerprint)
            assert role in ROLES[OfficerCommand.APPROVE]
        ended = turn
        if turn.deed:
            done = Done(failure="Không được.") if fails else Done((WAITING,), (EXPECTED,))
            ended = concluded(talk if fails else turn.talk, turn.deed, done, facts(role), NOW)
        assert ended.replies
        talk = Talk.model_validate_json(ended.talk.model_dump_json())
        kept = isinstance(turn.deed, Keep) and not fails
        was_dropped = choice in {"!cb/bo", "!cb/soan/moi"} or any("Đã bỏ" in reply.text for reply in ended.replies)
        if before and before.content.title and not kept and not was_dropped and ended.talk.draft is None:
            raise AssertionError("what was typed is gone")


def test_a_photo_is_no_answer_and_the_step_stays() -> None:
    begun = said(Talk(), "/soan")
    assert begun is not None
    incoming = Incoming("telegram", "p", "m", "", attachment=Attachment.PHOTO)
    turn = respond(begun.talk, incoming, facts(), NOW)
    assert turn is not None
    assert "chỉ có chữ" in turn.replies[0].text
    assert turn.talk.draft == begun.talk.draft


def test_a_title_that_is_a_number_word_is_a_title() -> None:
    begun = said(Talk(), "/soan")
    assert begun is not None
    turn = said(begun.talk, "Một")
    assert turn is not None
    assert turn.talk.draft is not None
    assert turn.talk.draft.content.title == "Một"


def test_a_keyboard_that_writes_accents_apart_makes_a_title_no_longer() -> None:
    begun = said(Talk(), "/soan")
    assert begun is not None
    turn = said(begun.talk, unicodedata.normalize("NFD", "ễ" * LONGEST_TITLE))
    assert turn is not None
    assert "Nội dung là gì?" in turn.replies[0].text
    too_long = said(begun.talk, "😀" * (LONGEST_TITLE // 2 + 1))
    assert too_long is not None
    assert f"Tiêu đề dài {LONGEST_TITLE + 2} ký tự" in too_long.replies[0].text


def test_dunggui_without_a_number_stops_all_that_is_being_sent() -> None:
    turn = said(Talk(), "/dunggui")
    assert turn is not None
    assert turn.deed == Stop((2,))


def test_what_is_none_of_its_business_is_left_to_the_citizens_conversation() -> None:
    assert said(Talk(), "mấy giờ mở cửa") is None
    assert said(Talk(), "/dangky") is None
    assert said(Talk(), "nút", choice="1.001193") is None


@pytest.mark.parametrize(
    ("text", "number", "version"),
    [("Duyệt số 1 bản 2", 1, NEW), ("duyet  so 1 ban 2", 1, NEW), ("Duyệt số 1 bản 1", 1, None), ("Duyệt số 9 bản 1", 9, None)],
)  # fmt: skip
def test_a_decision_in_words_is_for_the_version_that_they_name_whatever_was_offered_since(
    text: str, number: int, version: Content | None
) -> None:
    other = Choice(label="Duyệt", value="!cb/duyet/2/12345678")
    writing = Talk(draft=Draft(), is_writing=True, offered=(other,))
    for talk in (Talk(), Talk(offered=(other,)), writing):
        turn = said(talk, text)
        assert turn is not None
        assert turn.deed == (Approve(Bound(number=1, fingerprint=version.fingerprint[:8])) if version else turn.deed)
        assert isinstance(turn.deed, Approve) is (version is not None)
        assert turn.talk.draft == talk.draft
    assert said(Talk(), text, Role.AUTHOR) == said(Talk(), "nút", Role.AUTHOR, "!cb/duyet/1/x")


def test_while_another_decision_is_open_a_number_leads_to_the_list_however_many_letters_come() -> None:
    letters = [deciding(Announcement(number, Status.SUBMITTED, 1, NEW, "an")) for number in (3, 4, 5)]
    assert of_several((), letters[0]) == of_several(letters[0], letters[0]) == letters[0]
    two = of_several(letters[0], letters[1])
    for offered in (two, of_several(two, letters[2])):
        turn = said(Talk(offered=offered), "1")
        assert turn is not None
        assert turn == said(Talk(offered=offered), "/duyet")


@pytest.mark.parametrize("value", ["!cb/duyet/1/a", "!cb/tu-choi/1/a", "!cb/huy/1", "!cb/trinh/a"])
def test_a_decision_is_the_officers_own_word(value: str) -> None:
    assert confirms(value)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("8h mai", "2026-11-21 08:00"),
        ("8h30 15/12", "2026-12-15 08:30"),
        ("08:00 15/12/2026", "2026-12-15 08:00"),
        ("15/12/2026 08:00", "2026-12-15 08:00"),
        ("2026-12-15 08:00", "2026-12-15 08:00"),
        ("8h 15/12", "2026-12-15 08:00"),
        ("lúc 8 giờ 30 ngày 15-12", "2026-12-15 08:30"),
        ("2 giờ chiều mai", "2026-11-21 14:00"),
        ("7g tối hôm nay", "2026-11-20 19:00"),
        ("8h 15/1", "2027-01-15 08:00"),
        ("8h ngay mai", "2026-11-21 08:00"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, moment: str) -> None:
    assert read_time(text, NOW) == datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "text", ["mai", "8h", "25h mai", "8h 31/11", "8h60 mai", "8h mai họp", "15/12", "", "8h 9h mai"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text, NOW) is None


@given(st.integers(0, 365 * 24 * 60))
def test_a_time_that_is_shown_can_be_typed_again(minutes: int) -> None:
    whole = NOW + timedelta(minutes=minutes)
    assert read_time(f"{whole:%H:%M %d/%m/%Y}", NOW) == whole
    assert read_time(f"{whole:%-Hh%M %d/%m/%Y}", NOW + timedelta(days=1)) == whole


@pytest.mark.parametrize(
    ("text", "rule", "until"),
    [
        ("8h thứ hai hằng tuần", "weekly:2 08:00", None),
        ("8h thứ 2 hàng tuần", "weekly:2 08:00", None),
        ("8h30 chủ nhật mỗi tuần", "weekly:8 08:30", None),
        ("hằng tuần vào thứ bảy lúc 7h tối", "weekly:7 19:00", None),
        ("8h mỗi thứ tư", "weekly:4 08:00", None),
        ("8h ngày 15 hằng tháng", "monthly:15 08:00", None),
        ("ngay 15 hang thang luc 8h", "monthly:15 08:00", None),
        ("hằng tháng ngày 20, 14:00", "monthly:20 14:00", None),
        ("8h ngày cuối hằng tháng", "monthly:31 08:00", None),
        ("8h cuối mỗi tháng", "monthly:31 08:00", None),
        ("8h ngày 5 hằng quý", "quarterly:5 08:00", None),
        ("8h 10/10 hằng năm", "yearly:10-10 08:00", None),
        ("8h ngày 9-10 hằng năm", "yearly:10-9 08:00", None),
        ("8h ngày 15 hằng tháng đến 31/12/2027", "monthly:15 08:00", "2027-12-31"),
        ("8h thứ hai hằng tuần đến hết ngày 15/1", "weekly:2 08:00", "2027-01-15"),
    ],
)
def test_what_comes_again_is_read_as_people_write_it(text: str, rule: str, until: str | None) -> None:
    schedule = read_recurring(text, NOW)
    assert schedule is not None
    assert (schedule.at, schedule.every) == (None, rule)
    assert schedule.until == (date.fromisoformat(until) if until else None)


@pytest.mark.parametrize(
    "text",
    ["", "hằng tuần", "8h hằng tuần", "thứ hai hằng tuần", "8h mai", "8h thứ hai", "8h ngày 32 hằng tháng", "8h 30/2 hằng năm",
     "25h thứ hai hằng tuần", "8h thứ hai hằng tuần họp", "8h thứ hai hằng tuần đến mai kia", "8h ngày 15 hằng tháng và ngày 20"],
)  # fmt: skip
def test_what_does_not_say_when_it_comes_again_is_none(text: str) -> None:
    assert read_recurring(text, NOW) is None


@given(
    st.one_of(
        st.integers(2, 8).map(lambda day: f"weekly:{day} 08:00"),
        st.integers(1, 31).map(lambda day: f"monthly:{day} 23:59"),
        st.integers(1, 31).map(lambda day: f"quarterly:{day} 00:00"),
        st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"yearly:{day.month}-{day.day} 08:05"),
    )
)
def test_how_often_it_comes_is_shown_as_it_can_be_typed_again(rule: str) -> None:
    schedule = read_recurring(in_words(read_rule(rule)), NOW)
    assert schedule is not None
    assert schedule.every == rule
