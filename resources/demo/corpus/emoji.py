"""Emoji packages: the table of concepts, the captions of each, and the icon that shows it in every package."""

import json
import os
import re
import unicodedata
from dataclasses import dataclass

from .sources import CATEGORY_OF_SUBGROUP
from .words import FUNCTION_WORDS, caption_words, clean_caption, slug

SHORTCODE_SETS = ("cldr", "emojibase", "github", "iamcal", "joypixels")
# Words of Unicode names and shortcodes that tell of the character, not of the picture: "BLACK SCISSORS" is no
# statement about a colour.
NAME_WORDS = frozenset("black white heavy sign symbol ideographic squared circled medium tone emoji mark".split())


@dataclass
class Concept:
    label: str          # the cleaned CLDR label
    hexcode: str        # code points in lower case, without the variation selector
    captions: list      # the label, then other English names
    tags: list
    category: str
    kind: str
    object: bool
    slugs: list         # the forms an icon of it may be named by, best first: label, Unicode name, shortcodes


def plain_code(code):
    return re.sub(r"-?fe0f", "", code.lower())


def unicode_name(code):
    if "-" in code:
        return ""
    return unicodedata.name(chr(int(code, 16)), "").lower()


def is_caption(text, label, words):
    """Whether another name is good enough to stand beside the label as a caption."""
    parts = caption_words(text)
    own = set(caption_words(label))
    if not 1 <= len(text.split()) <= 5 or len(text) < 3 or not re.fullmatch(r"[a-z' -]+", text):
        return False
    if any(len(part) == 1 for part in parts) or (set(parts) & NAME_WORDS) - own:
        return False
    if not all(words.is_english(part) for part in parts) or parts[-1] in FUNCTION_WORDS:
        return False
    return words.is_noun(parts[-1]) or parts[-1] in own


def read_concepts(folder, words):
    """The concepts of emojibase that are pictures of something: no flags, letters, keycaps, skin tones."""
    base = os.path.join(folder, "package")

    def load(*parts):
        with open(os.path.join(base, *parts), encoding="utf-8") as handle:
            return json.load(handle)

    names = load("meta", "groups.json")
    shortcodes = [load("en", "shortcodes", f"{name}.json") for name in SHORTCODE_SETS]
    concepts = []
    for entry in load("en", "data.json"):
        if entry.get("group") is None:
            continue
        kind = names["subgroups"][str(entry["subgroup"])]
        group = names["groups"][str(entry["group"])]
        category = CATEGORY_OF_SUBGROUP[kind]
        if category is None:
            continue
        label = clean_caption(entry["label"])
        code = plain_code(entry["hexcode"])
        others = [unicode_name(code)]
        for table in shortcodes:
            found = table.get(entry["hexcode"], [])
            others += [name.replace("_", " ") for name in ([found] if isinstance(found, str) else found)]
        captions, seen = [label], {frozenset(caption_words(label))}
        # Names of people in other sets differ in sex, hair and era from what the picture shows: the label alone.
        for text in [] if group == "people-body" else [clean_caption(name) for name in others if name]:
            key = frozenset(caption_words(text))
            if key not in seen and is_caption(text, label, words):
                captions.append(text)
                seen.add(key)
        slugs = list(dict.fromkeys(slug(text) for text in [label, *others] if text))
        tags = list(dict.fromkeys(tag for tag in map(clean_caption, entry.get("tags", [])) if tag and tag != label))
        concepts.append(Concept(label, code, captions, tags, category, kind,
                                group not in ("people-body", "symbols"), slugs))
    return concepts


def icon_svg(icons, name):
    """The SVG text of an icon of an iconify package, aliases with their flips and turns followed."""
    chain, seen = [], set()
    while name not in icons["icons"]:
        if name in seen or name not in icons.get("aliases", {}):
            raise KeyError(name)
        seen.add(name)
        chain.append(icons["aliases"][name])
        name = chain[-1]["parent"]
    icon = icons["icons"][name]
    left, top = icon.get("left", 0), icon.get("top", 0)
    width = icon.get("width", icons.get("width", 16))
    height = icon.get("height", icons.get("height", 16))
    body = icon["body"]
    for alias in chain:
        middle_x, middle_y = left + width / 2, top + height / 2
        if alias.get("hFlip"):
            body = f'<g transform="translate({2 * middle_x} 0) scale(-1 1)">{body}</g>'
        if alias.get("vFlip"):
            body = f'<g transform="translate(0 {2 * middle_y}) scale(1 -1)">{body}</g>'
        if alias.get("rotate"):
            body = f'<g transform="rotate({90 * alias["rotate"]} {middle_x} {middle_y})">{body}</g>'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="{left} {top} {width} {height}" width="{width}" height="{height}">{body}</svg>')


def read_iconify(folder):
    base = os.path.join(folder, "package")
    with open(os.path.join(base, "icons.json"), encoding="utf-8") as handle:
        icons = json.load(handle)
    with open(os.path.join(base, "chars.json"), encoding="utf-8") as handle:
        characters = json.load(handle)
    return icons, characters


def match_icons(concepts, icons, characters):
    """{label: icon name}.  By code point where the package has a table of them, else by name: all labels first, then
    Unicode names, then shortcodes, and no icon twice, so that a poorer name never takes another concept's icon."""
    by_code = {plain_code(code): name for code, name in characters.items()}
    if by_code:
        return {concept.label: by_code[concept.hexcode] for concept in concepts if concept.hexcode in by_code}
    by_slug = {}
    # A final number marks variants of one drawing ('astronaut-1', 'astronaut-2'): the lowest is taken.
    for name in sorted(list(icons["icons"]) + list(icons.get("aliases", {})),
                       key=lambda text: (len(text), text)):
        by_slug.setdefault(slug(name), name)
        by_slug.setdefault(slug(re.sub(r"-\d$", "", name)), name)

    def drawing(name):
        while name in icons.get("aliases", {}):
            name = icons["aliases"][name]["parent"]
        return name

    matched, used = {}, set()
    for place in range(max(len(concept.slugs) for concept in concepts)):
        for concept in concepts:
            if concept.label in matched or place >= len(concept.slugs):
                continue
            name = by_slug.get(concept.slugs[place])
            if name is not None and drawing(name) not in used:
                matched[concept.label] = name
                used.add(drawing(name))
    return matched


def match_files(concepts, folder, extension):
    """{label: path} in a package that names its files by code points."""
    base = os.path.join(folder, "package", "assets")
    by_code = {plain_code(name[:-len(extension)]): os.path.join(base, name)
               for name in sorted(os.listdir(base)) if name.endswith(extension)}
    return {concept.label: by_code[concept.hexcode] for concept in concepts if concept.hexcode in by_code}
