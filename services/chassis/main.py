"""The command of a service: ``python -m services.<name> serve | migrate | revise | sdl | events``."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import socket
import sys
from typing import Any

from services.chassis.config import Settings, read_settings
from services.chassis.graphql.permissions import ROOTS
from services.chassis.service import Service
from services.law.parties import Role


def run(service: Service) -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog=f"services.{service.name}", description=service.title)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="serve GraphQL, relay and consume, as ZD_PARTS says")
    commands.add_parser("migrate", help="bring the database to the newest revision")
    commands.add_parser("revise", help="write a new revision from the tables").add_argument("message")
    commands.add_parser("sdl", help="print the subgraph's schema")
    commands.add_parser("permissions", help="print which roles may call which operation")
    commands.add_parser("walked", help="print which fields of queries are not compiled to SQL")
    commands.add_parser("events", help="print the published events as JSON Schema with samples")
    asked = parser.parse_args()
    if asked.command == "sdl":
        sys.stdout.write(service.schema().as_str().rstrip() + "\n")
    elif asked.command == "events":
        sys.stdout.write(json.dumps(contract(service), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    elif asked.command == "walked":
        from services.chassis.reads.walked import walked_fields  # noqa: PLC0415

        sys.stdout.write(json.dumps(walked_fields(service.schema().core), indent=2) + "\n")
    elif asked.command == "permissions":
        sys.stdout.write(json.dumps(permissions(service), indent=2, sort_keys=True) + "\n")
    elif asked.command == "serve":
        _serve(service)
    else:
        from services.chassis import migrations  # noqa: PLC0415 - Alembic is slow to import and only needed here

        if asked.command == "migrate":
            asyncio.run(migrations.migrate(read_settings(), service.versions, service.metadata))
            asyncio.run(migrations.settle(read_settings(), service.settle))
        else:
            asyncio.run(migrations.revise(read_settings(), service.versions, service.metadata, asked.message))


def contract(service: Service) -> dict[str, Any]:
    """Describe the published events: the contract that consumers rely on."""
    return {
        p.TYPE: {
            "topic": f"{service.name}.events",
            "key": p.KEY,
            "schema": p.model_json_schema(by_alias=True),
            "sample": p.SAMPLE,
        }
        for p in service.published
    }


def permissions(service: Service) -> dict[str, list[str]]:
    """Table which roles may call each root operation."""
    rules = service.schema().rules
    everyone = sorted(Role)
    return {
        name: [r.value for r in everyone if rule.allowed is None or r in rule.allowed]
        for name, rule in rules.items()
        if name.split(".")[0] in ROOTS
    }


def _serve(service: Service) -> None:
    gc.disable()  # imports allocate much and free little: collecting meanwhile costs a fifth of the start
    import uvicorn  # noqa: PLC0415 - only the server needs it

    from services.chassis import telemetry  # noqa: PLC0415
    from services.chassis.app import build_app  # noqa: PLC0415

    settings = read_settings()
    telemetry.start(service.name, settings)
    app = build_app(service, settings)
    gc.collect()
    gc.freeze()
    gc.enable()
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        timeout_graceful_shutdown=10,
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[_listening(settings)])


def _listening(settings: Settings) -> socket.socket:
    """Open the port; where it is shared, the system deals out new connections among the processes that listen."""
    return socket.create_server(
        (settings.host, settings.port),
        family=socket.AF_INET6 if ":" in settings.host else socket.AF_INET,
        reuse_port=settings.share_port,
        backlog=2048,
    )
