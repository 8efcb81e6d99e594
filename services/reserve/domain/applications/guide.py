"""第三条（一）: the yearly guide. A published version is frozen; what is to be corrected is published as a new version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain import rulebook as shared
from services.reserve.domain.applications.events import GuidePublished
from services.reserve.domain.applications.rulebook import A3_1, GUIDE_ELEMENTS
from services.reserve.domain.applications.terms import GuideStatus
from services.reserve.domain.decision import Decided
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import Category, Library

Digest = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a guide says: in words, and what is checked by machine. An empty list of the latter asks for nothing."""

    support_areas: tuple[str, ...] = ()
    selection_standards: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    minimum_total_investment: Decimal | None = None
    categories: tuple[Category, ...] = ()
    required_elements: tuple[str, ...] = ()
    libraries: tuple[Library, ...] = ()
    opens_on: date | None = None
    closes_on: date | None = None

    @property
    def asks(self) -> bool:
        """Whether there is any condition, in words or to be checked."""
        checked = (self.categories, self.required_elements, self.libraries, self.minimum_total_investment)
        return bool(self.conditions) or any(checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One version of the guide of a year; `number` counts the versions of the year, `version` the changes of this one."""

    id: UUID
    division: str
    version: int
    year: int
    number: int
    status: GuideStatus
    contents: Contents
    correction_reason: str | None = None
    published_on: date | None = None
    digest: str | None = None
    withdrawn_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The other versions of the year: how many there are, whether one is drafted, and the one in force."""

    count: int = 0
    drafted: bool = False
    in_force: Guide | None = None


def draft(new: Guide, others: Others, reason: str | None, reading: Reading, today: date) -> Decided[Guide] | Refusal:
    """第三条（一）: draft the guide of a year; where one is in force, this one corrects it and says why."""
    last = today.year + shared.PLAN_YEARS_AHEAD.on(today)
    if not today.year <= new.year <= last:
        reading.found(Breach("GUIDE_YEAR_INVALID", f"指南年度须在{today.year}至{last}年之间", A3_1, "year"))
    if others.drafted:
        message = f"{new.year}年度已有起草中的指南，请修改该稿"
        reading.found(Breach("GUIDE_DRAFT_EXISTS", message, A3_1, "year"))
    if others.in_force is not None and not reason:
        message = f"{new.year}年度指南已发布，更正须写明理由"
        reading.found(Breach("REASON_MISSING", message, A3_1, "correctionReason"))
    read = replace(
        new,
        number=others.count + 1,
        correction_reason=reason,
        contents=read_contents(new.contents, reading, today),
    )
    return reading.judged(Decided(read))


def change(before: Guide, contents: Contents, reading: Reading, today: date) -> Decided[Guide] | Refusal:
    """第三条（一）: rewrite a draft; what is published is corrected by a new version only."""
    reading.found(_not_draft(before, "修改"))
    read = read_contents(contents, reading, today)
    if read == before.contents:
        reading.found(Breach("NOTHING_CHANGED", "没有任何改动", A3_1))
    return reading.judged(Decided(replace(before, version=before.version + 1, contents=read)))


def publish(before: Guide, in_force: Guide | None, digest: Digest, today: date) -> Decided[Guide] | Refusal:
    """第三条（一）: publish a draft; it is frozen with its digest, and takes the place of the version in force."""
    breaches = [b for b in (_not_draft(before, "发布"), *_unfinished(before.contents, today)) if b is not None]
    if in_force is not None and not before.correction_reason:  # published since this one was drafted
        message = f"{before.year}年度指南已发布，更正须写明理由，请重新起草"
        breaches.append(Breach("REASON_MISSING", message, A3_1, "correctionReason"))
    if breaches:
        return Refusal(tuple(breaches))
    frozen = replace(
        before,
        version=before.version + 1,
        status=GuideStatus.PUBLISHED,
        published_on=today,
        digest=digest(sealed(before, today)),
    )
    return Decided(frozen, (_published(frozen, in_force),))


def sealed(guide: Guide, published_on: date) -> Mapping[str, Any]:
    """Name what the digest is of: all that a published version says."""
    said = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(guide.contents).items()}
    kept = ("division", "year", "number", "correction_reason")
    return {**said, **{k: getattr(guide, k) for k in kept}, "published_on": published_on}


def superseded(before: Guide) -> Guide:
    """A version that a correction takes the place of; it stays readable."""
    return replace(before, version=before.version + 1, status=GuideStatus.SUPERSEDED)


