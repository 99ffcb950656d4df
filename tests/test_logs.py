import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.errors import OperatorError
from bot.logs import JsonLines, configure


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    text = io.StringIO()
    names = ("", "motcua")
    before = [(logging.getLogger(name), logging.getLogger(name).level) for name in names]
    access = logging.getLogger("uvicorn.access")
    configure(stream=text)
    yield text
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler.formatter, JsonLines)]:
        root.removeHandler(handler)
    for logger, level in before:
        logger.setLevel(level)
    access.disabled = False


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json_with_its_fields(stream: io.StringIO) -> None:
    logging.getLogger("motcua.kho").info("da_doc", extra={"fields": {"commune": "xã Suối Mẫu", "entries": 3}})
    (line,) = lines(stream)
    assert datetime.fromisoformat(line.pop("at")).utcoffset() is not None
    assert line == {"level": "info", "event": "da_doc", "commune": "xã Suối Mẫu", "entries": 3}


def test_an_exception_is_told_by_type_and_place_without_its_words(stream: io.StringIO) -> None:
    try:
        try:
            int("0900000000 của Nguyễn Văn Mẫu")
        except ValueError as error:
            raise KeyError("Nguyễn Văn Mẫu") from error
    except KeyError:
        logging.getLogger("motcua").exception("hong")
    (line,) = lines(stream)
    assert line["error"] == "KeyError"
    assert line["cause"]["error"] == "ValueError"
    assert line["raised"][-1].rsplit(":", 1)[0].endswith("tests/test_logs.py")
    assert "Mẫu" not in stream.getvalue()
    assert "0900000000" not in stream.getvalue()


def test_what_the_operator_can_mend_keeps_its_sentence(stream: io.StringIO) -> None:
    try:
        raise OperatorError("Ổ đĩa đã đầy. Hãy dọn bớt.")
    except OperatorError:
        logging.getLogger("motcua").exception("hong")
    assert lines(stream)[0]["message"] == "Ổ đĩa đã đầy. Hãy dọn bớt."


def test_the_words_of_other_libraries_are_not_logged(stream: io.StringIO) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved: %r", "Nguyễn Văn Mẫu")
    logging.getLogger("uvicorn.error").error("Nguyễn Văn Mẫu")
    assert [line["logger"] for line in lines(stream)] == ["asyncio", "uvicorn.error"]
    assert "Mẫu" not in stream.getvalue()


def test_the_addresses_of_visitors_are_not_logged(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").warning('203.0.113.7 - "GET / HTTP/1.1" 200')
    assert stream.getvalue() == ""


def test_configuring_twice_does_not_log_twice(stream: io.StringIO) -> None:
    configure(logging.WARNING, stream)
    logging.getLogger("motcua").info("nho")
    logging.getLogger("motcua").warning("to")
    assert [line["event"] for line in lines(stream)] == ["to"]


def test_a_path_on_this_machine_is_told_by_its_end(stream: io.StringIO) -> None:
    logging.getLogger("thu.vien").warning("x")
    assert lines(stream)[0]["where"].count("/") == 2
