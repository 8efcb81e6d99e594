"""第八条（倒排）：the changes that can be made to a scenario, and what the network is after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import singledispatch
from typing import Any

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.schedule.domain.decision import quoted
from services.schedule.domain.network.activity import Link, LinkKind
from services.schedule.domain.node.spec import NodeDraft

A8 = Article(8)


@dataclass(frozen=True, slots=True)
class Draft:
    """A network that is not computed yet: its target and its nodes in order."""

    target_on: date
    nodes: tuple[NodeDraft, ...]


@dataclass(frozen=True, slots=True)
class SetTarget:
    """Aim at another day."""

    on: date


@dataclass(frozen=True, slots=True)
class AddNode:
    """Add a node, behind the one named or at the end."""

    node: NodeDraft
    behind: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """Take a node out; bridged: what waited for it waits for what it waited for, else for nothing in its place."""

    code: str
    bridged: bool = True


@dataclass(frozen=True, slots=True)
class ChangeNode:
    """Change what a node says; what is not named stays. changes: by the names of `NodeDraft`."""

    code: str
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetLink:
    """Let a node depend on another; a dependency of the same kind between the two is replaced."""

    successor: str
    link: Link


@dataclass(frozen=True, slots=True)
class RemoveLink:
    """Take dependencies between two nodes away: of one kind, or all."""

    successor: str
    predecessor: str
    kind: LinkKind | None = None


Edit = SetTarget | AddNode | RemoveNode | ChangeNode | SetLink | RemoveLink
TITLES = {
    "name": "名称",
    "stage": "阶段",
    "key_link": "关键环节",
    "responsible_unit_id": "责任单位",
    "responsible_person": "责任人",
    "duration": "办理时限",
    "unit": "天数单位",
    "links": "前置关系",
    "evidence": "佐证材料",
    "waits_for": "等待的要素保障",
    "constraint": "日期约束",
    "constraint_on": "约束日期",
}


def edited(draft: Draft, edits: Sequence[Edit]) -> Draft | Refusal:
    """Make the changes one after the other; those that do not fit are named together."""
    faults: list[Breach] = []
    for i, edit in enumerate(edits):
        made = _made(edit, draft, f"edits.{i}")
        if isinstance(made, Breach):
            faults.append(made)
        else:
            draft = made
    return Refusal(tuple(faults)) if faults else draft


def said(edit: Edit) -> str:
    """Say what a change does, for the history."""
    if isinstance(edit, SetTarget):
        return f"目标日期改为{edit.on}"
    if isinstance(edit, AddNode):
        return f"增加节点“{edit.node.name}”（编号“{edit.node.code}”）"
    if isinstance(edit, RemoveNode):
        return f"删去节点“{edit.code}”" + ("，其后续节点改为等待其前置节点" if edit.bridged else "")
    if isinstance(edit, ChangeNode):
        names = "、".join(TITLES[name] for name in edit.changes)
        days = f"，办理时限{edit.changes['duration']}天" if "duration" in edit.changes else ""
        return f"节点“{edit.code}”变更：{names}{days}"
    if isinstance(edit, SetLink):
        return f"节点“{edit.successor}”依赖“{edit.link.predecessor}”（{edit.link.kind}，间隔{edit.link.lag}）"
    return f"节点“{edit.successor}”不再依赖“{edit.predecessor}”"


@singledispatch
def _made(edit: Edit, draft: Draft, at: str) -> Draft | Breach:
    raise TypeError(f"no such change: {edit!r} of {draft!r} at {at}")


@_made.register
def _(edit: SetTarget, draft: Draft, at: str) -> Draft | Breach:  # noqa: ARG001 - all changes are called alike
    return replace(draft, target_on=edit.on)


@_made.register
def _(edit: AddNode, draft: Draft, at: str) -> Draft | Breach:
    codes = [n.code for n in draft.nodes]
    if edit.node.code in codes:
        message = f"节点编号{quoted(edit.node.code)}已存在，请改用其他编号"
        return Breach("NODE_CODE_REPEATED", message, A8, f"{at}.addNode.node.code")
    if edit.behind is not None and edit.behind not in codes:
        return _unknown(edit.behind, f"{at}.addNode.behind")
    place = len(codes) if edit.behind is None else codes.index(edit.behind) + 1
    return replace(draft, nodes=(*draft.nodes[:place], edit.node, *draft.nodes[place:]))


@_made.register
def _(edit: RemoveNode, draft: Draft, at: str) -> Draft | Breach:
    gone = next((n for n in draft.nodes if n.code == edit.code), None)
    if gone is None:
        return _unknown(edit.code, f"{at}.removeNode.code")
    handed_on = gone.links if edit.bridged else ()

    def without(node: NodeDraft) -> NodeDraft:
        links: dict[Link, None] = {}
        for link in node.links:
            links |= dict.fromkeys(handed_on if link.predecessor == edit.code else (link,))
        return replace(node, links=tuple(links)) if tuple(links) != node.links else node

    return replace(draft, nodes=tuple(without(n) for n in draft.nodes if n.code != edit.code))


@_made.register
def _(edit: ChangeNode, draft: Draft, at: str) -> Draft | Breach:
    return _with(draft, edit.code, f"{at}.changeNode.code", lambda n: replace(n, **edit.changes))


@_made.register
def _(edit: SetLink, draft: Draft, at: str) -> Draft | Breach:
    if edit.link.predecessor not in {n.code for n in draft.nodes}:
        return _unknown(edit.link.predecessor, f"{at}.setLink.predecessor")
    same = (edit.link.predecessor, edit.link.kind)

    def linked(node: NodeDraft) -> NodeDraft:
        others = tuple(k for k in node.links if (k.predecessor, k.kind) != same)
        return replace(node, links=(*others, edit.link))

    return _with(draft, edit.successor, f"{at}.setLink.successor", linked)


@_made.register
def _(edit: RemoveLink, draft: Draft, at: str) -> Draft | Breach:
    node = next((n for n in draft.nodes if n.code == edit.successor), None)
    if node is None:
        return _unknown(edit.successor, f"{at}.removeLink.successor")
    kept = tuple(k for k in node.links if k.predecessor != edit.predecessor or edit.kind not in {None, k.kind})
    if kept == node.links:
        message = f"节点{quoted(edit.successor)}没有对{quoted(edit.predecessor)}的这一前置关系"
        return Breach("LINK_UNKNOWN", message, A8, f"{at}.removeLink.predecessor")
    return _with(draft, edit.successor, at, lambda n: replace(n, links=kept))


def _with(draft: Draft, code: str, at: str, change: Callable[[NodeDraft], NodeDraft]) -> Draft | Breach:
    if code not in {n.code for n in draft.nodes}:
        return _unknown(code, at)
    return replace(draft, nodes=tuple(change(n) if n.code == code else n for n in draft.nodes))


def _unknown(code: str, at: str) -> Breach:
    return Breach("NODE_UNKNOWN", f"情景中没有编号为{quoted(code)}的节点", A8, at)
