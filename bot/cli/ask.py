"""`motcua ask`: one question from the command line, or many as lines of JSON."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter
from typing import Any

import click

from bot.app.libraries import Libraries, load_libraries, present
from bot.cli import explaining
from bot.cli.days import at_option, day_written
from bot.dialogue import State, Turn, respond
from bot.dialogue.evaluation import noon_of
from bot.errors import OperatorError
from bot.messages import Incoming, plain_text
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input: a question, the conversation it belongs to (None: one of its own), its commune and moment."""

    text: str
    conversation: str | None
    commune: str | None
    moment: datetime


class _BadLineError(ValueError):
    """A line that is no question; its text says why, in Vietnamese."""


@click.command("ask")
@click.argument("words", nargs=-1, metavar="CÂU_HỎI")
@click.option("--json", "as_json", is_flag=True, help="Đọc nhiều câu hỏi từ đầu vào chuẩn, trả mỗi câu một dòng JSON.")
@click.option("--explain", "explains", is_flag=True, help="Cho biết vì sao câu hỏi được trả lời như vậy.")
@at_option
@click.pass_obj
def ask(settings: Settings, words: tuple[str, ...], as_json: bool, explains: bool, at: date | None) -> None:
    """Hỏi một câu, xem câu trả lời.

    Có --explain thì xem câu hỏi được đọc thế nào, năm mục gần nhất, mỗi chữ góp bao nhiêu, và quy tắc nào đã quyết
    định; thêm --json thì được các điều ấy trong một đối tượng JSON.
    """
    question = " ".join(words).strip()
    if explains and not question:
        raise click.UsageError("Thiếu câu hỏi cần giải thích. Viết câu hỏi sau chữ ask.")
    if as_json and question and not explains:
        raise click.UsageError("Đã dùng --json thì câu hỏi đọc từ đầu vào chuẩn. Bỏ câu hỏi này, hoặc bỏ --json.")
    if not as_json and not question:
        raise click.UsageError("Thiếu câu hỏi. Viết câu hỏi sau chữ ask, hoặc dùng --json để đọc từ đầu vào chuẩn.")
    moment = noon_of(at) if at else present(settings)
    libraries = load_libraries(settings)
    line = Line(question, None, None, moment)
    if explains:
        turn, library = _answer(line, State(), libraries), libraries.of(None)
        if as_json:
            _print(explaining.as_json(question, turn, library))
        else:
            explaining.show(question, turn, library)
    elif question:
        click.echo(plain_text(_answer(line, State(), libraries).replies))
    elif _answer_lines(libraries, moment):
        sys.exit(2)


def _answer(line: Line, state: State, libraries: Libraries) -> Turn:
    incoming = Incoming(account="ask", person=line.conversation or "", message="", text=line.text)
    return respond(state, incoming, libraries.of(line.commune), line.moment)


def _answer_lines(libraries: Libraries, moment: datetime) -> bool:
    """Answer standard input line by line; whether any line was broken."""
    states: dict[tuple[str | None, str | None], State] = {}
    broken = False
    for raw in _raw_lines():
        try:
            line = _parsed(raw, moment)
            started = perf_counter()
            turn = _answer(line, states.get((line.commune, line.conversation), State()), libraries)
            elapsed = perf_counter() - started
        except (_BadLineError, OperatorError) as error:
            broken = True
            _print({"error": str(error)})
            continue
        if line.conversation:
            states[line.commune, line.conversation] = turn.state
        _print(_told(line, turn, elapsed))
    return broken


def _raw_lines() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        text = raw.decode("utf-8-sig", errors="replace").strip()
        if text:
            yield text


def _parsed(raw: str, moment: datetime) -> Line:
    if not raw.startswith(("{", "[")):
        return Line(raw, None, None, moment)
    given = _mapping(raw)
    unknown = given.keys() - {"conversation", "text", "commune", "at"}
    if unknown:
        raise _BadLineError(f"Không có mục {', '.join(sorted(unknown))}. Các mục: conversation, text, commune, at.")
    given = {name: value for name, value in given.items() if value is not None}
    for name, value in given.items():
        if not isinstance(value, str):
            raise _BadLineError(f"Mục {name} phải là một chuỗi chữ trong ngoặc kép.")
    if not given.get("text", "").strip():
        raise _BadLineError('Thiếu mục text, hoặc mục ấy đang trống. Viết như {"text": "câu hỏi"}.')
    at = noon_of(_day(given["at"])) if "at" in given else moment
    return Line(given["text"], given.get("conversation"), given.get("commune"), at)


def _mapping(raw: str) -> dict[str, Any]:
    """The line's JSON object; a key that stands twice would win in silence."""
    try:
        given = json.loads(raw, object_pairs_hook=_without_repetition)
    except (ValueError, RecursionError) as error:
        if isinstance(error, _BadLineError):
            raise
        raise _BadLineError('Dòng này không phải là JSON đúng. Viết như {"text": "câu hỏi"}.') from None
    if not isinstance(given, dict):
        raise _BadLineError('Dòng này là một danh sách. Mỗi dòng viết một câu, như {"text": "câu hỏi"}.')
    return given


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise _BadLineError(f"Mục {name} viết hai lần. Giữ lại một.")
    return dict(pairs)


def _day(text: str) -> date:
    try:
        return day_written(text)
    except ValueError as error:
        raise _BadLineError(str(error)) from None


def _told(line: Line, turn: Turn, elapsed: float) -> dict[str, Any]:
    return {
        "conversation": line.conversation,
        "decision": turn.outcome.decision,
        "ids": turn.outcome.ids,
        "aspects": turn.outcome.aspects,
        "choices": turn.outcome.choices,
        "text": plain_text(turn.replies),
        "buttons": [choice.label for reply in turn.replies for choice in reply.choices],
        "ms": round(elapsed * 1000, 2),
    }


def _print(line: dict[str, Any]) -> None:
    # What is no character (a lone surrogate) can not be written as UTF-8; the line is printed all the same.
    text = json.dumps(line, ensure_ascii=False).encode("utf-8", "replace").decode()
    click.echo(text)
