"""Pictures without captions, for the stage that learns to see: all that the training sources draw (skin tones, flags,
signs among it), without the held-out concepts and without anything that a test shows."""

import collections
import glob
import json
import os
import re
from dataclasses import dataclass

from . import clipart, emoji, render, split
from .assemble import file_name, json_lines, small_pixels
from .files import sha256_of_file, write_text
from .sources import PACKAGES, SOURCES, WEIGHTS, Source
from .words import clean_caption, slug

# Drawings of one colour, with names and no captions: good for nothing but this stage.
GAME_ICONS = Source("game-icons", "game-icons", "game-icons", "train", "CC-BY-3.0", "game-icons.net and its authors")
SOURCE_NAMES = [*(name for name, source in SOURCES.items() if source.role == "train"), GAME_ICONS.name]
PACKAGE_KEYS = ["wordnet", "emojibase",
                *dict.fromkeys(SOURCES.get(name, GAME_ICONS).package for name in SOURCE_NAMES)]
FILE = "images-only.jsonl"
SPLIT = "image-only"

TONE = re.compile(r"(-(medium-)?(light|dark)|-medium)(-skin-tone)?(?=$|-)|-tone\d")
# Clip art that is left out of the captioned pictures since it shows no thing; here it may stay.
USABLE_REASONS = ("icon theme", "shape or pattern", "flag", "letter, card or map sign", "logo")
SHORTEST_PART = 5  # Shorter ones are in too many other words: "pear" is in "appear".


@dataclass
class Picture:
    """A drawing that may be used, and every text that tells what it shows."""
    source: str
    name: str
    texts: list
    base: str = ""      # the label of the concept it shows, or shows a variant of
    category: str = ""
    svg: str = ""
    path: str = ""
    author: str = ""
    captioned: str = ""  # the picture of the captioned set that is the same drawing

    @property
    def image(self):
        return self.captioned or f"images-only/{self.source}/{file_name(self.name)}.png"

    def job(self, out):
        return render.Job(os.path.join(out, self.image), self.path, self.svg, self.source == "openclipart")


def base_name(name):
    """The name of an icon without the tones of its skins: 'man-dark-skin-tone-beard' is a variant of 'man-beard'."""
    return TONE.sub("", name)


def code_table(folder):
    """{code points: (label, texts)} of every emoji, variants by skin tone under the label they vary."""
    with open(os.path.join(folder, "package", "en", "data.json"), encoding="utf-8") as handle:
        entries = json.load(handle)
    table = {}
    for entry in entries:
        label = clean_caption(entry["label"])
        texts = [label, *map(clean_caption, entry.get("tags", []))]
        for one in [entry, *entry.get("skins", [])]:
            table[emoji.plain_code(one["hexcode"])] = (label, texts)
    return table


def icon_pictures(source, folder, concepts, codes):
    """One picture for each icon of an iconify package; aliases draw nothing of their own."""
    icons, characters = emoji.read_iconify(folder)
    matched = {}
    if source.name != GAME_ICONS.name:
        matched = {name: label for label, name in emoji.match_icons(concepts, icons, characters).items()}
    by_label = {concept.label: concept for concept in concepts}
    by_name = {name: emoji.plain_code(code) for code, name in characters.items()}
    for name in icons["icons"]:
        base, texts = codes.get(by_name.get(name, ""), ("", []))
        base = matched.get(name) or matched.get(base_name(name)) or base
        concept = by_label.get(base)
        texts = [*texts, *([*concept.captions, *concept.tags] if concept else [])]
        yield Picture(source.name, name, [clean_caption(name.replace("-", " ")), *texts], base,
                      concept.category if concept else "", svg=emoji.icon_svg(icons, name), author=source.attribution)


def file_pictures(source, folder, concepts, codes):
    """One picture for each file of a package that names them by code points."""
    by_label = {concept.label: concept for concept in concepts}
    for path in sorted(glob.glob(os.path.join(folder, "package", "assets", "*.webp"))):
        name = os.path.basename(path)[:-len(".webp")]
        base, texts = codes.get(emoji.plain_code(name), ("", []))
        concept = by_label.get(base)
        texts = [*texts, *([*concept.captions, *concept.tags] if concept else [])]
        yield Picture(source.name, name, texts, base, concept.category if concept else "", path=path,
                      author=source.attribution)


def clipart_pictures(folder, words, leave_out, skip):
    """The captioned drawings, and those left out there for a reason that does not matter here."""
    others = []

    def keep_or_skip(name, reason):
        if reason in USABLE_REASONS:
            others.append(name)
        else:
            skip("openclipart", name, "nothing says what it shows" if reason == "no English caption" else reason)

    for drawing in clipart.read(folder, words, leave_out, keep_or_skip):
        yield Picture("openclipart", drawing.name, [drawing.caption, *drawing.tags, *name_texts(drawing.name)],
                      category=drawing.category, path=drawing.path, author=drawing.author or "openclipart.org")
    base = os.path.join(folder, "usr", "share", "openclipart", "svg")
    for name in others:
        path = os.path.join(base, name)
        title, author, tags, public = clipart.read_metadata(path)
        if not public:
            skip("openclipart", name, "no explicit public-domain mark")
            continue
        texts = [clean_caption(text) for text in (title, *tags)]
        yield Picture("openclipart", name[:-4], [*texts, *name_texts(name[:-4])], category="symbol", path=path,
                      author=author or "openclipart.org")


def name_texts(name):
    return [" ".join(clipart.split_name(os.path.basename(name)))]


