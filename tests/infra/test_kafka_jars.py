from __future__ import annotations

import hashlib
import re

import pytest

from infra import kafka_jars
from infra.kafka import cluster_id
from infra.kafka_jars import Jar
from infra.trouble import Trouble

WHOLE = Jar("org/example/thing/1.0/thing-1.0.jar", hashlib.sha256(b"whole").hexdigest())


def kept(tmp_path, content: bytes):
    path = tmp_path / WHOLE.path
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def test_a_jar_with_the_recorded_digest_is_used(tmp_path):
    path = kept(tmp_path, b"whole")
    assert kafka_jars.jars(tmp_path, (WHOLE,)) == [path]


def test_a_jar_with_another_digest_is_refused_and_deleted(tmp_path):
    path = kept(tmp_path, b"whole, and something else")
    with pytest.raises(Trouble, match="不符"):
        kafka_jars.jars(tmp_path, (WHOLE,))
    assert not path.exists()


def test_without_a_network_the_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv(kafka_jars.REPOSITORY, "http://127.0.0.1:9")
    with pytest.raises(Trouble, match="请检查网络") as trouble:
        kafka_jars.jars(tmp_path, (WHOLE,))
    assert kafka_jars.REPOSITORY in trouble.value.english
    assert [path.name for path in tmp_path.iterdir()] == ["fetching.lock"]  # nothing half fetched stays


def test_the_committed_list_names_kafka_and_every_digest():
    listed = kafka_jars.listed()
    assert ("org.apache.kafka", "kafka_2.13", "4.3.1") in {jar.coordinates for jar in listed}
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) for jar in listed)
    assert len({jar.path for jar in listed}) == len(listed)


def test_a_cluster_id_never_reads_as_an_option():
    ids = [cluster_id() for _ in range(300)]
    assert all(re.fullmatch("[A-Za-z0-9_][A-Za-z0-9_-]{21}", each) for each in ids)
