#!/usr/bin/env python3
"""Makes the README's pictures anew: docs/resume.png and docs/themes.png.

Needs Pillow, poppler's `pdftoppm`, and vitae: `docs/pictures.py [PATH-OF-VITAE]`.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
VITAE = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/release/vitae")
EDGE = "#d0d0d0"


def page(folder, resolution, *args):
    """Page one of a résumé, with a hairline around it: a README has no paper's edge."""
    pdf = Path(folder) / "page.pdf"
    subprocess.run([VITAE, "render", *args, "--quiet", "-o", pdf], cwd=ROOT, check=True)
    png = ["pdftoppm", "-q", "-r", str(resolution), "-f", "1", "-l", "1", "-png", "-singlefile"]
    subprocess.run([*png, pdf, pdf.with_suffix("")], check=True)
    with Image.open(pdf.with_suffix(".png")) as image:
        return ImageOps.expand(image.convert("RGB"), border=1, fill=EDGE)


def save(image, name, colours):
    """Few colours do: text is ink and its edges. This method keeps those of links and titles."""
    path = ROOT / "docs" / name
    small = image.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {image.width} x {image.height}, {path.stat().st_size} bytes")


def main():
    with tempfile.TemporaryDirectory() as folder:
        save(page(folder, 110, "resume.yaml"), "resume.png", 48)
        themes = ["classic", "duet", "sidebar"]
        pages = [page(folder, 60, "resume.yaml", "-t", theme, "--set", "fit=") for theme in themes]
        gap = 14
        width = sum(one.width for one in pages) + gap * (len(pages) - 1)
        row = Image.new("RGB", (width, pages[0].height), "white")
        for index, one in enumerate(pages):
            row.paste(one, (index * (one.width + gap), 0))
        save(row, "themes.png", 64)


if __name__ == "__main__":
    main()
