"""Support with requests in every state and the ends of what its columns take, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.support.domain.kinds.model import Outcome
from services.support.domain.quota import EntryKind
from services.support.domain.request import State
from services.support.store import tables
from tests.harness.api import Api
from tests.harness.differential import LARGEST, ODD, Ground, ground
from tests.harness.people import person
from tests.support.agency_rich import from_the_province, represented
from tests.support.funds_rich import funded
from tests.support.land_rich import landed
from tests.support.life_rich import lived
from tests.support.rest_rich import rested
from tests.support.services_rich import services_rich
from tests.support.watch_rich import watched
from tests.support.world import District, ok

SUMMER = datetime(1988, 7, 1, 0, 30, 0, 120_000, tzinfo=UTC)  # +09:00 in Shanghai then
ODD_MOMENTS = [SUMMER, datetime(1991, 9, 15, 1, 0, tzinfo=UTC), datetime(2027, 1, 1, 0, 0, 0, 999_999, tzinfo=UTC)]


async def rich(api: Api) -> Ground:
    """Let a bureau handle some requests, then write down what no command would."""
    district = await District(api).told()
    await district.account("1000")
    await handled(district)
    life = await lived(district)
    await watched(district)
    of_land = await landed(district)
    agency = await represented(district)
    await from_the_province(district)
    entities, officers, arguments = await services_rich(api, district)
    of_money, treasurers, asked_of_money = await funded(district)
    await rested(district)
    node, empty = await district.node(), new_id()
    await written(api, district, node)
    ids = [row.id for row in await api.rows(select(tables.Request.id).order_by(tables.Request.id))]
    files = [row.id for row in await api.rows(select(tables.Attachment.id).order_by(tables.Attachment.id))]
    stranger, specialist = person(Role.OWNER, unit=new_id()), person(Role.SPECIALIST)
    return await ground(
        api,
        entities={
            "SupportRequest": [*ids, new_id()],
            "QuotaAccount": [r.id for r in await api.rows(select(tables.QuotaAccount.id))],
            "Project": [district.project, empty],
            "ScheduleNode": [node, empty],
            **entities,
            **of_money,
        },
        people=[
            district.agent,
            district.officer,
            district.colleague,
            district.owner,
            life.officer_of_police,
            stranger,
            specialist,
            *officers,
            *treasurers,
        ],
        on=date(2026, 3, 24),
        arguments={
            "Query.request": f'id: "{ids[0]}"',
            "Query.agencyCase": f'id: "{agency}"',
            "Query.agencyStatistics": 'fromOn: "2026-03-02", untilOn: "2026-03-31"',
            "Query.supportAttachment": f'id: "{files[0]}"',
            "Query.requestQueue": f'bureauId: "{district.bureau}", first: 8',
            "Query.officerAbsences": f'bureauId: "{district.bureau}"',
            **arguments,
            **of_land,
            **asked_of_money,
        },
    )


async def handled(district: District) -> None:
    """Bring requests to most states by the commands themselves."""
    ok(await district.submit())
    returned = ok(await district.submit(purpose="退回的申请"))
    returned = ok(await district.step("return", returned, reason="缺图"))
    again = ok(await district.submit())
    again = ok(await district.step("return", again, reason="缺红线图"))
    ok(
        await district.step(
            "resubmit", again, district.owner, date(2026, 3, 6), purpose="补正后的用途", quantity="80", unit="MU"
        )
    )
    await district.claimed()
    granted = await district.claimed()
    ok(await district.step("decide", granted, on=date(2026, 3, 20), outcome="GRANTED"))
    refused = await district.claimed()
    ok(await district.step("decide", refused, on=date(2026, 3, 25), outcome="REFUSED", reason="不符合规划"))
    gone = ok(await district.submit())
    ok(await district.step("withdraw", gone, district.owner, on=date(2026, 3, 4), reason="不再需要"))


async def written(api: Api, district: District, node: Any) -> None:
    """Write rows at the ends of what the columns take."""
    account = tables.QuotaAccount(
        id=new_id(),
        division=district.division,
        version=2147483647,
        kind="FOREST_LAND_QUOTA",
        year=-2147483648,
        allocated=Decimal(LARGEST),
        reserved=Decimal("0.0001"),
        committed=Decimal(0),
        last_entry=3,
    )
    async with api.database.session(ALL_DIVISIONS) as session:
        session.add(account)
        for seq, (kind, amount) in enumerate(
            ((EntryKind.ALLOCATED, LARGEST), (EntryKind.RESERVED, "0.0001"), (EntryKind.REDUCED, "100.1000")), 1
        ):
            session.add(_entry(account, seq, kind, Decimal(amount), ODD_MOMENTS[seq - 1]))
        await session.flush()
        session.add(_request(district, node=node, quantity=Decimal(LARGEST), purpose=ODD, document_number=ODD))
        session.add(_request(district, node=None, quantity=None, purpose="", document_number=None))
        session.add(_request(district, node=None, quantity=Decimal("0.0001"), purpose="0", kind="CULTIVATED_LAND"))
        await session.commit()


def _entry(account: Any, seq: int, kind: EntryKind, amount: Decimal, at: datetime) -> tables.QuotaEntry:
    return tables.QuotaEntry(
        account_id=account.id,
        seq=seq,
        division=account.division,
        kind=kind,
        amount=amount,
        request_id=None,
        basis=ODD if seq == 1 else None,
        allocated=Decimal("-9999999999999999.9999"),
        reserved=Decimal(0),
        committed=Decimal("12.3400"),
        at=at,
        actor="",
        actor_name=ODD,
    )


def _request(district: District, *, node: Any, quantity: Decimal | None, purpose: str, **its: Any) -> tables.Request:
    number = its.get("document_number")
    return tables.Request(
        id=new_id(),
        division=district.division,
        version=-2147483648,
        project_id=district.project,
        node_id=node,
        kind=its.get("kind", "LAND_QUOTA"),
        bureau_id=district.bureau,
        applicant_id=district.owner_unit,
        quantity=quantity,
        purpose=purpose,
        state=State.REFUSED if number else State.SUBMITTED,
        received_on=date(2026, 2, 14),
        working_days=15,
        warning_days=3,
        ended_on=date(2026, 3, 2) if number else None,
        stepped_on=date(2026, 3, 2),
        due_on=date(2026, 3, 12),
        warn_on=date(2026, 3, 9),
        due_provisional=True,
        claimant=None,
        claimant_name=ODD,
        held_account_id=None,
        held_amount=None,
        outcome=Outcome.REFUSED if number else None,
        granted=None,
        decision_reason=None,
        document_number=number,
    )
