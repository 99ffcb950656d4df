"""The project's own knowledge folder, as of a fixed day."""

from datetime import date
from pathlib import Path

import bot
from bot.files.doubts import doubts
from bot.files.folder import load

KNOWLEDGE = Path(bot.__file__).parent.parent / "knowledge"
DAY = date(2026, 11, 21)
# Both rates are written of the fees that double with the new year, and Hải Phòng has announced what ends there with the
# old one. Whoever runs `motcua check` in these weeks is to be reminded, so these are no mistakes to be mended.
ACCEPTED = {
    f"chung/thu-tuc/{path}: Phí ở đây thay đổi sau ngày 31/12/2026, còn 40 ngày."
    for path in (
        "can-cuoc/cap-doi-the-can-cuoc.yaml",
        "can-cuoc/cap-lai-the-can-cuoc.yaml",
        "xuat-nhap-canh/giay-thong-hanh-viet-trung.yaml",
    )
} | {
    f"xa/nguyen-luong-bang/thu-tuc/giam-ngheo/{name}.yaml: Mục này hết hiệu lực sau ngày 31/12/2026, còn 40 ngày."
    for name in (
        "cong-nhan-ho-ngheo-dinh-ky",
        "cong-nhan-ho-ngheo-thuong-xuyen",
        "cong-nhan-ho-thoat-ngheo",
        "nguoi-lao-dong-thu-nhap-thap",
    )
}
# The communes' plans are those of 2025; whoever runs the check is to be reminded of the next.
ACCEPTED |= {
    f"xa/{code}/ke-hoach.yaml: Kế hoạch này là của năm 2025, nay đã là năm 2026."
    for code in ("nguyen-luong-bang", "phu-thong", "thao-nguyen", "truc-lam")
}


def test_our_own_knowledge_has_no_error() -> None:
    loaded = load(KNOWLEDGE)
    assert [str(problem) for problem in loaded.problems if problem.severity == "error"] == []
    assert loaded.set_aside == ()
    assert list(loaded.communes) == ["nguyen-luong-bang", "phu-thong", "thao-nguyen", "truc-lam"]


def test_every_commune_has_its_plan_with_the_national_day_of_digital_transformation() -> None:
    plans = load(KNOWLEDGE).plans
    assert list(plans) == ["nguyen-luong-bang", "phu-thong", "thao-nguyen", "truc-lam"]
    assert {plan.year for plan in plans.values()} == {2025}
    assert all((10, 10) in {task.yearly for task in plan.tasks} for plan in plans.values())


def test_nothing_of_our_own_knowledge_is_doubtful_but_what_is_accepted() -> None:
    loaded = load(KNOWLEDGE)
    told = {f"{problem.path}: {problem.what}" for problem in (*loaded.problems, *doubts(loaded, DAY))}
    assert sorted(told - ACCEPTED) == []
