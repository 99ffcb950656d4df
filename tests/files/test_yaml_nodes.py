import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.files import yaml_nodes
from bot.files.yaml_nodes import MAX_DEPTH, Place, parse, place_of


@pytest.fixture(params=["C", "Python"], autouse=True)
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python":
        monkeypatch.setattr(yaml_nodes, "_Loader", yaml.SafeLoader)


def slips(text: str) -> list[tuple[int, str]]:
    return [(slip.line, f"{slip.what} {slip.remedy}") for slip in parse(text).slips]


@pytest.mark.parametrize(
    "typed",
    ["1.001610", "11:30", "02363654321", "50.000", "2026-11-20", "yes", "no", "on", "0x1F", "1e3", "1_000", ".5", "=",
     "<<", "Yes: no", "# x", "- a", "{xa}", "không", "null bộ", ""],
)  # fmt: skip
def test_a_quoted_scalar_stays_as_typed(typed: str) -> None:
    assert parse(f"a: {json.dumps(typed)}").content == {"a": typed}


@pytest.mark.parametrize(
    "typed", ["1.001610", "11:30", "02363654321", "50.000", "2026-11-20", "yes", "off", "0x1F", "1e3", "1_000", "<<"]
)
def test_a_bare_scalar_stays_as_typed(typed: str) -> None:
    assert parse(f"a: {typed}\nb: [{typed}]").content == {"a": typed, "b": [typed]}


def test_an_empty_value_means_not_known_and_is_left_out() -> None:
    document = parse("a:\nb: ~\nc: null\nd:\n  - x\n  -\n  - y\ne: {}\n")
    assert document.content == {"d": ["x", "y"], "e": {}}
    assert document.slips == ()


def test_an_empty_file_and_a_file_of_remarks_hold_nothing() -> None:
    assert parse("").content is None
    assert parse("# chỉ có ghi chú\n").content is None
    assert parse("---\n").content is None


def test_everything_has_its_place() -> None:
    places = parse("a: 1\n\nb:\n  - x\n  - c:   2\n    d: |\n      chữ\n      nữa\n    e: 3\n").places
    assert places == {
        (): Place(1, 1, 1), ("a",): Place(1, 1, 4), ("b",): Place(3, 1, 1), ("b", 0): Place(4, 5, 5),
        ("b", 1): Place(5, 5, 5), ("b", 1, "c"): Place(5, 5, 10), ("b", 1, "d"): Place(6, 5, 8),
        ("b", 1, "e"): Place(9, 5, 8),
    }  # fmt: skip


def test_what_is_not_there_has_the_place_of_what_is_around_it() -> None:
    places = parse("a: 1\nb:\n  - c: 2\n").places
    assert place_of(places, ("b", 0, "x", 7)).line == 3
    assert place_of(places, ("z",)).line == 1


