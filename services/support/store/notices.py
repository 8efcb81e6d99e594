"""The notices of support, and which of them are settled: by the record that they told of."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import isfunction
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, literal_column, or_, select, true, union_all

from services.chassis.identity import Actor
from services.chassis.notices.kept import Notices
from services.chassis.reads.finding import MORE, found
from services.chassis.visibility import visible_select
from services.support.domain import notices
from services.support.domain.agency.terms import CaseState, ItemState
from services.support.domain.funds.terms import ApplicationState, DemandState
from services.support.domain.incident.terms import IncidentState
from services.support.domain.land.consultation import LEDGER_ENDED
from services.support.domain.land.plan import PlanState
from services.support.domain.land.transfer import TransferState
from services.support.domain.notices import NOTICES
from services.support.domain.request import State
from services.support.store import tables

_request, _plan, _decision, _transfer = tables.Request, tables.LandPlan, tables.ConsultationItem, tables.QuotaTransfer
_demand, _application, _joint = tables.FinancingDemand, tables.FundApplication, tables.JointMatter
_incident, _case, _item = tables.SiteIncident, tables.AgencyCase, tables.AgencyItem
_confirmed_by_both = and_(_plan.land_confirmed_by.is_not(None), _plan.requisition_confirmed_by.is_not(None))


def _ended_on_ledger(actor: Actor) -> ColumnElement[bool]:
    issue = tables.FollowUpIssue
    return exists(visible_select(issue, actor).where(issue.item_id == _decision.id, issue.state.in_(LEDGER_ENDED)))


def _authorised(actor: Actor) -> ColumnElement[bool]:
    given = tables.AgencyAuthorisation
    return exists(visible_select(given, actor).where(given.case_id == _case.id))


# which notices are settled, by which record, and when; what is told of other records, for the person
_SETTLED: tuple[tuple[tuple[str, ...], Any, Any], ...] = (
    (notices.OF_OPEN, _request, _request.ended_on.is_not(None)),
    (notices.OF_RETURNED, _request, _request.state != State.RETURNED),
    (notices.OF_LAND_PLAN, _plan, or_(_plan.state != PlanState.DRAFT, _confirmed_by_both)),
    (notices.OF_LAND_DECISION, _decision, lambda actor: or_(_decision.done_on.is_not(None), _ended_on_ledger(actor))),
    (notices.OF_TRANSFER, _transfer, _transfer.state != TransferState.ASKED),
    (notices.OF_DEMAND_SUBMITTED, _demand, _demand.state != DemandState.SUBMITTED),
    (notices.OF_DEMAND_RETURNED, _demand, _demand.state != DemandState.RETURNED),
    (notices.OF_APPLICATION, _application, _application.state != ApplicationState.RETURNED),
    (notices.OF_JOINT, _joint, _joint.ended_on.is_not(None)),
    (notices.OF_JOINT_RETURNED, _joint, _joint.state != State.RETURNED),
    (notices.OF_INCIDENT, _incident, _incident.state != IncidentState.REPORTED),
    (notices.OF_AGENCY, _case, _case.state != CaseState.APPLIED),
    (
        notices.OF_AGENCY_ACCEPTED,  # waits for the owner's authorisation
        _case,
        lambda actor: or_(_case.state != CaseState.ACCEPTED, _authorised(actor)),
    ),
    (notices.OF_ITEM_SUBMITTED, _item, _item.state != ItemState.SUBMITTED),
    (notices.OF_ITEM_RETURNED, _item, _item.state != ItemState.CORRECTING),
)


def _done(notice: Any, actor: Actor) -> ColumnElement[bool]:
    """Nothing waits any more where the record that was told of has gone on, or ended."""

    def settled(table: Any, condition: Any) -> Any:
        holds = condition(actor) if isfunction(condition) else condition
        its = visible_select(table, actor).where(table.id == notice.record_id, holds)
        return its.with_only_columns(true()).limit(1).scalar_subquery()

    over: ColumnElement[bool] = case(
        *((notice.kind.in_(kinds), settled(table, condition)) for kinds, table, condition in _SETTLED),
        else_=literal_column("false"),
    )
    return over


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notices(Notices):
    """Those that a role is told besides those of units and persons; support tells nothing to everybody."""

    def told(self, caller: Actor) -> tuple[Any, Select[Any]]:
        """Start with what the person, the unit and the roles were told, where that is little; with all where it is much."""
        table = tables.Notice
        roles = sorted(role.value for role in caller.roles)
        to_roles = select(table.id).where(table.role.in_(roles), table.division == caller.division)
        ways = [to_roles.limit(MORE), select(table.id).where(table.subject == caller.subject).limit(MORE)]
        if caller.unit is not None:
            ways.append(select(table.id).where(table.unit_id == caller.unit).order_by(table.at).limit(MORE))
        row, kept = found(table, select(union_all(*(select(way.subquery()) for way in ways)).subquery()), table.at)
        return row, select(row).where(kept)


KEPT = _Notices(notice=tables.Notice, read=tables.NoticeRead, muted=tables.NoticeMute, kinds=NOTICES, done=_done)
