"""What of a procedure is asked: a small grammar of the phrases with which people name an aspect."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.text.words import bare, words_of


class Aspect(StrEnum):
    """A part of a procedure that a citizen can ask for (mục hỏi); the words are those of `motcua ask --json`."""

    DOCUMENTS = "documents"
    FEE = "fee"
    TIME = "time"
    PLACE = "place"
    ONLINE = "online"
    POST = "post"
    STEPS = "steps"
    FORMS = "forms"
    RESULT = "result"
    REQUIREMENTS = "requirements"
    LEGAL = "legal"
    AGENCY = "agency"


# Phrases are parted by "|". "*" stands for up to three words of any kind. A word typed without accents matches the
# accented one.
_PHRASES: dict[Aspect, str] = {
    Aspect.FORMS: """
        điền tờ nào | mẫu phiếu nào | điền tờ gì | theo mẫu nào | khai vào mẫu nào | khai mẫu nào | mẫu nào
        | mẫu gì | mẫu đơn nào | mẫu đơn | mẫu tờ khai nào | mẫu tờ khai | tờ khai nào | tờ khai gì | điền mẫu
        | điền đơn gì | viết đơn gì | đơn gì | mẫu số mấy | tải mẫu | xin mẫu | biểu mẫu | tờ khai mẫu
        | lấy mẫu ở đâu | lấy tờ khai ở đâu | mẫu giấy nào | tờ khai | tờ khai lấy ở đâu | tờ khai lấy ở mô
        | mẫu lấy ở đâu | mẫu lấy ở mô | lấy tờ khai ở mô | lấy mẫu ở mô
    """,
    Aspect.RESULT: """
        cấp cho mình giấy gì | cấp cho * giấy gì | đưa cho * giấy gì | đưa cho * giấy chi | đưa lại * giấy gì
        | phát cho * giấy gì | cầm về * giấy gì | nhận về * giấy gì | xong * giấy gì | được cầm * gì
        | cầm về * gì | được cấp giấy gì | cấp giấy gì | được cấp gì | được nhận gì | nhận được gì
        | nhận được giấy gì | được cái gì | trả giấy gì | ra giấy gì | xong được gì | kết quả là gì
        | kết quả nhận | được giấy gì | kết quả thực hiện | kết quả giải quyết
    """,
    Aspect.DOCUMENTS: """
        những giấy nào | giấy tờ gồm * gì | giấy tờ gồm chi | gồm chi | gồm những chi | đem theo chi | mang theo chi
        | cầm theo chi | nộp những giấy * nào | cần những giấy gì | cần nộp gì | cầm theo gì
        | mang theo những gì | còn giấy tờ | văn bản gì | cần văn bản gì | chứng cứ gì | bằng chứng gì
        | hồ sơ những gì | hồ sơ cần những gì | cần * giấy tờ gì | cần * giấy gì | cần * hồ sơ gì
        | cần * những gì | cần * gì | cần những giấy * nào | cần giấy tờ nào | mang * giấy tờ gì
        | mang * giấy gì | mang * những gì | mang theo gì | mang * gì | đem * giấy gì | đem * gì
        | đem theo những gì | cầm * gì | chuẩn bị * gì | hồ sơ gồm * gì | hồ sơ gồm | gồm những gì
        | gồm * giấy tờ gì | gồm gì | giấy tờ gì | giấy gì | giấy tờ nào | giấy nào | giấy tờ chi | giấy chi
        | những giấy tờ | hồ sơ gì | hồ sơ * những gì | bộ hồ sơ | thành phần hồ sơ | giấy tờ cần | nộp những gì
        | nộp những giấy gì | nộp * giấy tờ gì | nộp giấy gì | nộp gì | hồ sơ thế nào | hồ sơ ra sao | hồ sơ cần
        | cần hồ sơ | cần giấy tờ | cần chi | mang chi | giấy tờ thế nào | giấy tờ ra sao | giấy tờ sao
        | thủ tục gồm * gì | phải có giấy tờ gì | có giấy gì | phải có giấy gì | số lượng hồ sơ | mấy bộ hồ sơ
        | mấy bộ | bao nhiêu bộ | đưa ra giấy gì | đưa ra giấy tờ gì | trình giấy gì | trình giấy tờ gì | xuất trình gì
        | cần văn bản chi | văn bản chi
    """,
    Aspect.FEE: """
        tốn bao nhiêu | tiền nhiêu | có tốn tiền | hết mấy | tốn mấy đồng | mấy xiền | nhiêu xiền | phí nhiêu
        | nhiêu vậy | bao nhiêu tiền | hết bao nhiêu tiền | mất bao nhiêu tiền | tốn bao nhiêu tiền
        | trả bao nhiêu tiền | bao tiền | nhiêu tiền | mấy tiền | mấy đồng | hết bao nhiêu | mất bao nhiêu
        | phí bao nhiêu | lệ phí | phí | chi phí | mất tiền | tốn tiền | tốn kém | mất phí | tốn phí | đóng tiền
        | trả tiền | giá bao nhiêu | giá | miễn phí | mấy trăm | mấy chục | bao nhiêu một | bao nhiêu * bản
        | bao nhiêu * trang | tốn nhiêu | hết nhiêu | hết nhiêu tiền | mất nhiêu | nhiêu một | nộp tiền
        | đóng bao nhiêu | nộp bao nhiêu | thu bao nhiêu | có thu tiền | bao nhiêu vậy | mấy nghìn | mấy ngàn
        | tiền lệ phí | tiền bao nhiêu | còn tiền | tiền nong | giá cả | mức thu | mức phí | lệ phí mấy
        | phí mấy | hết tiền không | hết tiền hông | có hết tiền
    """,
    Aspect.TIME: """
        mất bao lâu | chừng bao lâu | mất bao nhiêu ngày | mất bao nhiêu lâu | mất mấy ngày | mất mấy hôm | mất mấy bữa
        | mất mấy bửa | mấy bữa | mấy bửa | mấy hôm | bao lâu có | mấy ngày có kết quả | mấy ngày lấy | lâu mau
        | bao lâu có kết quả | bao lâu có tiền | bao nhiêu lâu có tiền | bao giờ trả kết quả | bao lâu
        | mấy ngày | bao nhiêu ngày | bao nhiêu hôm | bao nhiêu lâu | bao giờ * xong | bao giờ * có
        | bao giờ * lấy | bao giờ * nhận | khi nào * xong | khi nào * có | khi nào * lấy | khi nào * nhận
        | thời gian giải quyết | thời hạn | thời gian bao | có liền không | lấy liền không | lấy ngay | lấy liền
        | trong ngày | lâu không | chờ bao | đợi bao | hẹn * ngày | lâu hông | có lâu không | nhanh không
        | nhiêu ngày | nhiêu lâu | thời gian | chừng nào * xong | chừng nào * có | chừng nào * lấy
        | mấy hôm * có | mấy hôm * xong | mấy hôm * được | mấy hôm * lấy | mấy bữa * có | mấy bữa * xong
        | mấy bữa * được | mấy tháng * có | mấy tháng * xong | thời hạn giải quyết | bao lâu mới xong
        | bao lâu thì xong | mấy ngày * trả lời | bao lâu * trả lời | mấy ngày * duyệt | bao lâu * duyệt
        | bao nhiêu ngày * duyệt | mấy ngày * giải quyết | bao lâu * giải quyết | trong mấy tiếng
        | bao giờ * quyết định | khi nào * quyết định | chừng nào * quyết định | mấy bữa có
    """,
    Aspect.ONLINE: """
        nộp online | nộp onl | làm online | làm onl | nộp qua mạng | nộp trên mạng | làm trên mạng | làm qua mạng
        | nộp tại nhà
        | làm tại nhà | đăng ký tại nhà | ngồi tại nhà | làm luôn trên điện thoại | nộp trên điện thoại | online
        | onl | trực tuyến | qua mạng | trên mạng | trên điện thoại | qua điện thoại * được | ở nhà * được không
        | qua internet | trên cổng dịch vụ công | qua cổng dịch vụ công | trên dịch vụ công | qua dịch vụ công
        | qua vneid | trên vneid
    """,
    Aspect.POST: """
        theo đường bưu điện | gửi theo đường bưu điện | gửi đường bưu điện | bưu điện | gửi bưu điện
        | gửi qua bưu điện | qua bưu điện | nộp qua bưu điện | bưu chính | gửi về nhà | gửi tận nhà
        | về tận nhà | giao tận nhà | trả tận nhà
        | gửi về tận nhà | trả kết quả tại nhà | ship về nhà | chuyển phát | gửi qua bưu | gửi thư
    """,
    Aspect.STEPS: """
        các bước | trình tự | từng bước | bước nào | những bước | mấy bước | bước thế nào | quy trình
        | bước đầu tiên | trình tự thực hiện | các bước thực hiện
    """,
    Aspect.REQUIREMENTS: """
        cần * điều kiện gì | cần những điều kiện gì | cần những điều kiện nào | điều kiện là gì | điều kiện gì
        | điều kiện nào | điều kiện | đủ điều kiện | tiêu chuẩn | yêu cầu gì | ai được | những ai được
        | ai thì được | ai mới được
        | trẻ nào * được | người nào * được | phải đủ những gì | phải đủ gì
        | bao nhiêu tuổi | mấy tuổi | đối tượng nào | trường hợp nào được | phải có những gì
        | cần đáp ứng | yêu cầu điều kiện | yêu cầu thực hiện | điều kiện thực hiện
    """,
    Aspect.LEGAL: """
        luật nào | luật gì | theo luật | nghị định nào | thông tư nào | căn cứ pháp lý | căn cứ nào
        | căn cứ vào đâu | quy định nào | quy định ở đâu | văn bản nào | cơ sở pháp lý | điều luật | nghị định
        | thông tư
    """,
    Aspect.AGENCY: """
        cơ quan mô | cơ quan nào * cấp | cơ quan mô cấp | bên nào | bên mô | xin phép ai | xin ai | ai xét duyệt
        | ai là người
        | ai cho phép | ai là người ký | ai giải quyết | ai là người giải quyết | cơ quan nào | ai ký | ai duyệt
        | ai cấp | ai làm | nơi nào giải quyết | đơn vị nào | ai có thẩm quyền | thẩm quyền | bên nào giải quyết
        | bộ phận nào | phòng nào | chỗ nào giải quyết | ai xử lý | cấp nào | ai giải quyết cái này
        | ai quyết định | cơ quan có thẩm quyền giải quyết | cơ quan có thẩm quyền | cơ quan giải quyết
        | cơ quan thực hiện
    """,
    Aspect.PLACE: """
        nộp chỗ nào | nộp chỗ mô | nộp ở đâu | nộp đơn ở đâu | nộp hồ sơ ở đâu | nộp đơn ở mô | nộp hồ sơ ở mô
        | làm ở đâu | xin ở đâu | ra chỗ nào làm | ra chỗ nào | lên tỉnh hay | ở đâu | ở mô | tại đâu | nơi nào
        | chỗ nào | đến đâu | tới đâu | đi đâu | ra đâu | về đâu | nộp đâu | làm đâu | xin đâu | chỗ mô | đến mô
        | vô đâu | gặp ai | địa điểm | nơi nộp | ở chỗ nào | ở nơi nào | nơi đâu | đến chỗ nào | xã nào
        | lên đâu | ra mô | lên mô | về mô | ra xã hay | ở xã nào | phải về quê | về quê làm | chỗ nộp | xã hay huyện
        | xã hay tỉnh | huyện hay xã | tỉnh hay xã | hay phải về
    """,
}
# Phrases that name no aspect although they hold a word that does.
_SHIELDS = """
    đấu giá | đánh giá | kinh phí | học phí | mai táng phí | chi phí học tập | chi phí mai táng
    | chi phí điều trị | tiền sử dụng đất | trả tiền hằng năm | trả tiền hàng năm | trả tiền một lần
    | đóng tiền sử dụng đất | đóng tiền trọ | cả thời gian thuê | thời gian thuê | chưa đủ điều kiện
    | không đủ điều kiện | giấy đủ điều kiện | đủ điều kiện an toàn | đủ điều kiện kinh doanh | tờ khai sinh
    | tờ khai tử | chưa có giấy tờ gì | không có giấy tờ gì | chưa có giấy gì | không có giấy gì | giảm tiền
    | có được hỗ trợ gì | giá trị | gia đình | quốc gia | gia hạn | tham gia | già yếu | bà già | ông già
    | bao lâu hết hạn | bao lâu thì hết hạn | hiệu lực bao lâu | có giá trị bao lâu | giá trị bao lâu
    | giá trị trong bao lâu | khác nhau chỗ nào | khác nhau ở chỗ nào | khác chỗ nào | khác ở chỗ nào
    | chuyên gia | đọc trên mạng | xem trên mạng | thấy trên mạng | bán hàng online | bán online
    | mấy hôm nay | mấy bữa nay | mấy tháng nay | khác nhau ở đâu | khác ở đâu | khác nhau chỗ mô
    | đất ở có thu tiền | giao đất có thu tiền | khỏi đi đâu | đi đâu cả
