"""How a moment is written in a table."""

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """An aware moment as text in UTC, always equally long, so that comparing the texts compares the moments."""
    if moment.tzinfo is None:
        raise ValueError("a stored moment must be aware")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
