"""What is said about officers to whoever writes where they do not work."""

from bot.commune import Commune
from bot.messages import Reply

_CHANNELS = {"telegram": "Telegram", "zalo_bot": "Zalo Bot", "zalo_oa": "Zalo OA"}


def no_officers_here_reply(commune: Commune) -> Reply:
    """For /canbo on a channel on which officers do not work; the code that may follow is not looked at."""
    known = [_CHANNELS[each] for each in commune.officer_channels]
    where = (
        f"Cán bộ dùng {' hoặc '.join(known)} của {commune.name}, hoặc lệnh motcua."
        if known
        else ("Cán bộ dùng lệnh motcua. Muốn làm bằng tin nhắn, ghi kênh vào mục kenh_can_bo trong xa.yaml.")
    )
    return Reply(text=f"Ở đây chỉ trả lời người dân, không làm việc của cán bộ được. {where}")
