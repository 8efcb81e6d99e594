"""What the tests of bulletins do (all fictitious)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from services.chassis.clock import new_id
from tests.harness.people import Person
from tests.schedule.dispatch.meeting import service
from tests.schedule.life import Life, opened, organization

BULLETIN = """dispatchBulletin { id version kind year month state title asOf number sentOn sentBy contentSm3 docxSm3 pdfSm3 recipients signatures
  parts { code heading text shown } projects { projectId name town annual planned verified rate }
  errata { id ordinal place was now number } steps { edges { node { action } } } }"""
FIGURES = """query($i: UUID!, $c: String, $s: BulletinFigureScope) { dispatchBulletin(id: $i) { figures(code: $c, scope: $s, first: 200) { totalCount edges { node {
  code scope scopeKey scopeName value places unit source computedAs rowCount rowsSm3 rowIds inputs { name value } } } } } }"""
PAPER = "query($i: UUID!, $f: DispatchPaperForm!) { bulletinPaper(bulletinId: $i, form: $f) { fileName mediaType size sm3 contentBase64 } }"


async def reporting(api: Any, months: dict[int, str], **changes: Any) -> Life:
    """A project with its task, and these months reported and verified."""
    life = await opened(api, **changes)
    await life.set_task()
    for month, amount in months.items():
        report = (await life.report(on=date(2027, month, 25), month=month, doneInvestment=amount))["progressReport"]
        await life.judge("verify", report, on=date(2027, month + 1, 2))
    return life


async def draft(life: Life, on: date, month: int | None = 2, as_: Person | None = None, **more: Any) -> dict[str, Any]:
    given = {"kind": "MONTHLY" if month else "ANNUAL", "year": 2027, "month": month} | more
    return await life.api.do("draftBulletin", "DraftBulletinInput", BULLETIN, as_ or service(life), on, **given)


async def on_bulletin(life: Life, verb: str, of: dict[str, Any], on: date, as_=None, **more: Any) -> dict[str, Any]:
    """Refresh, edit, send or correct."""
    version = {} if verb == "correct" else {"expectedVersion": of["version"]}
    given = {"bulletinId": of["id"]} | version | more
    kind = f"{verb.capitalize()}BulletinInput"
    return await life.api.do(f"{verb}Bulletin", kind, BULLETIN, as_ or service(life), on, **given)


async def figures(life: Life, of: dict[str, Any], code: str | None = None, scope: str | None = None) -> list[Any]:
    asked = {"i": of["id"], "c": code, "s": scope}
    found = (await life.api(FIGURES, asked, as_=service(life)))["dispatchBulletin"]["figures"]
    return [e["node"] for e in found["edges"]]


async def value(life: Life, of: dict[str, Any], code: str, scope: str = "ALL", key: Any = "") -> Decimal | None:
    found = [f for f in await figures(life, of, code, scope) if f["scopeKey"] == str(key)]
    return Decimal(found[0]["value"]) if found else None


async def bureau(life: Life) -> str:
    """A bureau that decides factor requests."""
    unit = new_id()
    await life.api.consume("zhongdian.reserve.organization.registered.v1", organization(unit, name="示例资源局"))
    return str(unit)
