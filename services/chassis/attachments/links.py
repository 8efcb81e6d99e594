"""Links to files that a browser can follow: for one person, for a short time; that one was made is on record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.chassis import clock
from services.chassis.attachments.kept import Attachments
from services.chassis.faults import ApiError
from services.chassis.graphql import Info, UserError, perform
from services.chassis.graphql.commands import Keyed
from services.chassis.tickets import Tickets
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

LINK_LIVES = timedelta(minutes=5)
NOT_ATTACHED = Breach("ATTACHMENT_UNKNOWN", "没有该附件，或您无权查看", field="attachmentId")


@dataclass(frozen=True, slots=True)
class Link:
    """A link, relative to the address of the service, and until when it is good; or why there is none."""

    url: str | None
    expires_at: datetime | None
    user_errors: list[UserError]


def path_of(id: UUID | str) -> str:
    """Say where a file is downloaded from."""
    return f"/files/{id}"


def linking(kept: Attachments) -> Callable[[Work, UUID], Awaitable[UUID | Refusal]]:
    """Make the use case that lets whoever sees a file have a link to it."""

    async def link_file(work: Work, id: UUID) -> UUID | Refusal:
        row = await work.session.scalar(visible_select(kept.table, work.actor).where(kept.table.id == id))
        if row is None:
            return Refusal.of(NOT_ATTACHED)
        await work.audit("createDownloadLink", f"file/{row.id}", None, {"sm3": row.sm3}, division=row.division)
        found: UUID = row.id
        return found

    return link_file


async def link(info: Info, kept: Attachments, request: Keyed, id: UUID) -> Link:
    """Answer a command that asks for a link; raise ApiError LINKS_OFF where none are made."""
    key = info.context.runtime.settings.files_link_key
    if key is None:
        raise ApiError("LINKS_OFF", "本系统未开通下载直链，请凭访问令牌下载 / no links here (ZD_FILES_LINK_KEY)")
    done = await perform(info, "createDownloadLink", request, id, linking(kept))
    if done.id is None:
        return Link(None, None, done.user_errors)
    path, until = path_of(done.id), clock.system_now().replace(microsecond=0) + LINK_LIVES
    ticket = Tickets(key.get_secret_value().encode()).ticket(info.context.caller, path, until)
    return Link(f"{path}?ticket={ticket}", until, [])
