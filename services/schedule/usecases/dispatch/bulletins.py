"""第十条（月通报、年度总结）：a bulletin is drafted from data, edited, sent once, and corrected by an erratum alone."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from services.chassis.digest import canonical, sm3
from services.chassis.files import Files
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.dispatch import bulletin as rules
from services.schedule.domain.dispatch import drafting
from services.schedule.domain.dispatch.bulletin import (
    BULLETIN_SENT,
    BULLETIN_UNKNOWN,
    CorrectBulletin,
    DraftBulletin,
    EditBulletin,
    SendBulletin,
    Shown,
)
from services.schedule.domain.dispatch.events import BulletinCorrected, BulletinSent
from services.schedule.domain.dispatch.figures import Figure, figures
from services.schedule.domain.dispatch.letters import Erratum, erratum_paper
from services.schedule.domain.dispatch.paper import bulletin_paper
from services.schedule.domain.dispatch.rulebook import SIGNATURES
from services.schedule.domain.dispatch.terms import A10, BulletinState, FigureScope
from services.schedule.store import tables
from services.schedule.store.dispatch import bulletins
from services.schedule.store.dispatch.facts import read_facts
from services.schedule.store.dispatch.history import held, keep_step
from services.schedule.usecases.dispatch.papers import Kept, keep_papers

NUMBER_TAKEN = Breach("NUMBER_TAKEN", "该文号已用于其他通报或更正", A10, "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshBulletin:
    """The command: take the figures anew; what was written stays."""

    bulletin_id: UUID
    expected_version: int


async def draft_bulletin(work: Work, command: DraftBulletin) -> UUID | Refusal:
    """Draft the bulletin of a period that has none; the id is the bulletin's."""
    times = rules.period(command.kind, command.year, command.month, work.today)
    if isinstance(times, Refusal):
        return times
    month, first, as_of = times
    division = work.actor.division
    if await bulletins.of_period(work.session, division, command.kind, command.year, month):
        message = "该期通报已经编制，请修改原草稿或重新取数"
        return Refusal.of(Breach("BULLETIN_EXISTS", message, A10, "month"))
    facts = await read_facts(work, command.year, month, first, as_of)
    made = await asyncio.to_thread(figures, facts)  # the loop goes on meanwhile
    parts = drafting.parts(command.kind, command.year, month, _shown(made))
    row = tables.DispatchBulletin(
        id=work.new_id(),
        division=division,
        kind=command.kind,
        year=command.year,
        month=month,
        state=BulletinState.DRAFT,
        version=1,
        title=drafting.title(command.kind, command.year, month),
        as_of=as_of,
        parts=[asdict(p) for p in parts],
        projects=bulletins.project_lines(facts),
        recipients=list(drafting.ALL_DISTRICT),
        signatures=list(SIGNATURES.on(work.today)),
        drafted_on=work.today,
        drafted_by=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    await bulletins.put_figures(work, row, made)
    await keep_step(work, row, "draftBulletin", before=None)
    return row.id


async def refresh_bulletin(work: Work, command: RefreshBulletin) -> UUID | Refusal:
    """Take the figures of a draft anew."""
    row = await _draft(work, command.bulletin_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    times = rules.period(row.kind, row.year, row.month, work.today)
    assert not isinstance(times, Refusal), "the period was one when the bulletin was drafted"
    month, first, as_of = times
    before = held(row)
    facts = await read_facts(work, row.year, month, first, as_of)
    made = await asyncio.to_thread(figures, facts)  # the loop goes on meanwhile
    anew = drafting.parts(row.kind, row.year, month, _shown(made))
    row.parts = [asdict(p) for p in drafting.redrafted(bulletins.parts_of(row), anew)]
    row.projects, row.as_of, row.version = bulletins.project_lines(facts), as_of, row.version + 1
    await bulletins.put_figures(work, row, made)
    await keep_step(work, row, "refreshBulletin", before=before)
    return row.id


async def edit_bulletin(work: Work, command: EditBulletin) -> UUID | Refusal:
    """Change what people write: title, parts, recipients, signatures."""
    row = await _draft(work, command.bulletin_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    edit = rules.check_edit(command, await _codes(work, row))
    if isinstance(edit, Refusal):
        return edit
    before = held(row)
    if edit.title is not None:
        row.title = edit.title
    if edit.parts is not None:
        row.parts = [asdict(p) for p in edit.parts]
    if edit.recipients is not None:
        row.recipients = list(edit.recipients)
    if edit.signatures is not None:
        row.signatures = list(edit.signatures)
    row.version += 1
    await keep_step(work, row, "editBulletin", before=before)
    return row.id


async def send_bulletin(work: Work, command: SendBulletin, files: Files | None) -> UUID | Refusal:
    """Send a bulletin: number, day and sender; content and both files are what they are from now on."""
    row = await _draft(work, command.bulletin_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    parts = bulletins.parts_of(row)
    number = rules.check_send(
        row.state, row.kind, parts, command, ready_on=_last(row), as_of=row.as_of, today=work.today
    )
    faults = list(number.breaches) if isinstance(number, Refusal) else []
    faults += _missing_gaps(parts, await bulletins.shown_figures(work.session, work.actor, row.id), row)
    faults += rules.unknown_figures(parts, await _codes(work, row))
    if isinstance(number, str) and await bulletins.number_taken(work.session, row.division, number):
        faults.append(NUMBER_TAKEN)
    if faults or isinstance(number, Refusal):
        return Refusal(tuple(faults))
    before = held(row)
    # not on the row yet: a row that is sent has its bytes, and what reads in between would write it
    content = await bulletins.content(work.session, work.actor, row)
    document = bulletin_paper(replace(content, number=number, day=work.today))
    kept = await keep_papers(files, document)
    if isinstance(kept, Breach):
        return Refusal.of(kept)
    digest = sm3(canonical({"document": asdict(document), "figures": await bulletins.freeze_figures(work, row)}))
    _seal(work, row, number, kept, digest)
    await work.record(
        BulletinSent(
            bulletin_id=row.id,
            kind=row.kind.value,
            year=row.year,
            month=row.month,
            number=number,
            content_sm3=digest,
            docx_sm3=kept.docx_sm3,
            pdf_sm3=kept.pdf_sm3,
            sent_on=work.today,
            division=row.division,
        )
    )
    await keep_step(work, row, "sendBulletin", before=before)
    return row.id


async def correct_bulletin(work: Work, command: CorrectBulletin, files: Files | None) -> UUID | Refusal:
    """Issue an erratum; the bulletin stays as it was sent."""
    row = await bulletins.lock(work, command.bulletin_id)
    if row is None:
        return Refusal.of(BULLETIN_UNKNOWN)
    read = rules.check_erratum(row.state, command)
    if isinstance(read, Refusal):
        return read
    if await bulletins.number_taken(work.session, row.division, read.number):
        return Refusal.of(NUMBER_TAKEN)
    assert row.number is not None, "a sent bulletin has its number"
    assert row.sent_on is not None, "a sent bulletin has its day"
    paper = erratum_paper(
        Erratum(
            title=row.title,
            number=read.number,
            of_number=row.number,
            of_day=row.sent_on,
            place=read.place,
            was=read.was,
            now=read.now,
            reason=read.reason,
            recipients=tuple(row.recipients),
            signatures=tuple(row.signatures),
            day=work.today,
        )
    )
    kept = await keep_papers(files, paper)
    if isinstance(kept, Breach):
        return Refusal.of(kept)
    made = tables.BulletinErratum(
        id=work.new_id(),
        division=row.division,
        bulletin_id=row.id,
        ordinal=await bulletins.next_ordinal(work.session, row.id),
        place=read.place,
        was=read.was,
        now=read.now,
        reason=read.reason,
        number=read.number,
        issued_on=work.today,
        issued_by=work.actor.name,
        **asdict(kept),
    )
    work.session.add(made)
    await work.session.flush()
    await work.record(
        BulletinCorrected(
            bulletin_id=row.id,
            ordinal=made.ordinal,
            number=made.number,
            place=made.place,
            was=made.was,
            now=made.now,
            issued_on=made.issued_on,
            division=made.division,
        )
    )
    await work.audit("correctBulletin", f"dispatch_bulletins/{row.id}", None, held(made), reason=read.reason)
    return row.id


async def _draft(work: Work, id: UUID, expected: int) -> tables.DispatchBulletin | Refusal:
    row = await bulletins.lock(work, id)
    if row is None:
        return Refusal.of(BULLETIN_UNKNOWN)
    if row.state is BulletinState.SENT:
        return Refusal.of(BULLETIN_SENT)
    lost = stale(row.version, expected)
    return Refusal.of(lost) if lost else row


async def _codes(work: Work, row: tables.DispatchBulletin) -> frozenset[str]:
    found = await bulletins.shown_figures(work.session, work.actor, row.id)
    return frozenset(f.code for f in found if f.scope is FigureScope.ALL)


def _shown(made: list[Figure]) -> list[Shown]:
    return [
        Shown(
            code=f.code,
            scope=f.scope,
            key=f.key,
            name=f.name,
            label=f.label,
            value=f.value,
            places=f.places,
            unit=f.unit,
        )
        for f in made
    ]


def _last(row: tables.DispatchBulletin) -> date:
    """The last day of the bulletin's month."""
    months = row.year * 12 + row.month
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _missing_gaps(
    parts: tuple[rules.Part, ...], found: tuple[Shown, ...], row: tables.DispatchBulletin
) -> list[Breach]:
    """第十条（逐项分析）：no gap loses its reason because its part was taken out of the text."""
    wanted = [p for p in drafting.parts(row.kind, row.year, row.month, found) if p.code.startswith("GAP:")]
    have = {p.code for p in parts}
    gone = [p.heading for p in wanted if p.code not in have]
    return [Breach("GAP_REASON_MISSING", f"缺少差距原因：{'、'.join(gone)}", A10, "parts")] if gone else []


def _seal(work: Work, row: tables.DispatchBulletin, number: str, kept: Kept, digest: str) -> None:
    row.state, row.version = BulletinState.SENT, row.version + 1
    row.number, row.sent_on, row.sent_by, row.content_sm3 = number, work.today, work.actor.name, digest
    row.docx_sm3, row.docx_size, row.pdf_sm3, row.pdf_size = (
        kept.docx_sm3,
        kept.docx_size,
        kept.pdf_sm3,
        kept.pdf_size,
    )
