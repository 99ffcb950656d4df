"""What is written as YAML is read back as it was, by our reader and by an editor."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from as_an_editor import read_as_an_editor
from hypothesis import given
from hypothesis import strategies as st

from bot.files.file_text import without_invisible
from bot.files.yaml_nodes import parse
from bot.files.yaml_writing import as_yaml

ODD = "- -abc # #x : a: ' \" \\ {x} [ &a * ! % | > a:b a#b 1.001193 2026-11-20 07:30 null ~ true ? @ ` ="
WORDS = st.sampled_from(
    ["giấy", "- x", "miễn phí", "  ", "\t", "Đ" * 30, "https://example.vn/" + "a" * 99, *ODD.split()]
)
TEXT = st.lists(WORDS, min_size=1, max_size=25).map(" ".join).map(str.strip).filter(bool)
NODES = st.recursive(
    TEXT | st.text(min_size=1, max_size=40).map(lambda text: without_invisible(text).strip()).filter(bool),
    lambda inside: (
        st.lists(inside, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("abc"), inside, min_size=1)
    ),
    max_leaves=8,
)


def spaced(node: Any) -> Any:
    """As the fields read it: what is folded over several lines has single spaces, and everything is in NFC."""
    if isinstance(node, dict):
        return {key: spaced(value) for key, value in node.items()}
    return [spaced(item) for item in node] if isinstance(node, list) else " ".join(nfc(node).split())


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@given(st.dictionaries(st.sampled_from(["ten", "ho_so"]), NODES, min_size=1))
def test_every_text_is_read_back_as_it_was(content: dict[str, Any]) -> None:
    text = as_yaml(content)
    document = parse(text)
    assert document.slips == ()
    assert spaced(document.content) == spaced(content)
    assert spaced(read_as_an_editor(text)) == spaced(content)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"ma": "1.001193"}, 'ma: "1.001193"\n'),
        ({"ten": "Đăng ký khai sinh"}, "ten: Đăng ký khai sinh\n"),
        ({"ten": "Lưu ý: mang bản chính"}, 'ten: "Lưu ý: mang bản chính"\n'),
        ({"ban_chinh": 1, "ngay_xem": date(2026, 11, 20)}, "ban_chinh: 1\nngay_xem: 2026-11-20\n"),
        ({"dia_chi": "https://example.vn/" + "a" * 99}, "dia_chi: https://example.vn/" + "a" * 99 + "\n"),
        ({"nop": [{"ten": "a", "khi": "b"}]}, "nop:\n  - ten: a\n    khi: b\n"),
        ({"ten": "a\u0007b"}, "ten: ab\n"),
        ({"a": "ba " * 40 + "hết"}, "a: >-\n  " + ("ba " * 39).strip() + "\n  ba hết\n"),
    ],
)
def test_it_looks_as_a_person_would_write_it(content: dict[str, Any], text: str) -> None:
    assert as_yaml(content) == text
