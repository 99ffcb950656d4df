"""Memory that this process has done with."""

import ctypes
import sys


def give_back() -> None:
    """Let the system have what was freed: glibc keeps tens of megabytes that only the making of an index needs.

    On other systems their own allocator decides (man 3 malloc_trim).
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim:
            trim(0)
