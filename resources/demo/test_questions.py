#!/usr/bin/env python3
"""Tests of questions.py on a small corpus made here.  No network:  python3 resources/demo/test_questions.py"""

import collections
import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from PIL import Image, ImageDraw  # noqa: E402

import questions  # noqa: E402
from asking import drawing, english, make  # noqa: E402
from corpus import files, scenes  # noqa: E402
from corpus.plurals import NUMBERS  # noqa: E402

# Things with a category, a kind and a colour.
THINGS = {
    "animal": {"animal-mammal": ("pig pink", "elephant grey", "giraffe yellow", "gorilla black"),
               "animal-bird": ("owl brown", "flamingo pink", "swan white"), "animal-reptile": ("snake green",)},
    "food": {"food-fruit": ("lemon yellow", "peach orange", "mango orange", "coconut brown"),
             "food-sweet": ("doughnut pink", "waffle yellow"), "food-vegetable": ("carrot orange", "eggplant purple")},
    "vehicle": {"transport-ground": ("tram red", "bicycle blue"), "transport-air": ("helicopter green", "rocket white"),
                "transport-water": ("ferry blue", "canoe brown")},
    "tool": {"tool": ("magnet red", "wrench grey", "shovel green", "hook black")},
    "clothing": {"clothing": ("crown yellow", "coat purple", "ring blue", "backpack red")},
    "music": {"musical-instrument": ("violin brown", "flute grey", "drum red")},
    "person": {"person-role": ("cook white", "pilot blue", "farmer green")},
}
RGB = {"red": (220, 20, 20), "orange": (250, 150, 10), "yellow": (250, 215, 40), "green": (40, 160, 60),
       "blue": (40, 90, 210), "purple": (140, 50, 180), "pink": (250, 120, 190), "brown": (120, 70, 30),
       "black": (20, 20, 20), "white": (252, 252, 252), "grey": (130, 130, 130)}
SPLIT_OF = {"noto": "train", "twemoji": "train", "fxemoji": "train", "emojione": "train", "noto-v1": "test-seen",
            "fluent-flat": "test-seen", "openmoji": "test-openmoji"}


def write_corpus(out):
    """A corpus in which every source draws every thing, each source in another shape."""
    records = []
    for source, split in SPLIT_OF.items():
        for category, kinds in THINGS.items():
            for kind, things in kinds.items():
                for thing in things:
                    label, colour = thing.split()
                    image = f"images/{source}/{label}.png"
                    path = os.path.join(out, image)
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    picture = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
                    inset = list(SPLIT_OF).index(source)
                    ImageDraw.Draw(picture).rectangle((inset, 2, 31 - inset, 28), fill=(*RGB[colour], 255))
                    picture.save(path)
                    records.append({"image": image, "captions": [label], "split": split, "source": source,
                                    "family": source, "concept": label, "category": category, "kind": kind, "tags": [],
                                    "object": category != "person", "held_concept": False, "weight": 1.0})
    files.write_text(os.path.join(out, "records.jsonl"), "".join(json.dumps(r) + "\n" for r in records))
    files.write_text(os.path.join(out, "dataset.json"), '{"format": "vlmo-dataset", "version": 1}\n')


def run(out, seed="1"):
    said = []
    make.make(out, seed, 120, 80, said.append)
    return said


