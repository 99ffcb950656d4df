import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.doctor import doctor


@pytest.fixture(autouse=True)
def any_port_and_no_fee_about_to_change(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_PORT", "0")
    card = knowledge / "chung" / "thu-tuc" / "can-cuoc" / "doi-the.yaml"
    long_ago = card.read_text(encoding="utf-8").replace("2026-12-31", "2025-12-31").replace("2027-01-01", "2026-01-01")
    card.write_text(long_ago, encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(doctor, list(arguments))


def test_what_is_in_order_what_to_look_at_and_how_many_of_it() -> None:
    result = run()
    assert result.exit_code == 0
    *lines, last = result.stdout.splitlines()
    assert {line[0] for line in lines} == {"✓", "!"}
    assert last == "Có 0 điều phải sửa (✗), 2 điều nên xem (!)."


def test_everything_in_order_is_said_shortly(knowledge: Path) -> None:
    (knowledge / "xa" / "suoi-mau" / "xa.yaml").write_text(
        "ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Mẫu Giang\nlien_he: {duong_day_nong: '0900000000'}\n"
        "gio_lam_viec: [{thu: [2], gio: ['07:30-11:30']}]\n",
        encoding="utf-8",
    )
    result = run()
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Mọi thứ đều ổn.")


def test_something_wrong_ends_with_code_1(elsewhere: Path) -> None:
    (elsewhere / "data").write_text("", encoding="utf-8")
    result = run()
    assert result.exit_code == 1
    assert any(line.startswith("✗ Không dùng được thư mục dữ liệu") for line in result.stdout.splitlines())


def test_wrong_settings_end_with_code_2_and_the_rest_is_told_nevertheless(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("MOTCUA_PROT=8081\n", encoding="utf-8")
    result = run()
    assert result.exit_code == 2
    assert "Có phải MOTCUA_PORT không?" in result.stdout
    assert "Phiên bản:" in result.stdout


def test_as_json_each_finding_is_an_object() -> None:
    told = json.loads(run("--json").stdout)
    assert {"check", "level", "what", "remedy"} == set(told[0])
    assert {finding["level"] for finding in told} == {"ok", "warning"}
