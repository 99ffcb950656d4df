"""Telling an emergency from a question about papers that has the same words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.search.phrases import PhraseTable

_PAPERWORK = """
    giấy | giấy tờ | hộ nghèo | hộ cận nghèo | xét vào | thủ tục | hồ sơ | hỗ trợ | cấp lại | cấp đổi
    | làm lại | đăng ký | chế độ | trợ cấp | bảo hiểm | bồi thường | khai tử | khai báo | xác nhận | chứng nhận
    | quy định | tập huấn | phòng cháy | chữa cháy | phòng chống | kế hoạch | tuyên truyền | luật | phí | tiền
    | đền bù | thiệt hại | công nhận | mai táng | căn cước | hộ chiếu | sổ đỏ | bằng lái
"""
_PAPERS: PhraseTable[None] = PhraseTable((phrase, None) for phrase in _PAPERWORK.split("|"))


@dataclass(frozen=True, slots=True)
class Emergencies:
    """The signs of an emergency, each with the id of the topic that answers it: sure ones, and those in a doubt."""

    sure: PhraseTable[str]
    possible: PhraseTable[str]

    def in_words(self, words: Sequence[str]) -> str | None:
        """The topic to answer at once, if the words tell of an emergency."""
        signs = self.sure.spans(words) or ([] if _PAPERS.spans(words) else self.possible.spans(words))
        return signs[0].meaning if signs else None
