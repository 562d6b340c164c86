"""The words that questions and statements are made of: names of categories, articles, what has no article."""

import re

from corpus.plurals import NUMBERS, article, plural

# What 'this' is if it belongs to a category, where the bare name would not read well.
CATEGORY_PHRASES = {
    "animal": "a kind of animal", "celebration": "something for a celebration", "clock": "something that shows the time",
    "clothing": "something to wear", "electronics": "a piece of electronics", "face": "a face", "food": "a kind of food",
    "game": "something to play with", "heart": "a heart", "household": "a thing of the household",
    "medical": "a medical thing", "money": "a kind of money", "music": "something of music", "person": "a person",
    "place": "a kind of place", "plant": "a kind of plant", "sky": "something of the sky or the weather",
    "sport": "something for sport", "stationery": "something of an office", "symbol": "a symbol",
    "tool": "a kind of tool", "vehicle": "a kind of vehicle",
}

# Categories that may both be true of a picture: the one is never offered as wrong for the other.
RELATED = frozenset(frozenset(pair.split("-")) for pair in (
    "face-person face-symbol face-animal face-sky face-heart face-celebration heart-symbol heart-celebration heart-game "
    "music-electronics music-household music-game music-symbol tool-household tool-stationery tool-electronics tool-medical "
    "household-stationery household-clothing household-food household-game household-electronics household-medical "
    "household-place household-sport household-celebration game-sport game-celebration game-symbol game-electronics "
    "game-stationery game-animal electronics-stationery electronics-clock money-symbol money-stationery "
    "money-electronics person-sport person-music person-symbol person-clothing person-celebration person-heart "
    "person-animal person-medical plant-food plant-celebration plant-sky plant-place celebration-sport "
    "celebration-clothing celebration-symbol celebration-stationery celebration-food celebration-household sky-symbol "
    "sky-place sky-celebration clock-tool clock-household clock-symbol clock-clothing clock-stationery clock-sport "
    "vehicle-place vehicle-sport vehicle-tool sport-clothing sport-tool sport-animal "
    "animal-food place-celebration heart-stationery "
    "food-celebration tool-sport tool-game clothing-game face-game face-household").split())

FINER_KINDS = {
    "animal": ("what kind of animal is it?", {
        "animal-mammal": "mammal", "animals/mammals": "mammal", "animal-bird": "bird", "animals/birds": "bird",
        "animal-bug": "insect", "animals/bugs": "insect", "animal-reptile": "reptile", "animal-amphibian": "amphibian",
        "animal-marine": "sea animal", "animals/fish": "sea animal"}),
    "food": ("what kind of food is it?", {
        "food-fruit": "fruit", "food/fruit": "fruit", "food-vegetable": "vegetable", "food/vegetables": "vegetable",
        "drink": "drink", "food/beverages": "drink", "food-sweet": "sweet", "food/desserts": "sweet",
        "food-asian": "asian food", "food-prepared": "prepared food"}),
    "vehicle": ("is it a vehicle for land, water or air?", {
        "transport-ground": "land", "transport-water": "water", "transport-air": "air",
        "transportation/boating": "water"}),
    "plant": ("what kind of plant is it?", {"plant-flower": "flower", "plants/flowers": "flower",
                                            "plants/trees": "tree"}),
    "place": ("what kind of place is it?", {
        "place-building": "building", "buildings": "building", "place-religious": "place of worship",
        "place-geographic": "landscape"}),
}
# Things that the table of concepts files under a finer kind that people would not name.
NO_FINER_KIND = frozenset(
    "paw prints,pig nose,feather,wing,phoenix,dodo,bird,spider,spider web,scorpion,snail,worm,microbe,dragon,dragon face,"
    "unicorn,baby bottle,bottle with popping cork,"
    "seal,coral,spiral shell,anchor,ring buoy,parachute,seat,satellite,airplane departure,airplane arrival,bus stop,"
    "motorway,railway track,fuel pump,police car light,horizontal traffic light,vertical traffic light,stop sign,"
    "construction,wheel,roller skate,oil drum,station,tree,bouquet,rosette,white flower,world map,map of japan,compass,"
    "brick,rock,wood,building construction,statue of liberty,salt,butter,honey pot,pot of food,shallow pan of food,"
    "fork and knife,leaf,mate,cooking,canned food,takeout box,bowl with spoon,olive,tomato,avocado,coconut,"
    "place of worship,kaaba,wastebasket,manual wheelchair,motorized wheelchair,japanese symbol for vacancy,wedding".split(","))
