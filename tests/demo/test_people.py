"""The cast: one person for each role, known to `./dev token` once the demo is loaded."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid5

import pytest

from infra.demo.people import person_for, write_people
from infra.demo.units import UNITS
from services.law.parties import Role

IDS = {unit.key: uuid5(UUID(int=0), unit.key) for unit in UNITS}


def test_nobody_is_known_before_the_demo_is_loaded(tmp_path: Path):
    assert person_for(tmp_path, "OWNER") is None


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_person(tmp_path: Path, role: Role):
    write_people(tmp_path, IDS)
    person = person_for(tmp_path, role.value)
    assert person is not None
    assert role.value in person.roles
    assert "示例" in person.name
    assert person.division == "430211"


def test_the_owner_is_that_of_the_songjing_project(tmp_path: Path):
    write_people(tmp_path, IDS)
    person = person_for(tmp_path, "OWNER")
    assert person is not None
    assert person.unit == IDS["songjing"]


def test_a_unit_has_a_person_of_its_own_in_its_own_roles_only(tmp_path: Path):
    write_people(tmp_path, IDS)
    person = person_for(tmp_path, "INDUSTRY_AUTHORITY", IDS["water"])
    assert person is not None
    assert person.subject == "demo-water"
    assert person_for(tmp_path, "LAND", IDS["water"]) is None
    assert person_for(tmp_path, "LAND", UUID(int=7)) is None
