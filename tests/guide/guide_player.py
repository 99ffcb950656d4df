"""The guide for editors (docs/bien-tap.md), played step by step, and the pictures of what the terminal then shows.

The page itself is the script. A `sh` block is typed, line by line; a `diff` block is done to the file that was named
last; a picture shows the commands above it with what they said. All of it happens in a small copy of the knowledge, as
published on a fixed day, with a few questions that citizens have asked in vain.

To draw the pictures anew: python tests/guide/guide_player.py, then look at them and read what has changed.
"""

import asyncio
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from click.testing import CliRunner
from rich.console import Console
from rich.text import Text

from bot.cli import motcua
from bot.errors import OperatorError
from bot.storage import Connection, Database, misses

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/bien-tap.md"
COMMUNE = "phu-thong"
PROCEDURES = ("ban-sao-trich-luc-ho-tich", "dang-ky-ket-hon", "ket-hon-luu-dong", "xac-nhan-tinh-trang-hon-nhan")
COPIED = ("chung/danh-muc.csv", "chung/tu-vung.yaml", "chung/hoi-dap", f"xa/{COMMUNE}/xa.yaml", f"xa/{COMMUNE}/hoi-dap")
GOLDEN = """
- {q: "xin trích lục khai sinh cần giấy tờ gì", kind: answer, want: ["2.000635"]}
- {q: "bản sao khai sinh hết bao nhiêu tiền một bản", kind: answer, want: ["2.000635"]}
- {q: "mất bản chính giấy khai sinh thì làm sao", kind: answer, want: ["2.000635"]}
- {q: "xin giấy độc thân", kind: answer, want: ["1.004873"]}
- {q: "xã về tận nhà đăng ký kết hôn cho người khuyết tật", kind: answer, want: ["1.000593"]}
- {q: "mấy giờ xã làm việc", kind: answer, want: ["gio-lam-viec"]}
"""
ASKED_IN_VAIN = ("giấy không vướng bận ai", "giay khong vuong ban ai", "giấy không vướng bận ai", "mua vé xem bóng đá")
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
SURROUNDINGS = {
    "LC_ALL": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"],
    **{f"GIT_{who}_NAME": "Cán bộ tập sự" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "tap-su@example.org" for who in ("AUTHOR", "COMMITTER")},
}  # fmt: skip

_PARTS = re.compile(
    r"```(?P<kind>\w+)\n(?P<block>.*?)```|!\[[^\]]*\]\((?P<picture>\S+)\)|`(?P<file>knowledge/\S+\.yaml)`", re.DOTALL
)
_REVISION = re.compile(r"\b[0-9a-f]{7}\b")
_WIDTH = 100
_SVG = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


@dataclass(frozen=True)
class Typed:
    commands: tuple[str, ...]


@dataclass(frozen=True)
class Edited:
    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Shown:
    picture: str


def steps(page: str) -> Iterator[Typed | Edited | Shown]:
    """What the page tells to do and shows, in order."""
    file = ""
    for part in _PARTS.finditer(page):
        if part["kind"] == "sh":
            yield Typed(tuple(part["block"].splitlines()))
        elif part["kind"] == "diff":
            lines = part["block"].splitlines()
            old, new = ("\n".join(line[1:] for line in lines if line[:1] != other) for other in "+-")
            yield Edited(file, old, new)
        elif part["picture"]:
            yield Shown(part["picture"])
        elif part["file"]:
            file = part["file"]


def play(page: str, folder: Path) -> Mapping[str, str]:
    """Do all of it in the folder: the pictures by their names."""
    _prepare(folder)
    pictures: dict[str, str] = {}
    said: list[tuple[str, str]] = []
    for step in steps(page):
        match step:
            case Typed(commands):
                said = [(command, _said(command, folder)) for command in commands]
            case Edited(file, old, new):
                text = (folder / file).read_text(encoding="utf-8")
                assert text.count(old) == 1, f"{file} has this {text.count(old)} times:\n{old}"
                (folder / file).write_text(text.replace(old, new), encoding="utf-8")
            case Shown(picture):
                pictures[picture] = _drawn(said)
    return pictures


def _prepare(folder: Path) -> None:
    for path in (*COPIED, *(f"chung/thu-tuc/ho-tich/{name}.yaml" for name in PROCEDURES)):
        source, target = ROOT / "knowledge" / path, folder / "knowledge" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
    (folder / "knowledge/cau-hoi.yaml").write_text(GOLDEN.lstrip(), encoding="utf-8")
    for command in ("git init -q -b main", "git add knowledge", "git commit -q -m đăng"):
        assert _said(command, folder) == ""
    asyncio.run(_keep_misses(folder / f"data/{COMMUNE}.sqlite3"))


async def _keep_misses(file: Path) -> None:
    def keep(db: Connection) -> None:
        for question in ASKED_IN_VAIN:
            misses.add(db, question, (), NOW)

    file.parent.mkdir()
    database = Database.open(file)
    await database.run(keep)
    await database.close()


def _said(command: str, folder: Path) -> str:
    name, *arguments = shlex.split(command)
    if name == ".venv/bin/motcua":
        told = _said_by_motcua(arguments, folder)
    else:
        ended = subprocess.run(
            [name, *arguments], cwd=folder, env=SURROUNDINGS, capture_output=True, text=True, check=True
        )
        told = ended.stdout + ended.stderr
    # What a revision is called changes with every file of the knowledge.
    return _REVISION.sub("3f2a91c", told)


def _said_by_motcua(arguments: list[str], folder: Path) -> str:
    away: dict[str, str | None] = {name: None for name in os.environ if name.upper().startswith("MOTCUA_")}
    with chdir(folder):
        result = CliRunner().invoke(motcua, arguments, input="có\n", env={**away, "MOTCUA_NOW": NOW.isoformat()})
    if isinstance(result.exception, OperatorError):
        return f"{result.output}{result.exception}\n"
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def _drawn(said: list[tuple[str, str]]) -> str:
    console = Console(record=True, width=_WIDTH, file=StringIO(), color_system="truecolor", force_terminal=True)
    for command, told in said:
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")), soft_wrap=False)
        console.print(Text(told.rstrip("\n")), end="\n" if told else "")
    return console.export_svg(title="Cửa sổ dòng lệnh", code_format=_SVG, unique_id="lenh")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        drawn = play(PAGE.read_text(encoding="utf-8"), Path(scratch))
    for file in (PAGE.parent / PAGE.stem).glob("*.svg"):
        file.unlink()
    for picture, svg in drawn.items():
        (PAGE.parent / picture).parent.mkdir(exist_ok=True)
        (PAGE.parent / picture).write_text(svg, encoding="utf-8")
