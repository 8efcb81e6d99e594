"""What a district may set differently in its ledger: dated, cited, in one place. Days are working days."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.schedule.domain.ledger.terms import A10, Layer, Severity
from services.schedule.domain.rulebook import FIRST_DAY

_OWN_DEFAULT = "第十条“分类分层交办督办”；具体数值为本区默认"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of issue 分类."""

    code: str
    name: str


KINDS = Dated(
    A10,
    "问题类别",
    Entry(
        FIRST_DAY,
        (
            Kind("LAND_QUOTA", "土地指标"),
            Kind("RELOCATION", "征地拆迁"),
            Kind("FUNDS", "资金"),
            Kind("PROCEDURES", "前期手续"),
            Kind("PLANNING", "规划"),
            Kind("ENVIRONMENT", "环境保护"),
            Kind("UTILITIES", "水电气讯等配套"),
            Kind("CONSTRUCTION", "施工组织"),
            Kind("SURROUNDINGS", "周边环境"),
            Kind("MARKET", "市场"),
            Kind("INVESTOR_CHANGE", "投资主体变更"),
            Kind("ACCEPTANCE", "竣工验收"),
            Kind("OTHER", "其他"),
        ),
        _OWN_DEFAULT,
    ),
)

# Which severities a layer takes and within how many working days; a pair that is missing is not handed to that layer.
LIMITS = Dated(
    A10,
    "各层级、各程度问题的默认办理时限（工作日）",
    Entry(
        FIRST_DAY,
        MappingProxyType(
            {
                (Severity.DIFFICULTY, Layer.DEPARTMENT): 10,
                (Severity.DIFFICULTY, Layer.LEADER): 15,
                (Severity.BLOCKAGE, Layer.DEPARTMENT): 7,
                (Severity.BLOCKAGE, Layer.LEADER): 10,
                (Severity.BLOCKAGE, Layer.CITY): 20,
                (Severity.JAM, Layer.LEADER): 5,
                (Severity.JAM, Layer.CITY): 15,
            }
        ),
        _OWN_DEFAULT,
    ),
)
LONGEST_LIMIT = Dated(A10, "一次交办的最长办理时限（工作日）", Entry(FIRST_DAY, 60, _OWN_DEFAULT))
WARNING_DAYS = Dated(A10, "问题临期提醒（到期前工作日数）", Entry(FIRST_DAY, 2, _OWN_DEFAULT))
MOST_EXTENSIONS = Dated(A10, "每次交办可延期的次数", Entry(FIRST_DAY, 2, _OWN_DEFAULT))
LONGEST_EXTENSION = Dated(A10, "每次延期的最长天数（工作日）", Entry(FIRST_DAY, 15, _OWN_DEFAULT))
SUPERVISED_AFTER = Dated(A10, "逾期几个工作日起按规则督办", Entry(FIRST_DAY, 1, _OWN_DEFAULT))
LETTER = Dated(A10, "按规则督办的督办函编号格式", Entry(FIRST_DAY, "问题督办〔{year}〕{at}号", _OWN_DEFAULT))

HANDLERS = Dated(
    A10,
    "建立台账、分类交办的部门",
    Entry(FIRST_DAY, frozenset({Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE}), "第十条"),
)
RAISING_FOR_OTHERS = Dated(
    A10,
    "可以代其他单位提出问题的主体",
    Entry(FIRST_DAY, frozenset({Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.LEADER}), "第十条、第十三条"),
)
VERIFIERS = Dated(
    A10,
    "可以核验销号的主体（责任单位人员和报办结人除外）",
    Entry(
        FIRST_DAY,
        frozenset({Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.INSPECTOR}),
        "第十条；销号须经他人核验为本区默认",
    ),
)
SUPERVISORS = Dated(
    A10,
    "可以督办、列入约谈的主体",
    Entry(
        FIRST_DAY,
        frozenset({Role.INSPECTOR, Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE}),
        "第十条：两部门联合督查室开展督导、约谈督办",
    ),
)
EXTENSION_APPROVERS = Dated(
    A10,
    "各层级问题的延期审批主体",
    Entry(
        FIRST_DAY,
        MappingProxyType(
            {
                Layer.DEPARTMENT: frozenset({Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE}),
                Layer.LEADER: frozenset({Role.LEADER}),
                Layer.CITY: frozenset({Role.LEADER}),
            }
        ),
        _OWN_DEFAULT,
    ),
)


def every_role(dated: Dated[frozenset[Role]]) -> frozenset[Role]:
    """Join the roles of all times: who may call at all; whether the day allows it is the decision's to say."""
    return frozenset(role for entry in dated.entries for role in entry.value)


def every_approver() -> frozenset[Role]:
    """Join the roles that approve extensions on any layer at any time."""
    return frozenset(role for entry in EXTENSION_APPROVERS.entries for roles in entry.value.values() for role in roles)
