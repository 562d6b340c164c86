"""Questions about a picture of one thing: category, finer kind, identity, verification, main colour (F1 to F5)."""

import collections

from . import english
from .ask import Ask, at_most, exchanged, shuffled
from .colours import could_be

COLOUR_LIMIT = 600
YES_NO = ("yes", "no")


def categories(records, skipped):
    for record in records:
        if record["category"]:
            yield Ask(record["image"], "what kind of thing is this?", record["category"], "category", "category")
        else:
            skipped.add("category", record["image"], "nothing tells its category")


def finer_kinds(records, skipped):
    for record in records:
        if record["category"] not in english.FINER_KINDS:
            continue
        found = english.finer_kind(record["category"], record["kind"], record["concept"])
        if found:
            yield Ask(record["image"], *found, "finer kind", found[0])
        else:
            skipped.add("finer kind", record["image"], "no finer kind is sure")


def identities(records, lexicon, skipped):
    for record in records:
        if not record["object"]:
            continue
        if record["concept"] in lexicon.answers:
            yield Ask(record["image"], "what is this?", record["concept"], "identity", "identity")
        else:
            skipped.add("identity", record["image"], "fewer than three families draw it for training")


def both_ways(record, right, wrong, ask, kind, template):
    """The question with the name that is right and with one that isn't."""
    yield Ask(record["image"], ask(right), "yes", kind, template)
    yield Ask(record["image"], ask(wrong), "no", kind, template)


def exchange_labels(choice, rows, lexicon, near):
    """Another row's name for each; of the same category if `near`, else of one that has nothing to do with it."""
    def fits(place, name):
        return not lexicon.confusable(rows[place]["concept"], name) and \
            (near or not english.related(rows[place]["category"], category_of[name]))

    category_of = {row["concept"]: row["category"] for row in rows}
    return exchanged(choice, [row["concept"] for row in rows], fits)


def verifications(choice, records, lexicon, skipped):
    """One yes and one no for each picture: about its name where one fits into a question, else about its category."""
    named, sorted_only = [], []
    for record in records:
        if not record["category"]:
            skipped.add("verify", record["image"], "nothing tells its category")
        elif record["object"] and record["concept"] in lexicon.known and english.is_this(record["concept"]) and \
                choice.below(2):
            named.append(record)
        else:
            sorted_only.append(record)
    by_category = collections.defaultdict(list)
    for record in shuffled(choice, named):
        by_category[record["category"]].append(record)
    groups = [(rows[:len(rows) // 2], True) for _, rows in sorted(by_category.items())]
    groups.append(([row for _, rows in sorted(by_category.items()) for row in rows[len(rows) // 2:]], False))
    for rows, near in groups:
        for record, wrong in zip(rows, exchange_labels(choice, rows, lexicon, near)):
            if wrong is None:
                sorted_only.append(record)
                continue
            yield from both_ways(record, record["concept"], wrong, english.is_this, "verify", "is this a ...?")
    phrases = exchanged(choice, [row["category"] for row in sorted_only],
                        lambda place, name: not english.related(sorted_only[place]["category"], name))
    for record, wrong in zip(sorted_only, phrases):
        if wrong is None:
            skipped.add("verify", record["image"], "no other category fits as a wrong one")
            continue
        yield from both_ways(record, record["category"], wrong,
                             lambda name: f"is this {english.CATEGORY_PHRASES[name]}?", "verify", "is this a kind of ...?")


def colours(choice, records, measured, skipped):
    """The main colour of each picture that has one, at most 600 of each, and whether it is mostly some colour."""
    asks = []
    for record in records:
        name = measured[record["image"]][0]
        if name:
            asks.append(Ask(record["image"], "what is the main colour?", name, "colour", "main colour"))
        else:
            skipped.add("colour", record["image"], "no colour covers half and clearly more than the next")
    kept = at_most(choice, asks, COLOUR_LIMIT)
    for ask in set(asks) - set(kept):
        skipped.add("colour", ask.image, f"{COLOUR_LIMIT} of its colour are enough")
    kept.sort(key=lambda ask: ask.image)
    wrong_names = exchanged(choice, [ask.answer for ask in kept],
                            lambda place, name: not could_be(measured[kept[place].image][1], name))
    for ask, wrong in zip(kept, wrong_names):
        yield ask
        if wrong is None:
            skipped.add("colour", ask.image, "no other colour is surely wrong")
            continue
        yield from both_ways({"image": ask.image}, ask.answer, wrong, lambda name: f"is it mostly {name}?", "colour",
                             "is it mostly ...?")


def about(choice, records, lexicon, measured, identity, skipped):
    """All questions about the single pictures of one split.  `identity`: whether its names are in the answer list."""
    asks = [*categories(records, skipped), *finer_kinds(records, skipped)]
    if identity:
        asks += identities(records, lexicon, skipped)
    asks += verifications(choice, records, lexicon, skipped)
    asks += colours(choice, records, measured, skipped)
    return asks
