"""What a commune's knowledge does not hold yet. Nothing here is a mistake: the bot says that it does not know."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.commune import Commune, Unit
from bot.knowledge.draft import Draft
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.procedure import OnlineLevel, Procedure
from bot.text.sentences import capitalised


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """One thing not known yet: of the commune itself (`entry` None) or of a procedure, and where to write it."""

    commune: str
    entry: str | None
    what: str
    remedy: str


def missing(knowledge: Knowledge) -> tuple[Missing, ...]:
    """All that is not known: the commune's own facts first, then those of its procedures, in their order."""
    commune = knowledge.commune
    own = [Missing(commune.code, None, *gap) for gap in _of_commune(commune)]
    procedures = [entry for entry in knowledge.entries.values() if isinstance(entry, Procedure)]
    of_procedures = [Missing(commune.code, each.id, *gap) for each in procedures for gap in _of_procedure(each)]
    return (*own, *of_procedures)


def _of_commune(commune: Commune) -> Iterator[tuple[str, str]]:
    if not commune.official_code:
        yield "Chưa có mã đơn vị hành chính.", "Điền ma_dvhc."
    if not commune.contacts.hotline:
        yield "Chưa có đường dây nóng.", "Điền lien_he, duong_day_nong."
    if not commune.contacts.email:
        yield "Chưa có thư điện tử.", "Điền lien_he, thu_dien_tu."
    if not commune.contacts.website:
        yield "Chưa có trang thông tin điện tử.", "Điền lien_he, trang_thong_tin."
    if not commune.working_days:
        yield "Chưa có giờ làm việc.", "Điền gio_lam_viec."
    if not commune.reception:
        yield "Chưa có lịch tiếp công dân.", "Điền tiep_cong_dan."
    if not commune.villages:
        yield "Chưa có danh sách thôn, tổ dân phố.", "Điền thon."
    if not commune.units:
        yield "Chưa có đơn vị nào.", "Điền don_vi, ít nhất bộ phận một cửa."
    for unit in commune.units:
        yield from _of_unit(unit)


def _of_unit(unit: Unit) -> Iterator[tuple[str, str]]:
    if not unit.address:
        yield f"Chưa có địa chỉ của {unit.name}.", f"Điền dia_chi của đơn vị {unit.code}."
    if not unit.phone:
        yield f"Chưa có số điện thoại của {unit.name}.", f"Điền dien_thoai của đơn vị {unit.code}."


def _of_procedure(procedure: Procedure) -> Iterator[tuple[str, str]]:
    if isinstance(procedure, Draft):
        yield f"Thủ tục «{procedure.name}» mới là bản nháp.", "Viết tiếp, rồi xóa dòng trang_thai."
        return
    for what, remedy in lacking(procedure):
        yield capitalised(f"{what} của thủ tục «{procedure.name}»."), remedy


def lacking(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """What the entry does not tell yet, in a few words ("chưa có phí"), and where to write it."""
    if not procedure.summary:
        yield "chưa có tóm tắt", "Điền tom_tat."
    if not procedure.handled_at:
        yield "chưa có cơ quan giải quyết", "Điền noi_giai_quyet."
    if not procedure.fees:
        yield "chưa có phí", "Điền le_phi khi có nơi công bố."
    elif any(rate.decided_by for rate in procedure.fees.rates) and not procedure.fees.exemptions:
        yield "chưa rõ ai được miễn, giảm phí", "Điền le_phi, mien_giam."
    if not procedure.time_limits:
        yield "chưa có thời hạn", "Điền thoi_han khi có nơi công bố."
    if procedure.online.level is OnlineLevel.UNKNOWN:
        yield "chưa rõ mức trực tuyến", "Điền truc_tuyen, muc_do."
