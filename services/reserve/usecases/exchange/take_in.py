"""第三条（二）: an application comes from the provincial platform under its own number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.applications.rulebook import A3_2
from services.reserve.domain.applications.state import Asked
from services.reserve.domain.exchange.terms import Action
from services.reserve.domain.project.state import Elements
from services.reserve.store.exchange import filings
from services.reserve.usecases.applications.create import CreateApplication, create_application
from services.reserve.usecases.applications.submit import SubmitApplication, submit_application
from services.reserve.usecases.project.register import RegisterProject, register


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The town and the industry authority, by name or credit code."""

    town: str | None = None
    industry_authority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """What came, from whom, under which number; `digest` is that of the whole content."""

    client: str
    number: str
    digest: str
    elements: Elements
    units: Units
    secret: bool
    year: int
    asked: Asked


async def take_in(work: Work, command: TakeIn) -> UUID | Refusal:
    """File an application, registering a project that is not known yet; return the id of the receipt."""
    await filings.hold(work.session, command.client, command.number)
    known = await filings.under(work.session, command.client, command.number)
    if known is not None:
        receipt = await filings.receipt_of(work.session, known, Action.SUBMIT, command.digest)
        return await filings.again(work, receipt, command.number) if receipt else Refusal.of(_NUMBER_REUSED)
    elements = await resolved(work, command.elements, command.units)
    if isinstance(elements, Refusal):
        return under_field(elements, "project")
    project_id = await filings.known_project(work.session, work.actor.division, elements)
    if registered := project_id is None or command.secret:  # what is secret is refused by the rules of the register
        done = await register(work, RegisterProject(elements=elements, secret=command.secret))
        if isinstance(done, Refusal):
            return under_field(done, "project")
        project_id = done
    created = await create_application(
        work, CreateApplication(project_id=project_id, year=command.year, asked=command.asked)
    )
    if isinstance(created, Refusal):
        return created
    filing = await filings.file(work, command.client, command.number, created, command.digest, registered=registered)
    submitted = await submit_application(work, SubmitApplication(application_id=created, expected_version=1))
    if isinstance(submitted, Refusal):
        return submitted
    return await filings.receipt(work, filing, created, Action.SUBMIT, command.digest)


async def resolved(work: Work, elements: Elements, units: Units) -> Elements | Refusal:
    """Look up the units that are named by name or code; tell all that are not in the directory."""
    breaches: list[Breach] = []
    found: dict[str, Any] = {}
    wanted = (
        ("town_id", units.town, Breach("TOWN_UNKNOWN", "名录中没有该镇（街道）", Article(4), "townId")),
        (
            "industry_authority_id",
            units.industry_authority,
            Breach("INDUSTRY_AUTHORITY_UNKNOWN", "名录中没有该行业主管部门", Article(2), "industryAuthorityId"),
        ),
    )
    for column, written, breach in wanted:
        if written is None:
            continue
        unit = await filings.unit_named(work.session, work.actor.division, written)
        if unit is None:
            breaches.append(breach)
        else:
            found[column] = unit
    return Refusal(tuple(breaches)) if breaches else replace(elements, **found)


def under_field(refusal: Refusal, part: str) -> Refusal:
    """Name the fields at fault as the province writes them."""
    named = ((b, _FIELDS.get(b.field or "", b.field)) for b in refusal.breaches)
    return Refusal(tuple(replace(b, field=f"{part}.{field}" if field else part) for b, field in named))


_FIELDS = {"townId": "town", "industryAuthorityId": "industryAuthority", "ownerId": "owner"}
_NUMBER_REUSED = Breach(
    "NUMBER_REUSED", "该申报号已用于内容不同的申报；更正请退回后补正重报，新的申报请使用新的申报号", A3_2, "number"
)
