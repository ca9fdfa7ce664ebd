//! Many files for one résumé: those that it includes, and those that `--merge` lays over it; and what
//! `--public` leaves out.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::support::pdf::Pdf;
use crate::support::{run, stderr, stdout};

/// A folder with some files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("there is room");
        fs::write(path, text).expect("there is room");
    }
    folder
}

/// What a run writes as plain text.
fn text(folder: &TempDir, args: &[&str]) -> String {
    let output = run(folder.path(), &[&["render", "-q", "-f", "txt", "-o", "-"], args].concat());
    assert_eq!(stderr(&output), "");
    stdout(&output)
}

/// The lines of a text that are among some words, in its order.
fn order<'w>(text: &str, words: &[&'w str]) -> Vec<&'w str> {
    let mut found: Vec<_> =
        words.iter().filter_map(|word| Some((text.find(word)?, *word))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, word)| word).collect()
}

/// All objects of a PDF as text, unpacked.
fn objects(bytes: &[u8]) -> String {
    let mut pdf = lopdf::Document::load_mem(bytes).expect("it is a PDF");
    pdf.decompress();
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let streams = streams.map(|stream| String::from_utf8_lossy(&stream.content).into_owned());
    streams.collect::<String>() + &format!("{:?}", pdf.objects)
}

const PUBLIC: &str = "\
basics:
  name: Ada Byron
  email: ada@ada.example
  location: {city: London}
  profiles:
    - {network: GitHub, username: ada}
    - {network: Mastodon, username: '@ada'}
work:
  - {name: Analytical Engines, position: Programmer, startDate: 2018}
  - {name: Difference Works, position: Clerk, startDate: 2015, endDate: 2018}
";

const PRIVATE: &str = "\
basics:
  phone: +44 20 7946 0018
  label:
  location: {address: 12 St James’s Square}
  profiles:
    - {network: Mastodon, username: '@ada@engines.example'}
    - {network: Signal, username: ada.01}
  details: [{label: Date of birth, value: 10 December 1815}]
work:
  - {name: Difference Works, position: Chief Clerk}
  - {name: Looms, startDate: 2010, endDate: 2015}
";

#[test]
fn a_merged_file_lies_over_the_resume_and_lists_go_by_names() {
    let folder = folder(&[("resume.yaml", PUBLIC), ("private.yaml", PRIVATE)]);
    let found = text(&folder, &["--merge", "private.yaml"]);
    for word in [
        "+44 20 7946 0018",
        "12 St James’s Square, London",
        "10 December 1815",
        "@ada@engines.example",
        "ada.01",
        "Chief Clerk",
        "Programmer",
        "ada@ada.example",
    ] {
        assert!(found.contains(word), "{word}:\n{found}");
    }
    assert!(!found.contains("\nClerk"), "{found}");
    let jobs = ["Analytical Engines", "Looms", "Difference Works"];
    assert_eq!(order(&found, &jobs), ["Analytical Engines", "Difference Works", "Looms"]);
    let networks = ["GitHub", "Signal", "Mastodon"];
    assert_eq!(order(&found, &networks), ["GitHub", "Mastodon", "Signal"]);
    // The file alone says nothing of it.
    let alone = text(&folder, &[]);
    for word in ["7946", "Square", "1815", "Looms", "ada.01"] {
        assert!(!alone.contains(word), "{word}:\n{alone}");
    }
}

#[test]
fn the_last_of_several_merged_files_has_its_way_and_set_has_it_over_all() {
    let folder = folder(&[
        ("resume.yaml", "basics: {name: A, label: one}\ntheme: swiss\n"),
        ("b.yaml", "basics: {label: two}\ntheme: {size: 9pt}\n"),
        ("c.yaml", "basics: {label: three}\n"),
    ]);
    let merge = ["--merge", "b.yaml", "--merge", "c.yaml"];
    assert!(text(&folder, &merge).contains("three"));
    let found = text(&folder, &[&merge[..], &["--set", "basics.label=four"]].concat());
    assert!(found.contains("four") && !found.contains("three"), "{found}");
    // A theme that is named gets options.
    let output = run(folder.path(), &[&["render", "-f", "json", "-o", "-"], &merge[..]].concat());
    let object: Json = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    let theme = json!({"name": "swiss", "size": "9pt"});
    assert!(object.to_string().contains(&theme.to_string()), "{object}");
}

