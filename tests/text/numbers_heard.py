"""What a listener makes of a number that was read aloud: the way back, written apart from `bot.text.numerals`."""

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 10**3, "triệu": 10**6}


def heard(words: str) -> int:
    """The number that was read."""
    total = group = waiting = 0
    for word in words.split():
        match word:
            case "mười":
                group, waiting = group + 10, 0
            case "mươi":
                group, waiting = group + waiting * 10, 0
            case "trăm":
                group, waiting = group + waiting * 100, 0
            case "linh":
                pass
            case "nghìn" | "triệu":
                total, group, waiting = total + (group + waiting) * _SCALES[word], 0, 0
            case "tỷ":
                total, group, waiting = (total + group + waiting) * 10**9, 0, 0
            case _:
                waiting = _ONES[word]
    return total + group + waiting