def withdraw(before: Guide, reason: str) -> Decided[Guide] | Refusal:
    """第三条（一）: take a guide back, with a reason; applications that were submitted under it stay as they are."""
    breaches = []
    if before.status not in {GuideStatus.DRAFT, GuideStatus.PUBLISHED}:
        breaches.append(Breach("GUIDE_STATUS_WRONG", "该版本指南已失效，不必撤销", A3_1))
    if not reason:
        breaches.append(Breach("REASON_MISSING", "撤销指南须写明理由", A3_1, "reason"))
    if breaches:
        return Refusal(tuple(breaches))
    gone = replace(before, version=before.version + 1, status=GuideStatus.WITHDRAWN, withdrawn_reason=reason)
    return Decided(gone)


def read_contents(written: Contents, reading: Reading, today: date) -> Contents:
    """Read what was typed; what is named has to exist, the window has to be one."""
    smallest, known = written.minimum_total_investment, dict(GUIDE_ELEMENTS.on(today))
    if smallest is not None:
        smallest = reading.amount(smallest, "minimumTotalInvestment", A3_1)
        if smallest <= 0:
            message = "最低总投资须大于零；不设下限时请留空"
            reading.found(Breach("MINIMUM_INVALID", message, A3_1, "minimumTotalInvestment"))
    for at, element in enumerate(written.required_elements):
        if element not in known:
            message = f"没有这一项目要素，可选：{'、'.join(known)}"
            reading.found(Breach("GUIDE_ELEMENT_UNKNOWN", message, A3_1, f"requiredElements.{at}"))
    opens, closes = written.opens_on, written.closes_on
    if opens is not None and closes is not None and closes < opens:
        reading.found(Breach("GUIDE_WINDOW_REVERSED", "申报截止日早于开始日", A3_1, "closesOn"))
    return replace(
        written,
        support_areas=_texts(reading, written.support_areas, "支持领域", "supportAreas"),
        selection_standards=_texts(reading, written.selection_standards, "遴选标准", "selectionStandards"),
        conditions=_texts(reading, written.conditions, "申报条件", "conditions"),
        minimum_total_investment=smallest,
        categories=tuple(dict.fromkeys(written.categories)),
        required_elements=tuple(dict.fromkeys(written.required_elements)),
        libraries=tuple(dict.fromkeys(written.libraries)),
    )


def _texts(reading: Reading, written: tuple[str, ...], label: str, field: str) -> tuple[str, ...]:
    read = [reading.text(each, label, f"{field}.{at}") for at, each in enumerate(written)]
    return tuple(dict.fromkeys(t for t in read if t))


def _unfinished(contents: Contents, today: date) -> list[Breach]:
    """第三条（一）: support areas, selection standards and conditions are what a guide consists of; and its window."""
    asked = (
        (contents.support_areas, "GUIDE_AREAS_MISSING", "支持领域", "supportAreas"),
        (contents.selection_standards, "GUIDE_STANDARDS_MISSING", "遴选标准", "selectionStandards"),
        (contents.asks, "GUIDE_CONDITIONS_MISSING", "申报条件", "conditions"),
        (contents.opens_on, "GUIDE_OPENING_MISSING", "申报开始日", "opensOn"),
        (contents.closes_on, "GUIDE_CLOSING_MISSING", "申报截止日", "closesOn"),
    )
    breaches = [Breach(code, f"发布指南前须写明{name}", A3_1, field) for said, code, name, field in asked if not said]
    if contents.closes_on is not None and contents.closes_on < today:
        message = f"申报截止日{contents.closes_on}已过，指南发布后无人能够申报"
        breaches.append(Breach("GUIDE_WINDOW_OVER", message, A3_1, "closesOn"))
    return breaches


def _not_draft(guide: Guide, what: str) -> Breach | None:
    if guide.status is GuideStatus.DRAFT:
        return None
    message = f"起草中的指南才能{what}；已发布的须另起草更正版本"
    return Breach("GUIDE_FROZEN", message, A3_1)


def _published(guide: Guide, in_force: Guide | None) -> GuidePublished:
    contents = guide.contents
    assert contents.opens_on is not None
    assert contents.closes_on is not None
    assert guide.digest is not None
    return GuidePublished(
        guide_id=guide.id,
        year=guide.year,
        number=guide.number,
        digest=guide.digest,
        opens_on=contents.opens_on,
        closes_on=contents.closes_on,
        replaces_id=in_force.id if in_force else None,
        division=guide.division,
    )
