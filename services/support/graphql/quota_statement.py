"""What an account says of itself: a statement over days, the proof of its balances, who waits for it and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.clock import local_day
from services.chassis.documents.apart import turn
from services.chassis.graphql import ApiError, Info
from services.chassis.reads.walk import ROW
from services.law.breach import Breach
from services.support.domain.keeping import LAST_YEAR
from services.support.domain.land.queueing import Waiting, order_in_words, why
from services.support.domain.land.rulebook import PRIORITY, QUOTA_RULES
from services.support.domain.land.statement import Balances, available, faults
from services.support.domain.quota import ENTRY_NAMES, Account
from services.support.graphql.enums import EntryKind
from services.support.graphql.land_enums import Criterion, YearEnd
from services.support.graphql.land_file import LandFile
from services.support.graphql.references import Project
from services.support.store import accounts, quota_queue, statements
from services.support.usecases.quota.statement_file import statement_file

MOST = 1_000
Since = Annotated[date, strawberry.argument(name="from", description="起日（含）/ First day")]
Until = Annotated[date, strawberry.argument(name="to", description="止日（含）/ Last day")]
AccountId = Annotated[UUID, strawberry.argument(description="账户 / Account")]


@strawberry.type(description="余额 / Balances")
class QuotaBalances:
    allocated: Decimal = strawberry.field(description="已下达 / Allocated")
    reserved: Decimal = strawberry.field(description="已预留 / Reserved")
    committed: Decimal = strawberry.field(description="已核销 / Committed")
    available: Decimal = strawberry.field(description="可用 / Available")


@strawberry.type(description="对账单的一笔 / A line of a statement")
class QuotaStatementLine:
    seq: int = strawberry.field(description="序号 / Number within the account")
    on: date = strawberry.field(description="日期 / Day")
    kind: EntryKind = strawberry.field(description="种类 / Kind")
    kind_name: str = strawberry.field(description="摘要 / Kind in Chinese")
    amount: Decimal = strawberry.field(description="数量 / Amount")
    after: QuotaBalances = strawberry.field(description="此后余额 / Balances after it")
    said: str = strawberry.field(description="依据或理由 / Document or reason")
    actor_name: str = strawberry.field(description="经办人 / Who")


@strawberry.type(description="对账单：期初余额、各笔、期末余额 / A statement: opening balance, lines, closing balance")
class QuotaStatement:
    opening: QuotaBalances = strawberry.field(description="期初余额 / Balances when the first day began")
    lines: list[QuotaStatementLine] = strawberry.field(description="各笔，按序 / Entries in their order")
    closing: QuotaBalances = strawberry.field(description="期末余额 / Balances after the last line")
    complete: bool = strawberry.field(
        description=f"是否全部列出（最多{MOST}笔，更多请导出）/ Whether these are all; at most {MOST}, else export"
    )


@strawberry.type(description="一种记账的合计 / The sum of a kind of entries")
class QuotaSum:
    kind: EntryKind = strawberry.field(description="种类 / Kind")
    amount: Decimal = strawberry.field(description="合计 / Sum")


@strawberry.type(description="账户自证：各笔合计即余额，笔笔衔接，序号不缺 / The proof of an account's balances")
class QuotaProof:
    holds: bool = strawberry.field(description="是否相符 / Whether everything adds up")
    faults: list[str] = strawberry.field(description="不符之处 / What does not")
    entries: int = strawberry.field(description="笔数 / How many entries")
    sums: list[QuotaSum] = strawberry.field(description="各种记账的合计 / Sums by kind")


@strawberry.type(description="等待指标的一项申请 / A request that waits for quota")
class QuotaQueueItem:
    rank: int = strawberry.field(description="位次 / Rank")
    request_id: UUID = strawberry.field(description="申请 / Request")
    project: Project = strawberry.field(description="项目 / Project")
    project_name: str | None = strawberry.field(description="项目名称 / Its name")
    asked: Decimal = strawberry.field(description="申请数量 / Asked for")
    held: Decimal = strawberry.field(description="已预留 / Held already")
    missing: Decimal = strawberry.field(description="尚缺 / Still missing")
    in_plan: bool = strawberry.field(description="是否列入该年度计划 / Whether the year's plan has the project")
    level: str | None = strawberry.field(description="项目级别 / Level of the project")
    why: str = strawberry.field(description="位次理由 / Why it has this rank")


@strawberry.type(
    description="等待指标的次序：谁在等、等多少、为何 / Who waits for a quota, for how much, and why in this order"
)
class QuotaQueue:
    rule: str = strawberry.field(description="次序规则 / The rule in words")
    criteria: list[Criterion] = strawberry.field(description="依据，按序 / What it looks at, in order")
    source: str = strawberry.field(description="规则出处 / Where the rule comes from")
    total_count: int = strawberry.field(description="等待项数 / How many wait")
    missing: Decimal = strawberry.field(description="尚缺合计 / How much is missing in all")
    available: Decimal = strawberry.field(description="账户可用 / What the account can promise")
    items: list[QuotaQueueItem] = strawberry.field(description="等待的申请，按位次 / Those who wait, by rank")


@strawberry.type(description="指标年末规则 / What happens to a quota at the year's end")
class QuotaYearEndRule:
    kind: str = strawberry.field(description="指标种类代码 / Code of the kind")
    year_end: YearEnd = strawberry.field(description="年末余额的处理 / What becomes of what is left")
    needs_document: bool = strawberry.field(description="结转须有同意文件 / Whether carrying over needs a document")
    between_years: bool = strawberry.field(description="可否跨年度调剂 / Whether it may be transferred between years")
    between_divisions: bool = strawberry.field(description="可否跨区调剂 / Whether between divisions")
    source: str = strawberry.field(description="规则出处 / Where the rule comes from")


@strawberry.type
class LedgerOfAccount:
    @strawberry.field(description="对账单 / A statement over some days")
    async def statement(self, info: Info, since: Since, until: Until) -> QuotaStatement | None:
        _span(since, until)
        caller = info.context.caller
        async with info.context.reading() as session:
            account = await accounts.seen(session, getattr(self, ROW)["id"], caller)
            if account is None:
                return None
            opening = await statements.balances_before(session, account, since, caller)
            found = await statements.lines(session, account, since, until, MOST + 1, caller)
        shown = found[:MOST]
        return QuotaStatement(
            opening=_balances(opening),
            lines=[
                QuotaStatementLine(
                    seq=e.seq,
                    on=e.on,
                    kind=e.kind,
                    kind_name=ENTRY_NAMES[e.kind],
                    amount=e.amount,
                    after=_balances(e.after),
                    said=e.said,
                    actor_name=e.actor_name,
                )
                for e in shown
            ],
            closing=_balances(shown[-1].after if shown else opening),
            complete=len(found) <= MOST,
        )

    @strawberry.field(description="账户自证 / The proof that its balances are what its entries make")
    async def proof(self, info: Info) -> QuotaProof | None:
        caller = info.context.caller
        async with info.context.reading() as session:
            account = await accounts.seen(session, getattr(self, ROW)["id"], caller)
            if account is None:
                return None
            proven = await statements.proven(session, account, caller)
        told = faults(account, proven)
        sums = [QuotaSum(kind=k, amount=proven.sums[k]) for k in EntryKind if k in proven.sums]
        return QuotaProof(holds=not told, faults=list(told), entries=proven.entries, sums=sums)


@strawberry.type
class QuotaLedgerQuery:
    @strawberry.field(description="导出对账单（.xlsx）；无权查看为空 / A statement as a sheet (A15)")
    async def quota_statement_file(
        self, info: Info, account_id: AccountId, since: Since, until: Until
    ) -> LandFile | None:
        _span(since, until)
        caller = info.context.caller
        async with turn(), info.context.reading() as session:
            account = await accounts.seen(session, account_id, caller)
            if account is None:
                return None
            file = await statement_file(session, account, since, until, caller)
        if isinstance(file, Breach):
            raise ApiError("BAD_INPUT", file.message, reason=file.code)
        return LandFile.of(file)

    @strawberry.field(
        description="等待该账户指标的申请：重点项目优先的次序及理由；无权查看账户为空 / "
        "Who waits for an account's quota, key projects first, and why (A15)"
    )
    async def quota_queue(
        self,
        info: Info,
        account_id: AccountId,
        first: Annotated[int, strawberry.argument(description="取几项（1—500）/ How many")] = 100,
        skip: Annotated[int, strawberry.argument(description="略过前几项 / How many to pass over")] = 0,
    ) -> QuotaQueue | None:
        if not 1 <= first <= 500 or not 0 <= skip <= 100_000:  # noqa: PLR2004 - a page that people read
            raise ApiError(
                "BAD_INPUT", "first 须在 1 至 500 之间，skip 不小于 0 / first is 1 to 500, skip not negative"
            )
        entry, caller = PRIORITY.entry_on(info.context.today), info.context.caller
        async with info.context.reading() as session:
            account = await accounts.seen(session, account_id, caller)
            if account is None:
                return None
            count, missing = await quota_queue.totals(session, caller, account)
            found = await quota_queue.waiting(session, caller, account, entry.value, first, skip)
        return QuotaQueue(
            rule=order_in_words(entry.value),
            criteria=list(entry.value),
            source=entry.source,
            total_count=count,
            missing=missing,
            available=account.available,
            items=[_item(account, w, rank, entry.value) for rank, w in enumerate(found, start=skip + 1)],
        )

    @strawberry.field(description="各种指标的年末规则（当日有效）/ The year-end rules in force")
    def quota_year_end_rules(self, info: Info) -> list[QuotaYearEndRule]:
        entries = [(kind, rule.entry_on(info.context.today)) for kind, rule in QUOTA_RULES.items()]
        return [
            QuotaYearEndRule(
                kind=kind,
                year_end=entry.value.year_end,
                needs_document=entry.value.needs_document,
                between_years=entry.value.between_years,
                between_divisions=entry.value.between_divisions,
                source=entry.source,
            )
            for kind, entry in entries
        ]


def _item(account: Account, waiting: Waiting, rank: int, criteria: tuple[Criterion, ...]) -> QuotaQueueItem:
    day = local_day(waiting.accepted_at).isoformat() if waiting.accepted_at else "—"
    return QuotaQueueItem(
        rank=rank,
        request_id=waiting.request_id,
        project=Project(id=waiting.project_id),
        project_name=waiting.project_name,
        asked=waiting.asked,
        held=waiting.held,
        missing=waiting.missing,
        in_plan=waiting.in_plan,
        level=waiting.level,
        why=why(waiting, rank, account.year, day, criteria),
    )


def _balances(of: Balances) -> QuotaBalances:
    return QuotaBalances(allocated=of[0], reserved=of[1], committed=of[2], available=available(of))


def _span(since: date, until: date) -> None:
    if until < since:
        raise ApiError("BAD_INPUT", "止日不能早于起日 / the last day must not precede the first")
    if until.year > LAST_YEAR:
        raise ApiError("BAD_INPUT", f"止日不能晚于{LAST_YEAR}年 / the last day is not after {LAST_YEAR}")
