"""The kinds of statements about two pictures, and where pairs for them come from."""

import collections

from corpus.plurals import plural

from . import facts
from .colours import alike
from .english import CATEGORY_PHRASES, related, there_are, things, with_article
from .statements import Form, Statement, both, combine, left_only, neither, one_only, right_only, some


class Singles:
    """The single pictures of a split, sorted for drawing pairs.  Forms: both kind, same thing, colour."""

    def __init__(self, choice, records, measured, lexicon):
        self.choice, self.lexicon = choice, lexicon
        self.colour_of = {record["image"]: measured[record["image"]][0] for record in records}
        self.by_category, self.by_kind = collections.defaultdict(list), collections.defaultdict(list)
        by_concept, self.by_colour = collections.defaultdict(list), collections.defaultdict(list)
        for record in records:
            if record["category"]:
                self.by_category[record["category"]].append(record)
            if record["object"] and record["concept"] in lexicon.known:
                by_concept[record["concept"]].append(record)
                self.by_kind[record["category"], record["kind"]].append(record)
            colour = self.colour_of[record["image"]]
            if colour and record["object"]:
                self.by_colour[colour].append(record)
        self.categories = sorted(name for name, rows in self.by_category.items() if len(rows) >= 4)
        self.colours = sorted(name for name, rows in self.by_colour.items() if len(rows) >= 4 and name != "grey")
        self.drawn_twice = [rows for _, rows in sorted(by_concept.items()) if len({r["family"] for r in rows}) > 1]
        self.kinds = [rows for _, rows in sorted(self.by_kind.items()) if len({r["concept"] for r in rows}) > 1]

    def is_kind(self, name):
        def test(record):
            if record["category"] == name:
                return True
            return None if related(record["category"], name) else False
        return test

    def is_mostly(self, name):
        def test(record):
            own = self.colour_of[record["image"]]
            return True if own == name else None if alike(own, name) else False
        return test

    def both_kind(self):
        name = self.choice.pick(self.categories)
        is_kind = self.is_kind(name)

        def draw():
            rows = []
            for _ in range(2):
                inside = self.choice.below(2)
                rows.append(self.choice.pick(self.by_category[name if inside else self.choice.pick(self.categories)]))
            return rows

        phrase = CATEGORY_PHRASES[name]
        sentences = [Statement(f"both pictures show {phrase}", both(is_kind)),
                     Statement(f"exactly one picture shows {phrase}", one_only(is_kind)),
                     Statement(f"neither picture shows {phrase}", neither(is_kind))]
        sentences.pop(self.choice.below(3))
        return Form(*sentences, draw)

    def same_thing(self):
        if len(self.drawn_twice) < 4 or not self.kinds:
            return None

        def same(left, right):
            if left["concept"] == right["concept"]:
                return True if left["family"] != right["family"] else None
            return None if self.lexicon.confusable(left["concept"], right["concept"]) else False

        def different(left, right):
            answer = same(left, right)
            return None if answer is None else not answer

        def draw():
            rows = self.choice.pick(self.drawn_twice if self.choice.below(2) else self.kinds)
            return self.choice.pick(rows), self.choice.pick(rows)

        return Form(Statement("the two pictures show the same thing", same),
                    Statement("the two pictures show different things", different), draw)

    def colour(self):
        if len(self.colours) < 3:
            return None
        one = self.choice.pick(self.colours)
        fitting = [name for name in self.colours if not alike(name, one)]
        if not fitting:
            return None
        two = self.choice.pick(fitting)

        def are(first, second):
            first, second = self.is_mostly(first), self.is_mostly(second)
            return lambda left, right: combine(first(left), second(right), lambda a, b: a and b)

        def same(left, right):
            a, b = self.colour_of[left["image"]], self.colour_of[right["image"]]
            return True if a == b else None if alike(a, b) else False

        def different(left, right):
            answer = same(left, right)
            return None if answer is None else not answer

        if self.choice.below(3) == 0:
            def draw():
                first = self.choice.pick(self.colours)
                second = first if self.choice.below(2) else self.choice.pick(self.colours)
                return self.choice.pick(self.by_colour[first]), self.choice.pick(self.by_colour[second])
            return Form(Statement("both pictures have the same main colour", same),
                        Statement("the two pictures have different main colours", different), draw)

        def draw_two():
            return (self.choice.pick(self.by_colour[self.choice.pick((one, two))]),
                    self.choice.pick(self.by_colour[self.choice.pick((one, two))]))

        second = self.choice.pick(((two, one), (one, one), (two, two)))
        return Form(Statement(colour_sentence(one, two), are(one, two)),
                    Statement(colour_sentence(*second), are(*second)), draw_two)


def colour_sentence(left, right):
    if left == right:
        return f"both pictures are mostly {left}"
    return f"the left picture is mostly {left} and the right one mostly {right}"