"""
# In bare words.
_ALONE = {"giay to": Aspect.DOCUMENTS, "ho so": Aspect.DOCUMENTS, "tien": Aspect.FEE, "ngay": Aspect.TIME}
_LONGEST_GAP = 3
_HOW_MUCH = ("bao", "nhieu")
_PARTICLES = frozenset(["vay", "z", "v", "a", "ha", "the", "nhi", "nhe", "ad", "em", "oi", "he", "day", "d"])
_STORY = 18
_FURTHEST_APART = 8


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of one phrase, None standing for the gap, and the aspect it names; None for a shield."""

    aspect: Aspect | None
    words: tuple[str | None, ...]


def _phrases() -> dict[str, list[Phrase]]:
    """All phrases by the bare form of their first word, longer ones first."""
    by_first: dict[str, list[Phrase]] = {}
    groups: list[tuple[Aspect | None, str]] = [*_PHRASES.items(), (None, _SHIELDS)]
    for aspect, texts in groups:
        for text in texts.split("|"):
            words = tuple(None if word == "*" else words_of(word)[0] for word in text.split())
            by_first.setdefault(bare(words[0] or ""), []).append(Phrase(aspect, words))
    for phrases in by_first.values():
        phrases.sort(key=lambda phrase: -len(phrase.words))
    return by_first


