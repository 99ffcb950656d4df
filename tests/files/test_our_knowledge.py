"""The project's own knowledge folder, as of a fixed day."""

from datetime import date
from pathlib import Path

import bot
from bot.files.doubts import doubts
from bot.files.folder import load

KNOWLEDGE = Path(bot.__file__).parent.parent / "knowledge"
DAY = date(2026, 11, 21)


def test_our_own_knowledge_has_no_error() -> None:
    loaded = load(KNOWLEDGE)
    assert [str(problem) for problem in loaded.problems if problem.severity == "error"] == []
    assert loaded.set_aside == ()
    assert list(loaded.communes) == ["phu-thong", "thao-nguyen"]


def test_nothing_of_our_own_knowledge_is_out_of_date() -> None:
    assert [str(problem) for problem in doubts(load(KNOWLEDGE), DAY)] == []
