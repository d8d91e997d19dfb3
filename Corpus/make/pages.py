"""From HTML to noisy page images with the place of every character: Chromium lays out and prints, poppler rasterises."""
import io
import pathlib
import random
import subprocess
from dataclasses import dataclass

from PIL import Image, ImageFilter

HERE = pathlib.Path(__file__).parent


@dataclass
class Line:
    """One printed line: its page, the block it belongs to, and its characters with their left and right edge (CSS pixels)."""
    page: int
    block: str
    chars: list
    top: float
    bottom: float

    @property
    def text(self):
        return "".join(c for c, _, _ in self.chars)


def printed(browser, html, width, height, pdf, margin=(40, 40)):
    """Prints HTML whose body holds one `.flow` and returns its lines. `margin` is the top and bottom margin of a page in CSS pixels."""
    browser.show(html, width, height)
    script = (HERE / "layout.js").read_text()
    for name, value in (("PAGE_WIDTH", width), ("PAGE_HEIGHT", height), ("MARGIN_TOP", margin[0]), ("MARGIN_BOTTOM", margin[1])):
        script = script.replace(name, str(value))
    lines = [Line(**line) for line in browser.evaluate(script)]
    browser.pdf(pdf, width, height)
    return lines


def rasterised(pdf, dpi):
    """The pages of a PDF as grey images."""
    folder = pathlib.Path(pdf).with_suffix("")
    folder.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", str(pdf), str(folder / "page")], check=True)
    images = []
    for path in sorted(folder.glob("page-*.pgm")):
        images.append(Image.open(path).copy())
        path.unlink()
    folder.rmdir()
    return images


NOISE = {  # blur radius (of 300 dpi pixels), JPEG quality, sigma of grain, greatest tilt in degrees
    "none": (0, 0, 0, 0), "soft": (0.5, 70, 2, 0), "hard": (0.9, 38, 6, 0.15), "blur": (1.5, 0, 2, 0), "jpeg": (0, 22, 0, 0),
}


def noisy(image, kind, dpi, seed):
    """The image as a bad copy of the page would be. Everything is drawn from the seed."""
    blur, quality, grain, tilt = NOISE[kind]
    chance = random.Random(seed)
    if tilt:
        image = image.rotate(chance.uniform(-tilt, tilt), Image.BICUBIC, fillcolor=255)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur * dpi / 300 * chance.uniform(0.8, 1.2)))
    if grain:
        # A tile of grain, repeated from a random corner: fast, and tesseract cannot tell.
        tile = Image.effect_noise((512, 512), grain)
        cover = Image.new("L", image.size, 128)
        for x in range(-chance.randrange(512), image.width, 512):
            for y in range(-chance.randrange(512), image.height, 512):
                cover.paste(tile, (x, y))
        image = Image.blend(image, cover, 0.08)
    if quality:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        image = Image.open(io.BytesIO(buffer.getvalue())).convert("L")
    return image
