"""第三条（四）: a body that deliberates may pass the list with changes 修改后通过, each recorded with its reason.

The measures have the bodies deliberate one after the other and name no way back: so what a body changes goes on to the
next one, the earlier ones do not meet again, and the record says which list each of them had before it. A body that
wants more than it may change returns the list: it is a draft again, on which opinions are given anew where it changes
(those on what stays hold), and all bodies meet once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.law.breach import Breach
from services.law.dated import Dated, Entry
from services.law.document import amount
from services.reserve.domain.plan.items import KIND_NAMES, Proposal, annual_breaches, library_breaches
from services.reserve.domain.plan.state import A3_4, Amended, Item, Listing, Plan
from services.reserve.domain.rulebook import FIRST_DAY
from services.reserve.domain.terms import ItemKind, Library


class AmendmentKind(StrEnum):
    """第三条（四）: what a meeting does to one item of the list."""

    REMOVE = "REMOVE"  # 移出（调整时为划去该事项）
    CHANGE = "CHANGE"  # 改年度投资、建设性质或者表述


class Beyond(StrEnum):
    """第三条（四）: in what a change goes beyond the opinions of the joint consultation."""

    MORE_INVESTMENT = "MORE_INVESTMENT"  # 年度投资高于会商时
    TO_CONSTRUCTION = "TO_CONSTRUCTION"  # 前期改为建设项目


BEYOND_OPINIONS = Dated(
    A3_4,
    "审议时超出会商会审意见、须退回重新会商的改动",
    Entry(
        FIRST_DAY,
        (Beyond.MORE_INVESTMENT, Beyond.TO_CONSTRUCTION),
        "第三条（四）“会商会审，提出明确审查意见”的执行口径：会商部门未就所需要素提出过意见的，不能径行通过",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What a meeting decided on one item; what is left out stays."""

    project_id: UUID
    kind: AmendmentKind
    reason: str
    name: str | None = None
    item_kind: ItemKind | None = None
    annual_investment: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amending:
    """What a meeting decided item by item, and in which libraries the projects of a changed kind stand."""

    amendments: Sequence[Amendment] = ()
    libraries: Mapping[UUID, Library | None] | None = None


def amend(plan: Plan, asked: Amending) -> tuple[tuple[Amended, ...], list[Breach]]:
    """第三条（四）: judge each change of a meeting; say what each does, and all that is wrong with any."""
    done: list[Amended] = []
    breaches: list[Breach] = []
    for at, amendment in enumerate(asked.amendments):
        item = plan.item(amendment.project_id)
        if item is None:
            breaches.append(Breach("ITEM_UNKNOWN", "该项目不在所审议的名单内", A3_4, f"changes.{at}.projectId"))
            continue
        found = [*_twice(asked.amendments[:at], amendment), *_reasoned(amendment)]
        found += (
            _removal(amendment) if amendment.kind is AmendmentKind.REMOVE else _change(plan, item, amendment, asked)
        )
        breaches += [replace(b, message=f"{item.name}：{b.message}", field=f"changes.{at}.{b.field}") for b in found]
        done.append(_amended(item, amendment))
    if plan.items and sum(a.after is None for a in done) == len(plan.items):
        message = "移出后名单内没有项目；全部不予通过的，请退回修改"
        breaches.append(Breach("LIST_WOULD_BE_EMPTY", message, A3_4, "changes"))
    return tuple(done), breaches


def carried_out(items: Iterable[Item], done: Sequence[Amended]) -> tuple[Item, ...]:
    """Change the list as the meeting decided; opinions stay with what they were given on."""
    of = {a.project_id: a for a in done}
    return tuple(changed for item in items if (changed := _after(item, of.get(item.project_id))) is not None)


def listing(item: Item) -> Listing:
    """See of an item what a meeting may change."""
    return Listing(name=item.name, kind=item.kind, annual_investment=item.annual_investment)


def _after(item: Item, amended: Amended | None) -> Item | None:
    if amended is None:
        return item
    to = amended.after
    if to is None:
        return None
    return replace(item, name=to.name, kind=to.kind, annual_investment=to.annual_investment)


def _amended(item: Item, amendment: Amendment) -> Amended:
    after = None
    if amendment.kind is AmendmentKind.CHANGE:
        annual = amendment.annual_investment
        after = Listing(
            name=amendment.name or item.name,
            kind=amendment.item_kind or item.kind,
            annual_investment=item.annual_investment if annual is None else annual,
        )
    return Amended(project_id=item.project_id, before=listing(item), after=after, reason=amendment.reason)


def _twice(earlier: Sequence[Amendment], amendment: Amendment) -> list[Breach]:
    if amendment.project_id not in {a.project_id for a in earlier}:
        return []
    return [Breach("CHANGE_TWICE", "同一次审议对一个项目只记一条改动", A3_4, "projectId")]


def _reasoned(amendment: Amendment) -> list[Breach]:
    return [] if amendment.reason else [Breach("REASON_MISSING", "须写明修改理由", A3_4, "reason")]


def _removal(amendment: Amendment) -> list[Breach]:
    if (amendment.name, amendment.item_kind, amendment.annual_investment) == (None, None, None):
        return []
    return [Breach("REMOVAL_WITH_VALUES", "移出的项目不能同时修改", A3_4, "action")]


def _change(plan: Plan, item: Item, amendment: Amendment, asked: Amending) -> list[Breach]:
    """第二条、第六条: what was asked when the item was listed is asked of it as it is changed."""
    to = _amended(item, amendment).after
    if to is None or to == listing(item):
        return [Breach("NOTHING_CHANGED", "没有任何改动", A3_4, "action")]
    proposal = Proposal(kind=to.kind, annual_investment=to.annual_investment, exempted=item.exempted)
    breaches = annual_breaches(item.total_investment, proposal)
    if to.kind is not item.kind:
        library = (asked.libraries or {}).get(item.project_id)
        unneeded = library is not None and item.exempted is not None  # it came into a library since it was listed
        breaches += library_breaches(
            library, replace(proposal, exempted=None) if unneeded else proposal, plan.drafted_on
        )
    return breaches + _beyond_opinions(plan, item, to)


def _beyond_opinions(plan: Plan, item: Item, to: Listing) -> list[Breach]:
    """第三条（四）: more than what the bodies of the consultation gave their opinions on needs new opinions."""
    of_item = [a for d in plan.deliberations if d.round == plan.round for a in d.changes]
    was = next((a.before for a in of_item if a.project_id == item.project_id), listing(item))
    barred = BEYOND_OPINIONS.on(plan.drafted_on)
    breaches = []
    if Beyond.MORE_INVESTMENT in barred and to.annual_investment > was.annual_investment:
        message = f"年度投资不能高于会商会审时的{amount(was.annual_investment)}万元；确需增加的请退回，重新会商"
        breaches.append(Breach("CHANGE_NEEDS_OPINIONS", message, A3_4, "annualInvestment"))
    if Beyond.TO_CONSTRUCTION in barred and was.kind is ItemKind.PRELIMINARY and to.kind is not was.kind:
        message = f"会商会审时为前期项目，不能径行改为{KIND_NAMES[to.kind]}；确需改变的请退回，重新会商"
        breaches.append(Breach("CHANGE_NEEDS_OPINIONS", message, A3_4, "kind"))
    return breaches
