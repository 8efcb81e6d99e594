"""Works long imports off: one after the other, each once, whatever becomes of the process in between.

A run is held by one worker at a time, which says with every step that it lives. A worker that died loses its run after a
while; the next one begins it anew. What a run writes and that it is done are one transaction, so nothing is doubled.
"""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from services.chassis import clock
from services.chassis.documents.workbook import Book, open_book
from services.chassis.identity import Actor
from services.chassis.runtime import Runtime
from services.chassis.work import Translate, Work
from services.law.breach import Breach
from services.law.grid import Fault
from services.law.parties import Role
from services.reserve.domain.importing.terms import OPEN, Mode, RunState
from services.reserve.domain.sheets.columns import Column, Subject
from services.reserve.domain.sheets.headings import Vocabulary
from services.reserve.store import importing, tables
from services.reserve.usecases.imports import import_projects as sheets
from services.reserve.usecases.imports.annotate import annotated_apart
from services.reserve.usecases.imports.entries import Applications, EntryJudge, PlanItems
from services.reserve.usecases.imports.examine import ProjectJudge
from services.reserve.usecases.imports.limits import IN_BACKGROUND
from services.reserve.usecases.imports.passing import Judge, Streamed, go_through
from services.reserve.usecases.imports.report import Report

LARGEST_ANNOTATED = 10 * 1024 * 1024  # bytes; larger files are too much to be written anew with their formats


class Lost(Exception):
    """The run was cancelled, is another worker's by now, or the process is ending: everything is taken back."""


