"""The machine's clock, and the versions that the program stands on."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app.doctor.finding import Finding, Level
from bot.text.dates import VIETNAM, shown_day

EARLIEST_YEAR, LATEST_YEAR = 2025, 2099
FILES_AHEAD = timedelta(days=1)
"""How far a file's time may lie ahead: copied from a machine in another time zone, it can by hours."""
OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 37)
"""The first with strict tables: https://www.sqlite.org/stricttables.html"""

_REMEDY = "Chỉnh lại ngày giờ của máy và bật tự chỉnh giờ qua mạng."


def of_clock(now: datetime, newest: datetime | None) -> Finding:
    """Whether it can be as late as the clock says; `newest` is the latest time of any file."""
    shown = f"{now.astimezone(VIETNAM):%H:%M} ngày {shown_day(now.astimezone(VIETNAM).date())}"
    if not EARLIEST_YEAR <= now.year <= LATEST_YEAR:
        return Finding("clock", Level.WRONG, f"Đồng hồ của máy sai: đang là {shown}.", _REMEDY)
    if newest and newest - now > FILES_AHEAD:
        day = shown_day(newest.astimezone(VIETNAM).date())
        what = f"Đồng hồ của máy là {shown}, nhưng có tệp ghi ngày {day}. Đồng hồ có thể chạy chậm."
        return Finding("clock", Level.WARNING, what, _REMEDY)
    return Finding("clock", Level.OK, f"Đồng hồ của máy: {shown}, giờ Việt Nam.")


def newest_file(folders: Iterable[Path]) -> datetime | None:
    """When the file changed last was changed; None where there is no file."""
    times = [time for folder in folders for time in _times(folder)]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def of_versions(motcua: str, python: tuple[int, ...], sqlite: tuple[int, ...]) -> Iterator[Finding]:
    """Whether Python and SQLite are new enough."""
    numbers = f"Python {_dotted(python)}, SQLite {_dotted(sqlite)}"
    fine = True
    for name, found, oldest in (("Python", python, OLDEST_PYTHON), ("SQLite", sqlite, OLDEST_SQLITE)):
        if found < oldest:
            fine = False
            what = f"{name} {_dotted(found)} quá cũ."
            yield Finding(
                "versions", Level.WRONG, what, f"Cần {name} {_dotted(oldest)} trở lên: cài bản Python mới hơn."
            )
    if fine:
        yield Finding("versions", Level.OK, f"Phiên bản: motcua {motcua or 'chưa cài đặt'}, {numbers}.")


def _times(folder: Path) -> Iterator[float]:
    try:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.stat().st_mtime
    except OSError:
        # What can not be looked into is told by another check.
        return


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
