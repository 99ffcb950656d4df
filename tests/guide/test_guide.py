"""The guide for editors tells what the program does today: its commands, its pictures, what it quotes."""

import re
from pathlib import Path

from guide_player import PAGE, Shown, play, steps

import bot
from bot.files.reading import understand
from bot.files.tree import Found, Kind
from bot.knowledge.override import Override

TEXT = PAGE.read_text(encoding="utf-8")
PICTURES = PAGE.parent / PAGE.stem


def test_each_picture_shows_what_the_terminal_shows_today(tmp_path: Path) -> None:
    """Where this fails, look at what has changed, and draw anew: python tests/guide/guide_player.py."""
    drawn = play(TEXT, tmp_path)
    kept = {f"{PICTURES.name}/{file.name}": file.read_text(encoding="utf-8") for file in PICTURES.iterdir()}
    assert {name for name in kept.keys() | drawn.keys() if kept.get(name) != drawn.get(name)} == set()


def test_each_picture_is_shown_once_and_says_in_words_what_it_shows() -> None:
    shown = [step.picture for step in steps(TEXT) if isinstance(step, Shown)]
    assert len(shown) == len(set(shown))
    assert all(len(words) > 20 for words in re.findall(r"!\[([^\]]*)\]", TEXT))


def test_what_the_guide_quotes_is_what_the_program_says() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in Path(bot.__file__).parent.rglob("*.py"))
    rows = re.findall(r"^\| (.+?) \| .+ \|$", TEXT, re.MULTILINE)[1:]
    assert rows
    parts = [part.strip() for row in rows for part in re.split(r"…|«|»|(?<=\.) ", row) if part.strip()]
    assert [part for part in parts if part not in source] == []


def test_the_table_of_contents_leads_to_every_part() -> None:
    parts = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    anchors = [re.sub(r"[^\w\- ]", "", part.lower()).replace(" ", "-") for part in parts]
    assert re.findall(r"^- \[.+\]\(#(.+)\)$", TEXT, re.MULTILINE) == anchors


def test_the_file_that_the_guide_writes_for_one_commune_is_right() -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    found = Found("xa/phu-thong/thu-tuc/moi.yaml", Kind.PROCEDURE, "phu-thong", Path("moi.yaml"))
    understood = understand(found, text)
    assert understood.slips == ()
    assert understood.content
    assert isinstance(understood.content.value, Override)
