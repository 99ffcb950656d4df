"""What offices abbreviate, in full, as it is read aloud. What citizens abbreviate is in the commune's vocabulary."""

import re
from collections.abc import Mapping

FULL: Mapping[str, str] = {
    "ATGT": "an toàn giao thông",
    "ATTP": "an toàn thực phẩm",
    "ANTT": "an ninh trật tự",
    "BCĐ": "Ban Chỉ đạo",
    "BCH": "Ban Chấp hành",
    "BHTN": "bảo hiểm thất nghiệp",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BTC": "Ban Tổ chức",
    "CA": "Công an",
    "CCB": "cựu chiến binh",
    "CCCD": "căn cước công dân",
    "CCHC": "cải cách hành chính",
    "CLB": "câu lạc bộ",
    "CMND": "chứng minh nhân dân",
    "CNTT": "công nghệ thông tin",
    "CP": "Chính phủ",
    "CT": "chỉ thị",
    "CV": "công văn",
    "DVC": "dịch vụ công",
    "DVCTT": "dịch vụ công trực tuyến",
    "ĐT": "điện thoại",
    "GCN": "giấy chứng nhận",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "GD&ĐT": "giáo dục và đào tạo",
    "GPLX": "giấy phép lái xe",
    "GPMB": "giải phóng mặt bằng",
    "GTVT": "giao thông vận tải",
    "HĐND": "Hội đồng nhân dân",
    "HTX": "hợp tác xã",
    "KH": "kế hoạch",
    "KHKT": "khoa học kỹ thuật",
    "KT-XH": "kinh tế xã hội",
    "LĐLĐ": "Liên đoàn Lao động",
    "LHPN": "Liên hiệp Phụ nữ",
    "MTTQ": "Mặt trận Tổ quốc",
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "NTM": "nông thôn mới",
    "NVQS": "nghĩa vụ quân sự",
    "PAKN": "phản ánh, kiến nghị",
    "PCCC": "phòng cháy chữa cháy",
    "PCTT": "phòng chống thiên tai",
    "QĐ": "quyết định",
    "QH": "Quốc hội",
    "SĐT": "số điện thoại",
    "TB": "thông báo",
    "TDP": "tổ dân phố",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TNCS": "Thanh niên Cộng sản",
    "TNHH": "trách nhiệm hữu hạn",
    "TP": "thành phố",
    "TP.": "thành phố",
    "TT": "thông tư",
    "TTHC": "thủ tục hành chính",
    "TTHCC": "Trung tâm Phục vụ hành chính công",
    "TTg": "Thủ tướng",
    "TƯ": "trung ương",
    "TW": "trung ương",
    "UB": "Ủy ban",
    "UBKT": "Ủy ban Kiểm tra",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBND": "Ủy ban nhân dân",
    "VBPL": "văn bản pháp luật",
    "VHTT": "văn hóa thể thao",
    "VNeID": "vi en i đi",
    "VND": "đồng",
    "VNĐ": "đồng",
    "VP": "văn phòng",
    "VSATTP": "vệ sinh an toàn thực phẩm",
    "XHCN": "xã hội chủ nghĩa",
    "YTCS": "y tế cơ sở",
    "v/v": "về việc",
    "V/v": "Về việc",
    "v.v": "vân vân",
    "đ/c": "đồng chí",
    "Đ/c": "Đồng chí",
}
UNITS: Mapping[str, str] = {
    "đồng": "đồng",
    "đ": "đồng",
    "Đ": "đồng",
    "VNĐ": "đồng",
    "VND": "đồng",
    "vnđ": "đồng",
    "vnd": "đồng",
    "k": "nghìn đồng",
    "K": "nghìn đồng",
    "%": "phần trăm",
    "‰": "phần nghìn",
    "°C": "độ xê",
    "°": "độ",
    "km2": "ki-lô-mét vuông",
    "km": "ki-lô-mét",
    "m2": "mét vuông",
    "m3": "mét khối",
    "m": "mét",
    "cm": "xăng-ti-mét",
    "mm": "mi-li-mét",
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "g": "gam",
    "ml": "mi-li-lít",
    "l": "lít",
    "kWh": "ki-lô-oát giờ",
}
"""What stands right after a number."""

_LETTERS = {
    "A": "a",
    "Ă": "á",
    "Â": "ớ",
    "B": "bê",
    "C": "xê",
    "D": "dê",
    "Đ": "đê",
    "E": "e",
    "Ê": "ê",
    "F": "ép",
    "G": "giê",
    "H": "hát",
    "I": "i",
    "J": "giây",
    "K": "ca",
    "L": "lờ",
    "M": "mờ",
    "N": "nờ",
    "O": "o",
    "Ô": "ô",
    "Ơ": "ơ",
    "P": "pê",
    "Q": "quy",
    "R": "rờ",
    "S": "sờ",
    "T": "tê",
    "U": "u",
    "Ư": "ư",
    "V": "vê",
    "W": "vê kép",
    "X": "ích",
    "Y": "i dài",
    "Z": "dét",
}

ABBREVIATION = (
    r"(?<![\w])(?:"
    + "|".join(re.escape(each) for each in sorted(FULL, key=len, reverse=True))
    + r")(?![\w])"
    # No Vietnamese syllable is without a vowel.
    + r"|(?<![\w])[BCDĐFGHJKLMNPQRSTVWXZ]{2,}(?![\w])"
)
"""One that is known, or what can be nothing else."""


def in_full(abbreviation: str) -> str:
    """What it stands for; its letters where that is not known."""
    return FULL.get(abbreviation) or spelt(abbreviation)


def spelt(letters: str) -> str:
    """Capital letters one by one, as they are called."""
    return " ".join(_LETTERS[letter] for letter in letters)


def unknown_in(text: str) -> list[str]:
    """The abbreviations of which nobody has said here what they stand for, in order, each once."""
    found = (match[0] for match in re.finditer(ABBREVIATION, text))
    return list(dict.fromkeys(each for each in found if each not in FULL))
