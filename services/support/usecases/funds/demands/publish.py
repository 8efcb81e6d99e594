"""第十六条（二）：publish the list of financing demands: a frozen issue with its number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.digest import sm3
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import publication
from services.support.domain.funds.events import FinancingListPublished
from services.support.domain.funds.findings import ZERO
from services.support.domain.funds.terms import DemandAction
from services.support.store import financing, tables
from services.support.store.financing import Step
from services.support.usecases.acting import acting
from services.support.usecases.funds.demands.case import bureau_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishFinancingList:
    """The command."""


async def publish(work: Work, _: PublishFinancingList) -> UUID | Refusal:
    """Freeze what is on the list now and publish it."""
    division = await bureau_of(work)
    at = division or work.actor.division
    await financing.one_at_a_time(work.session, "financing-issues", at)
    last = await financing.last_issue(work.session, at, work.actor)
    listed = await financing.listed(work.session, at)
    done_today = last is not None and last.published_on == work.today
    refusal = publication.publish(division=division, demands=len(listed), today_done=done_today)
    if refusal:
        return refusal
    issue = await _frozen(work, at, listed, last)
    work.session.add(issue)
    await work.session.flush()
    for position, (row, offer) in enumerate(listed, start=1):
        work.session.add(
            tables.FinancingIssueItem(
                issue_id=issue.id, position=position, division=at, demand_id=row.id, number=offer.number
            )
        )
        step = Step(action=DemandAction.PUBLISHED, on=work.today, document=issue.number, amount=offer.amount)
        await financing.add_step(work.session, row, step, acting(work), work.now)
    await work.record(
        FinancingListPublished(
            issue_id=issue.id,
            number=issue.number,
            demands=issue.demands,
            total=issue.total,
            content_sm3=issue.content_sm3,
            published_on=issue.published_on,
            division=at,
        )
    )
    after = {"number": issue.number, "content_sm3": issue.content_sm3}
    await work.audit("publishFinancingList", f"financing-issue/{issue.id}", None, after, division=at)
    return issue.id


async def _frozen(
    work: Work,
    division: str,
    listed: Sequence[tuple[tables.FinancingDemand, publication.Offer]],
    last: tables.FinancingIssue | None,
) -> tables.FinancingIssue:
    """Write the content once and for all; whatever changes later, this stays."""
    due = publication.next_due(last.published_on if last else None, work.today, calendar())
    ordinal = await financing.next_ordinal(work.session, division, work.today.year)
    number = publication.number_of(work.today.year, ordinal)
    items = [offer.told() for _, offer in listed]
    content = json.dumps({"number": number, "items": items}, ensure_ascii=False, sort_keys=True)
    return tables.FinancingIssue(
        id=work.new_id(),
        division=division,
        year=work.today.year,
        ordinal=ordinal,
        number=number,
        period_from=due.period_from,
        due_on=due.due_on,
        published_on=work.today,
        published_by_name=work.actor.name,
        demands=len(items),
        total=sum((offer.amount for _, offer in listed), start=ZERO),
        content=content,
        content_sm3=sm3(content.encode()),
    )
