"""Draw the scenes that are needed, once: a picture's name says what is in it, so one that is there is the right one."""

import hashlib
import io
import os
import re
import time

from PIL import Image

from corpus import scenes
from corpus.files import sha256_of_file, write_bytes

FOLDER = "scenes"
RECIPE = "1"  # another number draws all scenes anew
OWN_NAME = re.compile(r"[0-9a-f]{16}\.png")


class Names:
    """Names of scene pictures, from the digests of their sprites and where these stand."""

    def __init__(self, out):
        self.out, self.digests = out, {}

    def digest(self, image):
        if image not in self.digests:
            self.digests[image] = sha256_of_file(os.path.join(self.out, image))
        return self.digests[image]

    def name(self, split, scene):
        text = repr((RECIPE, scene.ground, [(self.digest(thing.sprite), thing.box) for thing in scene.things]))
        return f"{FOLDER}/{split}/{hashlib.sha256(text.encode('utf-8')).hexdigest()[:16]}.png"


def png_of(scene, out, cache):
    """A palette PNG; the palette is PIL's own, so that the bytes don't depend on which libraries are installed."""
    placed = [(scenes.Sprite(thing.label, thing.sprite, ""), *thing.box[:3]) for thing in scene.things]
    picture = scenes.compose(placed, out, cache, scene.ground).convert("RGB")
    small = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    data = io.BytesIO()
    small.save(data, "PNG")
    return data.getvalue()


def draw_missing(made, out, say):
    """Draw those that aren't there yet; {image: reason} of those that failed."""
    missing = [scene for scene in made if not os.path.exists(os.path.join(out, scene.image))]
    say(f"{len(made)} scenes, {len(made) - len(missing)} are there already")
    cache, failed, started, said = {}, {}, time.monotonic(), time.monotonic()
    for number, scene in enumerate(missing, 1):
        try:
            write_bytes(os.path.join(out, scene.image), png_of(scene, out, cache))
        except (OSError, ValueError) as error:
            failed[scene.image] = f"it can't be drawn: {error}"
        if time.monotonic() - said > 10:
            said = time.monotonic()
            left = (said - started) / number * (len(missing) - number)
            say(f"  {number} of {len(missing)} scenes drawn, about {left:.0f} s left")
    return failed


def remove_others(out, images):
    """Remove scene pictures of an earlier run that nothing names any more; how many."""
    removed, wanted = 0, set(images)
    for folder, _, names in os.walk(os.path.join(out, FOLDER)):
        for name in names:
            path = os.path.join(folder, name)
            if OWN_NAME.fullmatch(name) and os.path.relpath(path, out).replace(os.sep, "/") not in wanted:
                os.unlink(path)
                removed += 1
    return removed
