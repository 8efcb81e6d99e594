"""The events of several services in one document: AsyncAPI 3.0 for programs, a page for people.

``python -m services.chassis.contracts asyncapi|page SERVICE…`` prints it. Both are written from the same declarations that
the services run by: what is published, and what is consumed with which fields.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from collections.abc import Sequence
from typing import Any

from services.chassis.events import Foreign, Published
from services.chassis.service import Service

CONTENT_TYPE = "application/cloudevents+json"
_SAMPLE_ID = "01930000-0000-7000-8000-00000000e001"
_SAMPLE_TIME = "2027-03-02T01:00:00+00:00"
_CLOUD_EVENT = {
    "type": "object",
    "title": "CloudEvents 1.0, structured",
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid", "description": "UUIDv7; an event that comes again has the same"},
        "source": {"type": "string"},
        "type": {"type": "string"},
        "subject": {"type": "string", "description": "the key: events of one key keep their order"},
        "time": {"type": "string", "format": "date-time", "description": "the business moment"},
        "datacontenttype": {"const": "application/json"},
        "division": {"type": "string", "description": "GB/T 2260"},
        "traceparent": {"type": "string", "description": "W3C trace context"},
        "data": {"type": "object"},
    },
    "required": ["specversion", "id", "source", "type", "subject", "time", "division", "data"],
}


def asyncapi(services: Sequence[Service]) -> dict[str, Any]:
    """Describe channels, messages and operations of these services as one AsyncAPI 3.0 document."""
    publishing = [s for s in services if s.published]
    schemas: dict[str, Any] = {"CloudEvent": _CLOUD_EVENT}
    for service in publishing:
        for published in service.published:
            schemas |= _schemas(service, published)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "重点项目全生命周期管理平台：服务间事件 / Events between the services",
            "version": "1.0.0",
            "description": "Within v1 fields are only added. Money is a string in 万元; dates are ISO.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {_topic(s.name): _channel(s) for s in publishing},
        "operations": _operations(services),
        "components": {
            "messages": {p.TYPE: _message(s, p) for s in publishing for p in s.published},
            "schemas": schemas,
        },
    }


def page(services: Sequence[Service]) -> str:
    """Write for people who publishes what, and who consumes it."""
    lines = [
        "# 服务间事件 / Events between the services",
        "",
        "<!-- written by `./dev check --fix` -->",
        "CloudEvents 1.0 in JSON over Kafka; one topic per owner, events of one key in order, each delivered at least once",
        "and applied once. For programs: [asyncapi.json](asyncapi.json) (AsyncAPI 3.0), and for each service the JSON Schema of",
        "its events with samples: " + ", ".join(f"[{s.name}]({s.name}.json)" for s in services if s.published) + ".",
        "How an event travels: [architecture](../architecture.md). What to do when one cannot be applied:",
        "[operations](../operations.md).",
    ]
    for service in services:
        if service.published:
            lines += ["", f"## {service.name}: {service.title}", "", f"Topic `{_topic(service.name)}`.", ""]
            lines += ["| event | means | key | consumed by |", "|---|---|---|---|"]
            lines += [_row(published, services) for published in service.published]
    return "\n".join(lines) + "\n"


def _row(published: type[Published], services: Sequence[Service]) -> str:
    consumers = [f"{s.name} ({_used(s, published)})" for s in services if published.TYPE in s.inbox.handlers]
    name = published.TYPE.split(".", 2)[2]
    return f"| `{name}` | {_meaning(published)} | `{_key(published)}` | {'; '.join(consumers) or '–'} |"


def _used(service: Service, published: type[Published]) -> str:
    model: type[Foreign] = service.inbox.handlers[published.TYPE][0]
    return ", ".join(f.alias or n for n, f in model.model_fields.items() if n != "division")


def _topic(service: str) -> str:
    return f"{service}.events"


def _meaning(published: type[Published]) -> str:
    return " ".join((inspect.getdoc(published) or published.__name__).split())


def _key(published: type[Published]) -> str:
    return published.model_fields[published.KEY].alias or published.KEY


def _channel(service: Service) -> dict[str, Any]:
    return {
        "address": _topic(service.name),
        "title": service.title,
        "messages": {p.TYPE: {"$ref": f"#/components/messages/{p.TYPE}"} for p in service.published},
        "bindings": {"kafka": {"topic": _topic(service.name), "bindingVersion": "0.5.0"}},
    }


def _operations(services: Sequence[Service]) -> dict[str, Any]:
    found = {}
    for service in services:
        if service.published:
            told = [p.TYPE for p in service.published]
            found[f"{service.name}.send"] = _operation("send", service.name, told)
        for owner in services:
            heard = [p.TYPE for p in owner.published if p.TYPE in service.inbox.handlers]
            if heard:
                group = {"groupId": {"type": "string", "enum": [service.name]}, "bindingVersion": "0.5.0"}
                receive = _operation("receive", owner.name, heard) | {"bindings": {"kafka": group}}
                found[f"{service.name}.receive.{owner.name}"] = receive
    return found


def _operation(action: str, owner: str, types: Sequence[str]) -> dict[str, Any]:
    channel = f"#/channels/{_topic(owner)}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{type_}"} for type_ in types],
    }


def _message(service: Service, published: type[Published]) -> dict[str, Any]:
    source = f"/zhongdian/{service.name}"
    own = {"type": {"const": published.TYPE}, "source": {"const": source}, "data": {"$ref": _ref(service, published)}}
    sample: dict[str, Any] = published.SAMPLE
    example = {
        "specversion": "1.0",
        "id": _SAMPLE_ID,
        "source": source,
        "type": published.TYPE,
        "subject": str(sample[_key(published)]),
        "time": _SAMPLE_TIME,
        "datacontenttype": "application/json",
        "division": sample["division"],
        "data": sample,
    }
    return {
        "name": published.TYPE,
        "title": published.__name__,
        "summary": _meaning(published),
        "contentType": CONTENT_TYPE,
        "payload": {"allOf": [{"$ref": "#/components/schemas/CloudEvent"}, {"type": "object", "properties": own}]},
        "examples": [{"name": "sample", "payload": example}],
        "bindings": {
            "kafka": {"key": {"type": "string", "description": f"data.{_key(published)}"}, "bindingVersion": "0.5.0"}
        },
    }


def _ref(service: Service, published: type[Published]) -> str:
    return f"#/components/schemas/{service.name}.{published.__name__}"


def _schemas(service: Service, published: type[Published]) -> dict[str, Any]:
    """Return the schema of an event's data and those that it refers to, under names of the service's own."""
    whole = published.model_json_schema(by_alias=True, ref_template=f"#/components/schemas/{service.name}.{{model}}")
    parts = whole.pop("$defs", {})
    return {f"{service.name}.{name}": schema for name, schema in (parts | {published.__name__: whole}).items()}


def main(what: str, names: Sequence[str]) -> None:
    """Print one of the two."""
    services = [importlib.import_module(f"services.{name}.app").SERVICE for name in names]
    if what == "page":
        sys.stdout.write(page(services))
    else:
        sys.stdout.write(json.dumps(asyncapi(services), ensure_ascii=False, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
