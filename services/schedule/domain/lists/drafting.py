"""第七条：a month's list drawn from the data: what falls into it, and what earlier lists had and is not done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.schedule.domain.lists.month import Month
from services.schedule.domain.lists.record import Content, Entry, Facts, Key, answering, key_of
from services.schedule.domain.lists.terms import LIST_NAMES, ListKind, ListSection, ListState, Origin

A7 = Article(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that makes a project newly signed or newly approved."""

    id: UUID
    section: ListSection
    facts: Facts
    dated_on: date
    title: str
    issuing_body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """The start or the completion of a project by its plan: the limit of the node, and the day on which it was completed."""

    facts: Facts
    node_id: UUID | None
    due_on: date | None
    done_on: date | None
    total_investment: Decimal | None = None
    annual_investment: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A construction project of the year. `continuing`: 续建; started and completed once their nodes are."""

    facts: Facts
    continuing: bool
    started_on: date | None
    completed_on: date | None
    total_investment: Decimal | None = None
    annual_investment: Decimal | None = None
    planned_investment: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier lists say of an entry last: it was on the list of the month, or was taken out of it."""

    month: Month
    content: Content
    taken_out: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The lists of a kind that are there: the first and last month, and how the month before this one stands."""

    first: Month | None
    last: Month | None
    before: ListState | None


def chain_faults(kind: ListKind, month: Month, chain: Chain) -> list[Breach]:
    """逐月制定：lists follow each other without a gap, so that what is carried over cannot fall between two of them."""
    if chain.first is None or chain.last is None or chain.first == chain.last == month:
        return []
    name = LIST_NAMES[kind]
    if month < chain.first:
        message = f"{name}自{chain.first}起逐月制定，不能再制定{month}的清单"
        return [Breach("BEFORE_FIRST_LIST", message, A7, "month")]
    if chain.last > month:
        return [Breach("LATER_MONTH_EXISTS", f"{chain.last}{name}已制定，不能再生成{month}的草稿", A7, "month")]
    if month.before() >= chain.first and chain.before in {None, ListState.DRAFT}:
        message = f"请先发布{month.before()}{name}，再制定{month}的清单（逐月制定，以月保季）"
        return [Breach("PREVIOUS_MONTH_UNPUBLISHED", message, A7, "month")]
    return []


def draw_library(
    month: Month, documents: Iterable[Document], earlier: Mapping[Key, Earlier], first: Month, today: date
) -> list[Content]:
    """第七条（一）：新签约、新立项. A project counts once, by its first document; one recorded after its month's list was
    published comes with the next list (`first` is the first month that has a list).
    """
    found: dict[Key, Document] = {}
    for document in sorted(documents, key=lambda d: (d.dated_on, d.id)):
        found.setdefault(key_of(document.section, document.facts.project_id), document)
    drawn = []
    for key, document in found.items():
        own = Month.of(document.dated_on)
        if key in earlier or own > month or own < min(first, month):
            continue
        drawn.append(
            Content(
                section=document.section,
                facts=document.facts,
                responsible_unit_id=answering(ListKind.IN_LIBRARY, document.facts, today),
                origin=Origin.DRAWN if own == month else Origin.LATE_TOLD,
                first=month,
                planned_on=document.dated_on,
                evidence_id=document.id,
                document=document.title,
                issuing_body=document.issuing_body,
            )
        )
    return drawn


def draw_milestones(
    kind: ListKind, month: Month, milestones: Iterable[Milestone], earlier: Mapping[Key, Earlier], today: date
) -> list[Content]:
    """第七条（二）（四）：what is to start (to be completed) in the month, what was and is not done, what is done before time."""
    section = ListSection.START if kind is ListKind.TO_START else ListSection.COMPLETION
    drawn = []
    for stone in milestones:
        known = earlier.get(key_of(section, stone.facts.project_id))
        origin = _origin(stone, month, known)
        if origin is None:
            continue
        first = known.content.first if known and origin is Origin.CARRIED else month
        content = Content(
            section=section,
            facts=stone.facts,
            responsible_unit_id=answering(kind, stone.facts, today),
            origin=origin,
            first=first,
            planned_on=stone.due_on or (known.content.planned_on if known else None),
            node_id=stone.node_id,
            total_investment=stone.total_investment,
            annual_investment=stone.annual_investment,
        )
        drawn.append(_with_words_of(content, known) if origin is Origin.CARRIED else content)
    return drawn


def _origin(stone: Milestone, month: Month, known: Earlier | None) -> Origin | None:
    if stone.done_on is not None and Month.of(stone.done_on) < month:
        return None
    if known is not None and not known.taken_out:
        return Origin.CARRIED
    if month.holds(stone.due_on):
        return Origin.DRAWN
    if month.holds(stone.done_on):
        return Origin.EARLY if stone.due_on is None or stone.due_on > month.last else Origin.OVERDUE
    return Origin.OVERDUE if stone.due_on is not None and stone.due_on < month.first else None


def draw_sites(month: Month, sites: Iterable[Site], earlier: Mapping[Key, Earlier], today: date) -> list[Content]:
    """第七条（三）：续建和新建 projects that are under construction in the month, with the month's investment task."""
    drawn = []
    for site in sites:
        known = earlier.get(key_of(ListSection.NEW, site.facts.project_id))
        if site.completed_on is not None and Month.of(site.completed_on) < month:
            continue
        carried = known is not None and not known.taken_out
        started = site.started_on is not None and Month.of(site.started_on) <= month
        if not (site.continuing or started or carried):
            continue
        content = Content(
            section=ListSection.CONTINUING if site.continuing else ListSection.NEW,
            facts=site.facts,
            responsible_unit_id=answering(ListKind.UNDER_CONSTRUCTION, site.facts, today),
            origin=Origin.CARRIED if carried else Origin.DRAWN,
            first=known.content.first if known and carried else month,
            planned_on=None,
            total_investment=site.total_investment,
            annual_investment=site.annual_investment,
            planned_investment=site.planned_investment,
        )
        drawn.append(_with_words_of(content, known) if carried else content)
    return drawn


def _with_words_of(content: Content, known: Earlier | None) -> Content:
    """What an official wrote of an entry goes on with it."""
    return content if known is None else replace(content, note=known.content.note)


def refreshed(standing: Sequence[Entry], drawn: Iterable[Content], new_ids: Iterable[UUID]) -> list[Entry]:
    """Draw a draft anew: what people changed, added or took out stays; the rest follows the data."""
    known = {e.content.key: e for e in standing}
    ids, entries, seen = iter(new_ids), [], set()
    for content in drawn:
        own = known.get(content.key)
        seen.add(content.key)
        if own is None:
            entries.append(Entry(id=next(ids), content=content))
        elif own.edited or own.removed:
            entries.append(own)
        else:
            entries.append(replace(own, content=content))
    kept = [
        e for e in standing if e.content.key not in seen and (e.edited or e.removed or e.content.origin is Origin.ADDED)
    ]
    return sorted([*entries, *kept], key=_order)


def _order(entry: Entry) -> tuple[object, ...]:
    content = entry.content
    places = list(ListSection)
    return (
        places.index(content.section),
        content.planned_on or date.max,
        content.facts.project_name,
        content.facts.project_id,
    )
