"""Bulletins and summaries in the API, with every figure and where it comes from (第十条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import JSON, Text, cast, func, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.chassis.visibility import visible_select
from services.schedule.domain.dispatch.bulletin import Shown, shown
from services.schedule.domain.dispatch.terms import BulletinKind, BulletinState, FigureScope
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.dispatch_terms import DispatchStep, steps_of
from services.schedule.store import tables


@strawberry.type(description="数据的一项输入 / One input of a figure")
class BulletinFigureInput:
    name: str = strawberry.field(description="名称 / Name")
    value: str = strawberry.field(description="值 / Value")


@strawberry.type(
    description="通报的一项数据，可追溯到计算规则和原始记录 / A figure of a bulletin: how it was worked out, of which records"
)
@table(tables.BulletinFigure)
class BulletinFigure:
    id: UUID = strawberry.field(description="标识 / Identity")
    code: str = strawberry.field(description="代码；全区数据在正文中写作{代码} / Code; {CODE} in texts")
    scope: FigureScope = strawberry.field(description="范围 / Of what it is")
    scope_key: str = strawberry.field(description="单位标识或类别代码 / Unit or category")
    scope_name: str = strawberry.field(description="单位名称或类别 / Its name")
    label: str = strawberry.field(description="名称 / What it says")
    value: Decimal = strawberry.field(description="值（已四舍五入）/ Value, rounded half up")
    places: int = strawberry.field(description="小数位数 / Decimal places")
    unit: str = strawberry.field(description="单位 / Unit")
    source: str = strawberry.field(description="来源记录 / Records that it comes from")
    computed_as: str = strawberry.field(description="计算方法 / How it is worked out")
    row_count: int = strawberry.field(description="原始记录数 / How many records")
    rows_sm3: str = strawberry.field(
        description="原始记录及其取值的SM3杂凑值 / SM3 digest of the records and their values"
    )

    @derived("inputs", description="计算输入（期间等）/ Inputs: the period, exact terms of a share")
    def inputs(self: Any) -> list[BulletinFigureInput]:
        return [BulletinFigureInput(name=k, value=str(v)) for k, v in sorted(self.inputs.items())]

    @derived("row_ids", description="原始记录的标识 / Identities of the records")
    def row_ids(self: Any) -> list[UUID]:
        return [id_ if isinstance(id_, UUID) else UUID(str(id_)) for id_ in self.row_ids]


@strawberry.type(description="通报正文的一个部分 / A part of the text")
class BulletinPart:
    code: str = strawberry.field(description="代码 / Code")
    heading: str = strawberry.field(description="小标题 / Heading")
    text: str = strawberry.field(description="正文，{代码}代表数据 / Text, with {CODE} for figures")
    shown: str = strawberry.field(description="代入数据后的正文 / The text with its figures")


@strawberry.type(description="通报所附项目清单的一行（万元）/ A line of the list of projects (10,000 CNY)")
class BulletinProject:
    project_id: UUID = strawberry.field(description="项目 / Project")
    name: str = strawberry.field(description="项目名称 / Name")
    town: str = strawberry.field(description="镇（街道）/ Town")
    authority: str = strawberry.field(description="行业主管部门 / Industry authority")
    annual: Decimal = strawberry.field(description="年度计划投资 / Planned for the year")
    planned: Decimal = strawberry.field(description="截至本月计划投资 / Planned up to the month")
    verified: Decimal = strawberry.field(description="截至本月完成投资（已核实）/ Verified up to the month")
    rate: Decimal | None = strawberry.field(description="年度投资完成率（%）/ Verified of the year's, in per cent")


@strawberry.type(description="对已印发通报的更正 / An erratum to a sent bulletin")
@table(tables.BulletinErratum)
class BulletinErratum:
    id: UUID = strawberry.field(description="标识 / Identity")
    ordinal: int = strawberry.field(description="第几次更正 / Which correction it is")
    place: str = strawberry.field(description="更正之处 / Where")
    was: str = strawberry.field(description="原内容 / What was said")
    now: str = strawberry.field(description="更正为 / What is right")
    reason: str = strawberry.field(description="理由 / Why")
    number: str = strawberry.field(description="文号 / Number")
    issued_on: date = strawberry.field(description="印发日期 / Day of issue")
    issued_by: str = strawberry.field(description="印发人 / Who issued it")
    docx_sm3: str = strawberry.field(description="Word文件SM3 / SM3 of the Word file")
    pdf_sm3: str = strawberry.field(description="PDF文件SM3 / SM3 of the PDF file")


def _whole(row: Any, info: Info) -> Any:
    """The whole district's figures as JSON, exactly."""
    figure = tables.BulletinFigure
    told = func.json_build_array(figure.code, cast(figure.value, Text), figure.places, figure.unit)
    its = visible_select(figure, info.context.caller).where(
        figure.bulletin_id == row.id, figure.scope == FigureScope.ALL
    )
    return its.with_only_columns(func.json_agg(told, type_=JSON())).scalar_subquery()


