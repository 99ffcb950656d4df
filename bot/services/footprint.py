"""What can be seen of a folder without reading a file: enough to notice that something has changed."""

import os
from collections.abc import Mapping
from pathlib import Path

Footprint = Mapping[str, tuple[int, ...]]
"""Paths, with what the file system says of each file; () for a folder."""

_DEEPEST = 12


def footprint(folder: Path) -> Footprint:
    """The files and folders in a folder as they are now. What can not be looked at is left out, as if it were away."""
    seen: dict[str, tuple[int, ...]] = {}
    top = len(folder.parts)
    # Links are followed, since mounted configuration is often links; the depth keeps a link to above from going on.
    for place, folders, files in os.walk(folder, followlinks=True):
        seen[place] = ()
        if len(Path(place).parts) - top >= _DEEPEST:
            folders.clear()
        for name in files:
            path = f"{place}/{name}"
            try:
                # Not by a Path: this is done for hundreds of files twice a second.
                status = os.stat(path)  # noqa: PTH116
            except OSError:
                continue
            seen[path] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    return seen