def lines_of(out, name):
    with open(os.path.join(out, name), encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def bytes_of(out):
    """{relative path: bytes} of a folder."""
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as handle:
                found[os.path.relpath(path, out)] = handle.read()
    return found


class SceneReader:
    """The answers once more, from the boxes of a scene's record alone; shares no code with what made them."""

    def __init__(self, record):
        self.things = [(t["label"], t["box"][0] + t["box"][2] / 2, t["box"][1] + t["box"][3] / 2, t["colour"])
                       for t in record["things"]]

    def number(self, label):
        return sum(thing[0] == label for thing in self.things)

    def is_at(self, one, direction, two):
        _, x1, y1, _ = one
        _, x2, y2, _ = two
        forward, aside = {"left of": (x2 - x1, y2 - y1), "right of": (x1 - x2, y2 - y1), "above": (y2 - y1, x2 - x1),
                          "below": (y1 - y2, x2 - x1)}[direction]
        return forward > 0 and forward > abs(aside)

    def the(self, label):
        found = [thing for thing in self.things if thing[0] == label]
        assert len(found) == 1, f"'the {label}' is not one thing"
        return found[0]

    def beside(self, label, direction):
        """Labels of the things that lie in the direction from the one named."""
        return [thing[0] for thing in self.things if thing is not self.the(label) and
                self.is_at(thing, direction, self.the(label))]


PLURALS = {}
for _kinds in THINGS.values():
    for _things in _kinds.values():
        for _thing in _things:
            _label = _thing.split()[0]
            PLURALS["ferries" if _label == "ferry" else "men" if _label == "man" else
                    "coaches" if _label == "coach" else "torches" if _label == "torch" else
                    "mangos" if _label == "mango" else "wrenches" if _label == "wrench" else
                    "peaches" if _label == "peach" else _label + "s"] = _label
WHERE = "(left of|right of|above|below)"


def scene_answer(text, scene):
    """The answer to a question about a scene."""
    if text == "how many things are there?":
        return str(len(scene.things))
    if found := re.fullmatch(r"how many (.+) are there\?", text):
        return str(scene.number(PLURALS[found[1]]))
    if found := re.fullmatch(rf"what is {WHERE} the (.+)\?", text):
        beside = scene.beside(found[2], found[1])
        assert len(beside) == 1, f"{text} {beside}"
        return beside[0]
    if found := re.fullmatch(rf"is the (.+?) {WHERE} the (.+)\?", text):
        return "yes" if scene.is_at(scene.the(found[1]), found[2], scene.the(found[3])) else "no"
    if found := re.fullmatch(r"what colour is the (.+)\?", text):
        return scene.the(found[1])[3]
    if found := re.fullmatch(r"is there an? (.+)\?", text):
        return "yes" if scene.number(found[1]) else "no"
    raise AssertionError(f"a question of no known form: {text}")


def number_of(word):
    return {word: number for number, word in enumerate([*NUMBERS, "six", "seven", "eight"])}[word]


def quantified(which, left, right):
    return {"in both pictures": left and right, "both pictures": left and right, "each picture": left and right,
            "in exactly one picture": left != right, "exactly one picture": left != right,
            "only one picture": left != right, "in neither picture": not left and not right,
            "neither picture": not left and not right, "at least one picture": left or right,
            "only in the left picture": left and not right, "only the left picture": left and not right,
            "only in the right picture": right and not left, "only the right picture": right and not left}[which]


WHICH = ("(in both pictures|both pictures|each picture|in exactly one picture|exactly one picture|only one picture|"
         "in neither picture|neither picture|at least one picture|only in the left picture|only the left picture|"
         "only in the right picture|only the right picture)")


def scene_label(text, left, right):
    """Whether a statement about two scenes is true."""
    if found := re.fullmatch(r"there (?:is|are) (\w+) (.+) in total", text):
        label = found[2] if found[1] == "one" else PLURALS[found[2]]
        return left.number(label) + right.number(label) == number_of(found[1])
    if found := re.fullmatch(r"the (left|right) picture has more (.+) than the (?:left|right)", text):
        more = left.number(PLURALS[found[2]]) - right.number(PLURALS[found[2]])
        return more > 0 if found[1] == "left" else more < 0
    if found := re.fullmatch(rf"{WHICH} (?:has|have) (at least|fewer than) (\w+) things?", text):
        def holds(scene):
            return (len(scene.things) >= number_of(found[3])) == (found[2] == "at least")
        return quantified(found[1], holds(left), holds(right))
    if found := re.fullmatch(rf"{WHICH} the (.+) is {WHERE} something", text):
        back = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}[found[3]]
        return quantified(found[1], bool(left.beside(found[2], back)), bool(right.beside(found[2], back)))
    if found := re.fullmatch(rf"{WHICH} the (.+?) is {WHERE} the (.+)", text):
        return quantified(found[1], *(scene.is_at(scene.the(found[2]), found[3], scene.the(found[4]))
                                      for scene in (left, right)))
    if found := re.fullmatch(rf"{WHICH} contains? an? (.+)", text):
        return quantified(found[1], left.number(found[2]) > 0, right.number(found[2]) > 0)
    raise AssertionError(f"a statement of no known form: {text}")


