"""English for scenes: 'a' or 'an', number words, plurals.  What has no sure plural is refused, not guessed."""

NUMBERS = ("no", "one", "two", "three", "four", "five")

IRREGULAR = {
    "mouse": "mice", "goose": "geese", "ox": "oxen", "leaf": "leaves", "knife": "knives", "wolf": "wolves",
    "loaf": "loaves", "scarf": "scarves", "tooth": "teeth", "foot": "feet", "man": "men", "woman": "women",
    "child": "children", "fish": "fish", "sheep": "sheep", "deer": "deer", "bison": "bison", "moose": "moose",
    "squid": "squid", "swan": "swans", "cactus": "cacti", "potato": "potatoes", "tomato": "tomatoes",
    "mosquito": "mosquitoes", "volcano": "volcanoes", "snowman": "snowmen", "aircraft": "aircraft",
    "shrimp": "shrimp", "dice": "dice", "die": "dice", "hibiscus": "hibiscuses", "octopus": "octopuses",
    "blowfish": "blowfish", "jellyfish": "jellyfish",
}
# Words that are plural already, are not counted, or name no single thing.
NO_PLURAL = frozenset(
    "bread rice butter cheese honey sake garlic broccoli lettuce salt ice popcorn spaghetti sushi water wood bamboo "
    "luggage money fire fog bacon meat soap yarn thread food tea milk paper fries beans peanuts blueberries cherries "
    "olives grapes glasses sunglasses goggles jeans shorts briefs pants trousers gloves socks skis scissors clothes "
    "maracas chopsticks pancakes dumplings noodles headphones binoculars tongs pliers music art dna gear hockey "
    "tennis bowling badminton lacrosse football volleyball baseball softball skateboarding fishing curry oden salad "
    "cuisine wine beer juice coffee coral fireworks firecracker sparkles books bubbles chains shopping bags dolls "
    "tickets stock chart price increasing decreasing cooking sashimi seaweed ginger pea celery spinach mate "
    "sand dust pouring liquid shamrock clover seedling falafel tempura stew soup plus".split())
VOWEL_SOUND_EXCEPTIONS = ("unicorn", "unicycle", "uniform", "university", "ukulele", "euro", "european", "one", "u-")
SILENT_H = ("hour", "honest", "heir")


def article(phrase):
    """'a' or 'an' for the sound the phrase begins with."""
    word = phrase.lower()
    if word.startswith(VOWEL_SOUND_EXCEPTIONS):
        return "a"
    return "an" if word[0] in "aeiou" or word.startswith(SILENT_H) else "a"


def plural(phrase):
    """The plural of a noun phrase by its last word, or None."""
    head, space, word = phrase.rpartition(" ")
    if word in NO_PLURAL or phrase in NO_PLURAL:
        return None
    if word in IRREGULAR:
        return head + space + IRREGULAR[word]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        if word.endswith("s") and not word.endswith(("ss", "us")):
            return None
        return head + space + word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return head + space + word[:-1] + "ies"
    return head + space + word + "s"


def counted(number, phrase):
    """'a dog', 'three dogs'."""
    if number == 1:
        return f"{article(phrase)} {phrase}"
    return f"{NUMBERS[number]} {plural(phrase)}"