#[test]
fn a_list_of_bare_texts_is_one_value() {
    let folder = folder(&[
        (
            "resume.yaml",
            "basics: {name: A}\nsections: [work, skills]\nskills: [Rust, Go]\nwork: [{name: Acme, highlights: [a, b]}]\n",
        ),
        (
            "over.yaml",
            "sections: [skills, work]\nskills: [C]\nwork: [{name: Acme, highlights: [c]}]\n",
        ),
    ]);
    let found = text(&folder, &["--merge", "over.yaml"]);
    assert!(!found.contains("Rust") && !found.contains("- a"), "{found}");
    assert_eq!(order(&found, &["Acme", "C\n"]), ["C\n", "Acme"]);
}

#[test]
fn included_files_stand_where_they_are_included_and_yield_to_the_file() {
    let folder = folder(&[
        (
            "resume.yaml",
            "basics: {name: Ada, label: Own}\nskills: [Weaving]\ninclude: [parts/work.yaml, parts/rest.yaml]\n\
             interests: [Looms]\nwork: [{name: Newest, startDate: 2020}, {name: Older, position: Chief}]\n",
        ),
        (
            "parts/work.yaml",
            "include: deeper/talks.yaml\nbasics: {label: Included, email: ada@ada.example}\n\
             work: [{name: Oldest, endDate: 2001}, {name: Older, position: Clerk, endDate: 2010}]\n",
        ),
        ("parts/deeper/talks.yaml", "talks: [Poetical Science]\n"),
        ("parts/rest.yaml", "awards: [Medal]\ninclude: [deeper/talks.yaml]\n"),
    ]);
    let found = text(&folder, &[]);
    assert!(found.contains("Own") && !found.contains("Included"), "{found}");
    assert!(found.contains("ada@ada.example") && found.contains("2010"), "{found}");
    assert!(found.contains("Chief") && !found.contains("Clerk"), "{found}");
    assert_eq!(found.matches("Poetical Science").count(), 1, "{found}");
    let words = ["Weaving", "Poetical", "Medal", "Looms", "Newest", "Older", "Oldest"];
    let expected = ["Weaving", "Poetical", "Medal", "Looms", "Newest", "Older", "Oldest"];
    assert_eq!(order(&found, &words), expected, "{found}");
    // What is written for other programs stands alone.
    let output = run(folder.path(), &["render", "-f", "json", "-o", "-"]);
    let json = stdout(&output);
    assert!(json.contains("Medal") && !json.contains("include"), "{json}");
}

#[test]
fn a_resume_includes_no_more_than_it_can_use() {
    let names: Vec<String> = (0..60).map(|at| format!("p{at}.yaml")).collect();
    let list = names.join(", ");
    let main = format!("basics: {{name: A}}\ninclude: [{list}]\n");
    let mut files: Vec<(&str, &str)> = vec![("resume.yaml", &main)];
    files.extend(names.iter().map(|name| (name.as_str(), "x-a: 1\n")));
    let output = run(folder(&files).path(), &["check"]);
    let found = stderr(&output);
    assert!(
        found.contains("error[too-large]: a résumé cannot include more than 50 files"),
        "{found}"
    );
    let large = "#".repeat(3 << 20);
    let main = "basics: {name: A}\ninclude: [a.yaml, b.yaml]\n";
    let files = [("resume.yaml", main), ("a.yaml", &*large), ("b.yaml", &*large)];
    let found = stderr(&run(folder(&files).path(), &["check"]));
    assert!(
        found.contains("error[too-large]: the included files are larger than 4 MiB"),
        "{found}"
    );
}

