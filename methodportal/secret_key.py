"""The secret key that a development portal makes for itself and keeps."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_secret_key(folder: Path) -> str:
    """Return the key kept in `folder`, making it first if there is none.

    Of several processes that start together one makes the key and all read it: the file
    appears whole or not at all. Only the owner can read it.
    """
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, key: str) -> None:
    # mkstemp opens the file for its owner alone (mode 600); a link, unlike a renaming, never
    # replaces what another process has put there meanwhile.
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{key}\n")
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
