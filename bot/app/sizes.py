"""How an amount of data is told."""

_STEPS = ("byte", "KB", "MB", "GB", "TB")


def shown_size(count: int) -> str:
    """A number of bytes with its unit, one digit after the comma: 1,5 MB."""
    size, unit = float(count), 0
    while size >= 1024 and unit < len(_STEPS) - 1:
        size, unit = size / 1024, unit + 1
    number = f"{size:.1f}".replace(".", ",") if unit else str(count)
    return f"{number} {_STEPS[unit]}"
