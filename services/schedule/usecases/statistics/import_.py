"""第十二条：the statistics office's answer is taken over line by line; the same file again changes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select

from services.chassis.digest import sm3
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_name
from services.schedule.domain.statistics.exchange import Judged, told
from services.schedule.domain.statistics.terms import AnswerOutcome
from services.schedule.store import tables
from services.schedule.usecases.statistics.examine import examine
from services.schedule.usecases.statistics.record import record_statistics_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStatistics:
    """The file, and whether good lines are taken though others are at fault."""

    file_name: str
    content: bytes
    good_only: bool


async def import_statistics(work: Work, command: ImportStatistics) -> UUID | Refusal:
    """Record what the office has accepted; return the id of the import."""
    lock = func.pg_advisory_xact_lock(func.hashtext("statistics_imports"), func.hashtext(work.actor.division))
    await work.session.execute(select(lock))
    imported, digest = tables.StatisticsImport, sm3(command.content)
    own = select(imported.id).where(imported.division == work.actor.division, imported.digest == digest)
    before: UUID | None = await work.session.scalar(own)
    if before is not None:
        await work.audit("importStatistics", f"statisticsImport/{before}", None, {"digest": digest, "again": True})
        return before
    name = clean_name(command.file_name, "文件名", "fileName")
    looked = await examine(work, command.content)
    faults = list(looked.faults) + ([name] if isinstance(name, Breach) else [])
    if not command.good_only:
        faults += [at_line(j) for j in looked.judged if j.breach]
    if faults or isinstance(name, Breach):
        return Refusal(tuple(faults))
    found, import_id = Counter(j.outcome for j in looked.judged), work.new_id()
    for recorded in looked.commands:
        done = await record_statistics_entry(work, recorded, import_id)
        if isinstance(done, Refusal):  # what was judged good above is good
            return done
    row = tables.StatisticsImport(
        id=import_id,
        division=work.actor.division,
        export_id=looked.export_id,
        file_name=name,
        digest=digest,
        entries=len(looked.judged),
        taken=found[AnswerOutcome.TAKEN],
        same=found[AnswerOutcome.SAME],
        refused=len(looked.judged) - found[AnswerOutcome.TAKEN] - found[AnswerOutcome.SAME],
        report=[dict(told(j)) for j in looked.judged],
        imported_at=work.now,
        imported_by=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    after = {"digest": digest, "file": name, "taken": row.taken, "refused": row.refused}
    await work.audit("importStatistics", f"statisticsImport/{import_id}", None, after)
    return import_id


def at_line(judged: Judged) -> Breach:
    """Name the line of the file at fault."""
    assert judged.breach is not None
    return replace(judged.breach, message=f"第{judged.line}行：{judged.breach.message}", field=f"line.{judged.line}")
