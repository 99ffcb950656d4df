"""`motcua run` as a process, with the repository's knowledge and one bot, and what it weighs."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fictional_server import surroundings
from telegram_api import TOKEN

from . import ROOT
from .imitation import TimedApi

COMMUNE = "phu-thong"
_PUBLIC = "https://hoidap.example.vn"
_NOBODY = "http://127.0.0.1:9"
"""Where a webhook leads while the program does not run: nothing listens on the port for discarding."""


class Program:
    """A running program, which asks for updates or is brought them. Must be killed."""

    def __init__(
        self,
        folder: Path,
        api: TimedApi,
        by_webhook: bool = False,
        commune: str = COMMUNE,
        knowledge: Path = ROOT / "knowledge",
        **more: str,
    ) -> None:
        self.api, self.by_webhook = api, by_webhook
        settings = {
            "MOTCUA_DATA": str(folder / "data"),
            "MOTCUA_KNOWLEDGE": str(knowledge),
            "MOTCUA_TELEGRAM_API": api.address,
            f"MOTCUA_{commune.upper().replace('-', '_')}_TELEGRAM_TOKEN": TOKEN,
        } | more
        if by_webhook:
            settings["MOTCUA_PUBLIC_URL"] = _PUBLIC
            api.reach[_PUBLIC] = _NOBODY
        environment = surroundings(**settings)
        # By the clock, as in service; so what is old is deleted, too.
        del environment["MOTCUA_NOW"]
        with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )

    def greeted(self) -> None:
        """Wait until it serves, and lead the webhook to it."""
        assert self.process.stdout
        address = ""
        for line in self.process.stdout:
            address = address or "".join(re.findall(r"http://[^/]+", line)[:1])
            if "Ctrl+C" in line:
                break
        else:
            raise AssertionError("it has ended; see its log.jsonl")
        if self.by_webhook:
            self.api.reach[_PUBLIC] = address

    def kill(self) -> None:
        """Kill -9."""
        self.process.kill()
        self.process.wait()
        if self.by_webhook:
            self.api.reach[_PUBLIC] = _NOBODY
        assert self.process.stdout
        self.process.stdout.close()

    def megabytes(self, kind: str = "VmRSS") -> float:
        """Its memory now, or at its highest (`VmHWM`)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        found = re.search(rf"{kind}:\s+([0-9]+) kB", status)
        assert found
        return int(found[1]) / 1024

    def cpu_seconds(self) -> float:
        """How long it has worked so far, all threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(folder: Path, api: TimedApi, by_webhook: bool = False) -> Iterator[Program]:
    program = Program(folder, api, by_webhook)
    try:
        program.greeted()
        yield program
    finally:
        program.kill()
