"""Doubts about what a citizen has to pay, and where to hand in online."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from bot.files.doubts.doubt import Doubt, Subject
from bot.knowledge.override import Override
from bot.knowledge.procedure import FeeRate, OnlineLevel, Procedure

_DECIDED = re.compile(
    r"hội đồng nhân dân|HĐND|ủy ban nhân dân|UBND|địa phương|từng nơi|từng tỉnh|nhà nước quy định", re.IGNORECASE
)
_VAGUE = re.compile(r"theo (?:các )?quy định(?: hiện hành| của (?:nhà nước|pháp luật))?\.?", re.IGNORECASE)


def fees_without_decider(subject: Subject) -> Iterator[Doubt]:
    """Ways of reckoning by which nobody can reckon: somebody decides, or some rule unnamed."""
    for index, rate in enumerate(_rates(subject)):
        if rate.formula is None or any(char.isdigit() for char in rate.formula):
            continue
        at = ("le_phi", "muc", index, "cach_tinh")
        if _DECIDED.search(rate.formula):
            what = "Cách tính này không cho biết phải nộp bao nhiêu, chỉ cho biết nơi khác quyết định."
            yield Doubt(at, what, "Ghi nơi ấy ở ai_quyet_dinh, thay cho cach_tinh.")
        elif _VAGUE.fullmatch(rate.formula):
            what = "Đọc cách tính này, người dân chưa biết phải nộp bao nhiêu, hỏi ai."
            yield Doubt(at, what, "Ghi số tiền, ghi tên văn bản quy định, hoặc ghi ai_quyet_dinh.")


def free_though_decided(subject: Subject) -> Iterator[Doubt]:
    """Notes that name who sets the fee, beside a fee of nothing for everybody: portals write "free" for "no figure"."""
    free = any(rate.amount == 0 and rate.when is None for rate in _rates(subject))
    for passage in subject.passages if free else ():
        decider = re.search(r"Hội đồng nhân dân|HĐND", passage.text)
        if decider and passage.at[:2] in {("le_phi", "luu_y"), ("le_phi", "mien_giam")}:
            what = "Ở trên ghi miễn phí, ở đây lại nhắc nơi quyết định mức thu."
            remedy = "Nếu tỉnh quyết định mức thu thì ghi ai_quyet_dinh thay cho miễn phí; nếu không thì bỏ câu này."
            yield passage.doubt(decider.start(), what, remedy)


def two_fees_for_one_case(subject: Subject) -> Iterator[Doubt]:
    """Rates that differ in nothing but what is to be paid, on some day from today on."""
    rates = list(_rates(subject))
    for (_, first), (index, second) in combinations(enumerate(rates), 2):
        if _case(first) == _case(second) and _overlap(first, second, subject.today):
            what = "Hai mức phí này dành cho cùng một trường hợp."
            remedy = "Ghi khi, kenh, tinh_theo hoặc tu, den để phân biệt; nếu trùng thì xóa một."
            yield Doubt(("le_phi", "muc", index), what, remedy)


def online_without_address(subject: Subject) -> Iterator[Doubt]:
    """Procedures that can be handed in online, nobody says where."""
    if not isinstance(subject.value, Procedure):
        return
    online = subject.value.online
    if online.level in {OnlineLevel.FULL, OnlineLevel.PARTIAL} and online.url is None:
        what = f"Thủ tục nộp được trên mạng ({online.level.value}) mà chưa có địa chỉ trang để nộp."
        yield Doubt(("truc_tuyen", "muc_do"), what, "Thêm dòng «dia_chi: https://dichvucong.gov.vn/».")


def _rates(subject: Subject) -> tuple[FeeRate, ...]:
    value = subject.value
    fees = value.fees if isinstance(value, Procedure | Override) else None
    return fees.rates if fees else ()


def _case(rate: FeeRate) -> tuple[object, ...]:
    return rate.when, rate.per, frozenset(rate.channels)


def _overlap(first: FeeRate, second: FeeRate, today: date) -> bool:
    start = max(first.valid_from or today, second.valid_from or today, today)
    return start <= min(first.valid_until or date.max, second.valid_until or date.max)
