"""Which split a picture belongs to.  Three hold-outs, in this order: art source, concept, single picture."""

import hashlib

from .words import caption_words

TEST, VALIDATION = "test-concept", "val-concept"


def read_holdout(path):
    """{list name: set of words} from holdout.txt."""
    lists, current = {}, None
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            line = line.split("#", 1)[0].strip()
            if line.startswith("[") and line.endswith("]"):
                current = lists.setdefault(line[1:-1], set())
            elif line:
                current.update(line.split())
    both = lists[TEST] & lists[VALIDATION]
    if both:
        raise ValueError(f"held out twice: {' '.join(sorted(both))}")
    return lists


def held_list(text, holdout, words):
    """The hold-out list a caption or tag falls under, or None.  The test list wins over the validation list."""
    lemmas = set()
    for word in caption_words(text):
        lemmas |= words.noun_lemmas(word)
    for name in (TEST, VALIDATION):
        if lemmas & holdout[name]:
            return name
    return None


def instance_number(family, caption):
    """0 to 99, the same for every picture of this caption in this family, on every machine."""
    return int(hashlib.sha1(f"{family}|{caption}".encode("utf-8")).hexdigest(), 16) % 100


def choose_split(role, family, captions, tags, holdout, words):
    """(split, held): the split of a picture and whether its caption names a held-out concept.

    `captions[0]` is the main caption.  A held word in any other text a model could read beside the picture (another
    caption, a tag) doesn't make the picture a test of that concept, but it must not be trained on either: 'dropped'.
    """
    held = held_list(captions[0], holdout, words)
    if role != "train":
        return role, held is not None
    if held:
        return held, True
    if any(held_list(text, holdout, words) for text in [*captions[1:], *tags]):
        return "dropped", False
    number = instance_number(family, captions[0])
    if number < 4:
        return "val-seen", False
    if number < 8:
        return "test-seen", False
    return "train", False
