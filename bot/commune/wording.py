"""Sentences about a commune: its hours, addresses, numbers. What is not known is said to be not known yet."""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

from bot.commune.commune import Commune, UnitRole, WorkingDays

NATIONAL_HOTLINE = "18001096"
"""Tổng đài hỗ trợ of the national public service portal, toll-free; see its foot at dichvucong.gov.vn."""

_CLOSURES_TOLD = 2
_CLOSURES_TOLD_DAYS_AHEAD = 60
_WEEKDAYS = {2: "thứ hai", 3: "thứ ba", 4: "thứ tư", 5: "thứ năm", 6: "thứ sáu", 7: "thứ bảy", 8: "chủ nhật"}
_USUAL_NAMES = {
    UnitRole.ONE_STOP: "bộ phận một cửa",
    UnitRole.POLICE: "Công an",
    UnitRole.MILITARY: "Ban Chỉ huy quân sự",
}


def unit_name(commune: Commune, role: UnitRole) -> str:
    """The unit's own name with the commune's, or the usual word for it where the commune has not named it."""
    unit = commune.unit(role)
    name = unit.name if unit else _USUAL_NAMES.get(role, "Ủy ban nhân dân")
    return name if commune.name.lower() in name.lower() else f"{name} {commune.name}"


def _clock(moment: time) -> str:
    return f"{moment.hour} giờ {moment.minute:02d}" if moment.minute else f"{moment.hour} giờ"


def _weekdays(days: tuple[int, ...]) -> str:
    ordered = sorted(set(days))
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{_WEEKDAYS[ordered[0]]} đến {_WEEKDAYS[ordered[-1]]}"
    return ", ".join(_WEEKDAYS[day] for day in ordered)


def _working_days(days: WorkingDays) -> str:
    hours = ", ".join(f"{_clock(start)} đến {_clock(end)}" for start, end in days.hours)
    return f"{_weekdays(days.weekdays)}: {hours}"


def opening_hours(commune: Commune, today: date) -> str:
    """When the office is open, and the next closures known."""
    hours = "; ".join(_working_days(days) for days in commune.working_days)
    told = f"Giờ làm việc: {hours}." if hours else f"Tôi chưa có giờ làm việc của {commune.name}."
    soon = today + timedelta(days=_CLOSURES_TOLD_DAYS_AHEAD)
    to_come = [
        closure for closure in commune.closures if today <= (closure.until or closure.start) and closure.start <= soon
    ]
    nearest = sorted(to_come, key=lambda closure: closure.start)[:_CLOSURES_TOLD]
    return " ".join([told, *(_closure(closure.name, closure.start, closure.until) for closure in nearest)])


def _closure(name: str, start: date, until: date | None) -> str:
    end = f" đến {until:%d/%m/%Y}" if until and until != start else ""
    return f"Nghỉ {name}: {start:%d/%m/%Y}{end}."


def hotline(commune: Commune, today: date) -> str:
    """The number to call: the commune's, and where it is not known the national one."""
    if commune.contacts.hotline:
        return f"Đường dây nóng của {commune.name}: {commune.contacts.hotline}."
    return (
        f"Bạn có thể gọi {NATIONAL_HOTLINE}, tổng đài miễn phí của Cổng Dịch vụ công quốc gia. "
        f"Tôi chưa có số điện thoại của {commune.name}."
    )


def _address(commune: Commune, today: date) -> str:
    unit = commune.unit(UnitRole.ONE_STOP)
    name = unit_name(commune, UnitRole.ONE_STOP)
    if unit is None or unit.address is None:
        return f"Tôi chưa có địa chỉ của {name}, {commune.province}."
    map_line = f" Bản đồ: {unit.map_url}" if unit.map_url else ""
    return f"{name}: {unit.address}.{map_line}"


def _reception(commune: Commune, today: date) -> str:
    if not commune.reception:
        return f"Tôi chưa có lịch tiếp công dân của {commune.name}."
    days = [f"{day.who}: {day.when}" + (f", tại {day.where}" if day.where else "") for day in commune.reception]
    return "Lịch tiếp công dân: " + "; ".join(days) + "."


PLACEHOLDERS: Mapping[str, Callable[[Commune, date], str]] = {
    "xa": lambda commune, today: commune.name,
    "tinh": lambda commune, today: commune.province,
    "mot_cua": lambda commune, today: unit_name(commune, UnitRole.ONE_STOP),
    "cong_an": lambda commune, today: unit_name(commune, UnitRole.POLICE),
    "dia_chi": _address,
    "gio_lam_viec": opening_hours,
    "duong_day_nong": hotline,
    "lich_tiep_cong_dan": _reception,
}
"""What may stand in braces in a text of the knowledge, and the words that take its place."""


def filled(text: str, commune: Commune, today: date) -> str:
    """The text with every placeholder replaced by the commune's own words."""
    for name, words in PLACEHOLDERS.items() if "{" in text else ():
        marker = "{" + name + "}"
        if marker in text:
            text = text.replace(marker, words(commune, today))
    return text
