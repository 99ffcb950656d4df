"""The golden conversations: what the bot says is, to the letter, what an officer has read and found right."""

from pathlib import Path

import pytest
from transcript_reader import FOLDER, played, script_of

PATHS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert played(script_of(text)) == text


def test_every_transcript_says_what_it_shows() -> None:
    assert len(PATHS) >= 20
    assert all(path.read_text(encoding="utf-8").startswith("# ") for path in PATHS)
