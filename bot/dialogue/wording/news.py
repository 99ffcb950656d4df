"""What the bot says about receiving a commune's announcements."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.announcements.subscription import Group, NewsTopic, Status, Subscription
from bot.commune import Commune
from bot.messages import Choice, Reply
from bot.text.dates import VIETNAM
from bot.text.sentences import capitalised

CONSENT_VERSION = "1"
"""Which text a person said yes to is kept with their subscription: whoever changes `CONSENT` counts this up."""

CONSENT = (
    "Bạn có đồng ý nhận tin của {commune} ở đây không?\n\n"
    "Tin gồm: cải cách hành chính; thủ tục mới, thủ tục thay đổi; lịch làm việc, lịch họp; việc khẩn cấp. "
    "Đồng ý rồi bạn chọn được loại tin.\n\n"
    "Để gửi tin, tôi giữ mã cuộc trò chuyện này, lúc bạn đồng ý và điều bạn chọn. "
    "Tôi không giữ tên, không đưa cho ai khác. Nhận tin không mất tiền. Nhắn «hủy nhận tin» là ngừng ngay."
)
"""The question whose yes is the consent that law 91/2025/QH15 asks for: what is sent, what is kept, how to stop."""

AGREED = "Bạn đã đăng ký nhận tin. Muốn ngừng, bạn nhắn «hủy nhận tin» lúc nào cũng được."
ONLY_FOR_DAYS = (
    "Ở đây tôi chỉ gửi được tin trong {days} ngày kể từ lần cuối bạn nhắn. Lâu chưa nhắn thì bạn nhắn một câu bất kỳ, "
    "tôi lại gửi được."
)
"""For channels whose platform closes after some days."""
PAUSED = "Tôi tạm ngừng gửi tin cho bạn một tháng."
RESUMED = "Từ bây giờ tôi lại gửi tin cho bạn."

TOPICS = {
    NewsTopic.REFORM: "Cải cách hành chính",
    NewsTopic.PROCEDURES: "Thủ tục mới, thủ tục thay đổi",
    NewsTopic.SCHEDULES: "Lịch làm việc, lịch họp",
    NewsTopic.EMERGENCIES: "Việc khẩn cấp",
}
GROUPS = {
    Group.CITIZENS: "Người dân",
    Group.BUSINESSES: "Doanh nghiệp, hộ kinh doanh",
    Group.PARENTS: "Phụ huynh",
    Group.OFFICIALS: "Cán bộ",
}


def offer_line(commune: Commune) -> str:
    """The one line below a first useful answer."""
    return f"Bạn muốn nhận tin của {commune.name}? Nhắn «đăng ký nhận tin». Không muốn thì bạn không cần làm gì."


def agreed_words(days: int | None) -> str:
    """After the yes; `days` as in `News`."""
    return AGREED if days is None else f"{AGREED} {ONLY_FOR_DAYS.format(days=days)}"


def consent_reply(commune: Commune, choices: Sequence[Choice]) -> Reply:
    """Asks for the yes."""
    return Reply(heading="Đăng ký nhận tin", text=CONSENT.format(commune=commune.name), choices=tuple(choices))


def declined_reply() -> Reply:
    """After a no."""
    return Reply(text="Vâng, tôi không gửi tin. Khi nào muốn nhận, bạn nhắn «đăng ký nhận tin».")


def settings_reply(
    subscription: Subscription, commune: Commune, moment: datetime, choices: Sequence[Choice], done: str = ""
) -> Reply:
    """What was chosen, below what has just been done."""
    lines = [done, ""] if done else []
    lines += [*chosen_lines(subscription, commune, moment), "", "Bạn muốn đổi gì không?"]
    return Reply(heading=f"Tin của {commune.name} cho bạn", text="\n".join(lines), choices=tuple(choices))


def chosen_lines(subscription: Subscription, commune: Commune, moment: datetime) -> Iterator[str]:
    """What was chosen, a line each."""
    topics = [name for topic, name in TOPICS.items() if topic in subscription.topics]
    yield f"- Chủ đề: {'; '.join(topics)}."
    yield f"- Nhóm: {GROUPS[subscription.group]}."
    if subscription.village or commune.villages:
        yield f"- Thôn, tổ: {commune.village_names.get(subscription.village, 'chưa chọn')}."
    if subscription.paused_until and subscription.is_paused(moment):
        yield f"- Đang tạm ngừng đến {day_and_time(subscription.paused_until)}."


def topics_reply(choices: Sequence[Choice], done: str = "") -> Reply:
    """Asks which topics; each choice says what it does."""
    ask = "Bạn muốn nhận thêm, hay bỏ chủ đề nào?"
    return Reply(heading="Chủ đề", text=f"{done}\n\n{ask}" if done else ask, choices=tuple(choices))


def group_reply(choices: Sequence[Choice]) -> Reply:
    """Asks for the group."""
    return Reply(heading="Nhóm", text="Bạn thuộc nhóm nào? Có tin chỉ gửi cho một nhóm.", choices=tuple(choices))


def village_reply(choices: Sequence[Choice]) -> Reply:
    """Asks for the village."""
    text = "Bạn ở thôn, tổ nào? Có tin chỉ gửi cho một thôn, tổ. Bấm chọn, hoặc nhắn số thứ tự."
    return Reply(heading="Thôn, tổ", text=text, choices=tuple(choices))


def topic_kept(topic: NewsTopic, wanted: bool) -> str:
    """After a topic was chosen or left."""
    return f"{'Bạn sẽ nhận' if wanted else 'Đã bỏ'}: {TOPICS[topic]}."


def group_kept(group: Group) -> str:
    """After the group was chosen."""
    return f"Đã ghi nhóm của bạn: {GROUPS[group].lower()}."


def village_kept(name: str | None) -> str:
    """After the village was chosen, or none."""
    return f"Đã ghi thôn, tổ của bạn: {name}." if name else "Đã bỏ thôn, tổ của bạn."


def last_topic_reply(choices: Sequence[Choice]) -> Reply:
    """For somebody who would take away the only topic left."""
    text = "Đây là chủ đề cuối cùng bạn còn nhận nên tôi giữ nguyên. Muốn thôi hẳn, bạn chọn «Ngừng nhận tin»."
    return Reply(text=text, choices=tuple(choices))


def stopped_reply(commune: Commune) -> Reply:
    """After somebody stopped."""
    return Reply(
        text=f"Tôi đã ngừng. Bạn không còn nhận tin của {commune.name}, kể cả tin đang được gửi. "
        "Bạn vẫn hỏi tôi như thường. Muốn nhận lại, bạn nhắn «đăng ký nhận tin»."
    )


def not_subscribed_reply(commune: Commune, choices: Sequence[Choice]) -> Reply:
    """For somebody who wants to stop or change what they do not receive."""
    text = f"Hiện bạn không đăng ký nhận tin của {commune.name}, nên tôi không gửi tin nào cho bạn."
    return Reply(text=text, choices=tuple(choices))


def only_answers_reply(commune: Commune, channels: Sequence[str]) -> Reply:
    """Where nobody can be written to first, as on the web: says where that can be done."""
    here = "Ở đây tôi chỉ trả lời khi bạn hỏi, không tự gửi tin cho bạn được."
    if channels:
        return Reply(
            text=f"{here} Muốn nhận tin của {commune.name}, bạn nhắn «đăng ký nhận tin» cho máy trả lời tự động của "
            f"{commune.name} trên {' hoặc '.join(channels)}. Muốn ngừng, bạn nhắn «hủy nhận tin» ở đó."
        )
    if commune.channels:
        return Reply(text=f"{here} {capitalised(commune.name)} đăng tin ở: {'; '.join(commune.channels)}.")
    return Reply(text=f"{here} Bạn hỏi cán bộ {commune.name} để biết tin được đăng ở đâu.")


def kept_subscription(subscription: Subscription, commune: Commune, moment: datetime) -> Iterator[str]:
    """What is kept of a subscription, for its person."""
    when = day_and_time(subscription.consented_at)
    version = subscription.consent_version
    yield f"- Đăng ký nhận tin: bạn đồng ý lúc {when}, trên kênh này, theo lời hỏi bản {version}. {_now(subscription)}"
    for line in chosen_lines(subscription, commune, moment):
        yield f"  {line}"


def _now(subscription: Subscription) -> str:
    match subscription.status:
        case Status.ACTIVE:
            return "Bạn đang nhận."
        case Status.STOPPED:
            return "Bạn đã ngừng."
        case Status.UNREACHABLE:
            return "Hiện tôi không nhắn tới bạn được."


def day_and_time(moment: datetime) -> str:
    """A moment as it is told: "12:00 20/11/2026"."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
