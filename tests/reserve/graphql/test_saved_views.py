from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy import text, update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.reserve.domain.seeking import views
from services.reserve.store import tables
from tests.harness.people import person
from tests.reserve.life import INVESTMENT, codes
from tests.reserve.views import PROJECTS, VIEW, kept, seen

LIST = """query($list: ViewList, $mine: Boolean, $deleted: Boolean! = false, $first: Int, $after: String) {
  savedViews(list: $list, mine: $mine, deleted: $deleted, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage }
    edges { node { id name mine isDefault list sharing ownerName version unit { name } faults { path } } } } }"""
ONE = "query($id: UUID!) { savedView(id: $id) { name settings faults { path message } } }"


async def listed(reserve, as_, **asked):
    return [e["node"] for e in (await reserve.api(LIST, asked, as_=as_))["savedViews"]["edges"]]


async def names(reserve, as_, **asked):
    return [v["name"] for v in await listed(reserve, as_, **asked)]


def somebody(name, role=Role.SPECIALIST, **more):
    return person(role, subject=f"{name}-{new_id()}", **more)


async def test_a_view_gives_back_what_the_list_takes_as_variables(reserve):
    me = somebody("variables")
    sort = {"field": "TOTAL_INVESTMENT", "direction": "DESC"}
    settings = {
        "filter": {
            "ids": [str(new_id())],
            "libraries": ["FIVE_YEAR"],
            "inLibrary": True,
            "townId": reserve.town_id,
            "totalInvestmentFrom": "1000.50",
            "planYear": 2027,
        },
        "sort": sort,
        "search": "zzgxq",
        "columns": ["TOWN", "TOTAL_INVESTMENT"],
    }
    view = await kept(reserve, me, "一季度", projects=settings)
    assert view["settings"] == settings
    assert (view["faults"], view["mine"], view["sharing"], view["isDefault"]) == ([], True, "OWN", False)
    asked = """query($filter: ProjectFilter, $sort: ProjectSort, $search: String, $columns: [ProjectColumn!]) {
      projects(filter: $filter, sort: $sort, search: $search) { totalCount }
      exportProjects(filter: $filter, sort: $sort, search: $search, columns: $columns) { size } }"""
    assert (await reserve.api(asked, view["settings"], as_=me))["projects"] == {"totalCount": 0}


async def test_views_of_the_other_lists_are_kept_too(reserve):
    me = somebody("lists")
    units = {"filter": {"categories": ["TOWN"], "roles": ["PLANNING_PARTY"]}, "search": "街道", "direction": "DESC"}
    made = await reserve.done("saveView", VIEW, me, list="ORGANIZATIONS", name="镇街", organizations=units)
    assert made["settings"] == units
    filed = {"filter": {"year": 2027, "statuses": ["SUBMITTED"]}, "sort": {"field": "CHANGED_AT"}}
    made = await reserve.done("saveView", VIEW, me, list="APPLICATIONS", name="待审", applications=filed)
    assert made["settings"] == {**filed, "sort": {"field": "CHANGED_AT", "direction": "ASC"}}
    assert made["faults"] == []
    empty = await reserve.done("saveView", VIEW, me, list="PROJECTS", name="全部")
    assert empty["settings"] == {}
    assert await names(reserve, me, mine=True) == ["待审", "全部", "镇街"]
    assert await names(reserve, me, list="PROJECTS", mine=True) == ["全部"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "  "}, "TEXT_MISSING"),
        ({"name": "长" * 51}, "TEXT_TOO_LONG"),
        ({"name": "😀"}, "NAME_SYMBOL"),
        ({"projects": {"search": "长" * 101}}, "TEXT_TOO_LONG"),
        ({"projects": {"search": "\x01"}}, "TEXT_CONTROL_CHARACTER"),
        ({"projects": {"columns": ["TOWN", "TOWN"]}}, "SAVED_VIEW_COLUMN_TWICE"),
        ({"projects": {"filter": {"ids": [str(new_id()) for _ in range(600)]}}}, "SAVED_VIEW_TOO_LARGE"),
        ({"organizations": {}}, "SAVED_VIEW_OTHER_LIST"),
        ({"sharing": "UNIT"}, "SAVED_VIEW_UNIT_MISSING"),
        ({"sharing": "DIVISION"}, "SAVED_VIEW_DIVISION_FOR_AUTHORITIES"),
    ],
)
async def test_what_cannot_be_kept_is_refused(reserve, given, code):
    me = somebody("refused")
    asked = {"list": "PROJECTS", "name": "视图", "projects": PROJECTS} | given
    assert codes(await reserve.refused("saveView", VIEW, me, **asked)) == [code]
    assert await names(reserve, me, mine=True) == []


