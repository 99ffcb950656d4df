"""The log: one line of JSON an event on standard error, with no personal data in it.

An event is `logging.getLogger("motcua…").info("event_name", extra={"fields": {…}})`. What other libraries log is told
by its place alone, and an exception by its type and places: their words may quote what a citizen wrote.
"""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import TextIO

from bot.errors import OperatorError

OURS = "motcua"
_DEEPEST = 8


class JsonLines(logging.Formatter):
    """A record as one line: `at` (UTC), `level`, `event` and the event's fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": moment, "level": record.levelname.lower(), **_event(record)}
        if record.exc_info and record.exc_info[1]:
            line |= _exception(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send every record, also uvicorn's, as JSON to the stream (standard error). Called again, it replaces itself."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    for former in [former for former in root.handlers if isinstance(former.formatter, JsonLines)]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)
    # The addresses in uvicorn's access lines are personal data; our own events tell what was served.
    logging.getLogger("uvicorn.access").disabled = True


def tame_last_resort() -> None:
    """For commands that end, which configure nothing: what is logged is told in the same form, and as it happens.

    Python would write the words of other libraries, and tracebacks, to the terminal of whoever typed the command.
    """
    if logging.lastResort:
        logging.lastResort.setFormatter(JsonLines())


def _event(record: logging.LogRecord) -> dict[str, object]:
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return {"event": record.msg, **getattr(record, "fields", {})}
    return {"event": "library", "logger": record.name, "where": f"{_shown_path(record.pathname)}:{record.lineno}"}


def _exception(error: BaseException) -> dict[str, object]:
    told: dict[str, object] = {"error": type(error).__qualname__, "raised": _places(error.__traceback__)}
    if isinstance(error, OperatorError):
        told["message"] = str(error)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        told["cause"] = _exception(cause)
    return told


def _places(traceback: TracebackType | None) -> list[str]:
    places = [f"{_shown_path(frame.f_code.co_filename)}:{line}" for frame, line in walk_tb(traceback)]
    return places[-_DEEPEST:]


def _shown_path(path: str) -> str:
    """The end of a path: enough to find the file, and nothing about the machine."""
    return "/".join(Path(path).parts[-3:])
