"""Clues handed to discipline inspection, and what it objects to (A21). Only those see them whom they are for."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, Text, func, or_, select, true
from sqlalchemy import column as named

from services.assessment.domain.discipline import rulebook
from services.assessment.domain.discipline.clue import ClueStatus, ClueStep
from services.assessment.graphql import award_enums
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.graphql.attachments import AssessmentAttachment, files_of
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, containing, page, refer, sql, table
from services.chassis.reads.finding import found, whole
from services.law.parties import Role

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization, Project

assert award_enums  # imported for its declarations
OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
ProjectOf = Annotated["Project", strawberry.lazy("services.assessment.graphql.entities")]


@strawberry.type(description="移送单位中可查看该线索的人员 / A person of the transferring office who may see the clue")
@table(tables.CluePerson)
class CluePerson:
    subject: str = strawberry.field(description="用户标识（登录令牌 sub）/ Subject of the person's token")
    name: str = strawberry.field(description="姓名 / Name")
    named_on: date = strawberry.field(description="指定日期 / Day on which the person was named")
    removed_on: date | None = strawberry.field(
        description="不再可见的日期 / Day since which the person sees it no more"
    )


@strawberry.type(description="对线索所作的一次操作，留痕 / What was done with a clue, on record")
@table(tables.ClueEntry)
class ClueEntry:
    id: UUID = strawberry.field(description="标识 / Identity")
    step: ClueStep = strawberry.field(description="操作 / Step")
    note: str = strawberry.field(description="说明 / What was said")
    documents: list[str] = strawberry.field(description="材料 / Documents")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="经办人 / Who")


@strawberry.type(
    description="移送纪检监察机关的问题线索；只有纪检监察机关和移送单位指定的人员可见 / "
    "A clue, seen by discipline inspection and the named persons of the transferring office alone (A21)"
)
@table(tables.Clue)
class DisciplineClue:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    status: ClueStatus = strawberry.field(description="状态 / How far it has come")
    ground: str = strawberry.field(description="情形代码 / Code of the ground")
    ground_name: str = strawberry.field(description="情形 / Ground")
    seen: str = strawberry.field(description="所见情况 / What was seen")
    place: str = strawberry.field(description="地点或场合 / Where")
    seen_on: date = strawberry.field(description="发现日期 / On which day")
    documents: list[str] = strawberry.field(description="材料 / Documents")
    transferred_at: datetime = strawberry.field(description="移送时间 / When it was handed over")
    transferred_by: str = strawberry.field(description="移送人 / Who handed it over")
    receipt_due_on: date = strawberry.field(description="签收期限 / Until when it is to be received")
    received_on: date | None = strawberry.field(description="签收日期 / Day of receipt")
    received_by: str | None = strawberry.field(description="签收人 / Who received it")
    concluded_on: date | None = strawberry.field(description="办结日期 / Day of conclusion")
    outcome: str | None = strawberry.field(description="办理结果代码 / Code of the outcome")
    outcome_name: str | None = strawberry.field(description="办理结果 / Outcome")
    outcome_note: str | None = strawberry.field(description="办理结果说明 / What is told of the outcome")

    @sql(description="所涉单位 / The unit that it is about")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="所涉项目 / The project")
    def project(self: Any) -> ProjectOf | None:
        return refer(id=self.project_id)

    @sql(description="移送单位 / The office that handed it over")
    def from_unit(self: Any) -> OrganizationOf | None:
        return refer(id=self.from_unit_id)

    @sql(description="移送单位的知情人员 / Persons of the office who may see it")
    def persons(self: Any) -> list[CluePerson]:
        row = tables.CluePerson
        return answer(select(row).where(row.clue_id == self.id).order_by(row.named_on, row.subject))

    @sql(description="办理经过，先后为序 / What was done with it, in order")
    def entries(self: Any) -> list[ClueEntry]:
        row = tables.ClueEntry
        return answer(select(row).where(row.clue_id == self.id).order_by(row.at, row.id))

    @sql(description="所附文件 / Its files")
    def files(self: Any) -> list[AssessmentAttachment]:
        return answer(files_of("CLUE", self.id))


@strawberry.type(
    description="纪检监察机关对某单位或个人当年评优的意见，只有该机关可见 / "
    "An objection to awards of a unit or a person in a year; seen by discipline inspection alone (A21)"
)
@table(tables.DisciplineBar)
class DisciplineBar:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    year: int = strawberry.field(description="年度 / Year")
    person: str | None = strawberry.field(description="个人姓名，对单位的为空 / The person; null: the unit")
    reason: str = strawberry.field(description="理由 / Why")
    document: str = strawberry.field(description="文件 / The document")
    set_on: date = strawberry.field(description="提出日期 / Day")
    set_by: str = strawberry.field(description="提出人 / Who")
    lifted_on: date | None = strawberry.field(description="解除日期 / Day on which it was lifted")
    lifting_reason: str | None = strawberry.field(description="解除理由 / Why it was lifted")
    lifted_by: str | None = strawberry.field(description="解除人 / Who lifted it")

    @sql(description="单位，或个人所在单位 / The unit, or the person's unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)


@strawberry.type(description="线索所用的词语 / A word that clues use")
class ClueTerm:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")

    @classmethod
    def of(cls, term: rulebook.Term) -> ClueTerm:
        return cls(code=term.code, name=term.name)


@strawberry.type(description="移送和办理线索所用的情形、结果 / Grounds and outcomes of clues, as of today (A21)")
class ClueTerms:
    grounds: list[ClueTerm] = strawberry.field(description="所涉情形 / Grounds")
    outcomes: list[ClueTerm] = strawberry.field(description="办理结果 / Outcomes")


@strawberry.input(description="线索的筛选 / Which clues")
class DisciplineClueFilter:
    status: ClueStatus | None = strawberry.field(default=None, description="状态 / How far it has come")
    unit_id: UUID | None = strawberry.field(default=None, description="所涉单位 / The unit that it is about")
    ground: str | None = strawberry.field(default=None, description="情形代码 / Code of the ground")
    since: date | None = strawberry.field(default=None, description="移送日期不早于 / Handed over on or after")
    until: date | None = strawberry.field(default=None, description="移送日期不晚于 / Handed over on or before")
    search: str | None = strawberry.field(
        default=None,
        description="所见情况、地点、材料、办理说明含 / Words in what was seen, where, its documents, what was said of it",
    )


@strawberry.input(description="评优意见的筛选 / Which objections")
class DisciplineBarFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    unit_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    lifted: bool | None = strawberry.field(default=None, description="是否已解除 / Whether it was lifted")


@strawberry.type
class DisciplineQueries:
    @sql(description="可见的线索，最近的在前 / Clues that the caller may see, newest first (A21)")
    def discipline_clues(
        self: Any,
        info: Info,
        filter: Annotated[DisciplineClueFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[DisciplineClue]:
        asked = filter or DisciplineClueFilter()
        row, query = seen_by(info.context.caller)
        if asked.status is None and asked.unit_id is None and asked.ground is None:
            query = query.where(whole(row))
        for column, value in ((row.status, asked.status), (row.unit_id, asked.unit_id), (row.ground, asked.ground)):
            query = query if value is None else query.where(column == value)
        query = query if asked.since is None else query.where(row.transferred_on >= asked.since)
        query = query if asked.until is None else query.where(row.transferred_on <= asked.until)
        query = query if asked.search is None else query.where(_saying(row, asked.search))
        return page(query, [Key(row.transferred_on, descending=True), Key(row.id, descending=True)])

    @sql(description="一件线索，不存在或无权查看为空 / One clue; null when it is not there for the caller")
    def discipline_clue(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> DisciplineClue | None:
        return answer(select(tables.Clue).where(tables.Clue.id == id))

    @sql(description="对评优的意见，最近的在前 / Objections to awards, newest first (A21)")
    def discipline_bars(
        self: Any,
        filter: Annotated[DisciplineBarFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[DisciplineBar]:
        row, asked = tables.DisciplineBar, filter or DisciplineBarFilter()
        query = select(row)
        if asked.year is None and asked.unit_id is None and not asked.lifted:
            query = query.where(whole(row))
        for column, value in ((row.year, asked.year), (row.unit_id, asked.unit_id)):
            query = query if value is None else query.where(column == value)
        if asked.lifted is not None:
            query = query.where(row.lifted_on.is_not(None) if asked.lifted else row.lifted_on.is_(None))
        return page(query, [Key(row.set_on, descending=True), Key(row.id, descending=True)])

    @strawberry.field(description="移送和办理线索所用的情形、结果 / Grounds and outcomes of clues, as of today (A21)")
    def clue_terms(self: Any, info: Info) -> ClueTerms:
        day = max(info.context.today, rulebook.GROUNDS.entries[0].since)
        return ClueTerms(
            grounds=[ClueTerm.of(term) for term in rulebook.GROUNDS.on(day)],
            outcomes=[ClueTerm.of(term) for term in rulebook.OUTCOMES.on(day)],
        )


def _saying(clue: Any, words: Any) -> ColumnElement[bool]:
    """Tell which of the clues that the caller sees say these words, themselves or in what was done with them."""
    entry = tables.ClueEntry
    document = func.json_array_elements_text(clue.documents).table_valued(named("value", Text), joins_implicitly=True)
    noted = select(true()).where(entry.clue_id == clue.id, containing(entry.note, words))
    listed = select(true()).where(containing(document.c.value, words))
    return or_(
        containing(clue.seen, words),
        containing(clue.place, words),
        *(there.limit(1).scalar_subquery().is_not(None) for there in (noted, listed)),
    )


def seen_by(caller: Actor) -> tuple[Any, Select[Any]]:
    """Start with all clues for discipline inspection, and with the few that name the person for everyone else."""
    clue, person = tables.Clue, tables.CluePerson
    if caller.acts_as(Role.DISCIPLINE):
        return clue, select(clue)
    names = select(person.clue_id).where(person.subject == caller.subject, person.removed_on.is_(None))
    row, kept = found(clue, names, clue.transferred_on)
    return row, select(row).where(kept)
