from pathlib import Path

import statistics

# Python's own library has a module `statistics`, and so has this project a folder: the folder
# carries no __init__.py, and this line lets `statistics.models` be found in it.
statistics.__path__ = [str(Path(__file__).resolve().parent.parent / "statistics")]
