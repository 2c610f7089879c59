import os

import pytest

from common.sandbox import run_in_sandbox
from common.uploads import UploadError


def test_result_comes_back_from_another_process():
    assert run_in_sandbox("tests.common.sandboxed:own_pid", b"", name="a") != os.getpid()


def test_reader_starts_without_django_which_would_take_longer_than_all_the_rest():
    assert run_in_sandbox("tests.common.sandboxed:loads_django", b"") is False


def test_reader_that_takes_too_much_memory_is_stopped():
    with pytest.raises(UploadError, match=r"«a\.xlsx» слишком велик или сложен"):
        run_in_sandbox("tests.common.sandboxed:take_memory", b"", name="a.xlsx")


def test_reader_that_never_ends_is_stopped():
    with pytest.raises(UploadError, match="слишком велик или сложен"):
        run_in_sandbox("tests.common.sandboxed:never_end", b"", name="a.xlsx", seconds=1)


def test_reader_that_breaks_is_reported_as_a_damaged_file():
    with pytest.raises(UploadError, match="повреждён"):
        run_in_sandbox("tests.common.sandboxed:fail", b"", name="a.xlsx")


def test_refusal_of_the_reader_reaches_the_user():
    with pytest.raises(UploadError, match="Нет таблиц"):
        run_in_sandbox("tests.common.sandboxed:refuse", b"", name="a.xlsx")


def test_reader_sees_no_secrets_and_writes_no_files(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "top-secret")
    target = tmp_path / "out"
    seen = run_in_sandbox("tests.common.sandboxed:look_around", str(target).encode())
    assert "SECRET_KEY" not in seen["environment"]
    assert seen["written"] is False
