"""Put the data set together: candidates of every source, their splits, their pictures, the record file."""

import collections
import json
import os
import re
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from . import clipart, emoji, render, split
from .files import write_text
from .sources import PACKAGES, SOURCES, WEIGHTS
from .words import caption_words, clean_caption, slug

SPLITS = ("train", "val-seen", "test-seen", "val-concept", "test-concept", "test-openmoji", "test-streamline",
          "test-art4apps", "dropped")

# Art4Apps' folders: the category each stands for.
ART4APPS_CATEGORIES = {
    "actions": "person", "animals": "animal", "body": "person", "clothes_n_accessories": "clothing",
    "construction": "tool", "food": "food", "fruit_n_veg": "food", "jobs": "person", "nature": "sky",
    "people": "person", "sport": "sport", "transport": "vehicle",
}
NOT_OBJECTS = ("person", "symbol")

# The counts the recipe was planned with, printed beside the counts found: (pictures, of them objects).
PLANNED = {
    "train": (9245, 6560), "val-seen": (416, 277), "test-seen": (361, 246), "val-concept": (274, 268),
    "test-concept": (502, 502), "test-openmoji": (1592, 1032), "test-streamline": (556, 397),
    "test-art4apps": (585, 383), "dropped": (155, None),
}
PLANNED_TRAIN = {"openclipart": 1593, "noto": 1352, "twemoji": 1331, "fluent-3d": 1305, "fluent-flat": 1296,
                 "noto-v1": 964, "emojione": 878, "fxemoji": 526}


@dataclass
class Candidate:
    """A picture to be drawn, and all that is known of it before it is."""
    source: str
    name: str
    captions: list
    tags: list
    category: str
    kind: str
    object: bool
    concept: str
    author: str = ""
    svg: str = ""
    path: str = ""
    trim: bool = False

    @property
    def image(self):
        return f"images/{self.source}/{self.name}.png"

    def job(self, out):
        return render.Job(os.path.join(out, self.image), self.path, self.svg, self.trim)


@dataclass
class Skipped:
    """Every item left out, with its reason."""
    items: list = field(default_factory=list)

    def add(self, source, name, reason):
        self.items.append((source, name, reason))

    def counts(self):
        """How often each reason occurs, without the part that names the single item."""
        return collections.Counter((source, reason.split(" (")[0].split(": ")[0])
                                   for source, _, reason in self.items)


def file_name(label):
    return re.sub(r"[^a-z0-9]+", "-", label).strip("-")


def emoji_candidates(source, folder, concepts, skipped):
    """One picture for each concept the package shows."""
    if source.name == "fluent-3d":
        icons, matched = None, emoji.match_files(concepts, folder, ".webp")
    else:
        icons, characters = emoji.read_iconify(folder)
        matched = emoji.match_icons(concepts, icons, characters)
    for concept in concepts:
        icon = matched.get(concept.label)
        if icon is None:
            skipped.add(source.name, concept.label, "the package has no drawing of it")
            continue
        yield Candidate(source.name, file_name(concept.label), concept.captions, concept.tags, concept.category,
                        concept.kind, concept.object, concept.label, source.attribution,
                        svg=emoji.icon_svg(icons, icon) if icons else "", path="" if icons else icon)


def clipart_candidates(folder, concepts, words, leave_out, skipped):
    by_slug = {}
    for place in (0, 1):  # labels first: another concept's second name never hides a label
        for concept in concepts:
            for text in concept.captions[place:] if place else concept.captions[:1]:
                by_slug.setdefault(slug(text), concept.label)
    def skip(name, reason):
        skipped.add("openclipart", name, reason)

    for drawing in clipart.read(folder, words, leave_out, skip):
        parts = drawing.caption.split()
        single = " ".join([*parts[:-1], words.singular(parts[-1])])
        concept = by_slug.get(slug(drawing.caption)) or by_slug.get(slug(single)) or single
        yield Candidate("openclipart", file_name(drawing.name), [drawing.caption], drawing.tags, drawing.category,
                        drawing.folder, drawing.category not in NOT_OBJECTS, concept,
                        drawing.author or "openclipart.org", path=drawing.path, trim=True)


def art4apps_candidates(folder, concepts, words, skipped):
    by_slug = {slug(concept.label): concept.label for concept in concepts}
    base = os.path.join(folder, "usr", "share", "games", "pysiogame", "res", "images", "art4apps")
    for group in sorted(os.listdir(base)):
        for file in sorted(os.listdir(os.path.join(base, group))):
            caption = clean_caption(os.path.splitext(file)[0].replace("_", " "))
            if not file.endswith(".jpg") or not caption:
                skipped.add("art4apps", f"{group}/{file}", "no caption")
                continue
            category = ART4APPS_CATEGORIES.get(group, "")
            yield Candidate("art4apps", file_name(f"{group}-{caption}"), [caption], [], category, group,
                            category not in NOT_OBJECTS, by_slug.get(slug(caption), caption), "Art4Apps",
                            path=os.path.join(base, group, file))


def gather(folders, names, words, leave_out, skipped):
    """(concepts, candidates) of the sources named, in their order."""
    concepts = emoji.read_concepts(folders["emojibase"][0], words)
    candidates = []
    for name in names:
        source = SOURCES[name]
        folder = folders[source.package][0]
        if name == "openclipart":
            candidates += clipart_candidates(folder, concepts, words, leave_out, skipped)
        elif name == "art4apps":
            candidates += art4apps_candidates(folder, concepts, words, skipped)
        else:
            candidates += emoji_candidates(source, folder, concepts, skipped)
    return concepts, candidates


