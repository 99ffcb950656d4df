"""Answers about an entry: a procedure in full, one in the short form, a topic."""

import operator
from collections.abc import Sequence
from datetime import date
from itertools import dropwhile, takewhile

from bot.commune import Commune, UnitRole
from bot.commune.wording import filled, hotline, unit_name
from bot.dialogue.choices import value_of
from bot.dialogue.wording.aspects import NAMES, is_told, lines_for, main_papers, main_place
from bot.dialogue.wording.paging import replies
from bot.knowledge.draft import Draft
from bot.knowledge.knowledge import Entry
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import REVIEW_EVERY, InForce, Procedure, Situation, Source
from bot.knowledge.topic import Topic
from bot.messages import Choice, Link, Reply
from bot.search.aspects import Aspect
from bot.text.dates import shown_day
from bot.text.sentences import joined, sentence

_FEES_TOLD = 2
_OFFERED = (Aspect.DOCUMENTS, Aspect.FEE, Aspect.TIME, Aspect.PLACE, Aspect.ONLINE)
_AT_COMMUNE = ("cấp xã", "xã", "phường")


def procedure_replies(
    procedure: Procedure, aspects: Sequence[Aspect], situation: Situation | None, commune: Commune, today: date
) -> tuple[Reply, ...]:
    """The situation's own answer if one was named, then the aspects asked for; with neither, the essentials."""
    lines = [filled(situation.answer, commune, today), ""] if situation else []
    for aspect in aspects:
        lines += _aspect(aspect, procedure, commune, today, titled=len(aspects) > 1 or situation is not None)
    if not lines:
        lines = _essentials(procedure, commune, today)
    lines = _validity(procedure.in_force, today) + lines
    subject = situation.name if situation else NAMES[aspects[0]].lower() if len(aspects) == 1 else ""
    heading = f"{procedure.name}: {subject}" if subject else procedure.name
    closing = _closing(procedure.source, procedure.reviewed_on, today)
    source = [Link(label="Xem trên Cổng Dịch vụ công", url=procedure.source.url)]
    return replies(heading, lines, closing, _further(procedure, aspects, situation, commune, today), source)


def _aspect(aspect: Aspect, procedure: Procedure, commune: Commune, today: date, titled: bool) -> list[str]:
    lines = lines_for(aspect, procedure, commune, today)
    if not lines:
        name = NAMES[aspect].lower()
        one_stop = unit_name(commune, UnitRole.ONE_STOP)
        return [f"Cổng Dịch vụ công quốc gia không nêu {name} của việc này. Bạn hỏi {one_stop} giúp nhé."]
    return ["", f"{NAMES[aspect]}:", *dropwhile(operator.not_, lines)] if titled else lines


def _essentials(procedure: Procedure, commune: Commune, today: date) -> list[str]:
    lines = [filled(procedure.summary, commune, today)]
    papers = main_papers(procedure)
    fees = lines_for(Aspect.FEE, procedure, commune, today)
    times = lines_for(Aspect.TIME, procedure, commune, today)
    if papers:
        lines.append(sentence(f"Giấy tờ chính: {papers}"))
    if fees:
        lines.append(f"Lệ phí: {' '.join(takewhile(bool, fees[:_FEES_TOLD]))}")
        if procedure.fees and procedure.fees.exemptions:
            lines.append("Có trường hợp được miễn, giảm: bạn hỏi lệ phí để xem.")
    if times:
        lines.append(f"Thời hạn: {times[0]}")
    place = main_place(procedure, commune)
    return [*lines, sentence(f"Nộp tại: {place}")] if place else lines


def _further(
    procedure: Procedure, asked: Sequence[Aspect], situation: Situation | None, commune: Commune, today: date
) -> list[Choice]:
    """What can be asked next: the aspects that have an answer and were not asked, and the situations."""
    choices = [
        Choice(label=NAMES[aspect], value=value_of(procedure.id, aspect))
        for aspect in _OFFERED
        if aspect not in asked and is_told(aspect, procedure, commune, today)
    ]
    if procedure.situations and situation is None:
        choices.append(Choice(label="Trường hợp riêng", value=f"{procedure.id}#"))
    return choices


