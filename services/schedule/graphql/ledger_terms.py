"""The enums of the ledger in the API, under names that no other subgraph uses (第十条)."""

from __future__ import annotations

import strawberry

from services.schedule.domain.ledger import terms

strawberry.enum(
    terms.Severity, name="IssueSeverity", description="问题程度：难点、堵点、卡点 / How hard it holds the project up"
)
strawberry.enum(
    terms.Layer,
    name="IssueLayer",
    description="办理层级：部门、区领导、市级 / On which layer it is settled, lowest first",
)
strawberry.enum(
    terms.IssueSource,
    description="来源：每周更新、周调度、联系区领导、会议、直接提出 / Where the issue was found",
)
strawberry.enum(
    terms.IssueState,
    description=(
        "问题状态：已提出待交办、已交办待接收、已接收、有异议待裁定、办理中、已报办结待核验、已销号、已撤回、已并入其他问题 / "
        "Where an issue stands"
    ),
)
strawberry.enum(
    terms.IssueTiming,
    description=(
        "时限状态（当日推算）：未交办、期限内、即将到期、今日到期（不算逾期）、已逾期、按期办结、逾期办结、已撤回或并入 / "
        "How it stands against its limit on the day; the due day itself is not late"
    ),
)
strawberry.enum(terms.IssueAction, description="办理环节 / A step in the history of an issue")
strawberry.enum(
    terms.ExtensionState,
    name="IssueExtensionState",
    description="延期申请：待批、已同意、未同意 / Asked, granted or refused",
)
strawberry.enum(
    terms.Supervisor, name="IssueSupervisor", description="督办来源：人工、逾期自动 / By a person or by the rule"
)
