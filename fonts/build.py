#!/usr/bin/env python3
"""Build the fonts embedded in vitae.

Sources (npm packages, pinned; tarballs are checked against SHA-256 below):

  EB Garamond     @expo-google-fonts/eb-garamond 0.4.3    complete static TTFs as served by
                                                          Google Fonts (font version 1.003)
  Faustina        @expo-google-fonts/faustina 0.4.2       the same (font version 1.200)
  Inter           @expo-google-fonts/inter 0.4.2          the same (font version 4.001)
  STIX Two Text   @expo-google-fonts/stix-two-text 0.4.2  the same (font version 2.13 b171)
  Vollkorn        @expo-google-fonts/vollkorn 0.4.1       the same (font version 5.001)
  IBM Plex Sans   @ibm/plex 5.0.0                         IBM's release, the OTFs (font version 3.2)
  IBM Plex Mono   @ibm/plex 5.0.0                         the same (font version 2.1)
  Source Serif 4  source-serif 4.5.1                      Adobe's release, package/TTF, text
                                                          optical size (font version 4.005)
  Source Sans 3   source-sans 3.52.0                      Adobe's release, package/TTF
                                                          (font version 3.052)

How to run (needs npm on PATH and network access to an npm registry; @ibm/plex is 124 MB):

    python3 -m venv venv && venv/bin/pip install fonttools==4.68.0
    venv/bin/python build.py                 # writes next to this script, then checks
    venv/bin/python build.py --check         # only checks what is there
    venv/bin/python build.py --out DIR       # write elsewhere

What it does to each face: subset to Latin, Greek, Cyrillic, punctuation, currency, arrows and
common symbols; keep the layout features listed in FEATURES; drop hinting, glyph names and
digital signature; compact GPOS; rewrite the naming records (typographic family/subfamily).
No outline, advance width or kerning value is changed, but for EB Garamond: in its italic the
superscript figures also get their characters, which they have in the upright; and in its upright
faces an i stands nearer to an f (see NEARER).

The IBM Plex families carry the OFL Reserved Font Name "Plex" (see README.md) and are always
copied byte for byte. Both Source families carry the Reserved Font Name "Source". Two options
exist for a distribution that must not use it on a modified font:

    --unmodified                       copy Adobe's OTF files byte for byte instead
    --rename "Source Serif 4=My Serif" give the modified family another name
"""
import argparse, hashlib, io, subprocess, sys, tarfile, tempfile
from pathlib import Path

from fontTools.otlLib.optimize.gpos import compact
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otBase import ValueRecord
from fontTools.ttLib.tables.otTables import PairValueRecord

PLEX = ("@ibm/plex", "5.0.0", "4a6dc0f713aa44b14e0619eb86d0d41b8c1151581dae9f6478d7d4a410d862cb")
PACKAGES = {
    "eb-garamond": ("@expo-google-fonts/eb-garamond", "0.4.3", "4b394f925314ad33790d571812b99370612ed40ca470ac64f9a98ab637dfea20"),
    "faustina": ("@expo-google-fonts/faustina", "0.4.2", "503dc1a4f691146f4412a9820eeebe5c81aac458c2d58d0b3f88051e44dcea96"),
    "ibm-plex-mono": PLEX,
    "ibm-plex-sans": PLEX,
    "inter": ("@expo-google-fonts/inter", "0.4.2", "b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9"),
    "source-serif-4": ("source-serif", "4.5.1", "19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746"),
    "source-sans-3": ("source-sans", "3.52.0", "49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88"),
    "stix-two-text": ("@expo-google-fonts/stix-two-text", "0.4.2", "fd82c48a2fc870b25a5c6eb4be13f3c295e61159b18416cee2aefbec3d3b42fa"),
    "vollkorn": ("@expo-google-fonts/vollkorn", "0.4.1", "40591c21c9eb245f73118ea5b574c197dbd1495175b7b55b79676107df069966"),
}
LICENCE = {
    "eb-garamond": "package/LICENSE_FONT",
    "faustina": "package/LICENSE_FONT",
    "ibm-plex-mono": "package/LICENSE.txt",
    "ibm-plex-sans": "package/LICENSE.txt",
    "inter": "package/LICENSE_FONT",
    "source-serif-4": "package/LICENSE.md",
    "source-sans-3": "package/LICENSE.md",
    "stix-two-text": "package/LICENSE_FONT",
    "vollkorn": "package/LICENSE_FONT",
}
FAMILY = {
    "eb-garamond": "EB Garamond",
    "faustina": "Faustina",
    "ibm-plex-mono": "IBM Plex Mono",
    "ibm-plex-sans": "IBM Plex Sans",
    "inter": "Inter",
    "source-serif-4": "Source Serif 4",
    "source-sans-3": "Source Sans 3",
    "stix-two-text": "STIX Two Text",
    "vollkorn": "Vollkorn",
}
FIVE = [
    ("Regular", "400Regular", "Regular", 400, False),
    ("Italic", "400Regular_Italic", "Italic", 400, True),
    ("SemiBold", "600SemiBold", "SemiBold", 600, False),
    ("Bold", "700Bold", "Bold", 700, False),
    ("BoldItalic", "700Bold_Italic", "Bold Italic", 700, True),
]


