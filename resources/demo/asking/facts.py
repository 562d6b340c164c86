"""What is true of a scene, by the boxes and labels of its record.  None where people could differ."""

DIRECTIONS = {"left of": (0, 1), "right of": (0, -1), "above": (1, 1), "below": (1, -1)}
OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}
APART = 24  # pixels between two centres, from where one thing is beside or above another
STEEP = 0.75  # how far aside it may be for that, as a share of the distance along
FLAT = 0.35  # how far along it may be, as a share of the distance aside, and not be there at all


def centre(thing):
    x, y, width, height = thing.box
    return x + width / 2, y + height / 2


def lies(one, two, direction):
    """Whether `one` is left of (right of, above, below) `two`; None on a diagonal."""
    axis, sign = DIRECTIONS[direction]
    start, end = centre(one), centre(two)
    along, aside = (end[axis] - start[axis]) * sign, abs(end[1 - axis] - start[1 - axis])
    if along >= APART and aside <= STEEP * along:
        return True
    return False if along <= FLAT * aside else None


def count(scene, label, lexicon):
    """How many things have the label; None where something else could be called so."""
    number = 0
    for thing in scene.things:
        if thing.label == label:
            number += 1
        elif lexicon.confusable(thing.label, label):
            return None
    return number


def only(scene, label):
    """The one thing with the label, or None where there is none or are several."""
    found = [thing for thing in scene.things if thing.label == label]
    return found[0] if len(found) == 1 else None


def neighbours(scene, thing, direction):
    """The things that lie in the direction from `thing` ('left of': what is left of it); None where one may or may not."""
    found = []
    for other in scene.things:
        if other is thing:
            continue
        there = lies(other, thing, direction)
        if there is None:
            return None
        if there:
            found.append(other)
    return found
