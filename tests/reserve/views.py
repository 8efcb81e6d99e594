"""Saved views as people keep them, for tests of reserve."""

from __future__ import annotations

from typing import Any

from services.law.parties import Role
from tests.harness.people import Person, person
from tests.reserve.life import INVESTMENT, Reserve

VIEW = "view { id version name list sharing isDefault mine settings unit { id } deletedAt faults { path message } }"
PROJECTS = {"filter": {"categories": ["INDUSTRY"], "totalInvestmentFrom": "1000.50"}, "search": "100%_项目"}
MINE = person(Role.SPECIALIST)


async def kept(reserve: Reserve, as_: Person, name: str, **more: Any) -> dict[str, Any]:
    """Save a view of projects."""
    return await reserve.done(
        "saveView", VIEW, as_, **({"list": "PROJECTS", "name": name, "projects": PROJECTS} | more)
    )


def seen(view: dict[str, Any]) -> dict[str, Any]:
    """Say which view, as it was seen."""
    return {"viewId": view["id"], "expectedVersion": view["version"]}


async def kept_views(reserve: Reserve) -> str:
    """Keep views of all lists, shared and deleted, for tests that ask whatever the schema allows; return one of them."""
    view = await kept(reserve, INVESTMENT, "产业项目 100%_", sharing="DIVISION", isDefault=True)
    await kept(reserve, reserve.town, "本单位视图", sharing="UNIT")
    units = {"filter": {"active": True}, "direction": "DESC"}
    gone = await kept(reserve, INVESTMENT, "单位", list="ORGANIZATIONS", projects=None, organizations=units)
    await reserve.done("deleteView", VIEW, INVESTMENT, **seen(gone))
    return str(view["id"])