def google(stem, faces=FIVE):
    """The faces of a family that comes from a package of Google Fonts."""
    return [
        (f"{stem}-{out}.ttf", f"package/{src}/{stem}_{src}.ttf", style, w, it, f"{stem}-{out}")
        for out, src, style, w, it in faces
    ]


# folder -> (output name, file in package, style, weight, italic, PostScript name)
FACES = {
    "eb-garamond": google("EBGaramond"),
    "faustina": google("Faustina"),
    "ibm-plex-mono": [
        ("IBMPlexMono-Regular.otf", "package/IBM-Plex-Mono/fonts/complete/otf/IBMPlexMono-Regular.otf",
         "Regular", 400, False, "IBMPlexMono"),
    ],
    "ibm-plex-sans": [
        (f"IBMPlexSans-{out}.otf", f"package/IBM-Plex-Sans/fonts/complete/otf/IBMPlexSans-{out}.otf",
         style, w, it, ps)
        for out, style, w, it, ps in [
            ("Regular", "Regular", 400, False, "IBMPlexSans"),
            ("Italic", "Italic", 400, True, "IBMPlexSans-Italic"),
            ("SemiBold", "SemiBold", 600, False, "IBMPlexSans-SemiBold"),
            ("Bold", "Bold", 700, False, "IBMPlexSans-Bold"),
            ("BoldItalic", "Bold Italic", 700, True, "IBMPlexSans-BoldItalic"),
        ]
    ],
    "inter": google("Inter"),
    "source-serif-4": [
        (f"SourceSerif4-{out}.ttf", f"package/TTF/SourceSerif4-{src}.ttf", style, w, it, f"SourceSerif4-{src}")
        for out, src, style, w, it in [
            ("Regular", "Regular", "Regular", 400, False),
            ("Italic", "It", "Italic", 400, True),
            ("Semibold", "Semibold", "Semibold", 600, False),
            ("Bold", "Bold", "Bold", 700, False),
            ("BoldItalic", "BoldIt", "Bold Italic", 700, True),
        ]
    ],
    "source-sans-3": [
        (f"SourceSans3-{out}.ttf", f"package/TTF/SourceSans3-{src}.ttf", style, w, it, f"SourceSans3-{src}")
        for out, src, style, w, it in [
            ("Light", "Light", "Light", 300, False),
            ("Regular", "Regular", "Regular", 400, False),
            ("Italic", "It", "Italic", 400, True),
            ("Semibold", "Semibold", "Semibold", 600, False),
            ("Bold", "Bold", "Bold", 700, False),
            ("BoldItalic", "BoldIt", "Bold Italic", 700, True),
        ]
    ],
    "stix-two-text": google("STIXTwoText", [face for face in FIVE if face[0] != "SemiBold"]),
    "vollkorn": google("Vollkorn"),
}

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x024F),  # Latin, Latin-1, Extended-A, Extended-B
    (0x0259, 0x0259),                    # schwa (Azerbaijani)
    (0x02B0, 0x036F),                    # modifier letters, combining marks
    (0x0370, 0x03FF), (0x0400, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),                    # Latin Extended Additional (Vietnamese)
    (0x2000, 0x206F),                    # punctuation
    (0x2070, 0x209F), (0x20A0, 0x20CF),  # super/subscripts, currency
    (0x2100, 0x218F),                    # letterlike symbols, number forms
    (0x2190, 0x21FF), (0x2200, 0x22FF),  # arrows, mathematical operators
    (0x2300, 0x23FF), (0x25A0, 0x27BF),  # technical, shapes, symbols, dingbats
    (0xA78B, 0xA78C), (0xFB00, 0xFB06), (0xFEFF, 0xFEFF), (0xFFFD, 0xFFFD),
]
FEATURES = """ccmp locl liga rlig calt kern mark mkmk case lnum onum pnum tnum zero
    frac numr dnom sups subs sinf ordn smcp c2sc""".split()

