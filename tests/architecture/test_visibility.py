"""No table can be read without its visibility: a type over one that declares none does not compile, and is not walked."""

from __future__ import annotations

import dataclasses
import importlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import strawberry
from graphql import GraphQLObjectType, get_named_type
from sqlalchemy import Table, false, func, inspect, literal_column, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from infra.places import SERVICES
from services.chassis import visibility
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.graphql import SIGNED_IN, build_schema
from services.chassis.identity import Actor
from services.chassis.reads import answer, sql
from services.chassis.reads.declare import standing_of
from services.chassis.reads.pool import ReadPool
from services.chassis.visibility import condition, narrowed
from services.law.parties import Role
from services.schedule.store import tables
from tests.chassis.reads import oddments
from tests.harness.api import Api
from tests.harness.differential import Ground
from tests.harness.differential import ground as ground_of
from tests.harness.people import person
from tests.harness.selection import objects

UUID_LENGTH = 36
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


# Exceptions are drawn from the records that have one, and have a condition of their own: an answer shows their words by it.
DRAWN = {"ExceptionOnRecord"}

# What follows asks for everything that a schema has, compiled and walked, of a service with a rich life.


@pytest.fixture(scope="module", params=[*SERVICES, "oddments"])
async def ground(request, service_api) -> Ground:
    if request.param == "oddments":
        return await oddments_ground(await service_api(oddments.SERVICE))
    lived = importlib.import_module(f"tests.{request.param}.rich")
    return await lived.rich(await service_api(request.param))


async def oddments_ground(api: Api) -> Ground:
    """Make one thing with an open secret and a shut one."""
    thing, secrets = new_id(), [new_id(), new_id()]
    async with api.database.session(ALL_DIVISIONS) as session:
        session.add(oddments.ThingRow(id=thing, name="可见之物", colour=oddments.Colour.RED, amount=Decimal(1), big=1))
        for id_, text in zip(secrets, ("open", "shut"), strict=True):
            session.add(oddments.SecretRow(id=id_, thing_id=thing, text=text))
        await session.commit()
    return await ground_of(
        api,
        entities={"Thing": [thing], "Secret": secrets, "Elsewhere": [thing]},
        people=[person(Role.LEADER)],
        on=date(2027, 1, 4),
        arguments={"Query.thing": f'id: "{thing}"'},
    )


def models_of(ground: Ground) -> list[type]:
    """Return the tables of a service that declare who sees their rows."""
    base = ground.api.service.metadata
    return [m for m in visibility._CONDITIONS if inspect(m).registry.metadata is base]


def shown_as(ground: Ground, model: type) -> set[str]:
    """Name the types that stand over a table, and the connections of them."""
    found = set()
    for name, kind in ground.core.type_map.items():
        origin = getattr(getattr(kind, "extensions", {}).get("strawberry-definition"), "origin", None)
        standing = standing_of(origin)
        if standing and standing.model is model:
            found.add(name)
    edges = {
        n
        for n, k in ground.core.type_map.items()
        if n.endswith("Edge") and get_named_type(k.fields["node"].type).name in found
    }
    pages = {
        n
        for n, k in ground.core.type_map.items()
        if n.endswith("Connection") and get_named_type(k.fields["edges"].type).name in edges
    }
    return found | edges | pages


async def marks_of(ground: Ground) -> dict[type, set[str]]:
    """Return the texts and identities that are kept in one table alone."""
    kept = {}
    for model in models_of(ground):
        table = model.__table__
        rows = await ground.api.rows(select(*table.columns)) if isinstance(table, Table) else []
        kept[model] = {t for row in rows for value in row for t in texts(value) if tells(t)}
    return {m: own - set().union(*(k for other, k in kept.items() if other is not m)) for m, own in kept.items()}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)
    elif isinstance(value, str | UUID):
        yield str(value)


def tells(text: str) -> bool:
    """Whether a text can come from nowhere but a row: an identity, or words in Chinese."""
    return (len(text) == UUID_LENGTH and text.count("-") == 4) or any("一" <= character <= "鿿" for character in text)


