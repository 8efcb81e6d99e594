"""Whatever is asked of a service, the compiled answer is the walked one: what the services' differential tests share."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import httpx
from graphql import GraphQLSchema
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.harness.api import Api
from tests.harness.conditions import conditions
from tests.harness.operations import operations
from tests.harness.people import Person
from tests.harness.selection import Arguments, cursors_within, homes_of, whole_entities, whole_queries

# astral, combining, quotes, backslashes, zero width, right to left, line separators, controls, the last code point
ODD = "示例 100%_项\\目 \"引\" '号' 😀𠮷 e\u0301 \u200b\u200d\ufeff \u202eRTL\u202c \u2028\u2029 \x01\x1f\x7f\t\n \uffff\U0010ffff"
LARGEST, SMALLEST = "9999999999999999.9999", "-9999999999999999.9999"  # what Numeric(20, 4) takes

thorough = settings(
    max_examples=150,
    derandomize=True,  # the same operations in every run; others by taking this out
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True, kw_only=True, repr=False)  # a failure shows the operation and no more
class Ground:
    """A service with a rich life, and what questions about it are made of."""

    api: Api
    core: GraphQLSchema
    entities: Mapping[str, Sequence[str]]  # kind → ids that are known
    people: Sequence[Person]
    on: date
    arguments: Arguments
    cursors: Mapping[str, Sequence[str]]

    @property
    def ids(self) -> list[str]:
        return [id_ for known in self.entities.values() for id_ in known]

    def whole(self, name: str = "Whole") -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield operations that together ask for everything that the schema has."""
        homes = homes_of(self.core, self.arguments)
        for query in whole_queries(self.core, self.arguments, homes, name).values():
            yield query, {}
        for kind, ids in self.entities.items():
            named = [{"__typename": kind, "id": id_} for id_ in ids]
            yield whole_entities(self.core, kind, self.arguments, name), {"representations": named}

    async def ask(self, query: str, variables: dict[str, Any] | None = None, *, as_: Person) -> dict[str, Any]:
        """Ask compiled and walked; return the answer when both are the same."""
        return await both(self.api, query, variables, as_=as_, on=self.on)

    async def ask_compiled(self, query: str, variables: dict[str, Any] | None = None, *, as_: Person) -> dict[str, Any]:
        """Ask compiled alone, which takes a tenth of the time: for what is asked both ways elsewhere."""
        return read(await _posted(self.api.http, _request(query, variables), _headers(self.api, as_, self.on)))

    async def made_up(self, data: Any) -> None:
        """Ask one operation that Hypothesis draws, as somebody."""
        made = data.draw(operations(self.core, self.ids, list(self.entities), self.cursors))
        answer = await self.ask(made.query, made.variables, as_=data.draw(st.sampled_from(self.people)))
        assert not _broken(answer), answer["errors"]

    async def each_condition(self) -> int:
        """Ask every list by each of its conditions alone, as whoever sees most; return how many that were."""
        asked = 0
        for query, variables in conditions(self.core, self.arguments, self.ids[0]):
            answer = await self.ask(query, variables, as_=self.people[0])
            assert not _broken(answer), (query, variables, answer["errors"])
            asked += 1
        return asked


async def ground(
    api: Api,
    *,
    entities: Mapping[str, Sequence[Any]],
    people: Sequence[Person],
    on: date,
    arguments: Arguments | None = None,
) -> Ground:
    """Prepare the questions: the first of the people, who sees most, reads everything once and so learns real cursors."""
    core = api.service.schema().core
    known = {kind: [str(id_) for id_ in ids] for kind, ids in entities.items()}
    made = Ground(api=api, core=core, entities=known, people=people, on=on, arguments=arguments or {}, cursors={})
    found: dict[str, dict[str, None]] = defaultdict(dict)  # in the order of the answers
    for query, variables in made.whole():
        answer = await made.ask(query, variables, as_=people[0])
        assert "errors" not in answer, answer["errors"]
        for of, cursor in cursors_within(answer["data"]):
            found[of][cursor] = None
    return replace(made, cursors={of: list(cursors) for of, cursors in found.items()})


async def both(
    api: Api,
    query: str,
    variables: dict[str, Any] | None = None,
    *,
    as_: Person,
    on: date | None = None,
    operation: str | None = None,
) -> dict[str, Any]:
    """Ask the process that compiles and the one that walks; return the answer when both give the same."""
    sent, asked = _headers(api, as_, on), _request(query, variables, operation)
    compiled, walked = [read(await _posted(process, asked, sent)) for process in (api.http, api.walking)]
    assert same(compiled, walked), f"compiled: {told(compiled)[:1500]}\nwalked:   {told(walked)[:1500]}"
    return compiled


def _headers(api: Api, as_: Person, on: date | None) -> dict[str, str]:
    return {"authorization": api.issuer.header(as_)} | ({"x-business-date": on.isoformat()} if on else {})


def _request(query: str, variables: dict[str, Any] | None, operation: str | None = None) -> dict[str, Any]:
    return {"query": query, "variables": variables or {}, "operationName": operation}


async def _posted(process: httpx.AsyncClient, asked: dict[str, Any], sent: dict[str, str]) -> str:
    return (await process.post("/graphql", json=asked, headers=sent)).text


def same(compiled: dict[str, Any], walked: dict[str, Any]) -> bool:
    """Judge two answers, errors and order of keys included.

    Where several faults fall into one null, graphql-core tells whichever came first: then only the place is compared.
    """
    if told(compiled) == told(walked):
        return True
    return told(compiled.get("data")) == told(walked.get("data")) and nulls(compiled) == nulls(walked) != set()


def _broken(answer: dict[str, Any]) -> bool:
    """Whether something failed that nobody foresaw: equal in both ways, and yet wrong."""
    return any(error["extensions"]["code"] == "INTERNAL" for error in answer.get("errors") or ())


def nulls(answer: dict[str, Any]) -> set[tuple[Any, ...]]:
    """Return where in the data the faults of an answer have left a null."""
    found = set()
    for error in answer.get("errors") or ():
        here, path = answer.get("data"), []
        for step in error.get("path") or ():
            if here is None:
                break
            path.append(step)
            here = here[step]
        found.add(tuple(path))
    return found


def read(text: str) -> dict[str, Any]:
    """Read an answer; no object of it may have a key twice."""
    answer: dict[str, Any] = json.loads(text, object_pairs_hook=_once)
    return answer


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    assert len(found) == len(pairs), f"a key is there twice: {[key for key, _ in pairs]}"
    return found


def told(answer: Any) -> str:
    """Write an answer with the order of its keys, whatever the spaces."""
    return json.dumps(answer, ensure_ascii=False)
