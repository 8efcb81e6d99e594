"""第十三条（按程序印发）：the arrangement as an official document with its list of projects."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.law.document import Column, Document, Line, LineKind, Paragraph, Style, Table, written
from services.schedule.domain.leaders.arrangement import Arrangement, Link
from services.schedule.domain.leaders.terms import ArrangementState, LinkChoice

_MARKS = {
    ArrangementState.DRAFT: "草案",
    ArrangementState.SUPERSEDED: "已被新版取代",
    ArrangementState.DISCARDED: "已作废",
}
_COLUMNS = (
    Column(("序号",), 6, figures=True),
    Column(("项目名称",), 34),
    Column(("总投资",), 12, figures=True, money=True),
    Column(("年度计划投资",), 12, figures=True, money=True),
    Column(("遴选理由",), 34),
    Column(("联系区领导", "姓名"), 12),
    Column(("联系区领导", "职务"), 16),
    Column(("服务责任单位",), 24),
)


def arrangement_document(of: Arrangement, units: Mapping[UUID, str]) -> Document:
    """Write the arrangement: the text, and the projects that leaders are linked with."""
    linked = [link for link in of.links if link.choice is LinkChoice.LINKED]
    leaders = len({link.leader.subject for link in linked if link.leader})
    opening = (
        f"根据重点项目管理办法第十三条，从{of.year}年度重点建设项目计划中遴选投资规模大、带动作用强的项目{len(linked)}个，"
        f"由{leaders}位区领导联系，明确服务责任单位，具体安排见附件。"
    )
    text = [
        opening,
        f"遴选标准（符合其一）：{'；'.join(of.rule)}。",
        "区项目服务部门、项目服务责任单位应做好项目建设全过程服务，按月向联系区领导报告项目进展情况，协助解决推进中的问题和困难。",
    ]
    if of.reason:
        text.append(f"本次为第{of.edition}版，变更理由：{of.reason}。")
    lines = tuple(_line(number, link, units) for number, link in enumerate(linked, start=1))
    title = f"{of.year}年区领导联系重点项目计划安排"
    return Document(
        mark=_MARKS.get(of.state),
        letterhead=("区投资主管部门",),
        number=of.document_number,
        title=title,
        addressee="各镇（街道），区直各部门，区属国有平台公司：",
        text=tuple(Paragraph(Style.TEXT, t) for t in text),
        signatures=("区投资主管部门",),
        day=written(of.issued_on) if of.issued_on else None,
        tables=(Table("附件1", f"{title}表", "万元", _COLUMNS, lines),),
    )


def _line(number: int, link: Link, units: Mapping[UUID, str]) -> Line:
    leader, unit = link.leader, link.service_unit_id
    why = "；".join(g.text for g in link.grounds) or (link.reason or "")
    return Line(
        LineKind.ITEM,
        (
            number,
            link.project.name,
            link.project.total_investment,
            link.project.annual_investment,
            why,
            leader.name if leader else "",
            leader.title if leader else "",
            units.get(unit, "") if unit else "",
        ),
    )
