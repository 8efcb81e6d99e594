"""第十四条：what an agency consists of, district by district, as dated and cited data. No code knows an item by its code.

The four stages are those of the reform of construction approvals (国办发〔2019〕11号). Which items a district lists, their
limits and their order are district defaults until the district publishes its own list: one more `Entry` then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.agency.terms import A14, Level, Route, Stage

SINCE = date(2026, 1, 1)
_SOURCE = "国办发〔2019〕11号（四个阶段）；事项、时限、先后为区默认值"
ALL_ROUTES = frozenset(Route)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRule:
    """One item of a stage.

    role: the bureau that is responsible in the district; level: whose authority decides. working_days: the standard limit,
    from the day after submission. after: codes of the items that must be settled first; items that do not wait for each
    other run side by side, and a code that is not part of a case does not hold anything up. request_kind: the matter of
    support by which it is asked for; None where another system takes it.
    """

    code: str
    name: str
    stage: Stage
    role: Role
    level: Level
    working_days: int
    materials: tuple[str, ...]
    after: tuple[str, ...] = ()
    routes: frozenset[Route] = ALL_ROUTES
    request_kind: str | None = None


def _item(code: str, name: str, stage: Stage, role: Role, level: Level, days: int, *materials: str) -> ItemRule:
    return ItemRule(code=code, name=name, stage=stage, role=role, level=level, working_days=days, materials=materials)


def _with(
    rule: ItemRule, *, after: tuple[str, ...] = (), routes: frozenset[Route] = ALL_ROUTES, kind: str | None = None
) -> ItemRule:
    return ItemRule(
        code=rule.code,
        name=rule.name,
        stage=rule.stage,
        role=rule.role,
        level=rule.level,
        working_days=rule.working_days,
        materials=rule.materials,
        after=after,
        routes=routes,
        request_kind=kind,
    )


_S1, _S2, _S3, _S4 = Stage
_FOUNDING = ("PROJECT_APPROVAL", "PROJECT_RATIFICATION", "PROJECT_FILING")
_TIANYUAN: tuple[ItemRule, ...] = (
    _item("SITE_OPINION", "用地预审与选址意见书", _S1, Role.LAND, Level.CITY, 10, "申请表", "选址红线图", "项目建议书"),
    _with(
        _item(
            "PROJECT_APPROVAL",
            "项目审批（立项）",
            _S1,
            Role.INVESTMENT_AUTHORITY,
            Level.DISTRICT,
            5,
            "可行性研究报告",
            "资金来源证明",
        ),
        after=("SITE_OPINION",),
        routes=frozenset({Route.APPROVAL}),
    ),
    _with(
        _item(
            "PROJECT_RATIFICATION",
            "项目核准",
            _S1,
            Role.INVESTMENT_AUTHORITY,
            Level.CITY,
            10,
            "项目申请报告",
            "选址意见书",
        ),
        after=("SITE_OPINION",),
        routes=frozenset({Route.RATIFICATION}),
    ),
    _with(
        _item("PROJECT_FILING", "项目备案", _S1, Role.INVESTMENT_AUTHORITY, Level.DISTRICT, 1, "项目备案表"),
        routes=frozenset({Route.FILING}),
    ),
    _with(
        _item("LAND_QUOTA", "新增建设用地计划指标", _S1, Role.LAND, Level.DISTRICT, 15, "用地说明", "勘测定界图"),
        kind="LAND_QUOTA",
    ),
    _with(
        _item("FOREST_LAND", "使用林地审查", _S1, Role.LAND, Level.PROVINCE, 15, "使用林地可行性报告", "现场查验表"),
        kind="FOREST_LAND",
    ),
    _with(
        _item("LAND_PLANNING_PERMIT", "建设用地规划许可证", _S1, Role.LAND, Level.CITY, 7, "申请表", "立项文件"),
        after=("SITE_OPINION", *_FOUNDING),
    ),
    _item("ENVIRONMENTAL_REVIEW", "环境影响评价审批", _S2, Role.ECOLOGY, Level.CITY, 20, "环境影响报告书（表）"),
    _with(
        _item("DESIGN_SCHEME", "设计方案审查", _S2, Role.LAND, Level.CITY, 10, "设计方案文本"),
        after=("LAND_PLANNING_PERMIT",),
    ),
    _with(
        _item(
            "PRELIMINARY_DESIGN", "初步设计审批", _S2, Role.INVESTMENT_AUTHORITY, Level.DISTRICT, 10, "初步设计及概算"
        ),
        after=("PROJECT_APPROVAL", "DESIGN_SCHEME"),
        routes=frozenset({Route.APPROVAL}),
    ),
    _with(
        _item("PROJECT_PLANNING_PERMIT", "建设工程规划许可证", _S2, Role.LAND, Level.CITY, 7, "申请表", "设计方案批复"),
        after=("DESIGN_SCHEME",),
    ),
    _with(
        _item("DRAWINGS_REVIEW", "施工图设计文件审查", _S3, Role.APPROVAL_SERVICE, Level.CITY, 10, "施工图全套"),
        after=("DESIGN_SCHEME", "PRELIMINARY_DESIGN"),
    ),
    _with(
        _item(
            "CONSTRUCTION_PERMIT",
            "建筑工程施工许可证",
            _S3,
            Role.APPROVAL_SERVICE,
            Level.DISTRICT,
            7,
            "施工合同",
            "监理合同",
            "审图合格书",
        ),
        after=("PROJECT_PLANNING_PERMIT", "DRAWINGS_REVIEW", "ENVIRONMENTAL_REVIEW", "LAND_QUOTA", "FOREST_LAND"),
    ),
    _with(
        _item("PLANNING_VERIFICATION", "规划条件核实", _S4, Role.LAND, Level.CITY, 7, "竣工测绘成果"),
        after=("CONSTRUCTION_PERMIT",),
    ),
    _with(
        _item(
            "JOINT_ACCEPTANCE", "联合验收", _S4, Role.APPROVAL_SERVICE, Level.DISTRICT, 10, "联合验收申请表", "竣工图"
        ),
        after=("CONSTRUCTION_PERMIT",),
    ),
    _with(
        _item("COMPLETION_FILING", "竣工验收备案", _S4, Role.APPROVAL_SERVICE, Level.DISTRICT, 3, "竣工验收报告"),
        after=("PLANNING_VERIFICATION", "JOINT_ACCEPTANCE"),
    ),
)
_ITEMS: Mapping[str, Dated[tuple[ItemRule, ...]]] = {
    "430211": Dated(A14, "代办事项清单", Entry(SINCE, _TIANYUAN, _SOURCE)),
}

FOLLOW_UP_DAYS = Dated(A14, "上级事项跟踪间隔（工作日）", Entry(SINCE, 5, "第十四条（派专人跟踪）；间隔为区默认值"))
LATE_DAYS = Dated(A14, "逾期几个工作日列为联合督办候选", Entry(SINCE, 1, "第十四条（联合督办）；天数为区默认值"))
LONGEST_TERM_DAYS = Dated(A14, "一次授权最长天数", Entry(SINCE, 1096, "民法典代理规则要求期限明确；三年为区默认值"))
MOST_AT_ONCE = 50  # items that are submitted by one command


def items_on(division: str, day: date) -> tuple[ItemRule, ...]:
    """Return the items that a district lists on a day, in their order; nothing where it has no list.

    >>> [rule.code for rule in items_on("430211", date(2027, 3, 1))][:2]
    ['SITE_OPINION', 'PROJECT_APPROVAL']
    """
    listed = _ITEMS.get(division)
    return listed.on(day) if listed and listed.entries[0].since <= day else ()


def items_for(
    division: str, day: date, route: Route, stages: frozenset[Stage], codes: frozenset[str]
) -> tuple[ItemRule, ...]:
    """Return the items of an application: those of its stages and those that it names, as far as its route has them."""
    listed = items_on(division, day)
    return tuple(r for r in listed if route in r.routes and (r.stage in stages or r.code in codes))
