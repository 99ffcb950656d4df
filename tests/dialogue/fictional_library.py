"""The knowledge of a fictional commune, xã Suối Mẫu: small, and unchanged when the real knowledge changes."""

from collections.abc import Mapping
from typing import Any

from bot.commune import Commune
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary
from bot.search import Library

SOURCE = {"dia_chi": "https://example.org/nguon", "ngay_xem": "2026-10-15"}

SUOI_MAU = Commune.model_validate(
    {
        "ma": "suoi-mau",
        "ten": "xã Suối Mẫu",
        "tinh": "Mẫu Giang",
        "don_vi": [
            {
                "ma": "mot-cua",
                "vai_tro": "mot-cua",
                "ten": "Trung tâm Phục vụ hành chính công",
                "dia_chi": "thôn Mẫu Một",
                "ban_do": "https://example.org/ban-do",
            },
            {"ma": "cong-an", "vai_tro": "cong-an", "ten": "Công an xã Suối Mẫu"},
        ],
        "gio_lam_viec": [{"thu": ["2", "3", "4", "5", "6"], "gio": ["07:30-11:30", "13:30-17:00"]}],
        "ngay_nghi": [{"tu": "2027-01-01", "ten": "Tết Dương lịch"}],
        "lien_he": {"duong_day_nong": "0900000000"},
        "tiep_cong_dan": [{"nguoi_tiep": "Chủ tịch xã", "khi_nao": "thứ năm hằng tuần"}],
        "thon": ["thôn Mẫu Một", "thôn Mẫu Hai", "Tổ dân phố 3"],
        "kenh": ["Trang thông tin điện tử của xã", "Đài truyền thanh xã"],
    }
)
NOTHING_KNOWN = Commune.model_validate({"ma": "doi-trong", "ten": "xã Đồi Trống", "tinh": "Mẫu Giang"})

