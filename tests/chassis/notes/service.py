"""A service of two tables, to test the chassis without any business."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import MetaData, select, true
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from services.chassis.database import NAMING, TYPES
from services.chassis.events import Foreign, Published
from services.chassis.graphql import (
    SIGNED_IN,
    Connection,
    Info,
    Subgraph,
    UserError,
    build_schema,
    perform,
    roles,
)
from services.chassis.inbox import Inbox
from services.chassis.reads import Key, fetch, page, sql, table
from services.chassis.service import Copy, Service
from services.chassis.versions import stale
from services.chassis.visibility import visible
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.parties import Role


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = TYPES


@visible(lambda actor, t: true())
class NoteRow(Base):
    __tablename__ = "notes"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    text: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class EchoRow(Base):
    __tablename__ = "echoes"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    text: Mapped[str]
    times: Mapped[int] = mapped_column(default=1)


@dataclass(frozen=True)
class NoteWritten:
    note_id: UUID
    text: str
    division: str


class NoteWrittenV1(
    Published,
    type="zhongdian.notes.note.written.v1",
    of=NoteWritten,
    key="note_id",
    sample={"noteId": "01930000-0000-7000-8000-000000000001", "text": "一", "division": "430211"},
):
    note_id: UUID
    text: str


class NoteSeen(Foreign):
    note_id: UUID
    text: str


inbox = Inbox("notes")


@inbox.on("zhongdian.notes.note.written.v1", NoteSeen)
async def echo(work: Work, event: NoteSeen) -> None:
    if event.text.startswith("poison"):
        raise ValueError("cannot be applied")
    row = await work.session.get(EchoRow, event.note_id)
    if row is None:
        work.session.add(EchoRow(id=event.note_id, division=event.division, text=event.text))
    else:
        row.text, row.times = event.text, row.times + 1


@dataclass(frozen=True)
class Write:
    note_id: UUID | None
    expected_version: int | None
    text: str


async def write(work: Work, command: Write) -> UUID | Refusal:
    if not command.text.strip():
        return Refusal.of(Breach("TEXT_MISSING", "内容不能为空", Article(4), "text"))
    if command.note_id is None:
        row = NoteRow(id=work.new_id(), division=work.actor.division, text=command.text)
        work.session.add(row)
        before = None
    else:
        found = await work.session.get(NoteRow, command.note_id, with_for_update=True)
        if found is None:
            return Refusal.of(Breach("NOTE_UNKNOWN", "没有这条记录", None, "noteId"))
        row, before = found, {"text": found.text}
        lost = stale(row.version, command.expected_version or 0)
        if lost:
            return Refusal.of(lost)
        row.text, row.version = command.text, row.version + 1
    await work.session.flush()
    await work.record(NoteWritten(row.id, row.text, row.division))
    if command.text != "unaudited":
        await work.audit("writeNote", f"note/{row.id}", before, {"text": row.text})
    work.notify("notes", {"id": str(row.id)})
    return row.id


@strawberry.federation.type(keys=["id"], description="便签 / A note")
@table(NoteRow)
class Note:
    id: UUID
    text: str
    version: int


@strawberry.input(description="写便签 / Write a note")
class WriteNoteInput:
    idempotency_key: str
    text: str
    note_id: UUID | None = None
    expected_version: int | None = None


@strawberry.type(description="结果 / Result")
class NotePayload:
    note: Note | None
    user_errors: list[UserError]
    replayed: bool


@strawberry.type
class Query:
    @sql(description="便签 / Notes")
    def notes(
        self: Any,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Note]:
        return page(select(NoteRow), [Key(NoteRow.text, descending=True), Key(NoteRow.id)])

    @strawberry.field(description="失败 / Fails with a secret")
    async def broken(self) -> int:
        raise RuntimeError("the password is hunter2")


@strawberry.type
class Mutation:
    @strawberry.mutation(description="写 / Write")
    async def write_note(self, info: Info, input: WriteNoteInput) -> NotePayload:
        command = Write(input.note_id, input.expected_version, input.text)
        done = await perform(info, "writeNote", input, command, write)
        return NotePayload(note=await fetch(info, Note, done.id), user_errors=done.user_errors, replayed=done.replayed)


PERMISSIONS = {
    "Query.notes": SIGNED_IN,
    "Query.broken": SIGNED_IN,
    "Mutation.writeNote": roles(Role.OWNER, Role.LAND),
    "Note": SIGNED_IN,
}


def schema() -> Subgraph:
    return build_schema(PERMISSIONS, Query, Mutation)


SERVICE = Service(
    name="notes",
    title="notes",
    schema=schema,
    metadata=Base.metadata,
    versions=Path(__file__).parent / "versions",
    published=(NoteWrittenV1,),
    inbox=inbox,
    replicas={"notes": select(NoteRow.id, NoteRow.text)},
    copies={"notes": Copy("notes", select(EchoRow.id, EchoRow.text), (NoteWrittenV1.TYPE,))},
)
