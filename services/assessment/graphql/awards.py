"""Lists of awards with their numbers and approvals, and the awards on them (A20)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.assessment.domain.award import rulebook
from services.assessment.domain.award.model import Level, ListStatus, Outcome, Recipient
from services.assessment.graphql import award_enums
from services.assessment.graphql.attachments import AssessmentAttachment, files_of
from services.assessment.store import tables
from services.chassis.reads import answer, derived, refer, sql, table
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization

assert award_enums  # imported for its declarations
OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]


@strawberry.type(description="对提名的一项审核发现 / One thing that a vetting found")
class AwardFinding:
    code: str = strawberry.field(description="代码：NOT_ASSESSED、RED_CARD、YELLOW_CARD、INCIDENT、DISCIPLINE / Code")
    words: str = strawberry.field(description="说明 / In words")
    article: str = strawberry.field(description="依据条款 / The clause")
    barring: bool = strawberry.field(
        description="是否不得评选；否则供权衡 / Whether it bars the award; otherwise it is to be weighed"
    )
    record_id: UUID | None = strawberry.field(
        description="所指的红黄牌或事件记录 / The card or the record that it goes back to"
    )

    @classmethod
    def of(cls, kept: dict[str, Any]) -> AwardFinding:
        record_id = kept["record_id"]
        return cls(
            code=kept["code"],
            words=kept["words"],
            article=kept["article"],
            barring=kept["barring"],
            record_id=UUID(record_id) if record_id else None,
        )


@strawberry.type(description="对提名的一次审核，留痕 / A vetting of a nomination, on record (A20, A21)")
@table(tables.AwardVetting)
class AwardVetting:
    id: UUID = strawberry.field(description="标识 / Identity")
    round: int = strawberry.field(description="名单的轮次 / Round of the list")
    clear: bool = strawberry.field(description="是否可以评选 / Whether nothing bars the award")
    vetted_on: date = strawberry.field(description="审核日期 / Day")
    at: datetime = strawberry.field(description="审核时间 / When")
    by: str = strawberry.field(description="审核人 / Who")

    @derived("findings", description="发现的情形及说明 / What was found, explained")
    def findings(self: Any) -> list[AwardFinding]:
        return [AwardFinding.of(kept) for kept in self.findings]


@strawberry.type(
    description="提名材料：职务、主要事迹，只有经办、审定的人可见 / Post and merits, for the few who decide (A20)"
)
@table(tables.AwardDossier)
class AwardDossier:
    id: UUID = strawberry.field(description="标识（即提名标识）/ Identity, of the nomination too")
    post: str | None = strawberry.field(description="个人的职务 / Post of the person")
    merits: str = strawberry.field(description="主要事迹 / Merits")

    @sql(description="所附文件 / Its files")
    def files(self: Any) -> list[AssessmentAttachment]:
        return answer(files_of("AWARD", self.id))


@strawberry.type(
    description="获评后的一项激励及其落实 / Something an award brings, and whether it was carried out (A20)"
)
@table(tables.AwardEffect)
class AwardEffect:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    code: str = strawberry.field(description="代码 / Code")
    text: str = strawberry.field(description="激励 / What it brings")
    carried_out_on: date | None = strawberry.field(description="落实日期 / Day on which it was carried out")
    document: str | None = strawberry.field(description="落实文件 / The document")
    recorded_by: str | None = strawberry.field(description="记录人 / Who recorded it")
    lapsed_on: date | None = strawberry.field(description="因撤销而失效的日期 / Day on which it lapsed")


@strawberry.type(description="评先评优的一项提名，授予后即为先进 / A nomination, and once granted an award (A20)")
@table(tables.Award)
class Award:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    list_id: UUID = strawberry.field(description="所属名单 / The list that it is on")
    year: int = strawberry.field(description="年度 / Year")
    level: Level = strawberry.field(description="层级 / Level")
    recipient: Recipient = strawberry.field(description="单位或个人 / A unit or a person")
    group: UnitCategory = strawberry.field(description="考核组 / Assessed group")
    person: str | None = strawberry.field(description="个人姓名 / Name of the person")
    outstanding: bool = strawberry.field(description="是否作出突出贡献（个人）/ Whether of outstanding contribution")
    nominated_on: date = strawberry.field(description="提名日期 / Day of nomination")
    clear: bool | None = strawberry.field(
        description="最近一次审核是否可以评选，未审核为空 / Whether the newest vetting found it clear; null: none"
    )
    withdrawn_on: date | None = strawberry.field(description="撤回日期 / Day of withdrawal")
    withdrawal_reason: str | None = strawberry.field(description="撤回理由 / Why it was withdrawn")
    granted: bool | None = strawberry.field(
        description="是否授予，未定为空 / Whether it was granted; null while undecided"
    )
    decided_on: date | None = strawberry.field(description="授予（评定）日期 / Day of the decision")
    document: str | None = strawberry.field(description="授予文件 / The document that grants it")
    revoked_on: date | None = strawberry.field(description="撤销日期 / Day of revocation")
    revocation_reason: str | None = strawberry.field(description="撤销理由 / Why it was revoked")
    revocation_approver: str | None = strawberry.field(description="撤销批准人 / Who approved the revocation")
    revocation_document: str | None = strawberry.field(description="撤销文件 / The document of the revocation")

    @sql(description="单位，或个人所在单位 / The unit, or the person's unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="提名材料，无权查看为空 / The dossier; null for whom it is not")
    def dossier(self: Any) -> AwardDossier | None:
        return answer(select(tables.AwardDossier).where(tables.AwardDossier.id == self.id))

    @sql(description="审核记录，最近的在前（无权查看为空）/ Vettings, the newest first")
    def vettings(self: Any) -> list[AwardVetting]:
        row = tables.AwardVetting
        return answer(select(row).where(row.award_id == self.id).order_by(row.at.desc(), row.id.desc()))

    @sql(description="获评后的激励（无权查看为空）/ What the award brings")
    def effects(self: Any) -> list[AwardEffect]:
        row = tables.AwardEffect
        return answer(select(row).where(row.award_id == self.id).order_by(row.place, row.id))


@strawberry.type(description="名额 / How many may be named")
class AwardLimit:
    recipient: Recipient = strawberry.field(description="单位或个人 / Units or persons")
    group: UnitCategory | None = strawberry.field(description="考核组，为空则不分组 / Group; null: all together")
    most: int = strawberry.field(description="名额 / How many at most")
    words: str = strawberry.field(description="算法 / The sum in words")

    @classmethod
    def of(cls, kept: dict[str, Any]) -> AwardLimit:
        group = kept["group"]
        return cls(
            recipient=Recipient(kept["recipient"]),
            group=UnitCategory(group) if group else None,
            most=kept["most"],
            words=kept["words"],
        )


@strawberry.type(description="审定机构 / A body that approves")
class AwardBody:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")


@strawberry.type(description="审定的一步，其中任一机构审定即可 / A step of approval, taken by any one of its bodies")
class AwardStep:
    number: int = strawberry.field(description="次序 / Its place in the order")
    bodies: list[AwardBody] = strawberry.field(description="审定机构 / Bodies")


@strawberry.type(description="一次审定，留痕 / What a body decided, on record")
@table(tables.AwardApproval)
class AwardApproval:
    id: UUID = strawberry.field(description="标识 / Identity")
    round: int = strawberry.field(description="轮次 / Round")
    step: int = strawberry.field(description="步骤 / Step")
    body: str = strawberry.field(description="审定机构代码 / Code of the body")
    body_name: str = strawberry.field(description="审定机构 / The body")
    outcome: Outcome = strawberry.field(description="结果 / What it decided")
    held_on: date = strawberry.field(description="会议日期 / Day of the meeting")
    document: str = strawberry.field(description="会议纪要或文件 / The document")
    reason: str | None = strawberry.field(description="理由 / Reason")
    at: datetime = strawberry.field(description="记录时间 / When it was recorded")
    by: str = strawberry.field(description="记录人 / Who recorded it")


@strawberry.type(
    description="一年度某层级的先进名单（市级为推荐名单）/ A year's list of a level; of the city, recommendations (A20)"
)
@table(tables.AwardList)
class AwardList:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    year: int = strawberry.field(description="年度 / Year")
    level: Level = strawberry.field(description="层级 / Level")
    status: ListStatus = strawberry.field(description="状态 / How far it has come")
    round: int = strawberry.field(description="轮次，退回后加一 / Round; one more after each return")
    drafted_on: date = strawberry.field(description="拟定日期 / Day of the draft")
    drafted_by: str = strawberry.field(description="拟定人 / Who drafted it")
    submitted_on: date | None = strawberry.field(description="提请审定日期 / Day of submission")
    published_on: date | None = strawberry.field(description="公布或上报日期 / Day of publication or report")
    published_by: str | None = strawberry.field(description="公布或上报经办人 / Who published it")
    document: str | None = strawberry.field(description="公布或上报的文号 / The document")
    discard_reason: str | None = strawberry.field(description="作废理由 / Why it was given up")

    @derived("limits", description="名额 / How many may be named")
    def limits(self: Any) -> list[AwardLimit]:
        return [AwardLimit.of(kept) for kept in self.limits]

    @derived("level", "drafted_on", description="审定次序（拟定时的口径）/ The order of approval, as of the draft")
    def steps(self: Any) -> list[AwardStep]:
        steps = rulebook.APPROVAL.on(max(self.drafted_on, rulebook.APPROVAL.entries[0].since))[Level(self.level)]
        return [
            AwardStep(number=at, bodies=[AwardBody(code=body.code, name=body.name) for body in step.bodies])
            for at, step in enumerate(steps, start=1)
        ]

    @derived(
        "level",
        "drafted_on",
        description="由谁上报市里，区级为空 / Who reports it to the city; null for the district's",
    )
    def reported_by(self: Any) -> str | None:
        if Level(self.level) is Level.DISTRICT:
            return None
        return rulebook.REPORTED_BY.on(max(self.drafted_on, rulebook.REPORTED_BY.entries[0].since))

    @sql(description="审定记录，先后为序（无权查看为空）/ What the bodies decided, in order")
    def approvals(self: Any) -> list[AwardApproval]:
        row = tables.AwardApproval
        return answer(select(row).where(row.list_id == self.id).order_by(row.round, row.step))

    @sql(
        description="提名和获评，单位在前；已撤回的也在其中 / Nominations and awards, units first, withdrawn ones included"
    )
    def awards(self: Any) -> list[Award]:
        row = tables.Award
        return answer(select(row).where(row.list_id == self.id).order_by(row.recipient.desc(), row.id))