def content_box(picture):
    """The rectangle of what is more than half opaque; of what isn't white where the picture has no transparency."""
    alpha = picture.getchannel("A")
    if alpha.getextrema()[0] > 127:
        return picture.convert("L").point(lambda value: 255 if value < 245 else 0).getbbox()
    return alpha.point(lambda value: 255 if value > 127 else 0).getbbox()


def small_pixels(path, side, crop=False):
    """A picture on white as `side` x `side` RGB in 0..1; `crop` cuts it to its content first, kept square."""
    with Image.open(path) as picture:
        picture = picture.convert("RGBA")
    box = content_box(picture) if crop else None
    if box:
        picture = picture.crop(box)
        square = Image.new("RGBA", (max(picture.size), max(picture.size)), (255, 255, 255, 255))
        square.alpha_composite(picture, tuple((max(picture.size) - length) // 2 for length in picture.size))
        picture = square
    ground = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    small = Image.alpha_composite(ground, picture).convert("RGB").resize((side, side), Image.BOX)
    return np.asarray(small, dtype=np.float32) / 255


def drop_duplicates(candidates, out, skipped):
    """Open Clip Art holds many drawings twice, under two names or sizes: keep the first of each."""
    kept, seen = [], {}
    for candidate in candidates:
        if candidate.source == "openclipart":
            # Equal up to the rounding of a drawing at another size.
            key = np.round(small_pixels(os.path.join(out, candidate.image), 32) * 20).astype(np.uint8).tobytes()
            if key in seen:
                skipped.add(candidate.source, candidate.name, f"the same picture as another (it is {seen[key]})")
                continue
            seen[key] = candidate.name
        kept.append(candidate)
    return kept


def record_of(candidate, holdout, words):
    source = SOURCES[candidate.source]
    chosen, held = split.choose_split(source.role, source.family, candidate.captions, candidate.tags, holdout, words)
    return {
        "image": candidate.image, "captions": candidate.captions, "split": chosen, "source": candidate.source,
        "family": source.family, "concept": candidate.concept, "category": candidate.category,
        "kind": candidate.kind, "tags": candidate.tags, "object": candidate.object, "held_concept": held,
        "licence": source.licence, "author": candidate.author, "weight": WEIGHTS.get(candidate.category, 1.0),
    }


def json_lines(records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def report_text(records, skipped, changed):
    """What came out, beside what was planned, and every item left out with its reason."""
    lines = ["Demo corpus: what came out, beside the counts it was planned with", ""]
    lines.append(f"{'split':<17}{'pictures':>9}{'planned':>9}{'objects':>9}{'planned':>9}{'captions':>10}")
    for name in SPLITS:
        chosen = [record for record in records if record["split"] == name]
        if not chosen:
            continue
        pictures, objects = PLANNED[name]
        lines.append(f"{name:<17}{len(chosen):>9}{pictures:>9}{sum(r['object'] for r in chosen):>9}"
                     f"{objects if objects is not None else '-':>9}{len({r['captions'][0] for r in chosen}):>10}")
    train = [record for record in records if record["split"] == "train"]
    lines += ["", "train, by source (planned)"]
    for source, number in collections.Counter(r["source"] for r in train).most_common():
        lines.append(f"  {source:<14}{number:>6}{PLANNED_TRAIN.get(source, 0):>8}")
    lines += ["", "train, by category"]
    for category, number in collections.Counter(r["category"] or "(none)" for r in train).most_common():
        lines.append(f"  {category:<14}{number:>6}")
    lines += ["", "captions: pictures with more than one: "
              f"{sum(len(r['captions']) > 1 for r in records)} of {len(records)}; distinct main captions: "
              f"{len({r['captions'][0] for r in records})}; distinct captions of all kinds: "
              f"{len({text for r in records for text in r['captions']})}; mean words in a main caption: "
              f"{np.mean([len(caption_words(r['captions'][0])) for r in records]):.2f}"]
    for text in changed:
        lines += ["", text]
    lines += ["", "left out, by source and reason"]
    for (source, reason), number in sorted(skipped.counts().items()):
        lines.append(f"  {source:<14}{number:>6}  {reason}")
    lines += ["", "every item left out"]
    lines += [f"  {source}\t{name}\t{reason}" for source, name, reason in sorted(skipped.items)]
    return "\n".join(lines) + "\n"


def write_dataset(out, records, folders, names, vocabulary, skipped):
    """The files of the data set.  dataset.json comes last: where it is, the rest is complete."""
    counts = collections.Counter(record["split"] for record in records)
    sources, changed = {}, []
    for name in names:
        source = SOURCES[name]
        package = PACKAGES[source.package]
        digest = folders[source.package][1]
        sources[name] = {"licence": source.licence, "attribution": source.attribution, "registry": package.client,
                         "package": package.name, "version": package.version, "sha256": digest,
                         "family": source.family, "role": source.role,
                         "pictures": sum(record["source"] == name for record in records)}
    for key, (_, digest) in folders.items():
        if digest != PACKAGES[key].sha256:
            changed.append(f"{PACKAGES[key].name}: another archive than planned was used, SHA-256 {digest}")
    write_text(os.path.join(out, "records.jsonl"), json_lines(records))
    write_text(os.path.join(out, "vocab.txt"), vocabulary.decode("utf-8"))
    write_text(os.path.join(out, "report.txt"), report_text(records, skipped, changed))
    dataset = {"format": "vlmo-dataset", "version": 1, "name": "demo-corpus",
               "splits": {name: counts[name] for name in SPLITS if counts[name]}, "sources": sources}
    write_text(os.path.join(out, "dataset.json"), json.dumps(dataset, indent=1, ensure_ascii=False) + "\n")
