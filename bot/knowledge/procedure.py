"""A procedure (thủ tục hành chính) as `knowledge/**/thu-tuc/**/*.yaml` holds it."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from bot.commune import UnitRole
from bot.text.fields import (
    Code,
    Count,
    Day,
    Dong,
    Line,
    Lines,
    OneOrMany,
    Paragraphs,
    Slug,
    Value,
    WebAddress,
    wrong,
)
from bot.text.words import slug

REVIEW_EVERY = timedelta(days=365)
"""An entry that nobody has read against its source for this long is answered with a warning."""

_LONGEST_SLUG = 30


class SubmissionWay(StrEnum):
    """A way to hand in papers."""

    COUNTER = "trực tiếp"
    ONLINE = "trực tuyến"
    POST = "bưu chính"


class OnlineLevel(StrEnum):
    """How much of a procedure can be done online (mức độ dịch vụ công trực tuyến)."""

    FULL = "toàn trình"
    PARTIAL = "một phần"
    NONE = "không"
    UNKNOWN = "chưa rõ"


class Availability(StrEnum):
    """Whether something is offered, where the source may be silent."""

    YES = "có"
    NO = "không"
    UNKNOWN = "chưa rõ"


class Document(Value):
    """One paper (giấy tờ) to hand in or to show. `when` is the condition under which it is needed; none: always."""

    name: Line = Field(alias="ten", description="Tên giấy tờ")
    originals: Count = Field(0, alias="ban_chinh", description="Số bản chính")
    copies: Count = Field(0, alias="ban_sao", description="Số bản sao")
    form: Line | None = Field(None, alias="mau", description="Số hiệu hoặc tên mẫu")
    when: Line | None = Field(None, alias="khi", description="Chỉ cần khi nào; bỏ trống nếu luôn cần")


class Documents(Value):
    """The papers of a procedure: to hand in, to show, and what to know about them."""

    submit: tuple[Document, ...] = Field((), alias="nop", description="Giấy tờ phải nộp")
    show: tuple[Document, ...] = Field((), alias="xuat_trinh", description="Giấy tờ chỉ cần đưa ra cho xem")
    notes: Lines = Field((), alias="luu_y", description="Điều cần biết về giấy tờ")


class FeeRate(Value):
    """One rate: an amount, or who decides it, or how it is reckoned; for which channels, when, from and until when."""

    amount: Dong | None = Field(None, alias="so_tien", description="Số đồng, hoặc miễn phí")
    decided_by: Line | None = Field(
        None, alias="ai_quyet_dinh", description="Ai quyết định mức thu, nếu không có số chung"
    )
    formula: Line | None = Field(None, alias="cach_tinh", description="Cách tính, nếu không phải một số tiền")
    per: Line | None = Field(None, alias="tinh_theo", description="Tính theo gì: bản, trang, người, trường hợp")
    channels: Annotated[tuple[SubmissionWay, ...], OneOrMany()] = Field(
        (), alias="kenh", description="Chỉ áp dụng khi nộp cách này; bỏ trống: mọi cách"
    )
    when: Line | None = Field(None, alias="khi", description="Áp dụng cho trường hợp nào")
    valid_from: Day | None = Field(None, alias="tu", description="Áp dụng từ ngày")
    valid_until: Day | None = Field(None, alias="den", description="Áp dụng đến hết ngày")

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        if sum(part is not None for part in (self.amount, self.decided_by, self.formula)) != 1:
            raise wrong("Mỗi mức phí cần đúng một trong ba: so_tien, ai_quyet_dinh, cach_tinh.", "Giữ lại một, bỏ hai.")
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise wrong("Ngày bắt đầu đứng sau ngày kết thúc.", "Xem lại tu và den.")
        return self

    def applies_on(self, day: date) -> bool:
        """Whether this rate is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Fees(Value):
    """What a procedure costs. Without it, nobody publishes a fee: that is not "free"."""

    rates: tuple[FeeRate, ...] = Field(alias="muc", min_length=1, description="Các mức")
    exemptions: Lines = Field((), alias="mien_giam", description="Ai được miễn, giảm")
    notes: Lines = Field((), alias="luu_y", description="Điều cần biết về phí")

    def on(self, day: date) -> tuple[FeeRate, ...]:
        """The rates in force on that day."""
        return tuple(rate for rate in self.rates if rate.applies_on(day))


class TimeLimit(Value):
    """How long the office may take (thời hạn giải quyết), by case."""

    within: Line = Field(alias="trong", description="Thời hạn, ví dụ 3 ngày làm việc")
    when: Line | None = Field(None, alias="khi", description="Cho trường hợp nào; bỏ trống nếu chung")


class Place(Value):
    """Where to hand in: a unit of the commune by its role, or another office by name."""

    role: UnitRole | None = Field(None, alias="don_vi", description="Đơn vị của xã, ví dụ mot-cua, cong-an")
    office: Line | None = Field(None, alias="co_quan", description="Tên cơ quan, nếu không phải đơn vị của xã")
    note: Line | None = Field(None, alias="ghi_chu", description="Ví dụ: xã nơi cha hoặc mẹ cư trú")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.role is None) == (self.office is None):
            raise wrong("Nơi nộp cần một trong hai: don_vi (của xã) hoặc co_quan (nơi khác).", "Giữ lại một.")
        return self


