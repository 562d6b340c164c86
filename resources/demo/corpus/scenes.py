"""Compose small scenes from sprites, with captions that follow from how they were composed.

A scene uses the sprites of one split only, so that a scene for training never shows a picture held out for a test.
Everything is chosen by the seed and the scene's number: the same everywhere.
"""

import hashlib
import io
import os
from dataclasses import dataclass

from PIL import Image

from .assemble import content_box, json_lines
from .files import write_bytes, write_text
from .plurals import counted, plural
from .sources import SOURCES

SIZE = 128
SPRITE_CATEGORIES = ("animal", "food", "plant", "vehicle", "household", "clothing", "music", "tool", "electronics",
                     "stationery", "sport", "game", "medical")
# Labels that are no picture of one thing to be counted, or that don't belong in a demo.
UNWANTED = frozenset(
    "dagger,bomb,axe,bow and arrow,cigarette,coffin,headstone,funeral urn,syringe,drop of blood,wine glass,beer mug,"
    "cocktail glass,cockroach,microbe,worm,nazar amulet,hamsa,moai,placard,toilet,plunger,mouse trap,stop sign,"
    "bus stop,motorway,railway track,police car light,construction,spade suit,heart suit,diamond suit,club suit,joker,"
    "muted speaker,level slider,musical note,musical score,loudspeaker,bell with slash,low battery,pig nose,paw prints,"
    "feather,wing,spider web,empty nest,black nib,label,memo,ledger,station,person,tropical drink,bikini,skull,"
    "passport control,roll of paper,phoenix,dodo,mahjong red dragon,mirror ball,cherry blossom,flying disc,"
    "horizontal traffic light,vertical traffic light,hot springs,bathtub,elevator,door,window,identification card,"
    "optical disk,computer disk,rosette,root vegetable,fondue,pot of food,"
    "sheaf of rice,wilted flower,leafless tree,fallen leaf,herb,prayer beads,military helmet,safety vest,"
    "white flower,blossom,white cane,alembic,chart,locked,unlocked,ping pong,cricket game,light rail,leafy green,"
    "mountain railway,mountain cableway,aerial tramway,link,broken chain,water pistol,pill,video game,shower,"
    "incoming envelope,inbox tray,outbox tray,airplane arrival,airplane departure,card index,kitchen knife,"
    "goal net,lipstick,crutch".split(","))
COLOURS = ((255, 255, 255), (255, 250, 235), (236, 246, 255), (238, 250, 238), (250, 240, 250), (245, 245, 245))
RELATIONS = (("left of", "right of"), ("above", "below"))


class Choice:
    """A stream of choices from a text seed; not Python's random module, whose methods may change between versions."""

    def __init__(self, seed):
        self.seed, self.counter, self.bits, self.pool = seed, 0, 0, 0

    def below(self, number):
        """0 to number - 1."""
        digest = hashlib.sha256(f"{self.seed}|{self.counter}".encode("utf-8")).digest()
        self.counter += 1
        return int.from_bytes(digest[:8], "big") % number

    def pick(self, items):
        return items[self.below(len(items))]

    def between(self, low, high):
        return low + self.below(high - low + 1)


@dataclass(frozen=True)
class Sprite:
    label: str
    image: str
    source: str


def is_sprite(record, sources):
    """Whether a record can stand in a scene: one thing that can be counted, named by one word or two."""
    label = record["captions"][0]
    words = label.split()
    return (record["source"] in sources and record["category"] in SPRITE_CATEGORIES and record["object"]
            and 1 <= len(words) <= 2 and label not in UNWANTED and label.replace(" ", "").replace("-", "").isalpha()
            and words[-1] not in ("face", "symbol", "sign", "suit", "button", "arrow", "ball-bearing")
            and plural(label) is not None)


def sprite_table(records, split, sources):
    """{label: [Sprite]} of one split, in a fixed order."""
    table = {}
    for record in sorted(records, key=lambda item: item["image"]):
        if record["split"] == split and is_sprite(record, sources):
            label = record["captions"][0]
            table.setdefault(label, []).append(Sprite(label, record["image"], record["source"]))
    return dict(sorted(table.items()))


def two_labels(choice, labels):
    """Two labels a sentence can tell apart: no word in common ('dog', 'guide dog')."""
    first = choice.pick(labels)
    for _ in range(100):
        second = choice.pick(labels)
        if not set(first.split()) & set(second.split()):
            return first, second
    raise ValueError("too few different sprites to compose a scene")


def cells(choice, number):
    """Places for up to five sprites: the corners of a 2 x 2 grid, or cells of a 3 x 3 grid."""
    if number <= 4 and choice.below(3):
        side, places = 64, [(0, 0), (1, 0), (0, 1), (1, 1)]
    else:
        side, places = 42, [(x, y) for y in range(3) for x in range(3)]
    chosen = []
    for _ in range(number):
        chosen.append(places.pop(choice.below(len(places))))
    return side, chosen


