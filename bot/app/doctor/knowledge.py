"""Whether the knowledge can be served, and whether each commune can be reached."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.app.doctor.finding import Finding, Level
from bot.app.libraries import no_commune, not_served
from bot.commune import Commune
from bot.files.doubts import doubts
from bot.files.folder import load
from bot.text.dates import vietnam_day

_CHECK = "knowledge"


def check_knowledge(folder: Path, now: datetime) -> Iterator[Finding]:
    """Raises OperatorError where the folder can not be read, or serves nobody."""
    loaded = load(folder)
    problems = {*loaded.problems, *doubts(loaded, vietnam_day(now))}
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if errors:
        what = f"Tri thức có {errors} lỗi; những tệp đó không được dùng, hoặc chỉ dùng một phần."
        yield Finding(_CHECK, Level.WRONG, what, "Chạy motcua check để xem sai ở đâu và sửa thế nào.")
    if warnings:
        yield Finding(_CHECK, Level.WARNING, f"Tri thức có {warnings} cảnh báo.", "Chạy motcua check để xem.")
    if not loaded.communes:
        raise no_commune(folder)
    for code in loaded.left_out:
        remedy = "Chạy motcua check để xem phải sửa gì, rồi chạy lại motcua run."
        yield Finding(_CHECK, Level.WRONG, not_served(code), remedy)
    for code, knowledge in loaded.communes.items():
        entries = len(knowledge.entries)
        yield Finding(_CHECK, Level.OK, f"Đang phục vụ {knowledge.commune.name} ({code}): {entries} thủ tục và chủ đề.")
        yield from _gaps(code, knowledge.commune)


def _gaps(code: str, commune: Commune) -> Iterator[Finding]:
    lacking = []
    if not commune.contacts.hotline:
        lacking.append(("đường dây nóng", "lien_he, duong_day_nong"))
    if not commune.working_days:
        lacking.append(("giờ làm việc", "gio_lam_viec"))
    for name, key in lacking:
        what = f"Chưa có {name} của {commune.name}; người dân hỏi thì máy nói là chưa biết."
        yield Finding(_CHECK, Level.WARNING, what, f"Điền {key} trong xa/{code}/xa.yaml.")
