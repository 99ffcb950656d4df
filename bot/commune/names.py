"""The words for a level of administration in the names of communes and provinces."""

import re

_COMMUNE = re.compile(r"(?:xã|phường|đặc khu)\s+\S", re.IGNORECASE)
_PROVINCE = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s+(?=\S)", re.IGNORECASE)


def names_level(name: str) -> bool:
    """Whether the name of a commune says what it is, as it has to in a sentence: "xã Phủ Thông"."""
    return _COMMUNE.match(name) is not None


def without_level(province: str) -> str:
    """The province as it is written in the lists, by its bare name."""
    return _PROVINCE.sub("", province)
