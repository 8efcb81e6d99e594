"""The four lists of each month in the API (第七条): what is published, drafts, and what was done to them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, containing, derived, page, refer, sql, table
from services.chassis.visibility import visible_select
from services.schedule.domain.lists.record import changed
from services.schedule.domain.lists.terms import (
    LIST_NAMES,
    SECTION_NAMES,
    ListAction,
    ListKind,
    ListSection,
    ListState,
    Origin,
)
from services.schedule.graphql import list_terms
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables

__all__ = ["list_terms"]  # the enums, declared before the types that use them


@strawberry.type(description="已发布清单的一项，不再变更 / An entry as it was published, never changed (A7)")
@table(tables.ListedEntry)
class ListedEntry:
    entry_id: UUID = strawberry.field(description="项的标识，各版相同 / Identity, the same in every edition")
    position: int = strawberry.field(description="序号 / Place in the list")
    section: ListSection = strawberry.field(description="部分 / Part of the list")
    project_name: str = strawberry.field(description="项目名称（发布时）/ Name of the project when published")
    level: str | None = strawberry.field(description="级别 / Level")
    category: str | None = strawberry.field(description="类别 / Category")
    origin: Origin = strawberry.field(description="列入方式 / How it came onto the list")
    first_year: int = strawberry.field(description="首次列入的年度 / Year of the list that had it first")
    first_month: int = strawberry.field(description="首次列入的月份 / Month of the list that had it first")
    planned_on: date | None = strawberry.field(
        description="计划开工（竣工）日期，或签约（立项）日期 / Planned day, or the day of the signing or approval"
    )
    document: str | None = strawberry.field(description="签约（立项）材料 / Document of the signing or approval")
    issuing_body: str | None = strawberry.field(description="出具单位 / Who issued it")
    total_investment: Decimal | None = strawberry.field(description="总投资（万元）/ Total investment")
    annual_investment: Decimal | None = strawberry.field(description="年度计划投资（万元）/ Investment of the year")
    planned_investment: Decimal | None = strawberry.field(
        description="当月计划投资（万元）/ Investment planned for the month"
    )
    note: str | None = strawberry.field(description="备注 / Note")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="责任单位 / The unit that answers for it")
    def responsible_unit(self: Any) -> Organization:
        return refer(id=self.responsible_unit_id)

    @sql(description="业主 / Owner")
    def owner(self: Any) -> Organization:
        return refer(id=self.owner_id)

    @sql(description="镇（街道）/ Town")
    def town(self: Any) -> Organization | None:
        return refer(id=self.town_id)

    @sql(description="行业主管部门 / Industry authority")
    def industry_authority(self: Any) -> Organization | None:
        return refer(id=self.industry_authority_id)

    @sql(
        description="所依据的材料后来是否撤回（应更正清单）/ Whether its document was withdrawn since: a correction is due"
    )
    def evidence_withdrawn(self: Any, info: Info) -> bool | None:
        evidence = tables.ProjectEvidence
        own = visible_select(evidence, info.context.caller).where(evidence.id == self.evidence_id)
        return answer(own.with_only_columns(evidence.withdrawn).scalar_subquery())


@strawberry.type(description="草稿的一项；移出的留有理由 / An entry of a draft; those taken out keep their reason")
@table(tables.ListEntry)
class ListDraftEntry:
    id: UUID = strawberry.field(description="标识 / Identity")
    position: int = strawberry.field(description="序号 / Place in the list")
    section: ListSection = strawberry.field(description="部分 / Part of the list")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    origin: Origin = strawberry.field(description="列入方式 / How it came onto the list")
    first_year: int = strawberry.field(description="首次列入的年度 / Year of the list that had it first")
    first_month: int = strawberry.field(description="首次列入的月份 / Month of the list that had it first")
    planned_on: date | None = strawberry.field(
        description="计划（签约、立项）日期 / Planned day, or that of the document"
    )
    planned_investment: Decimal | None = strawberry.field(description="当月计划投资（万元）/ Planned for the month")
    document: str | None = strawberry.field(description="签约（立项）材料 / Document of the signing or approval")
    note: str | None = strawberry.field(description="备注 / Note")
    edited: bool = strawberry.field(description="是否经人工修改，刷新草稿时不变 / Whether somebody changed it")
    removed_reason: str | None = strawberry.field(description="移出理由，未移出为空 / Why it was taken out")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="责任单位 / The unit that answers for it")
    def responsible_unit(self: Any) -> Organization:
        return refer(id=self.responsible_unit_id)


@strawberry.type(description="清单的一个发布版，永久保留 / What was published of a list, kept for ever")
@table(tables.ListEdition)
class ListEdition:
    edition: int = strawberry.field(description="版次，首版为 1 / 1 is the first")
    digest: str = strawberry.field(description="全部内容的SM3杂凑值 / SM3 digest of all that it says")
    entries_count: int = strawberry.field(description="项数 / How many entries")
    reason: str | None = strawberry.field(description="更正理由，首版为空 / Why it corrects the one before")
    published_at: datetime = strawberry.field(description="发布时间 / When")
    published_by: str = strawberry.field(description="发布人 / Who")

    @sql(description="发布人单位 / The unit of who published it")
    def published_by_unit(self: Any) -> Organization | None:
        return refer(id=self.published_by_unit_id)

    @sql(description="该版各项 / Its entries")
    def entries(self: Any, first: First = None, after: After = None) -> Connection[ListedEntry]:
        entry = tables.ListedEntry
        own = select(entry).where(entry.list_id == self.list_id, entry.edition == self.edition)
        return page(own, [Key(entry.position), Key(entry.entry_id)])


@strawberry.type(description="对清单的一次操作 / What was done to a list")
@table(tables.ListChange)
class ListChange:
    version: int = strawberry.field(description="此后版本 / Version after it")
    action: ListAction = strawberry.field(description="操作 / What was done")
    entry_id: UUID | None = strawberry.field(description="所涉的项 / The entry")
    project_name: str | None = strawberry.field(description="所涉项目 / The project")
    reason: str | None = strawberry.field(description="理由 / Why")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="操作人 / Who")

    @derived("before", "after", description="变动的内容（名称：原值 → 新值）/ What changed: name, before and after")
    def changes(self: Any) -> list[str]:
        return changed(self.before, self.after)

    @sql(description="操作人单位 / The unit of who did it")
    def by_unit(self: Any) -> Organization | None:
        return refer(id=self.by_unit_id)


@strawberry.input(description="清单项的筛选；各条件同时满足 / Which entries; all conditions together")
class ListedEntryFilter:
    section: ListSection | None = strawberry.field(default=None, description="部分 / Part of the list")
    town_id: UUID | None = strawberry.field(default=None, description="镇（街道）/ Town")
    industry_authority_id: UUID | None = strawberry.field(default=None, description="行业主管部门 / Authority")
    owner_id: UUID | None = strawberry.field(default=None, description="业主 / Owner")
    responsible_unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible unit")
    search: str | None = strawberry.field(default=None, description="项目名称含 / Words in the project's name")


EntryFilter = Annotated[ListedEntryFilter | None, strawberry.argument(description="筛选 / Which entries")]


def _narrowed(query: Select[Any], filter: ListedEntryFilter | None) -> Select[Any]:
    entry, asked = tables.ListedEntry, filter or ListedEntryFilter()
    for its, value in (
        (entry.section, asked.section),
        (entry.town_id, asked.town_id),
        (entry.industry_authority_id, asked.industry_authority_id),
        (entry.owner_id, asked.owner_id),
        (entry.responsible_unit_id, asked.responsible_unit_id),
    ):
        query = query if value is None else query.where(its == value)
    return query if asked.search is None else query.where(containing(entry.project_name, asked.search))


@strawberry.federation.type(keys=["id"], description="某月的一类清单 / One of the four lists of a month (A7)")
@table(tables.MonthlyList)
class MonthlyList:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    kind: ListKind = strawberry.field(description="类别 / Which of the four")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month")
    state: ListState = strawberry.field(description="状态 / Where it stands")
    edition: int = strawberry.field(description="现行版次，未发布为 0 / Edition in force, 0 before it is published")
    digest: str | None = strawberry.field(description="现行版的SM3杂凑值 / SM3 digest of the edition in force")
    published_at: datetime | None = strawberry.field(description="现行版发布时间 / When it was published")
    published_by: str | None = strawberry.field(description="现行版发布人 / Who published it")
    being_corrected_for: str | None = column(
        "correcting_reason", description="正在更正的理由 / Why it is being corrected"
    )

    @derived("kind", "year", "month", description="名称 / Its name")
    def title(self: Any) -> str:
        return f"{self.year}年{self.month}月{LIST_NAMES[self.kind]}"

    @sql(description="现行版各项，未发布为空 / Entries of the edition in force")
    def entries(
        self: Any,
        filter: EntryFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ListedEntry]:
        entry = tables.ListedEntry
        own = select(entry).where(entry.list_id == self.id, entry.edition == self.edition)
        return page(_narrowed(own, filter), [Key(entry.position), Key(entry.entry_id)])

    @sql(description="草稿各项（项目服务、投资主管部门可见）/ Entries of the draft, for those who make the list")
    def draft_entries(self: Any, first: First = None, after: After = None) -> Connection[ListDraftEntry]:
        entry = tables.ListEntry
        return page(select(entry).where(entry.list_id == self.id), [Key(entry.position), Key(entry.id)])

    @sql(description="各发布版，新的在前 / Every edition, the newest first")
    def editions(self: Any) -> list[ListEdition]:
        edition = tables.ListEdition
        return answer(select(edition).where(edition.list_id == self.id).order_by(edition.edition.desc()))

    @sql(description="操作记录，先后为序（制定部门可见）/ What was done to it, in order, for those who make the list")
    def changes(self: Any, first: First = None, after: After = None) -> Connection[ListChange]:
        change = tables.ListChange
        return page(select(change).where(change.list_id == self.id), [Key(change.version)])


@strawberry.type(description="清单部分的名称 / A part of the lists by name")
class ListSectionName:
    section: ListSection = strawberry.field(description="部分 / Part")
    name: str = strawberry.field(description="名称 / Name")


@strawberry.input(description="月度清单的筛选 / Which lists")
class MonthlyListFilter:
    kind: ListKind | None = strawberry.field(default=None, description="类别 / Which of the four")
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    month: int | None = strawberry.field(default=None, description="月份 / Month")
    state: ListState | None = strawberry.field(default=None, description="状态 / Where they stand")


@strawberry.type
class ListQuery:
    @sql(description="月度清单，新的在前 / Lists of months, the newest first (A7)")
    def monthly_lists(
        self: Any,
        filter: Annotated[MonthlyListFilter | None, strawberry.argument(description="筛选 / Which lists")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[MonthlyList]:
        listed, asked = tables.MonthlyList, filter or MonthlyListFilter()
        query = select(listed)
        for its, value in (
            (listed.kind, asked.kind),
            (listed.year, asked.year),
            (listed.month, asked.month),
            (listed.state, asked.state),
        ):
            query = query if value is None else query.where(its == value)
        newest = (listed.year, listed.month, listed.id)
        return page(query, [Key(key, descending=True) for key in newest])

    @sql(description="按标识查清单，不存在或无权查看为空 / One list; null when it is not there for the caller")
    def monthly_list(
        self: Any, id: Annotated[UUID, strawberry.argument(description="清单标识 / Identity of the list")]
    ) -> MonthlyList | None:
        return answer(select(tables.MonthlyList).where(tables.MonthlyList.id == id))

    @strawberry.field(description="清单各部分的名称 / Names of the parts of the lists")
    def list_sections(self) -> list[ListSectionName]:
        return [ListSectionName(section=s, name=n) for s, n in SECTION_NAMES.items()]
