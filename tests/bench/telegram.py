"""The whole program on Telegram, under load and killed: each number beside its bound; exit 1 where one is missed.

    .venv/bin/python -m tests.bench.telegram [--seconds 60] [--kills 20] [--only …]

Everything is on 127.0.0.1. The imitation of Telegram runs in this process, the program in its own.
"""

import random
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from .calm import burst, idle, steady
from .imitation import TimedApi
from .killed import killed
from .pool import pools
from .program import running
from .rows import Row, machine, show

_PARTS = ("calm", "killed", "calm-webhook", "killed-webhook", "pool")


def _calm(folder: Path, seconds: int, idle_seconds: float, chance: random.Random, by_webhook: bool) -> list[Row]:
    with TimedApi() as api, running(folder, api.settings(by_webhook), api.reach) as program:
        rows = idle(program, idle_seconds)
        rows += steady(folder, api, program, seconds, chance)
        return rows + burst(folder, api, program, chance)


def _killed(folder: Path, chats: int, kills: int, at_once: int, chance: random.Random, by_webhook: bool) -> list[Row]:
    with TimedApi() as api:
        return killed(folder, api, chats, kills, at_once, chance, by_webhook)


def _heading(by_webhook: bool) -> Row:
    return Row("brought to our webhook" if by_webhook else "asked for by long polling", "")


@click.command(context_settings={"show_default": True})
@click.option("--seconds", default=60, type=click.IntRange(1, 600), help="how long the steady stream lasts")
@click.option(
    "--idle", "idle_seconds", default=10.0, type=click.FloatRange(0, 60), help="seconds before memory is read"
)
@click.option("--chats", default=1000, type=click.IntRange(1, 5000), help="chats while it is killed")
@click.option("--kills", default=20, type=click.IntRange(1, 100), help="how often it is killed")
@click.option("--at-once", default=100, type=click.IntRange(1, 1000), help="chats open at a time")
@click.option("--seed", default=20261121, help="of what is random")
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="parts to measure")
def main(
    seconds: int, idle_seconds: float, chats: int, kills: int, at_once: int, seed: int, only: Iterable[str]
) -> None:
    """Measure the whole program on Telegram."""
    parts = set(only) or set(_PARTS)
    rows = [machine()]
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        for part in _PARTS:
            (folder := Path(name) / part).mkdir()
            by_webhook = part.endswith("-webhook")
            if part in parts and part.startswith("calm"):
                rows += [_heading(by_webhook), *_calm(folder, seconds, idle_seconds, random.Random(seed), by_webhook)]
            if part in parts and part.startswith("killed"):
                rows += [_heading(by_webhook)]
                rows += _killed(folder, chats, kills, at_once, random.Random(seed), by_webhook)
        if "pool" in parts:
            rows += pools()
        rows.append(machine())
    sys.exit(0 if show("Telegram", rows) else 1)


if __name__ == "__main__":
    main()
