"""What is wrong between files: things claimed twice, and references to things that do not exist.

A file that claims what another has, amends what is not there, or names a unit that is not there is set aside as a
whole, since half an answer may mislead; its last good version, where there is one, comes first. A commune whose
official code is taken keeps everything but that code. A link to an entry that does not exist is an error too, but only
the link is lost: what the file says is as true without it (a situation has its own answer; an entry that has ended has
ended, whatever replaces it).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.commune import Commune
from bot.errors import Problem
from bot.files.claims import Claim, Claims, claim_of
from bot.files.model_keys import likely
from bot.files.reading import Content
from bot.files.tree import SHARED, Found
from bot.files.yaml_nodes import Location, place_of
from bot.knowledge.override import Override
from bot.knowledge.plan import Plan
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary

Units = Mapping[str, frozenset[str]]
"""The codes of each commune's units, and under `SHARED` those of all; a scope whose units are not known is left out."""

_Wrong = tuple[Location, str, str]
_CLAIM_KEYS = {"procedure": "ma", "topic": "ma", "override": "sua_cho", "official code": "ma_dvhc"}


def mistakes(found: Found, content: Content, claims: Claims, units: Units) -> tuple[Problem, ...]:
    """What keeps this content of the file from being served beside all the others."""
    return _problems(found, content, (*_identity(found, content, claims), *_lacking(found, content, claims, units)))


def broken_links(found: Found, content: Content, claims: Claims) -> tuple[Problem, ...]:
    """The links to entries that do not exist. `assemble` leaves them out; the rest of the content is served."""
    return _problems(found, content, _unknown_ids(content, claims))


def _problems(found: Found, content: Content, wrong: Iterable[_Wrong]) -> tuple[Problem, ...]:
    told = set(wrong)
    places = content.places if told else {}
    slips = sorted({place_of(places, at).slip(what, remedy) for at, what, remedy in told})
    return tuple(slip.in_file(found.path) for slip in slips)


def without_broken(found: Found, content: Content) -> Content | None:
    """The part of a content with mistakes that may be served all the same, if any."""
    match content.value:
        case tuple():
            return content
        case Commune() as commune if commune.code == found.scope:
            return replace(content, value=commune.model_copy(update={"official_code": None}))
        case _:
            return None


def _identity(found: Found, content: Content, claims: Claims) -> Iterator[_Wrong]:
    value = content.value
    if isinstance(value, Commune) and value.code != found.scope:
        remedy = f"Viết «ma: {found.scope}», hoặc đổi tên thư mục."
        yield ("ma",), f"Mã «{value.code}» khác tên thư mục «{found.scope}».", remedy
    claim = claim_of(found.scope, value)
    owner = claims.owners.get(claim, found.path) if claim else found.path
    if claim and owner != found.path:
        yield _taken(claim, owner)
    if isinstance(value, Procedure) and found.scope:
        shared = claims.owners.get(("procedure", SHARED, value.code))
        if shared:
            remedy = "Chỉ viết phần khác, dưới dòng «sua_cho» thay cho dòng «ma»."
            yield ("ma",), f"Thủ tục {value.code} đã có bản chung ở {shared}.", remedy


def _taken(claim: Claim, owner: str) -> _Wrong:
    sort, _, name = claim
    remedy = "Mỗi xã có một mã riêng; xem lại." if sort == "official code" else "Giữ lại một tệp, hoặc sửa mã."
    return (_CLAIM_KEYS[sort],), f"Mã «{name}» đã dùng ở {owner}.", remedy


def _lacking(found: Found, content: Content, claims: Claims, units: Units) -> Iterator[_Wrong]:
    value = content.value
    if isinstance(value, Override) and claims.complete and value.amends not in claims.shared:
        remedy = "Xem lại mã; nếu là thủ tục riêng của xã thì viết đủ, với dòng «ma»."
        yield ("sua_cho",), f"Không có thủ tục chung nào mang mã {value.amends}.", remedy
    known = units.get(found.scope)
    if known is None:
        return
    for at, unit in _units_named(value):
        if unit not in known:
            meant = likely(unit, known)
            remedy = f"Có phải là «{meant}» không?" if meant else "Viết mã của một đơn vị trong xa.yaml."
            yield at, f"Không có đơn vị nào mang mã «{unit}».", remedy


def _units_named(value: object) -> Iterator[tuple[Location, str]]:
    if isinstance(value, Procedure | Override) and value.unit:
        yield ("don_vi",), value.unit
    for index, task in enumerate(value.tasks if isinstance(value, Plan) else ()):
        for key, codes in (("chu_tri", task.leads), ("phoi_hop", task.supports)):
            for position, code in enumerate(codes):
                yield ("nhiem_vu", index, key, position), code


def _unknown_ids(content: Content, claims: Claims) -> Iterator[_Wrong]:
    for at, id_ in _referred(content.value):
        if claims.complete and id_ not in claims.ids:
            meant = None if id_[:1].isdigit() else likely(id_, claims.ids)
            remedy = f"Có phải là «{meant}» không?" if meant else "Xem lại mã, hoặc xóa dòng này."
            yield at, f"Không có thủ tục, chủ đề nào mang mã «{id_}».", remedy


def _referred(value: object) -> Iterator[tuple[Location, str]]:
    if isinstance(value, Procedure | Topic | Override) and value.in_force and value.in_force.replaced_by:
        yield ("hieu_luc", "thay_bang"), value.in_force.replaced_by
    if isinstance(value, Procedure | Topic):
        for index, situation in enumerate(value.situations):
            if situation.leads_to:
                yield ("tinh_huong", index, "chuyen_sang"), situation.leads_to
        for index, id_ in enumerate(value.related):
            yield ("lien_quan", index), id_
    if isinstance(value, Vocabulary):
        for index, group in enumerate(value.shared):
            for position, id_ in enumerate(group.ids):
                yield ("dung_chung", index, "ma", position), id_
        for position, id_ in enumerate(value.popular):
            yield ("hay_hoi", position), id_
