import asyncio
import json
import logging
import os
from pathlib import Path

import pytest
from fictional_commune import write_knowledge

from bot.errors import OperatorError
from bot.logs import JsonLines
from bot.services import knowledge as service
from bot.services.footprint import footprint
from bot.services.knowledge import LiveKnowledge


def answer(live: LiveKnowledge, code: str = "suoi-mau") -> str:
    return str(getattr(live.shelf.libraries[code].knowledge.entries["gio-lam-viec"], "answer"))  # noqa: B009


async def test_a_changed_file_is_taken_in(tmp_path: Path) -> None:
    write_knowledge(tmp_path, "Câu cũ.")
    live = LiveKnowledge.open(tmp_path)
    write_knowledge(tmp_path, "Câu mới.")
    await live.refresh()
    assert answer(live) == "Câu mới."


async def test_a_wrong_file_leaves_its_last_good_version_and_is_named(tmp_path: Path) -> None:
    topic = write_knowledge(tmp_path, "Câu cũ.")
    live = LiveKnowledge.open(tmp_path)
    topic.write_text("ma: gio-lam-viec\nten: [", encoding="utf-8")
    await live.refresh()
    assert answer(live) == "Câu cũ."
    assert list(live.shelf.loaded.set_aside) == ["xa/suoi-mau/hoi-dap/gio-lam-viec.yaml"]
    write_knowledge(tmp_path, "Câu đã sửa.")
    await live.refresh()
    assert answer(live) == "Câu đã sửa."
    assert not live.shelf.loaded.set_aside


async def test_a_commune_that_has_not_changed_is_not_indexed_again(tmp_path: Path) -> None:
    write_knowledge(tmp_path, code="suoi-mau")
    write_knowledge(tmp_path, code="doi-mau")
    live = LiveKnowledge.open(tmp_path)
    before = dict(live.shelf.libraries)
    write_knowledge(tmp_path, "Câu mới.", code="doi-mau")
    await live.refresh()
    assert live.shelf.libraries["suoi-mau"] is before["suoi-mau"]
    assert live.shelf.libraries["doi-mau"] is not before["doi-mau"]


async def test_communes_come_and_go_with_their_folders(tmp_path: Path) -> None:
    write_knowledge(tmp_path, code="suoi-mau")
    live = LiveKnowledge.open(tmp_path)
    write_knowledge(tmp_path, code="doi-mau")
    await live.refresh()
    assert set(live.shelf.libraries) == {"suoi-mau", "doi-mau"}


async def test_a_folder_that_has_gone_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "tri-thuc"
    write_knowledge(folder, "Câu cũ.")
    live = LiveKnowledge.open(folder)
    folder.rename(tmp_path / "cho-khac")
    await live.refresh()
    assert answer(live) == "Câu cũ."
    assert live.shelf.failure is not None
    (tmp_path / "cho-khac").rename(folder)
    await live.refresh()
    assert live.shelf.failure is None


def test_a_folder_that_is_not_there_at_the_start_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorError):
        LiveKnowledge.open(tmp_path / "khong-co")


async def test_the_watch_goes_on_after_a_failure_nobody_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_knowledge(tmp_path, "Câu cũ.")
    live = LiveKnowledge.open(tmp_path)
    pauses = iter(range(3))

    async def sleep(seconds: float) -> None:
        number = next(pauses, None)
        if number is None:
            raise asyncio.CancelledError
        write_knowledge(tmp_path, f"Câu {number}.")
        monkeypatch.setattr(service, "footprint", [footprint, broken, footprint][number])

    def broken(folder: Path) -> None:
        raise RuntimeError

    with pytest.raises(asyncio.CancelledError):
        await live.watch(sleep)
    assert answer(live) == "Câu 2."


async def test_what_is_wrong_is_logged_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "motcua")
    topic = write_knowledge(tmp_path)
    live = LiveKnowledge.open(tmp_path)
    topic.write_text("ten: [", encoding="utf-8")
    await live.refresh()
    write_knowledge(tmp_path, code="doi-mau")
    await live.refresh()
    events = [json.loads(JsonLines().format(record)) for record in caplog.records]
    named = [event["problem"] for event in events if event["event"] == "knowledge_problem"]
    assert len(named) == 1
    assert named[0].startswith("xa/suoi-mau/hoi-dap/gio-lam-viec.yaml:1: ")
    assert events[-1]["event"] == "knowledge_loaded"
    assert events[-1]["set_aside"] == ["xa/suoi-mau/hoi-dap/gio-lam-viec.yaml"]


def test_the_footprint_changes_with_every_kind_of_change(tmp_path: Path) -> None:
    file = write_knowledge(tmp_path)
    prints = [footprint(tmp_path)]
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    prints.append(footprint(tmp_path))
    os.utime(file, ns=(1, 1))
    prints.append(footprint(tmp_path))
    file.rename(file.with_name("khac.yaml"))
    prints.append(footprint(tmp_path))
    (tmp_path / "xa" / "trong").mkdir()
    prints.append(footprint(tmp_path))
    assert all(one != other for number, one in enumerate(prints) for other in prints[:number])
    assert footprint(tmp_path) == prints[-1]


def test_a_link_to_the_folder_above_does_not_keep_the_footprint_going(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    (tmp_path / "xa" / "vong").symlink_to(tmp_path)
    (tmp_path / "xa" / "cut").symlink_to(tmp_path / "khong-co")
    assert footprint(tmp_path)
