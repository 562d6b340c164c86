"""The pictures that ship with the application: chosen in selection.txt, small palette PNG files, one record each."""

import io
import json
import os
import shutil

from PIL import Image, features

from . import emoji, gcompris, render, scenes
from .assemble import file_name, json_lines
from .files import write_bytes, write_text
from .sources import SOURCES
from .split import held_list

# Scenes are made from these alone: their licences ask for no more than a notice.
SCENE_SOURCES = ("noto", "noto-v1", "fxemoji", "fluent-flat", "fluent-3d")
SCENE_LICENCE = "Apache-2.0 and MIT"
COLOURS = 255
LIMIT_BYTES = 4_000_000

FIELDS = ("image", "captions", "split", "source", "family", "concept", "category", "kind", "tags", "object",
          "held_concept", "licence", "author", "weight")

NOTICE = """Demo pictures of VLMo Studio

The pictures in this folder were made by others (the scenes were composed from their drawings) and were scaled to 128
pixels and reduced to 255 colours. records.jsonl names source, licence and author of every single one. Licence texts
stand in ../licences; OpenMoji keeps its own in openmoji/LICENSE.

{lines}

"Open Clip Art", "GCompris": the author of each picture is named in records.jsonl, as far as the source names one.
"""

LINES = {
    "openclipart": "Open Clip Art 0.18, authors of openclipart.org: dedicated to the public domain.",
    "noto": "Noto Emoji, Copyright Google: Apache License 2.0 (licences/Apache-2.0.txt).",
    "noto-v1": "Noto Emoji as of 2015 to 2017, Copyright Google: Apache License 2.0 (licences/Apache-2.0.txt).",
    "twemoji": "Twemoji, Copyright Twitter and other contributors: Creative Commons Attribution 4.0,\n"
               "    https://creativecommons.org/licenses/by/4.0/",
    "fluent-3d": "Fluent Emoji, Copyright Microsoft Corporation: MIT License (licences/MIT-Fluent.txt).",
    "fxemoji": "FxEmoji, Copyright Mozilla Foundation: Apache License 2.0 (licences/Apache-2.0.txt).",
    "gcompris": "Pictures of GCompris that its Debian copyright file marks as public domain or CC0 1.0.",
    "scene": "Scenes composed by the project from Noto, FxEmoji (Apache License 2.0) and Fluent Emoji (MIT License).",
    "openmoji": "OpenMoji, HfG Schwaebisch Gmuend and contributors: Creative Commons Attribution-ShareAlike 4.0\n"
                "    (openmoji/LICENSE). These drawings are never trained on; they only test.",
}


