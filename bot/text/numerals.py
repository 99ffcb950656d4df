"""Numbers in Vietnamese words, as they are read aloud in the North: 2026 is "hai nghìn không trăm hai mươi sáu".

num2words has Vietnamese too (0.5.14), but reads 2026 as "hai nghìn lẻ hai mươi sáu" and 1,5 as "một phẩy năm mươi".
"""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", " nghìn", " triệu")
_BILLION = 10**9


def in_words(number: int) -> str:
    """A number from 0 on."""
    if number < 0:
        raise ValueError("a number below zero")
    high, low = divmod(number, _BILLION)
    if not high:
        return _below_billion(low, is_first=True)
    rest = f" {_below_billion(low, is_first=False)}" if low else ""
    return f"{in_words(high)} tỷ{rest}"


def one_by_one(digits: str) -> str:
    """Digits as those of a telephone number are read: "0912" is "không chín một hai"."""
    return " ".join(DIGITS[int(digit)] for digit in digits)


def _below_billion(number: int, is_first: bool) -> str:
    parts: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            parts.append(_group(group, is_first and not parts) + _THOUSANDS[place])
    return " ".join(parts) or DIGITS[0]


def _group(number: int, is_first: bool) -> str:
    """Up to 999. After higher groups the hundreds are named also where there are none: "không trăm"."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and is_first:
        return _tens(rest)
    words = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} linh {DIGITS[rest]}" if rest < 10 else f"{words} {_tens(rest)}"


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    words = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not ones:
        return words
    changed = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{words} {changed.get(ones, DIGITS[ones])}"
