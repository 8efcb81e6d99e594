"""第八条（项目管理架构图、施工进度计划表）：who is who at a site, and the charts that are put up there."""

from __future__ import annotations

import base64
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.papers import pdf_pages
from tests.schedule.graphql.test_outside_plan import project
from tests.schedule.life import TODAY, Life, codes, opened

SHOWN = "siteOrganization { id version reason setOn setBy posts { code parent party unitName duty person phone } }"
CHART = "fileName mediaType contentBase64 size sm3 pages"


def post(code: str, parent: str | None, party: str, **changes: Any) -> dict[str, Any]:
    return {
        "code": code,
        "parent": parent,
        "party": party,
        "unitName": "示例建设有限公司",
        "duty": "负责人",
        "person": "示例某",
        "phone": "0731-0000 0000",
    } | changes


POSTS = [
    post("1", None, "OWNER"),
    post("2", "1", "CONTRACTOR"),
    post("3", "1", "SUPERVISOR"),
    post("4", "2", "CONTRACTOR", person=None),
]


async def organize(life: Life, posts: list[dict[str, Any]] | None = None, as_=None, **changes: Any) -> dict[str, Any]:
    given = {"projectId": str(life.project), "posts": POSTS if posts is None else posts} | changes
    return await life.api.do(
        "setSiteOrganization", "SetSiteOrganizationInput", SHOWN, as_ or life.owner, TODAY, **given
    )


async def chart(
    life: Life, of: str, arguments: str = "format: PDF", as_=None, on: date = TODAY
) -> dict[str, Any] | None:
    query = f'{{ {of}(projectId: "{life.project}", {arguments}) {{ {CHART} }} }}'
    return (await life.api(query, as_=as_ or life.owner, on=on))[of]


def content(shown: dict[str, Any] | None) -> bytes:
    assert shown is not None
    file = base64.b64decode(shown["contentBase64"])
    assert len(file) == shown["size"]
    return file


def texts(svg: bytes) -> list[str]:
    return [t.text or "" for t in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


async def test_the_owner_says_who_is_who_and_every_version_is_kept(api):
    life = await opened(api)
    made = await organize(life)
    assert codes(made) == []
    assert (made["siteOrganization"]["version"], made["siteOrganization"]["posts"][3]["person"]) == (1, None)
    assert codes(await organize(life)) == ["VERSION_CONFLICT"]
    assert codes(await organize(life, expectedVersion=1)) == ["REASON_MISSING"]
    changed = [post("1", None, "OWNER", person="示例新任"), *POSTS[1:3]]
    assert codes(await organize(life, changed, as_=life.specialist, expectedVersion=1, reason="人员变动")) == []
    query = f'{{ siteOrganizations(projectId: "{life.project}") {{ version reason posts {{ person }} }} }}'
    kept = (await api(query, as_=life.town))["siteOrganizations"]
    assert [(v["version"], v["reason"], v["posts"][0]["person"]) for v in kept] == [
        (2, "人员变动", "示例新任"),
        (1, None, "示例某"),
    ]
    assert (await api(query, as_=person(Role.OWNER, unit=new_id())))["siteOrganizations"] == []


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([], ["POSTS_MISSING"]),
        (
            [post(str(n), None if n == 0 else "0", "OWNER") for n in range(101)],
            ["POSTS_TOO_MANY", "SITE_PARTY_MISSING"],
        ),
        ([*POSTS, post("1", None, "OTHER")], ["POST_CODE_TWICE"]),
        ([*POSTS, post("5", "9", "OTHER")], ["POST_PARENT_UNKNOWN"]),
        ([*POSTS, post("5", None, "OTHER")], ["POST_TOP_NOT_ONE"]),
        ([*POSTS, post("5", "6", "OTHER"), post("6", "5", "OTHER")], ["POST_CIRCLE"]),
        (POSTS[:2], ["SITE_PARTY_MISSING"]),
        ([*POSTS[:2], post("3", "1", "SUPERVISOR", person="")], ["SITE_PARTY_MISSING"]),
        ([post("1", None, "OWNER", phone="电话", duty=""), *POSTS[1:]], ["PHONE_INVALID", "TEXT_MISSING"]),
    ],
)
async def test_a_tree_that_does_not_hold_is_refused(api, posts, expected):
    assert codes(await organize(await opened(api), posts)) == expected


