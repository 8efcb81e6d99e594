"""From the application to the one-year library, step by step: what is missing is named with its clause (A4, A5, A6)."""

from __future__ import annotations

from datetime import date

from tests.e2e.story import AUTHORITY, Story, seen

PROJECT = "project { id version library readiness { library ready criteria { code met remedy article } } }"


async def tell(story: Story) -> None:
    await story.register_units(date(2026, 3, 2))
    await apply(story, date(2026, 3, 3))
    assert story.project["library"] is None

    assert "PLANNING_CONFORMITY" in "".join(await not_converted(story, date(2026, 3, 4), "FIVE_YEAR"))
    await evidence(story, date(2026, 3, 9), "PLANNING_CONFORMITY", "POLICY_CONFORMITY", "INDUSTRY_LAYOUT")
    await converted(story, date(2026, 3, 10), "FIVE_YEAR")

    refused = await not_converted(story, date(2026, 3, 11), "THREE_YEAR")
    assert len(refused) >= 4, "all that is missing is named at once"
    assert set(refused.values()) == {"第五条（二）"}
    assert "LIBRARY_STEP_SKIPPED" in await not_converted(story, date(2026, 3, 11), "ONE_YEAR")
    assert story.project["library"] == "FIVE_YEAR"

    await evidence(story, date(2026, 5, 11), "SPATIAL_PLANNING", "SCHEME", "NECESSITY", "LETTER_OF_INTENT")
    await converted(story, date(2026, 5, 12), "THREE_YEAR")
    await evidence(story, date(2026, 10, 12), "LAND_ARRANGEMENT", "FUND_ARRANGEMENT", "PARK_AGREEMENT")
    await converted(story, date(2026, 10, 13), "ONE_YEAR")
    assert story.project["library"] == "ONE_YEAR"


async def apply(story: Story, on: date) -> None:
    done = await story.done("registerProject", PROJECT, story.of("owner"), on, **story.application())
    story.project = done["project"]


async def evidence(story: Story, on: date, *kinds: str) -> None:
    """Put documents of these kinds on record, as the owner."""
    given = [
        {
            "kind": kind,
            "title": f"{kind}材料",
            "issuer": "示例出具单位",
            "issuedOn": "2026-03-01",
            "documentNumber": f"示例〔2026〕{n}号",
        }
        for n, kind in enumerate(kinds, 1)
    ]
    project = seen(story.project, "projectId")
    done = await story.done("recordEvidence", PROJECT, story.of("owner"), on, **project, evidence=given)
    story.project = done["project"]


async def converted(story: Story, on: date, library: str) -> None:
    project = seen(story.project, "projectId")
    done = await story.done("convertProject", PROJECT, AUTHORITY, on, **project, toLibrary=library)
    story.project = done["project"]


async def not_converted(story: Story, on: date, library: str) -> dict[str, str]:
    project = seen(story.project, "projectId")
    return await story.refused("convertProject", PROJECT, AUTHORITY, on, **project, toLibrary=library)