#[test]
fn advice_and_the_longest_sections_are_told_by_their_file() {
    let work = "work:\n".to_owned()
        + &"- {name: Acme, position: Javascript dev, highlights: [Wrote JavaScript]}\n".repeat(80);
    let folder = folder(&[
        (
            "resume.yaml",
            "include: parts/work.yaml\nfit: {pages: 1}\nbasics: {name: Ada, email: a@ada.example}\n",
        ),
        ("parts/work.yaml", &work),
    ]);
    let found = stderr(&run(folder.path(), &["check", "--lint", "--message-format", "short"]));
    assert!(found.contains("parts/work.yaml:2:26: warning[mixed-spelling]"), "{found}");
    let found = stderr(&run(folder.path(), &["render"]));
    assert!(found.contains("the longest sections are `work` (parts/work.yaml:1, "), "{found}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let outside = folder(&[("secret.yaml", "interests: [Secrets]\n")]);
    let folder = folder(&[("resume.yaml", "basics: {name: A}\ninclude: link.yaml\n")]);
    let target = outside.path().join("secret.yaml");
    std::os::unix::fs::symlink(target, folder.path().join("link.yaml")).expect("it can be made");
    let found = stderr(&run(folder.path(), &["check"]));
    assert!(found.starts_with("error[outside-folder]: the included file is outside"), "{found}");
}

#[test]
fn a_merged_file_that_is_missing_ends_the_run() {
    let folder = folder(&[("resume.yaml", PUBLIC)]);
    let output = run(folder.path(), &["render", "--merge", "private.yaml"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(stderr(&output), "error: cannot open `private.yaml`: no such file or folder\n");
    let output = run(folder.path(), &["render", "-", "--merge", "-"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("standard input can be read once"), "{}", stderr(&output));
}

#[test]
fn notes_are_printed_by_their_own_command_in_the_order_of_the_resume() {
    let folder = folder(&[
        (
            "resume.yaml",
            "language: en-GB\nsections: [skills, {id: work, title: Career}, talks-given]\n\
             basics: {name: Ada}\n\
             work:\n\
             - {name: Engines, position: Programmer, notes: Ask *Charles*.}\n\
             - name: Looms\n  positions:\n  - {position: Weaver, notes: \"Two lines,\\nboth kept.\"}\n  - {position: Clerk}\n\
             skills: [{name: Rust, notes: Refresh.}]\n\
             custom:\n- {id: talks-given, title: Talks, entries: [{name: Salon, notes: In French.}]}\n",
        ),
        ("private.yaml", "work: [{name: Looms, notes: They owe me.}]\n"),
    ]);
    let output = run(folder.path(), &["notes", "--merge", "private.yaml"]);
    assert_eq!(stderr(&output), "");
    let expected = "\
Skills: Rust
  Refresh.

Career: Programmer, Engines
  Ask *Charles*.

Career: Looms
  They owe me.

Career: Weaver, Looms
  Two lines,
  both kept.

Talks: Salon
  In French.
";
    assert_eq!(stdout(&output), expected);
    // No format has them.
    for format in ["pdf", "txt", "json"] {
        let args = ["render", "-q", "--merge", "private.yaml", "-f", format, "-o", "-"];
        let output = run(folder.path(), &args);
        let text = match format {
            "pdf" => objects(&output.stdout) + &Pdf::parse(&output.stdout).pages()[0].text(),
            _ => stdout(&output),
        };
        assert!(text.contains("Weaver") || format == "pdf", "{format}");
        for word in ["Refresh", "owe me", "Two lines", "In French"] {
            assert!(!text.contains(word), "{format}: {word}");
        }
    }
    fs::write(folder.path().join("bare.yaml"), "basics: {name: Ada}\n").expect("there is room");
    let output = run(folder.path(), &["notes", "bare.yaml"]);
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output), "bare.yaml: no notes; an entry may have some under `notes`\n");
}

#[test]
fn notes_are_those_of_a_variant() {
    let folder = folder(&[(
        "resume.yaml",
        "variants: {backend: {tags: [backend]}, cloth: {tags: [cloth]}}\nbasics: {name: Ada}\nwork:\n\
         - {name: Engines, tags: [backend], notes: Ask Charles.}\n\
         - {name: Looms, tags: [cloth], notes: They owe me.}\n",
    )]);
    let output = run(folder.path(), &["notes", "--variant", "backend"]);
    assert_eq!(stderr(&output), "");
    assert_eq!(stdout(&output), "Work Experience: Engines\n  Ask Charles.\n");
    let output = run(folder.path(), &["notes", "--without", "backend"]);
    assert_eq!(stdout(&output), "Work Experience: Looms\n  They owe me.\n");
    let all = run(folder.path(), &["notes", "--variant", "all"]);
    assert_eq!(all.status.code(), Some(3));
    let said =
        "error: one document is read at a time: name one with `--variant`, instead of `all`\n";
    assert_eq!(stderr(&all), said);
}

#[test]
fn what_is_not_public_is_nowhere_in_what_is_written() {
    let resume = "\
theme: {name: sidebar}
basics:
  name: Ada Byron
  email: ada@ada.example
  phone: {text: '+44 20 7946 0018', url: 'tel:+442079460018'}
  location: {address: 12 St James’s Square, postalCode: SW1Y 4JH, city: London, countryCode: GB}
  profiles: [github.com/ada, {network: WhatsApp, url: 'https://wa.me/442079460018', username: me}]
  details: [{label: Date of birth, value: 10 December 1815}]
work: [{name: Engines, startDate: 2018, notes: Ask for more money}]
references: [{name: Charles Babbage, email: charles@engines.example, phone: 01632 960 377, reference: A mind.}]
";
    let hidden = [
        "7946",
        "442079460018",
        "Square",
        "SW1Y",
        "1815",
        "Babbage",
        "charles",
        "960 377",
        "A mind",
        "WhatsApp",
        "money",
    ];
    let folder = folder(&[("resume.yaml", resume)]);
    for format in ["pdf", "txt", "json"] {
        let args = ["render", "-q", "--public", "-f", format, "-o", "-"];
        let output = run(folder.path(), &args);
        assert_eq!(stderr(&output), "", "{format}");
        let text = match format {
            "pdf" => {
                let pdf = Pdf::parse(&output.stdout);
                let pages = pdf.pages().iter().map(|page| page.text() + &page.artifact_text());
                let links = pdf.links().into_iter().map(|link| format!("{link:?}"));
                let all: String = pages.chain(links).collect();
                all + &pdf.outline() + &pdf.xmp().unwrap_or_default() + &objects(&output.stdout)
            }
            _ => stdout(&output),
        };
        for word in hidden {
            assert!(!text.contains(word), "{format}: {word}");
        }
        for word in ["London", "ada@ada.example", "Engines"] {
            assert!(text.contains(word), "{format}: {word}");
        }
    }
    // Without the flag it is all there, so the words are those that are printed.
    let output = run(folder.path(), &["render", "-q", "-f", "json", "-o", "-"]);
    let json = stdout(&output);
    for word in hidden.iter().filter(|word| **word != "money") {
        assert!(json.contains(word), "{word}");
    }
}

/// What a run writes: the text of pages and data of a PDF, or a file of another format.
fn written(folder: &TempDir, args: &[&str]) -> String {
    let output = run(folder.path(), &[&["render", "-q", "-o", "-"], args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    if !output.stdout.starts_with(b"%PDF-") {
        return stdout(&output);
    }
    let pdf = Pdf::parse(&output.stdout);
    let pages: String = pdf.pages().iter().map(|page| page.text()).collect();
    let attached = pdf.attachments().into_iter();
    let attached = attached.map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
    pages + &attached.collect::<String>() + &objects(&output.stdout)
}

const FORMATS: [&[&str]; 3] = [&["-f", "json"], &["-f", "txt"], &["--embed-data"]];

#[test]
fn what_a_variant_sets_is_no_more_public_than_the_rest() {
    let resume = "\
basics: {name: Ada Byron, location: {city: London}}
work: [{name: Engines, startDate: 2018}]
variants:
  firm:
    set:
      basics.phone: +44 20 7946 0018
      basics.location.address: 12 St James’s Square
      basics.details: [{label: Born, value: 10 December 1815}]
      references: [{name: Charles Babbage}]
";
    let folder = folder(&[("resume.yaml", resume)]);
    let hidden = ["7946", "Square", "1815", "Babbage"];
    for format in FORMATS {
        let whole = written(&folder, &[format, &["--variant", "firm"]].concat());
        for chosen in [&["--public"][..], &["--public", "--variant", "firm"]] {
            let public = written(&folder, &[format, chosen].concat());
            for word in hidden {
                assert!(!public.contains(word), "{format:?} {chosen:?}: {word}");
                assert!(whole.contains(word), "{format:?}: {word}");
            }
            assert!(public.contains("London"), "{format:?} {chosen:?}");
        }
    }
}

#[test]
fn no_telephone_number_is_public_whatever_it_stands_in() {
    let resume = "\
basics:
  name: Ada Byron
  url: tel:+442079460018
  profiles:
    - github.com/ada
    - {network: Telegram, username: '+44 20 7946 0018', url: 'https://t.me/+442079460018'}
    - https://t.me/+442079460018
    - {network: Viber, username: '+442079460018'}
work: [{name: Engines, startDate: 2018}]
";
    let folder = folder(&[("resume.yaml", resume)]);
    for format in FORMATS {
        let public = written(&folder, &[format, &["--public"]].concat());
        for word in ["7946", "Telegram", "Viber", "t.me"] {
            assert!(!public.contains(word), "{format:?}: {word}");
        }
        assert!(public.contains("github.com/ada"), "{format:?}");
        assert!(written(&folder, format).contains("7946"), "{format:?}");
    }
}

#[test]
fn what_a_section_is_called_goes_with_it() {
    let resume = "\
basics: {name: Ada Byron}
sections: [work, {id: talks, title: Secretly}, {id: references, title: Discreetly}, {id: mine, tags: [t]}]
locale: {en: {sections: {talks: Hushed, references: Quietly, work: Deeds}}}
work: [{name: Engines, startDate: 2018}]
talks: [{name: Notes, tags: [t]}]
references: [Charles Babbage]
custom: [{id: mine, title: Muffled, text: Tacit}]
variants: {short: {without: [t]}, firm: {tags: []}}
";
    let of_talks = ["Secretly", "Hushed", "\"talks\"", "Muffled", "\"mine\""];
    let of_referees = ["Discreetly", "Quietly", "\"references\""];
    let folder = folder(&[("resume.yaml", resume)]);
    for format in [&["-f", "json"][..], &["--embed-data"]] {
        let runs = [
            (&["--variant", "short"][..], &of_talks[..], &["Discreetly", "Deeds"][..]),
            (&["--variant", "firm"], &of_talks, &["Discreetly"]),
            (&["--without", "t"], &of_talks, &["Discreetly"]),
            (&["--tags", "other"], &of_talks, &["Discreetly"]),
            (&["--public"], &of_referees, &["Secretly", "Muffled"]),
        ];
        for (chosen, hidden, there) in runs {
            let text = written(&folder, &[format, chosen].concat());
            for word in hidden {
                assert!(!text.contains(word), "{format:?} {chosen:?}: {word}\n{text}");
            }
            for word in there {
                assert!(text.contains(word), "{format:?} {chosen:?} lacks {word}");
            }
        }
    }
    // The data in a PDF is what is shown.
    let omitting =
        resume.replace("{id: references, title: Discreetly}", "{id: references, omit: true}");
    fs::write(folder.path().join("resume.yaml"), omitting).expect("there is room");
    assert!(!written(&folder, &["--embed-data"]).contains("Quietly"));
}

#[test]
fn an_empty_text_that_lies_over_another_changes_nothing() {
    let folder = folder(&[
        ("resume.yaml", "basics: {name: Ada Byron, phone: +44 20 7946 0018, label: Engineer}\n"),
        ("private.yaml", "basics: {phone: \"\", label: , name: ''}\n"),
    ]);
    let text = text(&folder, &["--merge", "private.yaml"]);
    for word in ["Ada Byron", "7946", "Engineer"] {
        assert!(text.contains(word), "{word}\n{text}");
    }
}
