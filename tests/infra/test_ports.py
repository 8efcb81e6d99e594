from __future__ import annotations

import os
import socket

import pytest

from infra import ports
from infra.places import KeptPorts
from infra.trouble import Trouble


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind((ports.HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_refused_with_the_name_of_its_holder(taken):
    with pytest.raises(Trouble) as trouble:
        ports.claim(taken, "入口")
    assert f"端口 {taken}（入口）已被占用" in trouble.value.chinese
    assert f"pid {os.getpid()}" in trouble.value.english


def test_a_free_port_is_given_once():
    first, second = ports.free(), ports.free()
    assert first != second
    assert ports.claim(first, "x") == first


def test_a_data_folder_keeps_its_ports_as_long_as_they_are_free(tmp_path, taken):
    kept = KeptPorts(tmp_path)
    port = kept.of("reserve")
    assert KeptPorts(tmp_path).of("reserve") == port
    kept.keep("reserve", taken)
    assert kept.of("reserve") != taken


def test_a_broken_file_of_ports_is_forgotten(tmp_path):
    (tmp_path / "ports.json").write_text("{half")
    assert KeptPorts(tmp_path).known() == {}
    assert KeptPorts(tmp_path).of("reserve") in ports.RANGE
