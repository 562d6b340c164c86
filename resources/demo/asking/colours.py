"""The main colour of a drawing, measured on its pixels: bands of hue, saturation and value with gaps between them.

What falls into a gap has no name, so a colour is only given where people would hardly differ.
"""

import numpy as np
from PIL import Image

NAMES = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey")
SHARE = 0.5  # of the pixels that the main colour must cover
LEAD = 1.8  # times the second colour
TRACE = 0.05  # of the pixels: a colour that covers less is none that anybody would call the main one
# Shadows turn white grey and light turns grey white, so neither is ever offered in place of the other.
ALIKE = frozenset({frozenset({"white", "grey"}), frozenset({"black", "grey"}), frozenset({"red", "pink"}),
                   frozenset({"red", "orange"}), frozenset({"orange", "yellow"}), frozenset({"orange", "brown"}),
                   frozenset({"red", "brown"}), frozenset({"purple", "pink"}), frozenset({"purple", "blue"})})


def alike(one, two):
    """Whether a person might name one colour where another names the other."""
    return one == two or frozenset({one, two}) in ALIKE


def hue_saturation_value(pixels):
    """Hue in degrees, saturation and value in 0..1 of rows of RGB bytes."""
    pixels = pixels.astype(np.float32) / 255
    high, low = pixels.max(axis=1), pixels.min(axis=1)
    spread = high - low
    safe = np.where(spread > 0, spread, 1)
    red, green, blue = pixels.T
    hue = np.select([high == red, high == green], [(green - blue) / safe % 6, (blue - red) / safe + 2],
                    (red - green) / safe + 4) * 60
    return hue, np.where(high > 0, spread / np.where(high > 0, high, 1), 0), high


def shares(picture):
    """{name: share of the picture's own pixels}: those more than half opaque, without white paper where all are."""
    data = np.asarray(picture.convert("RGBA"))
    own = data[..., 3] > 127
    if own.all():
        own = np.asarray(picture.convert("L")) < 245
    if not own.any():
        return {}
    hue, saturation, value = hue_saturation_value(data[own][:, :3])
    warm = (hue < 12) | (hue > 345)
    vivid = (saturation > 0.35) & (value > 0.35)
    bands = {
        "red": warm & vivid & (saturation > 0.6) & (value > 0.5),
        "pink": (value > 0.75) & (((hue > 308) & (hue < 340) & (saturation > 0.2)) |
                                  (((hue >= 340) | (hue < 8)) & (saturation > 0.15) & (saturation < 0.5))),
        "orange": (hue > 20) & (hue < 39) & (saturation > 0.6) & (value > 0.8),
        "brown": (hue > 5) & (hue < 42) & (saturation > 0.3) & (value > 0.2) & (value < 0.7),
        "yellow": (hue > 41) & (hue < 66) & (saturation > 0.4) & (value > 0.75),
        "green": (hue > 76) & (hue < 163) & vivid,
        "blue": (hue > 188) & (hue < 248) & vivid,
        "purple": (hue > 258) & (hue < 300) & (saturation > 0.25) & (value > 0.3),
        "black": (value < 0.2) | ((value < 0.28) & (saturation < 0.35)),
        "white": (saturation < 0.07) & (value > 0.92),
        "grey": (saturation < 0.18) & (value > 0.36) & (value < 0.82),
    }
    return {name: float(bands[name].mean()) for name in NAMES}


def main_colour(found):
    """The name of the colour that covers half and clearly more than any other, or ''."""
    if not found:
        return ""
    ordered = sorted(found, key=lambda name: (-found[name], name))
    first, second = found[ordered[0]], found[ordered[1]]
    return ordered[0] if first >= SHARE and first >= LEAD * second else ""


def measure(path):
    """(main colour or '', shares by name) of a picture file."""
    with Image.open(path) as picture:
        found = shares(picture)
    return main_colour(found), found


def could_be(found, name):
    """Whether `name` covers so much, or is so like the main colour, that 'is it mostly ...?' has no sure answer."""
    return found.get(name, 0) >= TRACE or alike(main_colour(found), name)
