"""Lists of special funds, financing demands and applications, as `test_list_plans` asks them."""

from __future__ import annotations

from tests.harness.explained import cursor
from tests.harness.volume import NOWHERE, RARE
from tests.support.store.asking import PAGE, by_all, id_of, listed, narrowed

BUDGETS = listed("fundBudgets", "FundFilter", "id year category available")
COMMITMENTS = listed("fundCommitments", "FundCommitmentFilter", "id amount open project { id } payments { amount }")
DEMANDS = listed(
    "financingDemands",
    "FinancingDemandFilter",
    "id number amount project { id } appraisals { value } papers { edition } matches { institution { name } }",
    "FinancingDemandSort",
)
APPLICATIONS = listed(
    "fundApplications", "FundApplicationFilter", "id title asked project { id }", "FundApplicationOrder", "order"
)
LEDGER = f"query($b: UUID!, $a: String) {{ fundBudget(id: $b) {{ entries(after: $a) {{ {PAGE} edges {{ node {{ seq amount }} }} }} }} }}"
GRANTS = f"query($b: UUID!) {{ fundBudget(id: $b) {{ commitments {{ {PAGE} edges {{ node {{ id amount }} }} }} }} }}"
INSTITUTIONS = f"query($a: Boolean, $k: FinancialInstitutionKind, $s: String) {{ financialInstitutions(active: $a, kind: $k, search: $s) {{ {PAGE} edges {{ node {{ id name }} }} }} }}"
ISSUES = f"query($y: Int, $l: Int) {{ financingIssues(year: $y, last: $l) {{ {PAGE} edges {{ node {{ id number items {{ number }} withdrawals {{ number }} }} }} }} }}"
STEPS = "query($d: UUID!) { financingDemand(id: $d) { steps(first: 5) { edges { node { action } } } } }"
SOME, END = "80000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000001"
PROJECT, NO_PROJECT = id_of("project", 10), id_of("project", 999_999)
THE_BUDGET = id_of("budget", 4052)

