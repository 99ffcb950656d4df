"""Plain Vietnamese: what a citizen can read at once, and what was true once and is not any more.

Pure rules about one text. Each tells where in the text it stands, and leaves the telling to whoever checks a file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.text.sentences import sentences_of

MOST_WORDS = 25
"""Syllables, as Vietnamese writes them apart, that a citizen's sentence may have."""

ABBREVIATIONS: Mapping[str, str] = {
    "ANTT": "an ninh trật tự",
    "ATTP": "an toàn thực phẩm",
    "BHTN": "bảo hiểm thất nghiệp",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BTXH": "bảo trợ xã hội",
    "CBCC": "cán bộ, công chức",
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CCCD": "căn cước công dân",
    "CSDL": "cơ sở dữ liệu",
    "DVCQG": "dịch vụ công quốc gia",
    "DVCTT": "dịch vụ công trực tuyến",
    "ĐKKD": "đăng ký kinh doanh",
    "GCN": "giấy chứng nhận",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "GKS": "giấy khai sinh",
    "GPLX": "giấy phép lái xe",
    "GPXD": "giấy phép xây dựng",
    "GTGT": "giá trị gia tăng",
    "HĐND": "Hội đồng nhân dân",
    "HKD": "hộ kinh doanh",
    "HTX": "hợp tác xã",
    "KCB": "khám bệnh, chữa bệnh",
    "LĐTBXH": "lao động, thương binh và xã hội",
    "LLTP": "lý lịch tư pháp",
    "MTTQ": "Mặt trận Tổ quốc",
    "NCC": "người có công",
    "NĐ": "nghị định",
    "NSNN": "ngân sách nhà nước",
    "PAKN": "phản ánh, kiến nghị",
    "PCCC": "phòng cháy, chữa cháy",
    "QĐ": "quyết định",
    "QSDĐ": "quyền sử dụng đất",
    "TAND": "Tòa án nhân dân",
    "TNCN": "thu nhập cá nhân",
    "TNLĐ": "tai nạn lao động",
    "TP": "thành phố",
    "TT": "thông tư",
    "TTHC": "thủ tục hành chính",
    "TTPVHCC": "Trung tâm Phục vụ hành chính công",
    "UBND": "Ủy ban nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
}
"""What officials shorten, and the words in full. CCHC and VNeID stand for themselves: citizens meet them everywhere."""

_ABBREVIATION = re.compile(r"\b(?:" + "|".join(sorted(ABBREVIATIONS, key=len, reverse=True)) + r")\b")


@dataclass(frozen=True, slots=True)
class Outdated:
    """A name of the past: how it is written, since when it is no more, and how to write it today."""

    words: re.Pattern[str]
    since: str
    remedy: str