TREES = frozenset("evergreen tree,deciduous tree,palm tree,tree,pine tree,oak,christmas tree".split(","))

# Names that 'is this a ...?' does not fit.
PLURAL_NAMES = frozenset(
    "beans,blueberries,cherries,clinking beer mugs,clinking glasses,french fries,grapes,pancakes,peanuts,glasses,goggles,"
    "jeans,shorts,briefs,socks,gloves,sunglasses,ballet shoes,shopping bags,prayer beads,maracas,chopsticks,bubbles,"
    "scissors,books,linked paperclips,skis,chains,crossed swords,fireworks,sparkles,japanese dolls,nesting dolls,"
    "admission tickets,houses,two hearts,revolving hearts,paw prints,musical notes,flower playing cards,"
    "bookmark tabs,film frames".split(","))
MASS_NAMES = frozenset(
    "bacon,baguette bread,bread,broccoli,butter,cooked rice,curry rice,garlic,oden,popcorn,salt,spaghetti,sushi,fire,fog,"
    "soap,yarn,thread,wood,luggage,ice,shaved ice,candy,green salad,falafel,sake,bubble tea,custard,lipstick,dna,coral"
    .split(","))
UNASKED_NAMES = frozenset(
    "hot springs,performing arts,badminton,tennis,lacrosse,bowling,field hockey,ice hockey,baseball,softball,volleyball,"
    "american football,rugby football,cooking,mate,camping,foggy,wedding,construction,building construction,"
    "pouring liquid,locked,unlocked,locked with key,locked with pen,airplane arrival,airplane departure,gear,heart on fire,"
    "ping pong,cricket game,bar chart,chart increasing,chart decreasing,chart increasing with yen,kaaba,mount fuji,"
    "statue of liberty,tokyo tower,milky way,sun,zzz,dizzy,dashing away,hundred points,high voltage,star-struck,"
    "rolling on the floor laughing,head shaking horizontally,head shaking vertically,face in clouds,roll of paper,"
    "moon viewing ceremony,control knobs,card index dividers,cut of meat,money with wings,globe showing americas,"
    "globe with meridians,pot of food,glass of milk,shallow pan of food,canned food,nest with eggs,four leaf clover,"
    "shamrock,seedling,sheaf of rice,umbrella with rain drops,sunrise over mountains,light rail,fork and knife,"
    "fork and knife with plate,hammer and pick,hammer and wrench,bow and arrow,couch and lamp,nut and bolt,"
    "exploding head,joker,skull and crossbones,firecracker,leafy green,herb,love hotel,e-mail,leaf fluttering in wind,"
    "hourglass done,hourglass not done,sunrise,sunset,bridge at night,cityscape at dusk,night with stars,"
    "globe showing asia-australia,globe showing europe-africa".split(","))


def related(one, two):
    return one == two or frozenset({one, two}) in RELATED


def finer_kind(category, kind, concept):
    """(question, answer), or None where nothing sure is known."""
    if category not in FINER_KINDS or concept in NO_FINER_KIND:
        return None
    question, answers = FINER_KINDS[category]
    if concept in TREES or concept.split()[-1] == "tree":
        return (question, "tree") if category == "plant" else None
    # Clip art sorts deeper ('animals/mammals/dogs') than the kinds asked for.
    while kind:
        if kind in answers:
            return question, answers[kind]
        kind = kind.rpartition("/")[0]
    return None


def is_this(label):
    """'is this a dog?', 'are these skis?', 'is this bread?', or None for a name that makes no such question."""
    if label in UNASKED_NAMES or re.search(r"o'clock|-thirty|face |^face", label):
        return None
    if label in PLURAL_NAMES:
        return f"are these {label}?"
    if label in MASS_NAMES:
        return f"is this {label}?"
    if plural(label) is None and not re.search(r" with | of | without | in | on | and ", label):
        return None
    return f"is this {article(label)} {label}?"


def is_countable(label):
    """Whether 'a dog' can be said of it: no bread, no skis."""
    return (is_this(label) or "").startswith(("is this a ", "is this an "))


def with_article(label):
    return f"{article(label)} {label}"


def there_are(number, label):
    """'there is one dog', 'there are three dogs'."""
    return f"there is one {label}" if number == 1 else f"there are {number_word(number)} {plural(label)}"


def number_word(number):
    words = NUMBERS + ("six", "seven", "eight", "nine", "ten")
    return words[number]


def things(number):
    return "one thing" if number == 1 else f"{number_word(number)} things"
