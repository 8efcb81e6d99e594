"""Four small subgraphs that stand in for the services: enough to see what the gateway forwards, joins, limits and hides.

Run as `python subgraphs.py NAME sdl` to print a schema, or `python subgraphs.py NAME serve` to serve it on a free port, which is printed.
"""

import asyncio
import enum
import socket
import sys
from collections.abc import AsyncIterator

import strawberry
import uvicorn
from graphql import GraphQLError
from starlette.requests import HTTPConnection
from strawberry.asgi import GraphQL
from strawberry.types import Info

SECRET = "password=hunter2 in /srv/reserve/store.py"  # what an unexpected error of a service might let slip


@strawberry.federation.type(shareable=True)
class Header:
    name: str
    value: str


def _connection(info: Info) -> HTTPConnection:
    connection: HTTPConnection = info.context["request"]
    return connection


# ---- reserve: owns projects and organisations


@strawberry.federation.type(keys=["id"], description="单位 / Organisation")
class Organization:
    id: strawberry.ID
    name: str

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "Organization":
        return cls(id=id, name=f"单位{id}")


@strawberry.federation.type(keys=["id"], description="项目 / Project")
class Project:
    id: strawberry.ID

    @strawberry.field
    def name(self) -> str:
        return f"项目{self.id}"

    @strawberry.field
    def owner(self) -> Organization:
        return Organization.resolve_reference(id=strawberry.ID(f"o{self.id}"))

    @strawberry.field(description="上级项目 / The project it is part of; goes as deep as one asks")
    def parent(self) -> "Project":
        return Project(id=self.id)

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "Project":
        return cls(id=id)


@strawberry.type
class ReserveQuery:
    @strawberry.field
    def project(self, id: strawberry.ID) -> Project | None:
        return Project(id=id)

    @strawberry.field
    def seen(self, info: Info) -> list[Header]:
        return [Header(name=name, value=value) for name, value in _connection(info).headers.items()]

    @strawberry.field(description="原样返回 / Gives back what arrived")
    def arrived(self, value: strawberry.scalars.JSON) -> strawberry.scalars.JSON | None:
        return value

    @strawberry.field
    def refused(self) -> str | None:
        raise GraphQLError("无权查看", extensions={"code": "FORBIDDEN", "article": "第五条（一）", "needs": ["OWNER"]})

    @strawberry.field
    def crashed(self) -> str | None:
        raise RuntimeError(SECRET)

    @strawberry.field
    async def slow(self, seconds: float) -> str | None:
        await asyncio.sleep(seconds)
        return "done"


@strawberry.type
class ReserveMutation:
    @strawberry.mutation
    def import_projects(self, workbook: str) -> int:
        return len(workbook)


# ---- schedule: adds the schedule of a project, owns its nodes; what is added is nullable, so that the rest answers without it


@strawberry.federation.type(keys=["id"])
class ScheduleNode:
    id: strawberry.ID
    name: str

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "ScheduleNode":
        return cls(id=id, name=f"节点{id}")


@strawberry.type
class Schedule:
    year: int
    nodes: list[ScheduleNode]


@strawberry.federation.type(name="Project", keys=["id"])
class ScheduledProject:
    id: strawberry.ID

    @strawberry.field
    def schedule(self) -> Schedule | None:
        nodes = [ScheduleNode(id=strawberry.ID(f"n{i}"), name=f"节点n{i}") for i in range(2)]
        return Schedule(year=2027, nodes=nodes)

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "ScheduledProject":
        return cls(id=id)


@strawberry.type
class ScheduleQuery:
    @strawberry.field
    def node(self, id: strawberry.ID) -> ScheduleNode | None:
        return ScheduleNode.resolve_reference(id=id)


# ---- support: adds requests to projects and nodes, tells of changes


@strawberry.federation.type(name="Project", keys=["id"])
class SupportedProject:
    id: strawberry.ID

    @strawberry.field
    def requests(self) -> list["SupportRequest"] | None:
        return [SupportRequest(id=strawberry.ID(f"r{self.id}"), kind="LAND")]

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "SupportedProject":
        return cls(id=id)


