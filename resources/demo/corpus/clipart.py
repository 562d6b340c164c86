"""Open Clip Art 0.18: which drawings have a usable English caption, and what it is."""

import collections
import os
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

from .words import FUNCTION_WORDS, caption_words, clean_caption

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
CC = "{http://web.resource.org/cc/}"

# Folders without pictures of a thing.
DROPPED_FOLDERS = (
    ("computer/icons", "icon theme"), ("computer/folders", "icon theme"), ("computer/buttons", "icon theme"),
    ("computer/diagrams", "shape or pattern"),
    ("shapes", "shape or pattern"), ("special", "shape or pattern"), ("decorations", "shape or pattern"),
    ("buttons", "shape or pattern"), ("signs_and_symbols/flags", "flag"),
    ("recreation/games/cards", "letter, card or map sign"),
    ("signs_and_symbols/map_symbols", "letter, card or map sign"),
    ("signs_and_symbols/led", "letter, card or map sign"), ("recreation/games/dice", "letter, card or map sign"),
    ("unsorted/duplicates", "duplicate"), ("logos", "logo"),
)

# The category of a folder: the longest match counts.  An empty name says that the folder tells nothing.
CATEGORY_OF_FOLDER = {
    "animals": "animal", "buildings": "place", "buildings/furniture": "household", "computer": "electronics",
    "containers": "household", "education": "stationery", "electronics": "electronics", "food": "food",
    "geography": "place", "geography/astronomy": "sky", "office": "stationery", "office/telephone": "electronics",
    "people": "person", "people/smilies": "face", "people/clothing": "clothing", "plants": "plant",
    "recreation": "game", "recreation/music": "music", "recreation/sports": "sport",
    "recreation/holiday": "celebration", "recreation/party": "celebration", "recreation/religion": "symbol",
    "science": "tool", "science/medicine": "medical", "science/astronomy": "sky", "signs_and_symbols": "symbol",
    "signs_and_symbols/money": "money", "signs_and_symbols/clocks": "clock", "signs_and_symbols/weather": "sky",
    "tools": "tool", "tools/toys": "game", "transportation": "vehicle", "transportation/roadsigns": "symbol",
    "transportation/aiga-symbols": "symbol", "unsorted": "",
}

JUNK_TITLE = re.compile(r"submission|untitled|unnamed|clip ?art|openclip|\bsvg\b|\bset\b|remix|example|gramastar|"
                        r"^drawing$|^image$|^picture$|^logo$|^icon$|flag")
JUNK_WORDS = frozenset(
    "bw svg clipart clip art remix version ver final draft v gif png jpg small large medium example submission "
    "coloured colored color colour lineart outline silhouette simple new old ok "
    # Families of drawings named by their maker, and places no picture shows.
    "ganson nps tango kde gnome inkscape etiquette aiga".split())
# Words that stand for no picture, whatever WordNet says: too general, or of another language.
NO_CAPTION = frozenset(
    "image picture drawing icon object thing sample test base part shape set symbol sign vector sketch design frame "
    "border element group style detail logo banner button template pattern background".split())


@dataclass
class Drawing:
    path: str
    name: str
    folder: str
    caption: str
    tags: list
    category: str
    author: str
    public_domain: bool


def folder_entry(folder, table):
    """The value of the longest key that is `folder` or a folder above it."""
    while folder:
        if folder in table:
            return table[folder]
        folder = folder.rpartition("/")[0]
    return None


def read_metadata(path):
    """(title, author, tags, whether marked public domain), each empty where the file doesn't say."""
    title, author, tags, public = "", "", [], False
    try:
        root = ElementTree.parse(path).getroot()
    except (ElementTree.ParseError, ValueError):
        return title, author, tags, public
    work = root.find(f".//{CC}Work")
    if work is None:
        return title, author, tags, public
    title = (work.findtext(f"{DC}title") or "").strip()
    author = (work.findtext(f"{DC}creator/{CC}Agent/{DC}title") or "").strip()
    tags = [(item.text or "").strip() for item in work.iter(f"{RDF}li")]
    licence = work.find(f"{CC}license")
    if licence is not None:
        public = "publicdomain" in licence.get(f"{RDF}resource", "").lower()
    return title, author, [tag for tag in tags if tag], public


