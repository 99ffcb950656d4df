"""The schemas for editors: they accept what the check accepts, and say in Vietnamese what belongs where."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from as_an_editor import complaints, read_as_an_editor
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from sample_files import COMMUNE, PROCEDURE, TOPIC, VALID, VOCABULARY, write

import bot
from bot.files.folder import load
from bot.files.json_schema import FOLDER, schema_files
from bot.files.schema_line import stale_schemas, unlinked, write_schemas
from bot.files.tree import survey
from bot.files.yaml_nodes import parse
from bot.text import fields

ROOT = Path(bot.__file__).parent.parent
SCHEMAS = schema_files()
DRAFT = 'trang_thai: bản nháp\nma: "1.000001"\nten: a\nlinh_vuc: b\ntom_tat:\nnguon: {dia_chi: https://example.vn, ngay_xem: 2026-11-01}\n'
OVERRIDE = 'sua_cho: "1.000001"\nle_phi: {muc: [{so_tien: 50.000, kenh: trực tuyến}]}\nra_soat: 20/11/2026\n'
PLAN = """\
nam: 2026
tu: 2026-08-01
nhiem_vu:
  - {ma: tin, muc: 4.1, noi_dung: Viết tin, chu_tri: mot-cua, thang: [8, 9], han: 15, chi_tieu: 3}
  - {ma: bao-cao, noi_dung: Báo cáo, chu_tri: [mot-cua], phoi_hop: mot-cua, quy: 4, ky: cả năm, kenh: Loa}
  - {ma: ngay, noi_dung: Ngày mẫu, chu_tri: mot-cua, hang_nam: 10/10}
  - {ma: mot-ngay, noi_dung: Một ngày, chu_tri: mot-cua, ngay: 2026-12-15}
