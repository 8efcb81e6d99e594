"""第六条: the conversion of projects from library to library, step by step; return and removal with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import ProjectConverted
from services.reserve.domain.library.criteria import readiness
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.project.state import InPlan, Project, changed
from services.reserve.domain.terms import LIBRARY_NAMES, Library, PlanStatus, after, is_lower

A6 = Article(6)


def convert(project: Project, evidence: Sequence[Evidence], to: Library, today: date) -> Decided[Project] | Refusal:
    """第六条: take the next step when every criterion of the next library is met; a jump is refused."""
    breaches = _step_breaches(project, to)
    breaches += [j.breach() for j in readiness(project, evidence, to, today) if not j.met]
    if breaches:
        return Refusal(tuple(breaches))
    moved = replace(project, library=to, version=project.version + 1)
    converted = ProjectConverted(
        project_id=project.id,
        from_library=project.library,
        to_library=to,
        exception_reason=None,
        division=project.division,
    )
    return Decided(moved, (converted, changed(moved)))


def _step_breaches(project: Project, to: Library) -> list[Breach]:
    """第六条: 谋划库→预备库→待建库→建设项目, 逐级."""
    expected = after(project.library)
    if to == expected:
        return []
    here = LIBRARY_NAMES[project.library] if project.library else "未入库"
    if project.library is not None and not is_lower(project.library, to):
        message = f"项目现为{here}，不能转入{LIBRARY_NAMES[to]}；退回上一级库请用退库操作"
        return [Breach("LIBRARY_NOT_FORWARD", message, A6, "toLibrary")]
    following = LIBRARY_NAMES[expected] if expected else ""
    message = f"须逐级转化：项目现为{here}，下一级是{following}，不能直接转入{LIBRARY_NAMES[to]}"
    return [Breach("LIBRARY_STEP_SKIPPED", message, A6, "toLibrary")]


def return_to(
    project: Project, to: Library, reason: str, plans: Sequence[InPlan], today: date
) -> Decided[Project] | Refusal:
    """第六条: send a project back to a lower library, with a reason; a planned project leaves its plan first."""
    breaches = _leaving_breaches(plans, today) + _reason_breaches(reason, "退库")
    if project.library is None:
        breaches.append(Breach("PROJECT_IN_NO_LIBRARY", "项目未入库，无从退回", A6, "toLibrary"))
    elif not is_lower(to, project.library):
        message = f"项目现为{LIBRARY_NAMES[project.library]}，只能退回更低一级的库"
        breaches.append(Breach("LIBRARY_NOT_LOWER", message, A6, "toLibrary"))
    if breaches:
        return Refusal(tuple(breaches))
    moved = replace(project, library=to, version=project.version + 1)
    return Decided(moved, (changed(moved),))


def remove(project: Project, reason: str, plans: Sequence[InPlan], today: date) -> Decided[Project] | Refusal:
    """第六条: take a project out of the libraries, with a reason; a planned project leaves its plan first."""
    breaches = _leaving_breaches(plans, today) + _reason_breaches(reason, "出库")
    if project.library is None:
        breaches.append(Breach("PROJECT_IN_NO_LIBRARY", "项目未入库，无从出库", A6))
    if breaches:
        return Refusal(tuple(breaches))
    moved = replace(project, library=None, version=project.version + 1)
    return Decided(moved, (changed(moved),))


def _reason_breaches(reason: str, what: str) -> list[Breach]:
    return [] if reason else [Breach("REASON_MISSING", f"{what}须写明理由", A6, "reason")]


def _leaving_breaches(plans: Sequence[InPlan], today: date) -> list[Breach]:
    """第三条、第十一条: an issued plan changes by adjustment only, and a plan in preparation keeps its items valid."""
    breaches = []
    for plan in plans:
        if plan.status is not PlanStatus.ISSUED:
            message = f"项目在编制中的{plan.year}年度计划内，请先从计划中移出"
            breaches.append(Breach("PROJECT_IN_PLAN", message, Article(3)))
        elif plan.year >= today.year:
            message = f"项目已列入{plan.year}年度计划，下达后只能按程序调整"
            breaches.append(Breach("PROJECT_IN_PLAN", message, Article(11)))
    return breaches