def split_name(name):
    """The words of a file name: cut at punctuation, digits and inner capitals."""
    name = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return [word for word in re.split(r"[^a-z]+", name.lower()) if word]


def without_author(tokens, author):
    """A file name ends with its author, cut off anywhere: drop last words that begin a word of its name."""
    names = split_name(author)
    tokens = list(tokens)
    while tokens and any(name.startswith(tokens[-1]) or (len(name) > 3 and tokens[-1].startswith(name))
                         for name in names):
        tokens.pop()
    return tokens


def english_caption(text, words):
    """The cleaned caption when it is English enough (75 % of its words known, a noun among them), else ''."""
    parts = [part for part in clean_caption(re.sub(r"\d+", " ", text)).split() if part not in JUNK_WORDS]
    while parts and (parts[-1] in FUNCTION_WORDS or len(parts[-1]) == 1):
        parts.pop()
    while parts and (parts[0] in ("a", "an", "the") or len(parts[0]) == 1):
        parts.pop(0)
    plain = [word for word in caption_words(" ".join(parts)) if word not in FUNCTION_WORDS]
    if not plain or len(parts) > 9:
        return ""
    known = [word for word in plain if len(word) > 1 and words.is_english(word)]
    if len(known) < 0.75 * len(plain) or not any(words.is_noun(word) and len(word) > 2 for word in known):
        return ""
    if all(word in NO_CAPTION for word in plain):
        return ""
    return " ".join(parts)


def read_leave_out(path):
    """{caption: reason} from leave-out.txt."""
    reasons, reason = {}, ""
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            line = line.strip()
            if line.startswith("["):
                reason = line.strip("[]")
            elif line and not line.startswith("#"):
                reasons[line] = reason
    return reasons


def read(folder, words, leave_out, skip):
    """The usable drawings.  `skip(path, reason)` is told about every other one."""
    base = os.path.join(folder, "usr", "share", "openclipart", "svg")
    candidates = []
    for directory, folders, files in os.walk(base):
        folders.sort()
        for file in sorted(files):
            path = os.path.join(directory, file)
            relative = os.path.relpath(path, base)
            if not file.endswith(".svg"):
                continue
            if os.path.islink(path):
                skip(relative, "link to another drawing")
                continue
            within = os.path.dirname(relative)
            reason = folder_entry(within, dict(DROPPED_FOLDERS))
            if reason is None and "flag" in split_name(file[:-4]):
                reason = "flag"
            if reason is not None:
                skip(relative, reason)
                continue
            candidates.append((path, relative, within, file[:-4], *read_metadata(path)))
    titles = collections.Counter(clean_caption(title) for _, _, _, _, title, _, _, _ in candidates)
    drawings = []
    for path, relative, within, name, title, author, tags, public in candidates:
        cleaned = clean_caption(title)
        caption = ""
        if cleaned and titles[cleaned] <= 4 and not JUNK_TITLE.search(cleaned):
            caption = english_caption(" ".join(split_name(title)), words)
        if not caption:
            caption = english_caption(" ".join(without_author(split_name(name), author)), words)
        if not caption:
            skip(relative, "no English caption")
            continue
        if caption in leave_out:
            skip(relative, leave_out[caption])
            continue
        if "flag" in caption_words(caption):
            skip(relative, "flag")
            continue
        if not public:
            skip(relative, "no explicit public-domain mark")
            continue
        # The archive's own duplicate finder left 'hash' tags behind.
        tags = list(dict.fromkeys(tag for tag in map(clean_caption, tags)
                                  if tag and tag != caption and not tag.startswith("hash")))
        drawings.append(Drawing(path, relative[:-4], within, caption, tags,
                                folder_entry(within, CATEGORY_OF_FOLDER) or "", author, public))
    return drawings