BIRTH: dict[str, Any] = {
    "ma": "1.001193",
    "ten": "Đăng ký khai sinh",
    "cach_hoi": ["làm giấy khai sinh cho con", "vợ mới sinh muốn khai sinh cho bé"],
    "linh_vuc": "Hộ tịch",
    "tom_tat": "Cha hoặc mẹ đăng ký trong 60 ngày từ ngày sinh.",
    "ho_so": {
        "nop": [
            {"ten": "Tờ khai đăng ký khai sinh", "ban_chinh": "1", "mau": "KS-01"},
            {"ten": "Giấy chứng sinh", "ban_chinh": "1"},
            {"ten": "Văn bản ủy quyền", "ban_chinh": "1", "khi": "bạn nhờ người khác làm thay"},
        ],
        "xuat_trinh": [{"ten": "Giấy tờ tùy thân", "ban_chinh": "1"}],
        "luu_y": ["Giấy tờ trên VNeID cũng dùng được"],
    },
    "le_phi": {
        "muc": [
            {"so_tien": "miễn phí", "khi": "đăng ký đúng hạn"},
            {"ai_quyet_dinh": "Hội đồng nhân dân tỉnh", "khi": "đăng ký muộn"},
        ],
        "mien_giam": ["hộ nghèo", "người khuyết tật"],
    },
    "thoi_han": [{"trong": "1 ngày"}],
    "noi_nop": [{"don_vi": "mot-cua", "ghi_chu": "xã nơi cha hoặc mẹ cư trú"}],
    "noi_giai_quyet": "Ủy ban nhân dân cấp xã",
    "truc_tuyen": {"muc_do": "toàn trình", "dia_chi": "https://example.org/nop"},
    "buu_chinh": "có",
    "cac_buoc": ["Chuẩn bị giấy tờ", "Nộp tại {mot_cua}", "Nhận Giấy khai sinh"],
    "ket_qua": ["Giấy khai sinh"],
    "yeu_cau": ["trẻ sinh tại Việt Nam"],
    "tinh_huong": [
        {
            "ten": "Đăng ký muộn",
            "cach_hoi": ["quá 60 ngày chưa khai sinh cho con", "khai sinh muộn có bị phạt không"],
            "tra_loi": "Bạn vẫn đăng ký được, giấy tờ không thay đổi.\n\nHãy đến {mot_cua} sớm cho cháu.",
        },
        {
            "ten": "Cha nhận con",
            "cach_hoi": ["chưa cưới mà bố muốn nhận con", "cha nhận con lúc khai sinh"],
            "tra_loi": "Bạn làm thủ tục nhận cha, mẹ, con cùng lúc.",
            "chuyen_sang": "1.000689",
        },
    ],
    "can_cu": ["Luật Hộ tịch"],
    "lien_quan": ["1.000689"],
    "nguon": SOURCE,
    "ra_soat": "2026-11-01",
}
MARRIAGE: dict[str, Any] = {
    "ma": "1.000894",
    "ten": "Đăng ký kết hôn",
    "cach_hoi": ["hai đứa muốn cưới nhau", "làm giấy kết hôn"],
    "linh_vuc": "Hộ tịch",
    "tom_tat": "Hai người cùng đến, mang giấy tờ tùy thân.",
    "ho_so": {"nop": [{"ten": "Tờ khai đăng ký kết hôn", "ban_chinh": "1", "mau": "KH-01"}]},
    "le_phi": {"muc": [{"so_tien": "miễn phí"}]},
    "thoi_han": [{"trong": "ngay trong ngày"}],
    "noi_nop": [{"don_vi": "mot-cua"}],
    "noi_giai_quyet": "Ủy ban nhân dân cấp xã",
    "nguon": SOURCE,
    "ra_soat": "2025-09-01",
}
IDENTITY_CARD: dict[str, Any] = {
    "ma": "1.014063",
    "ten": "Cấp đổi thẻ căn cước",
    "cach_hoi": ["đổi thẻ căn cước hết hạn"],
    "linh_vuc": "Căn cước",
    "tom_tat": "Bạn đến Công an để chụp ảnh và lấy vân tay.",
    "le_phi": {
        "muc": [
            {"so_tien": "25.000", "tinh_theo": "thẻ", "tu": "2025-07-01", "den": "2026-12-31"},
            {"so_tien": "50.000", "tinh_theo": "thẻ", "tu": "2027-01-01"},
        ]
    },
    "thoi_han": [{"trong": "7 ngày làm việc"}],
    "noi_nop": [{"don_vi": "cong-an"}],
    "noi_giai_quyet": "Công an cấp xã",
    "nguon": SOURCE,
    "ra_soat": "2026-11-01",
}
RESIDENCE: dict[str, Any] = {
    "ma": "1.004222",
    "ten": "Đăng ký thường trú",
    "cach_hoi": ["chuyển hộ khẩu về nhà mới", "nhập khẩu cho vợ"],
    "linh_vuc": "Cư trú",
    "tom_tat": "Bạn đăng ký tại Công an nơi ở mới.",
    "le_phi": {"muc": [{"so_tien": "20.000", "kenh": ["trực tiếp"]}, {"so_tien": "10.000", "kenh": ["trực tuyến"]}]},
    "thoi_han": [{"trong": "7 ngày làm việc"}],
    "noi_nop": [{"don_vi": "cong-an"}],
    "noi_giai_quyet": "Công an cấp xã",
    "nguon": SOURCE,
    "ra_soat": "2026-11-01",
}
STAY: dict[str, Any] = {
    "ma": "1.004194",
    "ten": "Đăng ký tạm trú",
    "cach_hoi": ["thuê trọ phải khai báo gì", "ở trọ đi làm công ty"],
    "linh_vuc": "Cư trú",
    "tom_tat": "Bạn đăng ký khi ở quá 30 ngày.",
    "thoi_han": [{"trong": "3 ngày làm việc"}],
    "noi_nop": [{"don_vi": "cong-an"}],
    "noi_giai_quyet": "Công an cấp xã",
    "nguon": SOURCE,
    "ra_soat": "2026-11-01",
}
PAPER_BOOK: dict[str, Any] = {
    "ma": "9.000001",
    "ten": "Cấp sổ giấy cũ",
    "cach_hoi": ["xin cấp cuốn sổ giấy cũ"],
    "linh_vuc": "Cư trú",
    "tom_tat": "Sổ giấy từng được cấp tại xã.",
    "noi_giai_quyet": "Công an cấp xã",
    "hieu_luc": {"den": "2022-12-31", "thay_bang": "1.004222"},
    "nguon": SOURCE,
    "ra_soat": "2026-11-01",
}
PROCEDURES = (BIRTH, MARRIAGE, IDENTITY_CARD, RESIDENCE, STAY, PAPER_BOOK)

