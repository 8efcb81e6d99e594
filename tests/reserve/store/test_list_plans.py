"""No list of reserve reads more than it shows, at 100,000 projects: whatever is asked, and whoever asks."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.identity import Actor
from services.law.parties import Role
from services.reserve.graphql.schema import schema
from tests.harness.explained import EITHER_WAY, SAMPLES, analyzed, cursor, effort, plannings, read_for_an_event
from tests.harness.explained import PAGE as ONE_PAGE
from tests.harness.volume import FORMER, IDLE, LARGE, LONE, NOWHERE, RARE, connected, numbered
from tests.harness.volume_noticed import asked

pytestmark = pytest.mark.timeout(1200)  # the first of them fills a hundred thousand rows of every table
SCHEMA = schema()  # once: a schema takes some tenths of a second and megabytes
TODAY = date(2026, 11, 27)


def _actor(role: Role, unit: int | None = None, division: str = LARGE) -> Actor:
    return Actor("p1", "测试员", frozenset({role}), None if unit is None else numbered("unit", unit), division)


PEOPLE = {
    "authority": _actor(Role.INVESTMENT_AUTHORITY),
    "owner": _actor(Role.OWNER, 110),
    "lone": _actor(Role.OWNER, LONE),
    "idle": _actor(Role.OWNER, IDLE),
}
PAGE = "pageInfo { hasNextPage endCursor } edges { node { id name"
PROJECTS = f"query($f: ProjectFilter, $s: ProjectSort, $q: String, $a: String, $b: String, $n: Int, $l: Int) {{ projects(filter: $f, sort: $s, search: $q, first: $n, last: $l, after: $a, before: $b) {{ {PAGE} }} }} }} }}"
DEEP = f"""query {{ projects(first: 20) {{ {PAGE} owner {{ id name }} town {{ name }} industryAuthority {{ name }} cooperatingOrganizations {{ name }}
  fundSources {{ source amount }} evidence {{ title }} readiness {{ library }} planItems {{ kind plan {{ year }} }}
  history(first: 5) {{ edges {{ node {{ action }} }} }} }} }} }} }}"""
UNITS = "query($f: OrganizationFilter, $q: String, $d: SortDirection! = ASC, $a: String) { organizations(filter: $f, search: $q, direction: $d, after: $a) { pageInfo { endCursor } edges { node { id name children { id } parent { id } } } } }"
ITEMS = "query($id: UUID!, $k: [PlanItemKind!], $c: [ProjectCategory!], $q: String, $a: String) { plan(id: $id) { items(kinds: $k, categories: $c, search: $q, first: 20, after: $a) { pageInfo { endCursor } edges { node { id projectName project { id } opinions { body } } } } } }"
PLANS = "query($y: Int, $s: [PlanStatus!]) { plans(year: $y, statuses: $s, first: 20) { edges { node { id year deliberations { id } decisionSteps { step } nextDeliberation { code } items(first: 5) { edges { node { id } } } } } } }"
ASSESSED = "query($f: AssessmentFilter, $s: AssessmentSort, $a: String) { libraryAssessment(filter: $f, sort: $s, first: 20, after: $a) { pageInfo { endCursor } edges { node { ready missing expired nextExpiry changesOn responsibleUnit { name } project { id name } } } } }"
STALE = "query($f: AssessmentFilter, $d: Int) { staleProjects(filter: $f, forDays: $d, first: 20) { edges { node { daysSinceUpdate responsibleUnit { name } project { id name } } } } }"
EXCEPTIONS = "query($f: ExceptionFilter) { recordedExceptions(filter: $f, first: 20) { edges { node { reason approver article organization { name } project { name } plan { year } } } } }"
MEMBERS = "query($f: MemberFilter, $q: String, $a: String) { members(filter: $f, search: $q, first: 20, after: $a) { pageInfo { endCursor } edges { node { id name phone current organization { name } } } } }"
UNIT = "query($id: UUID!) { organization(id: $id) { formerNames mergedInto { id } history(first: 20) { edges { node { action changes { field } } } } members(first: 20) { edges { node { name phone } } } } }"
APPLICATIONS = "query($f: ApplicationFilter, $s: ApplicationSort, $q: String, $a: String) { applications(filter: $f, sort: $s, search: $q, first: 20, after: $a) { pageInfo { endCursor } edges { node { id status projectName outcome planItem { id } owner { name } town { name } guide { number } project { name } completeness { missing { code } } steps(first: 5) { edges { node { action } } } comments(first: 5) { edges { node { text } } } } } } }"
GUIDES = "query($y: Int, $s: [GuideStatus!]) { guides(year: $y, statuses: $s, first: 20) { edges { node { id number status } } } }"
INFLUENCE = "query($y: Int, $p: UUID) { influenceAssessments(year: $y, projectId: $p, first: 20) { edges { node { id project { name } } } } }"
MONTHLY = "query($f: PlannedReportFilter, $d: SortDirection! = DESC, $a: String) { plannedReports(filter: $f, direction: $d, first: 20, after: $a) { pageInfo { endCursor } edges { node { id status state daysLate unit { name } items(first: 5) { edges { node { projectName project { name } town { name } } } } revisions { digest } history(first: 5) { edges { node { action } } } reminders(first: 5) { edges { node { state } } } } } } }"
OWED = "query($m: Date!, $s: [PlannedReportState!], $c: [UnitCategory!], $a: String) { expectedReports(month: $m, states: $s, categories: $c, first: 20, after: $a) { pageInfo { endCursor } edges { node { state daysLate explanation unit { name } report { id status } } } } }"
REMINDERS = "query($a: String) { myReminders(first: 20, after: $a) { pageInfo { endCursor } edges { node { month state unit { name } } } } }"
PARTS = "query($id: UUID!) { project(id: $id) { package { id } packageParts { parts totalInvestment } levelHistory { after } parts(first: 20) { totalCount edges { node { id name } } } } }"
ALIKE = "query($i: ProjectDuplicatesInput!) { projectDuplicates(input: $i) { projectId similarity metres reasons project { owner { name } } } }"
EDITION = "query($id: UUID!, $k: [PlanItemKind!], $c: [ProjectCategory!], $a: String) { planEdition(planId: $id, number: 1) { number conversions { id } content { digest } items(kinds: $k, categories: $c, first: 20, after: $a) { pageInfo { endCursor } edges { node { id projectName project { id } } } } } }"
CHANGES = "query($id: UUID!, $c: [AdjustmentChangeKind!], $a: String) { adjustment(id: $id) { id deliberations { id } nextDeliberation { code } decisionSteps { step } changes(changes: $c, first: 20, after: $a) { pageInfo { endCursor } edges { node { id projectName project { id } opinions { body } conditions { code met } } } } } }"
ADJUSTMENTS = "query($id: UUID!, $s: [AdjustmentStatus!], $a: String) { adjustments(planId: $id, statuses: $s, first: 20, after: $a) { pageInfo { endCursor } edges { node { id status } } } }"
CARRIED = "query($id: UUID!, $o: [CarryOverOutcome!], $a: String) { plan(id: $id) { carryOvers(outcomes: $o, first: 20, after: $a) { pageInfo { endCursor } edges { node { id projectName outcome } } } } }"
VIEWS = "query($l: ViewList, $m: Boolean, $d: Boolean! = false) { savedViews(list: $l, mine: $m, deleted: $d, first: 20) { edges { node { id name } } } }"
FILES = "query($id: UUID!, $a: String) { project(id: $id) { attachments(first: 20, after: $a) { pageInfo { endCursor } edges { node { id fileName } } } } }"
UPLOADS = "query { unusedUploads(first: 20) { edges { node { id fileName } } } }"
CALLBACKS = "query($f: CallbackFilter, $a: String) { callbacks(filter: $f, first: 20, after: $a) { pageInfo { endCursor } edges { node { id status application { id } tries(first: 5) { edges { node { outcome } } } } } } }"
FILINGS = "query($f: ProvincialFilingFilter, $a: String) { provincialFilings(filter: $f, first: 20, after: $a) { pageInfo { endCursor } edges { node { id application { id } receipts(first: 5) { edges { node { id } } } } } } }"
IN_CITY = "query($f: CityRecordFilter, $a: String) { cityRecords(filter: $f, first: 20, after: $a) { pageInfo { endCursor } edges { node { status project { id } } } } }"
RUNS = "query($f: ImportRunFilter, $a: String) { importRuns(filter: $f, first: 20, after: $a) { pageInfo { endCursor } edges { node { id state } } } }"
FAULTS = "query($id: UUID!) { importRun(id: $id) { faults(first: 20) { edges { node { code } } } } }"
HEADINGS = "query($s: ImportSubject, $e: Boolean! = false) { headingMappings(subject: $s, ended: $e, first: 20) { edges { node { id heading } } } }"
ROUNDS = "query($m: Date, $a: String) { reminderRounds(month: $m, first: 20, after: $a) { pageInfo { endCursor } edges { node { id month reminders(first: 5) { edges { node { state } } } } } } }"
CONVERSIONS = "query($a: String) { conversions(first: 20, after: $a) { pageInfo { endCursor } edges { node { id } } } }"
LIBRARY_COUNT = "query { projects(first: 1) { totalCount } }"


def _sorted(field: str, direction: str = "ASC", **more):
    return (PROJECTS, {"s": {"field": field, "direction": direction}, **more})


def _which(**filter):
    return (PROJECTS, {"f": filter})


def _assessed(field: str | None = None, **filter):
    return (ASSESSED, {"f": filter} | ({"s": {"field": field}} if field else {}))


def _filed(field: str | None = None, **filter):
    return (APPLICATIONS, {"f": filter} | ({"s": {"field": field}} if field else {}))


def _id(what: str, number: int) -> str:
    return str(numbered(what, number))


LAST = "shi li xiang mu ffffffff"
SOME = "00000000-0000-0000-0000-000000000001"
LISTS = {
    "projects": (PROJECTS, {}),
    "projects from the end": (PROJECTS, {"l": 20}),
    "projects, with all that hangs on them": (DEEP, {}),
    "projects after a cursor": (PROJECTS, {"a": cursor("shi li xiang mu 8", SOME)}),
    "the last projects": (PROJECTS, {"a": cursor(LAST, SOME)}),
    "projects by investment": _sorted("TOTAL_INVESTMENT"),
    "projects by investment, after a cursor": _sorted("TOTAL_INVESTMENT", a=cursor("090000.0000", SOME)),
    "projects by investment, the greatest first": _sorted("TOTAL_INVESTMENT", "DESC", a=cursor("050000.0000", SOME)),
    "projects by registration": _sorted("REGISTERED_AT", a=cursor("2026-03-01T00:00:00+08:00", SOME)),
    "projects by change": _sorted("CHANGED_AT", "DESC", a=cursor("2026-03-01T00:00:00+08:00", SOME)),
    "projects of ids": _which(ids=[_id("project", n) for n in range(1, 21)]),
    "projects of no ids": _which(ids=[]),
    "projects of a library": _which(libraries=["ONE_YEAR"]),
    "projects of two libraries": _which(libraries=["ONE_YEAR", "THREE_YEAR"]),
    "projects of a library that has none": _which(libraries=["CONSTRUCTION"]),
    "projects in no library": _which(inLibrary=False),
    "projects in a library": _which(inLibrary=True),
    "projects of a level": _which(levels=["CITY"]),
    "projects of a level that has none": _which(levels=["NATIONAL"]),
    "projects of a category": _which(categories=["SOCIAL"]),
    "projects of a category that has none": _which(categories=["ECOLOGY"]),
    "projects of a mode": _which(investmentMode="ENTERPRISE"),
    "projects of a mode that has none": _which(investmentMode="GOVERNMENT"),
    "projects of a level and a category that never meet": _which(levels=["CITY"], categories=["SOCIAL"]),
    "projects of an owner": _which(ownerId=_id("unit", 110)),
    "projects of an owner that has one": _which(ownerId=_id("unit", LONE)),
    "projects of an owner that has none": _which(ownerId=_id("unit", IDLE)),
    "projects of a town": _which(townId=_id("unit", 4)),
    "projects of a town that has none": _which(townId=_id("unit", IDLE)),
    "projects of a town, by investment": _sorted("TOTAL_INVESTMENT", f={"townId": _id("unit", 4)}),
    "projects of a town that has none, by change": _sorted("CHANGED_AT", f={"townId": _id("unit", IDLE)}),
    "projects of an industry authority": _which(industryAuthorityId=_id("unit", 44)),
    "projects of an industry authority that has none": _which(industryAuthorityId=_id("unit", IDLE)),
    "great projects": _which(totalInvestmentFrom="100990"),
    "projects within bounds": _which(totalInvestmentFrom="50000", totalInvestmentTo="50010"),
    "projects within bounds that hold none": _which(totalInvestmentFrom="900000", totalInvestmentTo="900010"),
    "great projects, by investment": _sorted("TOTAL_INVESTMENT", f={"totalInvestmentFrom": "100990"}),
    "projects of a plan": _which(planYear=2026),
    "projects of a plan of one": _which(planYear=2020),
    "projects of a plan of none": _which(planYear=2019),
    "search for what a few have": (PROJECTS, {"q": RARE + "示例"}),
    "search for two characters": (PROJECTS, {"q": RARE}),
    "search for what nobody has": (PROJECTS, {"q": NOWHERE}),
    "search for two characters that nobody has": (PROJECTS, {"q": NOWHERE[:2]}),
    "search for one character that nobody has": (PROJECTS, {"q": NOWHERE[:1]}),
    "search for what everything has": (PROJECTS, {"q": "示例"}),
    "search for what many have": (PROJECTS, {"q": "生物医药"}),
    "search for what many have, by change": _sorted("CHANGED_AT", q="生物医药"),
    "search for a code": (PROJECTS, {"q": "2601-430211-04-01-000123"}),
    "search for initials that a few have": (PROJECTS, {"q": "sjslxm"}),
    "search for two letters that a few have": (PROJECTS, {"q": "sj"}),
    "search for initials that all have": (PROJECTS, {"q": "slxm"}),
    "search for initials that all have, by change": _sorted("CHANGED_AT", "DESC", q="slxm"),
    "search for initials that nobody has": (PROJECTS, {"q": "zzqq"}),
    "search for initials of one": (PROJECTS, {"q": "slxm50011"}),
    "search for initials in a town": (PROJECTS, {"q": "slxm", "f": {"townId": _id("unit", 11)}}),
    "search for part of a code": (PROJECTS, {"q": "01-000123"}),
    "search for part of a code without hyphens": (PROJECTS, {"q": "0401000123"}),
    "search for part of a code that all have": (PROJECTS, {"q": "430211-04"}),
    "search for part of a code that all have, by investment": _sorted("TOTAL_INVESTMENT", q="430211-04"),
    "search for part of a code that nobody has": (PROJECTS, {"q": "99999999"}),
    "projects changed of late": _which(changedFrom="2026-04-11T10:00:00+08:00"),
    "projects changed in an hour": _which(changedFrom="2026-03-01T10:00:00+08:00", changedTo="2026-03-01T11:00:00+08:00"),
    "projects changed when none was": _which(changedFrom="2030-01-01T00:00:00+08:00"),
    "projects changed at any time": _which(changedFrom="2020-01-01T00:00:00+08:00"),
    "projects changed before all were": _which(changedTo="2020-01-01T00:00:00+08:00"),
    "projects changed until a moment": _which(changedTo="2026-02-01T10:00:00+08:00"),
    "projects changed of late, the last first": _sorted("CHANGED_AT", "DESC", f={"changedFrom": "2026-04-11T10:00:00+08:00"}),
    "projects changed in an hour, by investment": _sorted("TOTAL_INVESTMENT", f={"changedFrom": "2026-03-01T10:00:00+08:00", "changedTo": "2026-03-01T11:00:00+08:00"}),
    "projects changed of late in a town": _which(changedFrom="2026-04-11T10:00:00+08:00", townId=_id("unit", 4)),
    "search for a few in a town": (PROJECTS, {"q": RARE, "f": {"townId": _id("unit", 11)}}),
    "units": (UNITS, {}),
    "units from the end": (UNITS, {"d": "DESC"}),
    "units after a cursor": (UNITS, {"a": cursor("shi li dan wei 9999", SOME)}),
    "towns": (UNITS, {"f": {"categories": ["TOWN"]}}),
    "departments, of which there are none": (UNITS, {"f": {"categories": ["DEPARTMENT"]}}),
    "units in a role": (UNITS, {"f": {"roles": ["PLANNING_PARTY"]}}),
    "units in a role that nobody has": (UNITS, {"f": {"roles": ["FINANCE"]}}),
    "parts of a package": (PARTS, {"id": _id("project", 5)}),
    "projects like one of the same owner": (ALIKE, {"i": {"name": "示例河西装备制造项目1", "ownerId": _id("unit", 110)}}),
    "projects like one of the same code": (ALIKE, {"i": {"name": "示例", "projectCode": "2601-430211-04-01-000005"}}),
    "projects like one near by": (ALIKE, {"i": {"name": "示例", "longitude": "113.1", "latitude": "27.8"}}),
    "units below a unit": (UNITS, {"f": {"parentId": _id("unit", 3)}}),
    "units below one that has none": (UNITS, {"f": {"parentId": _id("unit", 4)}}),
    "search for a unit": (UNITS, {"q": "单位12345"}),
    "search for a unit that is not there": (UNITS, {"q": NOWHERE}),
    "search for what all units have": (UNITS, {"q": "示例"}),
    "units that act": (UNITS, {"f": {"active": True}}),
    "units that do not act": (UNITS, {"f": {"active": False}}),
    "towns that act": (UNITS, {"f": {"active": True, "categories": ["TOWN"]}}),
    "towns that do not act, of which there are none": (UNITS, {"f": {"active": False, "categories": ["TOWN"]}}),
    "units below a unit that do not act": (UNITS, {"f": {"parentId": _id("unit", 3), "active": False}}),
    "search for a former name": (UNITS, {"q": FORMER}),
    "search for a former name that does not act": (UNITS, {"q": FORMER, "f": {"active": False}}),
    "a unit with its history and members": (UNIT, {"id": _id("unit", 150)}),
    "members": (MEMBERS, {}),
    "members after a cursor": (MEMBERS, {"a": cursor("shi li ren yuan 8", SOME)}),
    "members of a unit": (MEMBERS, {"f": {"organizationId": _id("unit", 150)}}),
    "members of a unit that has none": (MEMBERS, {"f": {"organizationId": _id("unit", IDLE)}}),
    "members of a unit who act in a role": (MEMBERS, {"f": {"organizationId": _id("unit", 150), "role": "OWNER", "current": True}}),
    "memberships of a person": (MEMBERS, {"f": {"person": "p500"}}),
    "memberships of nobody": (MEMBERS, {"f": {"person": NOWHERE}}),
    "who acts today": (MEMBERS, {"f": {"current": True}}),
    "who does not act today": (MEMBERS, {"f": {"current": False}}),
    "who acts in a role": (MEMBERS, {"f": {"role": "OWNER"}}),
    "who acts in a role that few have": (MEMBERS, {"f": {"role": "LAND"}}),
    "who acts in a role that nobody has": (MEMBERS, {"f": {"role": "FINANCE"}}),
    "who acts today in a role that few have": (MEMBERS, {"f": {"role": "LAND", "current": True}}),
    "search for a member": (MEMBERS, {"q": RARE}),
    "search for a member that is not there": (MEMBERS, {"q": NOWHERE}),
    "search for what all members have": (MEMBERS, {"q": "示例"}),
    "search for a member who acts today": (MEMBERS, {"q": "示例", "f": {"current": True}}),
    "plans": (PLANS, {}),
    "plans of a year": (PLANS, {"y": 2026}),
    "plans in a status": (PLANS, {"s": ["DRAFT"]}),
    "items of a plan": (ITEMS, {"id": _id("plan", 2026)}),
    "items of a plan in preparation": (ITEMS, {"id": _id("plan", 2027)}),
    "items of a plan after a cursor": (ITEMS, {"id": _id("plan", 2026), "a": cursor(LAST, SOME)}),
    "items of a kind": (ITEMS, {"id": _id("plan", 2026), "k": ["CONTINUING"]}),
    "items of a kind that the plan has none of": (ITEMS, {"id": _id("plan", 2026), "k": ["PRELIMINARY"]}),
    "search for items by initials that a few have": (ITEMS, {"id": _id("plan", 2026), "q": "sjslxm"}),
    "search for items by initials that all have": (ITEMS, {"id": _id("plan", 2026), "q": "slxm"}),
    "search for items by initials that none has": (ITEMS, {"id": _id("plan", 2026), "q": "zzqq"}),
    "items of a category": (ITEMS, {"id": _id("plan", 2026), "c": ["SOCIAL"]}),
    "items of a category that the plan has none of": (ITEMS, {"id": _id("plan", 2026), "c": ["ECOLOGY"]}),
    "search for items": (ITEMS, {"id": _id("plan", 2026), "q": RARE}),
    "search for items that are not there": (ITEMS, {"id": _id("plan", 2026), "q": NOWHERE}),
    "search for what all items have": (ITEMS, {"id": _id("plan", 2026), "q": "示例"}),
    "assessments": (ASSESSED, {}),
    "assessments after a cursor": (ASSESSED, {"a": cursor("shi li xiang mu 8", SOME)}),
    "assessments, what lacks least first": _assessed("LACKING"),
    "assessments by the next expiry": _assessed("NEXT_EXPIRY"),
    "assessments by update": _assessed("UPDATED_ON"),
    "what a library is ready for": _assessed(libraries=["FIVE_YEAR"], ready=True),
    "what a library is not ready for": _assessed(libraries=["FIVE_YEAR"], ready=False),
    "what no library is ready for": _assessed(inLibrary=False, ready=True),
    "what is ready": _assessed(ready=True),
    "what is ready, by the next expiry": _assessed("NEXT_EXPIRY", ready=True),
    "what is assessed in a library of none": _assessed(libraries=["CONSTRUCTION"]),
    "what lacks a criterion that most lack": _assessed(missingCriterion="SCHEME_FIXED"),
    "what lacks a criterion that few lack": _assessed(missingCriterion="NECESSITY"),
    "what lacks a criterion that nothing lacks": _assessed(missingCriterion="INDUSTRY_LAYOUT"),
    "what has a document that ends soon": _assessed(expiringWithinDays=30),
    "what has a document that ends today": _assessed(expiringWithinDays=0),
    "what has a document that ends one day": _assessed(expiringWithinDays=3650),
    "what a town is ready for": _assessed(townId=_id("unit", 4), ready=True),
    "what a town of none is ready for": _assessed(townId=_id("unit", IDLE), ready=True),
    "what an industry authority lacks": _assessed(industryAuthorityId=_id("unit", 44), ready=False),
    "what an owner lacks": _assessed(ownerId=_id("unit", 110)),
    "what a category of none is ready for": _assessed(categories=["ECOLOGY"]),
    "what is stale": (STALE, {}),
    "what is stale for long": (STALE, {"d": 290}),
    "what is stale for ever": (STALE, {"d": 3650}),
    "what is stale in a town": (STALE, {"f": {"townId": _id("unit", 10)}}),
    "exceptions": (EXCEPTIONS, {}),
    "exceptions of a plan": (EXCEPTIONS, {"f": {"planId": _id("plan", 2026)}}),
    "exceptions of a kind": (EXCEPTIONS, {"f": {"kinds": ["CREDIT_CODE"]}}),
    "exceptions of shared codes": (EXCEPTIONS, {"f": {"kinds": ["PROJECT_CODE"]}}),
    "exceptions of adjustments": (EXCEPTIONS, {"f": {"kinds": ["ADJUSTMENT_OUT_OF_TURN"]}}),
    "exceptions of plans and of what is added to them": (EXCEPTIONS, {"f": {"kinds": ["PLAN_WITHOUT_LIBRARY"]}}),
    "exceptions of what was not carried over": (EXCEPTIONS, {"f": {"kinds": ["NOT_CARRIED_OVER"]}}),
    "exceptions of mergers": (EXCEPTIONS, {"f": {"kinds": ["MERGED_CODES_DIFFER"]}}),
    "exceptions of an approver": (EXCEPTIONS, {"f": {"approver": "另一批准人"}}),
    "exceptions of nobody": (EXCEPTIONS, {"f": {"approver": NOWHERE}}),
    "exceptions of a project": (EXCEPTIONS, {"f": {"projectId": _id("project", 2509)}}),
    "exceptions of a unit": (EXCEPTIONS, {"f": {"organizationId": _id("unit", 500)}}),
    "exceptions of a plan that was adjusted": (EXCEPTIONS, {"f": {"planId": _id("plan", 2025)}}),
    "rounds of reminders": (ROUNDS, {}),
    "rounds of reminders after a cursor": (ROUNDS, {"a": cursor(SOME)}),
    "rounds of reminders of a month": (ROUNDS, {"m": "2026-03-15"}),
    "rounds of reminders of a month that has none": (ROUNDS, {"m": "2017-03-01"}),
    "monthly lists": (MONTHLY, {}),
    "monthly lists, the oldest first": (MONTHLY, {"d": "ASC"}),
    "monthly lists after a cursor": (MONTHLY, {"a": cursor("2025-09-30", SOME)}),
    "monthly lists of a month": (MONTHLY, {"f": {"month": "2025-12-01"}}),
    "monthly lists of a month that has none": (MONTHLY, {"f": {"month": "2017-03-01"}}),
    "monthly lists of a unit": (MONTHLY, {"f": {"unitId": _id("unit", 110)}}),
    "monthly lists of a unit that has none": (MONTHLY, {"f": {"unitId": _id("unit", IDLE)}}),
    "monthly lists in a status": (MONTHLY, {"f": {"statuses": ["DRAFT"]}}),
    "monthly lists in a status that has none": (MONTHLY, {"f": {"statuses": ["RESUBMITTED"]}}),
    "monthly lists that are late": (MONTHLY, {"f": {"states": ["LATE"]}}),
    "monthly lists that are on time": (MONTHLY, {"f": {"states": ["ON_TIME"]}}),
    "monthly lists that are due soon": (MONTHLY, {"f": {"states": ["DUE_SOON"]}}),
    "monthly lists that are missing, of which there are none": (MONTHLY, {"f": {"states": ["MISSING"]}}),
    "monthly lists that are not due": (MONTHLY, {"f": {"states": ["NOT_DUE", "DUE_SOON"]}}),
    "who owes a list": (OWED, {"m": "2026-11-01"}),
    "who owes a list, after a cursor": (OWED, {"m": "2025-12-01", "a": cursor("shi li dan wei 5", SOME)}),
    "who is late with a list": (OWED, {"m": "2025-12-01", "s": ["LATE"]}),
    "who misses a list": (OWED, {"m": "2025-12-01", "s": ["MISSING"]}),
    "who owes a list, of a category that none has": (OWED, {"m": "2026-11-01", "c": ["DEPARTMENT"]}),
    "who owed a list before there were parties": (OWED, {"m": "2016-03-01"}),
    "reminders to the caller's unit": (REMINDERS, {}),
    "items of an edition": (EDITION, {"id": _id("plan", 2026)}),
    "items of an edition of one": (EDITION, {"id": _id("plan", 2020)}),
    "items of an edition after a cursor": (EDITION, {"id": _id("plan", 2026), "a": cursor(LAST, SOME)}),
    "items of an edition of a kind": (EDITION, {"id": _id("plan", 2026), "k": ["CONTINUING"]}),
    "items of an edition of a kind that it has none of": (EDITION, {"id": _id("plan", 2026), "k": ["PRELIMINARY"]}),
    "items of an edition of a category": (EDITION, {"id": _id("plan", 2026), "c": ["SOCIAL"]}),
    "items of an edition of a category that it has none of": (EDITION, {"id": _id("plan", 2026), "c": ["ECOLOGY"]}),
    "adjustments of a plan": (ADJUSTMENTS, {"id": _id("plan", 2025)}),
    "adjustments in a status": (ADJUSTMENTS, {"id": _id("plan", 2025), "s": ["DRAFT"]}),
    "adjustments after a cursor": (ADJUSTMENTS, {"id": _id("plan", 2025), "a": cursor(SOME)}),
    "changes of an adjustment": (CHANGES, {"id": _id("adjustment", 1)}),
    "changes after a cursor": (CHANGES, {"id": _id("adjustment", 1), "a": cursor(LAST, SOME)}),
    "changes of a sort that a few are": (CHANGES, {"id": _id("adjustment", 1), "c": ["ADD"]}),
    "changes of a sort that none is": (CHANGES, {"id": _id("adjustment", 1), "c": ["REMOVE"]}),
    "what was carried over": (CARRIED, {"id": _id("plan", 2027)}),
    "what was carried over, after a cursor": (CARRIED, {"id": _id("plan", 2027), "a": cursor(LAST, SOME)}),
    "what was left out as finished": (CARRIED, {"id": _id("plan", 2027), "o": ["FINISHED"]}),
    "what was left out by an exception, of which there is none": (CARRIED, {"id": _id("plan", 2027), "o": ["EXCEPTED"]}),
    "entities": ("query($r: [_Any!]!) { _entities(representations: $r) { ... on Project { id name planItems { id } } ... on Organization { id children { id } } } }", {"r": [{"__typename": "Project", "id": _id("project", 5)}, {"__typename": "Organization", "id": _id("unit", 3)}]}),
    "applications": (APPLICATIONS, {}),
    "applications after a cursor": (APPLICATIONS, {"a": cursor(LAST, SOME)}),
    "applications by investment": _filed("ANNUAL_INVESTMENT"),
    "applications by change": _filed("CHANGED_AT"),
    "applications of a year": _filed(year=2026),
    "applications of a year, by creation": _filed("CREATED_AT", year=2026),
    "applications of a year that has one": _filed(year=2017),
    "applications of a year that has none": _filed(year=2016),
    "applications of a year in a status": _filed(year=2026, statuses=["SUBMITTED"]),
    "applications in a status": _filed(statuses=["RETURNED"]),
    "applications in a status that has none": _filed(statuses=["FAILED"]),
    "applications of a channel": _filed(channels=["INDUSTRY_AUTHORITY"]),
    "applications of a category": _filed(categories=["SOCIAL"]),
    "applications of a category that has none": _filed(categories=["ECOLOGY"]),
    "applications of a project": _filed(projectId=_id("project", 5)),
    "applications of an owner": _filed(ownerId=_id("unit", 110)),
    "applications of an owner that has none": _filed(ownerId=_id("unit", IDLE)),
    "applications of a town": _filed(townId=_id("unit", 4)),
    "applications of a town in a year": _filed(townId=_id("unit", 4), year=2026),
    "applications of an industry authority": _filed(industryAuthorityId=_id("unit", 44)),
    "applications sought": (APPLICATIONS, {"q": RARE}),
    "applications sought by initials that a few have": (APPLICATIONS, {"q": "sjslxm"}),
    "applications sought by initials that all have": (APPLICATIONS, {"q": "slxm"}),
    "applications sought by initials that none has": (APPLICATIONS, {"q": "zzqq"}),
    "applications sought that are not there": (APPLICATIONS, {"q": NOWHERE}),
    "applications sought by what all have": (APPLICATIONS, {"q": "示例"}),
    "guides": (GUIDES, {}),
    "guides of a year": (GUIDES, {"y": 2026}),
    "guides in a status": (GUIDES, {"s": ["PUBLISHED"]}),
    "saved views": (VIEWS, {}),
    "saved views of a list": (VIEWS, {"l": "PROJECTS"}),
    "saved views of one's own": (VIEWS, {"m": True}),
    "saved views that were deleted, of which there are none": (VIEWS, {"d": True}),
    "files of a project": (FILES, {"id": _id("project", 6)}),
    "files of a project that has many": (FILES, {"id": _id("project", 5)}),
    "uploads that wait, of which there are none": (UPLOADS, {}),
    "callbacks": (CALLBACKS, {}),
    "callbacks after a cursor": (CALLBACKS, {"a": cursor("80000000-0000-0000-0000-000000000001")}),
    "callbacks that wait": (CALLBACKS, {"f": {"statuses": ["PENDING"]}}),
    "callbacks that wait or were given up": (CALLBACKS, {"f": {"statuses": ["PENDING", "GIVEN_UP"]}}),
    "callbacks that have no address": (CALLBACKS, {"f": {"statuses": ["NO_ADDRESS"]}}),
    "callbacks that are dead, of which there are none": (CALLBACKS, {"f": {"statuses": ["DEAD"]}}),
    "callbacks of a kind": (CALLBACKS, {"f": {"kinds": ["PASSED"]}}),
    "callbacks of a kind that there is none of": (CALLBACKS, {"f": {"kinds": ["WITHDRAWN"]}}),
    "callbacks of a number": (CALLBACKS, {"f": {"number": "S50"}}),
    "callbacks of an application": (CALLBACKS, {"f": {"applicationId": _id("application", 50)}}),
    "filings": (FILINGS, {}),
    "filings after a cursor": (FILINGS, {"a": cursor("2026-02-01T00:00:00+08:00", SOME)}),
    "filings of a number": (FILINGS, {"f": {"number": "S50"}}),
    "filings of an application": (FILINGS, {"f": {"applicationId": _id("application", 50)}}),
    "records of the city": (IN_CITY, {}),
    "records of the city after a cursor": (IN_CITY, {"a": cursor("2026-02-01T00:00:00+08:00", SOME)}),
    "records of the city that were returned": (IN_CITY, {"f": {"statuses": ["RETURNED"]}}),
    "records of the city that were removed, of which there are none": (IN_CITY, {"f": {"statuses": ["REMOVED"]}}),
    "records of the city of a project": (IN_CITY, {"f": {"projectId": _id("project", 50)}}),
    "imports": (RUNS, {}),
    "imports after a cursor": (RUNS, {"a": cursor("2026-02-01T00:00:00+08:00", SOME)}),
    "imports of one's own": (RUNS, {"f": {"mine": True}}),
    "imports that wait": (RUNS, {"f": {"states": ["WAITING"]}}),
    "imports that failed, of which there are none": (RUNS, {"f": {"states": ["FAILED"]}}),
    "imports into a plan, of which there are none": (RUNS, {"f": {"planId": _id("plan", 2026)}}),
    "faults of an import": (FAULTS, {"id": _id("run", 1)}),
    "headings remembered": (HEADINGS, {}),
    "headings remembered or forgotten": (HEADINGS, {"e": True}),
    "headings remembered of applications, of which there are none": (HEADINGS, {"s": "APPLICATIONS"}),
    "conversions": (CONVERSIONS, {}),
    "assessments of influence": (INFLUENCE, {}),
    "assessments of influence of a year": (INFLUENCE, {"y": 2026}),
    "assessments of influence of a project": (INFLUENCE, {"p": _id("project", 5)}),
}  # fmt: skip

LISTS |= asked(
    "reserve", "pageInfo { hasNextPage endCursor }", rare="planned-report.reminded", project=_id("project", 10)
)


@pytest.fixture(scope="module")
async def database(service_api):
    async with connected(await service_api("reserve"), "reserve") as connection:
        yield connection


# Not here: counts (projectFacets, libraryAssessmentCounts, totals), which read what they count; the faults of one import
# by their code, which are read through from its first, and of which there are no more than its sheets have cells
ASKED = [(n, w) for n in LISTS for w in PEOPLE]
TWO_WAYS = (
    "applications of",
    "applications sought",
    "callbacks of a kind",
    "callbacks that",
    "search",
    "great projects",
    "projects within",
    "projects of a plan",
    "projects of a level and",
    "projects changed",
    "units in a role",
    "who ",
    "what ",
    "notices",
)


@pytest.fixture(scope="module", params=SAMPLES)
async def sampled(database, request):
    await analyzed(database, request.param)
    return database


@pytest.mark.parametrize(("name", "who"), ASKED)
async def test_no_list_reads_more_than_it_shows(sampled, name, who) -> None:
    query, variables = LISTS[name]
    two_ways = who in {"owner", "lone", "idle"} or name.startswith(TWO_WAYS)
    for planning in await plannings(sampled):
        read = await effort(sampled, SCHEMA, query, variables, PEOPLE[who], TODAY, planning)
        assert read.within(EITHER_WAY if two_ways else ONE_PAGE), f"{planning}: {read.told()}"


@pytest.mark.parametrize("what", ["plan-item.removed", "project.converted", "project.changed"])
async def test_telling_of_an_event_finds_its_project_by_key(sampled, what) -> None:
    read = await read_for_an_event(sampled, f"zhongdian.reserve.{what}.v1", {"projectId": _id("project", 77)})
    assert read["projects"] < 10, read
