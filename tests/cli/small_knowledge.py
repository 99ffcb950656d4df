"""A small knowledge folder of fictional communes, written as an officer would, and the command run on it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.cli import motcua

BIRTH = """
ma: "1.001193"
ten: Đăng ký khai sinh
cach_hoi: [làm giấy khai sinh cho con]
linh_vuc: Hộ tịch
tom_tat: Cha hoặc mẹ đăng ký trong 60 ngày.
ho_so:
  nop:
    - ten: Giấy chứng sinh
le_phi:
  muc:
    - so_tien: miễn phí
noi_nop:
  - don_vi: mot-cua
noi_giai_quyet: Ủy ban nhân dân cấp xã
nguon: {dia_chi: "https://example.org/nguon", ngay_xem: 2026-10-15}
ra_soat: 2026-11-01
"""
IDENTITY_CARD = """
ma: "1.014063"
ten: Cấp đổi thẻ căn cước
cach_hoi: [đổi thẻ căn cước hết hạn]
linh_vuc: Căn cước
tom_tat: Bạn đến Công an để chụp ảnh.
le_phi:
  muc:
    - {so_tien: 25.000, tu: 2025-07-01, den: 2026-12-31}
    - {so_tien: 50.000, tu: 2027-01-01}
noi_giai_quyet: Công an cấp xã
nguon: {dia_chi: "https://example.org/nguon", ngay_xem: 2026-10-15}
ra_soat: 2026-11-01
"""
HOURS = """
ma: gio-lam-viec
ten: Giờ làm việc
cach_hoi: [mấy giờ mở cửa]
tra_loi: "{gio_lam_viec} {duong_day_nong}"
ra_soat: 2026-11-01
"""
WORDS = """
tu_dem: [tôi, ạ, có, được không]
dung_chung:
  - cum_tu: [việc cá nhân]
    ma: ["1.014063", "1.001193"]
"""


def write_knowledge(folder: Path, communes: Iterable[str] = ("suoi-mau",)) -> Path:
    """The folder, with these communes in it."""
    files = {
        "chung/thu-tuc/ho-tich/khai-sinh.yaml": BIRTH,
        "chung/thu-tuc/can-cuoc/doi-the.yaml": IDENTITY_CARD,
        "chung/hoi-dap/gio-lam-viec.yaml": HOURS,
        "chung/tu-vung.yaml": WORDS,
        "chung/danh-muc.csv": "ma,ten,linh_vuc,noi_giai_quyet,tinh,lien_ket\n"
        "9.000002,Nuôi hươu sao,Chăn nuôi,Sở Nông nghiệp,,https://example.org/9\n",
    }
    files |= {f"xa/{code}/xa.yaml": f"ma: {code}\nten: xã {code}\ntinh: Mẫu Giang\n" for code in communes}
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip(), encoding="utf-8")
    return folder


def run(knowledge: Path, *arguments: str, typed: str | bytes | None = None) -> Result:
    """`motcua --knowledge … <arguments>` with that on standard input."""
    return CliRunner().invoke(motcua, ["--knowledge", str(knowledge), *arguments], input=typed)


def lines_of(result: Result) -> list[dict[str, Any]]:
    """What `ask --json` printed."""
    return [json.loads(line) for line in result.stdout.splitlines()]
