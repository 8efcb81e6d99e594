"""The events about schemes that the assessment publishes."""

from __future__ import annotations

from uuid import UUID

from services.assessment.domain import events
from services.chassis.events import Published

_SCHEME = {"schemeId": "01930000-0000-7000-8000-000000000601", "year": 2027, "version": 1, "division": "430211"}


class SchemeApprovedV1(
    Published,
    type="zhongdian.assessment.scheme.approved.v1",
    of=events.SchemeApproved,
    key="scheme_id",
    sample={
        **_SCHEME,
        "title": "示例区2027年重点项目考核细则",
        "document": "示例考核办〔2027〕1号",
        "supersededId": None,
    },
):
    """A year's scheme is in force: its results are computed by it. It may take the place of an earlier one of the year."""

    scheme_id: UUID
    year: int
    version: int
    title: str
    document: str
    superseded_id: UUID | None


class SchemeWithdrawnV1(
    Published,
    type="zhongdian.assessment.scheme.withdrawn.v1",
    of=events.SchemeWithdrawn,
    key="scheme_id",
    sample={**_SCHEME, "reason": "权重有误，另行起草"},
):
    """An approved scheme is in force no more, before anything was published under it; its year has none until the next."""

    scheme_id: UUID
    year: int
    version: int
    reason: str


class SchemeFrozenV1(
    Published,
    type="zhongdian.assessment.scheme.frozen.v1",
    of=events.SchemeFrozen,
    key="scheme_id",
    sample={**_SCHEME, "quarter": 1},
):
    """The first result under a scheme is published, of a quarter or of the whole year (0): it never changes any more."""

    scheme_id: UUID
    year: int
    version: int
    quarter: int


SCHEMES: tuple[type[Published], ...] = (SchemeApprovedV1, SchemeWithdrawnV1, SchemeFrozenV1)
