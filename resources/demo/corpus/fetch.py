"""Fetch archives by name and version with `npm pack` and `apt-get download`, check them, unpack them."""

import os
import shutil
import subprocess
import tarfile
import tempfile

from .files import sha256_of_file
from .sources import PACKAGES


class DigestError(Exception):
    """An archive is not the one this recipe was written for."""


def check_digest(path, expected, allow_changed=False):
    """The digest of `path`; refuses a file whose digest is not `expected` unless `allow_changed`."""
    found = sha256_of_file(path)
    if found != expected and not allow_changed:
        raise DigestError(
            f"{os.path.basename(path)} has the SHA-256 {found}, but {expected} was expected. The package has changed "
            "since this recipe was written, or the file is damaged. Delete it and try again, or pass --allow-changed "
            "to use it as it is; the data set will then differ.")
    return found


def run_client(command, folder):
    """Run a registry's client in `folder`; its error text becomes the exception's text."""
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"'{' '.join(command)}' failed:\n{done.stderr.strip()[-1500:]}")


def fetch(package, cache, allow_changed=False, say=print):
    """The path and digest of the package's archive in `cache`; fetched only when it isn't there already."""
    os.makedirs(cache, exist_ok=True)
    target = os.path.join(cache, package.archive)
    if os.path.exists(target):
        found = sha256_of_file(target)
        if found == package.sha256 or allow_changed:
            return target, found
        say(f"{package.archive}: the file in the cache has another digest; fetching it again")
    say(f"fetching {package.name} {package.version}")
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=cache) as folder:
        if package.client == "npm":
            # `npm pack` only downloads: no script of the package runs.
            run_client(["npm", "pack", "--silent", "--ignore-scripts", f"{package.name}@{package.version}"], folder)
        else:
            os.chmod(folder, 0o755)
            try:
                run_client(["apt-get", "download", "-qq", f"{package.name}={package.version}"], folder)
            except RuntimeError as error:
                if not allow_changed:
                    raise RuntimeError(
                        f"{error}\nThe Debian archive may have moved on from {package.name} {package.version}. "
                        "Pass --allow-changed to take the version it offers now.") from None
                run_client(["apt-get", "download", "-qq", package.name], folder)
        files = [name for name in os.listdir(folder) if name.endswith((".tgz", ".deb"))]
        if len(files) != 1:
            raise RuntimeError(f"fetching {package.name} {package.version} gave {len(files)} archives, not one")
        fetched = os.path.join(folder, files[0])
        found = check_digest(fetched, package.sha256, allow_changed)
        os.replace(fetched, target)
    return target, found


def unpack(package, archive, digest, cache):
    """The folder the archive is unpacked into: named by its digest, so another archive never reuses it."""
    target = os.path.join(cache, "unpacked", f"{package.key}-{digest[:16]}")
    if os.path.isdir(target):
        return target
    os.makedirs(os.path.dirname(target), exist_ok=True)
    temporary = tempfile.mkdtemp(prefix=".unpack-", dir=os.path.dirname(target))
    try:
        if package.client == "npm":
            with tarfile.open(archive) as tar:
                members = tar.getmembers()
                for member in members:
                    parts = member.name.split("/")
                    if member.name.startswith("/") or ".." in parts or not (member.isfile() or member.isdir()):
                        raise RuntimeError(f"{package.archive} holds the unsafe entry '{member.name}'")
                tar.extractall(temporary, members=members)
        else:
            subprocess.run(["dpkg-deb", "-x", archive, temporary], check=True)
        os.replace(temporary, target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return target


def fetch_all(keys, cache, allow_changed=False, say=print):
    """{key: (folder, digest)} of the packages named."""
    folders = {}
    for key in keys:
        archive, digest = fetch(PACKAGES[key], cache, allow_changed, say)
        folders[key] = (unpack(PACKAGES[key], archive, digest, cache), digest)
    return folders