async def test_only_the_projects_own_people_say_it(api):
    life = await opened(api)
    assert codes(await organize(life, as_=person(Role.OWNER, unit=new_id()))) == ["SCHEDULE_UNKNOWN"]
    assert codes(await organize(life, as_=person(Role.OWNER, unit=life.town_unit))) == ["NOT_OWNER_OF_SITE"]
    query = "mutation($i: SetSiteOrganizationInput!) { setSiteOrganization(input: $i) { userErrors { code } } }"
    given = {"idempotencyKey": str(new_id()), "projectId": str(life.project), "posts": POSTS}
    answer = await api.raw(query, {"i": given}, as_=life.authority)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_organization_is_printed_with_its_title_block(api):
    life = await opened(api)
    await api.consume("zhongdian.reserve.project.registered.v1", project(life, name="示例涂料项目"))
    assert await chart(life, "siteOrganizationChart") is None
    await organize(life)
    shown = await chart(life, "siteOrganizationChart", "format: SVG, paper: A4")
    assert shown is not None
    assert (shown["pages"], shown["mediaType"], shown["fileName"]) == (
        1,
        "image/svg+xml",
        "示例涂料项目项目管理架构图.svg",
    )
    drawn = texts(content(shown))
    for expected in ("2601-430211-04-01-100001", "第1版", "2027年1月11日", "第1页 共1页", "示例某", "（待定）"):
        assert expected in drawn
    pdf = content(await chart(life, "siteOrganizationChart"))
    box = re.search(rb"/MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]", pdf)
    assert box is not None
    assert [round(float(x)) for x in box.groups()] == [1191, 842]  # A3 landscape
    assert any("示例建设有限公司" in line for line in pdf_pages(pdf)[0])
    again = await chart(life, "siteOrganizationChart")
    assert content(again) == content(await chart(life, "siteOrganizationChart"))
    assert await chart(life, "siteOrganizationChart", "format: PDF, version: 9") is None
    assert await chart(life, "siteOrganizationChart", as_=person(Role.OWNER, unit=new_id())) is None


async def test_a_large_organization_is_drawn_on_several_sheets_with_everybody_on_one(api):
    life = await opened(api)
    crowd = [post(f"c{n}", "2" if n % 2 else "3", "CONTRACTOR", duty=f"班组{n}") for n in range(60)]
    await organize(life, [*POSTS, *crowd])
    shown = await chart(life, "siteOrganizationChart", "format: PDF, paper: A4")
    assert shown is not None
    pages = pdf_pages(content(shown))
    assert shown["pages"] == len(pages) > 1
    said = [line for page in pages for line in page]
    assert all(f"班组{n}" in said for n in range(60))


async def test_the_schedule_is_printed_with_today_states_and_bars(api):
    life = await opened(api)
    empty = await chart(life, "siteScheduleChart", "format: SVG")
    assert "尚未编制倒排计划" in texts(content(empty))
    planned = await life.plan()
    await life.complete(planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"])
    drawn = texts(content(await chart(life, "siteScheduleChart", "format: SVG, paper: A4")))
    for expected in ("节点A", "节点B", "按期完成", "未开始", "今日（2027-01-11）", "第1版", "2027年"):
        assert expected in drawn
    assert await chart(life, "siteScheduleChart", as_=person(Role.OWNER, unit=new_id())) is None


async def test_two_hundred_nodes_take_several_pages_and_a_missing_page_is_said(api):
    life = await opened(api)
    long = "建设工程规划许可及施工图设计文件审查备案手续办理" * 4
    nodes = [life.node(f"N{n}", 1 + n % 5, name=f"{long}{n}"[-100:], unit="CALENDAR_DAY") for n in range(200)]
    assert codes(await life.plan(*nodes)) == []
    shown = await chart(life, "siteScheduleChart")
    pages = pdf_pages(content(shown))
    assert shown is not None
    assert shown["pages"] == len(pages) == 7
    assert "第7页 共7页" in pages[6]
    query = f'{{ siteScheduleChart(projectId: "{life.project}", format: SVG, page: 99) {{ pages }} }}'
    answer = await api.raw(query, as_=life.owner)
    assert (answer["errors"][0]["extensions"]["code"], "共7页" in answer["errors"][0]["message"]) == ("BAD_INPUT", True)
