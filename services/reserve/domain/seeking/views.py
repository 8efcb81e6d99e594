"""Saved views: what somebody has set a list to show, kept under a name for himself, his unit or the division.

The measures say nothing of them, so no breach names a clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.reserve.domain.decision import Decided
from services.reserve.domain.seeking import settings as kept_settings

MOST_VIEWS = 50  # of a person and a list
LONGEST_NAME = 50
LONGEST_SEARCH = 100  # as the lists themselves take it


class ViewList(StrEnum):
    """The lists that can be kept as views."""

    PROJECTS = "PROJECTS"  # 项目
    ORGANIZATIONS = "ORGANIZATIONS"  # 单位
    APPLICATIONS = "APPLICATIONS"  # 申报


class Sharing(StrEnum):
    """Who may use a view beside the person whose it is."""

    OWN = "OWN"  # 仅本人
    UNIT = "UNIT"  # 本单位
    DIVISION = "DIVISION"  # 全区


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A view. `settings` are the arguments of its list as a client gives them; `unit` is the one that it is shared with."""

    id: UUID
    division: str
    version: int
    owner: str
    of_list: ViewList
    name: str
    sharing: Sharing
    unit: UUID | None
    is_default: bool
    settings: Mapping[str, Any]
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who acts: `authority` where he sees all projects of the division."""

    subject: str
    unit: UUID | None
    authority: bool


@dataclass(frozen=True, slots=True)
class Others:
    """The names of the person's other views of the same list."""

    names: frozenset[str]


UNKNOWN = Breach("SAVED_VIEW_UNKNOWN", "没有该视图，或未与您共享", field="viewId")
_NOT_YOURS = Breach("SAVED_VIEW_NOT_YOURS", "该视图是他人共享的，只能使用；如需调整请另存为自己的视图", field="viewId")
_DELETED = Breach("SAVED_VIEW_DELETED", "该视图已删除，如需使用请先恢复", field="viewId")
_NOT_DELETED = Breach("SAVED_VIEW_NOT_DELETED", "该视图未被删除，无须恢复", field="viewId")
_TOO_MANY = Breach("SAVED_VIEWS_TOO_MANY", f"每人每个列表最多保存{MOST_VIEWS}个视图，请先删除不用的视图")
_OTHER_LIST = Breach("SAVED_VIEW_OTHER_LIST", "给出的条件属于另一列表，请只给出本视图所属列表的条件", field="list")
_NO_UNIT = Breach("SAVED_VIEW_UNIT_MISSING", "您的账号未关联单位，不能共享给本单位", field="sharing")
_NOT_FOR_ALL = Breach(
    "SAVED_VIEW_DIVISION_FOR_AUTHORITIES", "只有区级主管部门可以共享给全区，请改为本人或本单位", field="sharing"
)


def settings_of(
    of_list: ViewList, given: Mapping[ViewList, Mapping[str, Any]]
) -> tuple[Mapping[str, Any], list[Breach]]:
    """Return the settings of the view's own list; those of another one are a mistake."""
    others = [which for which in given if which is not of_list]
    return given.get(of_list, {}), [_OTHER_LIST] if others else []


def save(view: SavedView, person: Person, others: Others) -> Decided[SavedView] | Refusal:
    """Keep a new view; refuse a name that is taken, one view too many, sharing beyond what the person may."""
    read, breaches = _read(view)
    breaches += _beside(read.name, others, adds=True) + _sharing(view.sharing, person)
    return _decided(_with_unit(read, person), breaches)


def change(before: SavedView, wanted: SavedView, person: Person, others: Others) -> Decided[SavedView] | Refusal:
    """Change a view of one's own; what is deleted has to be restored first."""
    if refused := _own(before, person):
        return Refusal.of(refused)
    read, breaches = _read(wanted)
    breaches += [_DELETED] if before.deleted else _beside(read.name, others, adds=False)
    breaches += _sharing(wanted.sharing, person)
    return _decided(replace(_with_unit(read, person), version=before.version + 1), breaches)


def delete(before: SavedView, person: Person) -> Decided[SavedView] | Refusal:
    """Put a view of one's own away; it can be restored."""
    if refused := _own(before, person):
        return Refusal.of(refused)
    after = replace(before, version=before.version + 1, deleted=True, is_default=False)
    return _decided(after, [_DELETED] if before.deleted else [])


def restore(before: SavedView, person: Person, others: Others) -> Decided[SavedView] | Refusal:
    """Take a deleted view back, unless its name was given to another one meanwhile."""
    if refused := _own(before, person):
        return Refusal.of(refused)
    breaches = _beside(before.name, others, adds=True) + _sharing(before.sharing, person)
    after = replace(_with_unit(before, person), version=before.version + 1, deleted=False)
    return _decided(after, breaches if before.deleted else [_NOT_DELETED])


def _decided(after: SavedView, breaches: list[Breach]) -> Decided[SavedView] | Refusal:
    return Refusal(tuple(breaches)) if breaches else Decided(after)


def _own(view: SavedView, person: Person) -> Breach | None:
    return None if view.owner == person.subject else _NOT_YOURS


def _read(view: SavedView) -> tuple[SavedView, list[Breach]]:
    """Read name and settings into the form in which they are kept."""
    breaches = []
    name = clean_name(view.name, "视图名称", "name", LONGEST_NAME)
    if isinstance(name, Breach):
        breaches.append(name)
        name = view.name
    search = clean_text(view.settings.get("search") or "", "检索词", "search", LONGEST_SEARCH)
    if isinstance(search, Breach):
        breaches.append(search)
    breaches += kept_settings.faults(view.settings)
    return replace(view, name=name), breaches


def _beside(name: str, others: Others, *, adds: bool) -> list[Breach]:
    breaches = []
    if name in others.names:
        breaches.append(Breach("SAVED_VIEW_NAME_TAKEN", f"您已有名为“{name}”的视图，请换一个名称", field="name"))
    if adds and len(others.names) >= MOST_VIEWS:
        breaches.append(_TOO_MANY)
    return breaches


def _sharing(sharing: Sharing, person: Person) -> list[Breach]:
    if sharing is Sharing.UNIT and person.unit is None:
        return [_NO_UNIT]
    return [_NOT_FOR_ALL] if sharing is Sharing.DIVISION and not person.authority else []


def _with_unit(view: SavedView, person: Person) -> SavedView:
    """Share with the unit for which the person acts now."""
    return replace(view, unit=person.unit if view.sharing is Sharing.UNIT else None)
