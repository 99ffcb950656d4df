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
from bot.cli.days import at_option
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
@click.argument("question", required=False, metavar="CÂU_HỎI")
@click.option("--json", "as_json", is_flag=True, help="Đọc nhiều câu hỏi từ đầu vào chuẩn, trả mỗi câu một dòng JSON.")
@at_option
@click.pass_obj
def ask(settings: Settings, question: str | None, as_json: bool, at: date | None) -> None:
    """Hỏi một câu, xem câu trả lời."""
    if as_json == bool(question):
        raise click.UsageError("Viết câu hỏi trong ngoặc kép, hoặc dùng --json để đọc từ đầu vào chuẩn.")
    moment = noon_of(at) if at else present(settings)
    libraries = load_libraries(settings)
    if question:
        line = Line(question, None, None, moment)
        click.echo(plain_text(_answer(line, State(), libraries).replies))
    elif _answer_lines(libraries, moment):
        sys.exit(2)


def _answer(line: Line, state: State, libraries: Libraries) -> Turn:
    incoming = Incoming(account="ask", person=line.conversation or "", message="", text=line.text)
    return respond(state, incoming, libraries.of(line.commune), line.moment)


def _answer_lines(libraries: Libraries, moment: datetime) -> bool:
    """Answer standard input line by line; whether any line was broken."""
    states: dict[str, State] = {}
    broken = False
    for raw in _raw_lines():
        try:
            line = _parsed(raw, moment)
            started = perf_counter()
            turn = _answer(line, states.get(line.conversation or "", State()), libraries)
            elapsed = perf_counter() - started
        except (_BadLineError, OperatorError) as error:
            broken = True
            _print({"error": str(error)})
            continue
        if line.conversation:
            states[line.conversation] = turn.state
        _print(_told(line, turn, elapsed))
    return broken


def _raw_lines() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        text = raw.decode("utf-8-sig", errors="replace").strip()
        if text:
            yield text


def _parsed(raw: str, moment: datetime) -> Line:
    if not raw.startswith("{"):
        return Line(raw, None, None, moment)
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError):
        raise _BadLineError('Dòng này không phải là JSON đúng. Viết như {"text": "câu hỏi"}.') from None
    unknown = given.keys() - {"conversation", "text", "commune", "at"}
    if unknown:
        raise _BadLineError(f"Không có mục {', '.join(sorted(unknown))}. Các mục: conversation, text, commune, at.")
    for name, value in given.items():
        if not isinstance(value, str):
            raise _BadLineError(f"Mục {name} phải là một chuỗi chữ trong ngoặc kép.")
    if "text" not in given:
        raise _BadLineError('Thiếu mục text. Viết như {"text": "câu hỏi"}.')
    try:
        at = noon_of(date.fromisoformat(given["at"])) if "at" in given else moment
    except ValueError:
        raise _BadLineError(f"«{given['at']}» không phải là ngày. Viết như 2026-11-20.") from None
    return Line(given["text"], given.get("conversation"), given.get("commune"), at)


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
    click.echo(json.dumps(line, ensure_ascii=False))
    sys.stdout.flush()
