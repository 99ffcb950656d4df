import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from bot.commune import Commune
from bot.files import validation
from bot.files.validation import validated
from bot.files.yaml_nodes import parse
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.override import Override
from bot.knowledge.procedure import Procedure
from bot.knowledge.questions import Case, Dialogue
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary

MODELS: list[type[BaseModel]] = [Procedure, Topic, Override, Commune, Vocabulary, ListedProcedure, Case, Dialogue]

TOPIC = "ma: a\nten: b\ntra_loi: c\nra_soat: 2026-11-01\n"
COMMUNE = "ma: a\nten: b\ntinh: c\n"

MISTAKES: list[tuple[str, type[BaseModel], str, list[str]]] = [
    ("extra_forbidden", Topic, TOPIC + "tra_lơi: x\n", [
        "5: Không có mục «tra_lơi» ở đây. Có phải bạn muốn viết «tra_loi» không?"]),
    ("extra_forbidden", Topic, TOPIC + "Cách hỏi: x\n", [
        "5: Không có mục «Cách hỏi» ở đây. Có phải bạn muốn viết «cach_hoi» không?"]),
    ("extra_forbidden", Topic, TOPIC + "mau_sac: x\n", [
        "5: Không có mục «mau_sac» ở đây. Xóa mục này, hoặc xem tên mục trong một tệp đang đúng."]),
    ("extra_forbidden", Commune, COMMUNE + "lien_he:\n  zalo: x\n", [
        "5: Không có mục «zalo» ở đây. Các mục dùng được: duong_day_nong, thu_dien_tu, trang_thong_tin."]),
    ("missing", Topic, "ma: a\nten: b\ntra_loi: c\n", [
        "1: Thiếu mục «ra_soat». Thêm dòng «ra_soat: …» (Ngày rà soát gần nhất)."]),
    ("missing", Topic, "ma: a\nten:\ntra_loi: c\nra_soat: 2026-11-01\n", [
        "2: Mục «ten» đang trống mà không thể thiếu. Điền vào sau dấu hai chấm (Tên chủ đề)."]),
    ("missing", Topic, TOPIC + "lien_ket:\n  - ten: x\n", [
        "6: Thiếu mục «dia_chi». Thêm dòng «dia_chi: …» (Địa chỉ trang)."]),
    ("missing", Topic, "ma: a\ntên: b\ntra_loi: c\nra_soat: 2026-11-01\n", [
        "2: Không có mục «tên» ở đây. Có phải bạn muốn viết «ten» không?"]),
    ("model_type", Topic, "- a\n- b\n", [
        "1: Tệp này không gồm các dòng «tên mục: nội dung». Viết từng dòng như «ma: …», «ten: …», «ten_khac: …»."]),
    ("model_type", Topic, "ma:a\n", [
        "1: Thiếu dấu cách sau dấu hai chấm. Viết «tên mục: nội dung», có dấu cách ở giữa."]),
    ("model_type", Commune, COMMUNE + "lien_he:\n  - duong_day_nong: x\n", [
        "4: Chỗ này không dùng danh sách. Bỏ dấu gạch ngang, viết từng dòng như "
        "«duong_day_nong: …», «thu_dien_tu: …», «trang_thong_tin: …»."]),
    ("model_type", Commune, COMMUNE + "lien_he: x\n", [
        "4: Chỗ này phải gồm nhiều mục nhỏ, không phải một dòng chữ. Xuống dòng, thụt vào, viết "
        "«duong_day_nong: …», «thu_dien_tu: …», «trang_thong_tin: …»."]),
    ("tuple_type", Commune, COMMUNE + "don_vi:\n  ma: x\n", [
        "4: Chỗ này phải là danh sách, không phải các mục nhỏ. Viết mỗi ý một dòng, bắt đầu bằng dấu gạch ngang."]),
    ("tuple_type", Commune, COMMUNE + "don_vi: x\n", [
        "4: Chỗ này phải là danh sách, không phải một dòng chữ. Viết mỗi ý một dòng, bắt đầu bằng dấu gạch ngang."]),
    ("dict_type", Vocabulary, "viet_tat:\n  - a\n", [
        "1: Chỗ này phải gồm các dòng «từ: nghĩa». Bỏ dấu gạch ngang, viết mỗi từ một dòng."]),
    ("enum", Commune, COMMUNE + "don_vi:\n  - ma: x\n    vai_tro: truong\n    ten: y\n", [
        "6: Không dùng được «truong» ở đây. Chọn một trong: "
        "mot-cua, cong-an, quan-su, van-phong, van-hoa-xa-hoi, kinh-te, khac."]),
    ("enum", Commune, COMMUNE + "don_vi:\n  - ma: x\n    vai_tro: [mot-cua]\n    ten: y\n", [
        "6: Chỗ này phải là một từ chọn sẵn, không phải danh sách hay mục nhỏ. Chọn một trong: "
        "mot-cua, cong-an, quan-su, van-phong, van-hoa-xa-hoi, kinh-te, khac."]),
    ("literal_error", Case, "q: x\nkind: maybe\n", [
        "2: Không dùng được «maybe» ở đây. Chọn một trong: answer, choose, none, social."]),
    ("string_type", Case, "q: [x]\nkind: none\n", [
        "1: Chỗ này phải là một dòng chữ. Viết chữ ngay sau dấu hai chấm, trong ngoặc kép."]),
    ("too_short", Vocabulary, "dung_chung:\n  - cum_tu: x\n    ma: [y]\n", [
        "3: Danh sách này mới có 1 dòng. Cần ít nhất 2 dòng."]),
    ("too_short", Vocabulary, "dung_chung:\n  - cum_tu: []\n    ma: [y, z]\n", [
        "2: Danh sách này đang trống. Cần ít nhất 1 dòng; nếu chưa biết thì xóa cả mục."]),
    ("field", Topic, TOPIC + "ten_khac:\n  - [x]\n", [
        "6: Chỗ này phải là một dòng chữ. Viết chữ ngay sau dấu hai chấm, không thụt thành danh sách."]),
    ("field", Topic, TOPIC + "ten_khac:\n  - Lưu ý: x\n", [
        "6: Chỗ này phải là một dòng chữ. Nếu trong câu có dấu hai chấm, đặt cả câu trong ngoặc kép."]),
    ("field", Topic, "ma: a\nten: b\ntra_loi: {gio_lam_viec}\nra_soat: 2026-11-01\n", [
        "3: Câu bắt đầu bằng dấu { nên không đọc được. Đặt cả câu trong ngoặc kép."]),
    ("field", Topic, 'ma: a\nten: ""\ntra_loi: c\nra_soat: 32/01/2026\n', [
        "2: Chỗ này đang trống. Điền vào, hoặc xóa cả dòng nếu chưa biết.",
        "4: Không có ngày «32/01/2026». Xem lại ngày và tháng."]),
    ("field", Vocabulary, 'viet_tat:\n  " ": x\n', [
        "2: Chỗ này đang trống. Điền vào, hoặc xóa cả dòng nếu chưa biết."]),
]  # fmt: skip