"""
QUESTIONS = '- {q: "a", kind: answer, want: "1.000001"}\n- dialogue: [{q: 1, kind: none}]\n  at: 2026-11-20\n'
RIGHT = [
    ("thu-tuc.json", PROCEDURE),
    ("thu-tuc.json", DRAFT),
    ("sua-thu-tuc.json", OVERRIDE),
    ("hoi-dap.json", TOPIC),
    ("xa.json", COMMUNE),
    (
        "xa.json",
        COMMUNE.replace("ten: Bộ phận Một cửa", "ten: Bộ phận Một cửa\n    dia_chi:\n    dien_thoai: 0900000000"),
    ),
    ("ke-hoach.json", PLAN),
    ("tu-vung.json", VOCABULARY),
    ("cau-hoi.json", QUESTIONS),
]
WRONG = [
    ("thu-tuc.json", PROCEDURE.replace("tom_tat:", "tom_tac:"), [": additionalProperties", ": required"]),
    ("thu-tuc.json", PROCEDURE.replace("tom_tat: Mang giấy tờ đến bộ phận một cửa.", "tom_tat:"), ["tom_tat: not"]),
    (
        "thu-tuc.json",
        DRAFT.replace("bản nháp", "xong"),
        [": required", ": required", "tom_tat: not", "trang_thai: anyOf"],
    ),
    ("thu-tuc.json", PROCEDURE.replace("1.000001", "1.0001"), ["ma: pattern"]),
    ("thu-tuc.json", PROCEDURE.replace("2026-11-01\nra", "hôm qua\nra"), ["nguon/ngay_xem: pattern"]),
    ("thu-tuc.json", PROCEDURE + "buu_chinh: chắc có\n", ["buu_chinh: anyOf"]),
    ("thu-tuc.json", PROCEDURE + "le_phi: {muc: [{so_tien: năm chục}]}\n", ["le_phi: anyOf"]),
    ("sua-thu-tuc.json", OVERRIDE.replace("ra_soat", "# "), [": required"]),
    ("hoi-dap.json", TOPIC.replace("gio-lam-viec", "Giờ làm", 1), ["ma: pattern"]),
    ("xa.json", COMMUNE.replace("vai_tro: mot-cua", "vai_tro: một cửa"), ["don_vi: anyOf"]),
    ("xa.json", COMMUNE + "gio_lam_viec: [{thu: [9], gio: 7h-11h}]\n", ["gio_lam_viec: anyOf"]),
    ("ke-hoach.json", PLAN.replace("thang: [8, 9]", "thang: [13]"), ["nhiem_vu: anyOf"]),
    ("tu-vung.json", "dong_nghia: {a: b}\n", ["dong_nghia: anyOf"]),
    ("cau-hoi.json", '- {q: "a", kind: anser}\n', ["0: anyOf"]),
]
FIELDS: dict[str, Any] = {
    "Line": fields.Line,
    "Paragraphs": fields.Paragraphs,
    "Typed": fields.Typed,
    "Code": fields.Code,
    "Slug": fields.Slug,
    "Count": fields.Count,
    "Dong": fields.Dong,
    "Day": fields.Day,
    "WebAddress": fields.WebAddress,
    "Weekday": fields.Weekday,
    "Hours": fields.Hours,
    "Month": fields.Month,
    "Quarter": fields.Quarter,
    "DayOfMonth": fields.DayOfMonth,
    "Year": fields.Year,
    "Quota": fields.Quota,
    "YearlyDay": fields.YearlyDay,
}
ALMOST = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"\s?[0-9]{1,3}(\.[0-9]{3}){0,2} ?(đồng|Đ|đ|)\s?", fullmatch=True),
    st.sampled_from(["miễn phí", "MIỄN  PHÍ", " Miễn phí ", "007", "7", "8", "1.001193", " 1.001193", "true", "null"]),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%d/%m/%Y}"),
    st.from_regex(r"[0-9]{1,2}[:h][0-9]{2}\s?[-–]\s?[0-9]{1,2}[:h][0-9]{2}", fullmatch=True),
    st.from_regex(r"https?://[a-z.]{1,8}/?[a-z?=]{0,4}", fullmatch=True),
    st.from_regex(r"[a-z0-9-]{1,33}", fullmatch=True),
    st.integers(0, 2200).map(str),
    st.from_regex(r"[0-9]{1,2}/[0-9]{1,2}", fullmatch=True),
)


@pytest.mark.parametrize(("schema", "text"), RIGHT)
def test_what_is_written_right_is_right_by_its_schema(schema: str, text: str) -> None:
    assert complaints(SCHEMAS[schema], read_as_an_editor(text)) == []
    assert complaints(SCHEMAS[schema], parse(text).content) == []


@pytest.mark.parametrize(("schema", "text", "found"), WRONG)
def test_an_editor_underlines_what_is_wrong(schema: str, text: str, found: list[str]) -> None:
    assert complaints(SCHEMAS[schema], read_as_an_editor(text)) == found


@pytest.mark.parametrize("name", FIELDS)
@given(text=ALMOST)
def test_what_the_check_accepts_in_a_field_an_editor_accepts(name: str, text: str) -> None:
    reader: TypeAdapter[Any] = TypeAdapter(FIELDS[name])
    try:
        reader.validate_python(text)
    except ValidationError:
        return
    as_text = complaints(json.dumps(reader.json_schema()), text)
    assert as_text == []
    unquoted = re.fullmatch(r"[0-9](?:[\w./ -]*\w)?", text)
    assert not unquoted or complaints(json.dumps(reader.json_schema()), read_as_an_editor(f"a: {text}")["a"]) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(SCHEMAS[name]))


def described(form: Any) -> Iterator[tuple[str, str]]:
    """Each key with its description, wherever it stands."""
    if isinstance(form, dict):
        for key, part in form.get("properties", {}).items():
            if isinstance(part, dict) and not part.keys() <= {"not", "const"}:
                yield key, part.get("description", "")
    for part in form.values() if isinstance(form, dict) else form if isinstance(form, list) else ():
        yield from described(part)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_explained_in_vietnamese(name: str) -> None:
    told = list(described(json.loads(SCHEMAS[name])))
    assert told
    assert [key for key, words in told if not words or words.isascii()] == []
    assert '"default"' not in SCHEMAS[name]


def test_our_schemas_are_the_ones_that_the_models_give() -> None:
    assert stale_schemas(ROOT / "knowledge") == []


def test_every_file_of_our_knowledge_is_right_by_its_schema() -> None:
    kinds = {
        "PROCEDURE": "thu-tuc.json",
        "TOPIC": "hoi-dap.json",
        "COMMUNE": "xa.json",
        "PLAN": "ke-hoach.json",
        "VOCABULARY": "tu-vung.json",
    }
    files = [found for found in survey(ROOT / "knowledge").files if found.kind.name in kinds]
    assert len(files) > 20
    for found in files:
        text = found.file.read_text(encoding="utf-8")
        schema = "sua-thu-tuc.json" if text.startswith("sua_cho:") or "\nsua_cho:" in text else kinds[found.kind.name]
        assert complaints(SCHEMAS[schema], read_as_an_editor(text)) == [], found.path


def test_our_question_files_are_right_by_their_schema() -> None:
    asked = read_as_an_editor((ROOT / "tests/search/asked.yaml").read_text(encoding="utf-8"))
    assert complaints(SCHEMAS["cau-hoi.json"], asked) == []


def test_the_schemas_are_no_knowledge(tmp_path: Path) -> None:
    before = load(write(tmp_path, VALID))
    assert sorted(write_schemas(tmp_path)) == sorted(SCHEMAS)
    after = load(tmp_path)
    assert (tmp_path / FOLDER / "thu-tuc.json").is_file()
    assert (after.problems, after.tree, list(after.files)) == (before.problems, before.tree, list(before.files))
    assert len(list(unlinked(tmp_path))) == 4


def test_a_schema_that_somebody_has_changed_is_written_again(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    (tmp_path / FOLDER / "xa.json").write_text("{}", encoding="utf-8")
    (tmp_path / FOLDER / "hoi-dap.json").unlink()
    assert stale_schemas(tmp_path) == ["hoi-dap.json", "xa.json"]
    assert write_schemas(tmp_path) == ["hoi-dap.json", "xa.json"]
    assert stale_schemas(tmp_path) == []
