"""The first line of a file, with which an editor finds its schema: put where it is missing, mended where it is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_files import HOI_DAP, PROCEDURE, THU_TUC, TU_VUNG, VALID, XA, write

from bot.errors import OperatorError
from bot.files.folder import load
from bot.files.schema_line import linked, schema_line, unlinked
from bot.files.yaml_nodes import parse

LINE = "# yaml-language-server: $schema=../../.schema/hoi-dap.json"
OWN = "xa/suoi-mau/thu-tuc"
REMARK = st.sampled_from(["", "# một ghi chú", "  # thụt vào", LINE, "#yaml-language-server: $schema=cu.json", "---"])
LINES = st.sampled_from(["a: b", "c:", "  - d", "# cuối", "", "x: '# yaml-language-server: y'"])


def bytes_of(folder: Path, path: str) -> bytes:
    return (folder / path).read_bytes()


def link(folder: Path) -> list[str]:
    found = list(unlinked(folder))
    for each in found:
        each.file.write_bytes(each.linked)
    return [each.path for each in found]


def test_each_file_names_the_schema_of_what_it_holds(tmp_path: Path) -> None:
    more = {
        f"{OWN}/sua.yaml": 'sua_cho: "1.000001"\nra_soat: 2026-11-01\n',
        f"{OWN}/rieng.yaml": PROCEDURE.replace("1.000001", "9.000001"),
        "xa/suoi-mau/hoi-dap/cau-hoi.yaml": "[]\n",
    }
    write(tmp_path, {**VALID, **more})
    link(tmp_path)
    first = {
        path: bytes_of(tmp_path, path).split(b"\n")[0].decode() for path in (*VALID, *more) if path.endswith("yaml")
    }
    start = "# yaml-language-server: $schema="
    assert first == {
        XA: f"{start}../../.schema/xa.json",
        THU_TUC: f"{start}../../../.schema/thu-tuc.json",
        HOI_DAP: f"{start}../../.schema/hoi-dap.json",
        TU_VUNG: f"{start}../.schema/tu-vung.json",
        f"{OWN}/sua.yaml": f"{start}../../../.schema/sua-thu-tuc.json",
        f"{OWN}/rieng.yaml": f"{start}../../../.schema/thu-tuc.json",
        "xa/suoi-mau/hoi-dap/cau-hoi.yaml": f"{start}../../../.schema/cau-hoi.json",
    }
    for path, line in first.items():
        assert (tmp_path / path).parent.joinpath(line.partition("=")[2]).resolve().parent == tmp_path / ".schema"


def test_the_line_changes_nothing_else_and_is_put_once(tmp_path: Path) -> None:
    before = load(write(tmp_path, VALID)).communes
    assert link(tmp_path) == [HOI_DAP, THU_TUC, TU_VUNG, XA]
    assert load(tmp_path).communes == before
    assert bytes_of(tmp_path, THU_TUC).partition(b"\n")[2] == VALID[THU_TUC].encode()
    assert link(tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\n", f"{LINE}\na: b\n"),
        ("# ghi chú\na: b\n", f"{LINE}\n# ghi chú\na: b\n"),
        ("# yaml-language-server: $schema=cu.json\na: b\n", f"{LINE}\na: b\n"),
        (f"# ghi chú\n\n{LINE}\na: b\n", f"{LINE}\n# ghi chú\n\na: b\n"),
        (f"{LINE}\n{LINE}\na: b\n", f"{LINE}\na: b\n"),
        ("a: b\r\nc: d\r\n", f"{LINE}\r\na: b\r\nc: d\r\n"),
        ("\ufeffa: b\n", f"\ufeff{LINE}\na: b\n"),
        ("a: |\n  # yaml-language-server: x\n", f"{LINE}\na: |\n  # yaml-language-server: x\n"),
        ("", f"{LINE}\n"),
        (LINE, f"{LINE}\n"),
    ],
)
def test_the_line_is_first_and_alone(before: str, after: str) -> None:
    assert linked(before.encode(), LINE) == after.encode()


@given(st.lists(REMARK, max_size=4), st.lists(LINES, max_size=4), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_whatever_the_file_the_content_stays_and_a_second_time_changes_nothing(
    remarks: list[str], lines: list[str], end: str, marked: bool
) -> None:
    text = "\ufeff" * marked + end.join([*remarks, *lines])
    once = linked(text.encode(), LINE)
    assert linked(once, LINE) == once
    assert once.decode().removeprefix("\ufeff").startswith(LINE)
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    now = once.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert parse(now).content == parse(plain).content


@given(st.binary(max_size=60))
def test_no_file_is_too_strange_to_look_at(data: bytes) -> None:
    once = linked(data, LINE)
    assert linked(once, LINE) == once


def test_a_file_that_is_no_utf_8_is_left_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, THU_TUC: PROCEDURE.encode("utf-16")})
    assert THU_TUC not in link(tmp_path)


def test_a_folder_in_place_of_a_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    write(tmp_path, VALID)
    (tmp_path / TU_VUNG).unlink()
    (tmp_path / TU_VUNG).mkdir()
    with pytest.raises(OperatorError, match=r"Không mở được chung/tu-vung\.yaml"):
        link(tmp_path)


def test_the_line_says_the_way_from_the_file_to_the_schema() -> None:
    assert schema_line("tep.yaml", "xa.json") == "# yaml-language-server: $schema=.schema/xa.json"