def test_lines_are_counted_after_items_that_were_left_out() -> None:
    document = parse("a:\n  -\n  - x\n")
    assert document.content == {"a": ["x"]}
    assert document.places["a", 0].line == 3


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("a: x\n\tb: y\n", 2, "Dòng này thụt vào bằng phím Tab. Xóa đi rồi thụt bằng dấu cách, hai dấu một cấp."),
        ("a:\n\t- b\n", 2, "Dòng này thụt vào bằng phím Tab. Xóa đi rồi thụt bằng dấu cách, hai dấu một cấp."),
        ("ma:1.0\nten: x\n", 1, "Thiếu dấu cách sau dấu hai chấm. Viết «ma: » rồi mới đến nội dung."),
        ("ma: x\nten:y\nso: 1\n", 2, "Thiếu dấu cách sau dấu hai chấm. Viết «ten: » rồi mới đến nội dung."),
        ('a: "x\nb: y\n', 1, "Dấu ngoặc kép mở ra mà không đóng lại. Thêm dấu ngoặc kép ở cuối câu."),
        ('a: "x\nb: "y"\nc: z\n', 1, "Dấu ngoặc kép mở ra mà không đóng lại. Thêm dấu ngoặc kép ở cuối câu."),
        ("k: v\na: Lưu ý: mang theo\n", 2, "Trong câu có dấu hai chấm nên câu bị cắt đôi. Đặt cả câu trong ngoặc kép."),
        ('a: "x" y\n', 1, "Sau dấu ngoặc kép đóng vẫn còn chữ. Đặt cả câu trong một cặp ngoặc đơn '…'."),
        ('a: "\\d"\n', 1, "Trong ngoặc kép có dấu \\ lạ. Bỏ dấu ấy, hoặc đổi ngoặc kép thành ngoặc đơn."),
        ("a: b\n  c: d\n", 2, "Dòng này thụt đầu dòng không đúng. Viết thẳng hàng với các mục cùng cấp."),
        ("a:\n  b: c\n d: e\n", 3, "Dòng này thụt đầu dòng không đúng. Viết thẳng hàng với các mục cùng cấp."),
        ("a:\n  - x\n - y\n", 3, "Dòng này thụt đầu dòng không đúng. Viết thẳng hàng với các mục cùng cấp."),
        ("a: b\nlam giay\nc: d\n", 2, "Dòng này không có tên mục. Viết «tên mục: nội dung»; dòng nối tiếp câu trên phải thụt vào sâu hơn."),
        ("a: >\n  b\n c\n", 3, "Dòng này không có tên mục. Viết «tên mục: nội dung»; dòng nối tiếp câu trên phải thụt vào sâu hơn."),
        ("a: @x\n", 1, "Câu bắt đầu bằng dấu @ nên không đọc được. Đặt cả câu trong ngoặc kép."),
        ("a: {xa} y\n", 1, "Câu bắt đầu bằng dấu { nên không đọc được. Đặt cả câu trong ngoặc kép."),
        ("a: [x\nb: y\n", 1, "Dấu [ mở ra mà không đóng lại. Đóng ngoặc, hoặc đặt cả câu trong ngoặc kép."),
        ("a: {x\nb: y\n", 1, "Dấu { mở ra mà không đóng lại. Đóng ngoặc, hoặc đặt cả câu trong ngoặc kép."),
        ("a: 1\nb: 2\na: 3\n", 3, "Mục «a» viết hai lần, lần đầu ở dòng 1. Giữ lại một, xóa chỗ kia."),
        ("a: !x y\n", 1, "Chữ ở đây bắt đầu bằng dấu &, * hoặc !. Đặt cả câu trong ngoặc kép."),
        ("a: &x y\n", 1, "Chữ ở đây bắt đầu bằng dấu &, * hoặc !. Đặt cả câu trong ngoặc kép."),
        ("a: x\n---\nb: y\n", 2, "Tệp này có nhiều phần ngăn bằng dấu ---. Giữ một phần, chuyển phần kia sang tệp khác."),
        ("a:\n  - -b\n", 2, "Thiếu dấu cách sau dấu gạch ngang. Viết dấu gạch ngang, dấu cách, rồi đến chữ."),
        ("a:\n  - x\n    - y\n", 3, "Dấu gạch ngang này thụt sâu hơn dòng trên nên bị đọc nối vào câu trên. Viết các dấu gạch ngang thẳng hàng."),
        ("a: Mẫu #1\n", 1, "Chữ sau dấu # không được đọc. Nếu là nội dung, đặt cả câu trong ngoặc kép; nếu là ghi chú, thêm dấu cách sau #."),
        ('a: "\\0"\n', 1, "Dòng này có một ký tự lạ, không nhìn thấy được (U+0000). Xóa cả dòng rồi gõ lại."),
        ("? [a]\n: b\n", 1, "Trước dấu hai chấm phải có tên mục. Viết như «ten: nội dung»."),
        ("[" * (MAX_DEPTH + 5), 1, "Các mục lồng vào nhau quá sâu. Viết lại theo mẫu của một tệp đang đúng."),
    ],
)  # fmt: skip
def test_a_usual_slip_is_named_at_its_line(text: str, line: int, sentence: str) -> None:
    assert slips(text) == [(line, sentence)]


def test_an_alias_is_refused_where_it_stands_and_never_followed() -> None:
    assert [line for line, _ in slips("a: &x [1]\nb: [*x, *x]\n")] == [1, 2, 2]


def test_a_repeated_key_deep_inside_is_found_and_so_is_every_other() -> None:
    text = "a:\n  - b: 1\n    b: 2\n    b: 3\nc: {d: 1, d: 2}\n"
    assert [line for line, _ in slips(text)] == [3, 4, 5]


def test_a_remark_with_a_space_is_no_slip() -> None:
    assert slips("a: x # ghi chú\n# dòng ghi chú\nb:\n  # - cũ\n  - y\n") == []


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"))


@given(texts)
def test_whatever_is_quoted_survives_as_typed(typed: str) -> None:
    assert parse(f"a: {json.dumps(typed, ensure_ascii=False)}\n").content == {"a": typed}


@given(st.from_regex(r"[0-9a-zA-Z][0-9a-zA-Z.:/_+-]{0,20}[0-9a-zA-Z]", fullmatch=True))
def test_numbers_dates_and_times_survive_without_quotes(typed: str) -> None:
    assert parse(f"a: {typed}\n").content == {"a": None if typed == "null" else typed}


lines_of_yaml = st.lists(st.sampled_from(list("abđ:- \t\n\"'{}[]#&*!|>%@`,?~\\0.")), max_size=60).map("".join)


@given(lines_of_yaml | texts)
def test_no_text_raises_and_each_slip_has_a_line_of_the_text(text: str) -> None:
    document = parse(text)
    for slip in document.slips:
        assert 1 <= slip.line <= text.count("\n") + text.count("\r") + text.count("\x85") + 1
        assert slip.what.endswith(".")
        assert slip.remedy.endswith(".")


def _plain(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    return [_plain(item) for item in content] if isinstance(content, list) else content


trees = st.recursive(
    texts.filter(lambda text: text not in {"", "~", "null"}),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts.filter(bool), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts.filter(bool), trees, max_size=4))
def test_lists_and_mappings_come_back_as_written(content: dict[str, Any]) -> None:
    document = parse(json.dumps(content, ensure_ascii=False))
    assert document.slips == ()
    assert _plain(document.content) == content
