"""The golden conversations of officers: what the bot says is, to the letter, what somebody has read and found right."""

from pathlib import Path

import pytest
from officer_transcripts import FOLDER, played, script_of

GOLDEN = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}


@pytest.mark.parametrize("name", GOLDEN)
async def test_the_conversation_goes_as_written(name: str, tmp_path: Path) -> None:
    assert await played(script_of(GOLDEN[name]), tmp_path) == GOLDEN[name]


def test_every_transcript_says_what_it_shows() -> None:
    assert len(GOLDEN) >= 7
    assert all(text.startswith("# ") for text in GOLDEN.values())