async def test_all_reasons_are_told_at_once(reserve):
    asked = {"list": "PROJECTS", "name": "", "sharing": "DIVISION", "applications": {}, "projects": {"search": "\x01"}}
    refused = codes(await reserve.refused("saveView", VIEW, somebody("all"), **asked))
    assert refused == [
        "SAVED_VIEW_OTHER_LIST",
        "TEXT_MISSING",
        "TEXT_CONTROL_CHARACTER",
        "SAVED_VIEW_DIVISION_FOR_AUTHORITIES",
    ]


async def test_names_of_fifty_characters_and_searches_of_a_hundred_are_kept(reserve):
    view = await kept(reserve, somebody("long"), "长" * 50, projects={"search": "长" * 100})
    assert (len(view["name"]), len(view["settings"]["search"])) == (50, 100)


async def test_a_condition_that_the_list_does_not_know_is_refused_by_the_schema(reserve):
    asked = {
        "input": {"idempotencyKey": str(new_id()), "list": "PROJECTS", "name": "x", "projects": {"filter": {"x": 1}}}
    }
    document = "mutation($input: SaveViewInput!) { saveView(input: $input) { view { id } } }"
    answer = await reserve.api.raw(document, asked, as_=INVESTMENT)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_a_name_is_used_once_a_person_and_list(reserve):
    me, other = somebody("once"), somebody("twice")
    view = await kept(reserve, me, "我的 视图")
    again = {"list": "PROJECTS", "name": " 我的　视图", "projects": PROJECTS}
    assert codes(await reserve.refused("saveView", VIEW, me, **again)) == ["SAVED_VIEW_NAME_TAKEN"]
    await reserve.done("saveView", VIEW, me, list="APPLICATIONS", name="我的 视图")
    await kept(reserve, other, "我的 视图")
    second = await kept(reserve, me, "另一")
    taken = {**seen(second), "name": "我的 视图"}
    assert codes(await reserve.refused("changeView", VIEW, me, **taken)) == ["SAVED_VIEW_NAME_TAKEN"]
    same = await reserve.done("changeView", VIEW, me, **seen(view), name="我的 视图")  # its own name is no other's
    assert (same["version"], same["settings"]) == (2, {})


async def test_two_that_save_under_one_name_at_once_keep_one(reserve):
    me = somebody("race")
    asked = {"list": "PROJECTS", "name": "同名", "projects": PROJECTS}
    done = await asyncio.gather(*(reserve.do("saveView", VIEW, me, **asked) for _ in range(5)))
    assert sorted(codes(d["userErrors"]) for d in done) == [[], *[["SAVED_VIEW_NAME_TAKEN"]] * 4]
    assert await names(reserve, me, mine=True) == ["同名"]


async def test_the_same_request_twice_keeps_one(reserve):
    me, key = somebody("key"), str(new_id())
    first, second = [await kept(reserve, me, "一次", idempotencyKey=key) for _ in range(2)]
    assert first == second


