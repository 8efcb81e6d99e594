"""Forms: every field judged at once, the dry check before the submission, the rules that a front end draws from."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api, Refused
from tests.harness.bucket import folder
from tests.harness.people import Person
from tests.support.life_world import ROAD, Life, filled
from tests.support.world import DAY, District, ok

CHECK = """query($input: SubmitRequestInput!) { checkRequest(input: $input) {
  acceptable bureauId receivedOn workingDays dueOn provisional form { code label type value text } userErrors { code field } } }"""


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory) -> Api:
    return await service_api("support", files_link_key=SecretStr("x" * 40), **folder(tmp_path_factory.mktemp("files")))


@pytest.fixture
async def life(district: District) -> Life:
    return await Life(district).told()


async def uploaded(api: Api, who: Person, name: str = "围挡图.pdf") -> str:
    sent = {
        "authorization": api.issuer.header(who),
        "x-business-date": DAY.isoformat(),
        "idempotency-key": str(new_id()),
    }
    body = f"%PDF-1.7\n{new_id()}\n%%EOF".encode()
    answer = await api.http.post("/files", params={"name": name}, content=body, headers=sent)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def asked(life: Life, form: dict, **values) -> dict:
    return {
        "idempotencyKey": "check",
        "projectId": str(life.district.project),
        "kind": "ROAD_OCCUPATION",
        "purpose": "管线施工围挡",
        "bureauId": str(life.city),
        "form": filled(form),
    } | values


async def test_a_form_is_kept_in_one_spelling_and_shown_as_people_read_it(life):
    form = {f["code"]: f for f in ok(await life.road(form=ROAD | {"area": " 0120.50 "}))["form"]}
    assert list(form) == ["place", "area", "from", "until", "reason", "restore"]
    assert (form["area"]["value"], form["area"]["label"]) == ("120.5", "面积") or form["area"]["value"] == "120.5"
    assert form["from"] == {
        "code": "from",
        "label": form["from"]["label"],
        "type": "DATE",
        "value": "2026-03-10",
        "text": "2026-03-10",
    }


async def test_a_field_that_is_filled_in_twice_is_refused_and_the_last_does_not_win(life):
    twice = [*filled(ROAD), {"code": "place", "value": "别处"}]
    both = [{"code": "place", "value": "示例路", "fileIds": [str(new_id())]}]
    for form in (twice, both):
        with pytest.raises(Refused, match="'place' 填写了两次"):
            await life.api(CHECK, {"input": asked(life, {}) | {"form": form}}, as_=life.district.owner, on=DAY)


async def test_all_faults_of_a_form_are_told_at_once_field_by_field(life):
    wrong = {"area": "许多", "from": "明天", "until": "2026-03-09", "reason": "", "colour": "蓝"}
    done = await life.road(form=wrong)
    assert {(e["code"], e["field"]) for e in done["userErrors"]} == {
        ("FIELD_MISSING", "form.place"),
        ("FIELD_INVALID", "form.area"),
        ("FIELD_INVALID", "form.from"),
        ("FIELD_MISSING", "form.reason"),
        ("FIELD_MISSING", "form.restore"),
        ("FIELD_UNKNOWN", "form.colour"),
    }
    assert all(e["article"] for e in done["userErrors"])


async def test_a_day_that_precedes_the_one_before_it_is_refused(life):
    done = await life.road(form=ROAD | {"until": "2026-03-09"})
    assert [(e["code"], e["field"]) for e in done["userErrors"]] == [("FIELD_OUT_OF_ORDER", "form.until")]
    ok(await life.road(form=ROAD | {"until": ROAD["from"]}))


async def test_the_check_judges_as_the_submission_does_and_changes_nothing(life):
    good = (await life.api(CHECK, {"input": asked(life, ROAD)}, as_=life.district.owner, on=DAY))["checkRequest"]
    assert (good["acceptable"], good["bureauId"], good["workingDays"], good["dueOn"]) == (
        True,
        str(life.city),
        5,
        "2026-03-09",
    )
    assert [f["code"] for f in good["form"]] == list(ROAD)
    bad = asked(life, ROAD | {"area": "-1"}, purpose="")
    told = (await life.api(CHECK, {"input": bad}, as_=life.district.owner, on=DAY))["checkRequest"]
    assert (told["acceptable"], told["bureauId"], told["form"]) == (False, None, [])
    assert {e["field"] for e in told["userErrors"]} == {"purpose", "form.area"}
    with pytest.raises(Refused, match="FORBIDDEN"):
        await life.api(CHECK, {"input": asked(life, ROAD)}, as_=life.of(new_id(), Role.LEADER), on=DAY)


async def test_files_of_a_form_hang_on_its_field_and_are_read_by_the_bureau_alone(life):
    file = await uploaded(life.api, life.district.owner)
    other = await uploaded(life.api, life.district.owner, "说明.pdf")
    request = ok(await life.road(form=ROAD | {"plan": [file]}, fileIds=[other]))
    assert [(f["id"], f["fileName"], f["purpose"], f["formField"]) for f in request["files"]] == [
        (file, "围挡图.pdf", "FORM", "plan"),
        (other, "说明.pdf", "FORM", None),
    ]
    plan = next(f for f in request["form"] if f["code"] == "plan")
    assert (plan["value"], plan["text"]) == (file, "附件 1 份")
    ask = "query($id: UUID!) { supportAttachment(id: $id) { id purpose path } }"
    for who, sees in ((life.manager, True), (life.district.owner, True), (life.officer_of_police, False)):
        answer = (await life.api(ask, {"id": file}, as_=who))["supportAttachment"]
        assert (answer is not None) is sees
        status = await life.api.http.get(f"/files/{file}", headers={"authorization": life.api.issuer.header(who)})
        assert status.status_code == (200 if sees else 404)


async def test_a_file_that_hangs_already_or_is_not_there_is_refused_with_everything_else(life):
    file = await uploaded(life.api, life.district.owner)
    ok(await life.road(form=ROAD | {"plan": [file]}))
    done = await life.road(form=ROAD | {"plan": [file], "area": ""}, fileIds=[str(new_id())])
    assert {(e["code"], e["field"]) for e in done["userErrors"]} == {
        ("FIELD_MISSING", "form.area"),
        ("FILE_ATTACHED", "form.plan"),
        ("FILE_UNKNOWN", "fileIds.0"),
    }


async def test_a_correction_brings_a_new_form_and_may_keep_the_files(life):
    file = await uploaded(life.api, life.district.owner)
    request = ok(await life.road(form=ROAD | {"plan": [file]}))
    request = ok(await life.step("returnRequest", request, life.manager, reason="面积有误", missing=["面积"]))
    corrected = filled(ROAD | {"plan": [file], "area": "90"})
    again = ok(await life.step("resubmitRequest", request, life.district.owner, purpose="管线施工围挡", form=corrected))
    assert {f["code"]: f["value"] for f in again["form"]}["area"] == "90"
    assert [f["id"] for f in again["files"]] == [file]


async def test_uploads_that_are_not_used_are_listed_and_linked(life):
    file = await uploaded(life.api, life.officer_of_police)
    ask = "{ unusedSupportUploads { edges { node { id attachedAt } } } }"
    page = (await life.api(ask, as_=life.officer_of_police))["unusedSupportUploads"]
    assert [e["node"]["id"] for e in page["edges"]] == [file]
    link = "url expiresAt"
    made = await life.api.do(
        "createSupportDownloadLink", "CreateSupportDownloadLinkInput", link, life.officer_of_police, attachmentId=file
    )
    assert made["url"].startswith("/files/")
    other = await life.api.do(
        "createSupportDownloadLink", "CreateSupportDownloadLinkInput", link, life.manager, attachmentId=file
    )
    assert other["userErrors"] != []


async def test_a_front_end_learns_the_whole_rule_of_a_matter(life):
    ask = """{ supportRequestKinds { code applicantRoles requires outcomes reviewDays documentTitle help
      form { code name type required help atLeast atMost places longest unit notBefore choices { code name } }
      stops { code name basis longest } consulted { role workingDays required } } }"""
    kinds = {k["code"]: k for k in (await life.api(ask, as_=life.district.owner, on=DAY))["supportRequestKinds"]}
    road, land = kinds["ROAD_OCCUPATION"], kinds["LAND_QUOTA"]
    assert (road["requires"], land["requires"]) == (["SURVEY"], [])
    assert {f["code"]: f["type"] for f in road["form"]}["area"] == "NUMBER"
    assert all(f["help"] for f in road["form"])
    assert road["consulted"] == [{"role": "PUBLIC_SECURITY", "workingDays": 2, "required": False}]
    assert "HEARING" in [s["code"] for s in land["stops"]]
    assert set(land["applicantRoles"]) == {"OWNER", "PROJECT_SERVICE"}
