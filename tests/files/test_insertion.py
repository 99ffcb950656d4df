"""One more item in a list, and not another byte changed."""

import difflib
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.files.insertion import with_entry, with_item
from bot.files.yaml_nodes import parse

AFTER = ("ma", "ten", "ten_khac")
LAYOUTS = {
    "a list": ("ten: Mẫu\ncach_hoi:\n  - một\n  - hai\nlinh_vuc: x\n", "  - mới"),
    "a list that is not indented": ("cach_hoi:\n- một\nlinh_vuc: x\n", "- mới"),
    "a list indented by four": ("cach_hoi:\n    - một\n", "    - mới"),
    "a list in quotes": ('cach_hoi:\n  - "một"\n', '  - "mới"'),
    "a list with comments": ("cach_hoi:  # ghi chú\n  - một  # hay gặp\n# của mục sau\nlinh_vuc: x\n", "  - mới"),
    "a list at the end without a line end": ("cach_hoi:\n  - một", "  - mới"),
    "a list with Windows line ends": ("ten: x\r\ncach_hoi:\r\n  - một\r\nlinh_vuc: x\r\n", "  - mới"),
    "a list whose last item goes on": ("cach_hoi:\n  - một\n    hai\n    ba\nlinh_vuc: x\n", "  - mới"),
    "a list whose last item is folded": ("cach_hoi:\n  - >-\n    một\n\n    hai\nlinh_vuc: x\n", "  - mới"),
    "a list behind a byte order mark": ("\ufeffcach_hoi:\n  - một\n", "  - mới"),
    "an empty key": ("ten: x\ncach_hoi:\nlinh_vuc: x\n", "  - mới"),
    "no key": ("ma: a\nten: x\nlinh_vuc: x\n", 'cach_hoi:\n  - "mới"'),
    "no key below a list": ("ten: x\nten_khac:\n  - y\n  - z\n\nlinh_vuc: x\n", 'cach_hoi:\n  - "mới"'),
}
BRACKETS = {
    "cach_hoi: [một, hai]\n": "cach_hoi: [một, hai, mới]\n",
    "cach_hoi: [một, hai, ]  # x]\n": "cach_hoi: [một, hai, mới ]  # x]\n",
    "cach_hoi: []\n": "cach_hoi: [mới]\n",
    'cach_hoi: ["một]", "hai"]\nten: x\n': 'cach_hoi: ["một]", "hai", "mới"]\nten: x\n',
    "cach_hoi: [\n  một,\n  hai\n  ]\nten: x\n": "cach_hoi: [\n  một,\n  hai, mới\n  ]\nten: x\n",
    "{ten: x, cach_hoi: [một]}\n": "{ten: x, cach_hoi: [một, mới]}\n",
}


def items(data: bytes) -> object:
    content = parse(data.decode("utf-8-sig").replace("\r\n", "\n")).content
    assert isinstance(content, dict)
    return content["cach_hoi"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_item_is_put_at_the_end_in_the_hand_of_its_neighbours(layout: str) -> None:
    text, line = LAYOUTS[layout]
    data = with_item(text.encode(), "cach_hoi", "mới", AFTER)
    assert data is not None
    end = "\r\n" if "\r" in text else "\n"
    changes = [
        each for each in difflib.ndiff(text.split(end), data.decode().split(end)) if each[:1] in "+-" and each[2:]
    ]
    assert changes == [f"+ {added}" for added in line.split("\n")]
    assert items(data) == [*_listed(text), "mới"]


def _listed(text: str) -> list[object]:
    content = parse(text.removeprefix("\ufeff").replace("\r\n", "\n")).content
    there = content.get("cach_hoi", []) if isinstance(content, dict) else []
    assert isinstance(there, list)
    return list(there)


@pytest.mark.parametrize("text", BRACKETS)
def test_a_list_in_brackets_stays_one(text: str) -> None:
    data = with_item(text.encode(), "cach_hoi", "mới", AFTER)
    assert data is not None
    assert data.decode() == BRACKETS[text]


def test_a_single_way_becomes_a_list() -> None:
    data = with_item(b'ten: x\ncach_hoi: "m: 1"  # cu\nlinh_vuc: y\n', "cach_hoi", "mới", AFTER)
    assert data is not None
    assert data.decode() == 'ten: x\ncach_hoi:\n  - "m: 1"  # cu\n  - "mới"\nlinh_vuc: y\n'


@pytest.mark.parametrize(
    "text",
    ["", "- một\n", "cach_hoi: {a: b}\n", "cach_hoi: ~\n", "{ma: x}\n", "a: [", "cach_hoi: >-\n  một\n", "\udcff"],
)
def test_a_layout_that_cannot_be_changed_surely_is_left_alone(text: str) -> None:
    assert with_item(text.encode("utf-8", "surrogateescape"), "cach_hoi", "mới", AFTER) is None


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=40),
    st.sampled_from(sorted(LAYOUTS)),
)
@example("# không phải ghi chú", "a list")
@example("phí: bao nhiêu?", "a list")
@example("null", "a list")
@example('"', "a list in quotes")
@example("- a", "no key")
@example("a # b", "an empty key")
def test_any_wording_is_read_back_as_it_is_and_every_line_stays(wording: str, layout: str) -> None:
    wording = " ".join(wording.split())
    text = LAYOUTS[layout][0]
    data = with_item(text.encode(), "cach_hoi", wording, AFTER)
    if data is not None:
        assert items(data) == [*_listed(text), wording]
        kept = iter(data.decode().splitlines())
        assert all(line in kept for line in text.splitlines())
    else:
        assert not wording or set(wording) - set(string.printable), wording


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# chỉ có ghi chú\n",
        "- {q: a}\n",
        "- q: a\n  kind: none\n# cuối\n",
        "  - {q: a}\n  - {q: b}",
        "- {q: a}\r\n",
    ],
)
def test_an_entry_is_added_at_the_end_of_a_list(text: str) -> None:
    data = with_entry(text.encode(), '{q: "mở quán", kind: none}')
    assert data is not None
    assert data.decode().startswith(text)
    assert data.decode().rstrip().endswith('- {q: "mở quán", kind: none}')


@pytest.mark.parametrize("text", ["q: a\n", "[a, b]\n", "- a\n---\n- b\n", "- [\n"])
def test_an_entry_is_added_to_nothing_but_such_a_list(text: str) -> None:
    assert with_entry(text.encode(), "{q: b}") is None
