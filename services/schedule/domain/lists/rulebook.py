"""What a district may set differently about the four lists: dated and cited."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.schedule.domain.lists.terms import GroupBy, ListKind, ListRole, ListSection
from services.schedule.domain.rulebook import FIRST_DAY

# The kinds are those under which reserve records a project's documents.
EVIDENCE_SECTIONS = Dated(
    Article(7, 1),
    "新签约、新立项的认定材料",
    Entry(
        FIRST_DAY,
        {
            ListSection.NEWLY_SIGNED: frozenset({"PARK_AGREEMENT", "LETTER_OF_INTENT", "FRAMEWORK_AGREEMENT"}),
            ListSection.NEWLY_APPROVED: frozenset({"FEASIBILITY_APPROVAL", "CONFIRMATION", "FILING"}),
        },
        "第七条（一）；签约以入园协议、招商意向协议、框架协议，立项以可研批复、核准、备案认定",
    ),
)

# Whole names, best first: a guess from part of a name would call “开工前准备” a start. Where a plan has none of them,
# the investment authority marks the node (`markListNode`).
MILESTONE_NAMES = Dated(
    Article(7, 2),
    "视为开工、竣工的节点名称",
    Entry(
        FIRST_DAY,
        {
            ListRole.START: (
                "项目开工",
                "改造开工",
                "开工",
                "正式开工",
                "开工建设",
                "建筑工程施工许可证",
                "施工许可证",
                "施工许可或开工登记",
            ),
            ListRole.COMPLETION: ("项目竣工", "改造竣工", "竣工", "竣工验收备案", "竣工验收", "联合验收"),
        },
        "第七条（二）（四）；节点名称依节点模板，为本区默认",
    ),
)

# Who answers for an entry: the first of these that the project has.
ANSWERING = Dated(
    Article(7),
    "清单项目的责任单位",
    Entry(
        FIRST_DAY,
        {
            ListKind.IN_LIBRARY: (GroupBy.TOWN, GroupBy.INDUSTRY_AUTHORITY, GroupBy.OWNER),
            ListKind.TO_START: (GroupBy.INDUSTRY_AUTHORITY, GroupBy.TOWN, GroupBy.OWNER),
            ListKind.UNDER_CONSTRUCTION: (GroupBy.TOWN, GroupBy.INDUSTRY_AUTHORITY, GroupBy.OWNER),
            ListKind.TO_COMPLETE: (GroupBy.INDUSTRY_AUTHORITY, GroupBy.TOWN, GroupBy.OWNER),
        },
        "第七条（一）策划主体、（二）拟定倒排计划的单位、（三）服务责任单位、（四）行业主管部门；先后为本区默认",
    ),
)

EDITORS = Dated(
    Article(7),
    "制定四类清单的部门",
    Entry(FIRST_DAY, frozenset({Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY}), "第七条"),
)

# What has happened is listed in its month; what is planned, from the month before.
MONTHS_AHEAD = Dated(
    Article(7),
    "清单可提前制定的月数",
    Entry(
        FIRST_DAY,
        {
            ListKind.IN_LIBRARY: 0,
            ListKind.TO_START: 1,
            ListKind.UNDER_CONSTRUCTION: 1,
            ListKind.TO_COMPLETE: 1,
        },
        "第七条“逐月制定”；提前一个月为本区默认",
    ),
)
