#!/usr/bin/env python3
"""Makes the pictures of README and gallery anew, and docs/gallery.md with them.

    docs/pictures.py [--check] [PATH-OF-VITAE]

`--check` changes nothing and fails if a picture is stale: pixels are compared with a tolerance, since versions of
poppler draw edges a little differently. Needs Pillow, poppler's `pdftoppm`, and vitae.
"""
import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

ROOT = Path(__file__).resolve().parent.parent
ARGS = [argument for argument in sys.argv[1:] if argument != "--check"]
CHECK = "--check" in sys.argv
VITAE = ARGS[0] if ARGS else str(ROOT / "target/release/vitae")
EDGE = "#d0d0d0"
# Each theme with somebody whom it suits.
GALLERY = {
    "academic": "examples/academic.yaml",
    "banking": "resume.yaml",
    "classic": "examples/nurse.yaml",
    "duet": "resume.yaml",
    "ivy": "examples/student.yaml",
    "letterpress": "examples/academic.yaml",
    "marquee": "examples/designer.yaml",
    "sidebar": "examples/designer.yaml",
    "swiss": "examples/designer.yaml",
    "timeline": "examples/nurse.yaml",
}
# The six of the README, in two rows.
BEST = [["classic", "duet", "marquee"], ["sidebar", "swiss", "letterpress"]]
# The largest difference of two greys that is none, and the largest part of a picture that may differ more.
TOLERANCE, STALE = 48, 0.004
# The largest picture of the gallery, in bytes.
LARGEST = 20 << 10


def page(folder, resolution, *args):
    """Page one of a résumé, with a hairline around it: on a web page paper has no edge."""
    pdf = Path(folder) / "page.pdf"
    subprocess.run([VITAE, "render", *args, "--quiet", "-o", pdf], cwd=ROOT, check=True)
    png = ["pdftoppm", "-q", "-r", str(resolution), "-f", "1", "-l", "1", "-png", "-singlefile"]
    subprocess.run([*png, pdf, pdf.with_suffix("")], check=True)
    with Image.open(pdf.with_suffix(".png")) as image:
        return ImageOps.expand(image.convert("RGB"), border=1, fill=EDGE)


def grid(rows, gap=14):
    """Pictures of one size in rows."""
    width, height = rows[0][0].size
    columns = max(map(len, rows))
    sheet = Image.new(
        "RGB", (columns * (width + gap) - gap, len(rows) * (height + gap) - gap), "white"
    )
    for y, row in enumerate(rows):
        for x, one in enumerate(row):
            sheet.paste(one, (x * (width + gap), y * (height + gap)))
    return sheet


def differs(old, new):
    """How large a part of two pictures differs by more than the tolerance."""
    if old.size != new.size:
        return 1.0
    greys = ImageChops.difference(old.convert("L"), new.convert("L")).histogram()
    return sum(greys[TOLERANCE:]) / (new.width * new.height)


def reduced(image, colours):
    """A picture in few colours, and its PNG: text is ink and its edges. This method keeps the
    hues of links and titles, and the means those of tints."""
    small = image.quantize(
        colours, Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE
    )
    data = io.BytesIO()
    small.save(data, "PNG", optimize=True)
    return small, data.getvalue()


def save(image, name, colours):
    """Writes a picture, those of the gallery no larger than they may be.

    Says whether the picture that is there is stale, if that is the question.
    """
    path = ROOT / "docs" / name
    small, data = reduced(image, colours)
    if path.parent.name == "gallery":
        while len(data) > LARGEST:
            colours -= 1
            small, data = reduced(image, colours)
    if CHECK:
        part = 1.0
        if path.exists():
            with Image.open(path) as old:
                part = differs(old, small)
        if part > STALE:
            print(f"{path.relative_to(ROOT)} is stale: {part:.1%} of it differs")
        return part > STALE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    print(f"{path.relative_to(ROOT)}: {image.width} x {image.height}, {len(data)} bytes")
    return False


def described():
    """The themes with their descriptions, as vitae lists them."""
    listed = subprocess.run([VITAE, "themes"], capture_output=True, text=True, check=True).stdout
    return dict(line.split(None, 1) for line in listed.splitlines())


def write_gallery(themes):
    """The page that shows all themes. Says whether the one that is there is stale."""
    text = "# Gallery\n\nEach built-in theme on A4, page one, as `docs/pictures.py` makes it from the examples.\n"
    for theme, description in themes.items():
        sample = GALLERY[theme]
        text += f"\n## {theme}\n\n{description.strip()}\n\n"
        text += f"![A page in {theme}](gallery/{theme}.png)\n\n"
        text += f"`vitae render {sample} -t {theme} --set fit=`\n"
    path = ROOT / "docs/gallery.md"
    if CHECK:
        stale = not path.exists() or path.read_text() != text
        if stale:
            print("docs/gallery.md is stale")
        return stale
    path.write_text(text)
    return False


def main():
    themes = described()
    if missing := set(themes) ^ set(GALLERY):
        sys.exit(f"GALLERY and the themes differ: {', '.join(sorted(missing))}")
    stale = [write_gallery(themes)]
    with tempfile.TemporaryDirectory() as folder:
        stale.append(save(page(folder, 110, "resume.yaml"), "resume.png", 48))
        in_theme = lambda sample, theme, resolution: page(
            folder, resolution, sample, "-t", theme, "--set", "fit="
        )
        for theme, sample in GALLERY.items():
            stale.append(save(in_theme(sample, theme, 54), f"gallery/{theme}.png", 32))
        rows = [[in_theme(GALLERY[theme], theme, 48) for theme in row] for row in BEST]
        stale.append(save(grid(rows), "themes.png", 128))
    if any(stale):
        sys.exit("make them anew: docs/pictures.py")


if __name__ == "__main__":
    main()
