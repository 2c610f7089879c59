"""The folder `statistics/` lives beside Python's module of that name."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "imports",
    [
        "import statistics, methodportal, statistics.apps",
        "import methodportal, statistics.apps, statistics",
    ],
)
def test_standard_module_and_folder_both_work_in_either_order(imports, tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{imports}; print(statistics.mean([1, 2, 6]), statistics.apps.__name__)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["3", "statistics.apps"], done.stderr