_DISTRICT_OFFICES = (
    "Tư pháp|Nội vụ|Y tế|Giáo dục và Đào tạo|Tài nguyên và Môi trường|Tài chính - Kế hoạch|Kinh tế và Hạ tầng"
    "|Quản lý đô thị|Văn hóa và Thông tin|Nông nghiệp và Phát triển nông thôn|Lao động,? -? ?Thương binh và Xã hội"
)
_MERGED = "Cơ quan này đã sáp nhập từ tháng 3/2025."
OUTDATED: Sequence[Outdated] = (
    Outdated(
        re.compile(r"\b(?i:sổ hộ khẩu|hộ khẩu giấy|sổ tạm trú)\b"),
        "Sổ hộ khẩu, sổ tạm trú giấy hết giá trị từ ngày 01/01/2023.",
        "Viết «thẻ căn cước, VNeID, hoặc giấy xác nhận thông tin về cư trú»; nói chuyện cũ thì thêm chữ «cũ».",
    ),
    Outdated(
        re.compile(r"\b(?i:hộ khẩu thường trú)\b"), "Luật Cư trú nay không dùng chữ này.", "Viết «nơi thường trú»."
    ),
    Outdated(
        # The number of the old card lives on: there is a procedure that confirms it.
        re.compile(r"(?<!số )\b(?:(?i:chứng minh nhân dân|chứng minh thư)|CMND|CMTND|CMT)\b"),
        "Chứng minh nhân dân hết giá trị từ ngày 01/01/2025.",
        "Viết «thẻ căn cước»; nói về thẻ cũ thì thêm chữ «cũ».",
    ),
    Outdated(
        re.compile(r"\b(?i:mức độ (?:3|4|ba|bốn))\b"),
        "Từ năm 2022 dịch vụ công không còn chia mức độ 3, mức độ 4.",
        "Viết «một phần» thay cho mức độ 3, «toàn trình» thay cho mức độ 4.",
    ),
    Outdated(
        re.compile(
            rf"\b(?:[Pp]hòng (?:{_DISTRICT_OFFICES})\b(?: (?:cấp )?(?:huyện|quận|thị xã)\b)?"
            r"|(?:(?i:ủy ban nhân dân|công an|tòa án nhân dân|tòa án)|UBND) (?:cấp )?(?:huyện|quận|thị xã)\b"
            r"|(?i:cấp huyện|huyện|quận|thị xã)\b)"
        ),
        "Cấp huyện đã bỏ từ ngày 01/07/2025.",
        "Viết cơ quan nay làm việc ấy, thường là Ủy ban nhân dân cấp xã; nói chuyện cũ thì thêm chữ «trước đây».",
    ),
    Outdated(
        re.compile(r"\b(?i:thị trấn)\b"),
        "Từ ngày 01/07/2025 chỉ còn xã, phường, đặc khu.",
        "Viết «xã, phường, đặc khu».",
    ),
    Outdated(
        re.compile(r"\b(?i:thuế khoán)\b"),
        "Hộ kinh doanh không còn nộp thuế khoán từ ngày 01/01/2026.",
        "Viết «kê khai thuế theo doanh thu».",
    ),
    Outdated(
        re.compile(r"\b(?i:(?:lệ phí|thuế) môn bài)\b"), "Lệ phí môn bài đã bỏ từ ngày 01/01/2026.", "Bỏ phần này đi."
    ),
    Outdated(
        re.compile(r"\bSở Lao động,? -? ?Thương binh và Xã hội\b"),
        _MERGED,
        "Viết «Sở Nội vụ»; về trợ giúp xã hội thì viết «Sở Y tế».",
    ),
    Outdated(
        re.compile(r"\bSở (?:Tài nguyên và Môi trường|Nông nghiệp và Phát triển nông thôn)\b"),
        _MERGED,
        "Viết «Sở Nông nghiệp và Môi trường».",
    ),
    Outdated(re.compile(r"\bSở Kế hoạch và Đầu tư\b"), _MERGED, "Viết «Sở Tài chính»."),
    Outdated(re.compile(r"\bSở Giao thông vận tải\b"), _MERGED, "Viết «Sở Xây dựng»."),
    Outdated(re.compile(r"\bSở Thông tin và Truyền thông\b"), _MERGED, "Viết «Sở Khoa học và Công nghệ»."),
)
"""Sources: Luật Cư trú 2020, Luật Căn cước 2023, Nghị định 42/2022/NĐ-CP, Luật Tổ chức chính quyền địa phương 2025,
Nghị định 45/2025/NĐ-CP, Nghị quyết 198/2025/QH15."""

_SAYS_SO = re.compile(
    r"\b(?:không còn|hết giá trị|hết hiệu lực|bãi bỏ|đã bỏ|bỏ cấp|trước đây|trước kia|cũ|nếu (?:vẫn )?còn"
    r"|(?<!hiện )(?<!hôm )nay)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\bkhông (?:\w+ ){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words as they stand in a text, from the character `at` on."""

    at: int
    words: str


def too_long(text: str) -> Iterator[tuple[Mention, int]]:
    """The sentences of more than `MOST_WORDS` words, and how many each has."""
    for at, sentence in sentences_of(text):
        count = sum(any(char.isalnum() for char in word) for word in sentence.split())
        if count > MOST_WORDS:
            yield Mention(at, sentence), count


def abbreviated(text: str) -> Iterator[tuple[Mention, bool]]:
    """The abbreviations, and whether the text has the words in full too. Those of a number (6/QĐ-UBND) do not count."""
    in_full = {short: full.casefold() in text.casefold() for short, full in ABBREVIATIONS.items() if short in text}
    for word in re.finditer(r"\S+", text):
        if not any(char.isdigit() for char in word[0]):
            for match in _ABBREVIATION.finditer(word[0]):
                yield Mention(word.start() + match.start(), match[0]), in_full[match[0]]


def outdated(text: str) -> Iterator[tuple[Mention, Outdated]]:
    """Names of the past, each once a sentence, unless the sentence says that they are past."""
    for start, sentence in sentences_of(text):
        if _SAYS_SO.search(sentence):
            continue
        for name in OUTDATED:
            match = name.words.search(sentence)
            if match and not _DENIED.search(sentence[: match.start()]):
                yield Mention(start + match.start(), match[0]), name
