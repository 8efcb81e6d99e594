"""Whom reserve lets in as the provincial platform: one client of the data folder, unless somebody named another file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra import provincial
from infra.services import Told
from infra.simulators.provincial import keys_of
from services.reserve.messaging.exchange.settings import Partners


@pytest.fixture(autouse=True)
def _nobody_named_a_file(monkeypatch):
    monkeypatch.delenv("ZD_PROVINCIAL_CLIENTS", raising=False)


def test_the_file_is_made_once_for_its_owner_alone(tmp_path):
    path = Path(provincial.variables(tmp_path)["ZD_PROVINCIAL_CLIENTS"])
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert provincial.variables(tmp_path) == {"ZD_PROVINCIAL_CLIENTS": str(path)}
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert provincial.own_clients(tmp_path) == path


def test_each_folder_has_secrets_of_its_own(tmp_path):
    secrets = set()
    for folder in (tmp_path / "one", tmp_path / "two"):
        file = json.loads(Path(provincial.variables(folder)["ZD_PROVINCIAL_CLIENTS"]).read_text(encoding="utf-8"))
        secrets |= {key["secret"] for client in file["clients"] for key in client["keys"]}
    assert len(secrets) == 4


def test_reserve_and_the_simulator_read_the_same_keys(tmp_path):
    path = provincial.variables(tmp_path)["ZD_PROVINCIAL_CLIENTS"]
    partner = Partners(path).only()
    assert (partner.id, partner.division, partner.callback_url) == (provincial.CLIENT, "430211", None)
    theirs = {key.id: (key.algorithm, key.secret) for key in keys_of(Path(path), provincial.CLIENT).values()}
    assert {key.id: (key.algorithm, key.bytes) for key in partner.keys} == theirs
    assert {algorithm for algorithm, _ in theirs.values()} == {"HMAC-SM3", "HMAC-SHA256"}


def test_a_file_that_somebody_named_holds(tmp_path, monkeypatch):
    provincial.variables(tmp_path)
    monkeypatch.setenv("ZD_PROVINCIAL_CLIENTS", "/etc/clients.json")
    assert provincial.variables(tmp_path) == {}
    assert provincial.own_clients(tmp_path) is None


def test_reserve_and_support_alone_are_told(parts, tmp_path):
    told = Told(parts=parts, jwks=tmp_path, clients={"ZD_PROVINCIAL_CLIENTS": "/x"})
    assert all(told.variables(s, 1)["ZD_PROVINCIAL_CLIENTS"] == "/x" for s in ("reserve", "support"))
    assert all("ZD_PROVINCIAL_CLIENTS" not in told.variables(s, 1) for s in ("schedule", "assessment"))