def _validity(in_force: InForce, today: date) -> list[str]:
    if in_force.until and in_force.ended(today):
        instead = f" Nay thay bằng thủ tục mã {in_force.replaced_by}." if in_force.replaced_by else ""
        return [f"Thủ tục này đã hết hiệu lực từ sau ngày {shown_day(in_force.until)}.{instead}"]
    if in_force.since and today < in_force.since:
        return [f"Thủ tục này có hiệu lực từ ngày {shown_day(in_force.since)}."]
    return []


def _closing(source: Source | None, reviewed_on: date, today: date) -> str:
    origin = "Cổng Dịch vụ công quốc gia, xem ngày " + shown_day(source.seen_on) if source else ""
    checked = f"rà soát {shown_day(reviewed_on)}"
    line = f"Nguồn: {origin}; {checked}." if origin else f"Đã {checked}."
    if today - reviewed_on > REVIEW_EVERY:
        line += " Thông tin này lâu chưa được rà soát, bạn nên hỏi lại trước khi đi."
    return line


def topic_replies(topic: Topic, situation: Situation | None, commune: Commune, today: date) -> tuple[Reply, ...]:
    """The topic's answer, or its situation's, filled with the commune's own words."""
    answer = filled(situation.answer if situation else topic.answer, commune, today)
    links = [Link(label=link.label, url=link.url) for link in topic.links]
    # In an emergency nothing may stand in the way of the numbers.
    closing = "" if topic.emergency_signs else _closing(topic.source, topic.reviewed_on, today)
    return replies(topic.name, answer.split("\n"), closing, links=links)


def listed_replies(
    listed: ListedProcedure, aspects: Sequence[Aspect], commune: Commune, today: date
) -> tuple[Reply, ...]:
    """What the short form knows: where it is handled, the code, and the link."""
    lines = []
    if listed.handled_at:
        lines.append(sentence(f"Nơi giải quyết: {listed.handled_at}"))
        if not any(word in listed.handled_at.lower() for word in _AT_COMMUNE):
            lines.append(f"Việc này không làm ở {commune.name}.")
    lines += [_not_known(aspects), "", f"Mã thủ tục: {listed.code}. Lĩnh vực: {listed.field}."]
    return replies(listed.name, lines, hotline(commune, today), links=[_page(listed.url)])


def draft_replies(draft: Draft) -> tuple[Reply, ...]:
    """What a draft may tell: that it is not ready, and where to look meanwhile."""
    lines = ["Phần hướng dẫn việc này đang hoàn thiện. Bạn xem ở Cổng Dịch vụ công quốc gia theo đường dẫn."]
    return replies(draft.name, lines, links=[_page(draft.source.url)])


def led_replies(
    situation: Situation, target: Entry, aspects: Sequence[Aspect], commune: Commune, today: date
) -> tuple[Reply, ...]:
    """A situation that another procedure answers. Nothing is told of fees and times: they are not this procedure's."""
    lines = [filled(situation.answer, commune, today)]
    if isinstance(target, ListedProcedure):
        lines += [_not_known(aspects), "", f"Mã thủ tục: {target.code}."]
        return replies(target.name, lines, links=[_page(target.url)])
    return replies(target.name, lines, choices=[Choice(label=target.name, value=value_of(target.id))])


def _not_known(aspects: Sequence[Aspect]) -> str:
    wanted = joined([NAMES[aspect].lower() for aspect in aspects]) or "giấy tờ, lệ phí"
    return f"Tôi chưa có {wanted} của việc này. Bạn xem ở Cổng Dịch vụ công quốc gia theo đường dẫn."


def _page(url: str) -> Link:
    return Link(label="Xem thủ tục", url=url)
