"""What a search compares, beside parts of names: pinyin initials and codes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text, func, or_

from services.chassis.reads import containing, through
from services.reserve.domain.seeking.words import credit_code_sought, initials_sought, project_code_sought


def project_sought(project: Any, search: Any) -> ColumnElement[bool]:
    """Part of a project's name, of its initials, or of its project code with or without hyphens."""
    code = func.replace(project.project_code, "-", "", type_=Text())
    return or_(named_so(project.name, project.initials, search), code.like(through(search, _code, Text())))


def unit_sought(unit: Any, former_names: Any, search: Any) -> ColumnElement[bool]:
    """Part of a unit's name, of a former one, of the initials of its name, or of its credit code."""
    code = unit.credit_code.like(through(search, _credit_code, Text()))
    return or_(named_so(unit.name, unit.initials, search), containing(former_names, search), code)


def named_so(name: Any, initials: Any, search: Any) -> ColumnElement[bool]:
    """Part of a name, or of its initials: letters of the first are letters of the second too."""
    return or_(containing(name, search), initials.like(through(search, _initials, Text())))


# a search that can be none of these compares with null, which is never so


def _initials(search: str) -> str | None:
    return _within(initials_sought(search))


def _code(search: str) -> str | None:
    return _within(project_code_sought(search))


def _credit_code(search: str) -> str | None:
    return _within(credit_code_sought(search))


def _within(sought: str | None) -> str | None:
    return None if sought is None else f"%{sought}%"  # letters, figures: no sign of a pattern among them
