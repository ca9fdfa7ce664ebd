"""What nine programs read in our PDFs, held against the words of the résumé.

usage: compare.py VITAE PDFJS FOLDER

FOLDER holds `SAMPLE-THEME-PAPER.pdf`, as .ci/run renders them of the samples; PDFJS is the folder of pdfjs-dist.

- Every program must read every word as often as `vitae render -f txt` says it, and no other but what a theme
  adds: labels of contacts, the foot. A word is what stands between spaces, without the marks around it, so two
  words glued together and one torn in two are both found. A line may end inside a word only behind a hyphen or
  another mark that the word has; where a theme hyphenates, it may be broken anywhere there.
- `pdftotext -raw`, mutool, pdf.js and pypdf must read the letters in the order of the tags, which is the one that
  the theme declares, page by page. The others guess at columns: they lift the dates at the right edge out of
  their lines.
- One fault is a program's own, and is not counted: pdftotext drops the hyphen of `on-premise` at a line's end.
- No program may read a character of private use, a ligature, or one that stands for nothing.
"""

import collections
import json
import multiprocessing
import pathlib
import re
import subprocess
import sys
import unicodedata

ROOT = pathlib.Path(__file__).parents[2]
# Those that must read in the order of the tags.
IN_ORDER = {"pdftotext -raw", "mutool", "pdf.js", "pypdf"}
# The themes that break words at the ends of lines.
HYPHENATING = {"duet"}
# The themes that number papers.
NUMBERING = {"academic"}
# What a theme may add: titles and labels of contacts and details, a word between two things.
ADDED = "contact web sites site location phone e-mail personal details or at page of".split()
# The labels of contacts, which a theme may leave out.
LABELS = re.compile(r"^(E-mail|Phone|Web Site|Location): ")
# The address of a link behind its text.
ADDRESS = re.compile(r" \((?:https?://|tel:|sms:)\S+?\)(?=[\s.,;:)–]|$)")
FOOT = re.compile(r"^[^\S\n]*(?:Page \d+ of \d+|.{0,60}\b\d+/\d+)[^\S\n]*$", re.MULTILINE)
ODD = re.compile("[\ue000-\uf8ff\ufb00-\ufb06\ufffd\U000f0000-\U0010fffd]")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace").stdout


def pypdf(file):
    from pypdf import PdfReader

    return "\f".join(page.extract_text() for page in PdfReader(file).pages)


def pdfminer(file):
    from pdfminer.high_level import extract_text

    return extract_text(file)


def pdfium(file):
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    # It marks a hyphen at a line's end, and goes on with the line.
    return "\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "\u00ad\n").replace("\u0002", "\u00ad\n")


EXTRACTORS = {
    "pdftotext": lambda file: run("pdftotext", file, "-"),
    "pdftotext -raw": lambda file: run("pdftotext", "-raw", file, "-"),
    "pdftotext -layout": lambda file: run("pdftotext", "-layout", file, "-"),
    "mutool": lambda file: run("mutool", "draw", "-q", "-F", "txt", file),
    "gs txtwrite": lambda file: run("gs", "-q", "-o", "-", "-sDEVICE=txtwrite", file),
    "pypdf": pypdf,
    "pdfminer": pdfminer,
    "pdfium": pdfium,
}


