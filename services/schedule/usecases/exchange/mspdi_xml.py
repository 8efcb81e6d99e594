"""Reads single values out of MS Project XML."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

from services.schedule.usecases.exchange import fields

Element: TypeAlias = Any  # an element of lxml
__all__ = ["NS", "Element", "day", "each", "etree", "number", "text"]

NS = f"{{{fields.NAMESPACE}}}"
_NUMBER = re.compile(r"-?\d{1,12}(?:\.0*)?")


def text(element: Element, name: str) -> str:
    """Return the text of a child; nothing where there is none."""
    return (element.findtext(f"{NS}{name}") or "").strip()


def number(element: Element, name: str, default: int) -> int:
    """Return the whole number of a child, or the default for what is none."""
    written = text(element, name)
    return int(written.split(".")[0]) if _NUMBER.fullmatch(written) else default


def day(element: Element, name: str) -> date | None:
    """Return the day of a moment."""
    try:
        return date.fromisoformat(text(element, name)[:10])
    except ValueError:
        return None


def each(element: Element, *path: str) -> list[Element]:
    """Return the elements on a path."""
    found: list[Element] = element.findall("/".join(f"{NS}{name}" for name in path))
    return found
