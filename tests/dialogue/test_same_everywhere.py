"""The same conversation gives the same turns in every process: no order of a set shows through."""

import os
import subprocess
import sys
from pathlib import Path

import bot

_HERE = Path(__file__).parent
_SCRIPT = """
from transcript_reader import FOLDER, played, script_of
for path in sorted(FOLDER.glob("*.txt")):
    print(played(script_of(path.read_text(encoding="utf-8"))))
"""


def played_with(seed: str) -> str:
    paths = os.pathsep.join([str(_HERE), str(Path(bot.__file__).parent.parent)])
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return ran.stdout


def test_every_transcript_goes_the_same_whatever_the_hash_seed() -> None:
    first, second = played_with("1"), played_with("2")
    assert first == second
    assert "Đăng ký khai sinh" in first
