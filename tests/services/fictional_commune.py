"""A fictional commune with one topic: as values, and as a knowledge folder. Also a clock that is moved by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.commune import Commune
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary
from bot.search import Library
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
OPENING = "Giờ làm việc của xã Suối Mẫu: 7 giờ 30 đến 17 giờ."

COMMUNE_YAML = "ma: {code}\nten: xã Suối Mẫu\ntinh: Tỉnh Mẫu\n"
TOPIC_YAML = (
    "ma: gio-lam-viec\nten: Giờ làm việc\ncach_hoi:\n  - mấy giờ mở cửa\ntra_loi: {answer}\nra_soat: 2026-11-01\n"
)


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


def fictional_library() -> Library:
    commune = Commune.model_validate({"ma": "suoi-mau", "ten": "xã Suối Mẫu", "tinh": "Tỉnh Mẫu"})
    topic = Topic.model_validate(
        {
            "ma": "gio-lam-viec",
            "ten": "Giờ làm việc",
            "cach_hoi": ["mấy giờ mở cửa"],
            "tra_loi": OPENING,
            "ra_soat": "2026-11-01",
        }
    )
    return Library.of(Knowledge(commune, {topic.id: topic}, Vocabulary()))


def write_knowledge(folder: Path, answer: str = OPENING, code: str = "suoi-mau") -> Path:
    """Write the commune's folder; returns the file of its topic."""
    topic = folder / "xa" / code / "hoi-dap" / "gio-lam-viec.yaml"
    topic.parent.mkdir(parents=True, exist_ok=True)
    (folder / "xa" / code / "xa.yaml").write_text(COMMUNE_YAML.format(code=code), encoding="utf-8")
    topic.write_text(TOPIC_YAML.format(answer=f'"{answer}"'), encoding="utf-8")
    return topic
