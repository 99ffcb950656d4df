"""A word of a value is found in the file, however the value is written."""

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.word_places import place_of_word
from bot.files.yaml_nodes import Node, Place, parse

WORDS = st.text("abăâđêôơưáề.,;-(){}\"'", min_size=1, max_size=6)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join).filter(lambda text: text.strip("-.,; ") != "")


def plain(text: str) -> str:
    return f"x: 1\na:\n  b: {text}\nc: y\n"


def single(text: str) -> str:
    return plain("'" + text.replace("'", "''") + "'")


def double(text: str) -> str:
    return plain(json.dumps(text, ensure_ascii=False))


def folded(text: str) -> str:
    return plain(">-\n" + textwrap.indent("\n".join(text.split(" ")), "    "))


def literal(text: str) -> str:
    return plain("|- # ghi chú\n" + textwrap.indent(text, "    "))


def below(text: str) -> str:
    return plain("\n    " + text)


def value_of(content: Node | None) -> str | None:
    inner = content.get("a") if isinstance(content, dict) else None
    value = inner.get("b") if isinstance(inner, dict) else None
    return value if isinstance(value, str) else None


@pytest.mark.parametrize("write", [plain, single, double, folded, literal, below], ids=lambda way: way.__name__)
@given(text=SENTENCES, data=st.data())
def test_every_character_is_found_where_it_is_written(write: object, text: str, data: st.DataObject) -> None:
    assert callable(write)
    file = write(text)
    document = parse(file)
    value = value_of(document.content)
    if document.slips or value is None or " ".join(value.split()) != text:
        return  # not every sentence can be written without quotes
    at = data.draw(st.sampled_from([index for index, char in enumerate(text) if not char.isspace()]))
    place = place_of_word(file.split("\n"), document.places["a", "b"], text, at)
    assert file.split("\n")[place.line - 1][place.value - 1] == text[at]
    before = "".join(file.split("\n")[: place.line - 1]) + file.split("\n")[place.line - 1][: place.value - 1]
    assert before.count(text[at]) >= text[:at].count(text[at])


def test_the_second_of_two_like_words_is_not_taken_for_the_first() -> None:
    text = "a: >-\n  huyện cũ,\n  rồi huyện mới\n"
    place = parse(text).places["a",]
    assert place_of_word(text.split("\n"), place, "huyện cũ, rồi huyện mới", 14) == Place(3, 7, 7)


def test_behind_an_escape_the_place_of_the_value_is_told() -> None:
    text = 'a: "\\u0111i xa"\n'
    place = parse(text).places["a",]
    assert place_of_word(text.split("\n"), place, "đi xa", 3) == place