def read_selection(path):
    """{source: [line]} of selection.txt."""
    sections, current = {}, None
    with open(path, encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line.startswith("["):
                current = sections.setdefault(line.strip("[]"), [])
            elif current is None:
                raise ValueError(f"selection.txt, line {number}: a picture before the first heading")
            else:
                current.append(line)
    return sections


def palette_png(picture):
    """A PNG of at most 255 colours with their transparency."""
    picture = picture.convert("RGBA")
    exact = features.check("libimagequant")
    small = picture.quantize(COLOURS, method=Image.Quantize.LIBIMAGEQUANT if exact else Image.Quantize.FASTOCTREE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def corpus_picture(line, source, by_image):
    """(record, name) of a selected picture of the data set, with its caption corrected where the line says so."""
    name, _, caption = (part.strip() for part in line.partition("="))
    record = by_image.get(f"images/{source}/{name}.png")
    if record is None:
        raise ValueError(f"selection.txt: {source} has no picture '{name}' in the data set")
    if record["split"] == "dropped":
        raise ValueError(f"selection.txt: {source}/{name} belongs to no split")
    record = {field: record[field] for field in FIELDS}
    if caption:
        record["captions"] = [caption]
        record["concept"] = caption
    return record, name


def gcompris_picture(line, free, holdout, words):
    path, _, rest = (part.strip() for part in line.partition("="))
    caption, _, category = (part.strip() for part in rest.partition("|"))
    if path not in free:
        raise ValueError(f"selection.txt: GCompris has no free picture '{path}'")
    data, stanza = free[path]
    picture = (render.draw_svg(data, render.SIZE) if path.endswith(".svg") else
               Image.open(io.BytesIO(data)).convert("RGBA"))
    record = {"captions": [caption], "split": "test-gcompris", "source": "gcompris", "family": "gcompris",
              "concept": caption, "category": category, "kind": "drawing" if path.endswith(".svg") else "photo",
              "tags": [], "object": True, "held_concept": held_list(caption, holdout, words) is not None,
              "licence": gcompris.FREE[stanza.licence], "author": stanza.author, "weight": 1.0}
    if stanza.comment.startswith("http") and " " not in stanza.comment:
        record["origin"] = stanza.comment
    return record, file_name(caption), render.fit(picture, render.SIZE)


def scene_pictures(lines, records, corpus):
    cache = {}
    for line in lines:
        split, _, numbers = (part.strip() for part in line.partition("="))
        table = scenes.sprite_table(records, split, SCENE_SOURCES)
        for number in numbers.split():
            seed = f"demo|{split}|{number}"
            kind, captions, placed = scenes.plan(seed, table)
            ground = scenes.Choice(seed + "|ground").pick(scenes.COLOURS)
            record = scenes.scene_record("", split, kind, captions, placed, SCENE_LICENCE)
            record["held_concept"] = split.endswith("concept")
            yield record, f"{split}-{int(number):02}", scenes.compose(placed, corpus, cache, ground)


def concept_table(concepts):
    """The table of concepts: label, other names, tags, category, kind."""
    rows = [json.dumps({"label": c.label, "captions": c.captions[1:], "tags": c.tags, "category": c.category,
                        "kind": c.kind, "object": c.object}, ensure_ascii=False) for c in concepts]
    return "[\n" + ",\n".join(rows) + "\n]\n"


def build(here, corpus, folders, words, holdout, say=print):
    """Write `pictures/` and `concepts.json` beside prepare.py.  `corpus` is the prepared data set."""
    with open(os.path.join(corpus, "records.jsonl"), encoding="utf-8") as handle:
        records = [json.loads(line) for line in handle]
    by_image = {record["image"]: record for record in records}
    selection = read_selection(os.path.join(here, "selection.txt"))
    free = gcompris.read_free_pictures(folders["gcompris"][0]) if "gcompris" in selection else {}
    made, taken, total = [], set(), 0
    for source, lines in selection.items():
        if source == "gcompris":
            found = (gcompris_picture(line, free, holdout, words) for line in lines)
        elif source == "scene":
            found = scene_pictures(lines, records, corpus)
        else:
            found = ((*corpus_picture(line, source, by_image), None) for line in lines)
        for record, name, picture in found:
            if picture is None:
                with Image.open(os.path.join(corpus, record["image"])) as there:
                    picture = there.convert("RGBA")
            image = f"{source}/{name}.png"
            if image in taken:
                raise ValueError(f"selection.txt: {image} is chosen twice")
            taken.add(image)
            made.append(({**record, "image": image}, palette_png(picture)))
            total += len(made[-1][1])
    if total > LIMIT_BYTES:
        raise ValueError(f"the chosen pictures take {total} bytes; at most {LIMIT_BYTES} may ship")

    target = os.path.join(here, "pictures")
    fresh = target + ".new"
    shutil.rmtree(fresh, ignore_errors=True)
    for record, data in made:
        write_bytes(os.path.join(fresh, record["image"]), data)
    done = [record for record, _ in made]
    write_text(os.path.join(fresh, "records.jsonl"), json_lines(done))
    lines = [f"  {source} ({sum(r['source'] == source for r in done)} pictures)\n    {LINES[source]}"
             for source in selection]
    write_text(os.path.join(fresh, "NOTICE"), NOTICE.format(lines="\n".join(lines)))
    shutil.copyfile(os.path.join(here, "licences", "CC-BY-SA-4.0.txt"), os.path.join(fresh, "openmoji", "LICENSE"))
    splits = {}
    for record in done:
        splits[record["split"]] = splits.get(record["split"], 0) + 1
    about = {"format": "vlmo-dataset", "version": 1, "name": "demo-pictures", "splits": dict(sorted(splits.items())),
             "sources": {source: {"licence": (SOURCES[source].licence if source in SOURCES else
                                              SCENE_LICENCE if source == "scene" else "public domain or CC0-1.0"),
                                  "pictures": sum(r["source"] == source for r in done)} for source in selection}}
    write_text(os.path.join(fresh, "dataset.json"), json.dumps(about, indent=1) + "\n")
    # The new folder is complete before the old one goes.
    shutil.rmtree(target, ignore_errors=True)
    os.replace(fresh, target)
    write_text(os.path.join(here, "concepts.json"),
               concept_table(emoji.read_concepts(folders["emojibase"][0], words)))
    say(f"{len(done)} pictures, {total} bytes: {about['splits']}")
