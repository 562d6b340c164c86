#!/usr/bin/env python3
"""Tests of the parts in asking/, each alone.  No network:  python3 resources/demo/test_asking.py"""

import collections
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from PIL import Image, ImageDraw  # noqa: E402

from asking import ask, colours, english, facts, lexicon, make, scene_plan, statements, tables  # noqa: E402
from corpus import scenes  # noqa: E402
from test_questions import RGB  # noqa: E402


class Colours(unittest.TestCase):
    def picture(self, *parts):
        """A picture of columns: (colour, number of columns)."""
        picture = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
        x = 0
        for colour, width in parts:
            ImageDraw.Draw(picture).rectangle((x, 0, x + width - 1, 19), fill=(*RGB.get(colour, colour), 255))
            x += width
        return picture

    def named(self, *parts):
        return colours.main_colour(colours.shares(self.picture(*parts)))

    def test_every_colour_has_its_name(self):
        for name in colours.NAMES:
            self.assertEqual(self.named((name, 15)), name)

    def test_what_lies_between_two_colours_has_none(self):
        for between in ((255, 60, 0), (185, 215, 40), (0, 180, 175), (215, 215, 215), (90, 60, 220)):
            self.assertEqual(self.named((between, 15)), "", between)

    def test_the_main_colour_covers_half_and_leads(self):
        self.assertEqual(self.named(("red", 8), ("blue", 4), ((255, 60, 0), 4)), "red")
        self.assertEqual(self.named(("red", 7), ("blue", 4), ((255, 60, 0), 4)), "")  # less than half
        self.assertEqual(self.named(("red", 9), ("blue", 6)), "")  # leads by 1.5 only

    def test_the_ground_does_not_count(self):
        self.assertEqual(self.named(("red", 2)), "red")
        paper = Image.new("RGBA", (20, 20), (255, 255, 255, 255))
        ImageDraw.Draw(paper).rectangle((0, 0, 4, 4), fill=(*RGB["green"], 255))
        self.assertEqual(colours.main_colour(colours.shares(paper)), "green")
        self.assertEqual(colours.main_colour(colours.shares(Image.new("RGBA", (4, 4), (9, 9, 9, 0)))), "")

    def test_a_colour_that_is_there_or_like_the_main_one_is_not_offered_as_wrong(self):
        found = colours.shares(self.picture(("white", 16), ("blue", 3)))
        self.assertTrue(all(colours.could_be(found, name) for name in ("white", "blue", "grey")))
        self.assertFalse(colours.could_be(found, "red"))


class English(unittest.TestCase):
    def test_questions_about_names(self):
        for label, wanted in (("onion", "is this an onion?"), ("unicorn", "is this a unicorn?"),
                              ("skis", "are these skis?"), ("bread", "is this bread?"), ("t-shirt", "is this a t-shirt?"),
                              ("camera with flash", "is this a camera with flash?")):
            self.assertEqual(english.is_this(label), wanted)
        for label in ("mount fuji", "two o'clock", "badminton", "foggy"):
            self.assertIsNone(english.is_this(label))

    def test_counts(self):
        self.assertEqual(english.there_are(1, "mouse"), "there is one mouse")
        self.assertEqual(english.there_are(3, "mouse"), "there are three mice")
        self.assertEqual((english.things(1), english.things(2)), ("one thing", "two things"))

    def test_finer_kinds(self):
        self.assertEqual(english.finer_kind("animal", "animal-bird", "owl"), ("what kind of animal is it?", "bird"))
        self.assertEqual(english.finer_kind("animal", "animals/mammals/dogs", "terrier")[1], "mammal")
        for category, kind, concept in (("animal", "animal-bug", "spider"), ("animal", "animals", "thing"),
                                        ("tool", "tool", "hammer")):
            self.assertIsNone(english.finer_kind(category, kind, concept))

    def test_every_category_has_a_phrase_and_the_related_ones_are_categories(self):
        from corpus.sources import CATEGORIES
        self.assertEqual(set(english.CATEGORY_PHRASES), set(CATEGORIES))
        for pair in english.RELATED:
            self.assertTrue(len(pair) == 2 and pair <= set(CATEGORIES), pair)