def told(model: type[BaseModel], content: Any, places: Any) -> list[str]:
    found = validated(model, content, places)
    return [f"{slip.line}: {slip.what} {slip.remedy}" for slip in found] if isinstance(found, tuple) else []


@pytest.mark.parametrize(("kind", "model", "text", "sentences"), MISTAKES)
def test_each_mistake_is_told_once_at_its_line(
    kind: str, model: type[BaseModel], text: str, sentences: list[str]
) -> None:
    document = parse(text)
    with pytest.raises(ValidationError) as failure:
        model.model_validate(document.content)
    assert kind in {error["type"] for error in failure.value.errors()}
    assert told(model, document.content, document.places) == sentences


def test_every_type_of_mistake_that_has_a_sentence_is_provoked_above() -> None:
    assert {kind for kind, *_ in MISTAKES} == set(validation._SENTENCES)


def test_a_mistake_that_nobody_foresaw_is_told_in_vietnamese_too() -> None:
    class Counted(BaseModel):
        so: float

    document = parse("so: bốn\n")
    assert told(Counted, document.content, document.places) == [
        "1: Chỗ này viết chưa đúng. So với một tệp đang đúng rồi viết lại."
    ]


words = st.sampled_from(
    ["", "x", "1.000001", "toàn trình", "2026-11-01", "2", "07:30-11:30", "https://a.vn", "5", "a:b"]
)


def _keys_of(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _models_in(field.annotation)
    elif get_origin(annotation) in {tuple, Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _models_in(part)


def _contents(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    keys = st.sampled_from(sorted({key for inner in _models_in(model) for key in _keys_of(inner)} | {"lạ"}))
    return st.recursive(
        words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=6), max_leaves=20
    )


@given(st.sampled_from(MODELS).flatmap(lambda model: st.tuples(st.just(model), _contents(model))))
def test_whatever_is_written_each_mistake_has_a_sentence_of_its_own(case: tuple[type[BaseModel], Any]) -> None:
    for sentence in told(*case, {}):
        assert "Chỗ này viết chưa đúng" not in sentence
        assert sentence.endswith((".", "?", "https://"))
