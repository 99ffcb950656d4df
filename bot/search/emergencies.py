"""Telling an emergency from a question about papers that has the same words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.search.phrases import PhraseTable
from bot.text.words import bare

_PAPERWORK = """
    giấy | giấy tờ | hộ nghèo | hộ cận nghèo | xét vào | thủ tục | hồ sơ | hỗ trợ | cấp lại | cấp đổi
    | làm lại | đăng ký | chế độ | trợ cấp | bảo hiểm | bồi thường | khai tử | khai báo | xác nhận | chứng nhận
    | quy định | tập huấn | phòng cháy | chữa cháy | phòng chống | kế hoạch | tuyên truyền | luật | phí | tiền
    | đền bù | thiệt hại | công nhận | mai táng | căn cước | hộ chiếu | sổ đỏ | bằng lái
"""
# What fell, where a paper is asked for anew and no help, was a thing: "căn cước rớt xuống sông, xin cấp lại".
_FELL = {"roi", "rot"}
_ANEW = "cấp lại | làm lại | xin lại | xin cấp lại | cấp bản sao"
_HELP = "đang | cứu | kêu | gọi | gấp | khẩn cấp | ngay bây giờ | số mấy"
_PAPERS: PhraseTable[None] = PhraseTable((phrase, None) for phrase in _PAPERWORK.split("|"))
_PAPERS_ANEW: PhraseTable[None] = PhraseTable((phrase, None) for phrase in _ANEW.split("|"))
_CALLS: PhraseTable[None] = PhraseTable((phrase, None) for phrase in _HELP.split("|"))


@dataclass(frozen=True, slots=True)
class Emergencies:
    """The signs of an emergency, each with the id of the topic that answers it: sure ones, and those in a doubt."""

    sure: PhraseTable[str]
    possible: PhraseTable[str]

    def in_words(self, words: Sequence[str]) -> str | None:
        """The topic to answer at once, if the words tell of an emergency."""
        of_a_paper = bool(_PAPERS_ANEW.spans(words)) and not _CALLS.spans(words)
        sure = [sign for sign in self.sure.spans(words) if not (of_a_paper and bare(words[sign.start]) in _FELL)]
        signs = sure or ([] if _PAPERS.spans(words) else self.possible.spans(words))
        return signs[0].meaning if signs else None
