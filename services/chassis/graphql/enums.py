"""Enums of the domain under their names in the schema, each value with its description."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

import strawberry

E = TypeVar("E", bound=StrEnum)


def named_enum(kind: type[E], name: str, description: str, values: Mapping[E, str]) -> None:
    """Give an enum its name, and say of each of its values what it means: `中文 / English`.

    A value without words is a KeyError at start. Call it before the types that use the enum are declared.
    """
    described = [(one, strawberry.enum_value(one.value, description=values[one])) for one in kind]
    for one, said in described:
        # as if the class had been written so; strawberry.enum takes the plain value back out
        one._value_ = said  # type: ignore[assignment]
    strawberry.enum(kind, name=name, description=description)
