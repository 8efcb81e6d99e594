"""A review pack as an official document, out of its figures alone (A19, A21)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.assessment.domain.card.model import Colour
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.report import rulebook, tables
from services.assessment.domain.report.charts import pack_charts
from services.assessment.domain.report.figures import Figure
from services.assessment.domain.report.model import GroupPart, mean
from services.assessment.domain.report.pack import Pack
from services.assessment.domain.report.words import COLOURS
from services.assessment.domain.scheme.names import group_name
from services.law.document import Document, Paragraph, Style, written

MARK = "草稿"


@dataclass(frozen=True, slots=True)
class Issue:
    """What a pack gets when it is issued; remarks: what the review says besides the figures."""

    number: str
    day: date
    remarks: str


def title_of(pack: Pack) -> str:
    """Name the document."""
    return f"{pack.period}重点项目考核{'讲评材料' if isinstance(pack.period, Quarter) else '结果'}"


def pack_paper(pack: Pack, figures: Sequence[Figure], today: date, issue: Issue | None) -> Document:
    """Write a pack: text, charts, a ranking table for each group, cards with their duties, and where each figure is from."""
    text = tuple(_text(pack, issue))
    made = tables.of_pack(pack, figures)
    return Document(
        mark=None if issue else f"{MARK}　{written(today)}",
        letterhead=(rulebook.ISSUER.on(today),),
        number=issue.number if issue else None,
        title=title_of(pack),
        addressee=rulebook.ADDRESSEE.on(today),
        text=text,
        signatures=(rulebook.ISSUER.on(today),),
        day=written(issue.day) if issue else None,
        tables=made,
        charts=tuple(pack_charts(pack)),
    )


def _text(pack: Pack, issue: Issue | None) -> Iterator[Paragraph]:
    parts = [("总体情况", _overview(pack)), ("各组排名", _groups(pack))]
    if isinstance(pack.period, Quarter):
        parts.append(("红黄牌预警", _cards(pack)))
    if pack.corrections:
        parts.append(("人工更正", [f"本期人工更正得分{len(pack.corrections)}项，原分和理由见附件。"]))
    if issue and issue.remarks:
        parts.append(("讲评意见", issue.remarks.split("\n")))
    for number, (heading, lines) in zip("一二三四五", parts, strict=False):
        yield Paragraph(Style.HEADING, f"{number}、{heading}")
        for line in lines:
            yield Paragraph(Style.TEXT, line)


def _overview(pack: Pack) -> list[str]:
    ranked = [part for part in pack.groups if part.units]
    units = sum(len(part.units) for part in ranked)
    each = "、".join(f"{group_name(part.group)}{len(part.units)}个" for part in ranked)
    said = f"{pack.period}参加排名的单位共{units}个" + (f"，其中{each}。" if each else "。")
    if pack.idle:
        said += f"本期无考核任务、不参加排名的单位{len(pack.idle)}个：{'、'.join(pack.idle)}。"
    basis = (
        f"结果依据《{pack.scheme}》（当年第{pack.scheme_version}稿）和截至{written(pack.through)}的事实计算，"
        f"计算摘要（SHA-256）为{pack.digest}，可随时复算核验。"
    )
    return [said, basis]


def _groups(pack: Pack) -> list[str]:
    return [_group(part) for part in pack.groups if part.units] or ["本期没有参加排名的单位。"]


def _group(part: GroupPart) -> str:
    scores = tuple(u.score for u in part.units)
    first = [u.name for u in part.units if u.rank == 1]
    said = f"{group_name(part.group)}{len(part.units)}个：平均{mean(scores):f}分，最高{max(scores):f}分（{'、'.join(first)}）"
    last = [f"{u.name}（{u.score:f}分）" for u in reversed(part.units) if u.last is not None]
    said += f"；列末位预警名次的为{'、'.join(last)}" if last else ""
    return f"{said}。{_weakest(part)}"


def _weakest(part: GroupPart) -> str:
    """Name the indicator under which the group as a whole got the least of its weight."""
    none = Decimal(0)
    lost = [(mean(tuple(dict(u.lost).get(head.code, none) for u in part.units)), head.name) for head in part.heads]
    most = max(lost, default=(none, ""), key=lambda pair: pair[0])
    return f"平均失分最多的指标是{most[1]}，每单位平均失{most[0]:f}分。" if most[0] > 0 else ""


def _cards(pack: Pack) -> list[str]:
    if not pack.cards:
        return ["本期没有单位被预警。"]
    lines = []
    for colour in (Colour.RED, Colour.YELLOW):
        found = [c for c in pack.cards if c.colour is colour]
        if found:
            means = pack.red_means if colour is Colour.RED else pack.yellow_means
            lines.append(f"{COLOURS[colour]}{len(found)}个：{'、'.join(c.unit for c in found)}。{means}。")
    review = f"季讲评日为{written(pack.review_on)}。" if pack.review_on else ""
    return [*lines, f"{review}预警单位应履行的义务及期限见附件。"]
