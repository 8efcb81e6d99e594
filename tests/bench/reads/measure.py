"""`reads` as a whole: growth, then each shape against its rivals, then beyond one service."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import orjson

from infra import screen
from services.law.parties import Role
from tests.bench.ground import Ground
from tests.bench.pairs import Pace, Pair, Side
from tests.bench.reads import across, detail, entities, listing, seeking, servers
from tests.bench.reads.contest import SAMPLE, Contender, agree, answers, compete, still
from tests.bench.reads.shape import Shape
from tests.bench.wire import data_of
from tests.harness.people import person

SERVICES = ("schedule", "reserve")  # whose reads are measured with all cores
CLIENTS = 16
FEW = 200  # projects before growth
VARIATIONS = 600
PEOPLE = 16
LEARNING = 10  # seconds: Node compiles while it serves
ROLES = (Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.LEADER, Role.INSPECTOR)


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    """Measure everything; the volume of the run is entered on the way, after the list was timed with few projects."""
    few = await _list_alone(ground, pace, f"{FEW:,} projects")
    await ground.fill(ground.volume)
    pairs = [await _growth(ground, few, pace)]
    for shape in (listing.SHAPE, detail.SHAPE, entities.SHAPE, seeking.SHAPE):
        screen.say(f"测量 {shape.title}……", f"measuring {shape.key}")
        pairs += await _shape(ground, shape, pace)
    screen.say("测量网关与联邦查询……", f"measuring through the gateway ({across.kind()})")
    url, list_ = await across.entrance(ground), await _ours(ground, listing.SHAPE)
    pairs += await across.through(ground, list_, url, pace)
    pairs.append(await across.federated(ground, list_, url, pace))
    return pairs


async def _shape(ground: Ground, shape: Shape, pace: Pace) -> list[Pair]:
    """Measure one shape against SQL by hand, and against PostGraphile where it has such a query."""
    async with AsyncExitStack() as started:
        ours = await _ours(ground, shape)
        url = await started.enter_async_context(servers.raw(ground, shape.service))
        raw = replace(ours, name="SQL by hand, asyncpg, the same server", url=url, tokens=())
        told = await answers(ground, ours)
        agree(told, await answers(ground, raw))
        contenders = {"ours": ours, "raw": raw}
        if shape.rival:
            url = await started.enter_async_context(servers.rival(ground, shape.service))
            contenders["postgraphile"] = await _rival(ground, shape, url, ours)
            agree(told[:SAMPLE], await answers(ground, contenders["postgraphile"], SAMPLE), shape.rival.names)
        sides = await compete(ground, contenders, pace)
        await still(ground, ours, told)
    return [
        Pair(
            key=f"reads.{shape.key}.{other}",
            title=shape.title,
            kind="rate",
            clients=pace.clients,
            ours=sides["ours"],
            limit=side,
        )
        for other, side in sides.items()
        if other != "ours"
    ]


async def _ours(ground: Ground, shape: Shape, variations: Sequence[dict[str, Any]] | None = None) -> Contender:
    """Ask our service, each request as another one of some people who may."""
    if variations is None:
        variations = await shape.variations(await ground.database(shape.service), VARIATIONS)
    people = [person(ROLES[n % len(ROLES)], subject=f"reader-{n}") for n in range(PEOPLE)]
    return Contender(
        name=f"{shape.service} service, GraphQL",
        url=ground.address(shape.service),
        bodies=[shape.body(v) for v in variations],
        tokens=[ground.live.token(who) for who in people],
    )


async def _rival(ground: Ground, shape: Shape, url: str, ours: Contender) -> Contender:
    """Ask PostGraphile the same, with its own cursors."""
    assert shape.rival
    mark = ""
    if shape.rival.marked:
        first = Contender(name="", url=url, bodies=[{"query": shape.rival.marked}])
        (told,) = await answers(ground, first)
        mark = _mark(data_of(told))
    bodies = [
        {
            "query": shape.rival.query,
            "operationName": shape.operation,
            "variables": shape.rival.variables(body["variables"], mark),
        }
        for body in ours.bodies
    ]
    return Contender(name="PostGraphile", url=url, bodies=bodies, warm=LEARNING)


def _mark(told: dict[str, Any]) -> str:
    """Return what its cursors of a list begin with: a digest of the order."""
    (page,) = told.values()
    mark: str = orjson.loads(base64.b64decode(page["pageInfo"]["endCursor"]))[0]
    return mark


async def _growth(ground: Ground, few: Side, pace: Pace) -> Pair:
    """Compare the list's time with many projects with that with few."""
    many = await _list_alone(ground, pace, f"{ground.volume:,} projects")
    return Pair(
        key="reads.growth",
        title=f"数据增长：列表在 {ground.volume:,} 个项目时，对 {FEW} 个时（延迟倍数）",
        kind="times",
        clients=1,
        ours=many,
        limit=few,
    )


async def _list_alone(ground: Ground, pace: Pace, name: str) -> Side:
    database = await ground.database("schedule")
    ours = await _ours(ground, listing.SHAPE, await listing.full_pages(database, VARIATIONS))
    await answers(ground, ours)
    sides = await compete(
        ground, {"growth": replace(ours, name=name)}, replace(pace, clients=1, seconds=pace.seconds / 2)
    )
    return sides["growth"]


def told(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return what the line for machines says of reads: against whom each shape was measured, and the other ratios."""
    found = {pair.key.split(".", 1)[1]: round(pair.ratio, 4) for pair in pairs if pair.key.startswith("reads.")}
    shapes: dict[str, Any] = {}
    for key, ratio in found.items():
        if "." in key:
            shape, other = key.split(".")
            shapes.setdefault(shape, {})[f"vs_{other}"] = ratio
    whole = {key: ratio for key, ratio in found.items() if "." not in key}
    return {**shapes, **whole, "gateway_kind": across.kind()}
