"""Files that come with a command on a request: judged with everything else, hung once the request is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import form
from services.support.domain.attaching import Purpose
from services.support.domain.kinds.model import RequestKind
from services.support.domain.request import Change, Request
from services.support.store import attachments


async def judge_files(
    work: Work,
    change: Change | Refusal,
    request: Request | None,
    written: Mapping[str, str],
    rule: RequestKind,
    file_ids: Sequence[UUID],
) -> Refusal | None:
    """Add what is wrong with the files of a form to the other breaches, so that all are told at once."""
    kept, _ = form.judge(written, rule)
    faults = await attachments.unusable(work, _named(kept, rule, file_ids), request.id if request else None)
    if not faults:
        return None
    return Refusal((*(change.breaches if isinstance(change, Refusal) else ()), *faults))


async def hang_files(work: Work, request: Request, rule: RequestKind, file_ids: Sequence[UUID]) -> None:
    """Hang the files of a form on its request; they were judged in this transaction."""
    named = _named(request.form, rule, file_ids)
    faults = await attachments.hang_on_request(work, request.id, Purpose.FORM, named, of_form=True)
    if faults:
        raise LookupError(f"files of request {request.id} were taken by somebody else meanwhile: {faults}")


async def hang_part(
    work: Work, request_id: UUID, purpose: Purpose, file_ids: Sequence[UUID], part_id: UUID | None = None
) -> Refusal | None:
    """Hang files on a request for a purpose; refuse where some cannot be, so that the whole command is undone."""
    named = [(f"fileIds.{at}", file_id) for at, file_id in enumerate(file_ids)]
    faults = await attachments.hang_on_request(work, request_id, purpose, named, part_id)
    return Refusal(tuple(faults)) if faults else None


def _named(kept: Mapping[str, str], rule: RequestKind, file_ids: Sequence[UUID]) -> list[tuple[str, UUID]]:
    of_form = [(f"form.{code}", one) for code, ids in form.files_of(kept, rule).items() for one in ids]
    return of_form + [(f"fileIds.{at}", file_id) for at, file_id in enumerate(file_ids)]
