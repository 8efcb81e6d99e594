"""第八条（倒排）：a scenario is renewed on the plan in force: what it changed is laid over what the plan says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from services.schedule.domain.node.spec import NodeDraft
from services.schedule.domain.what_if.editing import TITLES

_FIELDS = tuple(f.name for f in fields(NodeDraft) if f.name != "code")


@dataclass(frozen=True, slots=True)
class Renewed:
    """The nodes on the new base, and where scenario and plan had changed the same: in each such place the scenario holds."""

    nodes: tuple[NodeDraft, ...]
    overruled: tuple[str, ...]


def renewed(
    base: Sequence[NodeDraft], mine: Sequence[NodeDraft], theirs: Sequence[NodeDraft], done: Mapping[str, NodeDraft]
) -> Renewed:
    """Lay what the scenario changed since its base over the plan in force, field by field.

    Where the plan has changed the same field to something else, the scenario's word holds and the place is named; what is
    completed is as the plan has it. Nodes are in the plan's order, those of the scenario behind the ones they stood behind.
    """
    was, now = ({n.code: n for n in nodes} for nodes in (base, theirs))
    overruled: list[str] = []
    merged: dict[str, NodeDraft] = {}
    for node in mine:
        if node.code in done:
            continue
        made = _merged(was.get(node.code), node, now.get(node.code), overruled)
        if made is not None:
            merged[node.code] = made
    gone = {n.code for n in base} - {n.code for n in mine} - set(done)
    for node in theirs:
        if node.code in done:
            merged[node.code] = done[node.code]
        elif node.code in gone:
            if node != was[node.code]:
                overruled.append(f"节点“{node.code}”：现行计划有变更，情景已删去")
        elif node.code not in merged:
            merged[node.code] = node
    ordered = _ordered([n.code for n in theirs], [n.code for n in mine], merged)
    linked, dropped = _without_missing(ordered)
    return Renewed(linked, (*overruled, *dropped))


def _merged(was: NodeDraft | None, mine: NodeDraft, now: NodeDraft | None, overruled: list[str]) -> NodeDraft | None:
    if now is None:
        if was is None or mine != was:
            if was is not None:
                overruled.append(f"节点“{mine.code}”：现行计划已删去，情景有变更而保留")
            return mine
        return None
    changes: dict[str, Any] = {}
    for name in _FIELDS:
        before, own, new = (getattr(n, name) if n else None for n in (was, mine, now))
        if (was is None or own != before) and own != new:
            changes[name] = own
            if was is None or new != before:
                overruled.append(f"节点“{mine.code}”的{TITLES[name]}：现行计划也有变更，以情景为准")
    return replace(now, **changes) if changes else now


def _ordered(theirs: Sequence[str], mine: Sequence[str], nodes: Mapping[str, NodeDraft]) -> list[NodeDraft]:
    order = [code for code in theirs if code in nodes]
    placed, before = set(order), ""
    for code in mine:
        if code in nodes and code not in placed:
            order.insert(order.index(before) + 1 if before else 0, code)
            placed.add(code)
        before = code if code in placed else before
    return [nodes[code] for code in order]


def _without_missing(nodes: Sequence[NodeDraft]) -> tuple[tuple[NodeDraft, ...], list[str]]:
    """Take away dependencies on nodes that either side has removed."""
    codes, dropped, kept = {n.code for n in nodes}, [], []
    for node in nodes:
        links = tuple(k for k in node.links if k.predecessor in codes)
        dropped += [
            f"节点“{node.code}”对“{k.predecessor}”的前置关系：该节点已删去，不再保留"
            for k in node.links
            if k.predecessor not in codes
        ]
        kept.append(replace(node, links=links) if links != node.links else node)
    return tuple(kept), dropped
