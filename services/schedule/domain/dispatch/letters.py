"""第十条：the short documents of dispatch: an erratum to a bulletin, and the minutes of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.document import Column, Document, Line, LineKind, Paragraph, Style, Table, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A correction, in words."""

    title: str
    number: str
    of_number: str
    of_day: date
    place: str
    was: str
    now: str
    reason: str
    recipients: tuple[str, ...]
    signatures: tuple[str, ...]
    day: date


def erratum_paper(erratum: Erratum) -> Document:
    """第十条：the erratum as a document of its own; the bulletin itself stays as it was sent."""
    said = (
        f"{written(erratum.of_day)}印发的《{erratum.title}》（{erratum.of_number}）有误，现更正如下：",
        f"更正之处：{erratum.place}",
        f"原为：{erratum.was}",
        f"现更正为：{erratum.now}",
        f"更正理由：{erratum.reason}",
    )
    return Document(
        mark=None,
        letterhead=erratum.signatures[:1],
        number=erratum.number,
        title=f"关于更正《{erratum.title}》的通知",
        addressee="、".join(erratum.recipients) + "：",
        text=tuple(Paragraph(Style.TEXT, line) for line in said),
        signatures=erratum.signatures,
        day=written(erratum.day),
        tables=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A round in words."""

    week_on: date
    held_on: date | None
    place: str | None
    chaired_by: str | None
    present: tuple[str, ...]
    absent: tuple[str, ...]
    agenda: tuple[str, ...]
    minutes: str | None
    signatures: tuple[str, ...]
    closed: bool
    lines: tuple[tuple[str, str, str, str, str, str], ...]  # project, grade, text, outcome, who, until


def minutes_paper(minutes: Minutes) -> Document:
    """第十条（每周调度）：the minutes of a round, with what became of each difficulty."""
    text = [
        Paragraph(Style.TEXT, f"时间：{written(minutes.held_on) or '待定'}"),
        Paragraph(Style.TEXT, f"地点：{minutes.place or '待定'}"),
        Paragraph(Style.TEXT, f"主持：{minutes.chaired_by or '待定'}"),
        Paragraph(Style.TEXT, f"到会：{'、'.join(minutes.present) or '未登记'}"),
        *([Paragraph(Style.TEXT, f"请假：{'、'.join(minutes.absent)}")] if minutes.absent else []),
        Paragraph(Style.HEADING, "一、议程"),
        *(Paragraph(Style.TEXT, f"{at}. {line}") for at, line in enumerate(minutes.agenda, start=1)),
        Paragraph(Style.HEADING, "二、纪要"),
        *(Paragraph(Style.TEXT, line) for line in (minutes.minutes or "尚未形成").split("\n")),
    ]
    names = (("项目", 24), ("类型", 8), ("内容", 46), ("处理结果", 34), ("责任单位、责任人", 22), ("时限", 14))
    columns = tuple(Column((name,), width) for name, width in names)
    table = Table(
        label="附件1",
        title="难点、堵点、卡点处理情况",
        unit="项",
        columns=columns,
        lines=tuple(Line(LineKind.ITEM, line) for line in minutes.lines),
    )
    return Document(
        mark=None if minutes.closed else "未办结",
        letterhead=minutes.signatures[:1],
        number=None,
        title=f"重点项目周调度会议纪要（{written(minutes.week_on)}起的一周）",
        addressee="参会各单位：",
        text=tuple(text),
        signatures=minutes.signatures,
        day=written(minutes.held_on) if minutes.held_on else None,
        tables=(table,) if minutes.lines else (),
    )
