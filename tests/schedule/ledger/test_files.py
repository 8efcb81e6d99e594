"""Files of the documents that prove what was done about an issue (第十条)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.bucket import folder
from tests.harness.people import Person, person
from tests.schedule.ledger.desk import MONDAY, codes, desk, report


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory) -> Api:
    return await service_api("schedule", files_link_key=SecretStr("x" * 40), **folder(tmp_path_factory.mktemp("files")))


def headers(api: Api, who: Person) -> dict[str, str]:
    return {"authorization": api.issuer.header(who), "x-business-date": MONDAY.isoformat()}


async def uploaded(api: Api, who: Person) -> str:
    sent = headers(api, who) | {"idempotency-key": str(new_id())}
    body = f"%PDF-1.7\n{new_id()}\n%%EOF".encode()
    answer = await api.http.post("/files", params={"name": "批复.pdf"}, content=body, headers=sent)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def got(api: Api, who: Person, path: str) -> httpx.Response:
    return await api.http.get(path, headers=headers(api, who))


def with_file(*files: str) -> dict[str, Any]:
    documents = [{"title": f"批复{n}", "datedOn": MONDAY.isoformat(), "fileId": f} for n, f in enumerate(files)]
    return report(documents=documents)


async def test_a_file_hangs_on_the_issue_and_is_read_by_whoever_sees_the_issue(api):
    at = await desk(api)
    # the town of another project settles it: it sees the issue, and not the schedule
    other = await desk(api)
    town = person(Role.OWNER, unit=other.life.town_unit)
    issue = await at.done("assignIssue", await at.raised(), at.service, to=at.to(other.life.town_unit))
    issue = await at.done("acceptIssue", issue, town)
    file = await uploaded(api, town)
    issue = await at.done("reportIssueDone", issue, town, **with_file(file))
    seen = await at.look(issue, "documents { title file { id fileName path caption } }", as_=town)
    (document,) = seen["documents"]
    assert (document["file"]["id"], document["file"]["caption"]) == (file, "批复0")
    path = document["file"]["path"]
    assert [(await got(api, who, path)).status_code for who in (town, at.service, at.owner)] == [200] * 3
    assert (await got(api, person(Role.OWNER, unit=new_id()), path)).status_code == 404


async def test_a_file_is_the_reporters_own_hangs_once_and_a_refused_report_leaves_it_free(api):
    at = await desk(api)
    file = await uploaded(api, at.land)
    issue = await at.accepted()
    foreign = await at.step("reportIssueDone", issue, at.land, **with_file(await uploaded(api, at.owner)))
    assert [e["field"] for e in foreign["userErrors"]] == ["documents.0.fileId"]
    assert codes(await at.step("reportIssueDone", issue, at.land, **with_file(file, file))) == ["FILE_TWICE"]
    wordless = await at.step("reportIssueDone", issue, at.land, **(with_file(file) | {"text": ""}))
    assert codes(wordless) == ["REASON_MISSING"]
    issue = await at.done("reportIssueDone", issue, at.land, **with_file(file))
    issue = await at.done("returnIssue", issue, at.service, reason="缺原件")
    assert codes(await at.step("reportIssueDone", issue, at.land, **with_file(file))) == ["FILE_ATTACHED"]
