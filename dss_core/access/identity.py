"""ID numbers as this product keeps them: a keyed hash to find a person again, never the number."""

import hmac
from collections.abc import Callable


def hash_id(national_id: str, key: bytes) -> str:
    """The keyed hash (HMAC-SHA256) of a 13-digit ID number, in hexadecimal digits.

    A plain hash of 10^12 possible numbers could be undone by trying them all; the key of the installation
    prevents that.
    """
    return hmac.digest(key, national_id.encode(), "sha256").hex()


def id_hasher(key: bytes) -> Callable[[str], str]:
    """``hash_id`` under one key: the key is worked in once, which is most of the work for a file full of numbers."""
    begun = hmac.new(key, digestmod="sha256")

    def hashed(national_id: str) -> str:
        one = begun.copy()
        one.update(national_id.encode())
        return one.hexdigest()

    return hashed


def hash_name(name: str, key: bytes) -> str:
    """The keyed hash of the name of somebody who works for the survey, the same however it is spaced.

    The word in front keeps it apart from the hash of an ID number.
    """
    return hmac.digest(key, f"name:{' '.join(name.split())}".encode(), "sha256").hex()
