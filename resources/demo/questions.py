#!/usr/bin/env python3
"""Make questions and statements from a prepared demo corpus: what answering and comparing pictures is learned from.

    questions.py --out DIR [--training-scenes N] [--test-scenes N] [--seed TEXT]

DIR is what prepare.py made.  Added to it are questions.jsonl, statements.jsonl, the pictures of scenes/, questions.json with
the counts and what guessing reaches, and questions-left-out.tsv.  Nothing that is there is changed.  Started again, it draws
only the scenes that are missing.
"""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

try:
    import numpy  # noqa: F401
    from PIL import Image  # noqa: F401
except ImportError as missing:
    sys.exit(f"questions.py: {missing}. Install python3-pil and python3-numpy, and use the Python they belong to "
             "(usually /usr/bin/python3).")

from asking.make import TRAINING_SCENES, make  # noqa: E402


def say(text):
    print(text, flush=True)


def main():
    parser = argparse.ArgumentParser(description="Make questions and statements from a prepared demo corpus.")
    parser.add_argument("--out", required=True, help="the folder that prepare.py made")
    parser.add_argument("--training-scenes", type=int, default=TRAINING_SCENES, metavar="N",
                        help="scenes composed for training; its questions and statements follow (default: %(default)s)")
    parser.add_argument("--test-scenes", type=int, metavar="N", help="the most scenes of any other split")
    parser.add_argument("--seed", default="1", help="another text makes other scenes and choices (default: %(default)s)")
    options = parser.parse_args()
    if options.training_scenes < 40 or (options.test_scenes is not None and options.test_scenes < 40):
        parser.error("40 scenes are the least that all families can be asked of")
    if not os.path.exists(os.path.join(options.out, "dataset.json")):
        sys.exit(f"questions.py: {options.out} holds no prepared corpus (no dataset.json); prepare.py makes one")
    try:
        make(os.path.abspath(options.out), options.seed, options.training_scenes, options.test_scenes, say)
    except (RuntimeError, ValueError, KeyError, OSError) as error:
        sys.exit(f"questions.py: {type(error).__name__}: {error}" if isinstance(error, KeyError) else
                 f"questions.py: {error}")


if __name__ == "__main__":
    main()
