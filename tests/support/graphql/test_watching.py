"""To whom a queue is open: nobody else is shown an empty one."""

from __future__ import annotations

from services.law.parties import Role
from tests.harness.differential import both
from tests.harness.people import person


async def test_a_queue_is_refused_to_a_bureau_s_role_without_a_unit(api, district):
    """Who sees no request at all is refused like everyone to whom the queue is not open, and not shown an empty one."""
    query = "query($b: UUID!) { requestQueue(bureauId: $b) { totalCount edges { cursor } } }"
    answer = await both(api, query, {"b": str(district.bureau)}, as_=person(Role.LAND))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
