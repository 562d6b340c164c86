#!/usr/bin/env python3
"""Cuts BERT's vocabulary to the pieces that the demo corpus can teach.

A piece that no training sentence holds would keep its random vector for ever, and its row costs memory and time. Kept
are: the special pieces, every single character (so that any word can still be spelt), and each piece of a training
caption, of a scene's caption and of the caption templates. The order of the original is kept.

    python3 resources/demo/cut_vocabulary.py --corpus DIR --out DIR/vocab-cut.txt
"""

import argparse
import json
import os
import re
import unicodedata

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
TEMPLATE_WORDS = "a an the picture of photo drawing image kind and two three four five left right above below".split()


def words_of(text):
    """Lower-case words without accents; punctuation stands alone, as in BERT's basic tokenizer."""
    text = unicodedata.normalize("NFD", text.lower())
    text = "".join(c for c in text if unicodedata.category(c) != "Mn")
    return re.findall(r"\w+|[^\w\s]", text)


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


def training_sentences(corpus):
    for name in ("records.jsonl", "scenes.jsonl"):
        path = os.path.join(corpus, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as stream:
            for line in stream:
                record = json.loads(line)
                if record["split"] == "train":
                    yield from record["captions"]


def cut(vocabulary, sentences):
    known = set(vocabulary)
    kept = set(SPECIAL) | {p for p in vocabulary if len(p.removeprefix("##")) == 1}
    for sentence in list(sentences) + TEMPLATE_WORDS:
        for word in words_of(sentence):
            kept.update(pieces_of(word, known))
    return [p for p in vocabulary if p in kept]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", required=True, help="folder written by prepare.py")
    parser.add_argument("--out", required=True, help="file to write")
    arguments = parser.parse_args()
    with open(os.path.join(arguments.corpus, "vocab.txt"), encoding="utf-8") as stream:
        vocabulary = stream.read().split("\n")[:-1]
    kept = cut(vocabulary, training_sentences(arguments.corpus))
    temporary = arguments.out + ".tmp"
    with open(temporary, "w", encoding="utf-8") as stream:
        stream.write("\n".join(kept) + "\n")
    os.replace(temporary, arguments.out)
    print(f"{len(kept)} of {len(vocabulary)} pieces kept")


if __name__ == "__main__":
    main()
