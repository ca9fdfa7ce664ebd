//! The options of the built-in themes: each does something, and the same words mean the same.

use std::fs;

use vitae::theme::{self, OptionKind, OptionSpec};

use crate::support::pdf::{Page, Pdf};
use crate::support::{root, run, stderr};

/// A résumé with something of all that options are about: a photo, links, bullets, a second page.
const ADA: &str = "\
basics:
  name: Ada Byron
  label: Programmer
  image: {path: portrait.jpg, alt: Ada}
  url: https://ada.example
  email: ada@byron.example
  location: {city: London, countryCode: GB}
  summary: |
    Wrote the first program for a machine that nobody has built, with all its operations in a table, and
    found out what it can and what it cannot be expected to originate. Notwithstanding
    misunderstandings, mathematicians internationally acknowledged characteristically thorough
    representations, generalizations, counterexamples, straightforward experimentation, considerable
    responsibilities, incomprehensible interdependencies and revolutionary mechanization.
skills: [{name: Mathematics, keywords: [series, tables]}]
languages: [{language: English, fluency: native}]
work:
  - name: Analytical Engines
    url: https://engines.example
    position: Programmer
    startDate: 1842-01
    endDate: 1843-09
    description: A company for engines.
    highlights: ['Wrote a [program](https://program.example).', {text: Drew, highlights: [a card]}]
  - {name: Royal Society, position: Clerk, startDate: 1840, pageBreak: true, summary: Copied letters.}
education: [{institution: Home, area: Mathematics, date: 1835}]
publications: [{name: Notes, authors: [A. Byron, L. Menabrea], publisher: Memoirs, releaseDate: 1843}]
";

/// The PDF in a theme with some options, as they stand in `theme: {…}`. Options are not in the PDF, so
/// what changes is the pages.
fn pdf(theme: &str, options: &[String]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("there is room");
    let name = format!("name: {theme}");
    let options: Vec<&str> =
        std::iter::once(name.as_str()).chain(options.iter().map(String::as_str)).collect();
    let text = format!("theme: {{{}}}\n{ADA}", options.join(", "));
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    fs::copy(root().join("examples/portrait.jpg"), folder.path().join("portrait.jpg"))
        .expect("it can be copied");
    let output = run(folder.path(), &["render", "-q", "-o", "-"]);
    assert!(output.status.success(), "{theme} {options:?}: {}", stderr(&output));
    assert_eq!(stderr(&output), "", "{theme} {options:?}");
    output.stdout
}

/// An option as it stands in the file: words and colours in quotes.
fn written(name: &str, spec: &OptionSpec, value: &str) -> String {
    match spec.kind {
        OptionKind::Number | OptionKind::Flag => format!("{name}: {value}"),
        _ => format!("{name}: \"{value}\""),
    }
}

/// Other values of an option than its default.
fn others(spec: &OptionSpec) -> Vec<String> {
    let measured = |factor: f64| {
        let unit = spec.default.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number: f64 =
            spec.default.trim_end_matches(unit).parse().expect("it begins with a number");
        format!("{:.2}{unit}", number * factor)
    };
    let default = spec.default.as_str();
    match spec.kind {
        OptionKind::Choice => {
            let values = spec.values.iter().flatten().filter(|value| *value != default);
            values.cloned().collect()
        }
        // No theme is set in it.
        OptionKind::Font => vec!["IBM Plex Mono".to_owned()],
        OptionKind::Length | OptionKind::Number => vec![measured(1.08)],
        OptionKind::Margins => vec!["15mm".to_owned(), "20mm 24mm 22mm".to_owned()],
        OptionKind::Color => {
            let colors = ["#7a1f1f", "#1f4e7a"].into_iter();
            colors.filter(|color| *color != default).map(str::to_owned).collect()
        }
        OptionKind::Flag => vec![(default != "true").to_string()],
    }
}

#[test]
fn each_value_of_each_option_of_each_theme_changes_the_pages() {
    let mut same = Vec::new();
    for manifest in theme::builtin_manifests() {
        let theme = manifest.name.as_str();
        let usual = pdf(theme, &[]);
        // An accent that is as black as the text shows nothing of how links are dressed.
        let red = vec!["accent: \"#7a1f1f\"".to_owned()];
        let red_usual = pdf(theme, &red);
        for (name, spec) in manifest.options.iter() {
            for value in others(spec) {
                let option = written(name, spec, &value);
                let (others, usual) = match name.as_str() {
                    "linkStyle" => (red.clone(), &red_usual),
                    _ => (Vec::new(), &usual),
                };
                if pdf(theme, &[others, vec![option.clone()]].concat()) == *usual {
                    same.push(format!("{theme}: {option}"));
                }
            }
        }
    }
    assert!(same.is_empty(), "{same:#?}");
}

