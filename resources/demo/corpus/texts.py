"""Text without pictures, for the stage that learns language: WordNet, the World English Bible, Jane Austen's novels."""

import collections
import hashlib
import json
import os
import re
import struct
import zlib

from .files import sha256_of_file, write_text
from .sentences import Judge, clean, cut
from .sources import PACKAGES

PACKAGE_KEYS = ["wordnet", "web", "austen", "wamerican"]
WORDNET_FILES = ("data.noun", "data.verb", "data.adj", "data.adv")
VALIDATION_PERCENT = 1


def read_glosses(folder):
    """(definitions, examples) of WordNet, in the order of its files."""
    definitions, examples = [], []
    for name in WORDNET_FILES:
        with open(os.path.join(folder, "usr", "share", "wordnet", name), encoding="utf-8") as handle:
            for line in handle:
                if line.startswith("  ") or " | " not in line:
                    continue
                gloss = line.split(" | ", 1)[1].strip()
                # Examples follow in quotes, each perhaps with its author; quotes inside a definition stay.
                definition, _, rest = gloss.partition('; "')
                definitions.append(definition.rstrip("; "))
                examples += re.findall(r'"([^"]+)"', '"' + rest)
    return definitions, examples


def sword_blocks(folder):
    """The books of a module of the SWORD project, each as text with its markup."""
    base = os.path.join(folder, "usr", "share", "sword", "modules", "texts", "ztext")
    module = os.path.join(base, sorted(os.listdir(base))[0])
    for testament in ("ot", "nt"):
        with open(os.path.join(module, testament + ".bzs"), "rb") as handle:
            index = handle.read()
        with open(os.path.join(module, testament + ".bzz"), "rb") as handle:
            packed = handle.read()
        for offset, size, length in struct.iter_unpack("<III", index):
            data = zlib.decompress(packed[offset:offset + size])
            if len(data) != length:
                raise ValueError(f"{testament}.bzz: a block has {len(data)} bytes, and its index says {length}")
            yield data.decode("utf-8")


def bible_paragraphs(block):
    """The paragraphs of a book: its front matter, headings and notes left out, its markup taken off."""
    block = re.sub(r"<note\b.*?</note>|<title\b.*?</title>", " ", block, flags=re.DOTALL)
    first = block.find("<chapter")
    if first < 0:
        return []
    parts = re.split(r"<chapter\b[^>]*>|<div\b[^>]*type=\"x-p\"[^>]*>", block[first:])
    return [text for text in (" ".join(re.sub(r"<[^>]*>", " ", part).split()) for part in parts) if text]


def r_strings(data):
    """The texts of a character vector as R serialises it."""
    if not data.startswith(b"X\n"):
        raise ValueError("it is not R's binary serialisation")
    version = struct.unpack_from(">I", data, 2)[0]
    at = 14
    if version == 3:
        at += 4 + struct.unpack_from(">I", data, at)[0]
    kind, count = struct.unpack_from(">II", data, at)
    if kind & 0xff != 16:
        raise ValueError("it is not a vector of texts")
    at += 8
    lines = []
    for _ in range(count):
        flags, length = struct.unpack_from(">Ii", data, at)
        at += 8
        if flags & 0xff != 9:
            raise ValueError("a vector of texts holds something else")
        lines.append(data[at:at + max(length, 0)].decode("utf-8"))
        at += max(length, 0)
    return lines


def austen_novels(folder):
    """The lines of each novel."""
    path = os.path.join(folder, "usr", "lib", "R", "site-library", "janeaustenr", "data", "Rdata.rdb")
    with open(path, "rb") as handle:
        data = handle.read()
    while data:
        length = struct.unpack_from(">I", data)[0]
        unpacker = zlib.decompressobj()
        novel = unpacker.decompress(data[4:])
        if len(novel) != length:
            raise ValueError(f"{path}: a block has {len(novel)} bytes and says {length}")
        yield r_strings(novel)
        data = unpacker.unused_data


def paragraphs_of_lines(lines):
    """Paragraphs of wrapped lines: an empty line ends one; headings are left out."""
    paragraphs, current = [], []
    for line in [*lines, ""]:
        line = line.strip()
        if line and not re.match(r"(?i)^(chapter|volume) [ivxlc\d]+\.?$|^(the end|finis)\.?$|^by jane austen", line):
            current.append(line)
        elif current:
            paragraphs.append(" ".join(current))
            current = []
    return [text for text in paragraphs if text.upper() != text]


def read_spellings(folder):
    """Debian's list of American English words, in lower case."""
    with open(os.path.join(folder, "usr", "share", "dict", "american-english"), encoding="utf-8") as handle:
        return frozenset(line.strip().lower() for line in handle if len(line.strip()) > 1 or line.strip() in "aI")


def candidates(folders):
    """(file name, fewest words, sentences) of each source."""
    definitions, examples = read_glosses(folders["wordnet"][0])
    yield "wordnet-definitions", 2, definitions
    yield "wordnet-examples", 2, examples
    yield "bible", 4, [sentence for block in sword_blocks(folders["web"][0])
                           for paragraph in bible_paragraphs(block) for sentence in cut(paragraph)]
    yield "austen", 4, [sentence for lines in austen_novels(folders["austen"][0])
                        for paragraph in paragraphs_of_lines(lines) for sentence in cut(paragraph)]


def is_validation(sentence):
    """One sentence in a hundred, the same on every machine."""
    return int(hashlib.sha1(sentence.encode("utf-8")).hexdigest(), 16) % 100 < VALIDATION_PERCENT


def write(folders, out, holdout, words, say=print):
    """texts/*.txt, a sentence a line; texts.json says what they are, texts-left-out.tsv what is not in them."""
    judge = Judge(words, read_spellings(folders["wamerican"][0]), set().union(*holdout.values()))
    validation, left_out, about = [], [], {}
    for name, fewest, sentences in candidates(folders):
        kept = []
        reasons = collections.Counter()
        for sentence in map(clean, sentences):
            reason = judge.reason_against(sentence, fewest)
            if reason:
                reasons[reason.split(" (")[0]] += 1
                left_out.append(f"{name}\t{reason}\t{sentence}\n")
            else:
                (validation if is_validation(sentence) else kept).append(sentence)
        about[f"{name}.txt"] = {"left_out": dict(reasons.most_common())}
        write_file(out, name, kept, about)
        say(f"{name}: {len(kept)} sentences for training, {sum(reasons.values())} left out")
    write_file(out, "val", validation, about)
    say(f"val: {len(validation)} sentences, one in a hundred of each")
    write_text(os.path.join(out, "texts-left-out.tsv"), "".join(left_out))
    packages = {key: {"package": PACKAGES[key].name, "version": PACKAGES[key].version, "sha256": folders[key][1]}
                for key in PACKAGE_KEYS}
    write_text(os.path.join(out, "texts.json"), json.dumps({"texts": about, "packages": packages}, indent=1) + "\n")
    return about


def write_file(out, name, sentences, about):
    path = os.path.join(out, "texts", f"{name}.txt")
    write_text(path, "".join(sentence + "\n" for sentence in sentences))
    about.setdefault(f"{name}.txt", {}).update(
        sentences=len(sentences), words=sum(len(sentence.split()) for sentence in sentences),
        bytes=os.path.getsize(path), sha256=sha256_of_file(path))
