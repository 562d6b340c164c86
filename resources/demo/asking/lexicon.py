"""What is known of the names in the corpus: which may be answers, and which two may both be true of one picture."""

import collections
import re

from corpus.baseline import FAMILIES_FOR_AN_ANSWER
from corpus.sources import SOURCES

TOO_COMMON = frozenset("a an the of in on and with without for to at no not from or by up down left right small large big "
                       "old new open closed red blue green white black yellow orange brown purple pink".split())

# Names that a person could exchange, or of which one includes the other; words they share are found without this list.
GROUPS = tuple(frozenset(line.split(",")) for line in (
    "mouse,rat,hamster,chipmunk,mouse face,hamster face", "ram,ewe,goat,sheep",
    "cow,ox,water buffalo,bison,cow face", "camel,two-hump camel,llama,lama",
    "wolf,fox,dog,dog face,wolf face,poodle,guide dog,service dog,puppy,pug,coyote",
    "whale,spouting whale,orca,dolphin,shark,seal", "fish,tropical fish,blowfish,shark,piranha,goldfish",
    "crocodile,lizard,alligator", "bear,polar bear,panda,koala,teddy bear", "gorilla,orangutan,monkey,monkey face,chimp",
    "cat,cat face,black cat,tiger,leopard,tiger face,lion,kitten", "horse,donkey,zebra,horse face,pony,unicorn",
    "chicken,rooster,baby chick,hatching chick,front-facing baby chick,turkey,hen,chick",
    "bug,ant,beetle,lady beetle,cricket,fly,honeybee,cockroach,mosquito,butterfly,spider,worm,scorpion,snail,bee,ladybug,wasp",
    "bird,black bird,chicken,dove,duck,eagle,flamingo,owl,parrot,peacock,penguin,rooster,swan,turkey,baby chick,hatching "
    "chick,front-facing baby chick,dodo,phoenix,goose,blackbird,crow,pigeon",
    "dinosaur,sauropod,t-rex", "pig,boar,pig face", "elephant,mammoth", "otter,beaver,badger,seal,skunk", "moose,deer,elk",
    "tulip,rose,hyacinth,lotus,bouquet,hibiscus,blossom,cherry blossom,sunflower,white flower,rosette,flower,potted plant",
    "evergreen tree,deciduous tree,palm tree,christmas tree,tanabata tree,tree",
    "lemon,lime,tangerine,orange,grapefruit", "red apple,green apple,apple", "hot pepper,bell pepper",
    "melon,watermelon", "mushroom,brown mushroom", "dumpling,tamale,burrito,stuffed flatbread,taco,sandwich",
    "birthday cake,shortcake,cupcake,pie,cake,moon cake,custard,fish cake with swirl", "rice ball,rice cracker,cooked rice",
    "shrimp,fried shrimp,lobster,crab", "doughnut,bagel,cookie,pretzel", "dango,oden",
    "hamburger,sandwich,hot dog", "bread,baguette bread,croissant,flatbread,stuffed flatbread",
    "train,bullet train,high-speed train,metro,tram,tram car,light rail,monorail,railway car,locomotive,suspension railway,"
    "mountain railway,mountain cableway,aerial tramway,station",
    "bus,minibus,trolleybus,oncoming bus,tram car,tram",
    "automobile,taxi,police car,racing car,oncoming automobile,oncoming taxi,oncoming police car,sport utility vehicle,"
    "pickup truck,car,minibus,van,ambulance",
    "delivery truck,articulated lorry,pickup truck,fire engine,ambulance,truck,lorry,van",
    "ship,ferry,passenger ship,motor boat,speedboat,sailboat,canoe,boat,raft",
    "motorcycle,motor scooter,kick scooter,auto rickshaw,bicycle,bike", "airplane,small airplane",
    "trumpet,postal horn,saxophone,trombone", "drum,long drum", "violin,guitar,banjo,harp",
    "television,desktop computer,laptop,radio", "telephone,telephone receiver,mobile phone,pager,fax machine",
    "camera,video camera,movie camera,film projector,camera with flash", "envelope,e-mail,love letter,incoming envelope",
    "pen,fountain pen,pencil,crayon,paintbrush", "dvd,optical disk,computer disk,floppy disk",
    "closed book,open book,blue book,green book,orange book,notebook,books,ledger,notebook with decorative cover",
    "package,takeout box,bento box,beverage box,card file box", "flat shoe,running shoe,hiking boot,man's shoe,ice skate,"
    "roller skate,thong sandal,woman's sandal,ballet shoes,shoe,sneaker",
    "coat,lab coat,safety vest,jacket,kimono,dress", "t-shirt,running shirt,shirt,martial arts uniform",
    "top hat,billed cap,woman's hat,graduation cap,hat,cap,military helmet,rescue worker's helmet",
    "one-piece swimsuit,bikini,briefs,shorts", "kite,carp streamer", "ring,gem stone",
    "jar,amphora,honey pot,lotion bottle,funeral urn", "hammer,axe,hammer and pick,hammer and wrench", "key,old key",
    "shovel,spoon", "test tube,petri dish,alembic", "file folder,open file folder,card index dividers,clipboard",
    "pushpin,round pushpin,sewing needle,safety pin", "basket,shopping cart,wastebasket,bucket",
    "spiral notepad,spiral calendar,notebook,memo,calendar", "newspaper,rolled-up newspaper,scroll",
    "balloon,party popper,confetti ball", "basketball,soccer ball,baseball,volleyball,softball,crystal ball",
    "light bulb,flashlight,diya lamp,candle,red paper lantern", "battery,low battery",
    "house,derelict house,hut,house with garden,houses,cabin,shed",
    "church,mosque,synagogue,hindu temple,shinto shrine,kaaba,castle,temple",
    "hotel,bank,hospital,school,office building,post office,japanese post office,department store,convenience store,love "
    "hotel,classical building,factory,building",
    "mountain,volcano,mount fuji,snow-capped mountain", "sled,skis,ski", "bathtub,toilet,shower", "egg,cooking",
    "steaming bowl,pot of food,bowl with spoon,shallow pan of food,cooked rice,curry rice,green salad,spaghetti",
    "hot beverage,teacup without handle,teapot,cup with straw,bubble tea,tumbler glass,glass of milk",
    "map of japan,world map", "snowman,snowman without snow", "star,glowing star,shooting star,comet",
    "manual wheelchair,motorized wheelchair", "magic wand,sparkler", "watch,stopwatch,alarm clock,timer clock,mantelpiece clock",
))


