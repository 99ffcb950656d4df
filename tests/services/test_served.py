"""What a commune is answered and written to with while its files change."""

import asyncio
import shutil
from pathlib import Path

from due_announcement import write_awake

from bot.services.knowledge import LiveKnowledge, Served


def test_a_commune_whose_folder_is_away_for_a_moment_is_answered_as_before(tmp_path: Path) -> None:
    folder = write_awake(tmp_path / "knowledge")
    own = folder / "xa" / "doi-mau"
    shutil.copytree(folder / "xa" / "suoi-mau", own)
    (own / "xa.yaml").write_text((own / "xa.yaml").read_text(encoding="utf-8").replace("suoi-mau", "doi-mau"), "utf-8")
    knowledge = LiveKnowledge.open(folder)
    served = Served(knowledge, "doi-mau")
    before = served()
    own.rename(tmp_path / "away")
    asyncio.run(knowledge.refresh())
    assert "doi-mau" not in knowledge.shelf.libraries
    assert served() is before
    (tmp_path / "away").rename(own)
    asyncio.run(knowledge.refresh())
    assert served() is knowledge.shelf.libraries["doi-mau"]
