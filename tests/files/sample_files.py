"""A small knowledge folder of a commune that does not exist."""

from collections.abc import Mapping
from pathlib import Path

COMMUNE = """\
ma: suoi-mau
ten: xã Suối Mẫu
tinh: Tỉnh Mẫu
ma_dvhc: "00001"
don_vi:
  - ma: mot-cua
    vai_tro: mot-cua
    ten: Bộ phận Một cửa
lien_he:
  duong_day_nong: "0900000000"
"""

PROCEDURE = """\
ma: "1.000001"
ten: Đăng ký mẫu
linh_vuc: Hộ tịch
tom_tat: Mang giấy tờ đến bộ phận một cửa.
cach_hoi:
  - làm giấy mẫu
noi_giai_quyet: Ủy ban nhân dân xã
nguon:
  dia_chi: https://example.vn/1
  ngay_xem: 2026-11-01
ra_soat: 2026-11-01
"""

TOPIC = """\
ma: gio-lam-viec
ten: Giờ làm việc
cach_hoi: [mấy giờ mở cửa]
tra_loi: "{gio_lam_viec}"
ra_soat: 2026-11-01
"""

VOCABULARY = """\
viet_tat:
  gks: giấy khai sinh
dung_chung:
  - cum_tu: [giấy tờ]
    ma: ["1.000001", gio-lam-viec]
"""

CATALOGUE = """\
ma,ten,linh_vuc,noi_giai_quyet,tinh,lien_ket
1.000001,Đăng ký mẫu,Hộ tịch,,,https://example.vn/1
1.000002,"Cấp lại, đổi giấy mẫu",Hộ tịch,,,https://example.vn/2
1.000003,Hỗ trợ mẫu,Bảo trợ,,Tỉnh Mẫu,https://example.vn/3
1.000004,Hỗ trợ nơi khác,Bảo trợ,,Tỉnh Khác,https://example.vn/4
"""

XA = "xa/suoi-mau/xa.yaml"
THU_TUC = "chung/thu-tuc/ho-tich/mau.yaml"
HOI_DAP = "chung/hoi-dap/gio.yaml"
TU_VUNG = "chung/tu-vung.yaml"
DANH_MUC = "chung/danh-muc.csv"

VALID: Mapping[str, str] = {
    XA: COMMUNE,
    THU_TUC: PROCEDURE,
    HOI_DAP: TOPIC,
    TU_VUNG: VOCABULARY,
    DANH_MUC: CATALOGUE,
}


def write(folder: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Write the files below the folder; None deletes one."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def procedure(code: str, more: str = "") -> str:
    """Another procedure, with other words, so that nothing of it is a near-duplicate."""
    text = PROCEDURE.replace("1.000001", code).replace("Đăng ký mẫu", f"Thủ tục {code}")
    return text.replace("làm giấy mẫu", f"hỏi về {code}") + more


def topic(code: str, more: str = "") -> str:
    """Another topic, likewise."""
    text = TOPIC.replace("gio-lam-viec", code).replace("Giờ làm việc", f"Chủ đề {code}")
    return text.replace("mấy giờ mở cửa", f"hỏi về {code}") + more
