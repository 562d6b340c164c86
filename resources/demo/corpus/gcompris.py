"""Pictures of GCompris that its Debian copyright file marks as public domain or CC0."""

import fnmatch
import os
from dataclasses import dataclass

from . import rcc

FREE = {"public-domain": "public domain", "CC0-1.0": "CC0-1.0"}


@dataclass(frozen=True)
class Stanza:
    """One paragraph of a Debian copyright file: which files, whose, under what licence, from where."""
    patterns: tuple
    author: str
    licence: str
    comment: str


def read_copyright(text):
    """The paragraphs about files, in their order.  A later one wins over an earlier one."""
    stanzas = []
    for paragraph in text.replace("\n\n\n", "\n\n").split("\n\n"):
        fields, name = {}, None
        for line in paragraph.split("\n"):
            if line[:1] in (" ", "\t"):
                if name:
                    fields[name].append(line.strip())
            elif ":" in line:
                name, _, value = line.partition(":")
                fields[name] = [value.strip()]
        if "Files" in fields:
            stanzas.append(Stanza(tuple(" ".join(fields["Files"]).split()),
                                  " ".join(fields.get("Copyright", [])).strip(),
                                  fields.get("License", [""])[0], " ".join(fields.get("Comment", [])).strip()))
    return stanzas


def stanza_of(path, stanzas):
    """The last paragraph that names the file, as Debian's rule has it."""
    found = None
    for stanza in stanzas:
        if any(fnmatch.fnmatchcase(path, pattern) for pattern in stanza.patterns):
            found = stanza
    return found


def read_free_pictures(folder):
    """{path in the source tree: (bytes, Stanza)} of the pictures that are free of conditions."""
    base = os.path.join(folder, "usr", "share")
    with open(os.path.join(base, "doc", "gcompris-qt-data", "copyright"), encoding="utf-8") as handle:
        stanzas = read_copyright(handle.read())
    pictures = {}
    packs = os.path.join(base, "gcompris-qt", "rcc")
    for name in sorted(os.listdir(packs)):
        if not name.endswith(".rcc"):
            continue
        with open(os.path.join(packs, name), "rb") as handle:
            files = rcc.read_files(handle.read())
        for path, data in files.items():
            # Inside, a path begins at 'gcompris/src/activities/...'; the copyright file begins at 'src/'.
            source = "src/" + path.partition("src/")[2]
            stem, extension = os.path.splitext(source)
            if extension not in (".svg", ".png", ".jpg", ".webp"):
                continue
            # The package ships some pictures in another format than its copyright file names.
            for candidate in [source, *(stem + other for other in (".jpg", ".png", ".svg", ".webp"))]:
                stanza = stanza_of(candidate, [s for s in stanzas if candidate in s.patterns])
                if stanza:
                    break
            else:
                stanza = stanza_of(source, stanzas)
            if stanza and stanza.licence in FREE:
                pictures[source] = (data, stanza)
    return pictures
