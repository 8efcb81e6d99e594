"""Where a started platform keeps files: below its data, the same from start to start, unless somebody chose a place."""

from __future__ import annotations

from infra import file_store
from infra.services import Told
from services.chassis.file_places import Folder, place_of


def test_files_are_below_the_data_and_the_key_of_links_stays(tmp_path, monkeypatch):
    monkeypatch.delenv("ZD_FILES", raising=False)
    first, second = file_store.variables(tmp_path), file_store.variables(tmp_path)
    assert first == second
    assert place_of(first["ZD_FILES"]) == Folder(tmp_path / "files")
    assert len(first["ZD_FILES_LINK_KEY"]) >= 32
    assert (tmp_path / file_store.LINK_KEY).stat().st_mode & 0o077 == 0


def test_a_place_that_somebody_chose_holds(tmp_path, monkeypatch):
    monkeypatch.setenv("ZD_FILES", "s3://zd-files")
    assert file_store.variables(tmp_path) == {}
    assert not (tmp_path / file_store.LINK_KEY).exists()


def test_services_are_told_where_files_are(parts, tmp_path):
    files = {"ZD_FILES": "file:///x"}
    told = Told(parts=parts, jwks=tmp_path, files=files).variables("reserve", 1)
    assert told["ZD_FILES"] == "file:///x"
    assert "ZD_FILES" not in Told(parts=parts, jwks=tmp_path).variables("reserve", 1)


def test_every_service_has_a_place_of_its_own(parts, tmp_path, monkeypatch):
    monkeypatch.delenv("ZD_FILES", raising=False)
    told = Told(parts=parts, jwks=tmp_path, files={"ZD_FILES": "file:///x"}).variables("schedule", 1)
    assert told["ZD_FILES"] == "file:///x/schedule"
    monkeypatch.setenv("ZD_FILES", "s3://zd-files/district?region=cn-1")
    chosen = Told(parts=parts, jwks=tmp_path).variables("schedule", 1)["ZD_FILES"]
    assert chosen == "s3://zd-files/district/schedule?region=cn-1"
    assert place_of(chosen).prefix == "district/schedule"
