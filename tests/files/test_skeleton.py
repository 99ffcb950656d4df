"""A skeleton shows every key of its model, and is right as it stands and when it is filled in."""

import re
from pathlib import Path

import pytest
from as_an_editor import complaints, read_as_an_editor
from sample_files import VALID, write

from bot.commune import Commune
from bot.errors import OperatorError
from bot.files.drafting import commune_text, draft_text
from bot.files.filing import path_for, scope_named, written_in
from bot.files.folder import load
from bot.files.json_schema import schema_files
from bot.files.skeleton import skeleton
from bot.files.validation import validated
from bot.files.yaml_nodes import parse
from bot.knowledge.draft import Draft
from bot.knowledge.override import Override
from bot.knowledge.plan import Plan
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary

KNOWN = {"ma": "1.000002", "ten": "Cấp lại mẫu", "linh_vuc": "Hộ tịch"}
SOURCE = {"nguon": {"dia_chi": "https://example.vn/2", "ngay_xem": "2026-11-01"}}
PATH = "chung/thu-tuc/ho-tich/cap-lai-mau.yaml"
DRAFT = draft_text(PATH, {**KNOWN, **SOURCE}, {})
SAMPLE = re.compile(r"^( *)# ((?:- )?[a-z_]+:|-$)", re.MULTILINE)


def test_a_draft_is_right_as_it_stands(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, {**VALID, PATH: DRAFT}))
    assert [str(problem) for problem in loaded.problems if problem.path == PATH] == []
    entry = loaded.communes["suoi-mau"].entries["1.000002"]
    assert isinstance(entry, Draft)
    assert entry.documents is None
    assert entry.fees is None
    assert complaints(schema_files()["thu-tuc.json"], read_as_an_editor(DRAFT)) == []


@pytest.mark.parametrize("model", [Draft, Procedure, Topic, Override, Commune, Plan, Vocabulary])
def test_every_key_is_there_with_its_description(model: type[Draft]) -> None:
    text = skeleton(model, {}, {})
    for field in model.model_fields.values():
        assert f"{field.description}" in text
        assert f"\n{field.alias}:" in f"\n{text}"


@pytest.mark.parametrize("model", [Draft, Topic, Override, Commune, Plan])
def test_without_the_marks_of_the_remarks_every_key_is_where_it_belongs(model: type[Draft]) -> None:
    remarks = skeleton(model, {}, {})
    opened = SAMPLE.sub(r"\1\2", remarks)
    assert opened != remarks
    document = parse(opened)
    assert document.slips == ()
    assert isinstance(document.content, dict)
    slips = validated(model, document.content, document.places)
    assert isinstance(slips, tuple)
    assert [slip.what for slip in slips if slip.what.startswith(("Không có mục", "Chỗ này"))] == []


def test_what_is_known_and_what_is_to_be_noted_stand_with_their_keys() -> None:
    text = draft_text(PATH, {**KNOWN, **SOURCE}, {"le_phi": ["Cổng ghi «40 đồng»:\nxem lại"], "": ["Từ tệp a.csv"]})
    assert text.startswith("# yaml-language-server: $schema=../../../.schema/thu-tuc.json\n# Bản nháp.")
    assert (
        "# Từ tệp a.csv\n\n# Chưa viết xong thì ghi bản nháp; viết xong thì xóa cả dòng này\ntrang_thai: bản nháp\n"
        in text
    )
    assert "# Cổng ghi «40 đồng»: xem lại\nle_phi:\n" in text


def test_a_draft_that_the_check_would_refuse_is_not_made() -> None:
    with pytest.raises(OperatorError, match="không phải là địa chỉ trang mạng"):
        draft_text(PATH, {**KNOWN, "nguon": {"dia_chi": "khong-co", "ngay_xem": "2026-11-01"}}, {})


@pytest.mark.parametrize("code", ["Suối Mẫu", "../x", "static", "a/b", "", "x" * 40])
def test_a_commune_with_a_code_that_can_not_be_is_not_made(code: str) -> None:
    with pytest.raises(OperatorError):
        commune_text(f"xa/{code}/xa.yaml", {"ma": code, "ten": "xã Suối Mẫu", "tinh": "Mẫu Giang"})


def test_a_new_file_goes_where_the_others_of_its_field_are(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, VALID))
    assert path_for(loaded, "", "1.000009", "Cấp lại, đổi giấy mẫu", "Hộ tịch", ()) == (
        "chung/thu-tuc/ho-tich/cap-lai-doi-giay-mau.yaml"
    )
    assert path_for(loaded, "suoi-mau", "1.000009", "Nuôi ong", "Chăn nuôi, thú y", ()) == (
        "xa/suoi-mau/thu-tuc/chan-nuoi-thu-y/nuoi-ong.yaml"
    )


def test_two_procedures_of_one_name_get_two_files(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, {**VALID, "chung/thu-tuc/cu-tru/tam-tru.yaml": ""}))
    path = path_for(loaded, "", "1.000009", "Tạm trú", "Cư trú", ())
    assert path == "chung/thu-tuc/cu-tru/tam-tru-1-000009.yaml"
    taken = {"chung/thu-tuc/cu-tru/nuoi-ong.yaml"}
    assert path_for(loaded, "", "1.000009", "Nuôi ong", "Cư trú", taken).endswith("/nuoi-ong-1-000009.yaml")


def test_a_name_without_a_letter_still_gets_a_file(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, VALID))
    assert path_for(loaded, "", "1.000009", "…", "?", ()) == "chung/thu-tuc/thu-tuc/thu-tuc.yaml"
    assert len(path_for(loaded, "", "1.000009", "dài " * 99, "ý" * 300, ())) < 200


def test_a_file_counts_as_written_even_where_it_is_wrong(tmp_path: Path) -> None:
    broken = 'ma: "1.000009"\nten\n'
    loaded = load(write(tmp_path, {**VALID, "xa/suoi-mau/thu-tuc/x.yaml": broken}))
    assert written_in(loaded, "suoi-mau", "1.000009") == "xa/suoi-mau/thu-tuc/x.yaml"
    assert written_in(loaded, "", "1.000009") == "xa/suoi-mau/thu-tuc/x.yaml"
    assert written_in(loaded, "suoi-mau", "1.000001") == "chung/thu-tuc/ho-tich/mau.yaml"
    assert written_in(loaded, "doi-mau", "1.000009") is None


def test_who_is_meant_is_asked_for_by_name(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, VALID))
    assert (scope_named(loaded, "chung"), scope_named(loaded, "suoi-mau")) == ("", "suoi-mau")
    with pytest.raises(OperatorError, match="Có phải là «suoi-mau» không"):
        scope_named(loaded, "suoi_mâu")
    with pytest.raises(OperatorError, match="Chọn một trong: chung, suoi-mau"):
        scope_named(loaded, "")
