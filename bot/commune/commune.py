"""The values of `knowledge/xa/<code>/xa.yaml`. What is left out is not known; nothing is assumed for it."""

from datetime import time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.text.fields import Day, Hours, Line, Lines, Night, Slug, Value, WebAddress, Weekday, wrong
from bot.text.words import slug

_LONGEST_VILLAGE_CODE = 40


class UnitRole(StrEnum):
    """What a unit does for citizens. Its name differs between communes and always comes from configuration."""

    ONE_STOP = "mot-cua"
    POLICE = "cong-an"
    MILITARY = "quan-su"
    OFFICE = "van-phong"
    CULTURE = "van-hoa-xa-hoi"
    ECONOMY = "kinh-te"
    OTHER = "khac"


class Unit(Value):
    """An office of the commune (đơn vị): the name on its door, other names people use, where and how to reach it."""

    code: Slug = Field(alias="ma", description="Tên mã của đơn vị, không dấu, ví dụ mot-cua")
    role: UnitRole = Field(alias="vai_tro", description="Việc đơn vị làm cho người dân")
    name: Line = Field(alias="ten", description="Tên trên biển hiệu")
    aliases: Lines = Field((), alias="ten_khac", description="Những tên khác mà người dân hay gọi")
    address: Line | None = Field(None, alias="dia_chi", description="Địa chỉ")
    map_url: WebAddress | None = Field(None, alias="ban_do", description="Đường dẫn bản đồ")
    phone: Line | None = Field(None, alias="dien_thoai", description="Số điện thoại")
    duties: Lines = Field((), alias="viec", description="Những việc đơn vị phụ trách")


class WorkingDays(Value):
    """Opening hours on some days of the week. Weekdays run from 2 (thứ hai) to 8 (chủ nhật)."""

    weekdays: tuple[Weekday, ...] = Field(
        alias="thu", min_length=1, description="Các thứ trong tuần: 2 … 7, 8 là chủ nhật"
    )
    hours: tuple[Hours, ...] = Field(
        alias="gio", min_length=1, description='Các buổi, ví dụ ["07:30-11:30", "13:30-17:00"]'
    )


class Closure(Value):
    """Days on which the office is closed (nghỉ lễ); `until` is included, and is `start` where it is not given."""

    start: Day = Field(alias="tu", description="Ngày đầu")
    until: Day | None = Field(None, alias="den", description="Ngày cuối, nếu nghỉ nhiều ngày")
    name: Line = Field(alias="ten", description="Tên ngày nghỉ")


class ReceptionDay(Value):
    """When citizens are received (lịch tiếp công dân), by whom."""

    who: Line = Field(alias="nguoi_tiep", description="Ai tiếp, ví dụ Chủ tịch Ủy ban nhân dân xã")
    when: Line = Field(alias="khi_nao", description="Khi nào, ví dụ thứ năm hằng tuần, từ 8 giờ")
    where: Line | None = Field(None, alias="o_dau", description="Ở đâu")


class Contacts(Value):
    """How to reach the commune as a whole."""

    hotline: Line | None = Field(None, alias="duong_day_nong", description="Đường dây nóng của xã")
    email: Line | None = Field(None, alias="thu_dien_tu", description="Thư điện tử")
    website: WebAddress | None = Field(None, alias="trang_thong_tin", description="Trang thông tin điện tử")


def _told_apart(villages: tuple[str, ...]) -> tuple[str, ...]:
    codes = [village_code(name) for name in villages]
    for name, code in zip(villages, codes, strict=True):
        if not code or codes.count(code) > 1:
            raise wrong(f"Tên «{name}» không phân biệt được với tên khác.", "Ghi mỗi thôn, tổ một tên, một lần.")
    return villages


def village_code(name: str) -> str:
    """What names a village or neighbourhood within its commune; short, to go into a button's value of 64 bytes."""
    return slug(name, _LONGEST_VILLAGE_CODE)


class Commune(Value):
    """One commune. `code` is the name of its folder; `official_code` (mã đơn vị hành chính) is unique."""

    code: Slug = Field(alias="ma", description="Trùng với tên thư mục của xã")
    name: Line = Field(alias="ten", description="Tên có cấp hành chính, ví dụ xã Phủ Thông")
    province: Line = Field(alias="tinh", description="Tên tỉnh, thành phố, không có chữ tỉnh, ví dụ Thái Nguyên")
    official_code: Line | None = Field(None, alias="ma_dvhc", description="Mã đơn vị hành chính")
    units: tuple[Unit, ...] = Field((), alias="don_vi", description="Các đơn vị của xã")
    working_days: tuple[WorkingDays, ...] = Field((), alias="gio_lam_viec", description="Giờ làm việc")
    closures: tuple[Closure, ...] = Field((), alias="ngay_nghi", description="Ngày nghỉ lễ, nghỉ bù")
    contacts: Contacts = Field(Contacts(), alias="lien_he", description="Liên hệ chung")
    reception: tuple[ReceptionDay, ...] = Field((), alias="tiep_cong_dan", description="Lịch tiếp công dân")
    villages: Annotated[Lines, AfterValidator(_told_apart)] = Field(
        (), alias="thon", description="Các thôn, bản, tổ dân phố để người dân chọn khi nhận tin"
    )
    channels: Lines = Field(
        (), alias="kenh", description="Những nơi xã đăng tin, ví dụ Zalo, Facebook, đài truyền thanh"
    )
    keep_misses: Literal["có", "không"] = Field(
        "có", alias="giu_cau_hoi", description="Giữ 90 ngày những câu chưa trả lời được (đã che số): có hoặc không"
    )
    quiet_hours: Night = Field(
        (time(20, 30), time(7)),
        alias="gio_yen_lang",
        description='Giờ không gửi thông báo, trừ tin khẩn: "20:30-07:00"',
    )
    one_person: Literal["có", "không"] = Field(
        "không", alias="mot_nguoi_duyet", description="Cho người soạn tự duyệt thông báo của mình: có hoặc không"
    )
    officer_channels: tuple[Literal["telegram", "zalo_bot", "zalo_oa"], ...] = Field(
        (),
        alias="kenh_can_bo",
        description="Kênh mà cán bộ được soạn, duyệt, dừng tin: telegram, zalo_bot, zalo_oa; bỏ trống: chỉ bằng lệnh",
    )
    rehearsal: Literal["có", "không"] = Field(
        "không", alias="dien_tap", description="Xã để diễn tập, không tin nào được gửi ra ngoài: có hoặc không"
    )
    note: Line | None = Field(None, alias="ghi_chu", description="Ghi chú cho người sửa, người dân không thấy")

    @property
    def village_names(self) -> dict[str, str]:
        """The names of villages and neighbourhoods by their codes, in the order of the file."""
        return {village_code(name): name for name in self.villages}

    def unit(self, role: UnitRole) -> Unit | None:
        """The first unit that has this role, if the commune has named one."""
        return next((unit for unit in self.units if unit.role is role), None)
