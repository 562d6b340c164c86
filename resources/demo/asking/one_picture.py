"""Statements about one of the two pictures: what a statement about both is made of, and learned sooner.

They are for training alone.  With statements about both pictures only, a model has to find what is asked, in which picture, and
how the two are joined, all at once; it learned nothing of counting and places so.
"""

from . import facts
from .english import CATEGORY_PHRASES, there_are, things, with_article
from .forms import has_at_least
from .statements import Form, Statement


class OnePicture:
    """Forms of single pictures and, where there are any, of scenes; of each sort as many."""

    def __init__(self, choice, singles, composed):
        self.choice, self.singles, self.composed = choice, singles, composed
        self.sorts = [self.kind, self.colour]
        if composed:
            self.sorts += [self.contains, self.count, self.least, self.place]
        self.turn = 0

    def form(self):
        sort = self.sorts[self.turn % len(self.sorts)]
        self.turn += 1
        return sort()

    def about(self, one, two, draw_one, draw_other):
        """A form of two sentences, each (wording with {side}, test of a picture), which exclude each other."""
        side = self.choice.below(2)
        name = ("left", "right")[side]

        def truth(test):
            return lambda left, right: test((left, right)[side])

        def draw():
            pair = [draw_one(), draw_other()]
            return pair[::-1] if side else pair

        return Form(*(Statement(words.format(side=name), truth(test)) for words, test in (one, two)), draw)

    def kind(self):
        of = self.singles
        name = self.choice.pick(of.categories)
        is_kind = of.is_kind(name)

        def draw(): return self.choice.pick(of.by_category[self.choice.pick(of.categories)])

        def draw_one(): return self.choice.pick(of.by_category[name]) if self.choice.below(2) else draw()

        phrase = CATEGORY_PHRASES[name]
        return self.about(("the {side} picture shows " + phrase, is_kind),
                          ("the {side} picture does not show " + phrase, no(is_kind)), draw_one, draw)

    def colour(self):
        of = self.singles
        if len(of.colours) < 2:
            return None
        one, two = (self.choice.pick(of.colours) for _ in range(2))

        def draw(): return self.choice.pick(of.by_colour[self.choice.pick(of.colours)])

        def draw_one(): return self.choice.pick(of.by_colour[self.choice.pick((one, two))])

        return self.about((f"the {{side}} picture is mostly {one}", of.is_mostly(one)),
                          (f"the {{side}} picture is mostly {two}", of.is_mostly(two)), draw_one, draw)

    def scene(self):
        return self.choice.pick(self.composed.made)

    def scene_with(self, label):
        return self.choice.pick(self.composed.with_label[label])

    def contains(self):
        label = self.choice.pick(self.composed.labels)
        has, name = self.composed.has(label), with_article(label)
        return self.about((f"the {{side}} picture contains {name}", has),
                          (f"the {{side}} picture does not contain {name}", no(has)),
                          lambda: self.scene_with(label) if self.choice.below(2) else self.scene(), self.scene)

    def count(self):
        label = self.choice.pick(self.composed.labels)
        number = self.composed.number_of(label)
        one, two = self.choice.between(1, 5), self.choice.between(1, 5)
        if one == two:
            return None
        return self.about(*((there_are(many, label) + " in the {side} picture", is_number(number, many))
                            for many in (one, two)), lambda: self.scene_with(label), self.scene)

    def least(self):
        number = self.choice.between(2, 5)
        enough = has_at_least(number)
        return self.about(("the {side} picture has at least " + things(number), enough),
                          ("the {side} picture has fewer than " + things(number), no(enough)), self.scene, self.scene)

    def place(self):
        if not self.composed.groups:
            return None
        group = self.choice.pick(self.composed.groups)
        one, two = self.composed.two_things(group)
        direction = self.choice.pick(list(facts.DIRECTIONS))

        def lies(way):
            def test(scene):
                first, second = facts.only(scene, one), facts.only(scene, two)
                return facts.lies(first, second, way) if first and second else None
            return test

        return self.about(*((f"in the {{side}} picture the {one} is {way} the {two}", lies(way))
                            for way in (direction, facts.OPPOSITE[direction])), lambda: self.choice.pick(group), self.scene)


def no(test):
    def opposite(picture):
        answer = test(picture)
        return None if answer is None else not answer
    return opposite


def is_number(number, wanted):
    def test(scene):
        found = number(scene)
        return None if found is None else found == wanted
    return test
