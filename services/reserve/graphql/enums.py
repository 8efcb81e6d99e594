"""The enums of the API: those of the domain, with their names and descriptions."""

from __future__ import annotations

from enum import Enum

import strawberry

from services.law.parties import Role, UnitCategory
from services.reserve.domain import terms
from services.reserve.domain.library.criteria import Verdict
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.usecases.imports.report import Mode

strawberry.enum(Role, description="身份 / In what capacity a person or unit acts")
strawberry.enum(UnitCategory, description="单位类别 / Kind of a unit (A18)")
strawberry.enum(terms.Level, name="ProjectLevel", description="项目级别 / Level of a key project (A2, A22)")
strawberry.enum(terms.Category, name="ProjectCategory", description="项目类别 / Category in which plans are published")
strawberry.enum(terms.InvestmentMode, description="投资模式 / Who invests (A4, A5)")
strawberry.enum(terms.ApprovalRoute, description="立项方式：审批、核准、备案 / Way of being established (A6)")
strawberry.enum(
    terms.Library, description="储备项目库（135）及建设项目 / Library of the reserve, or under construction (A5, A6)"
)
strawberry.enum(
    terms.ItemKind, name="PlanItemKind", description="计划项目性质：新开工、续建、前期 / Kind of plan item (A2)"
)
strawberry.enum(terms.ItemBasis, name="PlanItemBasis", description="纳入依据：申报、评估 / Why an item is listed (A3)")
strawberry.enum(terms.PlanStatus, description="计划状态 / Status of a yearly plan (A3)")
strawberry.enum(terms.OpinionOutcome, description="会商会审意见 / Opinion in the joint consultation (A3.4)")
strawberry.enum(
    terms.DeliberationOutcome, description="审议结果：通过、修改后通过、退回 / Outcome of a deliberation (A3.4)"
)
strawberry.enum(
    CoordinateSystem, description="坐标系，填报只接受CGCS2000 / Coordinate system; only CGCS2000 is accepted"
)
strawberry.enum(
    Mode, name="ImportMode", description="导入方式：全部或不导、只导合格行 / All rows or none, or the good rows"
)


strawberry.enum(
    Verdict,
    name="CriterionVerdict",
    description="标准的判定：满足、临近届满、缺、已过期 / How a criterion stands (A5, A6)",
)


@strawberry.enum(description="排序方向 / Direction of a sort")
class SortDirection(Enum):
    """Ascending or descending."""

    ASC = "ASC"
    DESC = "DESC"
