"""Drawings to 128-pixel RGBA PNG files, in a pool of processes.  A picture already there is not drawn again."""

import hashlib
import io
import os
import subprocess
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from PIL import Image, PngImagePlugin

from .files import write_bytes

SIZE = 128
RECIPE = "3"  # Part of every picture's key: change it when the drawing below changes.
TIMEOUT_SECONDS = 30
MARGIN = 4


@dataclass(frozen=True)
class Job:
    """One picture to draw: from SVG text, or from the file `path` (SVG, WebP, JPEG).  `trim` cuts empty borders off."""
    target: str
    path: str = ""
    svg: str = ""
    trim: bool = False


def draw_svg(data, size):
    """An SVG drawing as RGBA, its longer side `size` pixels."""
    done = subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), "-a", "-f", "png"], input=data,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT_SECONDS)
    if done.returncode != 0 or not done.stdout:
        raise ValueError("rsvg-convert: " + done.stderr.decode("utf-8", "replace").strip().split("\n")[-1][:160])
    return Image.open(io.BytesIO(done.stdout)).convert("RGBA")


def fit(picture, size, margin=0):
    """Scale to fit a transparent square and centre in it.  Scaling is done on premultiplied colours, so that the
    colour of invisible pixels doesn't bleed into the edge."""
    room = size - 2 * margin
    scale = room / max(picture.size)
    wanted = tuple(max(1, round(side * scale)) for side in picture.size)
    if wanted != picture.size:
        picture = picture.convert("RGBa").resize(wanted, Image.LANCZOS).convert("RGBA")
    square = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    square.paste(picture, ((size - wanted[0]) // 2, (size - wanted[1]) // 2))
    return square


def is_blank(picture):
    """Whether nothing is to be seen on a white ground: less than one pixel in 250 differs from white."""
    white = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    grey = Image.alpha_composite(white, picture).convert("L")
    histogram = grey.histogram()
    return sum(histogram[:245]) * 250 < picture.size[0] * picture.size[1]


def draw(job):
    """(target, reason): draws one picture; the reason is empty on success."""
    try:
        if job.path:
            with open(job.path, "rb") as handle:
                data = handle.read()
        else:
            data = job.svg.encode("utf-8")
        key = hashlib.sha256(data + f"|{RECIPE}|{SIZE}|{job.trim}".encode()).hexdigest()
        if os.path.exists(job.target):
            with Image.open(job.target) as there:
                if there.info.get("drawn-from") == key:
                    return job.target, ""
        if not job.path or job.path.endswith(".svg"):
            picture = draw_svg(data, 4 * SIZE if job.trim else SIZE)
        else:
            picture = Image.open(io.BytesIO(data)).convert("RGBA")
        if job.trim:
            box = picture.getchannel("A").point(lambda value: 255 if value > 8 else 0).getbbox()
            if box is None:
                return job.target, "blank picture"
            whole = box == (0, 0, *picture.size)
            picture = fit(picture.crop(box), SIZE, 0 if whole else MARGIN)
        else:
            picture = fit(picture, SIZE)
        if is_blank(picture):
            return job.target, "blank picture"
        note = PngImagePlugin.PngInfo()
        note.add_text("drawn-from", key)
        out = io.BytesIO()
        picture.save(out, "PNG", pnginfo=note)
        write_bytes(job.target, out.getvalue())
        return job.target, ""
    except subprocess.TimeoutExpired:
        return job.target, f"not drawn within {TIMEOUT_SECONDS} seconds"
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        return job.target, f"cannot be drawn ({error})"


def draw_all(jobs, workers, say=print):
    """{target: reason} of the pictures that could not be drawn."""
    failed = {}
    with ProcessPoolExecutor(max_workers=workers) as pool:
        for number, (target, reason) in enumerate(pool.map(draw, jobs, chunksize=16), 1):
            if reason:
                failed[target] = reason
            if number % 2000 == 0:
                say(f"drawn {number} of {len(jobs)}")
    return failed
