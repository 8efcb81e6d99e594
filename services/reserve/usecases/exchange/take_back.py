"""第三条（二）: the provincial platform files a returned application again, corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications.state import Asked
from services.reserve.domain.exchange.terms import Action
from services.reserve.domain.project.state import Elements
from services.reserve.store import applications, packages, projects, tables
from services.reserve.store.exchange import filings
from services.reserve.usecases.applications.change import ChangeApplication, change_application
from services.reserve.usecases.applications.resubmit import ResubmitApplication, resubmit_application
from services.reserve.usecases.exchange.take_in import Units, resolved, under_field
from services.reserve.usecases.project.change import ChangeProject, change

REASON = "省政务服务平台补正"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """The number, the version that the province saw, and what is corrected of project and application.

    project: puts what is corrected over the project; None where nothing of it is said.
    asked: puts what is corrected over what is asked for.
    """

    client: str
    number: str
    digest: str
    expected_version: int
    project: Callable[[Elements], Elements] | None
    units: Units
    asked: Callable[[Asked], Asked]


async def take_back(work: Work, command: TakeBack) -> UUID | Refusal:
    """Correct and resubmit in one; nothing of it stays where any of it is refused."""
    await filings.hold(work.session, command.client, command.number)
    filing = await filings.under(work.session, command.client, command.number)
    if filing is None:
        return Refusal.of(filings.UNKNOWN)
    receipt = await filings.receipt_of(work.session, filing, Action.RESUBMIT, command.digest)
    if receipt is not None:
        return await filings.again(work, receipt, command.number)
    done = await _corrected(work, command, filing.application_id)
    if isinstance(done, Refusal):
        return done
    return await filings.receipt(work, filing.id, done, Action.RESUBMIT, command.digest)


async def _corrected(work: Work, command: TakeBack, application_id: UUID) -> UUID | Refusal:
    application = await work.session.get_one(tables.Application, application_id)
    lost = stale(application.version, command.expected_version)
    if lost is not None:
        return Refusal.of(lost)
    refused = await _correct_project(work, command, application.project_id)
    if refused is not None:
        return under_field(refused, "project")
    version = await _correct_application(work, command, application_id)
    if isinstance(version, Refusal):
        return version
    return await resubmit_application(
        work, ResubmitApplication(application_id=application_id, expected_version=version)
    )


async def _correct_project(work: Work, command: TakeBack, project_id: UUID) -> Refusal | None:
    if command.project is None and command.units == Units():
        return None
    await packages.hold(work.session, project_id)  # as `change` does, and in its order: the package first
    row = await projects.lock(work, project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    before = (await projects.state_of(work.session, row)).elements
    after = await resolved(work, command.project(before) if command.project else before, command.units)
    if isinstance(after, Refusal) or after == before:
        return after if isinstance(after, Refusal) else None
    corrected = after
    done = await change(
        work,
        ChangeProject(project_id=row.id, expected_version=row.version, reason=REASON, apply=lambda _: corrected),
    )
    return _unless_unchanged(done)


async def _correct_application(work: Work, command: TakeBack, application_id: UUID) -> int | Refusal:
    """Put the corrections over what is asked for; return the version that the application then has."""
    loaded = await applications.lock(work, application_id)
    if loaded is None:
        return Refusal.of(applications.UNKNOWN)
    asked = command.asked(loaded.state.asked)
    if asked == loaded.state.asked:
        return command.expected_version
    done = await change_application(
        work,
        ChangeApplication(application_id=application_id, expected_version=command.expected_version, asked=asked),
    )
    refused = _unless_unchanged(done)
    if refused is not None:
        return refused
    return command.expected_version + (0 if isinstance(done, Refusal) else 1)


def _unless_unchanged(done: UUID | Refusal) -> Refusal | None:
    """What is written otherwise and reads the same changes nothing, and is no reason to refuse."""
    return done if isinstance(done, Refusal) and done.codes != ("NOTHING_CHANGED",) else None
