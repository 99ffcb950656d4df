"""The words of life for the words of law: `knowledge/chung/tu-vung.yaml`."""

from pydantic import Field

from bot.text.fields import Line, Lines, Value


class SharedPhrase(Value):
    """Phrases that fit several entries alike: asked so, the citizen is offered a choice of these."""

    phrases: Lines = Field(alias="cum_tu", min_length=1, description="Các cụm từ")
    ids: Lines = Field(alias="ma", min_length=2, description="Mã các thủ tục, chủ đề để chọn, hay hỏi nhất trước")


class Vocabulary(Value):
    """How people write and what they mean. Phrases are matched without regard to case, with or without accents.

    `abbreviations` maps what is typed to what is meant ("gks": "giấy khai sinh"). Each group of `synonyms` lists
    phrases that mean the same. `old_words` maps a name out of date to today's. `fillers` carry no meaning. `beyond` are
    questions that are asked often and that nobody here can answer: what resembles one of them most is not guessed at.
    """

    abbreviations: dict[Line, Line] = Field({}, alias="viet_tat", description="Viết tắt: nghĩa đầy đủ")
    synonyms: tuple[Lines, ...] = Field((), alias="dong_nghia", description="Các nhóm cụm từ cùng nghĩa")
    old_words: dict[Line, Line] = Field({}, alias="tu_cu", description="Từ cũ: từ nay dùng")
    shared: tuple[SharedPhrase, ...] = Field((), alias="dung_chung", description="Cụm từ chung của nhiều mục")
    popular: Lines = Field((), alias="hay_hoi", description="Mã những việc hay được hỏi nhất, để mời chọn")
    fillers: Lines = Field((), alias="tu_dem", description="Từ đệm, không mang nghĩa")
    beyond: Lines = Field((), alias="ngoai_pham_vi", description="Câu hay hỏi mà xã không lo, để máy không đoán bừa")
