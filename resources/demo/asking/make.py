"""Make questions.jsonl, statements.jsonl and scenes/ of a prepared corpus folder."""

import collections
import json
import os
import time
from dataclasses import dataclass

from corpus import scenes
from corpus.assemble import Skipped, json_lines
from corpus.files import write_text
from corpus.sources import SOURCES

from . import colours, drawing, english, scene_plan, scene_questions, singles, tables
from .forms import Composed, Singles
from .lexicon import Lexicon
from .one_picture import OnePicture
from .statements import unit

EMOJI_ART = tuple(name for name, source in SOURCES.items() if source.role == "train" and name != "openclipart")
UNIT = 8  # rows of a unit of statements
FORMS = 40  # tried before a kind of statement is given up
WHITE = ((255, 255, 255),)
KINDS = ("category", "finer kind", "identity", "verify", "colour", "counting", "place", "scene colour and object")
STATEMENT_KINDS = ("both kind", "same thing", "colour", "count", "place", "contains", "one picture")


@dataclass(frozen=True)
class Plan:
    """What a split gets: sources of its sprites, scenes to compose, questions (F6, F7, F8), rows of statements about both
    pictures and about one of them."""
    sources: tuple
    scenes: int
    asks: tuple
    statements: int
    one_picture: int = 0


PLANS = {
    "train": Plan(EMOJI_ART, 12000, (12000, 12000, 8000), 48000, 48000),
    "val-seen": Plan(EMOJI_ART, 640, (600, 600, 400), 1600),
    "test-seen": Plan(EMOJI_ART, 640, (600, 600, 400), 1600),
    "val-concept": Plan(EMOJI_ART, 0, (0, 0, 0), 0),
    "test-concept": Plan(EMOJI_ART, 640, (600, 600, 400), 1600),
    "test-openmoji": Plan(("openmoji",), 640, (600, 600, 400), 2000),
    "test-streamline": Plan(("streamline",), 400, (300, 300, 200), 800),
    "test-art4apps": Plan(("art4apps",), 400, (300, 300, 0), 800),
}
TRAINING_SCENES = PLANS["train"].scenes


def sized(plan, number):
    """The plan with another number of scenes, and questions and statements in proportion."""
    if not plan.scenes:
        return plan
    share = number / plan.scenes
    rows = (round(many * share / UNIT) * UNIT for many in (plan.statements, plan.one_picture))
    return Plan(plan.sources, number, tuple(round(many * share) for many in plan.asks), *rows)


