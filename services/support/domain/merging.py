"""第四条：units that were entered twice: an open request goes to the unit that stands for its bureau or applicant now."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.support.domain import telling
from services.support.domain.request import Action, Change, Request


def reassign(request: Request, duplicate: UUID, survivor: UUID, *, into: str) -> Change:
    """Put the survivor in the duplicate's place. Nothing else changes: the clock runs on, who has claimed it keeps it.

    The day of the last step stays too, for nobody has done anything: a step on an earlier day is no fault of theirs.
    into: the survivor's name, for the history.
    """
    after = replace(
        request,
        version=request.version + 1,
        bureau_id=survivor if request.bureau_id == duplicate else request.bureau_id,
        applicant_id=survivor if request.applicant_id == duplicate else request.applicant_id,
    )
    what = "承办单位" if request.bureau_id == duplicate else "申请单位"
    note = f"{what}已并入“{into}”"
    return Change(request=after, action=Action.REASSIGNED, note=note, events=(telling.reassigned(after, duplicate),))
