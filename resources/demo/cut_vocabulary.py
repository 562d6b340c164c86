#!/usr/bin/env python3
"""Cuts BERT's vocabulary to the pieces that the demo corpus can teach.

A piece that training never reads would keep its random vector for ever, and its row costs memory and time. Kept are the
special pieces, every single character (so that any word can still be spelt), each piece of a training caption, of a
scene's caption and of the caption templates, and, where there are texts, the pieces that they use most, up to --size
pieces in all. The order of the original is kept. prepare.py does it too; this is for another size:

    python3 resources/demo/cut_vocabulary.py --corpus DIR --out DIR/vocab-cut.txt --size 8000
"""

import argparse
import collections
import glob
import json
import os
import re
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from corpus.files import write_text  # noqa: E402

FILE = "vocab-cut.txt"
SIZE = 12000
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
TEMPLATE_WORDS = "a an the picture of photo drawing image kind and two three four five left right above below".split()


def words_of(text):
    """Lower-case words without accents; punctuation stands alone, as in BERT's basic tokenizer."""
    text = unicodedata.normalize("NFD", text.lower())
    text = "".join(c for c in text if unicodedata.category(c) != "Mn")
    return re.findall(r"[^\W_]+|[^\w\s]|_", text)


def pieces_of(word, vocabulary):
    """Greedy longest match; nothing when the word cannot be built."""
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                pieces.append(piece)
                start = end
                break
        else:
            return []
    return pieces


def count_words(sentences):
    counts = collections.Counter()
    for sentence in sentences:
        counts.update(words_of(sentence))
    return counts


def count_pieces(words, vocabulary):
    """How often each piece is read where each word is read so often."""
    counts = collections.Counter()
    for word, count in words.items():
        for piece in pieces_of(word, vocabulary):
            counts[piece] += count
    return counts


def training_captions(corpus):
    for name in ("records.jsonl", "scenes.jsonl"):
        path = os.path.join(corpus, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as stream:
            for line in stream:
                record = json.loads(line)
                if record["split"] == "train":
                    yield from record["captions"]


def training_texts(corpus):
    for path in sorted(glob.glob(os.path.join(corpus, "texts", "*.txt"))):
        if os.path.basename(path) != "val.txt":
            with open(path, encoding="utf-8") as stream:
                yield from stream


def cut(vocabulary, captions, texts, size):
    """The kept pieces: those of captions whatever `size` says, then the most frequent of texts, equals in the
    vocabulary's order."""
    known = set(vocabulary)
    kept = set(SPECIAL) | {piece for piece in vocabulary if len(piece.removeprefix("##")) == 1}
    kept.update(count_pieces(count_words([*captions, *TEMPLATE_WORDS]), known))
    read = count_pieces(count_words(texts), known)
    for piece in sorted((p for p in vocabulary if p in read and p not in kept), key=lambda p: -read[p]):
        if len(kept) >= size:
            break
        kept.add(piece)
    return [piece for piece in vocabulary if piece in kept]


def write(corpus, out, size=SIZE, say=print):
    with open(os.path.join(corpus, "vocab.txt"), encoding="utf-8") as stream:
        vocabulary = stream.read().split("\n")[:-1]
    kept = cut(vocabulary, training_captions(corpus), training_texts(corpus), size)
    write_text(out, "\n".join(kept) + "\n")
    say(f"{os.path.basename(out)}: {len(kept)} of {len(vocabulary)} pieces")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", required=True, help="folder written by prepare.py")
    parser.add_argument("--out", required=True, help="file to write")
    parser.add_argument("--size", type=int, default=SIZE, help="pieces when there are texts (default: %(default)s)")
    arguments = parser.parse_args()
    write(arguments.corpus, arguments.out, arguments.size)


if __name__ == "__main__":
    main()