@strawberry.type(description="月通报或年度总结 / The bulletin of a month, or the summary of a year (A10)")
@table(tables.DispatchBulletin)
class DispatchBulletin:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    kind: BulletinKind = strawberry.field(description="月通报或年度总结 / Kind")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份，年度总结为12 / Month; 12 for a year")
    state: BulletinState = strawberry.field(description="状态 / State")
    title: str = strawberry.field(description="标题 / Title")
    as_of: date = strawberry.field(description="数据截至日期 / Day up to which the figures count")
    drafted_on: date = strawberry.field(description="编制日期 / Day of the draft")
    drafted_by: str = strawberry.field(description="编制人 / Who drafted it")
    number: str | None = strawberry.field(description="文号 / Number")
    sent_on: date | None = strawberry.field(description="印发日期 / Day of the sending")
    sent_by: str | None = strawberry.field(description="印发人 / Who sent it")
    content_sm3: str | None = strawberry.field(description="内容SM3 / SM3 of the content")
    docx_sm3: str | None = strawberry.field(description="Word文件SM3 / SM3 of the Word file")
    pdf_sm3: str | None = strawberry.field(description="PDF文件SM3 / SM3 of the PDF file")

    @derived("recipients", description="主送单位 / Recipients")
    def recipients(self: Any) -> list[str]:
        return [str(name) for name in self.recipients]

    @derived("signatures", description="落款 / Signatures")
    def signatures(self: Any) -> list[str]:
        return [str(name) for name in self.signatures]

    @derived("parts", whole=_whole, description="正文各部分 / Parts of the text")
    def parts(self: Any) -> list[BulletinPart]:
        figures = {code: _shown(code, value, places, unit) for code, value, places, unit in self.whole or []}
        return [
            BulletinPart(code=p["code"], heading=p["heading"], text=p["text"], shown=shown(p["text"], figures))
            for p in self.parts
        ]

    @derived("projects", description="所附项目清单 / The list of projects")
    def projects(self: Any) -> list[BulletinProject]:
        return [
            BulletinProject(
                project_id=UUID(p["id"]),
                name=p["name"],
                town=p["town"],
                authority=p["authority"],
                annual=Decimal(p["annual"]),
                planned=Decimal(p["planned"]),
                verified=Decimal(p["verified"]),
                rate=None if p["rate"] is None else Decimal(p["rate"]),
            )
            for p in self.projects
        ]

    @sql(description="数据，按次序 / Its figures, in their order")
    def figures(
        self: Any,
        code: Annotated[str | None, strawberry.argument(description="代码 / Code")] = None,
        scope: Annotated[FigureScope | None, strawberry.argument(description="范围 / Of what")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[BulletinFigure]:
        figure = tables.BulletinFigure
        query = select(figure).where(figure.bulletin_id == self.id)
        query = query if code is None else query.where(figure.code == code)
        query = query if scope is None else query.where(figure.scope == scope)
        return page(query, [Key(figure.position), Key(figure.id)])

    @sql(description="更正 / Errata")
    def errata(self: Any) -> list[BulletinErratum]:
        erratum = tables.BulletinErratum
        return answer(select(erratum).where(erratum.bulletin_id == self.id).order_by(erratum.ordinal))

    @sql(description="历史记录 / Its history")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[DispatchStep]:
        return steps_of(self)


def _shown(code: str, value: str, places: int, unit: str) -> Shown:
    return Shown(
        code=code,
        scope=FigureScope.ALL,
        key="",
        name="",
        label="",
        value=Decimal(value),
        places=places,
        unit=unit,
    )


@strawberry.input(description="通报的筛选 / Which bulletins")
class DispatchBulletinFilter:
    kind: BulletinKind | None = strawberry.field(default=None, description="月通报或年度总结 / Kind")
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    state: BulletinState | None = strawberry.field(default=None, description="状态 / State")


Bulletins = Annotated[DispatchBulletinFilter | None, strawberry.argument(description="筛选 / Which bulletins")]


@strawberry.type
class BulletinQuery:
    @sql(description="一份通报；草稿只有统筹部门可见 / One bulletin; drafts are for those who oversee (A10)")
    def dispatch_bulletin(
        self: Any, id: Annotated[UUID, strawberry.argument(description="通报标识 / Identity of the bulletin")]
    ) -> DispatchBulletin | None:
        return answer(select(tables.DispatchBulletin).where(tables.DispatchBulletin.id == id))

    @sql(description="通报和年度总结，新的在前 / Bulletins and summaries, the newest first (A10)")
    def dispatch_bulletins(
        self: Any,
        filter: Bulletins = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[DispatchBulletin]:
        asked, row = filter or DispatchBulletinFilter(), tables.DispatchBulletin
        query = select(row)
        for column, value in ((row.kind, asked.kind), (row.year, asked.year), (row.state, asked.state)):
            query = query if value is None else query.where(column == value)
        newest = (row.year, row.month, row.id)
        return page(query, [Key(column, descending=True) for column in newest])
