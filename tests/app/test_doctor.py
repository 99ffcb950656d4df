import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app.doctor import Configuration, Finding, Level, examine, read_configuration
from bot.errors import OperatorError
from bot.settings import Settings
from bot.storage import Database

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
SECRET = "900000001:day-la-ma-bi-mat"
COMMUNE = "ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Tỉnh Mẫu\n"
COMPLETE = """lien_he:
  duong_day_nong: "0900000000"
gio_lam_viec:
  - thu: [2, 3, 4, 5, 6]
    gio: ["07:30-11:30", "13:30-17:00"]
"""
PROCEDURE = """ma: "1.000001"
ten: Đăng ký mẫu
linh_vuc: Hộ tịch
tom_tat: Đến xã.
noi_giai_quyet: Xã
nguon: {dia_chi: "https://example.vn", ngay_xem: 2026-11-01}
ra_soat: 2026-11-01
"""
CATALOGUE = "ma,ten,linh_vuc,lien_ket\n1.000002,Cấp lại mẫu,Hộ tịch,https://example.vn/2\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with the knowledge of a commune, and no setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.upper().startswith("MOTCUA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOTCUA_PORT", "0")
    write_commune(tmp_path, COMMUNE + COMPLETE)
    write_shared(tmp_path)
    return tmp_path


def write_shared(folder: Path) -> None:
    shared = folder / "knowledge" / "chung"
    (shared / "thu-tuc").mkdir(parents=True)
    (shared / "thu-tuc" / "mau.yaml").write_text(PROCEDURE, encoding="utf-8")
    (shared / "danh-muc.csv").write_text(CATALOGUE, encoding="utf-8")


def write_commune(folder: Path, text: str) -> None:
    file = folder / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


async def make_database(path: Path) -> None:
    await Database.open(path).close()


async def findings(configuration: Configuration | None = None) -> list[Finding]:
    for file in Path.cwd().rglob("*"):
        os.utime(file, (NOW.timestamp(), NOW.timestamp()))  # written on that day, as far as the clock's check can see
    return await examine(configuration or read_configuration(), NOW, ())


def levels(found: list[Finding]) -> dict[str, set[Level]]:
    return {each.check: {other.level for other in found if other.check == each.check} for each in found}


async def test_a_commune_with_everything_in_order_has_nothing_to_do(folder: Path) -> None:
    await make_database(folder / "data" / "suoi-mau.sqlite3")
    found = await findings()
    assert {each.level for each in found} == {Level.OK}
    assert [each.check for each in found] == [
        "settings", "knowledge", "data", "disk", "database", "clock", "versions", "port", "address",
    ]  # fmt: skip


def test_a_first_start_is_in_order_and_looking_makes_nothing(folder: Path) -> None:
    assert {each.level for each in asyncio.run(findings())} == {Level.OK}
    assert [path.name for path in folder.iterdir()] == ["knowledge"]


async def test_everything_broken_at_once_is_all_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_commune(folder, "ten: [")
    (folder / "data").mkdir()
    for code in ("suoi-mau", "doi-mau"):
        (folder / "data" / f"{code}.sqlite3").write_text("không phải " * 500, encoding="utf-8")
    monkeypatch.setenv("MOTCUA_PORT", "tám nghìn")
    monkeypatch.setenv("MOTCUA_PROT", "1")
    monkeypatch.setenv("MOTCUA_HOST", "khong-co.invalid")
    found = await findings()
    wrong = [each for each in found if each.level is Level.WRONG]
    assert [each.check for each in wrong] == [
        "settings", "settings", "knowledge", "knowledge", "database", "database", "port",
    ]  # fmt: skip
    # What is wrong is one sentence, what to do another.
    assert [each for each in wrong if ". " not in f"{each.what} {each.remedy}"] == []
    assert {each.check for each in found} >= {"data", "disk", "clock", "versions", "address"}


@pytest.mark.parametrize("text", ["MOTCUA_HOST\n", 'MOTCUA_HOST="\n', "MOTCUA_PUBLIC_URL=http://a.example\n"])
async def test_a_wrong_env_file_is_one_finding_and_the_rest_is_looked_at(folder: Path, text: str) -> None:
    (folder / ".env").write_text(text, encoding="utf-8")
    found = levels(await findings())
    assert found["settings"] == {Level.WRONG}
    assert found["knowledge"] == {Level.OK}


async def test_an_env_file_that_is_no_text_is_one_finding(folder: Path) -> None:
    (folder / ".env").write_bytes(b"MOTCUA_HOST=\xff\xfe\n")
    found = levels(await findings())
    assert found["settings"] == {Level.WRONG}
    assert found["knowledge"] == {Level.OK}


def test_what_is_right_in_wrong_settings_still_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_PORT", "x")
    monkeypatch.setenv("MOTCUA_DATA", "noi-khac")
    read = read_configuration(knowledge=Path("tri-thuc"), data=None, commune=None)
    assert (read.settings.data, read.settings.knowledge, read.settings.port) == (
        Path("noi-khac"),
        Path("tri-thuc"),
        8080,
    )
    assert len(read.mistakes) == 1


