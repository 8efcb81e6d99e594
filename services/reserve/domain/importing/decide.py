"""第三条、第四条: who may import which sheets, when an import may still be cancelled, and what a heading may be told to be."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.grid import squeeze
from services.law.parties import Role
from services.reserve.domain.importing.terms import OPEN, RunState
from services.reserve.domain.reading import Reading
from services.reserve.domain.sheets.columns import ELEMENTS, Column, Subject

LONGEST_HEADING = 100  # characters
MOST_MAPPINGS = 200  # of one run, as many as a sheet has columns
_ARTICLES = {Subject.PROJECTS: Article(4), Subject.PLAN_ITEMS: Article(3, 4), Subject.APPLICATIONS: Article(3, 2)}
_SENDERS = {
    Subject.PROJECTS: frozenset({Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY}),
    Subject.PLAN_ITEMS: frozenset({Role.INVESTMENT_AUTHORITY}),
    Subject.APPLICATIONS: frozenset({Role.OWNER, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY}),
}
_REFUSED = {
    Subject.PROJECTS: "项目表由策划主体、行业主管部门或区投资主管部门导入",
    Subject.PLAN_ITEMS: "计划项目表由区投资主管部门导入",
    Subject.APPLICATIONS: "申报表由项目业主、行业主管部门或区投资主管部门导入",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be imported where."""

    subject: Subject
    dry_run: bool
    plan_id: UUID | None = None
    plan_version: int | None = None
    year: int | None = None


def start(asked: Asked, roles: frozenset[Role]) -> list[Breach]:
    """第三条、第四条: the parties that may enter such records one by one may import them; a plan or a year is named."""
    article = _ARTICLES[asked.subject]
    breaches = []
    if roles.isdisjoint(_SENDERS[asked.subject]):
        breaches.append(Breach("IMPORT_NOT_YOURS", _REFUSED[asked.subject], article, "subject"))
    if asked.subject is Subject.PLAN_ITEMS:
        if asked.plan_id is None:
            breaches.append(Breach("PLAN_MISSING", "导入计划项目须指明年度计划", article, "planId"))
        if asked.plan_version is None and not asked.dry_run:
            breaches.append(Breach("VERSION_MISSING", "导入计划项目须给出所依据的计划版本", article, "planVersion"))
    if asked.subject is Subject.APPLICATIONS and asked.year is None:
        breaches.append(Breach("YEAR_MISSING", "导入申报须指明申报年度", article, "year"))
    return breaches


def cancel(state: RunState) -> Refusal | None:
    """An import that has ended is not cancelled: what it has written stays, and is undone where it belongs."""
    if state in OPEN:
        return None
    return Refusal.of(Breach("IMPORT_ENDED", "该导入已经结束，不能取消", field="runId"))


def read_heading(reading: Reading, heading: str, element: Column, subject: Subject, under: str = "") -> str:
    """Read the words of a heading that a sender explains; without white space, as sheets are read.

    under: where heading and element stand in the input, `mapping.0.` in a list.
    """
    words = squeeze(heading)
    if not words or len(words) > LONGEST_HEADING or not words.isprintable():
        message = f"列标题应为1至{LONGEST_HEADING}个字"
        reading.found(Breach("HEADING_INVALID", message, _ARTICLES[subject], f"{under}heading"))
    if element not in ELEMENTS[subject]:
        message = "该类表格没有这一要素"
        reading.found(Breach("ELEMENT_NOT_IN_SHEET", message, _ARTICLES[subject], f"{under}element"))
    return words
