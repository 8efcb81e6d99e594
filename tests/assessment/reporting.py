"""What the tests of reports, unit pages and trends do (all fictitious)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tests.assessment.district import District
from tests.harness.people import Person

ISSUED_ON = date(2027, 1, 18)
REPORT = (
    "report { id number title ordinal year quarter remarks periodVersion periodDigest contentSm3 current issuedOn issuedBy "
    "period { digest } files { id fileName format size sm3 path } figures { totalCount } }"
)
FIGURES = (
    "query($i: UUID!, $c: String, $s: ReportFigureScope, $k: String) { assessmentReport(id: $i) { figures(code: $c, scope: $s, "
    "scopeKey: $k, first: 200) { totalCount edges { node { position code scope scopeKey scopeName label value places unit "
    "query computedAs rowCount rowsSm3 } } } } }"
)
DRAFT = (
    "query($y: Int!, $q: Int, $f: AssessmentFileFormat!) { assessmentReportDraft(year: $y, quarter: $q, form: $f) "
    "{ fileName mediaType size sm3 contentBase64 } }"
)
UNIT_FILE = (
    "query($u: UUID!, $y: Int!, $f: AssessmentFileFormat!) { unitAssessmentFile(unitId: $u, year: $y, form: $f) "
    "{ fileName mediaType size sm3 contentBase64 } }"
)
UNIT = (
    "query($r: [_Any!]!, $y: Int!) { _entities(representations: $r) { ... on Organization { assessment(year: $y) { unitId year "
    "results { quarter score rank groupSize published explanation { code points } } "
    "lostPoints(first: 20) { totalCount edges { node { year quarter code name weight points lost words result { rank } "
    "records(first: 20) { totalCount edges { node { outcome fact { kind daysLate } } } } } } } "
    "cards { colour withdrawnOn duties { kind } } duties { kind dueOn status } "
    "objections { status grounds } awards { level granted } } } } }"
)
TRENDS = (
    "query($g: UnitCategory!, $a: Int!, $b: Int!) { assessmentTrends(group: $g, fromYear: $a, toYear: $b) { group "
    "periods { year quarter units average highest lowest } units { unitId unitName results { year quarter score rank lastPlace "
    "card } } indicators { year quarter code name units average highest lowest } } }"
)
TOWNS = ("示例一镇", "示例二镇", "示例三镇", "示例四镇", "示例五镇")


async def named_towns(district: District) -> list[UUID]:
    """Five towns with names of their own."""
    return [await district.unit(name=name) for name in TOWNS]


async def quarter(
    district: District, towns: list[UUID], number: int = 4, late: tuple[int, ...] = (0, 1, 2, 3, 4)
) -> None:
    """Publish a quarter of 2026 in which the towns were late with so many of their ten nodes."""
    await district.towns(*late, on=date(2026, number * 3 - 1, 2), units=towns)
    await district.published(2026, number)


async def issued(district: District, on: date = ISSUED_ON, as_: Person | None = None, **its: Any) -> dict[str, Any]:
    """Issue the report of a period."""
    given = {"year": 2026, "quarter": 4, "expectedVersion": 3, "number": "示例考核〔2027〕1号"} | its
    who = as_ or district.authority
    return await district.api.do("issueAssessmentReport", "IssueAssessmentReportInput", REPORT, who, on, **given)


async def file(district: District, query: str, who: Person, on: date = ISSUED_ON, **its: Any) -> dict[str, Any] | None:
    """Ask for a file that is written at once."""
    found = await district.api(query, its, as_=who, on=on)
    (answer,) = found.values()
    return answer


async def page_of(district: District, unit: UUID, who: Person, year: int = 2026) -> dict[str, Any]:
    """A unit's page."""
    asked = {"r": [{"__typename": "Organization", "id": str(unit)}], "y": year}
    return (await district.api(UNIT, asked, as_=who))["_entities"][0]["assessment"]