_BY_FIRST = _phrases()


def _by_second(phrases: Sequence[Phrase]) -> dict[str | None, list[Phrase]]:
    """Of phrases with one first word, by the bare form of the second those that can go on so, longer ones first.

    None is for any other word: a phrase of one word goes on with any, and so does one with a gap.
    """
    seconds = [bare(phrase.words[1] or "") if phrase.words[1:] else "" for phrase in phrases]
    return {
        wanted or None: [phrase for phrase, second in zip(phrases, seconds, strict=True) if second in {"", wanted}]
        for wanted in {"", *seconds}
    }


_BY_START = {first: _by_second(phrases) for first, phrases in _BY_FIRST.items()}


ASPECT_PHRASES = tuple(
    tuple(word for word in phrase.words if word) for phrases in _BY_FIRST.values() for phrase in phrases
)
"""The words of all these phrases, their gaps left out."""


class Mention(NamedTuple):
    """An aspect named by the words from `start` up to, not including, `end`."""

    aspect: Aspect
    start: int
    end: int


def mentions(words: Sequence[str], accented: bool) -> tuple[Mention, ...]:
    """The aspects that a question names, in order; of overlapping phrases the one that starts first and is longest.

    In a question typed with accents a word without any is meant so: "gia đình" is no "giá".
    """
    found: list[Mention] = []
    position = 0
    while position < len(words):
        aspect, end = _phrase_at(words, position, accented)
        if aspect:
            found.append(Mention(aspect, position, end))
        position = end
    return tuple(found) or _priced(words) or _alone(words)