# These are subset more closely, or all families together would be too large: of the combining
# marks the common ones, of Cyrillic and of Latin Extended Additional the letters of living
# languages and of romanisation, no technical symbols. They
# keep no `calt` either (that of Inter turns "->" into an arrow and the x of "2x4" into ×).
CLOSE = {"eb-garamond", "inter", "stix-two-text", "vollkorn"}
CLOSE_RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x0259, 0x0259),
    (0x02BB, 0x02BC), (0x02C6, 0x02DD),  # modifier letters
    (0x0300, 0x0304), (0x0306, 0x030C), (0x030F, 0x030F), (0x0311, 0x0312), (0x031B, 0x031B),
    (0x0323, 0x0328), (0x032E, 0x0332),  # combining marks
    (0x0370, 0x03FF), (0x0400, 0x045F), (0x048A, 0x04FF),
    (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9),  # Welsh, German, Vietnamese
    *((ord(c), ord(c)) for c in "ḂḃḊḋḞḟṀṁṖṗṠṡṪṫ"          # Irish, and romanised Arabic, Indic
      "ḌḍḎḏḠḡḤḥḪḫḲḳḶḷḸḹṂṃṄṅṆṇṚṛṜṝṢṣṬṭṮṯẎẏẒẓẖ"),           # and Hebrew
    (0x2000, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x25A0, 0x27BF), (0xA78B, 0xA78C), (0xFB00, 0xFB06), (0xFEFF, 0xFEFF), (0xFFFD, 0xFFFD),
]
CLOSE_FEATURES = """ccmp locl liga rlig kern mark mkmk lnum onum pnum tnum frac sups subs
    smcp c2sc""".split()

# All of fonts/ together, in bytes.
LIMIT = 8_000_000

# What every face ought to have; what one lacks is reported by --check.
WANTED = (
    [chr(c) for c in range(0x20, 0x7F)]
    + [chr(c) for c in range(0xA0, 0x180)]
    + list("™©®–—‘’“”„‚«»‹›…•·†‡§¶№€£¥₩−×÷±≤≥→←↑↓¹²³⁰⁴⁵⁶⁷⁸⁹½¼¾⁄")
)
KNOWN_GAPS = {
    "faustina": set("→←↑↓"),
    "ibm-plex-mono": set("¤ſ"),
    "inter": set("ŉ"),
    "source-serif-4": set("ĬĭĲĳŦŧ"),
    "stix-two-text": set("₩≤≥→←↑↓"),
}
# The letters whose presence --check shows for each face.
SCRIPTS = {"Vietnamese": "ĂăĐđƠơƯưẠạẶặỒồỰựỸỹ", "Greek": "ΑΩαωάίς", "Cyrillic": "АЯаяёҐґЇїЎў"}
# Scripts a family has not.
KNOWN_MISSING = {"faustina": {"Greek", "Cyrillic"}, "ibm-plex-mono": {"Greek"}}
# The layout features README.md promises, in upright and in italic faces.
FIGURES = {"lnum", "onum", "pnum", "tnum"}
CAPITALS = {"smcp", "c2sc"}
PROMISED = {
    "eb-garamond": (FIGURES | CAPITALS, FIGURES | CAPITALS),
    "faustina": (FIGURES, FIGURES),
    "ibm-plex-mono": (set(), set()),
    "ibm-plex-sans": (set(), set()),
    "inter": ({"pnum", "tnum"}, {"pnum", "tnum"}),
    "source-serif-4": ({"onum", "pnum"} | CAPITALS, {"onum", "pnum"}),
    "source-sans-3": ({"onum", "pnum"} | CAPITALS, {"onum", "pnum"}),
    "stix-two-text": ({"onum", "pnum"} | CAPITALS, {"onum", "pnum"} | CAPITALS),
    "vollkorn": (FIGURES | CAPITALS, FIGURES),
}
# How far an i stands from an f in EB Garamond's upright faces, in thousandths of an em; upstream it is 70.
NEARER = 45
# Families without an fi ligature, and without kerning, by design. (STIX Two Text makes its f ligatures
# in two steps, which ligature() does not follow.)
NO_LIGATURE = {"ibm-plex-mono", "inter", "source-sans-3", "stix-two-text"}
NO_KERNING = {"ibm-plex-mono"}