class Run:
    """One run in the hands of one worker."""

    def __init__(
        self, runtime: Runtime, translate: Translate, row: tables.ImportRun, worker: UUID, stopping: asyncio.Event
    ) -> None:
        """Take a run up."""
        self._runtime, self._translate, self._row, self._worker = runtime, translate, row, worker
        self._stopping = stopping
        roles = frozenset(Role(r) for r in row.roles)
        self._actor = Actor(row.asked_by, row.asked_by_name, roles, row.unit_id, row.division)

    async def carry_out(self) -> None:
        """Read, judge and write; raise Lost where the run is not this worker's to finish."""
        with tempfile.TemporaryDirectory(prefix="import-") as folder:
            path = Path(folder) / "sheet.xlsx"
            book: Book | Breach | None = await self._fetch(path)
            if book is None:
                book = await asyncio.to_thread(open_book, path, IN_BACKGROUND, "fileId")
            heights = book if isinstance(book, Breach) else await asyncio.to_thread(book.heights)
            if isinstance(book, Breach) or isinstance(heights, Breach):
                breach = book if isinstance(book, Breach) else heights
                assert isinstance(breach, Breach)
                await self._end(RunState.REFUSED, _unreadable(breach))
                return
            try:
                await self._go_through(path, Streamed(book, heights))
            finally:
                await asyncio.to_thread(book.close)

    async def _go_through(self, path: Path, source: Streamed) -> None:
        run = self._row
        await self._note(state=RunState.JUDGING, rows_of=sum(source.heights.values()), rows_done=0)
        async with self._reading() as work:
            before = await sheets.imported(work, run.digest) if run.subject is Subject.PROJECTS else None
            if before is not None and before.complete and not run.dry_run:
                done = Report.read(before.report)
                done.notes.append("同一文件已经全部导入过，没有变化")
                done.registered, done.present = 0, done.registered + done.present
                await self._end(RunState.DONE, done)
                return
        mapping = await self._mapping()
        report = await go_through(source, self._judge(writing=False), mapping, self._reading, self._moved)
        good = report.registered and (run.mode is Mode.GOOD_ROWS or report.complete)
        annotated = await self._annotated(path, report)
        if run.dry_run or not good:
            refused = not (run.dry_run or report.complete)
            await self._end(RunState.REFUSED if refused else RunState.DONE, report, annotated)
            return
        await self._write(source, mapping, annotated)

    async def _write(self, source: Streamed, mapping: Vocabulary, annotated: bytes | None) -> None:
        """Write the good rows and that the run is done, in one transaction."""
        run = self._row
        await self._note(state=RunState.WRITING, rows_done=0)
        async with self._runtime.database.session(self._actor.scope) as session:
            work = Work(session, self._actor, run.asked_at, self._runtime.service, self._translate)
            await importing.serialize(session, run.division)

            @asynccontextmanager
            async def opened() -> AsyncIterator[Work]:
                yield work
                await session.flush()
                session.expunge_all()  # what is written need not be remembered

            report = await go_through(source, self._judge(writing=True), mapping, opened, self._moved)
            if (run.mode is Mode.ALL_OR_NOTHING and report.faults) or not report.registered:
                await session.rollback()  # others were quicker, or something was changed between the looks
                await self._end(RunState.REFUSED if report.faults else RunState.DONE, report, annotated)
                return
            if run.subject is Subject.PROJECTS:
                before = await sheets.imported(work, run.digest)
                await sheets.keep(work, before, run.file_name, run.digest, report)
            await self._finish(work, RunState.DONE, report, annotated)
            await session.commit()
        await self._tell(RunState.DONE)

    def _judge(self, *, writing: bool) -> Judge:
        run = self._row
        if run.subject is Subject.PROJECTS:
            return ProjectJudge(writing=run.file_name if writing else None, keep_ids=False)
        if run.subject is Subject.PLAN_ITEMS:
            assert run.plan_id is not None
            return EntryJudge(PlanItems(run.plan_id, run.plan_version), writing=writing)
        assert run.year is not None
        return EntryJudge(Applications(run.year), writing=writing)

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Work]:
        """Open a transaction that is taken back in the end."""
        async with self._runtime.database.session(self._actor.scope) as session:
            yield Work(session, self._actor, self._row.asked_at, self._runtime.service, self._translate)
            await session.rollback()

    async def _mapping(self) -> Vocabulary:
        """What the file's sender has told goes first of all; what was told with this run before what is remembered."""
        run = self._row
        async with self._reading() as work:
            kept = await importing.mapping_of(work.session, run.division, run.unit_id, run.subject)
        own = {heading: Column(element) for heading, element in run.mapping.items()}
        return Vocabulary(run.subject, {**kept, **own})

    async def _fetch(self, path: Path) -> Breach | None:
        """Put the file on disk, part by part, and see that it is what was sent."""
        run, digest = self._row, hashlib.sha256()
        if run.file_id is None:
            return importing.FILE_UNKNOWN
        with await asyncio.to_thread(path.open, "wb") as file:
            async with self._reading() as work:
                async for part in importing.parts_of(work.session, run.file_id):
                    digest.update(part)
                    await asyncio.to_thread(file.write, part)
        return None if digest.hexdigest() == run.digest else importing.FILE_UNKNOWN

    async def _annotated(self, path: Path, report: Report) -> bytes | None:
        if not self._row.annotate:
            return None
        content = await asyncio.to_thread(path.read_bytes)
        if len(content) > LARGEST_ANNOTATED:
            report.notes.append(f"文件超过{LARGEST_ANNOTATED // 1024 // 1024}MB，未生成带批注的文件，请按问题清单修改")
            return None
        made = await annotated_apart(self._row.file_name, content, report)
        return made.content

    async def live_on(self) -> None:
        """Say that the run is held; raise Lost where it is not any more."""
        await self._note()

    async def _moved(self, rows: int) -> None:
        await self._note(rows_done=rows)

    async def _note(self, **values: Any) -> None:
        """Write progress and live on, apart from what the run itself writes."""
        if self._stopping.is_set():
            raise Lost
        async with self._runtime.database.session(self._actor.scope) as session:
            if not await importing.note(session, self._row.id, self._worker, **values):
                raise Lost
            await session.commit()
        await self._tell(**values)

    async def _tell(self, state: RunState | None = None, **_: Any) -> None:
        told = {} if state is None else {"state": state}
        await self._runtime.tell([(f"import:{self._row.id}", told)])

    async def _end(self, state: RunState, report: Report, annotated: bytes | None = None) -> None:
        """End a run that has written nothing."""
        async with self._runtime.database.session(self._actor.scope) as session:
            work = Work(session, self._actor, self._row.asked_at, self._runtime.service, self._translate)
            await self._finish(work, state, report, annotated)
            await session.commit()
        await self._tell(state)

    async def _finish(self, work: Work, state: RunState, report: Report, annotated: bytes | None) -> None:
        """Put the outcome on record, if the run is still this worker's."""
        run = await work.session.get(tables.ImportRun, self._row.id, with_for_update=True, populate_existing=True)
        if run is None or run.worker != self._worker or run.state not in OPEN:
            raise Lost
        run.state, run.finished_at, run.worker, run.held_until = state, clock.system_now(), None, None
        run.rows, run.registered, run.present = report.rows, report.registered, report.present
        run.faulty, run.left_out, run.notes = report.faulty, report.left_out, report.notes
        run.fault_count = len(report.faults) + report.more
        run.rows_done = run.rows_of or 0
        if annotated is not None:
            name = f"{run.file_name.rsplit('.', 1)[0]}（检查结果）.xlsx"
            parts = (annotated[at : at + importing.PART] for at in range(0, len(annotated), importing.PART))
            digest = hashlib.sha256(annotated).hexdigest()
            run.annotated_file_id = await importing.keep_file(work, name, digest, len(annotated), parts)
        await work.session.flush()
        await importing.keep_faults(work.session, run, report.faults)
        after = {"state": state, "registered": report.registered, "faulty": report.faulty}
        await work.audit("finishImport", f"importRun/{run.id}", None, after)


def _unreadable(breach: Breach) -> Report:
    report = Report()
    report.faults.append(Fault("", None, None, None, breach.code, breach.message, breach.article))
    return report
