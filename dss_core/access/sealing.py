"""ID numbers that can be read again by whoever holds the installation's secret: AES-256-GCM of package cryptography.

The key is made from the secret by HKDF under a label of its own, so that it is neither the key of the hash nor that of
the audit. Each value has its own random nonce: the same number sealed twice gives two texts.
"""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dss_core.errors import StoreProblem

LABEL = b"dss national id"
NONCE_BYTES = 12
KEY_BYTES = 32


def sealing_key(secret: bytes) -> AESGCM:
    """The key that seals, made from the installation's secret and good for nothing else."""
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=LABEL).derive(secret))


def seal(text: str, key: AESGCM) -> str:
    """The sealed text, as ASCII."""
    nonce = os.urandom(NONCE_BYTES)
    return base64.b64encode(nonce + key.encrypt(nonce, text.encode(), LABEL)).decode("ascii")


def unseal(sealed: str, key: AESGCM) -> str:
    """The text that was sealed; ``StoreProblem`` store_not_unsealed when it was altered or the key is another."""
    try:
        whole = base64.b64decode(sealed, validate=True)
        return key.decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], LABEL).decode()
    except (InvalidTag, binascii.Error, ValueError):
        # Without the cause: its trace would hold what was looked at.
        raise StoreProblem("store_not_unsealed") from None
