"""A doubt about what a file says, and the passages of it that citizens read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from pydantic import BaseModel

from bot.commune import Commune
from bot.files.reading import FileValue
from bot.files.yaml_nodes import Location
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.override import Override
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic

_READ: Mapping[type, frozenset[str]] = {
    Procedure: frozenset({
        "ten", "tom_tat", "ho_so", "le_phi", "thoi_han", "noi_nop", "noi_giai_quyet", "truc_tuyen", "cac_buoc",
        "ket_qua", "yeu_cau", "tinh_huong",
    }),
    Topic: frozenset({"ten", "tra_loi", "lien_ket", "tinh_huong"}),
    Override: frozenset({"le_phi", "thoi_han", "noi_nop"}),
    Commune: frozenset({"don_vi", "ngay_nghi", "tiep_cong_dan", "kenh"}),
    ListedProcedure: frozenset({"noi_giai_quyet"}),
}  # fmt: skip
"""Official names and laws are quoted as they are; ways of asking and other names are the citizens' own words."""
_NOT_READ = frozenset({"ma", "ten_khac", "cach_hoi", "chuyen_sang", "mau"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in a file, and its location there."""

    at: Location
    text: str

    def doubt(self, character: int, what: str, remedy: str) -> "Doubt":
        """A doubt about the words that begin with that character of the text."""
        return Doubt(self.at, what, remedy, self.text, character)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is doubtful at a location, and what to do; where it is about words, the text and the first character."""

    at: Location
    what: str
    remedy: str
    text: str = ""
    character: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at: what a file says, what citizens read of it in the order of the file, and the day."""

    value: FileValue
    passages: tuple[Passage, ...]
    today: date


def passages_read(value: FileValue) -> Iterator[Passage]:
    """The texts of a file's value that citizens read."""
    rows = isinstance(value, tuple)
    read = _READ.get(ListedProcedure if rows else type(value), frozenset())
    for passage in passages(value):
        if passage.at[rows] in read and not _NOT_READ.intersection(passage.at):
            yield passage


def passages(value: object, at: Location = ()) -> Iterator[Passage]:
    """All texts of a value, whoever reads them; choices from a list and addresses of pages are none."""
    if isinstance(value, str) and not isinstance(value, Enum) and not value.startswith(("http://", "https://")):
        yield Passage(at, value)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from passages(item, (*at, index))
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from passages(getattr(value, name), (*at, field.alias or name))
