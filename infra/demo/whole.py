"""Whether the demo is loaded to its end: one question to the endpoint, answered by two services."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

from infra import issuer
from infra.demo import DEMO_DAY
from infra.demo.people import person_for
from infra.demo.project import PLAN_YEAR, QUARTER
from services.law.parties import Role

SECONDS = 15.0
# The chapters follow each other, and the last one computes the quarter after the one that is published.
QUESTION = (
    f"{{ projects(first: 1) {{ totalCount }} period(year: {PLAN_YEAR}, quarter: {QUARTER}) {{ status }}"
    f" next: period(year: {PLAN_YEAR}, quarter: {QUARTER + 1}) {{ status }} }}"
)


def is_whole(endpoint: str, data: Path) -> bool:
    """Tell whether the last chapter stands and its people are known here; False also where nobody answers."""
    clerk = person_for(data, Role.INVESTMENT_AUTHORITY)
    if clerk is None:
        return False
    place = urlsplit(endpoint)
    headers = {
        "authorization": f"Bearer {issuer.token(data, clerk)}",
        "content-type": "application/json",
        "x-business-date": DEMO_DAY.isoformat(),
    }
    connection = http.client.HTTPConnection(place.netloc, timeout=SECONDS)
    try:
        connection.request("POST", place.path, json.dumps({"query": QUESTION}), headers)
        told = json.loads(connection.getresponse().read())
        shown = told["data"]
        published = shown["period"]["status"] == "PUBLISHED" and shown["next"] is not None
        return bool(shown["projects"]["totalCount"]) and published
    except (OSError, http.client.HTTPException, ValueError, TypeError, KeyError):
        return False
    finally:
        connection.close()
