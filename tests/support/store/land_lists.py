"""Lists of quotas, land plans and consultations, as `test_list_plans` asks them."""

from __future__ import annotations

from tests.harness.explained import cursor
from tests.harness.volume import NOWHERE
from tests.harness.volume_support import LONE_ACCOUNT, NO_ACCOUNT
from tests.support.store.asking import PAGE, by_all, id_of, listed, narrowed

TRANSFERS = listed("quotaTransfers", "QuotaTransferFilter", "id kind state fromAccount { year } toAccount { year }")
PLANS = listed("landPlans", "LandPlanFilter", "id year state editions { edition }")
MEETINGS = listed("landConsultations", "LandConsultationFilter", "id month state undecided")
PLAN = "id year items(filter: $i, first: 20) { edges { node { id kind late project { id } } } } steps(first: 5) { edges { node { at } } }"
IN_PLAN = f"query($p: UUID!, $i: LandPlanItemFilter) {{ landPlan(id: $p) {{ {PLAN} }} }}"
IN_MEETING = "query($p: UUID!, $i: LandAgendaFilter) { landConsultation(id: $p) { id items(filter: $i, first: 20) { edges { node { id text late } } } } }"
MINE = f"{{ myLandPlanItems {{ {PAGE} edges {{ node {{ id kind late plan {{ year }} }} }} }} }}"
MY_AGENDA = f"query($d: Boolean) {{ myLandAgendaItems(done: $d) {{ {PAGE} edges {{ node {{ id text late consultation {{ month }} }} }} }} }}"
SOME, END = "80000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000001"
PLAN_ID, MEETING_ID = id_of("landplan", 2026), id_of("meeting", 0)


def _planned(**filter: object) -> tuple[str, dict[str, object]]:
    return (IN_PLAN, {"p": PLAN_ID, "i": filter})


def _agenda(**filter: object) -> tuple[str, dict[str, object]]:
    return (IN_MEETING, {"p": MEETING_ID, "i": filter})


OF_PARTIES = {
    "transfers": narrowed(TRANSFERS),
    "transfers from the end": (TRANSFERS, {"l": 20}),
    "transfers after a cursor": (TRANSFERS, {"a": cursor(SOME)}),
    "the last transfers": (TRANSFERS, {"a": cursor(END)}),
    "transfers that wait": narrowed(TRANSFERS, state="ASKED"),
    "transfers that were refused, of which there are none": narrowed(TRANSFERS, state="REFUSED"),
    "by account": narrowed(TRANSFERS, accountId=id_of("account", 2020)),
    "by account that has one transfer": narrowed(TRANSFERS, accountId=id_of("account", LONE_ACCOUNT)),
    "by account that has none": narrowed(TRANSFERS, accountId=id_of("account", NO_ACCOUNT)),
    "by account, what waits": narrowed(TRANSFERS, accountId=id_of("account", 2020), state="ASKED"),
    "transfers of a kind": narrowed(TRANSFERS, kind="LOGGING_QUOTA"),
    "transfers of a kind that has none": narrowed(TRANSFERS, kind="CULTIVATED_LAND_BALANCE"),
    "land plans": narrowed(PLANS),
    "land plans from the end": (PLANS, {"l": 20}),
    "land plans of a year": narrowed(PLANS, year=2001),
    "land plans of a division": narrowed(PLANS, division="430211"),
    "land plans of a division that has none": narrowed(PLANS, division="430213"),
    "land plans that are drafts": narrowed(PLANS, state="DRAFT"),
    "land plans of before": (PLANS, {"a": cursor("1500", SOME)}),
    "by plan, its items": _planned(),
    "by plan, items of a kind": _planned(kind="FOREST_LAND_QUOTA"),
    "by plan, items of a kind that has none": _planned(kind="LOGGING_QUOTA"),
    "by plan, items of a project": _planned(projectId=id_of("project", 100)),
    "by plan, items of a unit": _planned(responsibleUnitId=id_of("unit", 3)),
    "by plan, items of a month": _planned(month=12),
    "by plan, items that are late": _planned(late=True),
    "by plan, items that were removed": _planned(removed=True),
    "by plan, search for a few items": _planned(search="示例备注100"),
    "by plan, search for nobody's items": _planned(search=NOWHERE),
    "consultations": narrowed(MEETINGS),
    "consultations from the end": (MEETINGS, {"l": 20}),
    "consultations of a time": narrowed(MEETINGS, since="1950-01-01", until="1951-01-01"),
    "consultations that are open": narrowed(MEETINGS, state="OPEN"),
    "consultations of a division": narrowed(MEETINGS, division="430211"),
    "consultations of a division that has none": narrowed(MEETINGS, division="430213"),
    "by consultation, its agenda": _agenda(),
    "by consultation, items of a source": _agenda(source="MANUAL"),
    "by consultation, undecided items": _agenda(decided=False),
    "by consultation, items that are not done": _agenda(done=False),
    "by consultation, search for nobody's items": _agenda(search=NOWHERE),
}
OF_UNITS = {
    "items of plans of the caller's unit": (MINE, {}),
    "items of agendas of the caller's unit": (MY_AGENDA, {}),
    "items of agendas of the caller's unit that are not done": (MY_AGENDA, {"d": False}),
}
LISTS = OF_PARTIES | OF_UNITS
# the departments see plans and consultations as overseers do, and transfers of their own kinds of quota
_OF_KINDS = [name for name, (query, _) in OF_PARTIES.items() if query == TRANSFERS]
ASKED = [
    *by_all(OF_PARTIES, ("overseer",)),
    *by_all(_OF_KINDS, ("bureau",)),
    *by_all(OF_UNITS, ("town", "lone", "idle")),
]