async def test_a_person_keeps_so_many_views_of_a_list_and_no_more(reserve, monkeypatch):
    monkeypatch.setattr(views, "MOST_VIEWS", 2)
    me = somebody("most")
    first = await kept(reserve, me, "一")
    await kept(reserve, me, "二")
    third = {"list": "PROJECTS", "name": "三"}
    assert codes(await reserve.refused("saveView", VIEW, me, **third)) == ["SAVED_VIEWS_TOO_MANY"]
    await reserve.done("saveView", VIEW, me, list="APPLICATIONS", name="三")  # another list counts for itself
    gone = await reserve.done("deleteView", VIEW, me, **seen(first))
    await reserve.done("saveView", VIEW, me, **third)
    assert codes(await reserve.refused("restoreView", VIEW, me, **seen(gone))) == ["SAVED_VIEWS_TOO_MANY"]


async def test_nobody_sees_anothers_own_views(reserve):
    me, other = somebody("own"), somebody("other", Role.INVESTMENT_AUTHORITY)
    view = await kept(reserve, me, "私有")
    assert "私有" not in await names(reserve, other)
    assert (await reserve.api(ONE, {"id": view["id"]}, as_=other))["savedView"] is None
    for command in ("deleteView", "restoreView"):
        assert codes(await reserve.refused(command, VIEW, other, **seen(view))) == ["SAVED_VIEW_UNKNOWN"]
    changed = {**seen(view), "name": "改"}
    assert codes(await reserve.refused("changeView", VIEW, other, **changed)) == ["SAVED_VIEW_UNKNOWN"]


async def test_what_is_shared_with_a_unit_is_for_its_people_only(reserve):
    unit = new_id()
    me, colleague = somebody("me", unit=unit), somebody("colleague", Role.OWNER, unit=unit)
    stranger, none = somebody("stranger", Role.OWNER, unit=new_id()), somebody("none", Role.INVESTMENT_AUTHORITY)
    view = await kept(reserve, me, "本单位的", sharing="UNIT")
    (shown,) = await listed(reserve, colleague, mine=False)
    assert (shown["name"], shown["mine"]) == ("本单位的", False)
    assert await names(reserve, colleague, mine=True) == []
    assert await names(reserve, me, mine=True) == ["本单位的"]
    assert "本单位的" not in await names(reserve, stranger)
    assert "本单位的" not in await names(reserve, none)
    assert codes(await reserve.refused("deleteView", VIEW, colleague, **seen(view))) == ["SAVED_VIEW_NOT_YOURS"]
    await reserve.done("deleteView", VIEW, me, **seen(view))
    assert "本单位的" not in await names(reserve, colleague)
    assert await names(reserve, colleague, deleted=True) == []


async def test_authorities_share_with_the_division_and_not_beyond_it(reserve):
    authority = somebody("authority", Role.INVESTMENT_AUTHORITY)
    await kept(reserve, authority, "全区共享", sharing="DIVISION")
    for who in (somebody("any"), somebody("owner", Role.OWNER, unit=new_id())):
        assert "全区共享" in await names(reserve, who)
    for who in (somebody("far", division="430219"), somebody("city", Role.INVESTMENT_AUTHORITY, division="430200")):
        assert "全区共享" not in await names(reserve, who)


async def test_a_default_takes_the_place_of_the_one_before(reserve):
    me = somebody("default")
    first = await kept(reserve, me, "甲", isDefault=True)
    await kept(reserve, me, "乙", isDefault=True)
    await reserve.done("saveView", VIEW, me, list="APPLICATIONS", name="丙", isDefault=True)
    assert {v["name"]: v["isDefault"] for v in await listed(reserve, me, mine=True)} == {
        "甲": False,
        "乙": True,
        "丙": True,
    }
    stale = {**seen(first), "name": "甲"}
    assert codes(await reserve.refused("changeView", VIEW, me, **stale)) == ["VERSION_CONFLICT"]
    again = await reserve.done("changeView", VIEW, me, viewId=first["id"], expectedVersion=2, name="甲", isDefault=True)
    assert again["isDefault"] is True
    assert [v["name"] for v in await listed(reserve, me, list="PROJECTS") if v["isDefault"]] == ["甲"]
    gone = await reserve.done("deleteView", VIEW, me, **seen(again))
    assert gone["isDefault"] is False


