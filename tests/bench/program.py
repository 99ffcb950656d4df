"""`motcua run` as a process, with the repository's knowledge and the channels that it is given, and what it weighs."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fictional_server import surroundings

from . import ROOT

COMMUNE = "phu-thong"
PUBLIC = "https://hoidap.example.vn"
"""What a program is told that its public address is, where things shall be brought to it."""
_NOBODY = "http://127.0.0.1:9"
"""Where a webhook leads while the program does not run: nothing listens on the port for discarding."""


def secret(name: str, commune: str = COMMUNE) -> str:
    """The setting of this name that the commune has of its own."""
    return f"MOTCUA_{commune.upper().replace('-', '_')}_{name}"


class Program:
    """A running program. Must be killed.

    `reach` is the imitation's: what is brought to `PUBLIC` is led to the program while that runs.
    """

    def __init__(
        self,
        folder: Path,
        channels: Mapping[str, str],
        reach: dict[str, str] | None = None,
        knowledge: Path = ROOT / "knowledge",
    ) -> None:
        self._reach = {} if reach is None else reach
        self._reach[PUBLIC] = _NOBODY
        own = {"MOTCUA_DATA": str(folder / "data"), "MOTCUA_KNOWLEDGE": str(knowledge)}
        environment = surroundings(**own, **channels)
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
        self._reach[PUBLIC] = address

    def kill(self) -> None:
        """Kill -9."""
        self.process.kill()
        self.process.wait()
        self._reach[PUBLIC] = _NOBODY
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
def running(folder: Path, channels: Mapping[str, str], reach: dict[str, str] | None = None) -> Iterator[Program]:
    program = Program(folder, channels, reach)
    try:
        program.greeted()
        yield program
    finally:
        program.kill()
