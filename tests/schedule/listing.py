"""What tests of the four lists and of statistics do: projects with a start and a completion, and commands on lists."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import Person, person
from tests.schedule.life import Life, opened

LIST = """monthlyList { id version kind year month state edition digest publishedBy title
  entries(first: 200) { edges { node { entryId position section projectName origin firstYear firstMonth plannedOn plannedInvestment
    document note evidenceWithdrawn project { id } responsibleUnit { id } } } }
  draftEntries(first: 200) { edges { node { id section projectName origin firstYear firstMonth plannedOn plannedInvestment note edited
    removedReason document project { id } responsibleUnit { id } } } }
  editions { edition digest entriesCount reason publishedBy }
  changes(first: 200) { edges { node { version action reason by projectName changes } } } }"""


def service() -> Person:
    return person(Role.PROJECT_SERVICE, unit=new_id())


def nodes_of(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [e["node"] for e in made["edges"]]


def drafted(done: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries of the draft that were not taken out."""
    return [n for n in nodes_of(done["monthlyList"]["draftEntries"]) if n["removedReason"] is None]


def projects(entries: list[dict[str, Any]]) -> dict[str, str]:
    """Each project with how it came onto the list."""
    return {n["project"]["id"]: n["origin"] for n in entries}


async def draft(
    api: Api, kind: str, month: int, on: date, as_: Person | None = None, year: int = 2027, **changes: Any
) -> dict[str, Any]:
    given = {"kind": kind, "year": year, "month": month} | changes
    return await api.do("draftMonthlyList", "DraftMonthlyListInput", LIST, as_ or service(), on, **given)


async def act(api: Api, verb: str, seen: dict[str, Any], on: date, as_: Person | None = None, **changes: Any) -> Any:
    """Run a command on a list as it was seen."""
    kind = {
        "putBackListEntry": "TakeOutListEntryInput",
        "cancelListCorrection": "ReopenMonthlyListInput",
    }.get(verb, f"{verb[0].upper()}{verb[1:]}Input")
    given = {"listId": seen["id"], "expectedVersion": seen["version"]} | changes
    return await api.do(verb, kind, LIST, as_ or service(), on, **given)


async def published(api: Api, kind: str, month: int, on: date, **changes: Any) -> dict[str, Any]:
    """Draft a month's list and publish it as it is."""
    done = await draft(api, kind, month, on, **changes)
    assert done["userErrors"] == [], done["userErrors"]
    out = await act(api, "publishMonthlyList", done["monthlyList"], on)
    assert out["userErrors"] == [], out["userErrors"]
    return out["monthlyList"]


PERIOD = """{ title firstMonth lastMonth missingMonths published { month edition digest }
  totals { planned done doneLater open missing unseen carriedIn carriedOver plannedInvestment doneInvestment }
  lines { projectName project { id } months plannedOn doneOn outcome carriedIn carriedOver responsibleUnit { id }
    plannedInvestment doneInvestment }
  groups(by: TOWN) { unit { id } totals { planned done missing } } }"""


async def period(
    api: Api, kind: str, on: date, as_: Person | None = None, year: int = 2027, **of: Any
) -> dict[str, Any]:
    query = f"""query($kind: MonthlyListKind!, $year: Int!, $quarter: Int, $month: Int, $of: ListUnitInput) {{
      listPeriod(kind: $kind, year: $year, quarter: $quarter, month: $month, of: $of) {PERIOD} }}"""
    answer = await api(query, {"kind": kind, "year": year, **of}, as_=as_ or service(), on=on)
    return answer["listPeriod"]


async def site(api: Api, starts: date, division: str = "430211", **changes: Any) -> Life:
    """A project of the plan whose start is due on a day (its plan ends with the start)."""
    life = await opened(api, division=division, **changes)
    node = life.node("K", 1, name="开工", unit="CALENDAR_DAY")
    done = await life.plan(node, targetOn=starts.isoformat())
    assert done["userErrors"] == [], done["userErrors"]
    return life


async def start(life: Life, on: date) -> None:
    """Complete the start."""
    seen = await life.look("nodes(first: 50) { edges { node { id version name } } }")
    assert seen is not None
    node = next(n for n in nodes_of(seen["nodes"]) if n["name"] == "开工")
    document = {"proves": "批复", "title": "开工报告", "number": "示例〔2027〕1号", "datedOn": on.isoformat()}
    done = await life.complete(node, on=on, documents=[document], completedOn=on.isoformat())
    assert done["userErrors"] == [], done["userErrors"]


async def evidence(life: Life, kind: str, dated_on: date, **changes: Any) -> UUID:
    """Tell of a document of the project, as reserve would."""
    id_ = new_id()
    verb = changes.pop("verb", "recorded")
    told = {
        "projectId": str(life.project),
        "evidenceId": str(id_),
        "kind": kind,
        "title": "示例协议",
        "documentNumber": None,
        "issuingBody": "示例招商单位",
        "datedOn": dated_on.isoformat(),
        "validUntil": None,
        "version": 5,
        "division": "430211",
    } | changes
    await life.api.consume(f"zhongdian.reserve.evidence.{verb}.v1", told)
    return UUID(told["evidenceId"])