@strawberry.federation.type(name="ScheduleNode", keys=["id"])
class SupportedNode:
    id: strawberry.ID

    @strawberry.field
    def requests(self) -> list["SupportRequest"] | None:
        return [SupportRequest(id=strawberry.ID(f"r{self.id}"), kind="LAND")]

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "SupportedNode":
        return cls(id=id)


@strawberry.federation.type(keys=["id"])
class SupportRequest:
    id: strawberry.ID
    kind: str

    @strawberry.field
    def project(self) -> SupportedProject:
        return SupportedProject(id=strawberry.ID("p1"))

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "SupportRequest":
        return cls(id=id, kind="LAND")


@strawberry.type
class QueueChange:
    request: SupportRequest
    upgrade_headers: list[Header]
    connection_params: strawberry.scalars.JSON


open_subscriptions: set[object] = set()  # of this process


@strawberry.enum
class Kind(enum.Enum):
    LAND = "LAND"
    POWER = "POWER"


@strawberry.input
class Choice:
    kind: Kind
    years: list[int] | None = None


@strawberry.type
class SupportQuery:
    @strawberry.field
    def open_subscriptions(self) -> int:
        return len(open_subscriptions)

    @strawberry.field
    def request(self, id: strawberry.ID, of: Choice | None = None) -> SupportRequest | None:
        return SupportRequest.resolve_reference(id=id)


@strawberry.type
class SupportSubscription:
    @strawberry.subscription
    async def request_queue_changed(
        self, info: Info, count: int = 2, every: float = 0.05
    ) -> AsyncIterator[QueueChange]:
        params = info.context.get("connection_params") or {}
        headers = [Header(name=name, value=value) for name, value in _connection(info).headers.items()]
        if not (params.get("authorization") or _connection(info).headers.get("authorization")):
            raise GraphQLError("请先登录", extensions={"code": "UNAUTHENTICATED"})
        mark = object()
        open_subscriptions.add(mark)
        try:
            for i in range(count):
                await asyncio.sleep(every)
                change = SupportRequest(id=strawberry.ID(f"r{i}"), kind="LAND")
                yield QueueChange(request=change, upgrade_headers=headers, connection_params=params)
        finally:
            open_subscriptions.discard(mark)


# ---- assessment: adds what is known of a project and how a unit scored


@strawberry.federation.type(name="Project", keys=["id"])
class AssessedProject:
    id: strawberry.ID

    @strawberry.field
    def facts(self) -> list[str] | None:
        return [f"事实{self.id}"]

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "AssessedProject":
        return cls(id=id)


@strawberry.federation.type(name="Organization", keys=["id"])
class AssessedOrganization:
    id: strawberry.ID

    @strawberry.field
    def results(self) -> list[str] | None:
        return [f"得分{self.id}"]

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> "AssessedOrganization":
        return cls(id=id)


@strawberry.type
class AssessmentQuery:
    @strawberry.field
    def cards(self) -> list[str]:
        return ["黄牌"]


SCHEMAS = {
    "reserve": strawberry.federation.Schema(query=ReserveQuery, mutation=ReserveMutation, federation_version="2.9"),
    "schedule": strawberry.federation.Schema(query=ScheduleQuery, types=[ScheduledProject], federation_version="2.9"),
    "support": strawberry.federation.Schema(
        query=SupportQuery,
        subscription=SupportSubscription,
        types=[SupportedProject, SupportedNode],
        federation_version="2.9",
    ),
    "assessment": strawberry.federation.Schema(
        query=AssessmentQuery, types=[AssessedProject, AssessedOrganization], federation_version="2.9"
    ),
}


def serve(name: str, port: int) -> None:
    """Serve one subgraph at /graphql on 127.0.0.1; print the port once it listens."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    graphql_app = GraphQL(SCHEMAS[name])
    uvicorn.Server(uvicorn.Config(graphql_app, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    if sys.argv[2] == "sdl":
        sys.stdout.write(SCHEMAS[sys.argv[1]].as_str())
    else:
        serve(sys.argv[1], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