class Maker:
    def __init__(self, out, seed, plans, say):
        self.out, self.seed, self.plans, self.say = out, seed, plans, say
        self.skipped = Skipped()
        with open(os.path.join(out, "records.jsonl"), encoding="utf-8") as handle:
            self.records = [json.loads(line) for line in handle]
        self.lexicon = Lexicon(self.records)
        self.names = drawing.Names(out)
        self.measured = {}
        self.asks_of, self.scenes_of, self.statements = {}, {}, []

    def choice(self, *parts):
        return scenes.Choice("|".join(("questions", self.seed, *parts)))

    def measure_colours(self):
        wanted = [record["image"] for record in self.records if record["split"] in self.plans]
        started = said = time.monotonic()
        for number, image in enumerate(wanted, 1):
            self.measured[image] = colours.measure(os.path.join(self.out, image))
            if time.monotonic() - said > 10:
                said = time.monotonic()
                left = (said - started) / number * (len(wanted) - number)
                self.say(f"  colours of {number} of {len(wanted)} pictures measured, about {left:.0f} s left")

    def sprites(self, split, plan):
        """What may stand in a scene of the split: names that are names of a thing; in the tests of an art source those alone
        that training knows, or two difficulties would be measured as one."""
        source_test = split != "train" and SOURCES[plan.sources[0]].role == split
        allowed = self.lexicon.answers if source_test else self.lexicon.known
        found = scenes.sprite_table(self.records, split, plan.sources)
        for label in sorted(found):
            if label not in allowed:
                self.skipped.add(f"scenes of {split}", label, "too few families draw it")
            elif not english.is_countable(label):
                self.skipped.add(f"scenes of {split}", label, "its name can't be counted")
        return {label: rows for label, rows in found.items() if label in allowed and english.is_countable(label)}

    def compose(self, split, plan):
        sprites = self.sprites(split, plan)
        colour_of = {sprite.image: self.measured[sprite.image][0] for rows in sprites.values() for sprite in rows}
        opaque = plan.sources == ("art4apps",)  # its pictures stand on white paper
        table = scene_plan.Table(sprites, colour_of, self.lexicon, WHITE if opaque else scenes.COLOURS)
        if len(table.labels) < 8:
            self.skipped.add("scenes", split, f"no scenes are composed (it is {len(table.labels)} different sprites)")
            return []
        made = scene_plan.plan(f"questions|{self.seed}|{split}", table, plan.scenes)
        for scene in made:
            scene.image = self.names.name(split, scene)
        made = list({scene.image: scene for scene in made}.values())
        choice = self.choice("scenes", split)
        offers = scene_questions.offered(choice, made, table, self.lexicon.answers)
        self.asks_of[split] += scene_questions.choose(
            choice, list(offers), dict(zip((scene_questions.COUNTING, scene_questions.PLACE, scene_questions.COLOUR),
                                           plan.asks)))
        return made

    def state(self, split, plan, records, made):
        """Statements of all kinds in turn; what a kind can't give, the others do."""
        choice = self.choice("statements", split)
        single = Singles(choice, records, self.measured, self.lexicon)
        composed = Composed(choice, made, self.lexicon) if made else None
        makers = {"both kind": single.both_kind, "same thing": single.same_thing, "colour": single.colour}
        if composed:
            makers |= {"count": composed.count, "place": composed.place, "contains": composed.contains}
        used = set()
        self.state_by(split, makers, plan.statements, used)
        if plan.one_picture:
            self.state_by(split, {"one picture": OnePicture(choice, single, composed).form}, plan.one_picture, used)

    def state_by(self, split, makers, rows, used):
        wanted, number = rows // UNIT, collections.Counter()
        while wanted and makers:
            for kind in list(makers):
                if not wanted:
                    break
                rows = self.unit_of(makers[kind], used)
                if not rows:
                    del makers[kind]
                    self.skipped.add("statements", f"{split}, {kind}",
                                     f"too few pairs for {'more' if number[kind] else 'any'} of this kind")
                    continue
                number[kind] += 1
                wanted -= 1
                self.statements += [{"left": left, "right": right, "statement": text, "label": label, "split": split,
                                     "kind": kind} for left, right, text, label in rows]

    def unit_of(self, make_form, used):
        """A unit of the first form of several that finds its pairs."""
        for _ in range(FORMS):
            form = make_form()
            rows = unit(form, used, place_of) if form else None
            if rows:
                return rows
        return None

    def run(self):
        self.say(f"{len(self.records)} records, {len(self.lexicon.answers)} names in the list of answers")
        self.measure_colours()
        for split, plan in self.plans.items():
            records = [record for record in self.records if record["split"] == split]
            if not records:
                continue
            identity = not split.endswith("concept")
            self.asks_of[split] = singles.about(self.choice("singles", split), records, self.lexicon, self.measured,
                                                identity, self.skipped)
            made = self.compose(split, plan) if plan.scenes else []
            self.state(split, plan, records, made)
            named = {ask.image for ask in self.asks_of[split]}
            named |= {row[side] for row in self.statements if row["split"] == split for side in ("left", "right")}
            self.scenes_of[split] = [scene for scene in made if scene.image in named]
            self.say(f"{split}: {len(self.asks_of[split])} questions, {len(self.scenes_of[split])} scenes")
        self.draw()
        self.write()

    def draw(self):
        failed = drawing.draw_missing([scene for made in self.scenes_of.values() for scene in made], self.out, self.say)
        if failed:
            # A scene that is missing would unbalance what was balanced, so nothing is written then.
            image, reason = next(iter(failed.items()))
            raise RuntimeError(f"{len(failed)} scenes can't be drawn; the first is {image}: {reason}")

    def rows(self):
        """The records of questions.jsonl: pictures in the order of records.jsonl, then scenes."""
        for split, asks in self.asks_of.items():
            by_image = collections.defaultdict(list)
            for ask in asks:
                by_image[ask.image].append(ask.row())
            for record in self.records:
                if record["split"] == split and by_image[record["image"]]:
                    yield {**{name: record[name] for name in ("image", "split", "source", "family", "concept", "category",
                                                              "object", "held_concept", "weight")},
                           "captions": [], "questions": by_image[record["image"]]}
            for scene in self.scenes_of[split]:
                yield {"image": scene.image, "captions": [], "split": split, "source": "scene", "family": "scene",
                       "category": "", "held_concept": split.endswith("concept"), "questions": by_image[scene.image],
                       "things": [{"label": thing.label, "box": [*thing.box[:3], thing.box[2]], "sprite": thing.sprite,
                                   "colour": thing.colour} for thing in scene.things]}

    def write(self):
        splits = list(self.asks_of)
        questions = tables.counts_of((split, ask.kind) for split in splits for ask in self.asks_of[split])
        statements = tables.counts_of((row["split"], row["kind"]) for row in self.statements)
        about = {
            "seed": self.seed, "splits": splits,
            "questions": {kind: questions[kind] for kind in KINDS if kind in questions},
            "statements": {kind: statements[kind] for kind in STATEMENT_KINDS if kind in statements},
            "scenes": {split: len(made) for split, made in self.scenes_of.items()},
            "question_only": tables.question_only(self.asks_of),
            "statement_only": tables.statement_only(self.statements),
            "answers": sorted({ask.answer for asks in self.asks_of.values() for ask in asks}),
            "left_out": {f"{family}: {reason}": number
                         for (family, reason), number in sorted(self.skipped.counts().items())},
        }
        write_text(os.path.join(self.out, "statements.jsonl"), json_lines(self.statements))
        write_text(os.path.join(self.out, "questions-left-out.tsv"),
                   "".join("\t".join(item) + "\n" for item in sorted(self.skipped.items)))
        write_text(os.path.join(self.out, "questions.json"), json.dumps(about, indent=1) + "\n")
        # Last: where it is, the rest is complete.
        write_text(os.path.join(self.out, "questions.jsonl"), json_lines(self.rows()))
        removed = drawing.remove_others(self.out, (s.image for made in self.scenes_of.values() for s in made))
        if removed:
            self.say(f"{removed} scenes of an earlier run removed")
        self.say(text_of(about))


def place_of(item):
    """The picture of a record or a scene."""
    return item["image"] if isinstance(item, dict) else item.image


def text_of(about):
    splits = about["splits"]
    parts = [tables.as_text("questions", about["questions"], splits),
             tables.as_text("statements (true and false)", about["statements"], splits),
             tables.as_text("scenes", {"scenes": about["scenes"]}, splits)]
    for name, table in about["question_only"].items():
        shares = {kind: {split: f"{100 * share:.1f} %" for split, share in found.items()} for kind, found in table.items()}
        parts.append(tables.as_text(f"right without a picture, by the {name}", shares, splits))
    parts.append("left out\n" + "\n".join(f"  {number:>6}  {reason}" for reason, number in about["left_out"].items()))
    return "\n\n".join(parts)


def make(out, seed="1", training_scenes=TRAINING_SCENES, test_scenes=None, say=print):
    """Everything, into `out`.  `test_scenes` is the most scenes that any other split gets."""
    plans = {}
    for split, plan in PLANS.items():
        number = training_scenes if split == "train" else min(plan.scenes, test_scenes or plan.scenes)
        plans[split] = sized(plan, number)
    Maker(out, seed, plans, say).run()
