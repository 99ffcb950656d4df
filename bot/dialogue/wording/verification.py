"""Whether a text is the commune's. Nothing is told of who received it."""

from datetime import date

from bot.announcements.content import shown_moment
from bot.announcements.outlets import office_of
from bot.announcements.publication import Altered, Check, Genuine, Named, NotOurs, Publication
from bot.commune import Commune
from bot.commune.wording import hotline
from bot.messages import Reply

_DO_NOT = "Bạn đừng chuyển tiền, đừng bấm đường dẫn và đừng đưa mã OTP cho ai vì tin đó."


def check_reply(check: Check, commune: Commune, today: date) -> Reply:
    """What a message is that was held against all that the commune sent."""
    match check:
        case Genuine(publication):
            return Reply(
                heading="Đúng là tin của xã",
                text=f"{_sent(publication, commune)}\nNội dung bạn gửi giống tin của xã từng chữ.",
            )
        case Named(publication):
            return Reply(
                heading="Mã này có thật",
                text=f"{_sent(publication, commune)}\nBạn so với tin bạn đang có. Khác chỗ nào thì đừng làm theo."
                f"\n\n{_words(publication)}",
            )
        case Altered(publication, added):
            changed = f"có thêm «{added}», không phải của xã" if added else "không giống tin thật"
            return Reply(
                heading="Coi chừng: tin có phần thêm vào" if added else "Coi chừng: nội dung đã bị sửa",
                text=f"Mã {publication.code} là của một tin có thật, nhưng tin bạn gửi {changed}. {_DO_NOT}"
                f"\n\n{_sent(publication, commune)} Tin thật là:\n\n{_words(publication)}",
            )
        case NotOurs(code):
            rehearsal = " Xã đang diễn tập, chưa gửi tin nào thật." if commune.rehearsal == "có" else ""
            return Reply(
                heading="Không phải tin của xã, coi chừng lừa đảo",
                text=f"Tôi không thấy tin nào của {commune.name} mang mã {code}.{rehearsal} Bạn xem lại mã đã gõ đúng "
                f"chưa. Nếu đúng mã đó, đây không phải tin của xã, coi chừng lừa đảo. {_DO_NOT}\n\n"
                f"{hotline(commune, today)}",
            )


def _sent(publication: Publication, commune: Commune) -> str:
    """By which office it was sent, and when."""
    when = f"lúc {shown_moment(publication.last)}"
    if publication.first != publication.last:
        when = f"lần đầu lúc {shown_moment(publication.first)}, gần nhất {when}"
    told = f"{office_of(commune)} đã gửi tin «{publication.title}» {when}."
    if publication.stopped:
        told += f" Lúc {shown_moment(publication.stopped)}, xã đã dừng gửi tin này: hỏi lại xã trước khi làm theo."
    return told


def _words(publication: Publication) -> str:
    return f"{publication.title}\n{publication.text}"
