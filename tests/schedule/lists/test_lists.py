"""The four lists through the endpoint: drawn, edited, published, corrected, carried on (A7)."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.digest import canonical, sm3
from services.law.parties import Role
from services.schedule.domain.lists.publishing import said
from services.schedule.store import tables
from services.schedule.store.lists import keeping
from tests.harness.people import person
from tests.schedule.life import Life, codes, opened
from tests.schedule.listing import act, draft, drafted, evidence, nodes_of, period, projects, published, site, start
from tests.schedule.messaging.test_consumers import project


@pytest.fixture
async def api(service_api):
    """Lists are of the whole district: each test has a district of its own."""
    return await service_api("schedule")


async def test_a_start_list_is_drawn_from_plans_published_frozen_and_carried_on_until_done(api):
    early, due, later = [await site(api, day) for day in (date(2027, 3, 20), date(2027, 4, 15), date(2027, 5, 10))]
    march = await published(api, "TO_START", 3, date(2027, 2, 26))
    assert projects(nodes_of(march["entries"])) == {str(early.project): "DRAWN"}
    assert (march["edition"], march["state"], len(march["digest"])) == (1, "PUBLISHED", 64)
    april = await published(api, "TO_START", 4, date(2027, 3, 29))
    assert projects(nodes_of(april["entries"])) == {str(early.project): "CARRIED", str(due.project): "DRAWN"}
    await start(due, date(2027, 4, 15))
    await start(early, date(2027, 5, 6))
    may = await published(api, "TO_START", 5, date(2027, 5, 7))
    assert projects(nodes_of(may["entries"])) == {str(early.project): "CARRIED", str(later.project): "DRAWN"}
    day = date(2027, 7, 1)
    assert (await period(api, "TO_START", day, month=4))["totals"] | {"plannedInvestment": ""} == {
        "planned": 2,
        "done": 1,
        "doneLater": 1,
        "open": 0,
        "missing": 0,
        "unseen": 0,
        "carriedIn": 1,
        "carriedOver": 1,
        "plannedInvestment": "",
        "doneInvestment": "0",
    }
    second = await period(api, "TO_START", day, quarter=2)
    assert second["missingMonths"] == [6]
    told = {x["project"]["id"]: (x["months"], x["outcome"], x["carriedIn"]) for x in second["lines"]}
    assert told == {
        str(early.project): ([4, 5], "DONE", True),
        str(due.project): ([4], "DONE", False),
        str(later.project): ([5], "MISSING", False),
    }
    year = await period(api, "TO_START", day)
    assert (year["totals"]["planned"], year["totals"]["done"], year["totals"]["open"]) == (3, 2, 1)
    events = await api.events("zhongdian.schedule.list.published.v1")
    assert [(e["data"]["month"], e["data"]["entries"]) for e in events] == [(3, 1), (4, 2), (5, 2)]


async def test_the_draft_is_edited_for_a_reason_and_every_edit_is_on_record(api):
    kept, gone = await site(api, date(2027, 4, 2)), await site(api, date(2027, 4, 9))
    unplanned, day = await opened(api), date(2027, 3, 25)
    seen = (await draft(api, "TO_START", 4, day))["monthlyList"]
    ids = {n["project"]["id"]: n["id"] for n in nodes_of(seen["draftEntries"])}
    refused = await act(api, "takeOutListEntry", seen, day, entryId=ids[str(gone.project)], reason=" ")
    assert codes(refused) == ["REASON_MISSING"]
    done = await act(api, "takeOutListEntry", seen, day, entryId=ids[str(gone.project)], reason="征拆未完成")
    done = await act(
        api,
        "addListEntry",
        done["monthlyList"],
        day,
        projectId=str(unplanned.project),
        section="START",
        plannedOn="2027-04-20",
        reason="业主确认四月开工",
    )
    assert codes(done) == []
    slip = {"entryId": ids[str(kept.project)], "plannedOn": "2207-04-20", "reason": "改期"}
    refused = await act(api, "changeListEntry", done["monthlyList"], day, **slip)
    assert codes(refused) == ["PLANNED_ON_TOO_FAR"]
    done = await act(
        api,
        "changeListEntry",
        done["monthlyList"],
        day,
        entryId=ids[str(kept.project)],
        responsibleUnitId=str(kept.town_unit),
        note="夜间施工许可待办",
        reason="由镇街牵头",
    )
    assert codes(done) == []
    again = await draft(api, "TO_START", 4, day, expectedVersion=done["monthlyList"]["version"])
    assert projects(drafted(again)) == {str(kept.project): "DRAWN", str(unplanned.project): "ADDED"}
    own = next(n for n in drafted(again) if n["project"]["id"] == str(kept.project))
    assert (own["note"], own["responsibleUnit"]["id"]) == ("夜间施工许可待办", str(kept.town_unit))
    told = [(c["action"], c["reason"]) for c in nodes_of(again["monthlyList"]["changes"])]
    assert told == [
        ("DRAFTED", None),
        ("TAKEN_OUT", "征拆未完成"),
        ("ADDED", "业主确认四月开工"),
        ("CHANGED", "由镇街牵头"),
        ("REFRESHED", None),
    ]
    changed = nodes_of(again["monthlyList"]["changes"])[3]["changes"]
    assert changed == ["责任单位：" + f"{kept.industry_unit} → {kept.town_unit}", "备注：（空） → 夜间施工许可待办"]
    listed = await act(api, "publishMonthlyList", again["monthlyList"], day)
    assert str(gone.project) not in projects(nodes_of(listed["monthlyList"]["entries"]))
    # what was taken out and is still not started comes back by itself, as overdue, on the next list
    may = await draft(api, "TO_START", 5, date(2027, 4, 28))
    assert projects(drafted(may))[str(gone.project)] == "OVERDUE"


async def test_what_is_published_never_changes_and_a_correction_is_a_further_edition(api):
    life, other, day = await site(api, date(2027, 4, 2)), await opened(api), date(2027, 3, 25)
    first = await published(api, "TO_START", 4, day)
    entry = nodes_of(first["entries"])[0]["entryId"]
    for verb, more in (
        ("takeOutListEntry", {"entryId": entry, "reason": "试改"}),
        ("changeListEntry", {"entryId": entry, "note": "试改", "reason": "试改"}),
        ("addListEntry", {"projectId": str(other.project), "section": "START", "reason": "试改"}),
        ("publishMonthlyList", {}),
    ):
        assert "LIST_PUBLISHED" in codes(await act(api, verb, first, day, **more)), verb
    assert codes(await draft(api, "TO_START", 4, day, expectedVersion=first["version"])) == ["LIST_PUBLISHED"]
    opened_ = await act(api, "reopenMonthlyList", first, day, reason="漏列一个项目")
    empty = await act(api, "publishMonthlyList", opened_["monthlyList"], day)
    assert codes(empty) == ["CORRECTION_EMPTY"]
    added = await act(
        api,
        "addListEntry",
        opened_["monthlyList"],
        day,
        projectId=str(other.project),
        section="START",
        reason="漏列",
    )
    still = nodes_of(added["monthlyList"]["entries"])
    assert projects(still) == {str(life.project): "DRAWN"}
    second = (await act(api, "publishMonthlyList", added["monthlyList"], day))["monthlyList"]
    assert [(e["edition"], e["reason"], e["entriesCount"]) for e in second["editions"]] == [
        (2, "漏列一个项目", 2),
        (1, None, 1),
    ]
    assert second["editions"][1]["digest"] == first["digest"] != second["digest"]
    # a correction that is given up leaves the edition as it was
    again = await act(api, "reopenMonthlyList", second, day, reason="再看")
    out = await act(api, "takeOutListEntry", again["monthlyList"], day, entryId=entry, reason="试移出")
    back = await act(api, "cancelListCorrection", out["monthlyList"], day, reason="无误")
    assert projects(drafted(back)) == projects(nodes_of(second["entries"]))
    assert back["monthlyList"]["state"] == "PUBLISHED"


async def test_the_digest_is_that_of_what_is_kept(api):
    """Whoever has the rows can work the digest out again: amounts, days and reasons are all in it."""
    life = await opened(api, kind="CONTINUING")
    await life.set_task()
    made = await published(api, "UNDER_CONSTRUCTION", 1, date(2027, 1, 15))
    async with api.database.session(ALL_DIVISIONS) as session:
        row = await session.get_one(tables.MonthlyList, made["id"])
        contents = [content for _, content in await keeping.edition_of(session, row.id, 1)]
        assert sm3(canonical(said(keeping.state(row), 1, None, contents))) == made["digest"]
        assert sm3(canonical(said(keeping.state(row), 1, None, contents[1:]))) != made["digest"]


async def test_the_database_itself_refuses_to_change_what_was_published(api):
    await site(api, date(2027, 4, 2))
    await published(api, "TO_START", 4, date(2027, 3, 25))
    for statement in (
        "update listed_entries set project_name = '改'",
        "delete from listed_entries",
        "update list_editions set digest = ''",
        "delete from list_editions",
        "update list_changes set reason = ''",
    ):
        async with api.database.session(ALL_DIVISIONS) as session:
            with pytest.raises(DBAPIError, match="append-only"):
                await session.execute(text(statement))


async def test_lists_follow_each_other_without_a_gap(api):
    await site(api, date(2027, 4, 2))
    assert codes(await draft(api, "TO_START", 5, date(2027, 3, 31))) == ["MONTH_TOO_FAR"]
    assert codes(await draft(api, "IN_LIBRARY", 4, date(2027, 3, 31))) == ["MONTH_TOO_FAR"]
    assert codes(await draft(api, "TO_START", 13, date(2027, 3, 31))) == ["MONTH_INVALID"]
    april = await draft(api, "TO_START", 4, date(2027, 3, 31))
    assert codes(april) == []
    assert codes(await draft(api, "TO_START", 5, date(2027, 4, 1))) == ["PREVIOUS_MONTH_UNPUBLISHED"]
    assert codes(await draft(api, "TO_START", 3, date(2027, 4, 1))) == ["BEFORE_FIRST_LIST"]
    await act(api, "publishMonthlyList", april["monthlyList"], date(2027, 4, 1))
    assert codes(await draft(api, "TO_START", 6, date(2027, 5, 1))) == ["PREVIOUS_MONTH_UNPUBLISHED"]
    assert codes(await draft(api, "TO_START", 5, date(2027, 4, 1))) == []


async def known(life: Life, **changes: object) -> Life:
    """Let the service know the project as reserve has it."""
    await life.api.consume("zhongdian.reserve.project.registered.v1", project(life, 1, **changes))
    return life


async def test_newly_signed_and_newly_approved_come_from_documents_and_count_once(api):
    signed, approved = Life(api), Life(api)
    for life in (signed, approved):
        await known(life)
    await evidence(signed, "LETTER_OF_INTENT", date(2027, 3, 3))
    await evidence(approved, "FILING", date(2027, 3, 31), documentNumber="示例备〔2027〕3号")
    await evidence(approved, "SCHEME", date(2027, 3, 31))
    march = await published(api, "IN_LIBRARY", 3, date(2027, 3, 31))
    told = {(n["section"], n["project"]["id"], n["document"]) for n in nodes_of(march["entries"])}
    assert told == {
        ("NEWLY_SIGNED", str(signed.project), "示例协议"),
        ("NEWLY_APPROVED", str(approved.project), "示例协议 示例备〔2027〕3号"),
    }
    late = await known(Life(api))
    await evidence(late, "PARK_AGREEMENT", date(2027, 3, 20))  # recorded after March was published
    await evidence(signed, "PARK_AGREEMENT", date(2027, 4, 8))  # a further step of the same signing
    await evidence(late, "FRAMEWORK_AGREEMENT", date(2027, 2, 1), verb="withdrawn")
    april = await published(api, "IN_LIBRARY", 4, date(2027, 4, 30))
    assert projects(nodes_of(april["entries"])) == {str(late.project): "LATE_TOLD"}
    may = await published(api, "IN_LIBRARY", 5, date(2027, 5, 31))
    assert nodes_of(may["entries"]) == []


async def test_a_withdrawn_document_shows_on_the_published_list_in_whatever_order_it_is_told(api):
    life = await known(Life(api))
    id_ = await evidence(life, "PARK_AGREEMENT", date(2027, 3, 20))
    march = await published(api, "IN_LIBRARY", 3, date(2027, 3, 31))
    assert [n["evidenceWithdrawn"] for n in nodes_of(march["entries"])] == [False]
    await evidence(life, "PARK_AGREEMENT", date(2027, 3, 20), evidenceId=str(id_), version=9, verb="withdrawn")
    await evidence(life, "PARK_AGREEMENT", date(2027, 3, 20), evidenceId=str(id_), version=5)
    seen = await act(api, "reopenMonthlyList", march, date(2027, 4, 2), reason="材料已撤回")
    assert [n["evidenceWithdrawn"] for n in nodes_of(seen["monthlyList"]["entries"])] == [True]


async def test_the_list_of_what_is_under_construction_shows_the_months_task_against_what_was_verified(api):
    life = await opened(api, kind="CONTINUING")
    fresh = await site(api, date(2027, 1, 20))
    for own in (life, fresh):
        await own.set_task()
    january = await published(api, "UNDER_CONSTRUCTION", 1, date(2027, 1, 15))
    assert projects(nodes_of(january["entries"])) == {str(life.project): "DRAWN"}
    assert nodes_of(january["entries"])[0]["plannedInvestment"] == "6000"
    await start(fresh, date(2027, 1, 20))
    report = (await life.report(doneInvestment="6000"))["progressReport"]
    await life.judge("verify", report)
    february = await published(api, "UNDER_CONSTRUCTION", 2, date(2027, 2, 20))
    told = {(n["project"]["id"], n["section"], n["origin"]) for n in nodes_of(february["entries"])}
    assert told == {(str(life.project), "CONTINUING", "CARRIED"), (str(fresh.project), "NEW", "DRAWN")}
    quarter = await period(api, "UNDER_CONSTRUCTION", date(2027, 4, 1), quarter=1)
    assert [(x["outcome"], x["plannedInvestment"], x["doneInvestment"]) for x in quarter["lines"]] == [
        ("MISSING", "12000", "6000"),
        ("MISSING", "6000", "0"),
    ]
    one = await period(api, "UNDER_CONSTRUCTION", date(2027, 4, 1), month=1)
    assert [x["outcome"] for x in one["lines"]] == ["DONE"]


async def test_published_lists_are_everybodys_and_drafts_are_not(api):
    life = await site(api, date(2027, 4, 2))
    stranger, query = person(Role.OWNER, unit=new_id()), "{ monthlyLists { totalCount edges { node { title } } } }"
    seen = (await draft(api, "TO_START", 4, date(2027, 3, 25)))["monthlyList"]
    assert (await api(query, as_=stranger))["monthlyLists"]["totalCount"] == 0
    await act(api, "publishMonthlyList", seen, date(2027, 3, 25))
    assert nodes_of((await api(query, as_=stranger))["monthlyLists"])[0]["title"] == "2027年4月开工项目清单"
    day = date(2027, 5, 4)
    assert (await period(api, "TO_START", day, as_=stranger, month=4))["totals"]["unseen"] == 1
    assert (await period(api, "TO_START", day, as_=life.owner, month=4))["totals"]["missing"] == 1
    for role in (Role.OWNER, Role.INDUSTRY_AUTHORITY, Role.LEADER):
        answer = await api.raw(
            "mutation($i: DraftMonthlyListInput!) { draftMonthlyList(input: $i) { userErrors { code } } }",
            {"i": {"idempotencyKey": str(new_id()), "kind": "TO_START", "year": 2027, "month": 5}},
            as_=person(role, unit=new_id()),
        )
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_of_two_who_publish_at_once_one_publishes(api):
    await site(api, date(2027, 4, 2))
    seen = (await draft(api, "TO_START", 4, date(2027, 3, 25)))["monthlyList"]
    done = await asyncio.gather(*(act(api, "publishMonthlyList", seen, date(2027, 3, 25)) for _ in range(3)))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"], ["VERSION_CONFLICT"]]
    both = await asyncio.gather(*(draft(api, "TO_START", 5, date(2027, 4, 25)) for _ in range(2)))
    assert sorted(codes(d) for d in both) == [[], ["VERSION_CONFLICT"]]


async def test_a_node_that_is_marked_is_the_start_whatever_its_name(api):
    life = await opened(api)
    planned = await life.plan(life.node("X", 1, unit="CALENDAR_DAY"), targetOn="2027-04-12")
    node = planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"]["id"]
    assert drafted(await draft(api, "TO_START", 4, date(2027, 3, 25))) == []
    query = "{ schedulesWithoutListNode(role: START) { totalCount edges { node { projectName } } } }"
    assert (await api(query, as_=life.town))["schedulesWithoutListNode"]["totalCount"] == 1
    given = {"projectId": str(life.project), "role": "START", "nodeId": node, "reason": "场平即开工"}
    select = "schedule { id }"
    by = person(Role.INVESTMENT_AUTHORITY, unit=new_id())
    refused = await api.do("markListNode", "MarkListNodeInput", select, by, **given | {"nodeId": str(new_id())})
    assert codes(refused) == ["NODE_NOT_IN_PLAN"]
    assert codes(await api.do("markListNode", "MarkListNodeInput", select, by, **given)) == []
    assert codes(await api.do("markListNode", "MarkListNodeInput", select, by, **given)) == ["VERSION_CONFLICT"]
    same = given | {"expectedVersion": 1}
    assert codes(await api.do("markListNode", "MarkListNodeInput", select, by, **same)) == ["MARK_UNCHANGED"]
    again = await draft(api, "TO_START", 4, date(2027, 3, 25), expectedVersion=1)
    assert projects(drafted(again)) == {str(life.project): "DRAWN"}
    assert (await api(query, as_=life.town))["schedulesWithoutListNode"]["totalCount"] == 0


async def test_a_project_that_the_plan_gave_up_is_carried_no_further(api):
    from tests.schedule.adjusting import tell

    life = await site(api, date(2027, 6, 2))
    await published(api, "TO_START", 6, date(2027, 5, 25))
    july = await draft(api, "TO_START", 7, date(2027, 6, 25))
    assert projects(drafted(july)) == {str(life.project): "CARRIED"}
    await tell(life, "removed", 9)
    again = await draft(api, "TO_START", 7, date(2027, 7, 12), expectedVersion=1)
    assert drafted(again) == []
