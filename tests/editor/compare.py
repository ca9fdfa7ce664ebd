"""What an editor says of a résumé, held against what vitae says.

usage: compare.py VITAE LSP.py

`lsp.py` drives yaml-language-server without an editor. The files beside this one name the schema in
their first line; of each, the two must find errors on the same lines. In `completion.yaml` the
language server is asked what may stand at a place, and what a word there means.
"""

import json
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent
PLACE = re.compile(r"^ *--> .*:(\d+):\d+$")

# Line and column from 0, what must be offered there, and what must not.
OFFERED = [
    ("2:8", {"classic", "duet", "sidebar"}, set()),
    ("4:2", {"panel", "size", "paper", "accent"}, {"justify", "hyphenate"}),
    ("9:4", {"position", "highlights", "startDate", "endDate", "url"}, {"institution", "basics"}),
    ("10:10", {"de", "en", "es", "fr"}, set()),
]
# Line and column from 0, and words of the description of what stands there.
EXPLAINED = [
    ("3:3", "Air between sections and entries"),
    ("6:4", "Your name"),
    ("8:6", "The employer"),
]


def ask(lsp, file, *places):
    """What the language server says of a file, and at some places of it."""
    command = [sys.executable, lsp, str(file), *places]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def lines_of_vitae(vitae, file):
    """The lines on which vitae finds an error."""
    command = [vitae, "check", "--quiet", file.name]
    said = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True).stderr
    found = set()
    for message in re.split(r"\n(?=error|warning|note)", said):
        places = [PLACE.match(line) for line in message.splitlines()]
        found.update(int(place[1]) for place in places[:2] if place and message.startswith("error"))
    return found


def failures(vitae, lsp):
    """Everything in which the two differ."""
    for file in sorted(FOLDER.glob("*.yaml")):
        if file.name == "completion.yaml":
            continue
        said = ask(lsp, file)["diagnostics"]
        theirs, ours = {one["line"] for one in said}, lines_of_vitae(vitae, file)
        if not ours or theirs != ours:
            yield f"{file.name}: vitae has errors on {sorted(ours)}, the editor on:"
            yield from (f"  {one['line']}: {one['message']}" for one in said)
    places = [place for place, *_ in OFFERED + EXPLAINED]
    answers = ask(lsp, FOLDER / "completion.yaml", *places)["at"]
    for place, wanted, unwanted in OFFERED:
        labels = set(answers[place]["completions"])
        if not wanted <= labels or unwanted & labels:
            yield f"completion at {place}: {sorted(labels)}"
    for place, words in EXPLAINED:
        hover = json.dumps(answers[place]["hover"], ensure_ascii=False)
        if words not in hover:
            yield f"hover at {place}: {hover}"


if __name__ == "__main__":
    found = list(failures(*sys.argv[1:]))
    print("\n".join(found) or "the editor and vitae agree")
    sys.exit(bool(found))
