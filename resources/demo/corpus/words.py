"""English words: WordNet's word lists, dictionary forms, and the cleaning of captions."""

import os
import re

FUNCTION_WORDS = frozenset(
    "a an the of with and or in on at for to by from no not over under into out up down off".split())

# WordNet's own rules for the plural of nouns, most specific first.
NOUN_SUFFIXES = (("ses", "s"), ("ves", "f"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
                 ("men", "man"), ("ies", "y"), ("es", "e"), ("es", ""), ("s", ""))
OTHER_SUFFIXES = (("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("er", ""), ("er", "e"),
                  ("est", ""), ("est", "e"))


class Words:
    """The lemmas of WordNet's nouns and of all its parts of speech, and the irregular plurals."""

    def __init__(self, nouns, others=(), irregular=None):
        self.nouns = frozenset(nouns)
        self.all = self.nouns | frozenset(others)
        self.irregular = dict(irregular or {})

    @classmethod
    def read(cls, folder):
        """From an unpacked wordnet-base."""
        base = os.path.join(folder, "usr", "share", "wordnet")

        def column(name):
            with open(os.path.join(base, name), encoding="utf-8") as handle:
                return {line.split(" ", 1)[0] for line in handle if not line.startswith(" ")}

        irregular = {}
        with open(os.path.join(base, "noun.exc"), encoding="utf-8") as handle:
            for line in handle:
                form, *bases = line.split()
                irregular.setdefault(form, []).extend(bases)
        others = column("index.verb") | column("index.adj") | column("index.adv")
        return cls(column("index.noun"), others, irregular)

    def noun_lemmas(self, word):
        """Every dictionary form `word` may be the singular or plural of, `word` itself among them."""
        found = {word}
        found.update(self.irregular.get(word, ()))
        for suffix, ending in NOUN_SUFFIXES:
            if word.endswith(suffix) and len(word) > len(suffix) + 1:
                stem = word[:len(word) - len(suffix)] + ending
                if stem in self.nouns:
                    found.add(stem)
        return found

    def singular(self, word):
        """The one dictionary form to name a thing by: the word itself where it is one."""
        if word in self.nouns:
            return word
        return min(self.noun_lemmas(word) - {word}, key=lambda form: (len(form), form), default=word)

    def is_noun(self, word):
        return bool(self.noun_lemmas(word) & self.nouns)

    def is_english(self, word):
        if word in FUNCTION_WORDS or word in self.all or self.is_noun(word):
            return True
        return any(word.endswith(suffix) and word[:len(word) - len(suffix)] + ending in self.all
                   for suffix, ending in OTHER_SUFFIXES)


def clean_caption(text):
    """Lower case, plain letters, digits, hyphens and apostrophes; one space between words; no article in front."""
    text = text.lower().replace("\u2019", "'").replace("\u2018", "'").replace("&", " and ")
    text = text.replace("\u00e9", "e").replace("\u00f1", "n").replace("\u00f4", "o").replace("\u00e3", "a")
    text = re.sub(r"[^a-z0-9' -]+", " ", text)
    text = re.sub(r"(?<![a-z0-9])['-]+|['-]+(?![a-z0-9'-])", " ", text)
    words = text.split()
    while len(words) > 1 and words[0] in ("a", "an", "the"):
        words.pop(0)
    return " ".join(words)


def caption_words(caption):
    """The words of a cleaned caption; a hyphenated word counts whole and in its parts, a possessive without its 's."""
    words = []
    for word in re.findall(r"[a-z0-9'-]+", caption.lower()):
        word = re.sub(r"'s?$", "", word)
        words.append(word)
        if "-" in word:
            words.extend(part for part in word.split("-") if part)
    return words


def slug(text):
    """Letters and digits only: the form in which the packages' icon names are compared."""
    return re.sub(r"[^a-z0-9]+", "", clean_caption(text))
