"""Documents and entry criteria of a project in the API (第五条、第六条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import JSON, func
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.chassis.graphql import Info
from services.chassis.visibility import visible_select
from services.reserve.domain import rulebook
from services.reserve.domain.library.criteria import Judged
from services.reserve.domain.terms import LIBRARY_NAMES, Library
from services.reserve.store import tables


@strawberry.type(description="佐证材料 / A document of a project")
class ProjectEvidence:
    id: UUID = strawberry.field(description="标识 / Identifier")
    kind: str = strawberry.field(description="材料类别代码，见 rulebook / Code of the kind, see rulebook")
    kind_name: str = strawberry.field(description="材料类别 / Name of the kind")
    title: str = strawberry.field(description="材料名称 / Title")
    issuer: str = strawberry.field(description="出具单位 / Issuer")
    issued_on: date = strawberry.field(description="出具日期 / Day of issue")
    document_number: str | None = strawberry.field(description="文号（证号）/ Document number")
    valid_until: date | None = strawberry.field(description="有效期止 / Last valid day")
    note: str | None = strawberry.field(description="备注 / Note")
    recorded_at: datetime = strawberry.field(description="登记时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="登记人 / Who recorded it")
    withdrawn_at: datetime | None = strawberry.field(description="撤回时间 / When it was withdrawn")
    withdrawn_reason: str | None = strawberry.field(description="撤回理由 / Why it was withdrawn")

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """Read one of `documents`."""
        issued_on = date.fromisoformat(written["issued_on"])
        names = {k.code: k.name for k in rulebook.EVIDENCE_KINDS.on(issued_on)}
        valid, withdrawn = written["valid_until"], written["withdrawn_at"]
        return cls(
            id=UUID(written["id"]),
            kind=written["kind"],
            kind_name=names.get(written["kind"], written["kind"]),
            title=written["title"],
            issuer=written["issuer"],
            issued_on=issued_on,
            document_number=written["document_number"],
            valid_until=None if valid is None else date.fromisoformat(valid),
            note=written["note"],
            recorded_at=datetime.fromisoformat(written["recorded_at"]),
            recorded_by=written["recorded_by"],
            withdrawn_at=None if withdrawn is None else datetime.fromisoformat(withdrawn),
            withdrawn_reason=written["withdrawn_reason"],
        )


_WRITTEN = (
    "id",
    "kind",
    "title",
    "issuer",
    "issued_on",
    "document_number",
    "valid_until",
    "note",
    "recorded_at",
    "recorded_by",
    "withdrawn_at",
    "withdrawn_reason",
)


def documents(project: Any, info: Info) -> Any:
    """Bring all documents of a project along with it: criteria are judged from them together."""
    document = tables.Evidence
    written = func.json_build_object(*(x for name in _WRITTEN for x in (name, getattr(document, name))))
    in_order = func.json_agg(aggregate_order_by(written, document.recorded_at, document.id), type_=JSON())
    its = visible_select(document, info.context.caller).where(document.project_id == project.id)
    return its.with_only_columns(in_order).scalar_subquery()


@strawberry.type(description="一项入库（转化）标准及其判定 / One entry criterion with its verdict")
class ReadinessCriterion:
    code: str = strawberry.field(description="标准代码 / Code of the criterion")
    name: str = strawberry.field(description="标准 / The criterion in words")
    article: str = strawberry.field(description="依据条款 / The clause that asks for it")
    met: bool = strawberry.field(description="是否满足 / Whether it is met")
    evidence: ProjectEvidence | None = strawberry.field(description="所凭材料 / The document that meets it")
    remedy: str | None = strawberry.field(description="不满足时如何补齐 / What would meet it")


@strawberry.type(description="项目进入某库的成熟度 / How ready a project is for a library")
class Readiness:
    library: Library = strawberry.field(description="目标库 / The library")
    library_name: str = strawberry.field(description="目标库名称 / Its name")
    ready: bool = strawberry.field(description="全部满足 / Whether all criteria are met")
    met: int = strawberry.field(description="已满足项数 / Number of criteria met")
    asked: int = strawberry.field(description="标准项数 / Number of criteria asked")
    criteria: list[ReadinessCriterion] = strawberry.field(description="逐项判定 / The criteria one by one")

    @classmethod
    def of(cls, library: Library, judged: Sequence[Judged], documents: Sequence[ProjectEvidence]) -> Self:
        found = {d.id: d for d in documents}
        criteria = [
            ReadinessCriterion(
                code=j.criterion.code,
                name=j.criterion.name,
                article=str(j.criterion.article),
                met=j.met,
                evidence=found[j.evidence.id] if j.evidence else None,
                remedy=j.remedy,
            )
            for j in judged
        ]
        met = sum(c.met for c in criteria)
        return cls(
            library=library,
            library_name=LIBRARY_NAMES[library],
            ready=met == len(criteria),
            met=met,
            asked=len(criteria),
            criteria=criteria,
        )
