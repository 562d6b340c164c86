"""Sentences fit for training on text alone: cutting, cleaning, judging, and the reasons for what is left out."""

import functools
import re
import unicodedata

LONGEST = 120  # words
KNOWN_SHARE = 0.85
PLAIN_SHARE = 0.93

# A full stop after these ends no sentence.
ABBREVIATIONS = frozenset(
    "mr mrs ms messrs dr st jr sr rev capt col gen lieut vol no esq co etc vs e.g i.e cf viz fig approx ca ft".split())
ENDS = re.compile(r"([.!?]+[\"'\u201d\u2019)\]]*)\s+(?=[\"'\u201c\u2018(\[]*[A-Z0-9])")
REPLACED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": " - ",
                          "\u2026": "...", "\u00a0": " ", "`": "'", "_": " "})


def cut(paragraph):
    """The sentences of a paragraph."""
    sentences, begin = [], 0
    for match in ENDS.finditer(paragraph):
        before = paragraph[begin:match.start()].split()
        last = before[-1].strip("\"'(\u201c\u2018").lower() if before else ""
        if match.group(1).startswith(".") and (last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()
                                                                         and last != "i")):
            continue
        sentences.append(paragraph[begin:match.end()].strip())
        begin = match.end()
    sentences.append(paragraph[begin:].strip())
    return [sentence for sentence in sentences if sentence]


def clean(text):
    """Plain quotes and dashes, composed letters, one space between words."""
    text = unicodedata.normalize("NFC", text).translate(REPLACED).replace("--", " - ")
    text = " ".join(text.split())
    return re.sub(r"\s+([,.;:!?])", r"\1", text)


def words_of(sentence):
    """The words without quotes around them and without possessive endings; of a compound its parts as well."""
    found = []
    for token in re.findall(r"[a-z0-9'-]+", sentence.lower()):
        parts = [re.sub(r"'s?$", "", part.strip("'")) for part in [token.strip("'-"), *token.split("-")]]
        found += [part for part in (parts if len(parts) > 2 else parts[:1]) if part]
    return found


class Judge:
    """Says why a sentence is not fit for training; an empty text when it is.  Remembers what it has let pass, so that
    nothing comes twice."""

    def __init__(self, words, spellings, held):
        self.words = words
        self.spellings = spellings  # a word list in lower case, for what no dictionary of meanings has: "they"
        self.held = held            # dictionary forms of the held-out concepts
        self.seen = set()
        # A corpus has many times more words than different ones.
        self.is_known = functools.lru_cache(maxsize=None)(self.is_known)
        self.is_held = functools.lru_cache(maxsize=None)(self.is_held)

    def is_known(self, word):
        return word in self.spellings or self.words.is_english(word) or word.isdigit()

    def is_held(self, word):
        """Whether it is a held-out concept in any of its forms."""
        return bool(self.words.noun_lemmas(word) & self.held)

    def reason_against(self, sentence, fewest=4):
        parts = words_of(sentence)
        length = len(sentence.split())
        if length < fewest:
            return f"fewer than {fewest} words"
        if length > LONGEST:
            return f"more than {LONGEST} words"
        plain = sum(letter.isascii() and (letter.isalpha() or letter in " ,.;:'\"!?()-") for letter in sentence)
        if plain < PLAIN_SHARE * len(sentence):
            return "too many signs that are no letters"
        if sum(map(self.is_known, parts)) < KNOWN_SHARE * len(parts):
            return "too many unknown words"
        word = next(filter(self.is_held, parts), "")
        if word:
            return f"a held-out concept (it is '{word}')"
        key = " ".join(re.findall(r"[a-z0-9]+", sentence.lower()))
        if key in self.seen:
            return "it is there already"
        self.seen.add(key)
        return ""
