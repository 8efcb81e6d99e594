"""All articles of the measures with their clauses: our own summary of each, and the service that answers for it.

The text itself is the law; a summary here only helps to find it. The product shows these beside its refusals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from services.law.article import Article


class Service(StrEnum):
    """The services that answer for articles."""

    RESERVE = "reserve"
    SCHEDULE = "schedule"
    SUPPORT = "support"
    ASSESSMENT = "assessment"


class Chapter(StrEnum):
    """The chapters of the measures, by their titles."""

    GENERAL = "总则"
    PREPARATION = "项目前期"
    MANAGEMENT = "项目管理"
    SERVICE = "服务保障"
    ASSESSMENT = "考核激励"
    SUPPLEMENT = "附则"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One article, or one clause of it."""

    article: Article
    chapter: Chapter
    summary: str  # our own words, one line
    service: Service | None = None  # None: nothing for a program to do, it sets aims or relations


def lookup(article: Article) -> CatalogueEntry:
    """Return the entry of an article or clause; raise LookupError when the measures have none such.

    >>> lookup(Article(17, 1)).service
    <Service.SUPPORT: 'support'>
    """
    try:
        return _BY_ARTICLE[article]
    except KeyError:
        raise LookupError(f"the measures have no {article}") from None


def all_entries() -> tuple[CatalogueEntry, ...]:
    """Return every article and clause in the order of the text."""
    return tuple(_BY_ARTICLE.values())


_R, _T, _S, _A = Service.RESERVE, Service.SCHEDULE, Service.SUPPORT, Service.ASSESSMENT

# Per article: chapter, answering service, summary, then (service, summary) of each clause.
_Rows = tuple[Chapter, Service | None, str, tuple[tuple[Service | None, str], ...]]

_TEXT: tuple[_Rows, ...] = (
    (Chapter.GENERAL, None, "说明制定目的与上位依据：用全过程管理和服务推动重点项目", ()),
    (Chapter.GENERAL, _R, "界定重点项目：分建设类（新开工、续建）与前期类，涵盖省市区三级", ()),
    (
        Chapter.GENERAL,
        _R,
        "年度计划由投资主管部门牵头编制，审定后由管委会与区政府联合下达",
        (
            (_R, "每年先公布支持方向、遴选标准和申报条件"),
            (_R, "业主经省平台或向部门申报，属地和行业单位辅导并汇总申报清单"),
            (_R, "影响重大的项目可由投资主管部门评估后补入建议名单"),
            (_R, "初审后四部门会审出具意见，建议名单依次提交审议，重大决策另走法定程序"),
        ),
    ),
    (Chapter.PREPARATION, _R, "策划主体论证项目各要素，按月报送谋划清单", ()),
    (
        Chapter.PREPARATION,
        _R,
        "储备分三库管理：待建、预备、谋划，各有入库标准",
        (
            (_R, "待建库：一年内要素落地并开工；政府项目可研已批，企业项目已签入园协议或办结核准备案"),
            (_R, "预备库：符合国土空间规划、方案基本成形、三年内需建，并已列规划或签意向、框架协议"),
            (_R, "谋划库：契合中长期规划、政策投向和本区产业布局"),
        ),
    ),
    (Chapter.PREPARATION, _R, "按成熟度逐级转化，不得越级；未入库项目原则上不进计划", ()),
    (
        Chapter.MANAGEMENT,
        _T,
        "每月编四类清单（储备、拟开工、建设中、拟竣工），逐级汇总为季度和年度",
        (
            (_T, "在库清单：列当月新签约与新立项的项目"),
            (_T, "开工清单：依据倒排计划确定当期拟开工项目"),
            (_T, "在建清单：区分续建与新建，跟踪投资和形象进度"),
            (_T, "竣工清单：列当期拟竣工项目，跟进收尾与验收手续"),
        ),
    ),
    (Chapter.MANAGEMENT, _T, "投资任务分到每个建设项目，倒排到月和节点，责任到人，挂图作战", ()),
    (Chapter.MANAGEMENT, _T, "每个建设项目设一名专员，每周更新进展，上报进度须经核实", ()),
    (Chapter.MANAGEMENT, _T, "每周调度、按月通报、逐季讲评、年终总结；问题建账交办销号，推进不力者约谈", ()),
    (Chapter.MANAGEMENT, _R, "每年年中调整计划，有进有出；前期项目可随时转建设，未竣工项目结转", ()),
    (Chapter.MANAGEMENT, _T, "开工当月进统计库、次月报统计数，进度与投资数据须一致", ()),
    (Chapter.SERVICE, _T, "年初选定重大项目由区领导联系，指定服务责任单位并定期报告", ()),
    (Chapter.SERVICE, _S, "业主自愿委托帮代办；上级审批事项派专人跟踪", ()),
    (Chapter.SERVICE, _S, "编制年度用地与征拆供地计划，每月会商，新增用地和占补指标先保重点", ()),
    (
        Chapter.SERVICE,
        _S,
        "建立重点项目资金保障机制",
        (
            (_S, "争取上级财政支持，按类设建设与前期两用的年度专项"),
            (_S, "建立融资需求清单并定期公开，辅导评估、分析与方案，对接机构"),
            (_S, "支持申报预算内资金、专项债、企业债和产业扶持政策"),
        ),
    ),
    (
        Chapter.SERVICE,
        _S,
        "各部门配套服务协同联动",
        (
            (_S, "林地定额与采伐指标优先，收件后十五个工作日内审查并行文"),
            (_S, "多项环评合并办理：一次受理、一次会商、一并批复"),
            (_S, "城管先踏勘，五个工作日内办结占道、挖掘和绿地审批"),
            (_S, "运输、电力等优先保障，协调通信、供水、供气"),
            (_S, "公安整治施工现场周边环境，处置扰乱建设的行为"),
            (_S, "审批服务局优先窗口服务、清退费用，并对接市级部门"),
        ),
    ),
    (Chapter.ASSESSMENT, _A, "逐年制定考核细则，明确五类考核对象", ()),
    (Chapter.ASSESSMENT, _A, "分季度和年度考核，各列考核内容", ()),
    (Chapter.ASSESSMENT, _A, "评先推优：向市推荐、区级表彰，结果用于绩效与诚信推荐", ()),
    (Chapter.ASSESSMENT, _A, "季度末三名黄牌、连续两次红牌，各有表态与禁评后果，线索移送纪委", ()),
    (Chapter.SUPPLEMENT, _R, "适用本辖区；上级项目从其规定，同时享受区级待遇", ()),
)


def _entries() -> Iterator[CatalogueEntry]:
    for number, (chapter, service, summary, clauses) in enumerate(_TEXT, start=1):
        yield CatalogueEntry(Article(number), chapter, summary, service)
        for clause, (of_clause, words) in enumerate(clauses, start=1):
            yield CatalogueEntry(Article(number, clause), chapter, words, of_clause)


_BY_ARTICLE = MappingProxyType({entry.article: entry for entry in _entries()})