async def test_a_deleted_view_is_on_record_and_can_be_restored(reserve):
    me = somebody("deleted")
    view = await kept(reserve, me, "旧")
    gone = await reserve.done("deleteView", VIEW, me, **seen(view))
    assert gone["deletedAt"]
    assert await names(reserve, me, mine=True) == []
    assert await names(reserve, me, deleted=True) == ["旧"]
    assert codes(await reserve.refused("deleteView", VIEW, me, **seen(gone))) == ["SAVED_VIEW_DELETED"]
    assert codes(await reserve.refused("changeView", VIEW, me, **seen(gone), name="新")) == ["SAVED_VIEW_DELETED"]
    instead = await kept(reserve, me, "旧")
    assert codes(await reserve.refused("restoreView", VIEW, me, **seen(gone))) == ["SAVED_VIEW_NAME_TAKEN"]
    await reserve.done("deleteView", VIEW, me, **seen(instead))
    back = await reserve.done("restoreView", VIEW, me, **seen(gone))
    assert (back["deletedAt"], back["settings"]) == (None, PROJECTS)
    assert codes(await reserve.refused("restoreView", VIEW, me, **seen(back))) == ["SAVED_VIEW_NOT_DELETED"]


async def test_who_may_share_no_more_cannot_restore_what_was_shared(reserve):
    me = somebody("demoted", Role.INVESTMENT_AUTHORITY)
    view = await kept(reserve, me, "全区旧视图", sharing="DIVISION")
    gone = await reserve.done("deleteView", VIEW, me, **seen(view))
    now = person(Role.SPECIALIST, subject=me.subject)
    refused = codes(await reserve.refused("restoreView", VIEW, now, **seen(gone)))
    assert refused == ["SAVED_VIEW_DIVISION_FOR_AUTHORITIES"]


async def test_a_view_that_does_not_fit_any_more_is_shown_with_what_does_not(reserve):
    me = somebody("unfit")
    view = await kept(reserve, me, "过时")
    old = {
        "filter": {"libraries": ["FIVE_YEAR", "TEN_YEAR"], "planYear": "2027", "colour": "red"},
        "columns": ["NAME", "WEATHER"],
        "group": "TOWN",
    }
    async with reserve.api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(tables.SavedView).where(tables.SavedView.id == view["id"]).values(settings=old))
        await session.commit()
    shown = (await reserve.api(ONE, {"id": view["id"]}, as_=me))["savedView"]
    assert shown["settings"] == old
    assert {f["path"] for f in shown["faults"]} == {
        "filter.libraries.1",
        "filter.planYear",
        "filter",
        "columns.1",
        "group",
    }
    assert all("/" in f["message"] for f in shown["faults"])


async def test_every_accepted_command_is_audited_and_no_refused_one(reserve):
    me = somebody("audit")
    before = len(await reserve.api.audit())
    view = await kept(reserve, me, "审计")
    await reserve.refused("saveView", VIEW, me, list="PROJECTS", name="审计")
    await reserve.done("deleteView", VIEW, me, **seen(view))
    rows = (await reserve.api.audit())[before:]
    assert [r.action for r in rows] == ["saveView", "deleteView"]
    assert {r.subject for r in rows} == {f"savedView/{view['id']}"}


async def test_pages_walk_through_all_views_once(reserve):
    me = somebody("pages")
    for n in range(5):
        await kept(reserve, me, f"视图{n}")
    found, after = [], None
    while True:
        page = (await reserve.api(LIST, {"mine": True, "first": 2, "after": after}, as_=me))["savedViews"]
        found += [e["node"]["name"] for e in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == [f"视图{n}" for n in range(5)]


async def test_the_settings_stay_as_they_were_written(reserve):
    view = await kept(reserve, somebody("json"), "原样")
    (row,) = await reserve.api.rows(text(f"select settings from saved_views where id = '{view['id']}'"))
    assert json.loads(json.dumps(row.settings)) == PROJECTS
