"""第十三条：投资规模大、带动作用强的重大项目. Projects are proposed by a rule that says of each why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.law.document import amount
from services.schedule.domain.leaders.rulebook import LEVEL_NAMES, SelectionRule
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.terms import category_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A project of the year's plan, with what the rule looks at. Level and category are unknown until reserve tells them."""

    project_id: UUID
    name: str
    kind: ItemKind
    level: str | None
    category: str | None
    total_investment: Decimal
    annual_investment: Decimal


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why a project was proposed: a stable code, and the sentence with figure and limit."""

    code: str
    text: str


def grounds(candidate: Candidate, mark: str | None, rule: SelectionRule) -> tuple[Ground, ...]:
    """Say all that speaks for a project; an amount that reaches its limit suffices. `mark`: the authority's own reason."""
    if not candidate.kind.construction:
        return ()
    found = []
    total, annual = candidate.total_investment, candidate.annual_investment
    if total >= rule.total_investment:
        found.append(_reached("TOTAL_INVESTMENT", "总投资", total, rule.total_investment))
    if annual >= rule.annual_investment:
        found.append(_reached("ANNUAL_INVESTMENT", "年度计划投资", annual, rule.annual_investment))
    if candidate.level in rule.levels:
        found.append(Ground("LEVEL", f"{LEVEL_NAMES.get(candidate.level or '', candidate.level)}重点项目"))
    for category, limit in rule.category_totals:
        if candidate.category == category and limit <= total < rule.total_investment:
            name = category_name(category)
            found.append(_reached("CATEGORY", f"{name}项目总投资", total, limit))
    if mark is not None:
        found.append(Ground("DRIVING", f"区投资主管部门认定带动作用强：{mark}"))
    return tuple(found)


def proposed(
    candidates: Iterable[Candidate], marks: Mapping[UUID, str], rule: SelectionRule
) -> list[tuple[Candidate, tuple[Ground, ...]]]:
    """Propose what the rule finds, the largest total investment first."""
    found = [(c, grounds(c, marks.get(c.project_id), rule)) for c in candidates]
    chosen = [(c, why) for c, why in found if why]
    return sorted(chosen, key=lambda f: (-f[0].total_investment, f[0].name, str(f[0].project_id)))


def told(rule: SelectionRule) -> list[str]:
    """Tell the rule in words, as it is kept with a draft."""
    levels = "、".join(name for code, name in LEVEL_NAMES.items() if code in rule.levels)
    lines = [
        f"总投资达到{amount(rule.total_investment)}万元",
        f"年度计划投资达到{amount(rule.annual_investment)}万元",
        f"{levels}重点项目",
    ]
    lines += [f"{category_name(c)}项目总投资达到{amount(limit)}万元" for c, limit in rule.category_totals]
    return [*lines, "区投资主管部门认定带动作用强"]


def _reached(code: str, what: str, value: Decimal, limit: Decimal) -> Ground:
    return Ground(code, f"{what}{amount(value)}万元，达到{amount(limit)}万元")