def reason_against(picture, held_bases, holdout, words):
    """Why a picture may not be seen before the tests; empty when it may."""
    texts = [text for text in picture.texts if text]
    if not texts:
        return "nothing says what it shows"
    if picture.base and (picture.source, picture.base) in held_bases:
        return f"a picture of this source and concept is held out (it is '{picture.base}')"
    for text in texts:
        if split.held_list(text, holdout, words):
            return f"a held-out concept (it says '{text}')"
    # Names that are written as one word, and compounds: better too few than one too many.
    names = slug(picture.name.rpartition("/")[2])
    for word in sorted(set().union(*holdout.values())):
        if len(word) >= SHORTEST_PART and word in names:
            return f"a held-out concept (its name has '{word}' in it)"
    return ""


def gather(folders, records, holdout, words, leave_out, skip):
    """The pictures that may be used, those of the captioned set by their place there."""
    concepts = emoji.read_concepts(folders["emojibase"][0], words)
    codes = code_table(folders["emojibase"][0])
    drawn = {(record["source"], record["concept"]): record for record in records}
    by_image = {record["image"]: record for record in records}
    held = {key for key, record in drawn.items() if record["split"] != "train"}
    chosen = []
    for name in SOURCE_NAMES:
        source = SOURCES.get(name, GAME_ICONS)
        folder = folders[source.package][0]
        if name == "openclipart":
            pictures = clipart_pictures(folder, words, leave_out, skip)
        else:
            read = file_pictures if name == "fluent-3d" else icon_pictures
            pictures = read(source, folder, concepts, codes)
        for picture in pictures:
            reason = reason_against(picture, held if name != "openclipart" else (), holdout, words)
            record = captioned_record(picture, drawn, by_image)
            if not reason and record and record["split"] != "train":
                reason = f"it is held out (split {record['split']})"
            if reason:
                skip(name, picture.name, reason)
                continue
            picture.captioned = record["image"] if record else ""
            chosen.append(picture)
    return chosen


def captioned_record(picture, drawn, by_image):
    """The record of the same drawing in the captioned set: of clip art by its file, of an emoji by its concept, unless
    this is a variant of what is drawn there."""
    if picture.source == "openclipart":
        return by_image.get(f"images/openclipart/{file_name(picture.name)}.png")
    if base_name(picture.name) != picture.name or "1f3f" in picture.name or not picture.base:
        return None
    record = drawn.get((picture.source, picture.base))
    return record if record and picture.texts and record["captions"][0] == picture.base else None


def drop_repeated(pictures, records, out, skip):
    """Clip art comes twice under two names; the second goes, and so does what looks like a test's picture."""
    def key_of(image):
        return (small_pixels(os.path.join(out, image), 32) * 20).round().astype("uint8").tobytes()

    seen = {key_of(record["image"]): "a picture that is held out" for record in records
            if record["source"] == "openclipart" and record["split"] != "train"}
    kept, images = [], set()
    for picture in pictures:
        if picture.image in images:
            skip(picture.source, picture.name, "its name leads to the file of another")
            continue
        if picture.source == "openclipart":
            key = key_of(picture.image)
            if key in seen:
                skip(picture.source, picture.name, f"the same picture as another (it is {seen[key]})")
                continue
            seen[key] = picture.name
        images.add(picture.image)
        kept.append(picture)
    return kept


def record_of(picture):
    source = SOURCES.get(picture.source, GAME_ICONS)
    return {"image": picture.image, "captions": [], "split": SPLIT, "source": picture.source, "family": source.family,
            "category": picture.category, "name": picture.name, "licence": source.licence, "author": picture.author,
            "weight": WEIGHTS.get(picture.category, 1.0)}


def write(folders, out, records, holdout, words, leave_out, workers, say=print):
    """images-only.jsonl and the pictures it needs; images-only.json says what they are, images-only-left-out.tsv what
    is not among them."""
    left_out = []

    def skip(source, name, reason):
        left_out.append((source, name, reason))

    pictures = gather(folders, records, holdout, words, leave_out, skip)
    new = [picture for picture in pictures if not picture.captioned]
    say(f"drawing {len(new)} pictures; {len(pictures) - len(new)} are there with captions")
    failed = render.draw_all([picture.job(out) for picture in new], workers, say)
    for picture in new:
        reason = failed.get(os.path.join(out, picture.image))
        if reason:
            skip(picture.source, picture.name, reason)
    pictures = [picture for picture in pictures if os.path.join(out, picture.image) not in failed]
    pictures = drop_repeated(pictures, records, out, skip)

    path = os.path.join(out, FILE)
    write_text(path, json_lines(map(record_of, pictures)))
    write_text(os.path.join(out, "images-only-left-out.tsv"),
               "".join("\t".join(item) + "\n" for item in left_out))
    counts = collections.Counter(picture.source for picture in pictures)
    reasons = collections.Counter((source, reason.split(" (")[0]) for source, _, reason in left_out)
    about = {"pictures": len(pictures), "sources": dict(counts), "sha256": sha256_of_file(path),
             "left_out": [{"source": source, "reason": reason, "pictures": number}
                          for (source, reason), number in sorted(reasons.items())],
             "packages": {key: {"package": PACKAGES[key].name, "version": PACKAGES[key].version,
                                "sha256": folders[key][1]} for key in folders}}
    write_text(os.path.join(out, "images-only.json"), json.dumps(about, indent=1) + "\n")
    say(f"{len(pictures)} pictures without captions: " +
        ", ".join(f"{name} {number}" for name, number in counts.items()))
    return about