def plan(seed, table):
    """(kind, captions, [(Sprite, x, y, side)]): what to compose.  x, y is the sprite's top left corner."""
    choice = Choice(seed)
    labels = list(table)
    kind = choice.pick(("count", "pair", "pair", "triple", "relation", "relation", "relation"))
    placed = []

    def put(label, column, row, cell, sprite=None):
        side = min(choice.between(40, 56), cell)
        slack = cell - side
        placed.append((sprite or choice.pick(table[label]), column * cell + choice.below(slack + 1),
                       row * cell + choice.below(slack + 1), side))

    if kind == "relation":
        first, second = two_labels(choice, labels)
        names, across = choice.pick(((RELATIONS[0], True), (RELATIONS[1], False)))
        line = choice.between(30, 98)
        for label, start in ((first, 0), (second, 64)):
            side = choice.between(44, 58)
            along = start + choice.below(64 - side + 1)
            beside = max(0, min(SIZE - side, line - side // 2 + choice.between(-8, 8)))
            placed.append((choice.pick(table[label]), *((along, beside) if across else (beside, along)), side))
        one, two = counted(1, first), counted(1, second)
        captions = [f"{one} {names[0]} {two}", f"{two} {names[1]} {one}"]
        # Either direction may be the main caption, or 'right of' would never be one.
        if choice.below(2):
            captions.reverse()
        captions += ([f"{one} to the left of {two}", f"{two} to the right of {one}"] if across else
                     [f"{two} under {one}"])
        return kind, captions, placed
    if kind == "count":
        groups = [(choice.between(2, 5), choice.pick(labels))]
    elif kind == "pair":
        first, second = two_labels(choice, labels)
        groups = [(choice.between(1, 3), first), (choice.between(1, 2), second)]
    else:
        while True:
            first, second = two_labels(choice, labels)
            third = choice.pick(labels)
            words = [set(label.split()) for label in (first, second, third)]
            if not words[2] & (words[0] | words[1]):
                break
        groups = [(1, first), (1, second), (1, third)]
    total = sum(number for number, _ in groups)
    cell, places = cells(choice, total)
    for number, label in groups:
        # The things of one group are drawn alike, by one hand.
        sprite = choice.pick(table[label])
        for _ in range(number):
            put(label, *places.pop(0), cell, sprite)
    phrases = [counted(number, label) for number, label in groups]
    if len(phrases) == 3:
        captions = [f"{phrases[0]}, {phrases[1]} and {phrases[2]}", f"{phrases[2]}, {phrases[0]} and {phrases[1]}"]
    elif len(phrases) == 2:
        captions = [f"{phrases[0]} and {phrases[1]}", f"{phrases[1]} and {phrases[0]}"]
    else:
        captions = [phrases[0], f"a picture of {phrases[0]}"]
    return kind, captions, placed


def compose(placed, out, cache, ground=None):
    """The scene's picture; transparent where nothing stands unless a ground colour is given."""
    picture = Image.new("RGBA", (SIZE, SIZE), (*ground, 255) if ground else (0, 0, 0, 0))
    for sprite, x, y, side in placed:
        if sprite.image not in cache:
            with Image.open(os.path.join(out, sprite.image)) as source:
                source = source.convert("RGBA")
            box = content_box(source)
            cache[sprite.image] = source.crop(box) if box else source
        source = cache[sprite.image]
        scale = side / max(source.size)
        size = tuple(max(1, round(length * scale)) for length in source.size)
        small = source.convert("RGBa").resize(size, Image.LANCZOS).convert("RGBA")
        picture.alpha_composite(small, (x + (side - size[0]) // 2, y + (side - size[1]) // 2))
    return picture


def scene_record(image, split, kind, captions, placed, licence):
    return {
        "image": image, "captions": captions, "split": split, "source": "scene", "family": "scene",
        "concept": captions[0], "category": "", "kind": kind, "tags": [], "object": False, "held_concept": False,
        "licence": licence, "author": "composed by prepare.py", "weight": 1.0,
        "things": [{"label": sprite.label, "box": [x, y, side, side], "sprite": sprite.image}
                   for sprite, x, y, side in placed],
    }


def write(records, out, number, say=print):
    """Compose `number` training scenes into images/scene and scenes.jsonl, a file of its own: training opts in."""
    sources = [name for name, source in SOURCES.items() if source.role == "train" and name != "openclipart"]
    table = sprite_table(records, "train", sources)
    licence = "as its sprites: " + ", ".join(sorted({SOURCES[name].licence for name in sources}))
    lines, cache, kinds = [], {}, {}
    for count in range(number):
        kind, captions, placed = plan(f"scenes|train|{count}", table)
        image = f"images/scene/train-{count:05}.png"
        data = io.BytesIO()
        compose(placed, out, cache).save(data, "PNG")
        write_bytes(os.path.join(out, image), data.getvalue())
        lines.append(scene_record(image, "train", kind, captions, placed, licence))
        kinds[kind] = kinds.get(kind, 0) + 1
    write_text(os.path.join(out, "scenes.jsonl"), json_lines(lines))
    say(f"{number} scenes of {len(table)} labels, {sum(map(len, table.values()))} sprites: {kinds}")
