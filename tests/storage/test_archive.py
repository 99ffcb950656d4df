import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from full_disk import files_of_at_most
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from saved_databases import make_database, questions, save, unpacked

from bot.errors import OperatorError


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return make_database(tmp_path / "data" / "suoi-mau.sqlite3", "mở quán", "nuôi hươu")


@pytest.fixture
def saved(tmp_path: Path, live: Path) -> Path:
    save(tmp_path / "sao-luu.zip", live)
    return tmp_path / "sao-luu.zip"


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, live: Path) -> None:
    (tmp_path / "thu.zip").write_text("Kính gửi " * 100, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "anh.zip", "w") as archive:
        archive.writestr("anh.txt", "ảnh")
    for name in ("thu.zip", "anh.zip"):
        with pytest.raises(OperatorError, match="không phải là bản sao lưu"):
            unpacked(tmp_path / name, tmp_path / f"xem-{name}")
    with pytest.raises(OperatorError, match="không phải là bản sao lưu"):
        unpacked(live, tmp_path / "xem")
    with pytest.raises(OperatorError, match="Không thấy tệp"):
        unpacked(tmp_path / "mat.zip", tmp_path / "xem-mat")


def rewritten(saved: Path, change: Callable[[dict[str, object]], object]) -> Path:
    """The same archive with a manifest of somebody who knows how to write one."""
    target = saved.with_name("sua.zip")
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "manifest.json":
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()
            after.writestr(name, content)
    return target


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["databases"][0].update(sha256="0" * 64),
        lambda manifest: manifest["databases"][0].update(size=1),
        lambda manifest: manifest["databases"][0].update(size=10**9),
        lambda manifest: manifest["databases"][0].update(commune="../../ngoai"),
        lambda manifest: manifest["databases"][0].update(commune="doi-mau"),
        lambda manifest: manifest["databases"].append(manifest["databases"][0]),
        lambda manifest: manifest.update(databases=[]),
        lambda manifest: manifest.pop("made_at"),
        lambda manifest: manifest.update(form="1"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    tmp_path: Path, saved: Path, change: Callable[[dict[str, object]], object]
) -> None:
    with pytest.raises(OperatorError, match="bị hỏng"):
        unpacked(rewritten(saved, change), tmp_path / "xem")


def test_a_backup_does_not_fill_the_disk_with_more_than_it_says(tmp_path: Path, saved: Path) -> None:
    smaller = rewritten(saved, lambda manifest: manifest["databases"][0].update(size=1))  # type: ignore[index]
    with pytest.raises(OperatorError, match="bị hỏng"):
        unpacked(smaller, tmp_path / "xem")
    assert [file.stat().st_size for file in (tmp_path / "xem").iterdir()] == [0]


def test_a_backup_of_a_newer_program_asks_for_an_update(tmp_path: Path, saved: Path) -> None:
    newer = rewritten(saved, lambda manifest: manifest.update(form=2, more="x"))
    with pytest.raises(OperatorError, match="mới hơn"):
        unpacked(newer, tmp_path / "xem")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_backup_with_a_changed_byte_is_refused_or_means_the_same(
    tmp_path_factory: pytest.TempPathFactory, saved: Path, data: st.DataObject
) -> None:
    content = bytearray(saved.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    _refused_or_the_same(tmp_path_factory.mktemp("doi-byte"), saved, bytes(content))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_backup_that_was_cut_off_is_refused(
    tmp_path_factory: pytest.TempPathFactory, saved: Path, data: st.DataObject
) -> None:
    content = saved.read_bytes()
    folder = tmp_path_factory.mktemp("cut")
    (folder / "cut.zip").write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(OperatorError):
        unpacked(folder / "cut.zip", folder / "xem")


def _refused_or_the_same(folder: Path, saved: Path, content: bytes) -> None:
    (folder / "sua.zip").write_bytes(content)
    try:
        into = unpacked(folder / "sua.zip", folder / "xem")
    except OperatorError:
        return
    assert questions(into / "suoi-mau.sqlite3") == ["mở quán", "nuôi hươu"]


def test_an_unpacking_onto_a_full_disk_is_told(tmp_path: Path, saved: Path) -> None:
    with files_of_at_most(1000), pytest.raises(OperatorError, match="ổ đĩa đã đầy"):
        unpacked(saved, tmp_path / "xem")