def _alone(words: Sequence[str]) -> tuple[Mention, ...]:
    """What names an aspect only where it is all that is said, as "giấy tờ?" is."""
    said = [place for place, word in enumerate(words) if bare(word) not in _PARTICLES]
    aspect = _ALONE.get(" ".join(bare(words[place]) for place in said))
    return (Mention(aspect, said[0], said[-1] + 1),) if aspect else ()


def _priced(words: Sequence[str]) -> tuple[Mention, ...]:
    """At the end of a message "bao nhiêu" asks for a price, unless it is "số … bao nhiêu"."""
    end = len(words)
    while end and bare(words[end - 1]) in _PARTICLES:
        end -= 1
    start = end - len(_HOW_MUCH)
    asked = tuple(map(bare, words[max(0, start - _LONGEST_GAP - 1) : end]))
    is_price = start > 0 and asked[-len(_HOW_MUCH) :] == _HOW_MUCH and "so" not in asked
    return (Mention(Aspect.FEE, start, end),) if is_price else ()


def asked_last(named: Sequence[Mention], meaningful: Sequence[int]) -> tuple[Mention, ...]:
    """Of what a message names, what it asks for: in a long one that stands together at its end.

    What was named before belongs to the story: "… con chưa có giấy tờ gì hết, giờ làm khai sinh thì mấy ngày".
    `meaningful` are the places of the words that have a meaning, in order.
    """
    if len(meaningful) < _STORY:
        return tuple(named)
    asked: list[Mention] = []
    end = meaningful[-1] + 1
    for mention in reversed(named):
        if sum(mention.end <= place < end for place in meaningful) > _FURTHEST_APART:
            break
        asked.insert(0, mention)
        end = mention.start
    return tuple(asked)


def _phrase_at(words: Sequence[str], start: int, accented: bool) -> tuple[Aspect | None, int]:
    """The aspect of the longest phrase that begins at that word, and where it ends; else None and the next word."""
    longest: tuple[Aspect | None, int] = (None, start + 1)
    begun = _BY_START.get(bare(words[start]))
    if begun is None:
        return longest
    second = bare(words[start + 1]) if start + 1 < len(words) else None
    for phrase in begun.get(second, begun[None]):
        end = _match(words, start, phrase.words, accented)
        if end is not None and (end > longest[1] or (end == longest[1] and longest[0] is None)):
            longest = (phrase.aspect, end)
    return longest


def _match(words: Sequence[str], start: int, phrase: tuple[str | None, ...], accented: bool) -> int | None:
    if not phrase:
        return start
    if phrase[0] is None:
        for gap in range(_LONGEST_GAP + 1):
            end = _match(words, start + gap, phrase[1:], accented)
            if end is not None:
                return end
        return None
    if start < len(words) and _same(words[start], phrase[0], accented):
        return _match(words, start + 1, phrase[1:], accented)
    return None


def _same(typed: str, meant: str, accented: bool) -> bool:
    return typed == meant or (not accented and typed == bare(meant))