def fetch(folder, tmp):
    name, version, digest = PACKAGES[folder]
    dest = Path(tmp) / folder
    if folder == "ibm-plex-sans" and (Path(tmp) / "ibm-plex-mono").exists():
        dest = Path(tmp) / "ibm-plex-mono"  # the same package
        return tarfile.open(next(dest.glob("*.tgz")))
    dest.mkdir()
    subprocess.run(["npm", "pack", "--silent", "--pack-destination", str(dest), f"{name}@{version}"],
                   check=True, stdout=subprocess.DEVNULL)
    (tarball,) = dest.glob("*.tgz")
    data = tarball.read_bytes()
    got = hashlib.sha256(data).hexdigest()
    if got != digest:
        sys.exit(f"{name}@{version}: SHA-256 is {got}, expected {digest}")
    return tarfile.open(fileobj=io.BytesIO(data))


def set_names(font, family, style, psname):
    name = font["name"]
    old = {i: name.getDebugName(i) for i in (0, 5, 7, 8, 9, 11, 12, 13, 14)}
    # RIBBI styles share one legacy family; any other weight gets a legacy family of its own.
    if style in ("Regular", "Italic", "Bold", "Bold Italic"):
        legacy, legacy_style = family, style
    else:
        legacy, legacy_style = f"{family} {style}", "Regular"
    version = old[5].split(";")[0]
    records = {**old, 1: legacy, 2: legacy_style, 3: f"{version};subset;{psname}", 4: f"{family} {style}",
               5: f"{version}; subset for vitae", 6: psname, 16: family, 17: style}
    name.names = []
    for i, text in sorted(records.items()):
        if text:
            name.setName(text, i, 3, 1, 0x409)


def nearer(font):
    """Lets an i stand as near to an f as they do not touch: upstream means them to be a ligature, which no theme has."""
    f, i = (font.getBestCmap()[ord(c)] for c in "fi")
    if kern_value(font, f, i) <= NEARER:
        return
    gpos = font["GPOS"].table
    lookups = {i for r in gpos.FeatureList.FeatureRecord if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex}
    for index in sorted(lookups):
        for st in gpos.LookupList.Lookup[index].SubTable:
            st = getattr(st, "ExtSubTable", st)
            # Pairs of glyphs stand before those of classes, and the first that matches counts.
            if st.LookupType != 2 or st.Format != 1 or f not in st.Coverage.glyphs:
                continue
            pairs = st.PairSet[st.Coverage.glyphs.index(f)].PairValueRecord
            pairs[:] = [pair for pair in pairs if pair.SecondGlyph != i]
            pair = PairValueRecord()
            pair.SecondGlyph, pair.Value1 = i, ValueRecord()
            pair.Value1.XAdvance = NEARER
            pairs.append(pair)
            pairs.sort(key=lambda pair: font.getGlyphID(pair.SecondGlyph))
            return
    sys.exit("EB Garamond: no pairs to add f and i to")


