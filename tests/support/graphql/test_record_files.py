"""Files on incidents, joint matters, agency items, records of money and consultations: who hangs them, who reads them."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from pydantic import SecretStr

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.bucket import folder
from tests.harness.people import Person, person
from tests.support.agency.world import Agency
from tests.support.funds_world import COMMITMENT, Money
from tests.support.land_world import LandDistrict
from tests.support.rest_world import Planning
from tests.support.services_world import Services, seen, shown
from tests.support.world import DAY

FILE = "files { id fileName size sm3 uploadedByName attachedAt path }"
MONTHS = iter(date(2027 + n // 12, n % 12 + 1, 1) for n in range(400))


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory) -> Api:
    return await service_api("support", files_link_key=SecretStr("x" * 40), **folder(tmp_path_factory.mktemp("files")))


async def uploaded(api: Api, who: Person, name: str = "现场照片.pdf") -> str:
    sent = {
        "authorization": api.issuer.header(who),
        "x-business-date": DAY.isoformat(),
        "idempotency-key": str(new_id()),
    }
    body = f"%PDF-1.7\n{new_id()}\n%%EOF".encode()
    answer = await api.http.post("/files", params={"name": name}, content=body, headers=sent)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def hung(api: Api, who: Person, kind: str, record: str, *files: str) -> dict:
    """Hang files on a record; return the payload."""
    given = {"kind": kind, "recordId": record, "fileIds": list(files)}
    return await api.do("attachSupportFiles", "AttachSupportFilesInput", FILE, who, DAY, **given)


def faults(payload: dict) -> dict[str, str | None]:
    assert payload["files"] == []
    return {e["code"]: e["field"] for e in payload["userErrors"]}


async def status(api: Api, who: Person, file: str) -> int:
    answer = await api.http.get(f"/files/{file}", headers={"authorization": api.issuer.header(who)})
    return int(answer.status_code)


async def both_sides(api: Api, kind: str, record: str, *, by: Person, sees: list[Person], hidden: list[Person]) -> None:
    """A file is hung by who handles the record, read by who sees it, and by nobody else."""
    file = await uploaded(api, by)
    done = await hung(api, by, kind, record, file)
    assert done["userErrors"] == [], done
    assert file in [f["id"] for f in done["files"]]
    for who in (by, *sees):
        assert await status(api, who, file) == 200, who
    for who in hidden:
        assert await status(api, who, file) == 404, who
        mine = await uploaded(api, who) if Role.LEADER not in who.roles else file
        refused = faults(await hung(api, who, kind, record, mine))
        assert set(refused) == {"RECORD_UNKNOWN"}, who


def owner_elsewhere() -> Person:
    return person(Role.OWNER, unit=new_id())


async def test_photos_of_an_incident_are_the_reporters_the_owners_and_the_polices(district):
    services = await Services.of(district, Role.PUBLIC_SECURITY, Role.ECOLOGY)
    incident = seen(await services.report(district.agent))
    police, other = services.officer(Role.PUBLIC_SECURITY), services.officer(Role.ECOLOGY)
    for who in (district.agent, district.owner, police):
        sees = [district.agent, district.owner, police]
        hidden = [owner_elsewhere(), other]
        await both_sides(district.api, "SITE_INCIDENT", incident["id"], by=who, sees=sees, hidden=hidden)
    query = f"query($id: UUID!) {{ siteIncident(id: $id) {{ {FILE} }} }}"
    found = await district.api(query, {"id": incident["id"]}, as_=district.owner, on=DAY)
    assert [f["fileName"] for f in found["siteIncident"]["files"]] == ["现场照片.pdf"] * 3


async def test_papers_of_a_joint_matter_are_the_leading_bureaus_and_the_owners(district):
    services = await Services.of(district, Role.ECOLOGY, Role.PUBLIC_SECURITY)
    joint = shown(await services.submit_joint())
    officer, owner = services.officer(Role.ECOLOGY), district.owner
    hidden = [owner_elsewhere(), services.officer(Role.PUBLIC_SECURITY)]
    for by in (officer, owner):
        await both_sides(
            district.api, "JOINT_EVALUATION", joint["id"], by=by, sees=[officer, owner, district.agent], hidden=hidden
        )
    query = f"query($id: UUID!) {{ jointEvaluation(id: $id) {{ {FILE} }} }}"
    found = await district.api(query, {"id": joint["id"]}, as_=owner, on=DAY)
    assert len(found["jointEvaluation"]["files"]) == 2
    looks = await hung(
        district.api, district.agent, "JOINT_EVALUATION", joint["id"], await uploaded(district.api, officer)
    )
    assert "NOT_CONCERNED" in faults(looks)


async def test_papers_of_an_agencys_item_are_hung_by_owner_and_authorised_agent_and_by_nobody_after_the_revocation(api):
    agency = Agency(await LandDistrict(api).told())
    await agency.authorised()
    item = (await agency.item("PROJECT_FILING"))["id"]
    hidden = [owner_elsewhere(), agency.district.officer]
    for by in (agency.owner, agency.agent):
        await both_sides(api, "AGENCY_ITEM", item, by=by, sees=[agency.owner, agency.agent], hidden=hidden)
    colleague = await hung(api, agency.colleague, "AGENCY_ITEM", item, await uploaded(api, agency.colleague))
    assert faults(colleague) == {"NOT_THE_AGENT": None}
    await agency.revoke()
    late = await hung(api, agency.agent, "AGENCY_ITEM", item, await uploaded(api, agency.agent))
    assert faults(late) == {"NOT_AUTHORISED": None}
    assert (await hung(api, agency.owner, "AGENCY_ITEM", item, await uploaded(api, agency.owner)))["userErrors"] == []


async def test_contracts_and_vouchers_are_finances_and_the_owner_reads_them(api):
    money = await Money(api).told()
    commitment = await money.committed(await money.budget(year=2026))
    paid = {"commitmentId": commitment["id"], "expectedVersion": 1, "amount": "100", "paidOn": str(DAY)}
    commitment = await money.done("payFunds", COMMITMENT, voucherNumber=f"示例{new_id()}", **paid)
    hidden = [owner_elsewhere(), money.financial, money.officer]
    for kind, record in (
        ("FUND_COMMITMENT", commitment["id"]),
        ("FUND_PAYMENT", commitment["payments"][0]["id"]),
    ):
        await both_sides(api, kind, record, by=money.finance, sees=[money.owner, money.agent], hidden=hidden)
        mine = await uploaded(api, money.owner)
        assert faults(await hung(api, money.owner, kind, record, mine)) == {"NOT_CONCERNED": "recordId"}
    query = f"query($id: UUID!) {{ fundCommitment(id: $id) {{ {FILE} payments {{ {FILE} }} }} }}"
    found = await api(query, {"id": commitment["id"]}, as_=money.owner, on=DAY)
    assert (len(found["fundCommitment"]["files"]), len(found["fundCommitment"]["payments"][0]["files"])) == (1, 1)


async def test_papers_of_demands_and_applications_are_the_departments_and_the_owners(api):
    money = await Money(api).told()
    demand, application = await money.demand(money.owner), await money.application()
    strangers = [owner_elsewhere(), money.officer]
    for by in (money.financial, money.owner):
        sees = [money.owner, money.financial, money.finance]
        await both_sides(api, "FINANCING_DEMAND", demand["id"], by=by, sees=sees, hidden=strangers)
    finances = await hung(api, money.finance, "FINANCING_DEMAND", demand["id"], await uploaded(api, money.finance))
    assert faults(finances) == {"NOT_CONCERNED": "recordId"}
    for by in (money.finance, money.financial, money.owner):
        sees = [money.owner, money.finance]
        await both_sides(api, "FUND_APPLICATION", application["id"], by=by, sees=sees, hidden=strangers)
    query = f"query($id: UUID!) {{ financingDemand(id: $id) {{ {FILE} }} }}"
    found = await api(query, {"id": demand["id"]}, as_=money.owner, on=DAY)
    assert len(found["financingDemand"]["files"]) == 2
    query = f"query($id: UUID!) {{ fundApplication(id: $id) {{ {FILE} }} }}"
    found = await api(query, {"id": application["id"]}, as_=money.owner, on=DAY)
    assert len(found["fundApplication"]["files"]) == 3


async def test_signed_minutes_are_hung_by_the_departments_even_when_they_are_frozen(api):
    month = next(MONTHS)
    land = Planning(await LandDistrict(api).told(), month.replace(day=10))
    district = land.district
    meeting = await land.opened(month)
    hidden = [district.owner, owner_elsewhere()]
    for by in (district.officer, district.requisitioner):
        sees = [district.officer, district.requisitioner, district.agent]
        await both_sides(api, "LAND_CONSULTATION", meeting["id"], by=by, sees=sees, hidden=hidden)
    await land.closed(meeting)
    scan = await uploaded(api, district.officer, "签字纪要.pdf")
    assert (await hung(api, district.officer, "LAND_CONSULTATION", meeting["id"], scan))["userErrors"] == []
    query = f"query($id: UUID!) {{ landConsultation(id: $id) {{ contentSm3 {FILE} }} }}"
    found = await api(query, {"id": meeting["id"]}, as_=district.officer, on=land.day)
    assert [f["fileName"] for f in found["landConsultation"]["files"]][-1] == "签字纪要.pdf"


async def test_a_file_hangs_once_and_only_its_uploader_hangs_it(district):
    services = await Services.of(district, Role.PUBLIC_SECURITY)
    incident = seen(await services.report(district.owner))
    api, owner, record = district.api, district.owner, incident["id"]
    file, others = await uploaded(api, owner), await uploaded(api, district.agent)
    for wrong, told in (
        ([], {"FILES_NUMBER": "fileIds"}),
        ([str(new_id()) for _ in range(21)], {"FILES_NUMBER": "fileIds"}),
        ([file, file], {"FILE_TWICE": "fileIds.1"}),
        ([others], {"FILE_UNKNOWN": "fileIds.0"}),
        ([file, str(new_id())], {"FILE_UNKNOWN": "fileIds.1"}),
    ):
        assert faults(await hung(api, owner, "SITE_INCIDENT", record, *wrong)) == told
    assert await status(api, services.officer(Role.PUBLIC_SECURITY), file) == 404  # nothing was hung by a refusal
    assert (await hung(api, owner, "SITE_INCIDENT", record, file))["userErrors"] == []
    again = await hung(api, owner, "SITE_INCIDENT", record, file)
    assert set(faults(again)) == {"FILE_ATTACHED"}
    assert [row.action for row in await api.audit()][-2:] == ["attachFile", "attachSupportFiles"]


async def test_the_same_click_hangs_the_files_once(district):
    services = await Services.of(district, Role.PUBLIC_SECURITY)
    incident = seen(await services.report(district.owner))
    file = await uploaded(district.api, district.owner)
    given = {"idempotencyKey": str(new_id()), "kind": "SITE_INCIDENT", "recordId": incident["id"], "fileIds": [file]}
    document = f"mutation($input: AttachSupportFilesInput!) {{ attachSupportFiles(input: $input) {{ {FILE} userErrors {{ code }} }} }}"
    for _ in range(2):
        done = await district.api(document, {"input": given}, as_=district.owner, on=DAY)
        assert [f["id"] for f in done["attachSupportFiles"]["files"]] == [file]


async def test_a_record_takes_a_hundred_files_and_no_more(district):
    services = await Services.of(district, Role.PUBLIC_SECURITY)
    incident = seen(await services.report(district.owner))
    files = [await uploaded(district.api, district.owner) for _ in range(101)]
    for start in range(0, 100, 20):
        done = await hung(district.api, district.owner, "SITE_INCIDENT", incident["id"], *files[start : start + 20])
        assert done["userErrors"] == []
    more = await hung(district.api, district.owner, "SITE_INCIDENT", incident["id"], files[100])
    assert faults(more) == {"FILES_TOO_MANY": "fileIds"}


async def test_of_many_who_hang_at_once_a_record_takes_no_more_than_a_hundred(district):
    services = await Services.of(district, Role.PUBLIC_SECURITY)
    incident = seen(await services.report(district.owner))
    api, owner = district.api, district.owner
    batches = [[await uploaded(api, owner) for _ in range(20)] for _ in range(6)]
    done = await asyncio.gather(*(hung(api, owner, "SITE_INCIDENT", incident["id"], *files) for files in batches))
    assert sorted(bool(d["userErrors"]) for d in done) == [False] * 5 + [True]
    query = "query($id: UUID!) { siteIncident(id: $id) { files { id } } }"
    found = await api(query, {"id": incident["id"]}, as_=owner, on=DAY)
    assert len(found["siteIncident"]["files"]) == 100
