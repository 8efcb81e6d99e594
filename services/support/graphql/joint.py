"""Joint matters (多评合一) in the API, with their parts, history and meetings (第十七条（二）)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, func, select

from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.chassis.visibility import visible_select
from services.support.domain.kinds.ecology import JOINT_RULES, joint_on
from services.support.domain.opinion import Stance
from services.support.domain.request import STATE_NAMES
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.attachments import SupportAttachment, files_of
from services.support.graphql.enums import Action, Outcome, RecordKind, State
from services.support.graphql.references import PROJECT_NAME, Organization, Project, ScheduleNode, project_name
from services.support.graphql.requests import SupportRequest
from services.support.store import tables
from services.support.store.narrowing import has_words, in_order, narrowest, of_former, owned_by, searched, together
from services.support.store.tables.request import OVERSEEING


@strawberry.type(description="办理过程的一步 / One step in the history of a joint matter")
@table(tables.JointStep)
class JointStep:
    version: int = strawberry.field(description="此后版本 / Version after it")
    action: Action = strawberry.field(description="步骤 / What was done")
    state: State = strawberry.field(description="此后的状态 / State after it")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="办理人 / Who")
    note: str = strawberry.field(description="说明或理由 / Note or reason")

    @sql(description="办理单位 / For which unit")
    def unit(self: Any) -> Organization | None:
        return refer(id=self.unit_id)


@strawberry.type(description="参会单位及其意见 / A unit at the meeting, and what it thinks")
class JointMeetingUnit:
    unit_id: UUID = strawberry.field(description="单位标识 / The unit")
    stance: Stance = strawberry.field(description="意见 / Its stance")
    said: str = strawberry.field(description="条件或理由 / Conditions or reasons")


@strawberry.type(description="牵头会商记录 / A meeting that ecology convened on all parts at once")
@table(tables.JointMeeting)
class JointMeeting:
    number: int = strawberry.field(description="第几次 / Number")
    held_on: date = strawberry.field(description="会商日期 / Day")
    place: str = strawberry.field(description="地点或方式 / Place, or by what means")
    conclusion: str = strawberry.field(description="会商结论 / Conclusion")
    recorded_at: datetime = column("at", description="登记时间 / When it was recorded")
    recorded_by: str = column("actor_name", description="登记人 / Who recorded it")

    @derived("attending", description="参会单位及意见 / The units and their opinions")
    def attending(self: Any) -> list[JointMeetingUnit]:
        return [
            JointMeetingUnit(unit_id=UUID(u["unit_id"]), stance=Stance(u["stance"]), said=u["said"])
            for u in self.attending
        ]


@strawberry.federation.type(
    keys=["id"],
    description="多评合一：同一项目多项环评统一受理、牵头会商、一并批复 / "
    "Several evaluations of a project, accepted, discussed and approved as one (A17.2)",
)
@table(tables.JointMatter)
class JointEvaluation:
    id: UUID = strawberry.field(description="联合事项编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    purpose: str = strawberry.field(description="用途说明 / What it is for")
    state: State = strawberry.field(description="状态，各项相同 / State, which is that of every part")
    received_on: date = strawberry.field(description="收件日 / Day of receipt")
    ended_on: date | None = strawberry.field(description="办结日 / Day on which it ended")
    claimed_by: str | None = column("claimant_name", description="认领人 / Who has it in hand")
    outcome: Outcome | None = strawberry.field(description="批复：全部准予或全部不予 / All granted, or none")
    decision_reason: str | None = column("reason", description="理由或办理意见 / Reason of the decision")
    document_number: str | None = strawberry.field(description="发文字号，各项共用 / The one number of the document")
    meeting_count: int = column("meetings", description="已会商次数 / Meetings held")

    @derived("state", description="状态（中文）/ The state in Chinese")
    def state_name(self: Any) -> str:
        return STATE_NAMES[self.state]

    @derived("division", "kind", "received_on", description="统一办理时限（工作日）/ The one limit, in working days")
    def working_days(self: Any) -> int:
        rule = joint_on(self.division, self.kind, self.received_on)
        assert rule is not None, "rules are never removed"
        return rule.working_days

    @sql(description="到期日，各项相同；停钟期间为空 / The due date of every part; none while the clock stands")
    def due_on(self: Any, info: Info) -> date | None:
        part = tables.Request
        its = visible_select(part, info.context.caller).where(part.parent_id == self.id)
        return answer(its.with_only_columns(func.max(part.due_on)).scalar_subquery())

    @sql(description="项目 / Project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    project_name: str | None = sql(project_name, description=PROJECT_NAME)

    @sql(description="节点 / The schedule node that waits for it")
    def node(self: Any) -> ScheduleNode | None:
        return refer(id=self.node_id)

    @sql(description="牵头单位 / The bureau that leads and decides")
    def bureau(self: Any) -> Organization:
        return refer(id=self.bureau_id)

    @sql(description="申请单位 / The unit that has applied")
    def applicant(self: Any) -> Organization:
        return refer(id=self.applicant_id)

    @sql(description="各项环评 / The parts")
    def evaluations(self: Any) -> list[SupportRequest]:
        part = tables.Request
        return answer(select(part).where(part.parent_id == self.id).order_by(part.id))

    @sql(description="会商记录 / The meetings, in order")
    def meetings(self: Any) -> list[JointMeeting]:
        meeting = tables.JointMeeting
        return answer(select(meeting).where(meeting.joint_id == self.id).order_by(meeting.number))

    @sql(description="附件（会商纪要、批复等）；各项材料在各项申请中 / Its files; those of a part are with the part")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of(RecordKind.JOINT_EVALUATION, self.id))

    @sql(description="办理过程 / Every step, in order")
    def history(self: Any) -> list[JointStep]:
        step = tables.JointStep
        return answer(select(step).where(step.joint_id == self.id).order_by(step.version))


@strawberry.type(description="多评合一的规则 / The rule of joint evaluation")
class JointEvaluationRule:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    kinds: list[str] = strawberry.field(description="可以合并的事项代码 / Kinds that may be part of it")
    fewest: int = strawberry.field(description="至少几项 / Of how many parts at least")
    working_days: int = strawberry.field(description="统一办理时限（工作日）/ The one limit, in working days")
    source: str = strawberry.field(description="规则出处 / Where the rule comes from")
    since: date = strawberry.field(description="施行日 / In force since")


@strawberry.input(description="多评合一筛选；未给出的不限 / Filter; what is absent does not limit")
class JointEvaluationFilter:
    states: list[State] | None = strawberry.field(default=None, description="状态 / States")
    open: bool | None = strawberry.field(default=None, description="是否未办结 / Whether it is open")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    bureau_id: UUID | None = strawberry.field(default=None, description="牵头单位 / Bureau")
    search: str | None = strawberry.field(
        default=None, description="在用途、发文字号、项目名称中查找 / Text in purpose, document number or project"
    )


@strawberry.type
class JointQuery:
    @sql(description="一件多评合一；无权查看则为空 / One joint evaluation; none when the caller may not see it (A17.2)")
    def joint_evaluation(
        self: Any, id: Annotated[UUID, strawberry.argument(description="联合事项编号 / Id")]
    ) -> JointEvaluation | None:
        return answer(select(tables.JointMatter).where(tables.JointMatter.id == id))

    @sql(description="多评合一清单，新收的在前 / Joint evaluations, the newest first (A17.2)")
    def joint_evaluations(
        self: Any,
        info: Info,
        filter: Annotated[JointEvaluationFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[JointEvaluation]:
        by = filter or JointEvaluationFilter()
        joint, query = narrowest(tables.JointMatter, _ways(info.context.caller, by), tables.JointMatter.received_on)
        if by.states is not None:
            query = query.where(joint.state.in_(by.states))
        if by.open is not None:
            query = query.where(joint.ended_on.is_(None) if by.open else joint.ended_on.is_not(None))
        if by.project_id is not None:
            query = query.where(joint.project_id == by.project_id)
        if by.bureau_id is not None:
            query = query.where(joint.bureau_id == by.bureau_id)
        if by.search is not None:
            query = query.where(has_words(joint, info.context.caller, by.search, joint.purpose, joint.document_number))
        one_state = by.states is not None and len(by.states) == 1
        if by.project_id is None and by.bureau_id is None and by.open is not True and not one_state:
            query = query.where(whole(joint))
        return page(query, [Key(joint.received_on, descending=True), Key(joint.id, descending=True)])

    @strawberry.field(description="现行多评合一规则 / The rule of joint evaluation today (A17.2)")
    def joint_evaluation_rules(self, info: Info) -> list[JointEvaluationRule]:
        today, division = info.context.today, info.context.caller.division
        return [
            JointEvaluationRule(
                code=entry.value.code,
                name=entry.value.name,
                kinds=sorted(entry.value.kinds),
                fewest=entry.value.fewest,
                working_days=entry.value.working_days,
                source=entry.source,
                since=entry.since,
            )
            for entry in (rule.entry_on(today) for rule in JOINT_RULES.get(division, ()))
        ]


def _ways(caller: Actor, by: JointEvaluationFilter) -> list[Select[Any] | None]:
    """Return where a unit's own, what is searched for and what is of several states are found."""
    joint = tables.JointMatter
    ways: list[Select[Any] | None] = []
    if not caller.acts_as(*OVERSEEING) and caller.unit is not None:
        named = (joint.bureau_id, joint.applicant_id)
        own = [in_order(joint, joint.bureau_id == caller.unit, by=(joint.received_on,))]
        own += [in_order(joint, joint.applicant_id == caller.unit), *(of_former(joint, c, caller.unit) for c in named)]
        owned = owned_by(joint, caller)
        ways.append(together(*own, *([] if owned is None else [owned])))
    if by.search is not None:
        ways.append(searched(joint, tables.JointMatterSearch, by.search))
    if by.open:
        ways.append(in_order(joint, joint.ended_on.is_(None), by=(joint.received_on,)))
    if by.states is not None and len(by.states) != 1:
        ways.append(in_order(joint, joint.state.in_(by.states), by=(joint.state, joint.received_on)))
    return ways
