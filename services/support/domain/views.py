"""第十七条：a kept filter of the queue, one's own or shared in the bureau. What a filter may say is judged by the schema."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.request import Acting, found

A17 = Article(17)
MOST_VIEWS = 50
_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The state of one."""

    id: UUID
    version: int
    division: str
    owner: str
    unit: UUID | None
    name: str
    shared: bool
    filter: Mapping[str, Any]
    sort: str
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is to be kept."""

    name: str
    shared: bool
    filter: Mapping[str, Any]
    sort: str


def save(id: UUID, settings: Settings, names: AbstractSet[str], acting: Acting) -> View | Refusal:
    """Keep a new one. names: of the person's other views."""
    many = None
    if len(names) >= MOST_VIEWS:
        many = Breach("VIEWS_TOO_MANY", f"最多保存 {MOST_VIEWS} 个视图，请先删除不用的", A17)
    name = wording.required(settings.name, "视图名称", A17, "name", longest=_LONGEST_NAME)
    if breaches := _faults(name, names, settings, acting, many):
        return Refusal(breaches)
    return View(
        id=id,
        version=1,
        division=acting.division,
        owner=acting.subject,
        unit=acting.unit,
        name=str(name),
        shared=settings.shared,
        filter=settings.filter,
        sort=settings.sort,
    )


def change(view: View, settings: Settings, names: AbstractSet[str], acting: Acting) -> View | Refusal:
    """Change one of one's own."""
    name = wording.required(settings.name, "视图名称", A17, "name", longest=_LONGEST_NAME)
    if breaches := _faults(name, names, settings, acting, _not_own(view, acting)):
        return Refusal(breaches)
    settled: dict[str, Any] = {
        "name": str(name),
        "shared": settings.shared,
        "filter": settings.filter,
        "sort": settings.sort,
    }
    return replace(view, version=view.version + 1, **settled)


def delete(view: View, acting: Acting) -> View | Refusal:
    """Delete one of one's own."""
    if breach := _not_own(view, acting):
        return Refusal.of(breach)
    return replace(view, version=view.version + 1, deleted=True)


def _faults(
    name: str | Breach, names: AbstractSet[str], settings: Settings, acting: Acting, other: Breach | None
) -> tuple[Breach, ...]:
    taken = unshared = None
    if not isinstance(name, Breach) and name in names:
        taken = Breach("VIEW_NAME_TAKEN", f"您已有名为“{name}”的视图", A17, "name")
    if settings.shared and acting.unit is None:
        unshared = Breach("NOT_THE_BUREAU", "您不属于任何单位，视图不能共享", A17, "shared")
    return found(other, name if isinstance(name, Breach) else None, taken, unshared)


def _not_own(view: View, acting: Acting) -> Breach | None:
    if view.owner == acting.subject:
        return None
    return Breach("VIEW_NOT_OWN", "这是他人共享的视图，只有其所有者可以修改；可另存为自己的视图", A17)
