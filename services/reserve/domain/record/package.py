"""第二条、第四条: packages 打包项目. A package counts as one item, its parts are shown and counted apart, amounts never twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.document import amount
from services.reserve.domain.decision import Decided
from services.reserve.domain.project.state import Project, changed

A2, A4, A3_4 = Article(2), Article(4), Article(3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What a project has to do with packages: its package with the other parts of it, and its own parts."""

    package_total: Decimal | None = None
    siblings_total: Decimal = Decimal(0)
    parts: int = 0
    parts_total: Decimal = Decimal(0)


def add(
    part: Project, package: Project, of_part: Family, of_package: Family, both_listed: Collection[int] = ()
) -> Decided[Project] | Refusal:
    """Put a project into a package. both_listed: the years whose plans list the two side by side."""
    breaches = [
        *_shape_breaches(part, package, of_part),
        *_sum_breaches(part, package, of_package),
        *(
            Breach(
                "LISTED_BESIDE_PACKAGE",
                f"两者均在{year}年度计划内，打包后金额会重复计算，请先移出其一",
                A3_4,
                "projectId",
            )
            for year in sorted(both_listed)
        ),
    ]
    if breaches:
        return Refusal(tuple(breaches))
    after = replace(part, package_id=package.id, version=part.version + 1)
    return Decided(after, (changed(after),))


def remove(part: Project) -> Decided[Project] | Refusal:
    """Take a project out of its package; it counts by itself from then on."""
    if part.package_id is None:
        return Refusal.of(Breach("NOT_IN_PACKAGE", "该项目不在任何打包项目内", A4, "projectId"))
    after = replace(part, package_id=None, version=part.version + 1)
    return Decided(after, (changed(after),))


def fits(total: Decimal, family: Family) -> list[Breach]:
    """第四条: a changed total keeps the parts within their package, to the last yuan."""
    breaches = []
    if family.package_total is not None and family.siblings_total + total > family.package_total:
        together = family.siblings_total + total
        message = f"各子项目总投资合计{amount(together)}万元，超过所在打包项目总投资{amount(family.package_total)}万元"
        breaches.append(Breach("PARTS_EXCEED_PACKAGE", message, A4, "totalInvestment"))
    if family.parts_total > total:
        message = f"总投资{amount(total)}万元，低于各子项目总投资合计{amount(family.parts_total)}万元"
        breaches.append(Breach("PARTS_EXCEED_PACKAGE", message, A4, "totalInvestment"))
    return breaches


def beside(package_id: UUID | None, part_ids: Iterable[UUID], listed: Collection[UUID]) -> list[Breach]:
    """第二条、第三条（四）: a plan lists a package or its parts, never both, or their amounts would count twice."""
    if package_id is not None and package_id in listed:
        return [Breach("LISTED_BESIDE_PACKAGE", "所在打包项目已在计划内，子项目不能另行列入", A3_4, "projectId")]
    if any(p in listed for p in part_ids):
        return [Breach("LISTED_BESIDE_PACKAGE", "该打包项目的子项目已在计划内，不能重复列入", A3_4, "projectId")]
    return []


def _shape_breaches(part: Project, package: Project, of_part: Family) -> list[Breach]:
    """One level only, so that there are no cycles; one package a part; one division."""
    if part.id == package.id:
        return [Breach("PACKAGE_OF_ITSELF", "项目不能打包到自身", A4, "packageId")]
    breaches = []
    if part.package_id is not None:
        message = "该项目已在此打包项目内" if part.package_id == package.id else "该项目已在另一打包项目内，请先移出"
        breaches.append(Breach("ALREADY_IN_PACKAGE", message, A4, "projectId"))
    if of_part.parts:
        message = f"该项目自身是打包项目（含{of_part.parts}个子项目），不能再打包"
        breaches.append(Breach("PACKAGE_NESTED", message, A4, "projectId"))
    if package.package_id is not None:
        message = "所选打包项目自身是另一打包项目的子项目，只允许一级打包"
        breaches.append(Breach("PACKAGE_NESTED", message, A4, "packageId"))
    if part.division != package.division:
        breaches.append(Breach("PACKAGE_OF_OTHER_DIVISION", "子项目与打包项目须属同一行政区划", A4, "packageId"))
    return breaches


def _sum_breaches(part: Project, package: Project, of_package: Family) -> list[Breach]:
    """第四条: the parts together invest no more than the package, to the last yuan."""
    if package.id in {part.package_id, part.id}:
        return []
    together, whole = of_package.parts_total + part.elements.total_investment, package.elements.total_investment
    if together <= whole:
        return []
    message = f"各子项目总投资合计{amount(together)}万元，超过打包项目总投资{amount(whole)}万元"
    return [Breach("PARTS_EXCEED_PACKAGE", message, A4, "projectId")]
