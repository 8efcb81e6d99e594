"""A service of things that may be anything, to test reads without any business.

Its table has no constraints, so that rows can hold what the schema cannot express.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import JSON, BigInteger, Enum, Integer, MetaData, Numeric, Text, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from services.chassis.database import NAMING, TYPES
from services.chassis.graphql import SIGNED_IN, Connection, Info, Subgraph, build_schema, roles
from services.chassis.inbox import Inbox
from services.chassis.reads import Key, among, answer, column, containing, derived, foreign, page, refer, sql, table
from services.chassis.service import Service
from services.chassis.visibility import visible
from services.law.parties import Role


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = TYPES


@strawberry.enum
class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


strawberry.enum(Role)
STORED = Enum(
    Colour, native_enum=False, create_constraint=False, length=40, values_callable=lambda k: [m.value for m in k]
)


@visible(lambda actor, t: true())
class ThingRow(Base):
    __tablename__ = "things"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(default="430211")
    parent_id: Mapped[UUID | None] = mapped_column(default=None)
    name: Mapped[str | None] = mapped_column(default=None)
    trusted: Mapped[str] = mapped_column(default="")
    colour: Mapped[Colour | None] = mapped_column(STORED, default=None)
    amount: Mapped[Decimal | None] = mapped_column(Numeric(), default=None)
    big: Mapped[int | None] = mapped_column(BigInteger, default=None)
    day: Mapped[date | None] = mapped_column(default=None)
    at: Mapped[datetime | None] = mapped_column(default=None)
    words: Mapped[list[Any] | None] = mapped_column(ARRAY(Text), default=None)
    numbers: Mapped[list[Any] | None] = mapped_column(ARRAY(Numeric), default=None)
    counts: Mapped[list[Any] | None] = mapped_column(ARRAY(Integer), default=None)
    days: Mapped[list[Any] | None] = mapped_column(ARRAY(TYPES[date]), default=None)
    colours: Mapped[list[Any] | None] = mapped_column(ARRAY(STORED), default=None)
    roles: Mapped[list[Any] | None] = mapped_column(ARRAY(Text), default=None)
    content: Mapped[Any | None] = mapped_column(JSON, default=None)


@visible(lambda actor, t: t.text == "open")
class SecretRow(Base):
    __tablename__ = "secrets"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(default="430211")
    thing_id: Mapped[UUID]
    text: Mapped[str]


@strawberry.interface(description="有名称的 / Whatever has a name")
class Named:
    name: str


@strawberry.type(description="部分 / A part, worked out")
class Part(Named):
    number: int
    inner: list[Part]

    @strawberry.field(description="倍数 / A multiple")
    def times(self, by: int = 2) -> int:
        return self.number * by


@strawberry.federation.type(keys=["id"], description="秘密 / A secret")
@table(SecretRow)
class Secret:
    id: UUID
    text: str


@strawberry.federation.type(keys=["id"], description="他处之物 / What another service owns")
@foreign
class Elsewhere:
    id: UUID

    @sql(description="所属 / Things beneath it")
    def things(self: Any) -> list[Annotated[Thing, strawberry.lazy("tests.chassis.reads.oddments")]] | None:
        return answer(select(ThingRow).where(ThingRow.parent_id == self.id).order_by(ThingRow.id))


@strawberry.federation.type(keys=["id"], description="物 / A thing")
@table(ThingRow)
class Thing(Named):
    id: UUID
    trusted: str
    colour: Colour | None
    paint: Colour = column("colour", description="颜色 / The colour, which must be")
    amount: Decimal | None
    sure: Decimal = column("amount", description="数量 / The amount, which must be")
    big: int | None
    day: date | None
    at: datetime | None
    words: list[str] | None
    maybe_words: list[str | None] | None = column("words", description="词 / Words or nothing")
    numbers: list[Decimal] | None
    counts: list[int] | None
    days: list[date] | None
    colours: list[Colour] | None
    roles: list[Role] | None

    @sql(description="双倍 / Twice the amount")
    def twice(self: Any) -> Decimal | None:
        return answer(self.amount * 2)

    @sql(description="大数之和 / The big number and one")
    def more(self: Any) -> int:
        return answer(self.big + 1)

    @derived("colour", description="颜色名 / Name of the colour")
    def shade(self: Any) -> str | None:
        return self.colour and f"{self.colour.name} {self.colour.value}"

    @derived("content", description="内容 / The content as text")
    def said(self: Any) -> str | None:
        return None if self.content is None else repr(self.content)

    @derived("name", asker=lambda row, info: func.concat(info.context.caller.subject, ""), description="部分 / Parts")
    def parts(self: Any, count: int = 2) -> list[Part]:
        inner = [Part(name=self.asker, number=0, inner=[])]
        return [Part(name=f"{self.name}{n}", number=n, inner=inner) for n in range(count)]

    @sql(description="父 / The thing above")
    def parent(self: Any) -> Elsewhere | None:
        return refer(id=self.parent_id)

    @sql(description="秘密 / Open secrets")
    def secrets(self: Any) -> list[Secret]:
        return answer(select(SecretRow).where(SecretRow.thing_id == self.id).order_by(SecretRow.id))

    @sql(description="下属 / Things beneath")
    def children(
        self: Any,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Annotated[Thing, strawberry.lazy("tests.chassis.reads.oddments")]]:
        return page(select(ThingRow).where(ThingRow.parent_id == self.id), [Key(ThingRow.name), Key(ThingRow.id)])


@strawberry.input(description="筛选 / Which things")
class ThingFilter:
    ids: list[UUID] | None = None
    colours: list[Colour] | None = None
    colour: Colour | None = None
    name: str | None = None
    at_least: Decimal | None = None
    top: bool = True


Anything = Annotated[Thing | Part, strawberry.union("Anything", description="任何 / Either")]


@strawberry.type
class Query:
    @sql(description="物 / Things")
    def things(
        self: Any,
        filter: ThingFilter | None = None,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Thing]:
        asked = filter or ThingFilter()
        query = select(ThingRow)
        if asked.top:
            query = query.where(ThingRow.parent_id.is_(None))
        if asked.ids is not None:
            query = query.where(among(ThingRow.id, asked.ids))
        if asked.colours is not None:
            query = query.where(ThingRow.colour.in_(asked.colours))
        if asked.colour is not None:
            query = query.where(ThingRow.colour == asked.colour)
        if asked.name is not None:
            query = query.where(containing(ThingRow.name, asked.name))
        if asked.at_least is not None:
            query = query.where(ThingRow.amount >= asked.at_least)
        return page(query, [Key(ThingRow.name), Key(ThingRow.id)])

    @sql(description="一物 / One thing")
    def thing(self: Any, id: UUID) -> Thing | None:
        return answer(select(ThingRow).where(ThingRow.id == id))

    @sql(description="秘密 / Secrets")
    def secrets(
        self: Any,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Secret]:
        return page(select(SecretRow), [Key(SecretRow.id)])

    @strawberry.field(description="自行解析 / A resolver of its own")
    async def anything(self, info: Info, count: int = 1) -> list[Anything]:
        return [Part(name="p", number=n, inner=[]) for n in range(count)]

    @sql(description="仅领导 / For leaders only")
    def guarded(self: Any, info: Info) -> str:
        return answer(func.concat(info.context.caller.name, ""))


PERMISSIONS = {
    "Query.things": SIGNED_IN,
    "Query.thing": SIGNED_IN,
    "Query.secrets": SIGNED_IN,
    "Query.anything": SIGNED_IN,
    "Query.guarded": roles(Role.LEADER),
    "Thing": SIGNED_IN,
    "Secret": SIGNED_IN,
    "Part": SIGNED_IN,
    "Elsewhere": SIGNED_IN,
}


def schema() -> Subgraph:
    return build_schema(PERMISSIONS, Query, types=(Elsewhere,))


SERVICE = Service(
    name="oddments",
    title="oddments",
    schema=schema,
    metadata=Base.metadata,
    versions=Path(__file__).parent / "versions",
    published=(),
    inbox=Inbox("oddments"),
)
