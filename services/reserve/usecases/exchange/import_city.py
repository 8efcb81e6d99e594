"""第五条、第六条: take over what the city's reserve library answers; each entry is told, the same file changes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from services.chassis.digest import sm3
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.exchange.city import A5, Entry, Judged, judge, read
from services.reserve.domain.exchange.terms import CityOutcome
from services.reserve.domain.reading import Reading
from services.reserve.store import tables
from services.reserve.store.exchange import city
from services.reserve.usecases.exchange.city_file import ANSWER, Opened, open_

BAD = frozenset({CityOutcome.CONFLICT, CityOutcome.FAULTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCity:
    """The file, and what happens to entries at fault.

    good_only: take the good entries though others are at fault; else all or nothing.
    overwrite: let the city give a project another code than it has.
    answer_id: of the live interface; its files are recorded even where they cannot be read, so that none is asked for
        again and again.
    """

    file_name: str
    content: bytes
    good_only: bool = False
    overwrite: bool = False
    answer_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was judged; `faults` are those of the file as a whole."""

    export_id: UUID | None = None
    judged: list[Judged] = field(default_factory=list)
    faults: tuple[Breach, ...] = ()

    def count(self, *outcomes: CityOutcome) -> int:
        """Count entries with any of these outcomes."""
        found = Counter(j.outcome for j in self.judged)
        return sum(found[o] for o in outcomes)


async def examine(work: Work, command: ImportCity) -> Answer:
    """Judge an answer without writing anything."""
    opened = open_(command.content, ANSWER)
    if isinstance(opened, Breach):
        return Answer(faults=(opened,))
    export_id, faults = await _head(work, opened)
    if faults:
        return Answer(export_id=export_id, faults=tuple(faults))
    entries = [read(line, written) for line, written in enumerate(opened.entries, start=2)]
    good = [e for e in entries if isinstance(e, Entry)]
    known = await city.known(
        work.session, work.actor, (e.project_id for e in good), (e.says.code for e in good if e.says.code)
    )
    judged = judge(entries, known, work.today, overwrite=command.overwrite)
    return Answer(export_id=export_id, judged=judged)


async def _head(work: Work, opened: Opened) -> tuple[UUID | None, list[Breach]]:
    """Judge whether the answer is to us, and to an export of ours where it names one."""
    faults, head = [], opened.head
    if head.get("division") != work.actor.division:
        message = f"该答复是给{head.get('division')}的，不是本区（{work.actor.division}）"
        faults.append(Breach("CITY_FILE_NOT_OURS", message, A5, "contentBase64"))
    if head.get("entries") != len(opened.entries):
        faults.append(Breach("CITY_FILE_INCOMPLETE", "条目数与文件头不符，请重新获取", A5, "contentBase64"))
    if head.get("exportId") is None:
        return None, faults
    try:
        export_id = UUID(str(head["exportId"]))
    except ValueError:
        export_id = None
    row = await work.session.get(tables.CityExport, export_id) if export_id else None
    if row is None or row.division != work.actor.division:
        faults.append(Breach("CITY_EXPORT_UNKNOWN", "该答复所答的导出不是本区导出的", A5, "contentBase64"))
        return None, faults
    return row.id, faults


async def import_city(work: Work, command: ImportCity) -> UUID | Refusal:
    """Set code and status of the projects as the city says; return the id of the import."""
    await city.hold(work.session, work.actor.division)
    digest = sm3(command.content)
    before = await city.import_under(work.session, work.actor.division, digest)
    if before is not None:
        await work.audit("importCityLibrary", f"cityImport/{before.id}", None, {"digest": digest, "again": True})
        return before.id
    reading = Reading(A5)
    file_name = reading.name(command.file_name, "文件名", "fileName")
    answer = await examine(work, command)
    if command.answer_id is None:
        reading.breaches += answer.faults
    if not command.good_only:
        reading.breaches += [at_line(j) for j in answer.judged if j.breach]
    if reading.breaches:
        return Refusal(tuple(reading.breaches))
    row = _row(work, command, answer, file_name, digest)
    work.session.add(row)
    await work.session.flush()
    await city.keep(work, [j for j in answer.judged if j.outcome is CityOutcome.TAKEN], row.id)
    after = {"digest": digest, "file": file_name, "taken": row.taken, "refused": row.refused}
    await work.audit("importCityLibrary", f"cityImport/{row.id}", None, after)
    return row.id


def at_line(judged: Judged) -> Breach:
    """Name the line of the file at fault."""
    assert judged.breach is not None
    return replace(judged.breach, message=f"第{judged.line}行：{judged.breach.message}", field=f"line.{judged.line}")


def _row(work: Work, command: ImportCity, answer: Answer, file_name: str, digest: str) -> tables.CityImport:
    told = [_told(Judged(line=1, project_id=None, outcome=CityOutcome.FAULTY, breach=f)) for f in answer.faults]
    return tables.CityImport(
        id=work.new_id(),
        division=work.actor.division,
        file_name=file_name,
        digest=digest,
        export_id=answer.export_id,
        answer_id=command.answer_id,
        entries=len(answer.judged),
        taken=answer.count(CityOutcome.TAKEN),
        same=answer.count(CityOutcome.SAME),
        refused=answer.count(*BAD) + len(answer.faults),
        report=told + [_told(j) for j in answer.judged],
        imported_at=work.now,
        imported_by=work.actor.name,
    )


def _told(judged: Judged) -> dict[str, Any]:
    breach = judged.breach
    return {
        "line": judged.line,
        "project_id": str(judged.project_id) if judged.project_id else None,
        "outcome": judged.outcome.value,
        "code": breach.code if breach else None,
        "message": breach.message if breach else None,
        "city_code": judged.after.code if judged.after else None,
        "status": judged.after.status.value if judged.after else None,
    }


def told(answer: Answer) -> list[dict[str, Any]]:
    """Write the report of a dry run, as that of an import is kept."""
    return [_told(j) for j in answer.judged]
