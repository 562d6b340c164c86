"""Which things stand where in a scene, from a seed.  Nothing is drawn here.

Three sorts of scenes: several of one thing among others (to count), the same two things in four arrangements (to tell
places, and to be compared), and different things on a grid.  Two names that could be exchanged never share a scene.
"""

from dataclasses import dataclass

from corpus import scenes

from .ask import shuffled

MOST = 5
# How many of ten times four scenes are of which sort.
COUNTED, PLACED = 5, 4


@dataclass(frozen=True)
class Thing:
    label: str
    sprite: str
    box: tuple  # x, y, side, side
    colour: str  # '' where none is sure


@dataclass
class Scene:
    things: tuple
    ground: tuple
    sort: str  # count, place, mixed
    group: str = ""  # arrangements of the same two things belong together
    image: str = ""


class Table:
    """Sprites by label, their colours, and which labels may stand together."""

    def __init__(self, sprites, colour_of, lexicon, grounds=scenes.COLOURS):
        self.sprites, self.colour_of, self.lexicon, self.grounds = sprites, colour_of, lexicon, grounds
        self.labels = list(sprites)

    def other(self, choice, taken):
        """A label that can't be mistaken for one of `taken`, or None where none is found."""
        for _ in range(200):
            label = choice.pick(self.labels)
            if not any(self.lexicon.confusable(label, there) for there in taken):
                return label
        return None

    def others(self, choice, taken, number):
        found = []
        for _ in range(number):
            label = self.other(choice, [*taken, *found])
            if label is None:
                break
            found.append(label)
        return found


def put(choice, table, sprite, place, cell):
    side = min(choice.between(40, 56), cell)
    x, y = (corner * cell + choice.below(cell - side + 1) for corner in place)
    return Thing(sprite.label, sprite.image, (x, y, side, side), table.colour_of.get(sprite.image, ""))


def spread(choice, table, groups):
    """Things of [(number, label)] on a grid; those of one group are drawn alike."""
    cell, places = scenes.cells(choice, sum(number for number, _ in groups))
    things = []
    for number, label in groups:
        sprite = choice.pick(table.sprites[label])
        things += [put(choice, table, sprite, places.pop(), cell) for _ in range(number)]
    return tuple(shuffled(choice, things))


def counted(choice, table, number):
    """`number` of one thing, and others up to five in all."""
    label = choice.pick(table.labels)
    # A thing alone would be rare otherwise.
    left = 0 if number == 1 and choice.below(2) else choice.below(MOST - number + 1)
    groups = [(number, label)]
    for other in table.others(choice, [label], min(left, 2)):
        share = left if len(groups) == 2 else choice.between(1, left)
        if share:
            groups.append((share, other))
            left -= share
    return Scene(spread(choice, table, groups), choice.pick(table.grounds), "count")


def mixed(choice, table):
    groups = [(1, label) for label in table.others(choice, [], choice.between(2, MOST))]
    return Scene(spread(choice, table, groups), choice.pick(table.grounds), "mixed")


def arrangements(choice, table, group):
    """Four scenes with the same two things: twice the one first, twice the other, beside or above each other."""
    pair = table.others(choice, [], 2)
    if len(pair) < 2:
        return []
    across = bool(choice.below(2))
    made = []
    for first, second in (pair, pair, pair[::-1], pair[::-1]):
        cell, size = choice.pick(((64, 2), (42, 3)))
        line = choice.below(size)
        near, far = sorted(shuffled(choice, range(size))[:2])
        free = [(x, y) for x in range(size) for y in range(size)]
        things = []
        for label, along in ((first, near), (second, far)):
            place = (along, line) if across else (line, along)
            free.remove(place)
            things.append(put(choice, table, choice.pick(table.sprites[label]), place, cell))
        for label in table.others(choice, pair, choice.below(min(len(free), MOST - 2) + 1)):
            place = free.pop(choice.below(len(free)))
            things.append(put(choice, table, choice.pick(table.sprites[label]), place, cell))
        made.append(Scene(tuple(shuffled(choice, things)), choice.pick(table.grounds), "place", group))
    return made


def plan(seed, table, number):
    """`number` scenes, four at a time."""
    made = []
    turn = 0
    while len(made) < number:
        choice = scenes.Choice(f"{seed}|{turn}")
        sort = turn % 10
        if sort < COUNTED:
            # Four and five of a thing are found in no other sort of scene, so they come as often again.
            numbers = (5, 4, 3, 2) if turn % 2 else (5, 4, 3, 1)
            made += [counted(choice, table, many) for many in numbers]
        elif sort < COUNTED + PLACED:
            made += arrangements(choice, table, f"{turn}")
        else:
            made += [mixed(choice, table) for _ in range(4)]
        turn += 1
        if turn > number + 100:
            raise ValueError("too few different sprites to compose scenes")
    return made[:number]