def one_picture_label(text, left, right):
    """Whether a statement about one of the two pictures is true."""
    side = re.search(r"the (left|right) picture", text)[1]
    picture = left if side == "left" else right
    if found := re.fullmatch(rf"the {side} picture (shows|does not show) (.+)", text):
        return (CATEGORY_OF[found[2]] == picture["category"]) == (found[1] == "shows")
    if found := re.fullmatch(rf"the {side} picture is mostly (\w+)", text):
        return picture["colour"] == found[1]
    scene = SceneReader(picture)
    if found := re.fullmatch(rf"the {side} picture (contains|does not contain) an? (.+)", text):
        return (scene.number(found[2]) > 0) == (found[1] == "contains")
    if found := re.fullmatch(rf"there (?:is|are) (\w+) (.+) in the {side} picture", text):
        return scene.number(found[2] if found[1] == "one" else PLURALS[found[2]]) == number_of(found[1])
    if found := re.fullmatch(rf"the {side} picture has (at least|fewer than) (\w+) things?", text):
        return (len(scene.things) >= number_of(found[2])) == (found[1] == "at least")
    if found := re.fullmatch(rf"in the {side} picture the (.+?) is {WHERE} the (.+)", text):
        return scene.is_at(scene.the(found[1]), found[2], scene.the(found[3]))
    raise AssertionError(f"a statement of no known form: {text}")


CATEGORY_OF = {phrase: name for name, phrase in english.CATEGORY_PHRASES.items()}


def single_label(text, left, right):
    """Whether a statement about two pictures of one thing is true; colours are those that the corpus was painted with."""
    if text in ("the two pictures show the same thing", "the two pictures show different things"):
        return (left["concept"] == right["concept"]) == text.endswith("the same thing")
    if text in ("both pictures have the same main colour", "the two pictures have different main colours"):
        return (left["colour"] == right["colour"]) == text.endswith("the same main colour")
    if found := re.fullmatch(r"the left picture is mostly (\w+) and the right one mostly (\w+)", text):
        return (left["colour"], right["colour"]) == (found[1], found[2])
    if found := re.fullmatch(r"both pictures are mostly (\w+)", text):
        return left["colour"] == right["colour"] == found[1]
    if found := re.fullmatch(rf"{WHICH} shows? (.+)", text):
        category = CATEGORY_OF[found[2]]
        return quantified(found[1], left["category"] == category, right["category"] == category)
    raise AssertionError(f"a statement of no known form: {text}")


