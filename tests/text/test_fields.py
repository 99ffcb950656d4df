"""What a written scalar becomes in each field, and the Vietnamese sentence where it can not."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.text import fields
from bot.text.sentences import shown_amount


def read(field: Any, given: object) -> Any:
    return TypeAdapter(field).validate_python(given)


def complaint(field: Any, given: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(field, given)
    (error,) = caught.value.errors()
    assert set(error["ctx"]) - {"meant"} == {"what", "remedy"}
    return str(error["msg"])


GOOD: list[tuple[Any, object, object]] = [
    (fields.Line, "  Giấy   chứng sinh ", "Giấy chứng sinh"),
    (fields.Line, "e\u0302", "ê"),
    (fields.Paragraphs, "Một\n  hai  \n\n\n ba", "Một\nhai\n\nba"),
    (fields.Code, " 1.001193 ", "1.001193"),
    (fields.Slug, "gio-lam-viec-2", "gio-lam-viec-2"),
    (fields.Count, "0", 0),
    (fields.Count, "99", 99),
    (fields.Dong, "50.000", 50000),
    (fields.Dong, "50000", 50000),
    (fields.Dong, "1.500.000 đồng", 1500000),
    (fields.Dong, "35.000đ", 35000),
    (fields.Dong, "Miễn phí", 0),
    (fields.Dong, "0", 0),
    (fields.Day, "2026-11-20", date(2026, 11, 20)),
    (fields.Day, "20/11/2026", date(2026, 11, 20)),
    (fields.Day, "1/2/2027", date(2027, 2, 1)),
    (fields.WebAddress, "https://example.org/a?b=c", "https://example.org/a?b=c"),
    (fields.WebAddress, "http://example.org", "http://example.org"),
    (fields.Weekday, "2", 2),
    (fields.Weekday, "8", 8),
    (fields.Hours, "07:30-11:30", (time(7, 30), time(11, 30))),
    (fields.Hours, "7h30 – 11h30", (time(7, 30), time(11, 30))),
    (fields.Night, "20:30-07:00", (time(20, 30), time(7))),
    (fields.Night, "11h30 – 13h30", (time(11, 30), time(13, 30))),
    (fields.Lines, "một dòng", ("một dòng",)),
    (fields.Lines, ["một", " hai "], ("một", "hai")),
]
WRONG: list[tuple[Any, object, str]] = [
    (fields.Code, "1.1193", "«1.1193» không phải là mã thủ tục."),
    (fields.Code, "1.0011933", "«1.0011933» không phải là mã thủ tục."),
    (fields.Slug, "Giờ làm việc", "«Giờ làm việc» không dùng làm tên mã được."),
    (fields.Slug, "a--b", "«a--b» không dùng làm tên mã được."),
    (fields.Count, "một", "«một» không phải là số lượng."),
    (fields.Count, "100", "«100» không phải là số lượng."),
    (fields.Count, "-1", "«-1» không phải là số lượng."),
    (fields.Dong, "50,000", "«50,000» không phải là số tiền."),
    (fields.Dong, "50.0", "«50.0» không phải là số tiền."),
    (fields.Dong, "năm mươi nghìn", "«năm mươi nghìn» không phải là số tiền."),
    (fields.Dong, "50", "Số tiền 50 đồng nhỏ bất thường."),
    (fields.Day, "20-11-2026", "«20-11-2026» không phải là ngày."),
    (fields.Day, "31/02/2026", "Không có ngày «31/02/2026»."),
    (fields.WebAddress, "dichvucong.gov.vn", "«dichvucong.gov.vn» không phải là địa chỉ trang mạng."),
    (fields.WebAddress, "javascript:alert(1)", "«javascript:alert(1)» không phải là địa chỉ trang mạng."),
    (fields.Weekday, "9", "«9» không phải là thứ trong tuần."),
    (fields.Weekday, "thứ hai", "«thứ hai» không phải là thứ trong tuần."),
    (fields.Hours, "7-11", "«7-11» không phải là khoảng giờ."),
    (fields.Hours, "25:00-26:00", "«25:00-26:00» không phải là khoảng giờ."),
    (fields.Night, "tối", "«tối» không phải là khoảng giờ."),
    (fields.Hours, "07:30-07:30", "«07:30-07:30» kết thúc trước khi bắt đầu."),
    (fields.Hours, "11:30-07:30", "«11:30-07:30» kết thúc trước khi bắt đầu."),
]
MEANT: list[tuple[Any, str, str | None]] = [
    (fields.Dong, "50,000", "50.000"),
    (fields.Dong, "1,500,000", "1.500.000"),
    (fields.Dong, "50,00", None),
    (fields.Dong, "50k", None),
    (fields.Day, "20-11-2026", "2026-11-20"),
    (fields.Day, "1. 2. 2026", "2026-02-01"),
    (fields.Day, "31-02-2026", None),
    (fields.Day, "2026", None),
]
ALL_OF_TEXT = [
    fields.Line, fields.Paragraphs, fields.Code, fields.Slug, fields.Count, fields.Dong, fields.Day, fields.WebAddress,
    fields.Weekday, fields.Hours, fields.Night,
]  # fmt: skip


@pytest.mark.parametrize(("field", "given", "value"), GOOD)
def test_a_field_takes_what_people_write(field: Any, given: object, value: object) -> None:
    assert read(field, given) == value


@pytest.mark.parametrize(("field", "given", "what"), WRONG)
def test_a_wrong_field_says_what_is_wrong_and_how_to_write_it(field: Any, given: object, what: str) -> None:
    told = complaint(field, given)
    assert told.startswith(what + " ")
    assert len(told) > len(what) + 10


@pytest.mark.parametrize("field", ALL_OF_TEXT)
@pytest.mark.parametrize("given", ["", "  ", "\n"])
def test_an_empty_field_says_so(field: Any, given: str) -> None:
    assert complaint(field, given) == "Chỗ này đang trống. Điền vào, hoặc xóa cả dòng nếu chưa biết."


@pytest.mark.parametrize("field", ALL_OF_TEXT)
@pytest.mark.parametrize("given", [None, ["a"], {"a": "b"}, 5, 50.0])
def test_a_field_of_text_takes_nothing_else(field: Any, given: object) -> None:
    assert complaint(field, given).startswith("Chỗ này phải là một dòng chữ.")


@pytest.mark.parametrize("given", ["٥٠٠٠٠", "50.000 vnđ"])
def test_a_strange_amount_is_refused_and_told_as_it_was_written(given: str) -> None:
    assert complaint(fields.Dong, given).startswith(f"«{given}» không phải là số tiền.")


@given(st.integers(1000, 10**12))
def test_every_amount_that_is_shown_can_be_written(dong: int) -> None:
    assert read(fields.Dong, shown_amount(dong)) == dong


@given(st.dates(date(1000, 1, 1)))
def test_every_day_can_be_written_both_ways(day: date) -> None:
    assert read(fields.Day, day.isoformat()) == read(fields.Day, f"{day.day}/{day.month}/{day.year}") == day


@given(st.text(), st.sampled_from(ALL_OF_TEXT))
def test_any_text_is_taken_or_refused_in_a_sentence(given: str, field: Any) -> None:
    try:
        read(field, given)
    except ValidationError as error:
        assert all(set(each["ctx"]) == {"what", "remedy"} for each in error.errors())


def test_a_key_that_is_not_known_is_an_error() -> None:
    class Paper(fields.Value):
        name: fields.Line

    with pytest.raises(ValidationError):
        Paper.model_validate({"name": "Tờ khai", "nmae": "Tờ khai"})


@pytest.mark.parametrize(("field", "given", "meant"), MEANT)
def test_what_can_have_meant_nothing_else_is_told_as_well(field: Any, given: str, meant: str | None) -> None:
    with pytest.raises(ValidationError) as caught:
        read(field, given)
    assert caught.value.errors()[0]["ctx"].get("meant") == meant
    assert meant is None or read(field, meant)