class Composed:
    """The scenes of a split, sorted for drawing pairs.  Forms: count, place, contains."""

    def __init__(self, choice, made, lexicon):
        self.choice, self.lexicon, self.made = choice, lexicon, made
        with_label, groups = collections.defaultdict(list), collections.defaultdict(list)
        for scene in made:
            for label in sorted({thing.label for thing in scene.things}):
                with_label[label].append(scene)
            if scene.group:
                groups[scene.group].append(scene)
        self.with_label = {label: rows for label, rows in with_label.items() if len(rows) >= 4}
        self.labels = sorted(self.with_label)
        self.groups = [rows for _, rows in sorted(groups.items()) if len(rows) == 4]

    def pair_about(self, label):
        """Two scenes, three times in four with the label, else any."""
        return [self.choice.pick(self.with_label[label] if self.choice.below(4) else self.made) for _ in range(2)]

    def number_of(self, label):
        return lambda scene: facts.count(scene, label, self.lexicon)

    def has(self, label):
        def test(scene):
            number = facts.count(scene, label, self.lexicon)
            return None if number is None else number > 0
        return test

    def count(self):
        label = self.choice.pick(self.labels)
        sort = self.choice.below(3)
        number = self.number_of(label)

        if sort == 0:
            totals = self.choice.between(1, 4), self.choice.between(2, 6)
            if totals[0] == totals[1]:
                return None
            one, two = (Statement(f"{there_are(total, label)} in total", total_is(number, total)) for total in totals)
            return Form(one, two, lambda: self.pair_about(label))
        if sort == 1:
            return Form(Statement(f"the left picture has more {plural(label)} than the right", compared(number, 1)),
                        Statement(f"the right picture has more {plural(label)} than the left", compared(number, -1)),
                        lambda: self.pair_about(label))
        least = self.choice.between(2, 5)
        enough = has_at_least(least)
        sentences = [Statement(f"each picture has at least {things(least)}", both(enough)),
                     Statement(f"only one picture has at least {things(least)}", one_only(enough)),
                     Statement(f"both pictures have fewer than {things(least)}", neither(enough))]
        sentences.pop(self.choice.below(3))
        return Form(*sentences, lambda: (self.choice.pick(self.made), self.choice.pick(self.made)))

    def place(self):
        if self.choice.below(3) == 0:
            return self.beside_something()
        if not self.groups:
            return None
        group = self.choice.pick(self.groups)
        one, two = self.two_things(group)
        direction = self.choice.pick([name for name in facts.DIRECTIONS
                                      if any(facts.lies(facts.only(scene, one), facts.only(scene, two), name)
                                             for scene in group)])

        def lies(scene):
            first, second = facts.only(scene, one), facts.only(scene, two)
            return facts.lies(first, second, direction) if first and second else None

        phrase = f"the {one} is {direction} the {two}"
        sentences = [Statement(f"in both pictures {phrase}", both(lies)),
                     Statement(f"in exactly one picture {phrase}", one_only(lies)),
                     Statement(f"only in the left picture {phrase}", left_only(lies)),
                     Statement(f"only in the right picture {phrase}", right_only(lies)),
                     Statement(f"in neither picture {phrase}", neither(lies))]
        first, second = self.choice.pick(((0, 1), (0, 2), (0, 3), (2, 3), (1, 4), (2, 4), (3, 4)))
        return Form(sentences[first], sentences[second], lambda: (self.choice.pick(group), self.choice.pick(group)))

    def two_things(self, group):
        """The two labels that every scene of the group shows, in an order the seed gives."""
        shared = sorted(set.intersection(*({thing.label for thing in scene.things} for scene in group)))
        pair = [label for label in shared if all(facts.only(scene, label) for scene in group)][:2]
        return pair[::-1] if self.choice.below(2) else pair

    def beside_something(self):
        label, direction = self.choice.pick(self.labels), self.choice.pick(list(facts.DIRECTIONS))
        opposite = facts.OPPOSITE[direction]

        def lies(scene):
            thing = facts.only(scene, label)
            found = facts.neighbours(scene, thing, opposite) if thing else None
            return None if found is None else bool(found)

        phrase = f"the {label} is {direction} something"
        sentences = [Statement(f"in both pictures {phrase}", both(lies)),
                     Statement(f"in exactly one picture {phrase}", one_only(lies)),
                     Statement(f"in neither picture {phrase}", neither(lies))]
        sentences.pop(self.choice.below(3))
        rows = self.with_label[label]
        return Form(*sentences, lambda: (self.choice.pick(rows), self.choice.pick(rows)))

    def contains(self):
        label = self.choice.pick(self.labels)
        has = self.has(label)
        name = with_article(label)
        sentences = [Statement(f"at least one picture contains {name}", some(has)),
                     Statement(f"neither picture contains {name}", neither(has)),
                     Statement(f"only the left picture contains {name}", left_only(has)),
                     Statement(f"only the right picture contains {name}", right_only(has)),
                     Statement(f"both pictures contain {name}", both(has))]
        first, second = self.choice.pick(((0, 1), (2, 3), (2, 4), (3, 4), (1, 4), (1, 2), (1, 3)))

        def draw():
            return [self.choice.pick(self.with_label[label] if self.choice.below(2) else self.made) for _ in range(2)]

        return Form(sentences[first], sentences[second], draw)


def has_at_least(number):
    return lambda scene: len(scene.things) >= number


def total_is(number, total):
    def truth(left, right):
        a, b = number(left), number(right)
        return None if a is None or b is None else a + b == total
    return truth


def compared(number, sign):
    def truth(left, right):
        a, b = number(left), number(right)
        return None if a is None or b is None else (a - b) * sign > 0
    return truth
