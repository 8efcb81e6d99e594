"""Notices: told to the unit or person whom it concerns in the moment it happens, read by each person apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.notice import NOTICE_DAYS
from services.law.parties import Role
from services.schedule.domain.todo.notices import NOTICES, words
from services.schedule.messaging.published import PUBLISHED
from services.schedule.store import tables
from tests.harness.people import person
from tests.schedule.adjusting import tell
from tests.schedule.ledger.desk import Desk
from tests.schedule.life import TODAY, codes, opened
from tests.schedule.specialist_life import appoint, judge_node, named

NOTICE = "id kind kindName text article at dueOn recordId unitId readAt project { id }"
LIST = f"""query($f: NoticeFilter, $n: Int, $a: String) {{ notices(filter: $f, first: $n, after: $a) {{ totalCount
  pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {NOTICE} }} }} }} }}"""
UNREAD = "unread { totalCount kinds { kind name count } }"


async def noticed(api, who, **which):
    answer = await api(LIST, {"f": which or None, "n": 200}, as_=who, on=TODAY)
    return [e["node"] for e in answer["notices"]["edges"]]


async def of(api, who, life, **which):
    return [n["kind"] for n in await noticed(api, who, projectId=str(life.project), **which)]


async def mark(api, who, *ids, **changes):
    given = {"noticeIds": [str(i) for i in ids]} | changes
    return await api.do("markNoticesRead", "MarkNoticesReadInput", UNREAD, who, TODAY, **given)


async def mute(api, who, kind, muted=True):
    return await api.do("muteNotices", "MuteNoticesInput", UNREAD, who, TODAY, kind=kind, muted=muted)


async def planned(api):
    life = await opened(api)
    life.land_unit = new_id()
    await life.tell_units()
    plan = (await life.plan(life.node("A", 10)))["nodePlan"]
    return life, plan["nodes"]["edges"][0]["node"]


async def test_a_unit_is_told_of_its_nodes_and_of_what_became_of_them(api):
    life, node = await planned(api)
    (notice,) = await noticed(api, life.land)
    assert (notice["kind"], notice["recordId"], notice["dueOn"]) == ("node.planned", node["node"]["id"], node["dueOn"])
    assert (notice["unitId"], notice["project"]["id"]) == (str(life.land_unit), str(life.project))
    assert notice["text"] == f"节点“节点A”排定，{node['dueOn']}前办结（责任人甲）"
    assert (notice["article"], notice["readAt"]) == ("第八条", None)
    done = (await life.complete(node["node"]))["node"]
    await judge_node(life, "return", done, reason="缺批复")
    assert await of(api, life.land, life) == ["node.completion-returned", "node.planned"]
    for other in (life.owner, life.authority, life.town, person(Role.LAND, unit=new_id())):
        assert not {"node.planned", "node.completion-returned"} & set(await of(api, other, life))


async def test_a_node_that_is_planned_again_as_it_was_is_no_news_and_one_that_moves_is(api):
    life, _ = await planned(api)
    shown = await life.look("planVersion")
    version = shown["planVersion"]
    again = await life.plan(life.node("A", 10), expectedVersion=version, reason="复核")
    assert again["userErrors"] == []
    assert await of(api, life.land, life) == ["node.planned"]
    moved = await life.plan(life.node("A", 10), expectedVersion=version + 1, reason="提前", targetOn="2027-11-30")
    assert moved["userErrors"] == []
    assert await of(api, life.land, life) == ["node.planned", "node.planned"]


async def test_a_project_tells_its_owner_of_tasks_reports_and_the_end(api):
    life = await opened(api)
    await life.set_task()
    report = (await life.report())["progressReport"]
    await life.judge("return", report, reason="与现场不符")
    await tell(life, "removed", 2)
    told = await noticed(api, life.owner, projectId=str(life.project))
    assert {n["kind"] for n in told} >= {"annual-task.set", "progress.returned", "schedule.ended"}
    (returned,) = [n for n in told if n["kind"] == "progress.returned"]
    assert returned["text"] == "2027年1月进度被退回：与现场不符"
    assert await of(api, life.land, life) == []


async def test_a_contact_person_is_told_in_person(api):
    life = await opened(api)
    await appoint(life, subject="p-notice")
    assert await of(api, named(life, "p-notice"), life) == ["specialist.appointed"]
    assert await of(api, named(life, "p-other"), life) == []


async def test_what_one_person_has_read_the_colleague_has_not(api):
    life, _ = await planned(api)
    colleague = life.land.but(subject=f"colleague-{life.land_unit}")
    (notice,) = await noticed(api, life.land)
    done = await mark(api, life.land, notice["id"])
    assert done["unread"] == {"totalCount": await unread(api, life.land), "kinds": done["unread"]["kinds"]}
    assert await noticed(api, life.land, unread=True, projectId=str(life.project)) == []
    (read,) = await noticed(api, life.land, unread=False, projectId=str(life.project))
    assert read["readAt"] is not None
    (same,) = await noticed(api, colleague, unread=True, projectId=str(life.project))
    assert (same["id"], same["readAt"]) == (notice["id"], None)
    again = await mark(api, life.land, notice["id"])  # read twice is read once, at the first time
    assert again["userErrors"] == []
    (still,) = await noticed(api, life.land, unread=False, projectId=str(life.project))
    assert still["readAt"] == read["readAt"]


async def unread(api, who):
    answer = await api("{ unreadNotices { totalCount } }", as_=who, on=TODAY)
    return answer["unreadNotices"]["totalCount"]


async def test_nobody_reads_or_marks_what_is_anothers(api):
    life, _ = await planned(api)
    (notice,) = await noticed(api, life.land)
    stranger = person(Role.LAND, unit=new_id(), subject=f"stranger-{life.project}")
    assert codes(await mark(api, stranger, notice["id"])) == ["NOTICE_UNKNOWN"]
    both = await mark(api, life.land, notice["id"], new_id())
    assert [(e["code"], e["field"]) for e in both["userErrors"]] == [("NOTICE_UNKNOWN", "noticeIds.1")]
    assert len(await noticed(api, life.land, unread=True, projectId=str(life.project))) == 1  # all or none
    assert codes(await mark(api, life.land)) == ["NOTICES_TOO_MANY"]
    assert codes(await mark(api, life.land, *[notice["id"]] * 201)) == ["NOTICES_TOO_MANY"]


async def test_a_kind_can_be_muted_but_not_what_comes_with_a_limit(api):
    life = await opened(api)
    await life.set_task()
    before = await unread(api, life.owner)
    assert (await mute(api, life.owner, "annual-task.set"))["unread"]["totalCount"] == before - 1
    assert "annual-task.set" not in await of(api, life.owner, life)
    assert "annual-task.set" in await of(api, life.owner, life, muted=True)
    answer = await api("{ noticeKinds { code binding muted } }", as_=life.owner, on=TODAY)
    assert [k["code"] for k in answer["noticeKinds"] if k["muted"]] == ["annual-task.set"]
    assert (await mute(api, life.owner, "annual-task.set", muted=False))["unread"]["totalCount"] == before
    assert codes(await mute(api, life.owner, "nothing")) == ["NOTICE_KIND_UNKNOWN"]
    for kind in NOTICES.values():
        refused = codes(await mute(api, person(Role.OWNER, unit=new_id(), subject="muter"), kind.code))
        assert refused == (["NOTICE_BINDING"] if kind.binding else [])


async def test_notices_are_paged_newest_first_and_never_change(api):
    life, _ = await planned(api)
    await life.set_task()
    listed = await noticed(api, life.owner)
    assert [n["at"] for n in listed] == sorted((n["at"] for n in listed), reverse=True)
    page = await api(LIST, {"f": None, "n": 1}, as_=life.owner, on=TODAY)
    rest = await api(
        LIST, {"f": None, "n": 200, "a": page["notices"]["pageInfo"]["endCursor"]}, as_=life.owner, on=TODAY
    )
    ids = [e["node"]["id"] for p in (page, rest) for e in p["notices"]["edges"]]
    assert ids == [n["id"] for n in listed]
    for statement in ("update notices set kind = 'x'", "delete from notices"):
        async with api.database.session(ALL_DIVISIONS) as session:
            with pytest.raises(DBAPIError, match="append"):
                await session.execute(text(statement))


async def test_another_division_hears_nothing(api):
    life, _ = await planned(api)
    elsewhere = person(Role.LAND, unit=life.land_unit, subject="elsewhere", division="430212")
    assert await noticed(api, elsewhere) == []


async def test_whatever_is_told_has_a_kind_and_its_words(api):
    rows = await api.rows(select(tables.Notice.kind, tables.Notice.facts))
    assert {row.kind for row in rows} <= set(NOTICES)
    assert all("{" not in words(row.kind, row.facts) for row in rows)


@pytest.mark.parametrize("kind", sorted(set(NOTICES) - {"progress.returned"}))
def test_every_kind_says_what_its_event_has(kind):
    (event,) = [p for p in PUBLISHED if f"zhongdian.schedule.{kind}.v1" == p.TYPE]
    facts = dict.fromkeys(event.SAMPLE, "…")
    said = words(kind, facts)
    assert said.count("…") == NOTICES[kind].says.count("{")


def test_a_fact_that_an_older_event_lacks_is_left_out():
    assert words("issue.assigned", {"number": "7", "dueOn": date(2027, 2, 1)}) == "问题7交本单位办理，期限2027-02-01"
    assert words("issue.assigned", {}) == "问题交本单位办理，期限"


async def test_what_is_done_is_past_and_no_longer_unread(api):
    life, node = await planned(api)
    before = await unread(api, life.land)
    assert await of(api, life.land, life) == ["node.planned"]
    await life.complete(node["node"])
    assert await of(api, life.land, life) == []
    assert await unread(api, life.land) == before - 1
    assert await of(api, life.land, life, past=True) == ["node.planned"]
    life = await opened(api)
    await life.set_task()
    report = (await life.report())["progressReport"]
    report = (await life.judge("return", report, reason="与现场不符"))["progressReport"]
    assert "progress.returned" in await of(api, life.owner, life)
    given = {"reportId": report["id"], "expectedVersion": report["version"], "doneInvestment": "4000"}
    figures = {"physicalPercent": "6", "physicalText": "更正"}
    corrected = ("correctProgress", "CorrectProgressInput", "progressReport { id }", life.owner, TODAY)
    assert codes(await api.do(*corrected, **given, **figures)) == []
    assert "progress.returned" not in await of(api, life.owner, life)
    assert "progress.returned" in await of(api, life.owner, life, past=True)


async def test_what_another_unit_has_now_is_past_for_the_one_before(api):
    life, _ = await planned(api)
    elsewhere = life.node("A", 10, responsibleUnitId=str(life.town_unit))
    version = (await life.look("planVersion"))["planVersion"]
    assert codes(await life.plan(elsewhere, expectedVersion=version, reason="改由镇办理")) == []
    at = Desk(life)
    issue = await at.assigned()
    assert await of(api, life.land, life) == ["issue.assigned"]
    await at.done("assignIssue", issue, at.service, to=at.to(life.town_unit), reason="改由镇办理")
    assert await of(api, life.land, life) == []
    assert await of(api, life.land, life, past=True) == ["issue.assigned", "node.planned"]
    assert {"issue.assigned", "node.planned"} <= set(await of(api, life.town, life))


async def test_what_is_long_ago_is_past(api):
    life, _ = await planned(api)
    (notice,) = await noticed(api, life.land, projectId=str(life.project))
    told_on = date.fromisoformat(notice["at"][:10])
    last = told_on + timedelta(days=NOTICE_DAYS.on(told_on))
    for on, seen in ((last, 1), (last + timedelta(days=1), 0)):
        answer = await api(LIST, {"f": {"projectId": str(life.project)}, "n": 9}, as_=life.land, on=on)
        assert answer["notices"]["totalCount"] == seen, on
