"""第三条（一）（二）: what an application still lacks under the guide, each with what would mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.article import Article
from services.law.breach import Breach
from services.law.document import amount
from services.reserve.domain.applications.guide import Contents
from services.reserve.domain.applications.rulebook import A3_1, A3_2, GUIDE_ELEMENTS
from services.reserve.domain.applications.state import Asked
from services.reserve.domain.applications.terms import Channel
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import LIBRARY_NAMES, Category, ItemKind, Library

CATEGORY_NAMES = {
    Category.INDUSTRY: "产业",
    Category.INFRASTRUCTURE: "基础设施",
    Category.SOCIAL: "社会民生",
    Category.ECOLOGY: "生态环保",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What of the project's record a guide may ask about."""

    total_investment: Decimal
    category: Category
    library: Library | None
    stated: frozenset[str]  # codes of GUIDE_ELEMENTS that the record states

    @classmethod
    def of(cls, project: Project, day: date) -> Record:
        """Look at a project."""
        e = project.elements
        stated = frozenset(code for code, _ in GUIDE_ELEMENTS.on(day) if e.states(code))
        return cls(total_investment=e.total_investment, category=e.category, library=project.library, stated=stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that is asked for; `lacking` is the code of the breach, `remedy` what to do, None when it is met."""

    lacking: str
    name: str
    article: Article
    field: str | None
    remedy: str | None

    @property
    def met(self) -> bool:
        """Whether nothing is to be done."""
        return self.remedy is None

    def breach(self) -> Breach:
        """Refuse for it."""
        return Breach(self.lacking, f"{self.name}：{self.remedy}", self.article, self.field)


def judge(asked: Asked, record: Record, guide: Contents | None, day: date) -> list[Requirement]:
    """List all that is asked of an application, one by one, met or not."""
    return [*_of_application(asked, record), *_of_guide(record, guide, day)]


def judge_window(guide: Contents, today: date) -> Requirement:
    """第三条（一）: applications are filed from the first to the last day of the window, both included."""
    opens, closes = guide.opens_on, guide.closes_on
    remedy, code = None, "WINDOW_CLOSED"
    if opens is not None and today < opens:
        remedy, code = f"申报自{opens}开始，请届时提交", "WINDOW_NOT_OPEN"
    elif closes is not None and today > closes:
        remedy = f"申报已于{closes}截止；确有必要的请联系区投资主管部门按第三条（三）评估"
    return Requirement(lacking=code, name="申报时间", article=A3_1, field=None, remedy=remedy)


def _of_application(asked: Asked, record: Record) -> Iterator[Requirement]:
    yield _asked("STATEMENT_MISSING", "申报理由", "statement", None if asked.statement else "请写明申报理由")
    annual, total = asked.annual_investment, record.total_investment
    remedy, code = None, "ANNUAL_INVESTMENT_INVALID"
    if annual <= 0 and asked.kind is not ItemKind.PRELIMINARY:
        remedy = "新开工、续建项目当年须有投资，请填写大于零的年度投资"
    elif annual > total:
        remedy, code = f"年度投资{amount(annual)}万元超过总投资{amount(total)}万元，请核改", "ANNUAL_EXCEEDS_TOTAL"
    yield _asked(code, "申报年度投资", "annualInvestment", remedy)
    if asked.channel is Channel.INDUSTRY_AUTHORITY:
        known = "industry_authority_id" in record.stated
        remedy = None if known else "经行业主管部门申报的项目，请先登记其行业主管部门"
        yield _asked("INDUSTRY_AUTHORITY_MISSING", "行业主管部门", "channel", remedy)


def _of_guide(record: Record, guide: Contents | None, day: date) -> Iterator[Requirement]:
    remedy = None if guide is not None else "该年度申报指南尚未发布，请待区投资主管部门发布后申报"
    yield _guided("GUIDE_NOT_PUBLISHED", "年度申报指南", remedy)
    if guide is None:
        return
    if (smallest := guide.minimum_total_investment) is not None:
        total, remedy = record.total_investment, None
        if total < smallest:
            remedy = f"指南要求总投资不低于{amount(smallest)}万元，该项目为{amount(total)}万元"
        yield _guided("TOTAL_BELOW_MINIMUM", "总投资规模", remedy)
    if guide.categories:
        listed, fits = "、".join(CATEGORY_NAMES[c] for c in guide.categories), record.category in guide.categories
        remedy = None if fits else f"指南支持{listed}类项目，该项目为{CATEGORY_NAMES[record.category]}类"
        yield _guided("CATEGORY_NOT_SUPPORTED", "项目类别", remedy)
    if guide.libraries:
        listed, here = "、".join(LIBRARY_NAMES[x] for x in guide.libraries), record.library
        remedy = (
            f"指南要求项目在{listed}内，该项目{f'现为{LIBRARY_NAMES[here]}' if here else '未入库'}，请先办理入库、转化"
        )
        yield _guided("LIBRARY_NOT_REACHED", "所在库", None if here in guide.libraries else remedy)
    names = dict(GUIDE_ELEMENTS.on(day))
    for element in guide.required_elements:
        name = names.get(element, element)
        remedy = None if element in record.stated else f"请在项目信息中补充“{name}”"
        yield _guided(f"ELEMENT_{element.upper()}_MISSING", name, remedy)


def _asked(lacking: str, name: str, field: str, remedy: str | None) -> Requirement:
    return Requirement(lacking=lacking, name=name, article=A3_2, field=field, remedy=remedy)


def _guided(lacking: str, name: str, remedy: str | None) -> Requirement:
    return Requirement(lacking=lacking, name=name, article=A3_1, field=None, remedy=remedy)
