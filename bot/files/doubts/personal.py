"""Doubts about numbers that may be a person's own."""

from collections.abc import Iterator

from bot.commune import Commune
from bot.files.doubts.doubt import Doubt, Subject, passages
from bot.text.personal import personal_parts


def personal_numbers(subject: Subject) -> Iterator[Doubt]:
    """Telephone and identity numbers, accounts and addresses in anything but a commune's own profile."""
    if isinstance(subject.value, Commune):
        return
    for passage in passages(subject.value):
        for at, part in personal_parts(passage.text):
            if part.endswith(".gov.vn"):
                continue  # an office's address
            what = f"«{part}» giống số điện thoại, số giấy tờ hoặc thư điện tử của một người."
            yield passage.doubt(at, what, "Xóa đi; số của cơ quan thì ghi trong xa.yaml.")