BUDGET_LISTS = {
    "budgets": narrowed(BUDGETS),
    "budgets from the end": (BUDGETS, {"l": 20}),
    "budgets of a year": narrowed(BUDGETS, year=2001),
    "budgets of a category": narrowed(BUDGETS, category="PRELIMINARY"),
    "budgets of a category that there is not": narrowed(BUDGETS, category="NONE"),
    "ledger of a budget": (LEDGER, {"b": THE_BUDGET}),
    "the end of a budget's ledger": (LEDGER, {"b": THE_BUDGET, "a": cursor("3")}),
    "commitments of a budget": (GRANTS, {"b": id_of("budget", 4040)}),
}
COMMITMENT_LISTS = {
    "commitments": narrowed(COMMITMENTS),
    "commitments from the end": (COMMITMENTS, {"l": 20}),
    "commitments after a cursor": (COMMITMENTS, {"a": cursor(SOME)}),
    "commitments of a year": narrowed(COMMITMENTS, year=2020),
    "commitments of a year that has one": narrowed(COMMITMENTS, year=2010),
    "commitments of a category": narrowed(COMMITMENTS, category="PRELIMINARY"),
    "commitments of a category that there is not": narrowed(COMMITMENTS, category="NONE"),
    "commitments of a project": narrowed(COMMITMENTS, projectId=PROJECT),
    "commitments of a project that has none": narrowed(COMMITMENTS, projectId=NO_PROJECT),
    "by what is still to be paid": narrowed(COMMITMENTS, open=True),
    "by what is still to be paid, of a year": narrowed(COMMITMENTS, open=True, year=2022),
    "by what is paid": narrowed(COMMITMENTS, open=False),
    "search for a few commitments": narrowed(COMMITMENTS, search=RARE),
    "search for a contract": narrowed(COMMITMENTS, search="合同501"),
    "search for nobody's commitments": narrowed(COMMITMENTS, search=NOWHERE),
    "search for what all commitments have": narrowed(COMMITMENTS, search="示例"),
}
DEMAND_LISTS = {
    "demands": narrowed(DEMANDS),
    "demands from the end": (DEMANDS, {"l": 20}),
    "demands after a cursor": (DEMANDS, {"a": cursor(SOME)}),
    "demands of a state": narrowed(DEMANDS, state="SUBMITTED"),
    "demands that were withdrawn, of which there are none": narrowed(DEMANDS, state="WITHDRAWN"),
    "demands of a form": narrowed(DEMANDS, form="LEASING"),
    "demands of a project": narrowed(DEMANDS, projectId=PROJECT),
    "demands of a project that has none": narrowed(DEMANDS, projectId=NO_PROJECT),
    "demands of a number": narrowed(DEMANDS, number="RZ11"),
    "by amount from": narrowed(DEMANDS, amountFrom="100900"),
    "by amount from, of which there are none": narrowed(DEMANDS, amountFrom="9000000"),
    "by amount from, of which there are many": narrowed(DEMANDS, amountFrom="2000"),
    "by day of need": narrowed(DEMANDS, neededUntil="2026-01-06"),
    "search for a few demands": narrowed(DEMANDS, search=RARE),
    "search for a number of demands": narrowed(DEMANDS, search="RZ5001"),
    "search for nobody's demands": narrowed(DEMANDS, search=NOWHERE),
    "search for what all demands have": narrowed(DEMANDS, search="示例"),
    "by amount": (DEMANDS, {"s": "AMOUNT"}),
    "by amount from the end": (DEMANDS, {"s": "AMOUNT", "l": 20}),
    "by amount, of a state": (DEMANDS, {"s": "AMOUNT", "f": {"state": "SUBMITTED"}}),
    "by amount, of a state that most have": (DEMANDS, {"s": "AMOUNT", "f": {"state": "MET"}}),
    "by amount, of a form": (DEMANDS, {"s": "AMOUNT", "f": {"form": "LEASING"}}),
    "by amount, of a project": (DEMANDS, {"s": "AMOUNT", "f": {"projectId": PROJECT}}),
    "by amount, search for nobody's": (DEMANDS, {"s": "AMOUNT", "f": {"search": NOWHERE}}),
    "by need": (DEMANDS, {"s": "NEEDED"}),
    "by need, of a state": (DEMANDS, {"s": "NEEDED", "f": {"state": "SUBMITTED"}}),
}
APPLICATION_LISTS = {
    "applications": narrowed(APPLICATIONS),
    "applications from the end": (APPLICATIONS, {"l": 20}),
    "applications after a cursor": (APPLICATIONS, {"a": cursor(SOME)}),
    "the oldest applications": (APPLICATIONS, {"s": "OLDEST"}),
    "applications of a kind": narrowed(APPLICATIONS, kind="ENTERPRISE_BOND"),
    "applications of a kind that has none": narrowed(APPLICATIONS, kind="PROVINCIAL_BUDGET"),
    "applications of a year": narrowed(APPLICATIONS, year=2020),
    "applications of a year that has one": narrowed(APPLICATIONS, year=2010),
    "applications of a stage": narrowed(APPLICATIONS, stage="LISTED"),
    "applications of a state": narrowed(APPLICATIONS, state="OPEN"),
    "applications that were withdrawn, of which there are none": narrowed(APPLICATIONS, state="WITHDRAWN"),
    "applications of a project": narrowed(APPLICATIONS, projectId=PROJECT),
    "by amount of applications from": narrowed(APPLICATIONS, askedFrom="100900"),
    "by amount of applications from, of which there are none": narrowed(APPLICATIONS, askedFrom="9000000"),
    "search for a few applications": narrowed(APPLICATIONS, search=RARE),
    "search for nobody's applications": narrowed(APPLICATIONS, search=NOWHERE),
    "search for what all applications have": narrowed(APPLICATIONS, search="示例"),
    "by amount of applications": (APPLICATIONS, {"s": "AMOUNT"}),
    "by amount of applications of a state": (APPLICATIONS, {"s": "AMOUNT", "f": {"state": "OPEN"}}),
    "by amount of applications of a year": (APPLICATIONS, {"s": "AMOUNT", "f": {"year": 2020}}),
    "by progress of applications": (APPLICATIONS, {"s": "PROGRESS"}),
    "by progress of applications of a kind": (APPLICATIONS, {"s": "PROGRESS", "f": {"kind": "ENTERPRISE_BOND"}}),
    "by progress of applications, search for nobody's": (APPLICATIONS, {"s": "PROGRESS", "f": {"search": NOWHERE}}),
}
PUBLIC_LISTS = {
    "institutions": (INSTITUTIONS, {}),
    "institutions that take no part": (INSTITUTIONS, {"a": False}),
    "institutions of a kind": (INSTITUTIONS, {"k": "TRUST"}),
    "institutions by name": (INSTITUTIONS, {"s": RARE}),
    "issues": (ISSUES, {}),
    "issues from the end": (ISSUES, {"l": 20}),
    "issues of a year": (ISSUES, {"y": 2001}),
    "issues of a year that has none": (ISSUES, {"y": 2030}),
    "steps of a demand": (STEPS, {"d": id_of("demand", 10)}),
}
OWNED = COMMITMENT_LISTS | DEMAND_LISTS | APPLICATION_LISTS
LISTS = BUDGET_LISTS | OWNED | PUBLIC_LISTS
# what few own is found by that, whatever else is asked: some lists tell it of all
_OF_OWNERS = (
    "by what is still",
    "by amount from",
    "by amount of applications",
    "demands of a state",
    "search for nobody",
    "search for what all",
)
_WHOLE = {"commitments", "demands", "applications", "commitments from the end", "by amount", "by need"}
OF_OWNERS = [name for name in OWNED if name in _WHOLE or name.startswith(_OF_OWNERS)]
ASKED = [
    *by_all(LISTS, ("overseer",)),
    *by_all(OF_OWNERS, ("owner", "idle")),
    *by_all(sorted(_WHOLE), ("lone",)),
    ("issues", "owner"),
    ("institutions", "owner"),
]
