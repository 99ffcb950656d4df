"""`motcua chat` as a subject: each person has a window of their own, and nothing outlives it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, chdir
from pathlib import Path

from click.testing import CliRunner
from contract_office import NOON, Office, open_office
from contract_subject import Abilities

from bot.cli import motcua
from bot.messages import Attachment, Reply

_PROMPT = "Bạn> "


class TerminalSubject:
    """Windows in which a conversation is typed.

    What is typed is known to the command only when all of it is, so each answer is read from a new run of the whole
    conversation; the same words give the same answers.
    """

    name = "terminal"
    news = None
    abilities = Abilities(
        buttons=False, named_links=False, markup=False, writes_first=False, keeps=False, redelivers=False
    )  # fmt: skip

    def __init__(self, office: Office) -> None:
        self.office = office
        self._typed: dict[str, list[str]] = {}
        self._seen: dict[str, list[str]] = {}

    async def say(self, person: str, *texts: str) -> None:
        self._typed.setdefault(person, []).extend(texts)
        self._seen[person] = self._run(self._typed[person])

    async def press(self, person: str, label: str) -> None:
        raise AssertionError("there are no buttons in a terminal")

    async def attach(self, person: str, kind: Attachment, caption: str) -> None:
        raise AssertionError("nothing but words can be typed")

    async def repeat(self, person: str) -> None:
        raise AssertionError("nothing is delivered, so nothing is delivered twice")

    async def bring(self, person: str, reply: Reply) -> None:
        raise AssertionError("the terminal answers what was typed")

    def close_window(self, person: str) -> None:
        del self._typed[person], self._seen[person]

    def stumble(self) -> None:
        pass

    def sees(self, person: str) -> list[str]:
        return list(self._seen.get(person, []))

    def headings(self, person: str) -> list[str]:
        raise AssertionError("nothing is set off in a terminal")

    def lengths(self, person: str) -> list[int]:
        return []

    def id_of(self, person: str) -> str:
        return "terminal"

    def _run(self, typed: list[str]) -> list[str]:
        away: dict[str, str | None] = {name: None for name in os.environ if name.upper().startswith("MOTCUA_")}
        folder = self.office.folder
        arguments = ["--knowledge", "knowledge", "--data", "data", "chat", "--at", f"{NOON:%Y-%m-%d}"]
        with chdir(folder):
            result = CliRunner().invoke(motcua, arguments, input="".join(f"{line}\n" for line in typed), env=away)
        assert result.exit_code == 0, result.output
        return _answers(result.stdout, typed)


def _answers(output: str, typed: list[str]) -> list[str]:
    """What stands between what was typed."""
    answers = []
    for line in typed:
        before, found, output = output.partition(f"{_PROMPT}{line}\n\n")
        assert found, f"{line} is not in {before}"
        answers.append(output.partition(f"\n\n{_PROMPT}")[0])
    return answers


@asynccontextmanager
async def open_terminal(folder: Path) -> AsyncIterator[TerminalSubject]:
    async with open_office(folder) as office:
        yield TerminalSubject(office)