def build_face(data, folder, family, style, weight, italic, psname):
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    # Same bytes whether or not uharfbuzz happens to be installed.
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    if folder == "eb-garamond":
        # The italic of 1.003 has superscript figures, but no characters for them.
        for table in font["cmap"].tables:
            if table.isUnicode():
                for char, glyph in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "zero one two three four five six seven eight nine".split()):
                    table.cmap.setdefault(ord(char), f"{glyph}.sups")
    o = Options()
    o.layout_features = CLOSE_FEATURES if folder in CLOSE else FEATURES
    o.hinting = False
    o.glyph_names = False
    o.legacy_cmap = False
    o.name_IDs = ["*"]
    o.name_languages = ["*"]
    o.notdef_outline = True
    o.drop_tables += ["DSIG", "STAT", "gasp", "meta", "FFTM", "BASE", "prep", "cvt ", "fpgm"]
    sub = Subsetter(o)
    ranges = CLOSE_RANGES if folder in CLOSE else RANGES
    sub.populate(unicodes=[c for a, b in ranges for c in range(a, b + 1)])
    sub.subset(font)
    if folder == "eb-garamond":
        nearer(font)
    compact(font, 9)
    set_names(font, family, style, psname)
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass = weight
    os2.fsType = 0
    bold = weight == 700
    os2.fsSelection &= ~0b1100001
    os2.fsSelection |= (1 if italic else 0) | (32 if bold else 0) | (64 if not (italic or bold) else 0)
    head.macStyle = (1 if bold else 0) | (2 if italic else 0)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def build(out, rename, unmodified):
    with tempfile.TemporaryDirectory() as tmp:
        for folder, faces in FACES.items():
            tar = fetch(folder, tmp)
            read = lambda member: tar.extractfile(member).read()
            target = out / folder
            target.mkdir(parents=True, exist_ok=True)
            (target / "OFL.txt").write_bytes(read(LICENCE[folder]))
            family = rename.get(FAMILY[folder], FAMILY[folder])
            for filename, member, style, weight, italic, psname in faces:
                if member.endswith(".otf"):  # reserved name "Plex"
                    (target / filename).write_bytes(read(member))
                    continue
                if unmodified and folder.startswith("source-"):
                    member = member.replace("TTF", "OTF").replace(".ttf", ".otf")
                    (target / filename).with_suffix(".otf").write_bytes(read(member))
                    continue
                stem = FAMILY[folder].replace(" ", "")
                new = family.replace(" ", "")
                psname, filename = psname.replace(stem, new, 1), filename.replace(stem, new, 1)
                (target / filename).write_bytes(build_face(read(member), folder, family, style, weight, italic, psname))


def kern_value(font, left, right):
    """Horizontal kerning of a glyph pair, first matching subtable of each kern lookup."""
    gpos = font["GPOS"].table
    lookups = {i for r in gpos.FeatureList.FeatureRecord if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex}
    total = 0
    for i in sorted(lookups):
        for st in gpos.LookupList.Lookup[i].SubTable:
            st = getattr(st, "ExtSubTable", st)
            if st.LookupType != 2 or left not in st.Coverage.glyphs:
                continue
            if st.Format == 1:
                found = [r.Value1 for r in st.PairSet[st.Coverage.glyphs.index(left)].PairValueRecord
                         if r.SecondGlyph == right]
                if not found:
                    continue
                value = found[0]
            else:
                rec = st.Class1Record[st.ClassDef1.classDefs.get(left, 0)]
                value = rec.Class2Record[st.ClassDef2.classDefs.get(right, 0)].Value1
            total += getattr(value, "XAdvance", 0) if value else 0
            break
    return total


def ligature(font, *glyphs):
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for st in lookup.SubTable:
            st = getattr(st, "ExtSubTable", st)
            if st.LookupType == 4:
                for lig in st.ligatures.get(glyphs[0], []):
                    if lig.Component == list(glyphs[1:]):
                        return lig.LigGlyph
    return None