#[test]
fn letter_is_us_letter() {
    for name in theme::builtin_names() {
        let on = |paper: &str| pdf(name, &[format!("paper: {paper}")]);
        assert!(on("letter") == on("us-letter"), "{name}");
    }
}

#[test]
fn options_of_the_same_name_mean_the_same() {
    let mut known: Vec<(String, OptionKind)> = Vec::new();
    for manifest in theme::builtin_manifests() {
        for (name, spec) in manifest.options.iter() {
            match known.iter().find(|(other, _)| other == name) {
                Some((_, kind)) => assert_eq!(*kind, spec.kind, "`{name}` of {}", manifest.name),
                None => known.push((name.clone(), spec.kind)),
            }
        }
    }
}

/// Words longer than a line, each in the places where themes have narrow columns: what somebody is, a head, a
/// bullet, a label, an address.
const LONG: &[&str] = &[
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsbericht.",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08e3b0c44298fc1c149afbf4c8996fb92427ae41",
    "somebody.with.a.very.long.name_and_more_of_it_than_anybody_wants_to_read@department.of.long.names.example",
    "`org.example.engines.analytical.difference.DifferenceEngineFactoryBuilder.constructWithCardsOfBrass`",
    "`9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08e3b0c44298fc1c149afbf4c8996fb92427ae41`",
];

#[test]
fn words_longer_than_a_line_stay_in_it() {
    let folder = tempfile::tempdir().expect("there is room");
    for word in LONG {
        let text = format!(
            "language: de\nbasics: {{name: Ada Byron, label: '{word}'}}\nwork: [{{name: '{word}', position: \
             '{word}', startDate: 1842, highlights: ['Das {word} da']}}]\nskills: [{{name: '{word}', keywords: \
             ['{word}', Rechnen]}}, {{name: Andere}}]\nlanguages: [{{language: '{word}', fluency: gut}}]\n\
             education: [{{institution: '{word}', area: '{word}', date: 1835}}]\n"
        );
        fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
        for theme in theme::builtin_names() {
            let output = run(folder.path(), &["-t", theme, "-o", "-", "--deny", "warnings", "-q"]);
            assert_eq!(stderr(&output), "", "{theme}: {word}");
            let pdf = Pdf::parse(&output.stdout);
            let words = pdf.pages().iter().map(Page::text).collect::<String>();
            let ink = |text: &str| text.replace(['`', '-', '\u{ad}', ' ', '\n'], "");
            let times = ink(&words).matches(&ink(word)).count();
            assert_eq!(times, 9, "{theme}: {word}\n{words}");
        }
    }
}

#[test]
fn what_is_tied_or_stands_beside_a_figure_is_not_broken_inside() {
    let folder = tempfile::tempdir().expect("there is room");
    let words = [
        "Biogeochemistry 52, 1190–1207",
        "A. B. Wolfeschlegelsteinhausen",
        "2001, 2003–2005, 2007–2009, 2011–2013",
    ];
    let bullets: String = (0..60)
        .map(|n| format!("      - {} {} and on\n", "word ".repeat(n % 20 + 6), words[n % 3]))
        .collect();
    let text =
        format!("basics: {{name: Ada}}\nwork:\n  - name: Engines\n    highlights:\n{bullets}");
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    for theme in theme::builtin_names() {
        let output = run(folder.path(), &["-t", theme, "-o", "-", "--deny", "warnings", "-q"]);
        assert_eq!(stderr(&output), "", "{theme}");
        let pdf = Pdf::parse(&output.stdout);
        let known =
            ["Biogeochemistry", "1190–1207", "Wolfeschlegelsteinhausen", "2003–2005,", "2011–2013"];
        for line in pdf.pages().iter().flat_map(Page::lines) {
            let last = line.text.split([' ', '\u{a0}']).next_back().unwrap_or_default();
            let torn = known
                .iter()
                .any(|word| word.starts_with(last) && !last.is_empty() && *word != last);
            assert!(!torn || last == "A", "{theme}: {}", line.text);
        }
    }
}

#[test]
fn a_span_whose_sign_has_no_spaces_has_room_in_every_theme() {
    let folder = tempfile::tempdir().expect("there is room");
    // As in Japanese, but in letters of every font: the first half of a span ends with the sign.
    let text = "locale: {ranges: {dates: '{start}~{end}'}}\nbasics: {name: Ada}\nwork:\n\
                - {name: X, startDate: 2020-09-12, endDate: 2021-09-11}\n\
                - {name: Y, startDate: 2018-09-12, endDate: 2020-09-11}\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    for theme in theme::builtin_names() {
        let long = ["-t", theme, "-o", "-", "-q", "--set", "theme.dateFormat=long"];
        assert_eq!(stderr(&run(folder.path(), &long)), "", "{theme}");
    }
}
