import os
from pathlib import Path

import pytest
from small_knowledge import write_knowledge


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, without a setting of whoever runs the tests and without a `.env`."""
    for name in [name for name in os.environ if name.upper().startswith("MOTCUA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def knowledge(elsewhere: Path) -> Path:
    return write_knowledge(elsewhere / "knowledge")


@pytest.fixture
def two_communes(elsewhere: Path) -> Path:
    return write_knowledge(elsewhere / "knowledge", ["suoi-mau", "doi-mau"])
