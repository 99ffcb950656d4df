"""What is left when the input method was off: "ddawng kys" (Telex) and "d9a8ng ky1" (VNI) for "đăng ký".

The keys are replayed as an input method would take them: a mark may be typed right after its letter or at the end of
the syllable, and marks in any order.
"""

import unicodedata

_TONES = {"s": "́", "f": "̀", "r": "̉", "x": "̃", "j": "̣", "1": "́", "2": "̀", "3": "̉", "4": "̃", "5": "̣"}
_ROOFED = {"a": "â", "e": "ê", "o": "ô"}
_HORNED = {"o": "ơ", "u": "ư"}
_BREVED = {"a": "ă"}
_SHAPES = {"6": _ROOFED, "7": _HORNED, "8": _BREVED}
_VOWELS = "aeiouyâêôăơư"


def decoded(word: str) -> str | None:
    """The word those keystrokes would have made, or None where they would change nothing.

    The caller decides whether the result is a word: "gas" is one already, and would become "gá".
    """
    letters: list[str] = []
    tone = ""
    for key in word:
        if key in _TONES and any(letter in _VOWELS for letter in letters):
            tone = _TONES[key]
        elif not _marked(letters, key):
            letters.append(key)
    syllable = "".join(letters).replace("ưo", "ươ")  # no syllable has the horn on the first alone
    result = _with_tone(syllable, tone) if tone else syllable
    return result if result != word else None


def _marked(letters: list[str], key: str) -> bool:
    """Whether the key marks a letter typed before, which it then does."""
    if key in ("d", "9") and letters[:1] == ["d"] and (key == "9" or len(letters) > 1 or letters == ["d"]):
        letters[0] = "đ"
        return True
    if key in _ROOFED:
        return key in letters and _reshape(letters, {key: _ROOFED[key]})
    if key == "w":
        return _reshape(letters, _HORNED) or _reshape(letters, _BREVED)
    return key in _SHAPES and _reshape(letters, _SHAPES[key])


def _reshape(letters: list[str], shapes: dict[str, str]) -> bool:
    """Give the last letter that can take it the shape; a horn on "uo" is for both."""
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in shapes:
            if shapes is _HORNED and letters[place - 1 : place + 1] == ["u", "o"]:
                letters[place - 1] = "ư"
            letters[place] = shapes[letters[place]]
            return True
    return False


def _with_tone(syllable: str, tone: str) -> str:
    start = 2 if syllable.startswith(("qu", "gi")) and any(char in _VOWELS for char in syllable[2:]) else 0
    spots = [index for index, char in enumerate(syllable) if char in _VOWELS and index >= start]
    if not spots:
        return syllable
    shaped = [index for index in spots if syllable[index] in "âêôăơư"]
    closed = spots[-1] < len(syllable) - 1
    spot = shaped[-1] if shaped else spots[-1] if closed or len(spots) == 1 else spots[-2]
    return unicodedata.normalize("NFC", syllable[: spot + 1] + tone + syllable[spot + 1 :])