def check(out, rename):
    bad, seen, total = [], set(), 0
    for folder, faces in FACES.items():
        family = rename.get(FAMILY[folder], FAMILY[folder])
        files = sorted(p for p in (out / folder).iterdir() if p.suffix in (".ttf", ".otf"))
        if len(files) != len(faces):
            bad.append(f"{folder}: {len(files)} faces, expected {len(faces)}")
        by_ps = {f[5].replace(FAMILY[folder].replace(" ", ""), family.replace(" ", ""), 1): f for f in faces}
        for path in files:
            font = TTFont(path)
            name, os2, cmap = font["name"], font["OS/2"], font.getBestCmap()
            ps = name.getDebugName(6)
            total += path.stat().st_size
            say = lambda text: bad.append(f"{path.name}: {text}")
            if ps in seen or ps not in by_ps:
                say(f"PostScript name {ps}")
                continue
            seen.add(ps)
            _, _, style, weight, italic, _ = by_ps[ps]
            if not (out / folder / "OFL.txt").is_file():
                say("no OFL.txt")
            if (name.getDebugName(16) or name.getDebugName(1)) != family:
                say("typographic family")
            if (name.getDebugName(17) or name.getDebugName(2)) != style:
                say("typographic style")
            if os2.usWeightClass != weight or os2.fsType != 0:
                say(f"weight {os2.usWeightClass}, fsType {os2.fsType}")
            if not (bool(os2.fsSelection & 1) == bool(font["head"].macStyle & 2)
                    == (font["post"].italicAngle != 0) == italic):
                say("italic bits")
            missing = {c for c in WANTED if ord(c) not in cmap} - {"\u00ad"}
            gaps = KNOWN_GAPS.get(folder, set())
            if missing != gaps:
                say("coverage: " + "".join(sorted(missing ^ gaps)))
            absent = {s for s, letters in SCRIPTS.items() if any(ord(c) not in cmap for c in letters)}
            if absent != KNOWN_MISSING.get(folder, set()):
                say("scripts: " + " ".join(sorted(absent ^ KNOWN_MISSING.get(folder, set()))))
            g = lambda s: [cmap[ord(c)] for c in s]
            kerns = {p: kern_value(font, *g(p)) for p in ("AV", "LT", "To", "Tō", "Šv")}
            # Faustina 1.200 itself has no kerning of T with lower case in its upright faces.
            # EB Garamond 1.003 has no kerning of L with T in its italic.
            if folder not in NO_KERNING and not (
                    kerns["AV"] < 0 and (kerns["LT"] < 0 or path.name == "EBGaramond-Italic.ttf")
                    and (kerns["To"] < 0 or folder == "faustina")):
                say("kerning")
            fi = ligature(font, *g("fi"))
            # Source Sans 3 has no f_i ligature by design (its fi glyph is encoded, not substituted).
            if (fi is None) != (folder in NO_LIGATURE):
                say("fi ligature")
            feats = sorted({r.FeatureTag for t in ("GSUB", "GPOS") if t in font for r in font[t].table.FeatureList.FeatureRecord})
            if lost := PROMISED[folder][italic] - set(feats):
                say("features: " + " ".join(sorted(lost)))
            print(f"{path.name:30} {path.stat().st_size:7} bytes {len(cmap):5} chars "
                  f"{len(font.getGlyphOrder()):5} glyphs  kern {kerns}  fi {'yes' if fi else 'no'}  "
                  f"missing {''.join(sorted(missing)) or '-'} {' '.join(sorted(absent))}")
            print(" " * 31 + " ".join(feats))
    everything = sum(p.stat().st_size for p in out.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    print(f"total {total} bytes of fonts, {everything} bytes with the other files")
    if everything >= LIMIT:
        bad.append(f"{everything} bytes, the limit is {LIMIT}")
    for line in bad:
        print("FAIL", line)
    return 1 if bad else 0


def main():
    ap = argparse.ArgumentParser(description="Build the fonts embedded in vitae.")
    ap.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    ap.add_argument("--check", action="store_true", help="only check the fonts that are there")
    ap.add_argument("--unmodified", action="store_true", help="copy the Source families byte for byte")
    ap.add_argument("--rename", action="append", default=[], metavar="OLD=NEW", help="rename a family")
    args = ap.parse_args()
    rename = dict(r.split("=", 1) for r in args.rename)
    if not args.check:
        build(args.out, rename, args.unmodified)
    return check(args.out, rename)


if __name__ == "__main__":
    sys.exit(main())
