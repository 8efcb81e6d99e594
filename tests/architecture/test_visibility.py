"""No table can be read without its visibility: a type over one that declares none does not compile, and is not walked."""

import importlib

import pytest
from graphql import GraphQLObjectType
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from infra.places import SERVICES
from services.chassis.identity import Actor
from services.chassis.reads.declare import standing_of
from services.chassis.visibility import condition, narrowed
from services.law.parties import Role
from services.schedule.store import tables

NOBODY = Actor(subject="nobody", name="nobody", roles=frozenset({Role.OWNER}), unit=None, division="430211")


def standing(service: str) -> list[type]:
    core = importlib.import_module(f"services.{service}.app").SERVICE.schema().core
    kinds = [k for k in core.type_map.values() if isinstance(k, GraphQLObjectType)]
    origins = [getattr(k.extensions.get("strawberry-definition"), "origin", None) for k in kinds]
    return [s.model for s in map(standing_of, origins) if s and s.model]


@pytest.mark.parametrize("service", SERVICES)
def test_every_table_that_a_type_stands_over_declares_who_sees_its_rows(service: str) -> None:
    models = standing(service)
    assert models
    for model in models:
        assert condition(model, NOBODY) is not None


def test_a_table_without_a_declaration_cannot_be_read() -> None:
    class Base(DeclarativeBase): ...

    class Bare(Base):
        __tablename__ = "bare"
        id: Mapped[int] = mapped_column(primary_key=True)

    with pytest.raises(LookupError, match="declares no visibility"):
        narrowed(select(Bare), NOBODY)


def test_a_query_that_names_no_table_first_cannot_be_read() -> None:
    with pytest.raises(LookupError, match="starts with a table"):
        narrowed(select(func.count()).select_from(tables.Node), NOBODY)
