"""Small helpers for files: digests, and writes that are either complete or absent."""

import hashlib
import os
import tempfile


def sha256_of_file(path):
    """The SHA-256 of a file, as lower-case hexadecimal digits."""
    digest = hashlib.sha256()
    with open(path, "rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def write_bytes(path, data):
    """Write a whole file under a temporary name beside it, then rename it into place."""
    folder = os.path.dirname(path) or "."
    os.makedirs(folder, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".part-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def write_text(path, text):
    write_bytes(path, text.encode("utf-8"))