class Online(Value):
    """Whether and where a procedure can be handed in online."""

    level: OnlineLevel = Field(alias="muc_do", description="toàn trình, một phần, không, chưa rõ")
    url: WebAddress | None = Field(None, alias="dia_chi", description="Trang nộp hồ sơ")
    note: Line | None = Field(None, alias="ghi_chu", description="Điều cần biết khi nộp trực tuyến")


class Situation(Value):
    """A variant of a procedure with its own answer (tình huống); or one that another procedure answers."""

    name: Line = Field(alias="ten", description="Tên ngắn của tình huống")
    ways: Lines = Field(alias="cach_hoi", min_length=1, description="Người dân hỏi tình huống này thế nào")
    answer: Paragraphs = Field(alias="tra_loi", description="Câu trả lời riêng cho tình huống này")
    leads_to: Code | None = Field(None, alias="chuyen_sang", description="Mã thủ tục đúng, nếu là thủ tục khác")

    @property
    def slug(self) -> str:
        """What names the situation within its entry; short, since a button's value may have to fit into 64 bytes."""
        return slug(self.name, _LONGEST_SLUG)


def _told_apart(situations: tuple[Situation, ...]) -> tuple[Situation, ...]:
    slugs = [situation.slug for situation in situations]
    for situation in situations:
        if not situation.slug or slugs.count(situation.slug) > 1:
            raise wrong(
                f"Tên tình huống «{situation.name}» không phân biệt được với tên khác.",
                f"Đặt tên khác nhau ngay trong {_LONGEST_SLUG} chữ cái đầu.",
            )
    return situations


Situations = Annotated[tuple[Situation, ...], AfterValidator(_told_apart)]
"""The situations of an entry; their names differ where it counts."""


class InForce(Value):
    """From when until when a procedure is in force (until included), and what replaces it."""

    since: Day | None = Field(None, alias="tu", description="Có hiệu lực từ ngày")
    until: Day | None = Field(None, alias="den", description="Còn hiệu lực đến hết ngày")
    replaced_by: Code | None = Field(None, alias="thay_bang", description="Mã thủ tục thay thế")

    def ended(self, day: date) -> bool:
        """Whether the entry is no longer in force on that day."""
        return self.until is not None and day > self.until


class Source(Value):
    """Where the facts come from, and when they were seen there."""

    url: WebAddress = Field(alias="dia_chi", description="Trang công bố")
    decision: Line | None = Field(None, alias="quyet_dinh", description="Quyết định công bố")
    seen_on: Day = Field(alias="ngay_xem", description="Ngày xem")


class Procedure(Value):
    """A procedure in full. What is left out is not published; the bot says so and assumes nothing."""

    code: Code = Field(alias="ma", description="Mã trên Cổng Dịch vụ công quốc gia, trong ngoặc kép")
    name: Line = Field(alias="ten", description="Tên đơn giản để người dân nhận ra")
    official_name: Line | None = Field(None, alias="ten_day_du", description="Tên đầy đủ trên Cổng, nếu khác")
    aliases: Lines = Field((), alias="ten_khac", description="Tên khác")
    ways: Lines = Field((), alias="cach_hoi", description="Người dân hỏi việc này thế nào")
    field: Line = Field(alias="linh_vuc", description="Lĩnh vực")
    summary: Paragraphs = Field(alias="tom_tat", description="Một, hai câu: cần làm gì trước tiên")
    documents: Documents | None = Field(None, alias="ho_so", description="Giấy tờ")
    fees: Fees | None = Field(None, alias="le_phi", description="Phí, lệ phí; bỏ trống nếu Cổng không công bố")
    time_limits: tuple[TimeLimit, ...] = Field((), alias="thoi_han", description="Thời hạn giải quyết")
    places: tuple[Place, ...] = Field((), alias="noi_nop", description="Nộp ở đâu")
    handled_at: Line = Field(alias="noi_giai_quyet", description="Cơ quan giải quyết")
    online: Online = Field(
        Online.model_validate({"muc_do": "chưa rõ"}), alias="truc_tuyen", description="Nộp trực tuyến"
    )
    post: Availability = Field(
        Availability.UNKNOWN, alias="buu_chinh", description="Gửi qua bưu chính: có, không, chưa rõ"
    )
    steps: Lines = Field((), alias="cac_buoc", description="Các bước")
    results: Lines = Field((), alias="ket_qua", description="Nhận được gì")
    requirements: Lines = Field((), alias="yeu_cau", description="Điều kiện")
    situations: Situations = Field((), alias="tinh_huong", description="Tình huống cụ thể")
    legal_basis: Lines = Field((), alias="can_cu", description="Căn cứ pháp lý")
    in_force: InForce = Field(InForce(), alias="hieu_luc", description="Hiệu lực")
    unit: Slug | None = Field(None, alias="don_vi", description="Mã đơn vị của xã phụ trách")
    related: tuple[Code, ...] = Field((), alias="lien_quan", description="Mã thủ tục hay bị nhầm hoặc làm kèm")
    source: Source = Field(alias="nguon", description="Nguồn")
    reviewed_on: Day = Field(alias="ra_soat", description="Ngày rà soát gần nhất")

    @property
    def id(self) -> str:
        """What names the entry everywhere: its code."""
        return self.code