class Names(unittest.TestCase):
    def lexicon(self):
        def record(concept, tags=()):
            return {"concept": concept, "captions": [concept], "tags": list(tags), "source": "noto", "object": True,
                    "split": "train", "family": "noto"}
        return lexicon.Lexicon([record("eagle", ["bird"]), record("guide dog"), record("kettle"), record("red apple")])

    def test_names_that_include_each_other_are_told(self):
        known = self.lexicon()
        for one, two in (("eagle", "bird"), ("dog", "guide dog"), ("mouse", "rat"), ("green apple", "red apple")):
            self.assertTrue(known.confusable(one, two) and known.confusable(two, one), (one, two))
        self.assertFalse(known.confusable("eagle", "kettle"))
        self.assertFalse(known.confusable("red apple", "red kettle"))

    def test_answers_are_names_that_three_families_draw_for_training(self):
        def record(concept, family, split="train", source="noto"):
            return {"concept": concept, "captions": [concept], "tags": [], "source": source, "object": True,
                    "split": split, "family": family}
        known = lexicon.Lexicon([record("owl", "a"), record("owl", "b"), record("owl", "c"),
                                 record("cat", "a"), record("cat", "b"), record("cat", "c", "test-seen"),
                                 record("pig", "a"), record("pig", "b"), record("pig", "c", "test-openmoji", "openmoji")])
        self.assertEqual((known.answers, known.known), ({"owl"}, {"owl", "cat"}))


class Choosing(unittest.TestCase):
    def test_exchanged_names_are_each_there_as_often(self):
        names = ["a"] * 5 + ["b"] * 4 + ["c"] * 3
        given = ask.exchanged(scenes.Choice("x"), names, lambda place, name: names[place] != name)
        self.assertEqual(sorted(given), sorted(names))
        self.assertTrue(all(one != two for one, two in zip(given, names)))

    def test_where_no_other_name_fits_there_is_none(self):
        self.assertEqual(ask.exchanged(scenes.Choice("x"), ["a", "a"], lambda place, name: name != "a"), [None, None])

    def asks(self, **numbers):
        return [ask.Ask(f"{answer}{number}", "?", answer, "kind", "t") for answer, many in numbers.items()
                for number in range(many)]

    def test_no_answer_is_more_frequent_than_allowed(self):
        found = collections.Counter(a.answer for a in ask.at_most(scenes.Choice("x"), self.asks(a=9, b=2), 5))
        self.assertEqual(found, {"a": 5, "b": 2})
        found = collections.Counter(a.answer for a in ask.at_most(scenes.Choice("x"), self.asks(a=9, b=2, c=9), 9, 10))
        self.assertEqual(found, {"a": 4, "b": 2, "c": 4})

    def test_answers_are_as_frequent_as_the_rarest(self):
        found = collections.Counter(a.answer for a in ask.evenly(scenes.Choice("x"), self.asks(a=9, b=2), "ab", 5))
        self.assertEqual(found, {"a": 2, "b": 2})


class Facts(unittest.TestCase):
    def thing(self, label, x, y):
        return scene_plan.Thing(label, "", (x, y, 40, 40), "")

    def test_places_are_sure_or_unknown(self):
        one, right, diagonal = self.thing("a", 0, 10), self.thing("b", 60, 14), self.thing("c", 50, 60)
        self.assertIs(facts.lies(one, right, "left of"), True)
        self.assertIs(facts.lies(right, one, "left of"), False)
        self.assertIs(facts.lies(one, right, "above"), False)
        self.assertIsNone(facts.lies(one, diagonal, "left of"))
        self.assertIsNone(facts.lies(one, diagonal, "above"))
        self.assertIs(facts.lies(one, diagonal, "below"), False)

    def test_a_statement_is_not_made_where_people_could_differ(self):
        form = statements.Form(statements.Statement("one", lambda left, right: None),
                               statements.Statement("two", lambda left, right: True),
                               lambda: ({"image": "a"}, {"image": "b"}))
        self.assertIsNone(statements.unit(form, set(), make.place_of))

    def test_guessers(self):
        def made(question, answer):
            return ask.Ask("i", question, answer, "k", "t")
        result = tables.question_only({"train": [made("a?", "x"), made("a?", "x"), made("b?", "y")],
                                       "test": [made("b?", "y"), made("c?", "x"), made("a?", "z")]})
        self.assertEqual(result["template"]["k"], {"train": 0.6667, "test": 0.3333})
        self.assertEqual(result["question"]["k"], {"train": 1.0, "test": 0.6667})


if __name__ == "__main__":
    unittest.main()
