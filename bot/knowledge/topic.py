"""A topic (chủ đề hỏi đáp): what is asked that is no procedure, as `knowledge/**/hoi-dap/*.yaml` holds it."""

from pydantic import Field

from bot.knowledge.procedure import InForce, Situations, Source
from bot.text.fields import Day, Line, Lines, Paragraphs, Slug, Value, WebAddress


class TopicLink(Value):
    """A web page that helps with a topic."""

    label: Line = Field(alias="ten", description="Chữ hiện ra")
    url: WebAddress = Field(alias="dia_chi", description="Địa chỉ trang")


class Topic(Value):
    """A question that is no procedure, and its answer. `answer` may hold the placeholders of `commune.wording`.

    `emergency_signs` are phrases that make the topic's answer come first, whatever else the message holds.
    `possible_signs` do so only where the message asks for no paper: a fire, not the papers lost in one.
    """

    code: Slug = Field(alias="ma", description="Tên mã, ví dụ gio-lam-viec")
    name: Line = Field(alias="ten", description="Tên chủ đề")
    aliases: Lines = Field((), alias="ten_khac", description="Tên khác")
    ways: Lines = Field((), alias="cach_hoi", description="Người dân hỏi việc này thế nào")
    answer: Paragraphs = Field(alias="tra_loi", description="Câu trả lời; {gio_lam_viec}, {dia_chi} … lấy từ xa.yaml")
    links: tuple[TopicLink, ...] = Field((), alias="lien_ket", description="Trang mạng nên xem")
    situations: Situations = Field((), alias="tinh_huong", description="Tình huống cụ thể")
    possible_signs: Lines = Field(
        (), alias="dau_hieu_neu_khong_hoi_giay_to", description="Cụm từ báo việc nguy cấp, trừ khi câu hỏi về giấy tờ"
    )
    emergency_signs: Lines = Field((), alias="dau_hieu_khan_cap", description="Cụm từ báo việc nguy cấp")
    related: Lines = Field((), alias="lien_quan", description="Mã thủ tục, chủ đề nên mời xem thêm")
    legal_basis: Lines = Field((), alias="can_cu", description="Căn cứ pháp lý")
    in_force: InForce = Field(InForce(), alias="hieu_luc", description="Hiệu lực")
    source: Source | None = Field(None, alias="nguon", description="Nguồn")
    reviewed_on: Day = Field(alias="ra_soat", description="Ngày rà soát gần nhất")

    @property
    def id(self) -> str:
        """What names the entry everywhere: its code."""
        return self.code
