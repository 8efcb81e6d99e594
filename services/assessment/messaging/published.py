"""The events that the assessment publishes: the contract that others rely on."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from services.assessment.domain import events
from services.assessment.messaging.awards import AWARDS
from services.assessment.messaging.cards import CARDS
from services.assessment.messaging.decisions import DECISIONS
from services.assessment.messaging.reports import REPORTS
from services.assessment.messaging.review import REVIEW
from services.assessment.messaging.schemes import SCHEMES
from services.chassis.events import Published

_UNIT = {"unitId": "01930000-0000-7000-8000-000000000001", "year": 2026, "quarter": 4, "division": "430211"}


class ResultPublishedV1(
    Published,
    type="zhongdian.assessment.result.published.v1",
    of=events.ResultPublished,
    key="unit_id",
    sample={
        **_UNIT,
        "resultId": "01930000-0000-7000-8000-000000000401",
        "group": "TOWN",
        "score": "87.50",
        "rank": 2,
        "period": "2026年第4季度",
        "overtakesId": "01930000-0000-7000-8000-000000000402",
    },
):
    """A unit's result of a period is public. The same result comes again when a recorded correction changed it.

    quarter: 0 for the whole year. overtakesId: of a quarter that was corrected after its year was published, the result of
    the year that counts the score of before; null otherwise.
    """

    result_id: UUID
    year: int
    quarter: int
    period: str
    group: str
    unit_id: UUID
    score: Decimal
    rank: int
    overtakes_id: UUID | None = None


class CardIssuedV1(
    Published,
    type="zhongdian.assessment.card.issued.v1",
    of=events.CardIssued,
    key="unit_id",
    sample={**_UNIT, "cardId": "01930000-0000-7000-8000-000000000501", "colour": "YELLOW"},
):
    """A unit was given a card; red is the graver."""

    card_id: UUID
    unit_id: UUID
    colour: str
    year: int
    quarter: int


class CardWithdrawnV1(
    Published,
    type="zhongdian.assessment.card.withdrawn.v1",
    of=events.CardWithdrawn,
    key="unit_id",
    sample={
        **_UNIT,
        "cardId": "01930000-0000-7000-8000-000000000501",
        "colour": "YELLOW",
        "reason": "经核实，节点任务实际按时完成，更正得分",
    },
):
    """A card lost its ground through a recorded correction."""

    card_id: UUID
    unit_id: UUID
    colour: str
    year: int
    quarter: int
    reason: str


PUBLISHED: tuple[type[Published], ...] = (
    *REVIEW,
    *CARDS,
    *SCHEMES,
    *AWARDS,
    *DECISIONS,
    *REPORTS,
    ResultPublishedV1,
    CardIssuedV1,
    CardWithdrawnV1,
)
