"""Questions about composed scenes: counting, places, colours of single things (F6 to F8).

Every scene offers all questions that have a sure answer; `choose` then takes as many of each answer.
"""

import collections

from corpus.plurals import plural

from . import facts
from .ask import Ask, at_most, evenly
from .english import with_article
from .singles import COLOUR_LIMIT, YES_NO

COUNTING, PLACE, COLOUR = "counting", "place", "scene colour and object"


def counting(scene, absent, lexicon):
    number = len(scene.things)
    yield Ask(scene.image, "how many things are there?", str(number), COUNTING, "how many things")
    for label in sorted({thing.label for thing in scene.things}):
        yield Ask(scene.image, f"how many {plural(label)} are there?", str(facts.count(scene, label, lexicon)), COUNTING,
                  "how many ...")
    for label in absent:
        yield Ask(scene.image, f"how many {plural(label)} are there?", "0", COUNTING, "how many ...")


def places(scene, answers):
    single = [thing for thing in scene.things if facts.only(scene, thing.label)]
    for thing in single:
        for direction in facts.DIRECTIONS:
            there = facts.neighbours(scene, thing, direction)
            if there and len(there) == 1 and there[0].label in answers:
                yield Ask(scene.image, f"what is {direction} the {thing.label}?", there[0].label, PLACE,
                          f"what is {direction} the ...?")
    for one in single:
        for two in single:
            for direction in facts.DIRECTIONS:
                true = facts.lies(one, two, direction) if one is not two else None
                if true is not None:
                    yield Ask(scene.image, f"is the {one.label} {direction} the {two.label}?", "yes" if true else "no",
                              PLACE, f"is the ... {direction} the ...?")


def colours_and_objects(scene, absent):
    for thing in scene.things:
        if thing.colour and facts.only(scene, thing.label):
            yield Ask(scene.image, f"what colour is the {thing.label}?", thing.colour, COLOUR, "what colour is the ...?")
    for label in sorted({thing.label for thing in scene.things}):
        yield there_is(scene, label, "yes")
    for label in absent:
        yield there_is(scene, label, "no")


def there_is(scene, label, answer):
    return Ask(scene.image, f"is there {with_article(label)}?", answer, COLOUR, "is there a ...?")


def spread_over_scenes(choice, asks, each, answers):
    """As many of each answer; a scene is asked again only when all have been asked."""
    turns, rows = collections.Counter(), []
    for ask in sorted(asks, key=lambda a: (a.image, a.question)):
        turns[ask.image, ask.answer] += 1
        rows.append((turns[ask.image, ask.answer], choice.below(1 << 30), ask))
    rows.sort(key=lambda row: row[:2])
    by_answer = collections.defaultdict(list)
    for _, _, ask in rows:
        by_answer[ask.answer].append(ask)
    number = min([each, *(len(by_answer[answer]) for answer in answers)])
    return [ask for answer in answers for ask in by_answer[answer][:number]]


def choose(choice, offers, sizes):
    """The questions that are asked: `sizes` is {family: number}."""
    by_template = collections.defaultdict(list)
    for ask in offers:
        by_template[ask.template].append(ask)
    numbers = [str(number) for number in range(6)]
    total = sizes[COUNTING]
    chosen = evenly(choice, by_template["how many things"], numbers[1:], total // 5 // 5)
    chosen += spread_over_scenes(choice, by_template["how many ..."], (total - len(chosen)) // 6, numbers)
    for direction in facts.DIRECTIONS:
        open_asks = by_template[f"what is {direction} the ...?"]
        closed = spread_over_scenes(choice, by_template[f"is the ... {direction} the ...?"],
                                    sizes[PLACE] // (16 if open_asks else 8), YES_NO)
        chosen += closed + at_most(choice, open_asks, sizes[PLACE] // 8, sizes[PLACE] // 4 - len(closed))
    coloured = at_most(choice, by_template["what colour is the ...?"], COLOUR_LIMIT, sizes[COLOUR] // 2)
    chosen += coloured
    chosen += spread_over_scenes(choice, by_template["is there a ...?"], (sizes[COLOUR] - len(coloured)) // 2, YES_NO)
    return chosen


def offered(choice, made, table, answers):
    """All that the scenes could be asked, with two labels each that are not in it."""
    for scene in made:
        absent = table.others(choice, sorted({thing.label for thing in scene.things}), 2)
        yield from counting(scene, absent[:1], table.lexicon)
        yield from colours_and_objects(scene, absent[1:])
        yield from places(scene, answers)