def plain(text):
    """A text without the feet of its pages, in the forms in which texts are compared."""
    text = FOOT.sub("", text.replace("\f", "\n"))
    text = unicodedata.normalize("NFC", text.replace("\u00a0", " "))
    text = "".join(unicodedata.normalize("NFKC", c) if c in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻" else c for c in text)
    return text.casefold().replace("\u0307", "")


def core(word):
    """A word without the marks around it."""
    inner = [at for at, c in enumerate(word) if c.isalnum() or unicodedata.category(c)[0] == "M"]
    return word[inner[0] : inner[-1] + 1] if inner else ""


def expected(vitae, sample):
    """The words of a résumé, as often as it says them, and those of them that a theme may leave out."""
    text = subprocess.run(
        [vitae, "render", sample, "--set", "fit=", "-q", "-f", "txt", "-o", "-"], capture_output=True, text=True, check=True
    ).stdout
    words, labels = collections.Counter(), collections.Counter()
    for number, block in enumerate(text.split("\n\n")):
        for line in block.splitlines():
            if number == 1 and (label := LABELS.match(line)):
                labels.update(core(word) for word in plain(label[0]).split())
            words.update(core(word) for word in plain(ADDRESS.sub("", line)).split())
    del words[""]
    return words, labels


def differences(text, words, labels, hyphenates, drops_hyphens):
    """Words that are read too seldom or too often."""
    read = collections.Counter()
    # Words at the ends of lines, with what follows on the next line.
    broken = []
    lines = [line.split() for line in plain(text).splitlines()]
    lines = [line for line in lines if line]
    for number, line in enumerate(lines):
        read.update(core(word) for word in line)
        parts = [line[-1]]
        for after in lines[number + 1 :][:3]:
            parts.append(after[0])
            broken.append(list(parts))
            if len(after) > 1:
                break
    del read[""]
    missing, more = words - read, read - words
    for parts in broken:
        if not all(core(part) for part in parts):
            continue
        whole = "".join(parts)
        wholes = {core(whole)}
        if hyphenates:
            wholes.add(core("".join(part.rstrip("-\u00ad") for part in parts[:-1]) + parts[-1]))
        marked = all(not part[-1].isalnum() or not after[0].isalnum() for part, after in zip(parts, parts[1:]))
        for word in wholes:
            if missing[word] > 0 and (marked or hyphenates):
                missing[word] -= 1
                more -= collections.Counter(core(part) for part in parts)
    # A program that goes by columns may read the two parts of such a word apart.
    for word in list(+missing):
        for at in range(1, len(word)):
            head, tail = core(word[:at]), core(word[at:])
            torn = not word[at - 1].isalnum() or hyphenates
            if torn and missing[word] > 0 and more[head] > 0 and more[tail] > 0:
                missing[word] -= 1
                more -= collections.Counter([head, tail])
    for word in list(+missing) if drops_hyphens else []:
        for at in range(1, len(word)):
            joined = word[:at] + word[at + 1 :]
            if word[at] == "-" and missing[word] > 0 and more[joined] > 0:
                missing[word] -= 1
                more[joined] -= 1
    # What is raised stands beside its word, with a space or without.
    for word in list(+more):
        for at in range(1, len(word)):
            head, tail = word[:at], word[at:]
            if more[word] > 0 and missing[head] > 0 and missing[tail] > 0:
                more[word] -= 1
                missing -= collections.Counter([head, tail])
    for word in list(+missing):
        for at in range(1, len(word)):
            head, tail = word[:at], word[at:]
            if missing[word] > 0 and tail.isdigit() and more[head] > 0 and more[tail] > 0:
                missing[word] -= 1
                more -= collections.Counter([head, tail])
    missing -= labels
    for word in ADDED:
        del more[word]
    return +missing, +more


def stream(text):
    """The letters and figures of a text in their order: programs differ in marks and spaces at the ends of lines."""
    return "".join(c for c in plain(text) if c.isalnum())


def out_of_order(text, pages):
    """Where a text leaves the order of the tags; `None` if it does not."""
    read, order = stream(text), stream("\f".join(pages))
    for at, (a, b) in enumerate(zip(read + "\0", order + "\0")):
        if a != b:
            return read[max(at - 20, 0) : at + 30], order[max(at - 20, 0) : at + 30]
    return None


def code_map(font):
    """What the codes of a font stand for, and how long they are."""
    cmap = font["/ToUnicode"].read_bytes().decode("latin-1")
    texts = {}
    utf16 = lambda digits: bytes.fromhex(digits).decode("utf-16-be")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            texts[int(code, 16)] = utf16(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                start = utf16(text)
                texts[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return texts, 2 if "/DescendantFonts" in font else 1


def marked(holder, resources, marks, stack):
    """Adds the text of each marked content of a page or a form."""
    import pikepdf

    fonts, font = {}, None
    for operands, operator in pikepdf.parse_content_stream(holder):
        name = str(operator)
        if name in ("BMC", "BDC"):
            properties = operands[1] if len(operands) > 1 else {}
            if isinstance(properties, pikepdf.Name):
                properties = resources["/Properties"][str(properties)]
            stack.append(int(properties["/MCID"]) if "/MCID" in properties else stack[-1])
            if operands[0] == "/Artifact":
                stack[-1] = None
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            key = str(operands[0])
            font = fonts.setdefault(key, None) or code_map(resources["/Font"][key])
            fonts[key] = font
        elif name == "Do":
            form = resources["/XObject"][str(operands[0])]
            if form.get("/Subtype") == "/Form":
                marked(form, form.get("/Resources", resources), marks, stack)
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else [operands[0]]
            texts, length = font
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    codes = [int.from_bytes(codes[at : at + length]) for at in range(0, len(codes), length)]
                    marks[stack[-1]] += "".join(texts.get(code, "\ufffd") for code in codes)


def tags(file):
    """The text of each page in the order of its tags."""
    import pikepdf

    with pikepdf.open(file) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        marks = []
        for page in pdf.pages:
            marks.append(collections.defaultdict(str))
            marked(page, page.resources, marks[-1], [None])
        read = [""] * len(pages)

        def walk(element, page):
            if "/Pg" in element:
                page = pages[element["/Pg"].objgen]
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary):
                    if kid.get("/Type") == "/MCR":
                        at = pages[kid["/Pg"].objgen] if "/Pg" in kid else page
                        read[at] += marks[at][int(kid["/MCID"])]
                    elif kid.get("/Type") != "/OBJR":
                        walk(kid, page)
                else:
                    read[page] += marks[page][int(kid)]

        walk(pdf.Root["/StructTreeRoot"], None)
        return read


def judge(job):
    """Everything that is wrong with what is read in one file."""
    file, theme, words, labels, hyphenates, pdfjs = job
    problems = []
    pages = tags(file)
    for name, text in [(name, read(file)) for name, read in EXTRACTORS.items()] + [("pdf.js", pdfjs)]:
        wrong = []
        if odd := sorted(set(ODD.findall(text))):
            wrong.append(f"odd characters: {[hex(ord(c)) for c in odd]}")
        missing, more = differences(text, words, labels, hyphenates, name == "pdftotext")
        if theme in NUMBERING:
            more = collections.Counter({word: count for word, count in more.items() if not (word.isdigit() and count == 1)})
        if missing:
            wrong.append(f"missing: {dict(missing)}")
        if more:
            wrong.append(f"too often, torn or glued: {dict(more)}")
        if name in IN_ORDER and (found := out_of_order(text, pages)):
            wrong.append(f"order: `{found[0][:80]}` where the tags have `{found[1]}`")
        problems += [f"{pathlib.Path(file).stem}: {name}: {one}" for one in wrong]
    return problems


def main():
    vitae, pdfjs, folder = sys.argv[1:4]
    samples = [ROOT / "resume.yaml", *sorted((ROOT / "examples").glob("*.yaml"))]
    themes = [line.split()[0] for line in run(vitae, "themes", "list").splitlines()]
    jobs = []
    for sample in samples:
        if not any(pathlib.Path(folder).glob(f"{sample.stem}-*.pdf")):
            continue
        words, labels = expected(vitae, sample)
        assert sum(words.values()) > 200, f"{sample} says next to nothing"
        for theme in themes:
            for file in sorted(pathlib.Path(folder).glob(f"{sample.stem}-{theme}-*.pdf")):
                # A name that ends with `whole` says that its words are not broken.
                hyphenates = theme in HYPHENATING and not file.stem.endswith("-whole")
                jobs.append((str(file), theme, words, labels, hyphenates))
    assert jobs, f"there are no files in {folder}"
    command = ["node", str(pathlib.Path(__file__).with_name("pdfjs.mjs")), pdfjs, *(job[0] for job in jobs)]
    by_pdfjs = {}
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        read = json.loads(line)
        by_pdfjs[read["file"]] = read["text"]
    with multiprocessing.Pool() as pool:
        problems = sum(pool.map(judge, [(*job, by_pdfjs[job[0]]) for job in jobs], chunksize=2), [])
    for problem in problems:
        print(problem)
    print(f"{len(jobs)} files, {len(EXTRACTORS) + 1} programs, {len(problems)} problems")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