def leaks(data: Any, kinds: set[str], marks: set[str]) -> list[str]:
    """Name everything of a hidden table that an answer shows."""
    found = [t for t in texts(data) if t in marks]
    for shown in objects(data):
        kind = shown.get("__typename", "")
        if kind not in kinds:
            continue
        info = shown.get("pageInfo") or {}
        if not kind.endswith("Connection"):
            found.append(kind)
        elif shown["totalCount"] or shown["edges"] or info["startCursor"] or info["hasNextPage"] or info["endCursor"]:
            found.append(f"{kind} {shown['totalCount']}")
    return found


# queries of those that show a table, the smallest: each statement of all of them is proved to carry its condition below
MOST_ASKED = 3


async def asked(ground: Ground, name: str, wanted: Callable[[int], bool] = lambda _: True) -> list[Any]:
    """Ask for everything under a name of its own, so that nothing is known of it yet; both ways say the same."""
    return await answers(ground, name, ground.ask, wanted)


async def answers(ground: Ground, name: str, ask: Any, wanted: Callable[[int], bool] = lambda _: True) -> list[Any]:
    return [
        (await ask(query, variables, as_=ground.people[0])).get("data")
        for number, (query, variables) in enumerate(ground.whole(name))
        if wanted(number)
    ]


def hide(patch: pytest.MonkeyPatch, *models: type) -> None:
    for model in models:
        patch.setitem(visibility._CONDITIONS, model, lambda _actor, _row: false())


@pytest.mark.timeout(1200)  # every query of a service, once for each of its tables
async def test_nothing_of_a_hidden_table_is_shown_and_nothing_counted(ground, monkeypatch):
    """Each table by itself: what is read of others must not carry its rows along."""
    marks = await marks_of(ground)
    with monkeypatch.context() as patch:
        hide(patch, *marks)
        # what is in no table: rules, templates, the ids asked for
        given = set(texts(await answers(ground, "Static", ground.ask_compiled)))
    plain = await answers(ground, "Plain", ground.ask_compiled)
    sizes = [len(json.dumps(data)) for data in plain]
    drawn = (o for data in plain for o in objects(data) if o.get("__typename") in DRAWN)
    given |= {value for shown in drawn for value in shown.values() if isinstance(value, str)}
    unseen = []
    for model, own in marks.items():
        kinds, own_words = shown_as(ground, model), own - given
        shown = {number for number, data in enumerate(plain) if leaks(data, kinds, own_words)}
        if kinds and not shown:
            unseen.append(model.__name__)
        with monkeypatch.context() as patch:
            hide(patch, model)
            some = set(sorted(shown, key=sizes.__getitem__)[:MOST_ASKED])
            found = await asked(ground, f"Without{model.__name__}", some.__contains__)
        assert leaks(found, kinds, own_words) == [], model.__name__
    # a table that nothing was shown of proves nothing
    assert unseen == []


async def test_nothing_is_shown_where_all_is_hidden(ground, monkeypatch):
    models = models_of(ground)
    rows = {
        m: await ground.api.rows(select(*m.__table__.primary_key)) for m in models if isinstance(m.__table__, Table)
    }
    asked_for = {*ground.ids, *(word for said in ground.arguments.values() for word in said.split('"'))}
    keys = {text for found in rows.values() for row in found for text in texts(tuple(row)) if len(text) == UUID_LENGTH}
    hide(monkeypatch, *models)
    data = await asked(ground, "WithoutAll")
    assert leaks(data, set().union(*(shown_as(ground, m) for m in models)), keys - asked_for) == []


async def test_a_statement_reads_no_table_without_its_condition(ground, monkeypatch):
    """Every table of a compiled statement, under each of its aliases, comes with the condition over that alias."""
    for model in models_of(ground):
        monkeypatch.setitem(visibility._CONDITIONS, model, marked(model))
    statements = await compiled(ground, monkeypatch, "Marked")
    assert statements
    bare = {found for statement in statements for found in unconditional(ground, statement)}
    assert bare == SEEN_THROUGH.get(ground.api.service.name, set())