def words_of(text):
    return frozenset(word for word in re.findall(r"[a-z0-9']+", text.lower()) if word not in TOO_COMMON)


class Lexicon:
    """Built from the records of a corpus."""

    def __init__(self, records):
        known, answers = collections.defaultdict(set), collections.defaultdict(set)
        self.words = collections.defaultdict(frozenset)
        for record in records:
            self.words[record["concept"]] |= words_of(" ".join([*record["captions"], *record["tags"]]))
            if SOURCES[record["source"]].role != "train" or not record["object"] or record["split"] == "dropped":
                continue
            known[record["concept"]].add(record["family"])
            if record["split"] == "train":
                answers[record["concept"]].add(record["family"])
        # Names that several families draw are names of a thing, not an artist's title.
        self.known = frozenset(c for c, seen in known.items() if len(seen) >= FAMILIES_FOR_AN_ANSWER)
        self.answers = frozenset(c for c, seen in answers.items() if len(seen) >= FAMILIES_FOR_AN_ANSWER)
        self.groups = collections.defaultdict(set)
        for number, group in enumerate(GROUPS):
            for name in group:
                self.groups[name].add(number)
        self.cache = {}

    def confusable(self, one, two):
        """Whether both names may be true of a picture of one of them: then neither is offered as wrong."""
        key = (one, two) if one < two else (two, one)
        if key not in self.cache:
            self.cache[key] = bool(one == two or self.groups[one] & self.groups[two] or
                                   words_of(one) & (words_of(two) | self.words[two]) or
                                   words_of(two) & self.words[one])
        return self.cache[key]
