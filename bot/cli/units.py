"""Units of a commune as they are typed: by their codes in xa.yaml."""

from collections.abc import Collection

from bot.errors import OperatorError
from bot.files.model_keys import likely


def check_unit(code: str, known: Collection[str]) -> None:
    """Raise OperatorError where a unit is named that the commune does not have; "" names none."""
    if code and code not in known:
        meant = likely(code, known)
        there = f"Xã có: {', '.join(known)}." if known else "xa.yaml chưa ghi đơn vị nào: điền mục don_vi trước."
        raise OperatorError(f"Không có đơn vị «{code}». {f'Có phải là «{meant}» không?' if meant else there}")
