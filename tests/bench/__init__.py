"""Measurements that are too long for a test. Run one as `python -m tests.bench.<name>` in the repository's folder.

A package, because mypy would take a lone `telegram.py` for the library of that name. What the tests lean on is found
through pytest's `pythonpath`; here it is found the same way.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("app", "channels", "search")]
