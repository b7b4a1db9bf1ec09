"""The child process that opens an upload: ``python -m dss_core.intake.reading``. ``apart`` starts it.

It limits its own memory and time before it has seen a byte of the file, takes the file from stdin, gives what it read
to stdout, and ends. It knows no settings, no key and no database.
"""

import json
import os
import sys

from dss_core.errors import BadFile
from dss_core.intake.readers.kinds import read_file
from dss_core.intake.wire import SIZE_BYTES, pack, pack_refusal

try:
    import resource
except ImportError:  # Windows has no such limits; there the parent's clock alone ends a reading that takes too long
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 3 * 2**29  # 1.5 GiB of addresses
MOST_SECONDS = 90  # of computing
MOST_OPEN = 64


def limit_self() -> None:
    """The limits of this process from now on, as far as the system has them."""
    if resource is None:
        return
    wanted = [(resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)]
    for what, most in (*wanted, (resource.RLIMIT_NOFILE, MOST_OPEN), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


def answer(data: bytes, file_name: str) -> list[bytes]:
    """The message with the reading or with the reason why there is none."""
    try:
        return pack(read_file(data, file_name))
    except BadFile as refusal:
        return pack_refusal(refusal)
    except MemoryError:
        return pack_refusal(BadFile("file_heavy", file=file_name))
    except BaseException as error:  # whatever else a library does with a file that was made to lead it astray
        sys.stderr.write(type(error).__name__)
        return pack_refusal(BadFile("file_unreadable", file=file_name))


def main() -> None:
    """Read one file and end at once: what was built need not be taken apart."""
    limit_self()
    length = int.from_bytes(sys.stdin.buffer.read(SIZE_BYTES), "little")
    about = json.loads(sys.stdin.buffer.read(length))
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get into the answer
    for part in answer(sys.stdin.buffer.read(), about["file"]):
        target.write(part)
    target.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
