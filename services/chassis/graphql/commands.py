"""How a mutation is carried out: one transaction, once per idempotency key, audited, and told to live listeners."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

import asyncpg
from opentelemetry.trace import SpanKind
from sqlalchemy.exc import DBAPIError, IntegrityError

from services.chassis import idempotency, telemetry
from services.chassis.digest import canonical, sha256
from services.chassis.graphql.context import Context, Info
from services.chassis.graphql.errors import UserError, user_errors
from services.chassis.identity import Actor
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

log = logging.getLogger(__name__)
C = TypeVar("C")
ATTEMPTS = 3  # a deadlock or a lost serialization is tried again before the caller hears of it


class Keyed(Protocol):
    """An input of a mutation."""

    idempotency_key: str


@dataclass(frozen=True, slots=True)
class Performed:
    """How a command ended: the id of what it changed, or the reasons of the refusal."""

    id: UUID | None
    user_errors: list[UserError]
    replayed: bool = False


async def perform(
    info: Info, operation: str, request: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> Performed:
    """Run a use case in a transaction of its own: commit when it accepts, roll everything back when it refuses.

    A key seen before with the same request answers the first result and does nothing; with another request it is refused.
    """
    return await carry_out(info.context, operation, request, command, usecase)


async def carry_out(
    context: Context,
    operation: str,
    request: Keyed,
    command: C,
    usecase: Callable[[Work, C], Awaitable[UUID | Refusal]],
) -> Performed:
    """Do what `perform` does for a caller that comes by another way than GraphQL."""
    started = time.perf_counter()
    with telemetry.span(f"command {operation}", kind=SpanKind.INTERNAL):
        done = await _with_retries(context, operation, request, command, usecase)
    context.forget()  # a document may hold several commands, each answering with what it changed
    outcome = "refused" if done.user_errors else "replayed" if done.replayed else "accepted"
    telemetry.COMMANDS.labels(operation=operation, outcome=outcome).inc()
    telemetry.FIELD_SECONDS.labels(field=f"command:{operation}").observe(time.perf_counter() - started)
    return done


async def _with_retries(
    context: Context,
    operation: str,
    request: Keyed,
    command: C,
    usecase: Callable[[Work, C], Awaitable[UUID | Refusal]],
) -> Performed:
    fault = idempotency.malformed(request.idempotency_key)
    if fault:
        return _refused(fault)
    digest = request_digest(operation, request)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await _once(context, operation, request.idempotency_key, digest, command, usecase)
        except IntegrityError as error:
            if attempt == ATTEMPTS:
                return _race_lost(operation, error)
        except DBAPIError as error:
            cause = error.orig.__cause__ if error.orig else None
            if not isinstance(cause, (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)):
                raise
            if attempt == ATTEMPTS:
                return _race_lost(operation, error)
    raise AssertionError("unreachable: the last attempt answers")


async def _once(
    context: Context,
    operation: str,
    key: str,
    digest: str,
    command: C,
    usecase: Callable[[Work, C], Awaitable[UUID | Refusal]],
) -> Performed:
    actor: Actor = context.caller
    async with context.runtime.database.session(actor.scope) as session:
        known = await idempotency.remembered(session, actor.subject, key, operation, digest)
        if isinstance(known, Breach):
            return _refused(known)
        if known is not None:
            return Performed(known, [], replayed=True)
        work = Work(session, actor, context.now, context.runtime.service, context.translate)
        outcome = await usecase(work, command)
        if isinstance(outcome, Refusal):
            # the same command may have committed while this one waited for its locks: then it was done, not refused
            known = await idempotency.remembered(session, actor.subject, key, operation, digest)
            if isinstance(known, UUID):
                return Performed(known, [], replayed=True)
            return Performed(None, user_errors(outcome.breaches))  # leaving without a commit rolls back
        if not work.audited:
            raise RuntimeError(f"{operation} was accepted without an audit row")
        if not await idempotency.remember(session, actor.subject, key, operation, digest, outcome):
            raise IntegrityError("idempotency key", None, RuntimeError("the same command has just committed"))
        await session.commit()
    await context.runtime.tell(work.notifications)
    return Performed(outcome, [])


def request_digest(operation: str, request: Keyed) -> str:
    """Digest what a command asks, without its key."""
    asked = _given(request)
    del asked["idempotency_key"]
    return sha256(canonical({"operation": operation, "input": asked}))


def _given(value: Any) -> Any:
    """Write an input as nested mappings, without what was not given (strawberry.UNSET). A plan may have ten thousand nodes."""
    if dataclasses.is_dataclass(value):  # as all inputs of Strawberry are
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {k: _given(v) for k, v in value.items() if type(v).__name__ != "UnsetType"}
    return [_given(v) for v in value] if isinstance(value, (list, tuple)) else value


_RACE_LOST = Breach("CONFLICT", "有人同时提交了相冲突的操作，本次未生效，请刷新后再试")


def _race_lost(operation: str, error: DBAPIError) -> Performed:
    """Refuse; the log names what stood in the way each time, for what comes back every time is no race."""
    cause = (error.orig and error.orig.__cause__) or error.orig
    constraint = getattr(cause, "constraint_name", None)
    log.warning("%s lost %d attempts: %s, constraint %s", operation, ATTEMPTS, type(cause).__name__, constraint)
    return _refused(_RACE_LOST)


def _refused(breach: Breach) -> Performed:
    return Performed(None, user_errors([breach]))