class Made(unittest.TestCase):
    """What is made of the small corpus."""

    @classmethod
    def setUpClass(cls):
        cls.out = tempfile.mkdtemp()
        write_corpus(cls.out)
        cls.before = bytes_of(cls.out)
        cls.said = run(cls.out)
        cls.records = lines_of(cls.out, "questions.jsonl")
        cls.by_image = {record["image"]: record for record in cls.records}
        cls.statements = lines_of(cls.out, "statements.jsonl")
        cls.about = lines_of_json(cls.out)
        cls.painted = {thing.split()[0]: thing.split()[1] for kinds in THINGS.values() for things in kinds.values()
                       for thing in things}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.out)

    def asked(self, kind, split=None):
        return [(record, question) for record in self.records for question in record["questions"]
                if question["kind"] == kind and split in (None, record["split"])]

    def test_nothing_of_the_corpus_is_changed(self):
        after = bytes_of(self.out)
        self.assertEqual({name: after[name] for name in self.before}, self.before)
        self.assertEqual({name.split(os.sep)[0] for name in set(after) - set(self.before)},
                         {"questions.jsonl", "statements.jsonl", "questions.json", "questions-left-out.tsv", "scenes"})

    def test_every_family_and_every_kind_of_statement_is_there(self):
        self.assertEqual(set(self.about["questions"]), set(make.KINDS))
        self.assertEqual({row["kind"] for row in self.statements}, set(make.STATEMENT_KINDS))

    def test_every_picture_named_is_there_and_every_scene_named(self):
        named = {record["image"] for record in self.records}
        for row in self.statements:
            named |= {row["left"], row["right"]}
        for image in named:
            self.assertTrue(os.path.exists(os.path.join(self.out, image)), image)
        there = {os.path.relpath(os.path.join(folder, name), self.out)
                 for folder, _, names in os.walk(os.path.join(self.out, "scenes")) for name in names}
        self.assertEqual(there, {record["image"] for record in self.records if record["source"] == "scene"})

    def test_neither_the_sentence_nor_the_pictures_tell_whether_a_statement_is_true(self):
        for key in ("statement", "pair"):
            for split in {row["split"] for row in self.statements}:
                labels = collections.defaultdict(list)
                for row in self.statements:
                    if row["split"] == split:
                        labels[row["statement"] if key == "statement" else (row["left"], row["right"])].append(row["label"])
                right = sum(max(found.count(True), found.count(False)) for found in labels.values())
                self.assertEqual(2 * right, sum(map(len, labels.values())), (key, split))
                if key == "statement":
                    for text, found in labels.items():
                        self.assertEqual((found.count(True) % 2, len(found) % 4), (0, 0), text)
        self.assertEqual({tuple(found.values()) for found in self.about["statement_only"].values()}, {(0.5, 0.5)})

    def test_no_statement_is_made_twice_of_a_pair(self):
        rows = [(row["split"], row["left"], row["right"], row["statement"]) for row in self.statements]
        self.assertEqual(len(rows), len(set(rows)))

    def test_labels_follow_from_the_records(self):
        for row in self.statements:
            pair = [self.by_image[row[side]] for side in ("left", "right")]
            if row["kind"] in ("count", "place", "contains"):
                label = scene_label(row["statement"], *map(SceneReader, pair))
            else:
                of_kind = one_picture_label if row["kind"] == "one picture" else single_label
                label = of_kind(row["statement"], *({"colour": self.painted.get(record.get("concept")), **record}
                                                    for record in pair))
            self.assertEqual(label, row["label"], row)

    def test_statements_about_one_picture_are_for_training_alone_and_of_every_sort(self):
        one = [row for row in self.statements if row["kind"] == "one picture"]
        self.assertEqual({row["split"] for row in one}, {"train"})
        for words in ("shows", "mostly", "contain", "there", "things", "in the left picture", "in the right picture"):
            self.assertTrue(any(words in row["statement"] for row in one), words)

    def test_answers_about_scenes_follow_from_their_records(self):
        for record in self.records:
            if record["source"] == "scene":
                for question in record["questions"]:
                    self.assertEqual([scene_answer(question["question"], SceneReader(record))], question["answers"],
                                     (record["image"], question))

    def test_a_scene_is_drawn_as_its_record_says(self):
        for record in [record for record in self.records if record["source"] == "scene"][:20]:
            with Image.open(os.path.join(self.out, record["image"])) as picture:
                self.assertEqual(picture.size, (128, 128))
                picture = picture.convert("RGB")
            for thing in record["things"]:
                x, y, width, height = thing["box"]
                pixel = picture.getpixel((x + width // 2, y + height // 2))
                wanted = RGB[self.painted[thing["label"]]]
                self.assertLess(max(abs(a - b) for a, b in zip(pixel, wanted)), 12, (record["image"], thing))

    def test_scenes_hold_one_to_five_things_that_do_not_touch(self):
        for record in self.records:
            boxes = [thing["box"] for thing in record.get("things", [])]
            self.assertLessEqual(len(boxes), 5)
            for place, (x, y, width, height) in enumerate(boxes):
                self.assertTrue(40 <= width <= 56 and 0 <= x <= 128 - width and 0 <= y <= 128 - height)
                for other_x, other_y, other_width, other_height in boxes[place + 1:]:
                    self.assertTrue(x + width <= other_x or other_x + other_width <= x or y + height <= other_y or
                                    other_y + other_height <= y, record["image"])

    def test_splits_are_kept_apart(self):
        for record in self.records:
            sources = {name for name, split in SPLIT_OF.items() if split == record["split"]}
            pictures = [thing["sprite"] for thing in record["things"]] if "things" in record else [record["image"]]
            for picture in pictures:
                self.assertIn(picture.split("/")[1], sources, record["image"])
        for row in self.statements:
            self.assertEqual({self.by_image[row[side]]["split"] for side in ("left", "right")}, {row["split"]})

    def test_half_of_the_answers_are_yes(self):
        for split in self.about["splits"]:
            for kind in make.KINDS:
                found = [q["answers"][0] for _, q in self.asked(kind, split) if q["answers"][0] in ("yes", "no")]
                self.assertEqual(found.count("yes"), found.count("no"), (split, kind))

    def test_counts_are_balanced(self):
        for split in self.about["splits"]:
            found = collections.Counter(q["answers"][0] for _, q in self.asked("counting", split)
                                        if q["question"] != "how many things are there?")
            self.assertEqual(set(found), set("012345"))
            self.assertEqual(len(set(found.values())), 1, found)

    def test_verification_is_of_the_picture(self):
        asked = self.asked("verify")
        self.assertTrue(any(q["question"] == "is this an elephant?" for _, q in asked))
        for record, q in asked:
            name = re.fullmatch(r"is this (.+)\?", q["question"])[1]
            right = name in (english.with_article(record["concept"]), english.CATEGORY_PHRASES[record["category"]])
            self.assertEqual(q["answers"], ["yes" if right else "no"], (record["image"], q))

    def test_colours_are_those_that_were_painted(self):
        for record, q in self.asked("colour"):
            own = self.painted[record["concept"]]
            if q["question"] == "what is the main colour?":
                self.assertEqual(q["answers"], [own])
            else:
                name = re.fullmatch(r"is it mostly (\w+)\?", q["question"])[1]
                self.assertEqual(q["answers"], ["yes" if name == own else "no"])
                self.assertNotIn({name, own}, ({"white", "grey"}, {"black", "grey"}))

    def test_the_counts_and_what_guessing_reaches_are_told(self):
        for kind, found in self.about["questions"].items():
            for split, number in found.items():
                self.assertEqual(number, len(self.asked(kind, split)))
        for kind in ("verify",):
            self.assertEqual(set(self.about["question_only"]["template"][kind].values()), {0.5})
        self.assertIn("right without a picture", self.said[-1])

    def test_what_is_left_out_is_told_with_its_reason(self):
        with open(os.path.join(self.out, "questions-left-out.tsv"), encoding="utf-8") as handle:
            rows = [line.rstrip("\n").split("\t") for line in handle]
        self.assertTrue(rows)
        self.assertTrue(all(len(row) == 3 and all(row) for row in rows))
        self.assertEqual(sum(self.about["left_out"].values()), len(rows))
        self.assertIn(["statements", "test-openmoji, same thing", "too few pairs for any of this kind"], rows)

    def test_the_same_seed_makes_the_same_bytes_and_another_others(self):
        with tempfile.TemporaryDirectory() as again:
            write_corpus(again)
            run(again)
            first, second = bytes_of(self.out), bytes_of(again)
            self.assertEqual(sorted(first), sorted(second))
            self.assertEqual([name for name in first if first[name] != second[name]], [])
            run(again, "2")
            third = bytes_of(again)
            self.assertNotEqual(third["statements.jsonl"], second["statements.jsonl"])
            named = {record["image"] for record in lines_of(again, "questions.jsonl")}
            self.assertTrue(all(name in named for name in third if name.startswith("scenes")))

    def test_scenes_that_are_there_are_not_drawn_again(self):
        with tempfile.TemporaryDirectory() as again:
            shutil.copytree(self.out, again, dirs_exist_ok=True)
            whole = bytes_of(again)
            gone = sorted(name for name in whole if name.startswith("scenes"))[:3]
            for name in gone:
                os.unlink(os.path.join(again, name))
            number = sum(name.startswith("scenes") for name in whole)
            self.assertIn(f"{number} scenes, {number - 3} are there already", run(again))
            self.assertEqual(bytes_of(again), whole)

    def test_a_picture_that_cannot_be_read_is_named_and_nothing_is_written(self):
        with tempfile.TemporaryDirectory() as broken:
            write_corpus(broken)
            files.write_text(os.path.join(broken, "images", "noto", "owl.png"), "no picture")
            with self.assertRaisesRegex(OSError, "owl.png"):
                run(broken)
            self.assertNotIn("questions.jsonl", os.listdir(broken))


def lines_of_json(out):
    with open(os.path.join(out, "questions.json"), encoding="utf-8") as handle:
        return json.load(handle)


class Command(unittest.TestCase):
    def call(self, *arguments):
        before = sys.argv
        sys.argv = ["questions.py", *arguments]
        try:
            with contextlib.redirect_stderr(io.StringIO()) as said, self.assertRaises(SystemExit) as left:
                questions.main()
        finally:
            sys.argv = before
        return f"{left.exception.code} {said.getvalue()}"

    def test_a_folder_without_a_corpus_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("no prepared corpus", self.call("--out", folder))
            self.assertEqual(os.listdir(folder), [])

    def test_too_few_scenes_are_refused(self):
        self.assertIn("40 scenes", self.call("--out", "x", "--training-scenes", "3"))

    def test_files_that_are_not_ours_stay(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("0123456789abcdef.png", "mine.png"):
                files.write_text(os.path.join(folder, "scenes", "train", name), "x")
            self.assertEqual(drawing.remove_others(folder, []), 1)
            self.assertEqual(os.listdir(os.path.join(folder, "scenes", "train")), ["mine.png"])


if __name__ == "__main__":
    unittest.main()
