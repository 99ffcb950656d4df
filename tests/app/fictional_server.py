"""`motcua run` as a process of its own, with a fictional commune, and citizens who write to it over HTTP."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any

import httpx

import bot

OPENING = "Xã Suối Mẫu mở cửa lúc 7 giờ 30."

_COMMUNE = "ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Tỉnh Mẫu\n"
_TOPIC = "ma: {code}\nten: {name}\ncach_hoi:\n  - {way}\ntra_loi: {answer}\nra_soat: 2026-11-01\n"


def write_topic(folder: Path, code: str, way: str, answer: str) -> Path:
    """Write a topic of the commune into the knowledge folder; returns its file."""
    topics = folder / "xa" / "suoi-mau" / "hoi-dap"
    topics.mkdir(parents=True, exist_ok=True)
    (topics.parent / "xa.yaml").write_text(_COMMUNE, encoding="utf-8")
    file = topics / f"{code}.yaml"
    file.write_text(_TOPIC.format(code=code, name=way.capitalize(), way=way, answer=answer), encoding="utf-8")
    return file


def surroundings(**settings: str) -> dict[str, str]:
    """The environment of a process: no setting but these, and a free port where none is given."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("MOTCUA_")}
    defaults = {"MOTCUA_PORT": "0", "MOTCUA_NOW": "2026-11-20T09:00:00+07:00"}
    return kept | {"PYTHONPATH": str(Path(bot.__file__).parents[1]), "PYTHONUTF8": "1"} | defaults | settings


@dataclass
class Server:
    """A running server: its process, its address, the lines it greeted with, and a way to write to it."""

    process: "subprocess.Popen[str]"
    address: str
    greeting: list[str]
    http: httpx.Client


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Server]:
    """Start the server in the folder that holds its `knowledge`; killed at the end if it still runs."""
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=surroundings(**settings),
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        )
    try:
        greeting = list(_lines_until_the_last(process))
        found = re.search(r"http://[^/]+", "".join(greeting))
        assert found, (folder / "log.jsonl").read_text(encoding="utf-8")
        # The cookies that come back are not kept: each citizen sends their own.
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        with httpx.Client(base_url=found[0], timeout=30, trust_env=False, cookies=no_cookies) as http:
            yield Server(process, found[0], greeting, http)
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def _lines_until_the_last(process: "subprocess.Popen[str]") -> Iterator[str]:
    assert process.stdout
    for line in process.stdout:
        yield line.strip()
        if "Ctrl+C" in line:
            return


def refused(folder: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Start the server where it can not run, and see how it ends."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env=surroundings(**settings),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@dataclass
class Citizen:
    """Somebody with a browser's cookie; `answers` are the first answers to each of their messages, by its id."""

    cookie: str
    answers: dict[str, Any] = field(default_factory=dict)

    def ask(self, server: Server, message: str, text: str) -> Any:
        """Send a message and get its replies. Raises httpx.TransportError where the server has gone."""
        response = server.http.post(
            "/suoi-mau/",
            data={"message": message, "text": text},
            headers={"accept": "application/json", "cookie": f"motcua={self.cookie}"},
        )
        assert response.status_code == 200, response.text
        return response.json()["replies"]


def health(server: Server) -> dict[str, Any]:
    """What /healthz says."""
    details = server.http.get("/healthz").json()
    assert isinstance(details, dict)
    return details
