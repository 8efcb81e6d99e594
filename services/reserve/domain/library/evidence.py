"""第五条、第六条: the documents that entry criteria are judged from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.library.events import EvidenceRecorded, EvidenceWithdrawn
from services.reserve.domain.project.state import Project, changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One document of a project."""

    id: UUID
    kind: str
    title: str
    issuer: str
    issued_on: date
    document_number: str | None = None
    valid_until: date | None = None
    withdrawn: bool = False

    def holds(self, day: date) -> bool:
        """Whether the document can still be relied on: not withdrawn, issued, and not past its last valid day."""
        return not self.withdrawn and self.issued_on <= day and (self.valid_until is None or day <= self.valid_until)

    def lapsed(self, day: date) -> bool:
        """Whether the document was good once and is past its last valid day."""
        return not self.withdrawn and self.valid_until is not None and self.valid_until < day


def record_evidence(
    project: Project, known: Sequence[Evidence], new: Sequence[Evidence], today: date
) -> Decided[Project] | Refusal:
    """第五条: add documents to a project; each is of a kind that some criterion asks for, and none is entered twice."""
    if not new:
        return Refusal.of(Breach("EVIDENCE_EMPTY", "请至少登记一份佐证材料", Article(5), "evidence"))
    breaches: list[Breach] = []
    seen = {_identity(e) for e in known if not e.withdrawn}
    for at, evidence in enumerate(new):
        breaches += _faults(evidence, f"evidence.{at}", today)
        if _identity(evidence) in seen:
            message = f"“{evidence.title}”已登记过，不能重复登记"
            breaches.append(Breach("EVIDENCE_DUPLICATE", message, Article(5), f"evidence.{at}"))
        seen.add(_identity(evidence))
    if breaches:
        return Refusal(tuple(breaches))
    after = replace(project, version=project.version + 1)
    return Decided(after, (changed(after), *(_told(EvidenceRecorded, after, e) for e in new)))


def withdraw_evidence(project: Project, evidence: Evidence, reason: str) -> Decided[Project] | Refusal:
    """第五条: a document recorded by mistake stays on record but counts no more; the reason is kept."""
    breaches = []
    if evidence.withdrawn:
        breaches.append(Breach("EVIDENCE_WITHDRAWN", "该材料已撤回", Article(5), "evidenceId"))
    if not reason:
        breaches.append(Breach("REASON_MISSING", "撤回材料须写明理由", Article(5), "reason"))
    if breaches:
        return Refusal(tuple(breaches))
    after = replace(project, version=project.version + 1)
    return Decided(after, (changed(after), _told(EvidenceWithdrawn, after, evidence)))


def _told(event: type[EvidenceRecorded], project: Project, evidence: Evidence) -> EvidenceRecorded:
    """Say of a document what it is, whole: whoever hears of its withdrawal first knows all the same."""
    return event(
        evidence_id=evidence.id,
        project_id=project.id,
        kind=evidence.kind,
        title=evidence.title,
        document_number=evidence.document_number,
        issuing_body=evidence.issuer,
        dated_on=evidence.issued_on,
        valid_until=evidence.valid_until,
        version=project.version,
        division=project.division,
    )


def _identity(e: Evidence) -> tuple[str, str, str, date]:
    return (e.kind, e.document_number or "", e.title, e.issued_on)


def _faults(evidence: Evidence, at: str, today: date) -> list[Breach]:
    kinds = {k.code: k for k in rulebook.EVIDENCE_KINDS.on(today)}
    kind = kinds.get(evidence.kind)
    if kind is None:
        listed = "、".join(kinds)
        return [Breach("EVIDENCE_KIND_UNKNOWN", f"没有这一类佐证材料，可选：{listed}", Article(5), f"{at}.kind")]
    faults = []
    if kind.numbered and not evidence.document_number:
        message = f"{kind.name}须登记文号（证号）"
        faults.append(Breach("DOCUMENT_NUMBER_MISSING", message, kind.article, f"{at}.documentNumber"))
    if evidence.issued_on > today:
        message = f"{kind.name}的出具日期不能晚于今天（{today}）"
        faults.append(Breach("EVIDENCE_NOT_YET_ISSUED", message, kind.article, f"{at}.issuedOn"))
    if evidence.valid_until is not None and evidence.valid_until < evidence.issued_on:
        message = f"{kind.name}的有效期止日早于出具日期"
        faults.append(Breach("EVIDENCE_VALIDITY_REVERSED", message, kind.article, f"{at}.validUntil"))
    return faults
