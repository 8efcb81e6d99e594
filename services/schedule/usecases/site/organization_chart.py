"""第八条：the organisation of a site drawn as a tree 项目管理架构图, on as many sheets as can still be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib import colors

from services.schedule.domain.site.organization import Post
from services.schedule.domain.site.rulebook import PARTY_NAMES
from services.schedule.domain.site.terms import SiteParty
from services.schedule.usecases.site.sheet import Titled, fitted, put, room, rule, sheet

BOX, TALL, GAP, STEP = 118.0, 64.0, 12.0, 34.0  # points: a box, between boxes, between levels
LEAST_SCALE = 0.5  # a chart that would be drawn smaller is drawn on several sheets
_FILLS = {
    SiteParty.OWNER: "#DCE6F1",
    SiteParty.CONTRACTOR: "#FDE9D9",
    SiteParty.SUPERVISOR: "#EBF1DE",
    SiteParty.DESIGNER: "#E4DFEC",
    SiteParty.SURVEYOR: "#DAEEF3",
    SiteParty.OTHER: "#F2F2F2",
}


def organization_chart(posts: Sequence[Post], titled: Titled, paper: str) -> list[Drawing]:
    """Draw the tree on one sheet, or its top and each branch on sheets of their own."""
    under: dict[str | None, list[Post]] = {}
    for post in posts:
        under.setdefault(post.parent, []).append(post)
    (top,) = under[None]
    trees = _trees(top, under, paper)
    return [_drawn(tree, under, deep, titled, paper, (n, len(trees))) for n, (tree, deep) in enumerate(trees, start=1)]


def _trees(top: Post, under: Mapping[str | None, Sequence[Post]], paper: str) -> list[tuple[Post, int]]:
    """Name the posts from which sheets begin, and how many levels each shows."""
    if _scale(top, under, 99, paper) >= LEAST_SCALE or not under.get(top.code):
        return [(top, 99)]
    branches = [tree for child in under[top.code] if under.get(child.code) for tree in _trees(child, under, paper)]
    return [(top, 1), *branches]


def _scale(top: Post, under: Mapping[str | None, Sequence[Post]], deep: int, paper: str) -> float:
    _, _, width, height = room(paper)
    wide = _width(top, under, deep)
    tall = _levels(top, under, deep) * (TALL + STEP) - STEP
    return min(1.6, width / wide, height / tall)


def _below(post: Post, under: Mapping[str | None, Sequence[Post]], deep: int) -> Sequence[Post]:
    return under.get(post.code, ()) if deep else ()


def _width(post: Post, under: Mapping[str | None, Sequence[Post]], deep: int) -> float:
    below = [_width(p, under, deep - 1) for p in _below(post, under, deep)]
    return max(BOX, sum(below) + GAP * (len(below) - 1)) if below else BOX


def _levels(post: Post, under: Mapping[str | None, Sequence[Post]], deep: int) -> int:
    return 1 + max((_levels(p, under, deep - 1) for p in _below(post, under, deep)), default=0)


def _drawn(
    top: Post,
    under: Mapping[str | None, Sequence[Post]],
    deep: int,
    titled: Titled,
    paper: str,
    page: tuple[int, int],
) -> Drawing:
    drawing = sheet(paper, titled, *page)
    left, bottom, width, height = room(paper)
    scale = _scale(top, under, deep, paper)
    x = left + (width - _width(top, under, deep) * scale) / 2
    spare = height - (_levels(top, under, deep) * (TALL + STEP) - STEP) * scale
    _branch(drawing, top, under, deep, (x, bottom + height - spare / 3), scale)
    return drawing


def _branch(
    drawing: Drawing,
    post: Post,
    under: Mapping[str | None, Sequence[Post]],
    deep: int,
    corner: tuple[float, float],
    scale: float,
) -> float:
    """Draw a post and what is below it; return the middle of its box."""
    x, y = corner
    wide = _width(post, under, deep) * scale
    middle, foot, at = x + wide / 2, y - TALL * scale, x
    below = _below(post, under, deep)
    whole = (sum(_width(p, under, deep - 1) for p in below) + GAP * (len(below) - 1)) * scale if below else 0.0
    at += max(0.0, (wide - whole) / 2)
    bar = foot - STEP * scale / 2
    middles = []
    for child in below:
        middles.append(_branch(drawing, child, under, deep - 1, (at, foot - STEP * scale), scale))
        at += (_width(child, under, deep - 1) + GAP) * scale
        rule(drawing, middles[-1], bar, middles[-1], foot - STEP * scale)
    if middles:
        rule(drawing, middle, foot, middle, bar)
        rule(drawing, min(*middles, middle), bar, max(*middles, middle), bar)
    _box(drawing, post, middle - BOX * scale / 2, foot, scale)
    return middle


def _box(drawing: Any, post: Post, x: float, y: float, scale: float) -> None:
    """The duty and the unit, each in two lines at most, the person with the telephone."""
    wide, tall = BOX * scale, TALL * scale
    fill = colors.HexColor(_FILLS[post.party])
    drawing.add(Rect(x, y, wide, tall, fillColor=fill, strokeColor=colors.black, strokeWidth=0.7))
    inner, centre = wide - 8 * scale, x + wide / 2
    _duty(drawing, post.duty, (centre, y + tall), inner, scale)
    rule(drawing, x, y + tall - 18 * scale, x + wide, y + tall - 18 * scale, colors.grey, 0.4)
    lines, size = fitted(f"{PARTY_NAMES[post.party]}：{post.unit_name}", inner, 7.5 * scale, lines=2)
    for n, line in enumerate(lines):
        put(drawing, line, centre, y + tall - (27 + 9 * n) * scale, inner + 1, size=size, middle=True)
    put(drawing, post.person or "（待定）", centre, y + 15 * scale, inner, size=9 * scale, middle=True)
    if post.phone:
        put(drawing, post.phone, centre, y + 5 * scale, inner, size=7 * scale, middle=True, colour=colors.darkslategray)


def _duty(drawing: Any, duty: str, top: tuple[float, float], inner: float, scale: float) -> None:
    """In one line, or in two where that one would be small."""
    (x, y), small = top, 7.5 * scale
    lines, size = fitted(duty, inner, 10.5 * scale, lines=1)
    if size >= small:
        put(drawing, lines[0], x, y - 13 * scale, inner + 1, size=size, middle=True)
        return
    lines, size = fitted(duty, inner, small, lines=2)
    first = 8 if len(lines) > 1 else 12
    for n, line in enumerate(lines):
        put(drawing, line, x, y - (first + 7.5 * n) * scale, inner + 1, size=size, middle=True)
