"""Awards, records, a clue and an objection, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from services.assessment.domain.award.model import Level, ListStatus, Outcome, Recipient
from services.assessment.domain.conduct.record import ConductKind
from services.assessment.domain.discipline.clue import ClueStatus, ClueStep
from services.assessment.store import tables
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import UnitCategory
from tests.assessment.district import District
from tests.harness.differential import ODD

AT = datetime(2027, 3, 1, 2, tzinfo=UTC)
DAY = date(2027, 3, 1)


async def with_awards(district: District, unit: UUID) -> None:
    """A published list with a unit on it, an incident, a clue with what belongs to it, and an objection."""
    async with district.api.database.session(ALL_DIVISIONS) as session:
        for row in (*_conduct(district, unit), *_clue(district, unit)):
            session.add(row)
            await session.flush()
        for row in _awards(district, unit):
            session.add(row)
            await session.flush()
        await session.commit()


def _awards(district: District, unit: UUID) -> list[object]:
    of, award, division = new_id(), new_id(), district.division
    finding = {"code": "RED_CARD", "words": ODD, "article": "第二十一条", "barring": False, "record_id": str(new_id())}
    limits = [
        {"recipient": "UNIT", "group": "TOWN", "most": 2147483647, "words": ODD},
        {"recipient": "INDIVIDUAL", "group": None, "most": 0, "words": ""},
    ]
    return [
        tables.AwardList(
            id=of,
            division=division,
            version=1,
            year=2026,
            level=Level.CITY,
            status=ListStatus.PUBLISHED,
            round=1,
            period_id=new_id(),
            limits=limits,
            drafted_on=date(1, 1, 2),
            drafted_at=AT,
            drafted_by=ODD,
            published_on=DAY,
            document="示例名单文号",
        ),
        tables.Award(
            id=award,
            division=division,
            version=1,
            list_id=of,
            year=2026,
            level=Level.CITY,
            status=ListStatus.PUBLISHED,
            recipient=Recipient.INDIVIDUAL,
            unit_id=unit,
            group=UnitCategory.TOWN,
            person="示例获评人",
            outstanding=True,
            nominated_on=DAY,
            nominated_by="示例提名人",
            granted=True,
            decided_on=date(9999, 12, 30),
        ),
        tables.AwardDossier(id=award, division=division, post="示例职务", merits=ODD + "事迹"),
        tables.AwardVetting(
            id=new_id(),
            division=division,
            award_id=award,
            round=1,
            clear=True,
            findings=[finding, finding | {"record_id": None}],
            vetted_on=DAY,
            at=AT,
            by="示例审核人",
        ),
        tables.AwardApproval(
            id=new_id(),
            division=division,
            list_id=of,
            round=1,
            step=1,
            body="HEADQUARTERS_LEADERS",
            body_name="示例审定机构",
            outcome=Outcome.PASSED,
            held_on=DAY,
            document="示例纪要",
            reason=None,
            at=AT,
            by="示例记录人",
        ),
        tables.AwardEffect(
            id=new_id(),
            division=division,
            version=1,
            award_id=award,
            unit_id=unit,
            code="MERIT",
            text="示例激励",
            place=0,
        ),
    ]


def _conduct(district: District, unit: UUID) -> list[object]:
    return [
        tables.ConductRecord(
            id=new_id(),
            division=district.division,
            version=1,
            kind=kind,
            unit_id=unit,
            project_id=project,
            fact_id=new_id(),
            matter="SAFETY",
            matter_name="示例事项",
            grade="GENERAL",
            grade_name="示例等级",
            happened_on=day,
            title=ODD,
            description="示例经过",
            document="示例认定文件",
            recorded_at=AT,
            recorded_by="示例登记人",
            revoked_on=revoked_on,
        )
        for kind, project, day, revoked_on in (
            (ConductKind.INCIDENT, district.project, date(1, 1, 2), None),
            (ConductKind.COMMENDATION, None, date(9999, 12, 30), DAY),
        )
    ]


def _clue(district: District, unit: UUID) -> list[object]:
    clue, division = new_id(), district.division
    return [
        tables.Clue(
            id=clue,
            division=division,
            version=1,
            status=ClueStatus.TRANSFERRED,
            from_unit_id=None,
            unit_id=unit,
            project_id=None,
            ground="NEGLECT",
            ground_name="示例情形",
            seen=ODD,
            place="示例地点",
            seen_on=date(1, 1, 2),
            documents=["示例线索材料"],
            transferred_on=DAY,
            transferred_at=AT,
            transferred_by="示例移送人",
            receipt_due_on=date(9999, 12, 30),
        ),
        tables.CluePerson(clue_id=clue, subject="someone", division=division, name="示例知情人", named_on=DAY),
        tables.ClueEntry(
            id=new_id(),
            division=division,
            clue_id=clue,
            step=ClueStep.TRANSFER,
            note="示例移送经过",
            documents=[],
            at=AT,
            by="示例经手人",
        ),
        tables.DisciplineBar(
            id=new_id(),
            division=division,
            version=1,
            year=2026,
            unit_id=unit,
            person="示例被提意见人",
            reason=ODD,
            document="示例意见文件",
            set_on=DAY,
            set_at=AT,
            set_by="示例提出人",
        ),
    ]