@pytest.mark.parametrize("name", ["MOTCUA_SUOI_MAU_TELEGRAM_TOKEN", "MOTCUA_SUOI_MAY_TELEGRAM_TOKEN", "MOTCUA_TOKEN"])
async def test_no_finding_shows_a_secret(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (folder / ".env").write_text(f"{name}={SECRET}\n", encoding="utf-8")
    monkeypatch.setenv("MOTCUA_TELEGRAM_PROXY", f"ftp://ai-do:{SECRET}@proxy.example")

    async def channel() -> Finding:
        raise ValueError(SECRET)

    found = await examine(read_configuration(), NOW, [channel])
    assert SECRET not in repr(found)
    assert levels(found)["settings"] >= {Level.WRONG}


async def test_a_secret_without_a_commune_is_told_by_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SUOI_MAY_TELEGRAM_TOKEN", SECRET)
    [wrong] = [each for each in await findings() if each.level is Level.WRONG]
    assert wrong.check == "settings"
    assert "MOTCUA_SUOI_MAY_TELEGRAM_TOKEN" in wrong.what


async def test_an_env_file_with_secrets_that_others_can_read_is_told(folder: Path) -> None:
    env = folder / ".env"
    env.write_text(f"MOTCUA_SUOI_MAU_TELEGRAM_TOKEN={SECRET}\n", encoding="utf-8")
    for mode, told in ((0o644, {Level.WARNING, Level.OK}), (0o600, {Level.OK})):
        env.chmod(mode)
        assert levels(await findings())["settings"] == told


async def test_a_preview_of_another_day_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_NOW", "2026-11-20T09:00:00+07:00")
    assert Level.WARNING in levels(await findings())["settings"]


async def test_a_commune_without_a_hotline_and_hours_is_named_with_where_to_write_them(folder: Path) -> None:
    write_commune(folder, COMMUNE)
    warnings = [each for each in await findings() if each.level is Level.WARNING]
    assert [("duong_day_nong" in each.remedy, "gio_lam_viec" in each.remedy) for each in warnings] == [
        (True, False),
        (False, True),
    ]
    assert all("xa/suoi-mau/xa.yaml" in each.remedy for each in warnings)


async def test_a_mistake_in_the_knowledge_sends_to_check(folder: Path) -> None:
    (folder / "knowledge" / "chung" / "hoi-dap").mkdir()
    (folder / "knowledge" / "chung" / "hoi-dap" / "sai.yaml").write_text("ma: [", encoding="utf-8")
    [wrong] = [each for each in await findings() if each.level is Level.WRONG]
    assert "motcua check" in wrong.remedy


async def test_a_commune_that_is_not_served_is_named_and_its_token_is_no_mistake(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_DOI_MAU_TELEGRAM_TOKEN", SECRET)
    (folder / "knowledge" / "xa" / "doi-mau").mkdir()
    (folder / "knowledge" / "xa" / "doi-mau" / "xa.yaml").write_text("ten: [", encoding="utf-8")
    wrong = [each for each in await findings() if each.level is Level.WRONG]
    assert {each.check for each in wrong} == {"knowledge"}
    assert "Chưa phục vụ được doi-mau" in "".join(each.what for each in wrong)


async def test_channels_are_asked_and_one_that_fails_keeps_no_other_from_being_told(folder: Path) -> None:
    async def fine() -> Finding:
        return Finding("telegram", Level.OK, "Bot của xã Suối Mẫu trả lời tốt.")

    async def refused() -> Finding:
        raise OperatorError("Mã của bot bị từ chối. Hãy lấy mã mới.")

    async def slow() -> Finding:
        raise TimeoutError

    async def mistaken() -> Finding:
        raise ZeroDivisionError

    found = (await examine(read_configuration(), NOW, [refused, slow, mistaken, fine]))[-4:]
    assert [each.level for each in found] == [Level.WRONG, Level.WRONG, Level.WRONG, Level.OK]
    assert "lấy mã mới" in found[0].what
    assert "ZeroDivisionError" in found[2].what


async def test_a_check_that_fails_in_a_way_nobody_foresaw_keeps_no_other_from_being_told(folder: Path) -> None:
    # A part of a name may have 63 letters; Python refuses a longer one in a way of its own.
    impossible = Configuration(Settings(host="a" * 64 + ".example", port=8080), ())
    found = await findings(impossible)
    assert [each.check for each in found if each.level is Level.WRONG] == ["port"]
    assert "UnicodeError" in repr(found)
    assert found[-1].check == "address"


def test_examining_twice_at_once_disturbs_nobody(folder: Path) -> None:
    async def twice() -> tuple[list[Finding], list[Finding]]:
        return await asyncio.gather(findings(), findings())

    assert all(each.level is Level.OK for found in asyncio.run(twice()) for each in found)
