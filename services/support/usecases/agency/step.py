"""第十四条：one step of an item of an agency: each with who may take it and what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.agency import authorising, items, steps
from services.support.domain.agency import case as cases
from services.support.domain.agency.items import Item, ItemChange
from services.support.domain.agency.terms import A14, CaseState
from services.support.domain.request import Acting, found
from services.support.store.agency import File
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep_item, take_item


class Doing(StrEnum):
    """What is done with an item; the value is the name of the command."""

    RETURNED = "recordAgencyItemReturned"
    CORRECTED = "recordAgencyItemCorrected"
    DONE = "recordAgencyItemDone"
    REFUSED = "recordAgencyItemRefused"
    SKIP = "skipAgencyItem"
    RESTORE = "restoreAgencyItem"
    PROMISE = "promiseFasterAgencyItem"
    NAME_FOLLOWER = "nameAgencyFollower"
    FOLLOW_UP = "recordAgencyFollowUp"


BY_HAND = frozenset({Doing.RETURNED, Doing.CORRECTED, Doing.DONE, Doing.REFUSED})
OF_THE_BUREAU = frozenset({Doing.PROMISE, Doing.NAME_FOLLOWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class StepItem:
    """The command: what is done, and the words, figures and persons that it takes."""

    item_id: UUID
    expected_version: int
    doing: Doing
    text: str = ""
    document_number: str | None = None
    working_days: int = 0
    person: tuple[str, str] = ("", "")


async def step_item(work: Work, command: StepItem) -> UUID | Refusal:
    """Take one step; the id is the item's."""
    taken = await take_item(work, command.item_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    file, item = taken
    change = _decided(work, command, file, item)
    breaches = found(
        cases.not_in(file.case, {CaseState.ACCEPTED}, "办理事项"),
        _not_entitled(work, command.doing, file, item, acting(work)),
        items.not_by_hand(item) if command.doing in BY_HAND else None,
    )
    if breaches or isinstance(change, Refusal):
        return Refusal((*breaches, *(change.breaches if isinstance(change, Refusal) else ())))
    return await keep_item(work, command.doing.value, file, change)


def _decided(work: Work, command: StepItem, file: File, item: Item) -> ItemChange | Refusal:
    today, days, text = work.today, calendar(), command.text
    decide = {
        Doing.RETURNED: lambda: steps.returned(item, text, today, days),
        Doing.CORRECTED: lambda: steps.corrected(item, text, today, days),
        Doing.DONE: lambda: steps.done(item, command.document_number, text, today, days),
        Doing.REFUSED: lambda: steps.refused(item, text, today, days),
        Doing.SKIP: lambda: steps.skip(item, text, today),
        Doing.RESTORE: lambda: steps.restore(item, file.items, text),
        Doing.PROMISE: lambda: steps.promise(item, command.working_days, text, days),
        Doing.NAME_FOLLOWER: lambda: steps.name_follower(item, *command.person, text),
        Doing.FOLLOW_UP: lambda: steps.follow_up(item, text, work.actor.subject, today),
    }
    return decide[command.doing]()


def _not_entitled(work: Work, doing: Doing, file: File, item: Item, who: Acting) -> Breach | None:
    """第十四条：the owner and its agent act; the bureau promises and names who follows; who follows is named."""
    if doing in OF_THE_BUREAU:
        of_bureau = who.unit is not None and who.unit == item.bureau_id
        if of_bureau or cases.not_service(item.division, who) is None:
            return None
        return Breach("NOT_THE_BUREAU", "仅承办单位和区项目服务部门可以操作", A14)
    if doing is Doing.FOLLOW_UP:
        return authorising.not_authorised(file.case, file.authorisations, item.stage, item.code, work.today)
    return authorising.not_acting(file.case, file.authorisations, item.stage, item.code, who, work.today)
