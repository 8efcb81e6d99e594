"""Traces, metrics and logs. One trace runs from the GraphQL request through outbox and Kafka into the inbox."""

from __future__ import annotations

import json
import logging
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from opentelemetry import trace
from opentelemetry.trace import SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from prometheus_client import Counter, Gauge, Histogram

from services.chassis.config import Settings

_PROPAGATOR = TraceContextTextMapPropagator()
_TRACER = trace.get_tracer("zhongdian")


@dataclass
class _Beginning:
    """How traces begin in this process: which share of them, and by which tracer."""

    share: float = 0.0
    tracer: trace.Tracer = _TRACER


_BEGINNING = _Beginning()

FIELD_SECONDS = Histogram("graphql_field_seconds", "Time to answer a root field", ["field"])
READS = Counter("graphql_reads_total", "Queries by how they were answered: compiled, mixed, walked, fallback", ["way"])
READ_COMPILED = READS.labels(way="compiled")
READ_PLANS = Counter("graphql_read_plans_total", "Plans of queries: hit or miss of the cache", ["outcome"])
PLAN_KEPT, PLAN_MADE = READ_PLANS.labels(outcome="hit"), READ_PLANS.labels(outcome="miss")
COMMANDS = Counter("commands_total", "Commands by outcome", ["operation", "outcome"])
OUTBOX_AGE = Gauge("outbox_oldest_seconds", "Age of the oldest event not yet published")
RELAYED = Counter("outbox_published_total", "Events handed to Kafka")
APPLIED = Counter("inbox_applied_total", "Consumed events by type and outcome", ["type", "outcome"])
INBOX_LAG = Gauge("inbox_lag_seconds", "Business time between an event and its application, last batch")
SEALED = Counter("audit_sealed_total", "Audit rows sealed into the chain")


def traceparent() -> str | None:
    """Return the W3C trace context of the present span, to travel with an event."""
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return carrier.get("traceparent")


def traced(parent: str | None) -> bool:
    """Whether a request belongs to a trace: its caller's, or one of those that are kept of all that begin here."""
    return bool(parent) or random.random() < _BEGINNING.share  # noqa: S311 - a sample, no secret


@contextmanager
def request(name: str, parent: str | None) -> Iterator[None]:
    """Open the span of a request that belongs to a trace."""
    if parent:
        with span(name, parent):
            yield
    else:
        with _BEGINNING.tracer.start_as_current_span(name):
            yield


def trace_id(context: str | None) -> str | None:
    """Return the trace id of a W3C trace context."""
    return context.split("-")[1] if context and context.count("-") == 3 else None  # noqa: PLR2004


@contextmanager
def span(name: str, parent: str | None = None, kind: SpanKind = SpanKind.INTERNAL, **attributes: str) -> Iterator[None]:
    """Open a span; `parent` is a W3C trace context from outside, else the present span goes on."""
    context = _PROPAGATOR.extract({"traceparent": parent}) if parent else None
    with _TRACER.start_as_current_span(name, context=context, kind=kind, attributes=attributes):
        yield


def start(service: str, settings: Settings) -> None:
    """Set logging up for the process, and tracing when a destination is configured."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(service))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    for noisy in ("aiokafka", "httpx", "httpcore", "alembic", "faststream"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    if settings.traces:
        _start_tracing(service, settings)


def _start_tracing(service: str, settings: Settings) -> None:
    # imported here because most processes of development do without, and the SDK is slow to import
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import (  # noqa: PLC0415
        BatchSpanProcessor,
        ConsoleSpanExporter,
        SpanExporter,
    )
    from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ALWAYS_ON, ParentBased  # noqa: PLC0415

    destination = settings.traces
    exporter: SpanExporter
    if destination.startswith(("http://", "https://")):
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415

        exporter = OTLPSpanExporter(endpoint=destination)
    else:
        out = Path(destination).open("a", encoding="utf-8")  # noqa: SIM115 - open as long as the process lives
        exporter = ConsoleSpanExporter(out=out, formatter=lambda s: s.to_json(indent=None) + "\n")
    # Which traces begin is decided once a request (`traced`), before any span is made: most reads shall cost nothing here.
    # All other spans follow what they are part of.
    resource = Resource.create({"service.name": service})
    processor = BatchSpanProcessor(exporter, schedule_delay_millis=500)
    following, beginning = (TracerProvider(s, resource) for s in (ParentBased(ALWAYS_OFF), ALWAYS_ON))
    for provider in (following, beginning):
        provider.add_span_processor(processor)
    trace.set_tracer_provider(following)
    _BEGINNING.share, _BEGINNING.tracer = settings.trace_ratio, beginning.get_tracer("zhongdian")


class JsonLines(logging.Formatter):
    """One JSON object a line. Only what code chose to log appears: no request bodies, parameters, tokens or names."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": self._service,
            "logger": record.name,
            "message": record.getMessage(),
        }
        context = trace.get_current_span().get_span_context()
        if context.is_valid:
            line["trace"] = format(context.trace_id, "032x")
        facts = getattr(record, "facts", None)
        if isinstance(facts, Mapping):
            line |= facts
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
