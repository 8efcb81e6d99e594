"""What is too much: a clear error with a code, below 500."""

from __future__ import annotations

from collections.abc import Iterator

from tests.gateway.gateways import Gateway, codes

IMPORT = "mutation($workbook: String!) { importProjects(workbook: $workbook) }"
LIMIT = 4 * 1024 * 1024


def nested(depth: int) -> str:
    """Return a query of this depth."""
    return '{ project(id: "p1") { ' + "parent { " * (depth - 2) + "id" + " }" * (depth - 2) + " } }"


def aliased(count: int) -> str:
    return "{ " + " ".join(f"a{i}: cards" for i in range(count)) + " }"


def refused(gateway: Gateway, query: str) -> tuple[int, set[str]]:
    answer = gateway.post({"query": query})
    return answer.status_code, codes(answer.json())


def test_fifteen_levels_pass_and_sixteen_do_not(production: Gateway) -> None:
    assert "errors" not in production.ask(nested(15))
    assert refused(production, nested(16)) == (400, {production.code("TOO_LARGE", "MAX_DEPTH_EXCEEDED")})


def test_depth_counts_through_fragments(production: Gateway) -> None:
    inner = "parent { " * 10 + "id" + " }" * 10
    query = f'{{ project(id: "p1") {{ parent {{ ...F }} }} }} fragment F on Project {{ {inner} ...G }} '
    query += f"fragment G on Project {{ {'parent { ' * 14} id {' }' * 14} }}"
    assert refused(production, query) == (400, {production.code("TOO_LARGE", "MAX_DEPTH_EXCEEDED")})


def test_fragments_that_spread_each_other_are_refused(production: Gateway) -> None:
    query = '{ project(id: "p1") { ...A } } fragment A on Project { parent { ...B } } fragment B on Project { parent { ...A } }'
    answer = production.post({"query": query})
    assert answer.status_code == 400
    assert codes(answer.json())


def test_thirty_aliases_pass_and_thirty_one_do_not(production: Gateway) -> None:
    assert "errors" not in production.ask(aliased(30))
    assert refused(production, aliased(31)) == (400, {production.code("TOO_LARGE", "MAX_ALIASES_EXCEEDED")})


def test_two_thousand_tokens_pass_and_more_do_not(production: Gateway) -> None:
    def five_each(count: int) -> dict[str, str]:
        return {"query": " ".join(f"query Q{i} {{ cards }}" for i in range(count)), "operationName": "Q0"}

    assert "errors" not in production.post(five_each(399)).json()
    answer = production.post(five_each(401))
    assert answer.status_code == 400
    # The router says so only where the limit falls between two of its parser's steps.
    assert codes(answer.json()) <= {"TOO_LARGE", "TOKEN_LIMIT_EXCEEDED", "GRAPHQL_PARSE_FAILED"}


def test_a_thousand_levels_are_refused(production: Gateway) -> None:
    status, found = refused(production, nested(1000))
    assert status == 400
    assert found <= {"TOO_LARGE", "TOKEN_LIMIT_EXCEEDED", "GRAPHQL_PARSE_FAILED"}


def test_a_batch_of_operations_is_refused(production: Gateway) -> None:
    answer = production.post([{"query": "{ cards }"}] * 2)
    assert (answer.status_code, codes(answer.json())) == (400, {production.code("BAD_INPUT", "BAD_REQUEST")})


def test_a_workbook_within_the_limit_arrives_whole(production: Gateway) -> None:
    assert production.ask(IMPORT, {"workbook": "x" * 4_000_000})["data"] == {"importProjects": 4_000_000}


def test_a_body_beyond_the_limit_is_refused(production: Gateway) -> None:
    answer = production.post({"query": IMPORT, "variables": {"workbook": "x" * LIMIT}})
    code = production.code("TOO_LARGE", "PAYLOAD_TOO_LARGE_CONTENT_LENGTH")
    assert (answer.status_code, codes(answer.json())) == (413, {code})


def test_a_body_that_does_not_tell_its_length_is_held_to_the_same_limit(production: Gateway) -> None:
    def body(length: int) -> Iterator[bytes]:
        yield b'{"query": "' + IMPORT.encode() + b'", "variables": {"workbook": "'
        for _ in range(length // 100_000):
            yield b"x" * 100_000
        yield b'"}}'

    sent = {"content-type": "application/json"}
    assert production.post(content=body(500_000), headers=sent).json()["data"] == {"importProjects": 500_000}
    answer = production.post(content=body(5_000_000), headers=sent)
    code = production.code("TOO_LARGE", "PAYLOAD_TOO_LARGE_BODY_STREAM")
    assert (answer.status_code, codes(answer.json())) == (413, {code})
