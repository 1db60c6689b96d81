"""Writing so that a reader sees a whole file or none, and a killed process loses nothing that it told."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from typing import Any

import polars as pl

HALF = ".half-"
"""What is still being written begins so; the next load sweeps it away."""


def flush_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_file(path: Path) -> None:
    """Make a file's bytes last through a power cut."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is visible whole or not at all, and lasts once this returns.

    Uploads are kept while a load runs: what is being written is locked, so that no load sweeps it away.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{HALF}{os.getpid()}-{get_ident()}-{path.name}")
    while True:
        with half.open("wb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            with suppress(FileNotFoundError):  # swept away between its making and its locking: once more
                half.replace(path)
                break
    flush_folder(path.parent)


def write_json(path: Path, value: Any) -> None:
    """Write a JSON document, whole or not at all."""
    write_whole(path, json.dumps(value, indent=1, ensure_ascii=False).encode())


def read_json(path: Path) -> Any:
    """A JSON document as plain values."""
    return json.loads(path.read_bytes())


def write_table(path: Path, frame: pl.DataFrame) -> None:
    """Write a frame as Parquet in a folder that is not visible yet."""
    frame.write_parquet(path, compression="lz4", statistics=False)
    flush_file(path)


def replace_table(path: Path, frame: pl.DataFrame) -> None:
    """Put another frame in the place of a table, in one step."""
    half = path.with_name(f"{HALF}{os.getpid()}-{path.name}")
    write_table(half, frame)
    half.replace(path)
    flush_folder(path.parent)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to fill; it takes its name in one step when the block ends well, and vanishes otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{HALF}{os.getpid()}-{path.name}")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    try:
        yield half
        flush_folder(half)
        half.rename(path)
        flush_folder(path.parent)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what a killed process left half written."""
    for half in folder.glob(f"{HALF}*"):
        if half.is_dir():
            shutil.rmtree(half, ignore_errors=True)
        else:
            with suppress(FileNotFoundError, BlockingIOError), half.open("rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)  # whoever writes it holds it
                half.unlink()


@contextmanager
def one_at_a_time(home: Path, waiting: Callable[[], None], name: str = "load.lock") -> Iterator[None]:
    """Hold a lock of the store, its own unless named; ``waiting`` is called once if another process or thread
    holds it. A killed holder lets go."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / name).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def is_held(home: Path, name: str = "load.lock") -> bool:
    """Whether another process or thread holds a lock of the store at this moment."""
    try:
        with (home / name).open("r") as stream:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False