HOURS: dict[str, Any] = {
    "ma": "gio-lam-viec",
    "ten": "Giờ làm việc",
    "cach_hoi": ["mấy giờ mở cửa", "thứ bảy có làm không"],
    "tra_loi": "{gio_lam_viec}\n\n{duong_day_nong}",
    "ra_soat": "2026-11-01",
}
WHERE_AND_WHEN: dict[str, Any] = {
    "ma": "gap-lanh-dao",
    "ten": "Gặp lãnh đạo",
    "cach_hoi": ["muốn gặp chủ tịch", "lịch tiếp dân của lãnh đạo"],
    "tra_loi": "{lich_tiep_cong_dan}\n\n{dia_chi}",
    "lien_ket": [{"ten": "Trang của xã", "dia_chi": "https://example.org/xa"}],
    "ra_soat": "2026-11-01",
}
EMERGENCY: dict[str, Any] = {
    "ma": "khan-cap",
    "ten": "Số khẩn cấp",
    "tra_loi": "Gọi ngay: 113 công an, 114 cứu hỏa, 115 cấp cứu.",
    "dau_hieu_khan_cap": ["cháy nhà rồi", "bị chồng đánh", "có người đuối nước"],
    "ra_soat": "2026-11-01",
}
CASE_FILE: dict[str, Any] = {
    "ma": "tra-cuu-ho-so",
    "ten": "Tra cứu hồ sơ đã nộp",
    "cach_hoi": ["hồ sơ của tôi tới đâu rồi"],
    "tra_loi": "Bạn nhập mã hồ sơ trên trang tra cứu của Cổng Dịch vụ công.",
    "ra_soat": "2026-11-01",
}
NEWS: dict[str, Any] = {
    "ma": "nhan-thong-bao",
    "ten": "Nhận tin của xã",
    "cach_hoi": ["làm sao để nhận thông báo của ủy ban", "nhận tin có mất tiền không", "hủy nhận tin của xã thế nào"],
    "tra_loi": "Nhận tin không mất tiền. Muốn nhận, bạn nhắn: đăng ký nhận tin",
    "ra_soat": "2026-11-01",
}
TOPICS = (HOURS, WHERE_AND_WHEN, EMERGENCY, CASE_FILE, NEWS)

LISTED: tuple[dict[str, Any], ...] = (
    {"ma": "1.000689", "ten": "Đăng ký nhận cha, mẹ, con", "linh_vuc": "Hộ tịch",
     "noi_giai_quyet": "Ủy ban nhân dân cấp xã", "lien_ket": "https://example.org/1.000689"},
    {"ma": "9.000002", "ten": "Cấp giấy phép nuôi hươu sao", "linh_vuc": "Chăn nuôi",
     "noi_giai_quyet": "Sở Nông nghiệp và Môi trường", "lien_ket": "https://example.org/9.000002"},
    {"ma": "9.000003", "ten": "Công nhận làng nghề gốm", "linh_vuc": "Làng nghề",
     "lien_ket": "https://example.org/9.000003"},
)  # fmt: skip

VOCABULARY = Vocabulary.model_validate(
    {
        "viet_tat": {"ks": "khai sinh", "kh": "kết hôn", "dk": "đăng ký"},
        "dong_nghia": [["khai sinh", "chứng sinh"], ["kết hôn", "lấy vợ", "lấy chồng"]],
        "tu_cu": {"chứng minh thư": "căn cước"},
        "dung_chung": [{"cum_tu": ["hộ khẩu", "cư trú"], "ma": ["1.004222", "1.004194"]}],
        "tu_dem": [
            "cho tôi hỏi", "ạ", "thì", "làm", "tôi", "muốn", "em", "nhé", "có", "được", "được không", "xong", "nộp", "gửi",
        ],
    }
)  # fmt: skip


def entries() -> Mapping[str, Entry]:
    """Procedures, topics and listed procedures by id, in the order in which files give them."""
    all_of_them: list[Entry] = [Procedure.model_validate(content) for content in PROCEDURES]
    all_of_them += [Topic.model_validate(content) for content in TOPICS]
    all_of_them += [ListedProcedure.model_validate(content) for content in LISTED]
    return {entry.id: entry for entry in all_of_them}


def library(commune: Commune = SUOI_MAU) -> Library:
    """What the commune can answer."""
    return Library.of(Knowledge(commune, entries(), VOCABULARY))
