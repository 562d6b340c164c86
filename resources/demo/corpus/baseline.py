"""What a reader without any learning reaches: the pixel nearest neighbour among the training pictures.

A trained model has to clear these numbers by a wide margin to have learned anything worth showing.
"""

import collections
import os

import numpy as np

from . import split
from .assemble import small_pixels

SIDE = 24
FAMILIES_FOR_AN_ANSWER = 3


def pixel_table(records, out, side=SIDE):
    """One row of pixels a record, in float32."""
    table = np.empty((len(records), side * side * 3), dtype=np.float32)
    for row, record in enumerate(records):
        table[row] = small_pixels(os.path.join(out, record["image"]), side, crop=True).reshape(-1)
    return table


def distances(queries, references, block=256):
    """Squared distances, a block of rows at a time: (number of queries) x (number of references)."""
    result = np.empty((len(queries), len(references)), dtype=np.float32)
    lengths = np.einsum("ij,ij->i", references, references)
    for start in range(0, len(queries), block):
        part = queries[start:start + block]
        result[start:start + block] = lengths - 2 * part @ references.T + np.einsum("ij,ij->i", part, part)[:, None]
    return result


def rank_of_first_match(scores, own):
    """1 for the best.  Equal scores count against the answer, so that a constant score gains nothing."""
    best = scores[own].max()
    return int((scores > best).sum() + (scores[~own] == best).sum()) + 1


def identity(test, near, train, answers):
    """How often the nearest training picture shows the same concept, among test pictures whose concept is an answer."""
    asked = [row for row, record in enumerate(test) if record["concept"] in answers]
    hits = sum(train[near[row]]["concept"] == test[row]["concept"] for row in asked)
    return {"asked": len(asked), "right": hits, "accuracy": hits / len(asked) if asked else None}


def category(test, near, train):
    asked = [row for row, record in enumerate(test) if record["category"]]
    hits = sum(train[near[row]]["category"] == test[row]["category"] for row in asked)
    return {"asked": len(asked), "right": hits, "accuracy": hits / len(asked) if asked else None}


def retrieval(test, table, train):
    """Sentence to picture: a picture's score is its best pixel similarity to a training picture with this caption.

    A query is a distinct main caption of the split; any picture of the split with that caption is a right answer.
    Captions that no training picture has can't be ranked: they count as misses in `all`, and `known` leaves them out.
    """
    by_caption = collections.defaultdict(list)
    for row, record in enumerate(train):
        for caption in record["captions"]:
            by_caption[caption].append(row)
    owners = collections.defaultdict(list)
    for row, record in enumerate(test):
        owners[record["captions"][0]].append(row)
    ranks, unknown = [], 0
    for caption, rows in owners.items():
        columns = by_caption.get(caption)
        if not columns:
            unknown += 1
            continue
        own = np.zeros(len(test), dtype=bool)
        own[rows] = True
        ranks.append(rank_of_first_match(-table[:, columns].min(axis=1), own))
    ranks = np.array(ranks)

    def recall(number):
        return {f"R@{k}": float((ranks <= k).sum() / number) if number else None for k in (1, 5, 10)}

    return {"pictures": len(test), "queries": len(owners), "queries_no_training_picture_has": unknown,
            "all": recall(len(owners)), "known": recall(len(ranks)),
            "chance_R@1": 1 / len(test) if test else None}


def measure(records, out, holdout, words, say=print):
    """Everything, for every test split.  Training pictures are the object pictures of 'train', as in the plan."""
    train = [r for r in records if r["split"] == "train" and r["object"]]
    families = collections.defaultdict(set)
    for record in train:
        families[record["concept"]].add(record["family"])
    answers = {concept for concept, seen in families.items() if len(seen) >= FAMILIES_FOR_AN_ANSWER}
    say(f"reading {len(train)} training pictures")
    pixels = pixel_table(train, out)
    result = {"method": f"nearest neighbour of {SIDE} x {SIDE} pixels on white, cut to the content",
              "training_pictures": len(train),
              "identity_answers": len(answers), "splits": {}}

    def held(record):
        return split.held_list(record["captions"][0], holdout, words)

    groups = {}
    for name in ("val-seen", "test-seen", "test-concept", "test-openmoji", "test-streamline", "test-art4apps"):
        chosen = [r for r in records if r["split"] == name and r["object"]]
        if chosen:
            groups[name] = chosen
        if name in ("test-openmoji", "test-streamline", "test-art4apps") and chosen:
            # The planned tables leave out the test concepts only; nothing at all was held back in 'seen'.
            groups[f"{name}, without test concepts"] = [r for r in chosen if held(r) != split.TEST]
            groups[f"{name}, seen concepts"] = [r for r in chosen if held(r) is None]
    for name, chosen in groups.items():
        table = distances(pixel_table(chosen, out), pixels)
        near = table.argmin(axis=1)
        largest = collections.Counter(r["category"] for r in chosen).most_common(1)[0]
        result["splits"][name] = {
            "objects": len(chosen), "identity": identity(chosen, near, train, answers),
            "category": category(chosen, near, train),
            "most_frequent_category": {"name": largest[0], "share": largest[1] / len(chosen)},
            "retrieval": retrieval(chosen, table, train),
        }
        entry = result["splits"][name]
        say(f"{name}: {len(chosen)} objects, identity {entry['identity']}, category {entry['category']['accuracy']}, "
            f"retrieval {entry['retrieval']['all']} (known {entry['retrieval']['known']})")
    return result
