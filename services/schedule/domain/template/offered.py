"""第八条：the templates that are offered, dated and cited.

They are offered for copying: a plan made from a template owns its copy, and a later change of the template does not
touch it. The four stages are those of the national reform of construction approval (国办发〔2019〕11号), which limits the
approvals of a project to 120 working days; an item whose days or lag a rule sets names that rule, and all other days
are the district's usual ones.
"""

from __future__ import annotations

from datetime import date

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.rulebook import FIRST_DAY
from services.schedule.domain.template.enterprise import NEW_LAND, RENOVATION
from services.schedule.domain.template.government import BUILDING, ROAD, SOCIAL, WATER
from services.schedule.domain.template.item import Template

SOURCE = "国办发〔2019〕11号（四阶段、审批不超过120个工作日）；未注明依据的天数与前置关系为本区默认"

NODE_TEMPLATES: Dated[tuple[Template, ...]] = Dated(
    Article(8),
    "倒排计划节点模板",
    Entry(FIRST_DAY, (BUILDING, ROAD, NEW_LAND, RENOVATION, SOCIAL, WATER), SOURCE),
)


def templates_on(day: date) -> tuple[Template, ...]:
    """Return the templates offered on the day."""
    return NODE_TEMPLATES.on(day)
