"""第八条（倒排）：dependencies of MS Project XML; those of summary tasks become dependencies of what is beneath them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from services.schedule.domain.exchange.tasks import FileFault
from services.schedule.domain.network.activity import ENDS, DayUnit, Link
from services.schedule.usecases.exchange import fields
from services.schedule.usecases.exchange.mspdi_xml import Element, each, number, text

if TYPE_CHECKING:
    from services.schedule.usecases.exchange.mspdi_read import Placed

_KINDS = {code: kind for kind, code in fields.LINKS.items()}
_FINISH_TO_START = 1
MOST_LINKS_OF_ALL = 200_000  # of one file: a limit of the machine


def read_links(
    outline: Sequence[Placed], codes: Mapping[int, str], minutes: int, faults: list[FileFault], notes: list[str]
) -> dict[int, list[Link]]:
    """Read the dependencies of each task that becomes a node, by its UID.

    A summary's finish is that of its last task, so what follows a summary follows all of its tasks; what a summary must
    not start before, none of its tasks may. The other ways round have no place in a plan, and are faults.
    """
    leaves = _leaves(outline, codes)
    summaries = {p.uid for p in outline if p.summary}
    found: dict[int, list[Link]] = {}
    made = 0
    for placed in outline:
        for element in each(placed.element, "PredecessorLink"):
            uid = number(element, "PredecessorUID", -1)
            read = _link(element, placed, notes, minutes)
            link = read if isinstance(read, FileFault) else _fitting(placed, uid, read, summaries, leaves)
            if isinstance(link, FileFault):
                faults.append(link)
                continue
            made += len(leaves[placed.uid]) * len(leaves[uid])
            if made > MOST_LINKS_OF_ALL:
                faults.append(
                    _fault(placed, "TOO_MANY_PREDECESSORS", f"链接合计超过{MOST_LINKS_OF_ALL}条，请改为链接具体任务")
                )
                return {}
            for own in leaves[placed.uid]:
                found.setdefault(own, []).extend(
                    Link(codes[leaf], link.kind, link.lag, link.lag_unit) for leaf in leaves[uid]
                )
    return {uid: list(dict.fromkeys(links)) for uid, links in found.items()}


def _leaves(outline: Sequence[Placed], codes: Mapping[int, str]) -> dict[int, list[int]]:
    above = {p.uid: p.above for p in outline}
    leaves: dict[int, list[int]] = {p.uid: [] for p in outline}
    for placed in outline:
        at: int | None = placed.uid if placed.uid in codes else None
        while at is not None:
            leaves[at].append(placed.uid)
            at = above.get(at)
    return leaves


def _fitting(
    placed: Placed, uid: int, link: Link, summaries: set[int], leaves: Mapping[int, Sequence[int]]
) -> Link | FileFault:
    """Return the link where it can be one between nodes, or what keeps it from that."""
    ends = ENDS[link.kind]
    if uid not in leaves:
        return _fault(placed, "PREDECESSOR_UNKNOWN", f"前置任务{uid}不在文件中，请补充该任务或删去此链接")
    if uid in summaries and not ends.from_finish:
        return _fault(placed, "SUMMARY_LINK", f"与摘要任务{uid}的开始相链接，无法对应到其下任务，请改为链接具体任务")
    if placed.summary and not ends.to_start:
        return _fault(placed, "SUMMARY_LINK", "摘要任务的完成受链接约束，无法对应到其下任务，请改为链接具体任务")
    return link


def _link(element: Element, placed: Placed, notes: list[str], minutes: int) -> Link | FileFault:
    """Read kind and lag; the predecessor is found by its UID."""
    kind = _KINDS.get(number(element, "Type", _FINISH_TO_START))
    if kind is None:
        return _fault(placed, "LINK_INVALID", f"链接类型“{text(element, 'Type')}”无效")
    if text(element, "CrossProject") in {"1", "true"}:
        return _fault(placed, "LINK_CROSS_PROJECT", "链接到其他项目的任务，无法带入，请删去此链接")
    lag, form = number(element, "LinkLag", 0), number(element, "LagFormat", fields.DAYS)
    if lag and form in fields.PERCENT:
        return _fault(placed, "LAG_PERCENT", "链接的延隔时间按百分比给出，请改为天数")
    elapsed = form in fields.ELAPSED
    tenths = 10 * (fields.MINUTES_OF_24_HOURS if elapsed else minutes)
    days = -(-lag // tenths)
    if lag % tenths:
        notes.append(f"任务{placed.uid}“{text(placed.element, 'Name')}”的延隔时间不是整日，进为{days}天")
    unit = DayUnit.CALENDAR_DAY if elapsed and days else DayUnit.WORKING_DAY
    return Link("", kind, days, unit)


def _fault(placed: Placed, code: str, message: str) -> FileFault:
    return FileFault(place=f"任务{placed.uid}", name=text(placed.element, "Name"), code=code, message=message)
