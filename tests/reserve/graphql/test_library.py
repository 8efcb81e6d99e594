"""第五条、第六条：documents, readiness, and the steps between the libraries."""

from __future__ import annotations

from tests.reserve.life import FIVE, INVESTMENT, PLAN, PROJECT, THREE, TODAY, at, codes, documents, of

READINESS = """query($id: UUID!, $library: Library) { project(id: $id) { readiness(library: $library) {
    library ready met asked criteria { code name article met remedy evidence { kind documentNumber } } } } }"""


async def test_readiness_shows_each_criterion_with_document_or_remedy(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), name="成熟度项目")
    project = await reserve.prove(project, "SPATIAL_PLANNING", "LETTER_OF_INTENT")
    shown = (await reserve.api(READINESS, {"id": project["id"]}, as_=reserve.owner, on=TODAY))["project"]["readiness"]
    assert (shown["library"], shown["ready"], shown["met"], shown["asked"]) == ("THREE_YEAR", False, 3, 5)
    by = {c["code"]: c for c in shown["criteria"]}
    assert by["SPATIAL_PLANNING"]["evidence"] == {"kind": "SPATIAL_PLANNING", "documentNumber": "株发改〔2026〕1号"}
    assert by["SCHEME_FIXED"] == {
        "code": "SCHEME_FIXED",
        "name": "建设规模、建设内容、建设方案基本确定",
        "article": "第五条（二）",
        "met": False,
        "remedy": "请登记建设规模、内容和方案",
        "evidence": None,
    }
    asked = {"id": project["id"], "library": "ONE_YEAR"}
    further = (await reserve.api(READINESS, asked, as_=reserve.owner, on=TODAY))["project"]["readiness"]
    assert [c["code"] for c in further["criteria"]][-1] == "AGREED_OR_FILED"


async def test_a_withdrawn_document_stays_on_record_and_counts_no_more(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), name="撤回项目")
    project = await reserve.prove(project, *THREE)
    query = "query($id: UUID!) { project(id: $id) { evidence { id kind withdrawnReason } } }"
    evidence = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]["evidence"]
    (scheme,) = [e["id"] for e in evidence if e["kind"] == "SCHEME"]
    project = await reserve.done(
        "withdrawEvidence", PROJECT, reserve.owner, **at(project), evidenceId=scheme, reason="文件有误"
    )
    refused = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="THREE_YEAR")
    assert codes(refused) == ["SCHEME_FIXED_MISSING"]
    evidence = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]["evidence"]
    assert [e["withdrawnReason"] for e in evidence if e["id"] == scheme] == ["文件有误"]


async def test_faulty_documents_are_refused_all_at_once_and_none_is_recorded(reserve):
    project = await reserve.project(name="材料有误项目")
    good, unknown, early, unnumbered = documents("SCHEME", "GOSSIP", "NECESSITY", "FILING")
    early["issuedOn"] = "2026-11-25"
    unnumbered["documentNumber"] = None
    given = [good, unknown, early, unnumbered]
    refused = await reserve.refused("recordEvidence", PROJECT, reserve.owner, **at(project), evidence=given)
    assert [(e["code"], e["field"]) for e in refused] == [
        ("EVIDENCE_KIND_UNKNOWN", "evidence.1.kind"),
        ("EVIDENCE_NOT_YET_ISSUED", "evidence.2.issuedOn"),
        ("DOCUMENT_NUMBER_MISSING", "evidence.3.documentNumber"),
    ]
    query = "query($id: UUID!) { project(id: $id) { evidence { id } version } }"
    shown = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]
    assert shown == {"evidence": [], "version": 1}


async def test_a_jump_is_refused(reserve):
    project = await reserve.prove(
        await reserve.project(("FIVE_YEAR", FIVE), name="越级项目"),
        *THREE,
        "LAND_ARRANGEMENT",
        "FUND_ARRANGEMENT",
        "FILING",
    )
    refused = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="ONE_YEAR")
    assert [(e["code"], e["article"]) for e in refused] == [("LIBRARY_STEP_SKIPPED", "第六条")]


async def test_return_and_removal_take_a_reason_and_keep_the_record(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), ("THREE_YEAR", THREE), name="退库项目")
    refused = await reserve.refused(
        "returnProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR", reason=" "
    )
    assert codes(refused) == ["REASON_MISSING"]
    project = await reserve.done(
        "returnProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR", reason="选址未定"
    )
    project = await reserve.done("removeProject", PROJECT, INVESTMENT, **at(project), reason="业主放弃")
    assert project["library"] is None
    query = "query($id: UUID!) { project(id: $id) { history(first: 2) { edges { node { action reason } } } } }"
    shown = (await reserve.api(query, {"id": project["id"]}, as_=INVESTMENT))["project"]["history"]["edges"]
    assert [(e["node"]["action"], e["node"]["reason"]) for e in shown] == [
        ("removeProject", "业主放弃"),
        ("returnProject", "选址未定"),
    ]


async def test_who_comes_second_is_told_of_the_change_and_not_of_a_plan_that_lists_the_project(reserve):
    seen = await reserve.ready("先变更后列入项目")
    whole = reserve.elements(name="先变更后列入项目", function="汽车涂料和胶粘剂生产基地")
    project = await reserve.done("changeProject", PROJECT, reserve.owner, **at(seen), reason="增加产品", **whole)
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"}
    await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    (lost,) = await reserve.refused("confirmProject", PROJECT, reserve.owner, **at(seen), reason="无变化")
    assert "变更了项目信息" in lost["message"]