# An opinion is left out where the same body has given a later one: whoever sees the one sees the other. Assessments and their
# gaps, and views by who saved or shared them, give the ids of a search, which are then asked of the rows themselves. The names of
# towns are everybody's; whether a project has sources of funds is said to whoever applies for it. Exceptions on record have a
# condition of their own, over what they are drawn from. Notices are found by their person, by their unit, or by naming neither,
# as their condition has it; whether they are read or muted is asked by the person. The year of a plan is said to whoever sees an
# item of it: the owner and the town answer for what is
# invested in that year, and know it before the plan is issued.
SEEN_THROUGH = {
    "reserve": {
        "opinions AS opinions_1",
        "adjustment_opinions AS adjustment_opinions_1",
        "assessments AS assessments",
        "assessment_gaps AS assessment_gaps",
        "saved_views AS saved_views",
        "plans AS plans",
        "organizations AS organizations",
        "fund_sources AS fund_sources",
        "plan_items AS plan_items",
        "adjustments AS adjustments",
        "adjustment_changes AS adjustment_changes",
        "carry_overs AS carry_overs",
        "notices AS notices",
        "notice_reads AS notice_reads",
        "notice_mutes AS notice_mutes",
    },
    "assessment": {
        "notices AS notices",
        "notice_reads AS notice_reads",
        "notice_mutes AS notice_mutes",
    },
    "schedule": {"notices AS notices", "notice_reads AS notice_reads", "notice_mutes AS notice_mutes"},
    "support": {"notices AS notices", "notice_reads AS notice_reads", "notice_mutes AS notice_mutes"},
}


def marked(model: type) -> Any:
    """A condition that is true of every row, and can be found again in the statement with the alias that it is about."""
    first = next(iter(inspect(model).primary_key))

    def condition(_actor: Actor, row: Any) -> Any:
        column = getattr(row, inspect(model).get_property_by_column(first).key)
        return func.concat(literal_column(f"'§{model.__name__}§'"), column) != literal_column("''")

    return condition


async def compiled(ground: Ground, patch: pytest.MonkeyPatch, name: str) -> list[str]:
    """Ask for everything, and return the statements that were run for it."""
    run: list[str] = []
    fetch = ReadPool.fetchval

    async def noted(self: ReadPool, statement: str, *arguments: Any) -> Any:
        run.append(statement)
        return await fetch(self, statement, *arguments)

    patch.setattr(ReadPool, "fetchval", noted)
    await answers(ground, name, ground.ask_compiled)
    return run


def unconditional(ground: Ground, statement: str) -> Iterator[str]:
    """Name the tables of a statement that are read under an alias without a condition over it."""
    by_table = {m.__table__.name: m for m in models_of(ground) if isinstance(m.__table__, Table)}
    about = set(re.findall(r"concat\('§(\w+)§', (\w+)\.", statement))
    for table, alias in re.findall(r"(?:FROM|JOIN|,) (\w+)(?: AS (\w+))?(?= |\n|,|\)|$)", statement):
        if table in by_table and (by_table[table].__name__, alias or table) not in about:
            yield f"{table} AS {alias or table}"


@strawberry.type(name="Query")
class Around(oddments.Query):
    """The planted violations: secrets read past their condition."""

    @sql
    def told(self: Any) -> str | None:
        return answer(select(func.max(oddments.SecretRow.text)).scalar_subquery())

    @sql
    def number(self: Any) -> int:
        return answer(select(func.count()).select_from(oddments.SecretRow).scalar_subquery())

    @sql
    def joined(self: Any) -> list[oddments.Thing]:
        secret, thing = oddments.SecretRow, oddments.ThingRow
        return answer(select(thing).join(secret, secret.thing_id == thing.id))


async def test_a_field_that_reads_around_a_condition_is_found(service_api, monkeypatch):
    rules = oddments.PERMISSIONS | {f"Query.{n}": SIGNED_IN for n in ("told", "number", "joined")}
    around = dataclasses.replace(
        oddments.SERVICE, schema=lambda: build_schema(rules, Around, types=(oddments.Elsewhere,))
    )
    ground = await oddments_ground(await service_api(around))
    async with ground.api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(oddments.SecretRow).values(text="绝密"))
        await session.commit()
    with monkeypatch.context() as patch:
        hide(patch, oddments.SecretRow)
        found = leaks(await asked(ground, "Leaking"), shown_as(ground, oddments.SecretRow), {"绝密"})
    assert found == ["绝密"]
    for model in models_of(ground):
        monkeypatch.setitem(visibility._CONDITIONS, model, marked(model))
    bare = [set(unconditional(ground, statement)) for statement in await compiled(ground, monkeypatch, "Around")]
    assert sum(map(bool, bare)) >= len(("told", "number", "joined"))
    assert {b.split(" ")[0] for found in bare for b in found} == {"secrets"}
