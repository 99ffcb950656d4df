"""What the README tells can drift from the code; what can be compared is compared here."""

import re
import subprocess
import tomllib
from pathlib import Path

import click

from bot.announcements.officer import ROLE_WORDS, Role
from bot.cli import motcua
from bot.dialogue.officers.commands import ROLES
from bot.settings import described_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOP_LEVEL = {
    "pyproject.toml", "bot", "knowledge", "tests", "docs", "Dockerfile", "README.md", "Makefile", ".ci", "requirements.lock",
    "CHANGELOG.md", "LICENSE", ".gitignore", ".dockerignore",
}  # fmt: skip


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    section = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def commands() -> dict[str, click.Command]:
    context = click.Context(motcua)
    found = {name: motcua.get_command(context, name) for name in motcua.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def test_the_commands_table_has_every_command() -> None:
    assert {row[0] for row in rows_under("Commands")} == {f"`motcua {name}`" for name in commands()}


def test_every_option_has_a_help_text() -> None:
    for command in [motcua, *commands().values()]:
        assert command.help, command.name
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, f"{command.name} {parameter.name}"


def test_the_settings_table_is_the_settings() -> None:
    told = [(setting.name, setting.description, setting.default) for setting in described_settings()]
    assert [(row[0].strip("`"), row[1], row[2].strip("`")) for row in rows_under("Settings")] == told


def test_the_table_of_officers_commands_has_each_with_its_roles() -> None:
    roles = {
        f"`/{command}`": "mọi cán bộ"
        if allowed == set(Role)
        else ", ".join(ROLE_WORDS[r] for r in Role if r in allowed)
        for command, allowed in ROLES.items()
    }
    assert {row[0]: row[2] for row in rows_under("Cán bộ làm việc bằng tin nhắn")} == roles


def test_the_dependency_table_has_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\[<>=]", dependency)[0] for dependency in project["dependencies"]]
    assert [row[0] for row in rows_under("Dependencies")] == names
    for dependency in project["optional-dependencies"]["dev"]:
        assert re.split(r"[<>=]", dependency)[0] in README


def test_the_map_of_the_rooms_names_every_room() -> None:
    rooms = {path.name.removesuffix(".py") for path in (ROOT / "bot").iterdir() if not path.name.startswith("__")}
    told = {room for row in rows_under("Map of the rooms") for room in re.findall(r"`(\w+)`", row[0])}
    assert told == rooms


def test_what_the_readme_points_at_exists() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
    for named in re.findall(r"`((?:bot|knowledge|tests|dialogue|search)/[\w./-]+\.\w+)`", README):
        assert (ROOT / named).exists() or (ROOT / "bot" / named).exists(), named


def test_the_lock_is_pinned_with_hashes_and_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    blocks = re.split(r"\n(?=[a-z])", lock.replace("# development\n", ""))
    assert all(re.match(r"[a-z0-9-]+==\S+ .*\\\n    --hash=sha256:", block) for block in blocks)


def test_the_top_level_holds_what_was_agreed() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} == TOP_LEVEL
