"""What others learn of agencies (第十四条)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.chassis.events import Published
from services.support.domain.agency import events

_SAMPLE = {
    "agencyId": "01930000-0000-7000-8000-000000000601",
    "projectId": "01930000-0000-7000-8000-000000000101",
    "division": "430211",
}
_AUTHORISATION = {"authorisationId": "01930000-0000-7000-8000-000000000602"}


class AgencyAuthorisedV1(
    Published,
    type="zhongdian.support.agency.authorised.v1",
    of=events.AgencyAuthorised,
    key="project_id",
    sample=_SAMPLE
    | _AUTHORISATION
    | {"stages": ["LAND_AND_PLANNING"], "itemCodes": [], "fromOn": "2027-03-02", "untilOn": "2028-03-01"},
):
    """The owner has confirmed who may act for it, in which stages and items, until when (both days included)."""

    agency_id: UUID
    project_id: UUID
    authorisation_id: UUID
    stages: tuple[str, ...]
    item_codes: tuple[str, ...]
    from_on: date
    until_on: date


class AgencyRevokedV1(
    Published,
    type="zhongdian.support.agency.revoked.v1",
    of=events.AgencyRevoked,
    key="project_id",
    sample=_SAMPLE | _AUTHORISATION | {"revokedAt": "2027-04-01T09:00:00+08:00", "reason": "改为自办"},
):
    """The owner has revoked its authorisation: nothing is done in its name from that moment on."""

    agency_id: UUID
    project_id: UUID
    authorisation_id: UUID
    revoked_at: datetime
    reason: str


class AgencyItemDoneV1(
    Published,
    type="zhongdian.support.agency.item-done.v1",
    of=events.AgencyItemDone,
    key="project_id",
    sample=_SAMPLE
    | {
        "itemId": "01930000-0000-7000-8000-000000000603",
        "code": "PROJECT_FILING",
        "name": "项目备案",
        "doneOn": "2027-03-09",
        "documentNumber": "示例备〔2027〕7号",
        "workingDaysTaken": 1,
    },
):
    """An item of an agency is decided in favour by its authority."""

    agency_id: UUID
    project_id: UUID
    item_id: UUID
    code: str
    name: str
    done_on: date
    document_number: str | None
    working_days_taken: int | None


AGENCY: tuple[type[Published], ...] = (AgencyAuthorisedV1, AgencyRevokedV1, AgencyItemDoneV1)
