"""Commands on clues and objections (A21)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.domain.discipline.bar import Objection
from services.assessment.domain.discipline.clue import ClueStep, Person, Transfer
from services.assessment.graphql.award_commands import SEEN
from services.assessment.graphql.discipline import DisciplineBar, DisciplineClue
from services.assessment.graphql.words import FILES, GIVEN, KEY, REASONS
from services.assessment.usecases.discipline.conclude import ConcludeClue, conclude_clue
from services.assessment.usecases.discipline.name_persons import NamePersons, name_persons
from services.assessment.usecases.discipline.object import LiftBar, lift_discipline_bar, set_discipline_bar
from services.assessment.usecases.discipline.step import TakeStep, taking
from services.assessment.usecases.discipline.transfer import TransferClue, transfer_clue
from services.chassis.graphql import Info, UserError, perform
from services.chassis.graphql.commands import Performed
from services.chassis.reads import fetch

CLUE = "线索 / The clue"


@strawberry.input(description="移送单位的知情人员 / A person of the transferring office")
class CluePersonInput:
    subject: str = strawberry.field(description="用户标识（登录令牌 sub）/ Subject of the person's token")
    name: str = strawberry.field(description="姓名 / Name")


@strawberry.input(description="移送问题线索 / Hand a clue over (A21)")
class TransferClueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    unit_id: UUID = strawberry.field(description="所涉单位 / The unit that it is about")
    project_id: UUID | None = strawberry.field(default=None, description="所涉项目 / The project")
    ground: str = strawberry.field(description="情形代码，见 clueTerms / Code of the ground")
    seen: str = strawberry.field(description="所见情况 / What was seen")
    place: str = strawberry.field(description="地点或场合 / Where")
    seen_on: date = strawberry.field(description="发现日期 / On which day")
    documents: list[str] = strawberry.field(default_factory=list, description="材料名称、文号 / Documents")
    persons: list[CluePersonInput] = strawberry.field(
        default_factory=list,
        description="本单位可查看的其他人员；移送人总在其中 / Others of the office who may see it; who hands it over always may",
    )
    file_ids: list[UUID] = strawberry.field(default_factory=list, description=FILES)


@strawberry.input(description="补充线索材料 / Add to a clue (A21)")
class SupplementClueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    clue_id: UUID = strawberry.field(description=CLUE)
    expected_version: int = strawberry.field(description=SEEN)
    note: str = strawberry.field(description="补充情况 / What is added")
    documents: list[str] = strawberry.field(default_factory=list, description="材料名称、文号 / Documents")
    file_ids: list[UUID] = strawberry.field(default_factory=list, description=FILES)


@strawberry.input(description="对线索的操作 / A step with a clue (A21)")
class ClueStepInput:
    idempotency_key: str = strawberry.field(description=KEY)
    clue_id: UUID = strawberry.field(description=CLUE)
    expected_version: int = strawberry.field(description=SEEN)
    note: str = strawberry.field(description="说明 / What is said of it")


@strawberry.input(description="办结线索 / Conclude a clue (A21)")
class ConcludeClueInput:
    idempotency_key: str = strawberry.field(description=KEY)
    clue_id: UUID = strawberry.field(description=CLUE)
    expected_version: int = strawberry.field(description=SEEN)
    outcome: str = strawberry.field(description="办理结果代码，见 clueTerms / Code of the outcome")
    note: str = strawberry.field(description="告知移送单位知情人员的说明 / What is told to who handed it over")


@strawberry.input(description="指定移送单位的知情人员（全部列出）/ Say exactly who of the office may see a clue (A21)")
class NameCluePersonsInput:
    idempotency_key: str = strawberry.field(description=KEY)
    clue_id: UUID = strawberry.field(description=CLUE)
    expected_version: int = strawberry.field(description=SEEN)
    persons: list[CluePersonInput] = strawberry.field(description="知情人员，须包括本人 / Persons, the caller included")


@strawberry.input(description="对单位或个人当年评优提出意见 / Object to awards of a unit or a person in a year (A21)")
class SetDisciplineBarInput:
    idempotency_key: str = strawberry.field(description=KEY)
    unit_id: UUID = strawberry.field(description="单位，或个人所在单位 / The unit, or the person's unit")
    person: str | None = strawberry.field(
        default=None, description="个人姓名，对单位的不填 / The person; null: the unit"
    )
    year: int = strawberry.field(description="年度 / Year")
    reason: str = strawberry.field(description="理由（只有纪检监察机关可见）/ Why; seen by discipline inspection alone")
    document: str = strawberry.field(description="文件 / The document")


@strawberry.input(description="解除意见 / Lift an objection (A21)")
class LiftDisciplineBarInput:
    idempotency_key: str = strawberry.field(description=KEY)
    bar_id: UUID = strawberry.field(description="意见 / The objection")
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.type(description="线索的命令的结果 / Outcome of a command on a clue")
class DisciplineCluePayload:
    clue: DisciplineClue | None = strawberry.field(
        description="线索（操作后不再可见的为空）/ The clue; null when the caller sees it no more"
    )
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type(description="意见的命令的结果 / Outcome of a command on an objection")
class DisciplineBarPayload:
    bar: DisciplineBar | None = strawberry.field(description="意见 / The objection")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


supplement_clue_ = taking(ClueStep.SUPPLEMENT, "supplementClue")
withdraw_clue_ = taking(ClueStep.WITHDRAW, "withdrawClue")
receive_clue_ = taking(ClueStep.RECEIVE, "receiveClue")
return_clue_ = taking(ClueStep.RETURN, "returnClue")
reopen_clue_ = taking(ClueStep.REOPEN, "reopenClue")


def _persons(given: list[CluePersonInput]) -> tuple[Person, ...]:
    return tuple(Person(person.subject, person.name) for person in given)


def _step(input: ClueStepInput) -> TakeStep:
    return TakeStep(input.clue_id, input.expected_version, input.note)


async def _clue(info: Info, done: Performed) -> DisciplineCluePayload:
    return DisciplineCluePayload(clue=await fetch(info, DisciplineClue, done.id), user_errors=done.user_errors)


async def _bar(info: Info, done: Performed) -> DisciplineBarPayload:
    return DisciplineBarPayload(bar=await fetch(info, DisciplineBar, done.id), user_errors=done.user_errors)


@strawberry.type
class DisciplineMutations:
    @strawberry.mutation(
        description="移送问题线索：只有纪检监察机关和本单位指定的人员可见 / Hand a clue over; nobody else learns of it (A21)"
    )
    async def transfer_clue(self, info: Info, input: Annotated[TransferClueInput, GIVEN]) -> DisciplineCluePayload:
        transfer = Transfer(
            unit_id=input.unit_id,
            project_id=input.project_id,
            ground=input.ground,
            seen=input.seen,
            place=input.place,
            seen_on=input.seen_on,
            documents=tuple(input.documents),
            persons=_persons(input.persons),
        )
        command = TransferClue(transfer, tuple(input.file_ids))
        return await _clue(info, await perform(info, "transferClue", input, command, transfer_clue))

    @strawberry.mutation(
        description="补充材料；被退回的随即重新移送 / Add to a clue; one returned is handed over again (A21)"
    )
    async def supplement_clue(self, info: Info, input: Annotated[SupplementClueInput, GIVEN]) -> DisciplineCluePayload:
        documents, files = tuple(input.documents), tuple(input.file_ids)
        command = TakeStep(input.clue_id, input.expected_version, input.note, documents, files)
        return await _clue(info, await perform(info, "supplementClue", input, command, supplement_clue_))

    @strawberry.mutation(description="签收前撤回线索，留痕 / Take a clue back before it is received, on record (A21)")
    async def withdraw_clue(self, info: Info, input: Annotated[ClueStepInput, GIVEN]) -> DisciplineCluePayload:
        return await _clue(info, await perform(info, "withdrawClue", input, _step(input), withdraw_clue_))

    @strawberry.mutation(description="指定移送单位的知情人员 / Say who of the transferring office may see a clue (A21)")
    async def name_clue_persons(
        self, info: Info, input: Annotated[NameCluePersonsInput, GIVEN]
    ) -> DisciplineCluePayload:
        command = NamePersons(input.clue_id, input.expected_version, _persons(input.persons))
        return await _clue(info, await perform(info, "nameCluePersons", input, command, name_persons))

    @strawberry.mutation(description="签收线索 / Receive a clue (A21)")
    async def receive_clue(self, info: Info, input: Annotated[ClueStepInput, GIVEN]) -> DisciplineCluePayload:
        return await _clue(info, await perform(info, "receiveClue", input, _step(input), receive_clue_))

    @strawberry.mutation(description="退回线索，请移送单位补充 / Return a clue for more (A21)")
    async def return_clue(self, info: Info, input: Annotated[ClueStepInput, GIVEN]) -> DisciplineCluePayload:
        return await _clue(info, await perform(info, "returnClue", input, _step(input), return_clue_))

    @strawberry.mutation(description="办结线索，告知移送单位知情人员 / Conclude a clue, for those who see it (A21)")
    async def conclude_clue(self, info: Info, input: Annotated[ConcludeClueInput, GIVEN]) -> DisciplineCluePayload:
        command = ConcludeClue(input.clue_id, input.expected_version, input.outcome, input.note)
        return await _clue(info, await perform(info, "concludeClue", input, command, conclude_clue))

    @strawberry.mutation(description="重新办理已办结的线索，留痕 / Open a concluded clue again, on record (A21)")
    async def reopen_clue(self, info: Info, input: Annotated[ClueStepInput, GIVEN]) -> DisciplineCluePayload:
        return await _clue(info, await perform(info, "reopenClue", input, _step(input), reopen_clue_))

    @strawberry.mutation(
        description="对单位或个人当年评优提出意见：评选时只显示“不宜”，理由不外传 / "
        "Object to awards; vettings tell that, not why (A21)"
    )
    async def set_discipline_bar(
        self, info: Info, input: Annotated[SetDisciplineBarInput, GIVEN]
    ) -> DisciplineBarPayload:
        command = Objection(
            unit_id=input.unit_id,
            person=input.person,
            year=input.year,
            reason=input.reason,
            document=input.document,
        )
        return await _bar(info, await perform(info, "setDisciplineBar", input, command, set_discipline_bar))

    @strawberry.mutation(description="解除意见，留痕 / Lift an objection, on record (A21)")
    async def lift_discipline_bar(
        self, info: Info, input: Annotated[LiftDisciplineBarInput, GIVEN]
    ) -> DisciplineBarPayload:
        command = LiftBar(input.bar_id, input.expected_version, input.reason)
        return await _bar(info, await perform(info, "liftDisciplineBar", input, command, lift_discipline_bar))
