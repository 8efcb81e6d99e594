"""第十六条：what there is to do about money: kinds, clauses and commands."""

from __future__ import annotations

from types import MappingProxyType

from services.law.todo import Kind
from services.support.domain.funds.terms import APPLICATIONS, DEMANDS

_KINDS = (
    ("FINANCING_TO_REVIEW", "审核融资需求", "审核业主填报的融资需求，列入清单或退回", DEMANDS, "reviewFinancingDemand"),
    ("FINANCING_RETURNED", "修改融资需求", "修改被退回的融资需求后重报", DEMANDS, "amendFinancingDemand"),
    ("FINANCING_LIST_DUE", "发布融资需求清单", "发布本期重点项目融资需求清单", DEMANDS, "publishFinancingList"),
    (
        "APPLICATION_RETURNED",
        "重新申报资金",
        "补正被退回的资金或债券申报后重报",
        APPLICATIONS,
        "advanceFundApplication",
    ),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=article, command=command, path="funds")
        for code, name, what, article, command in _KINDS
    }
)
