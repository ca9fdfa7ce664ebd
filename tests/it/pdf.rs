//! The pages themselves: words, order, links, tags, fonts, and that they are the same anywhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use vitae::load::{self, Input, Overrides};
use vitae::resume::{Family, STANDARDS};
use vitae::theme::builtin_names;
use vitae::typeset;
use vitae::view::model::{BulletView, LabelView, Runs, View};

use crate::support::pdf::Pdf;
use crate::support::{render, root, run, samples, vitae};

const A4: (f64, f64) = (595.28, 841.89);

/// The built-in themes, and the one that new ones begin with.
pub fn themes() -> impl Iterator<Item = &'static str> {
    builtin_names().chain(["./themes/starter"])
}

/// Every sample in every theme, without its fit.
pub fn each_page_set(mut check: impl FnMut(&str, &Pdf)) {
    for sample in samples() {
        let sample = sample.to_str().expect("the samples have plain names").to_owned();
        for theme in themes() {
            let pdf = Pdf::parse(&render(&sample, &["-t", theme, "--set", "fit="]));
            check(&format!("{sample} in {theme}"), &pdf);
        }
    }
}

/// Text without what differs between a scan and a page: white space, hyphens at line ends, and the
/// forms of quotes and dashes.
pub fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .map(|c| match c {
            '‘' | '’' | '‚' => '\'',
            '“' | '”' | '„' => '"',
            '–' | '—' => '-',
            c => c,
        })
        .collect()
}

fn page_text(pdf: &Pdf) -> String {
    pdf.pages().iter().map(|page| page.text() + "\n").collect()
}

#[test]
fn the_sample_is_one_a4_page() {
    let pdf = Pdf::parse(&render("resume.yaml", &[]));
    assert_eq!(pdf.pages().len(), 1);
    let (width, height) = pdf.pages()[0].size();
    assert!((width - A4.0).abs() < 0.1 && (height - A4.1).abs() < 0.1, "{width} × {height}");
}

#[test]
fn no_word_of_the_seed_is_missing_and_all_come_in_order() {
    let seed = fs::read_to_string(root().join("tests/seed/seed.md")).expect("the seed is there");
    let seed = seed
        .replace("Py-Torch", "PyTorch")
        .replace("<sup>", "")
        .replace("</sup>", "")
        .replace("<u>", "")
        .replace("</u>", "")
        .replace("\\_", "_")
        .replace("\\*", "⁎")
        .replace(['#', '*'], " ")
        .replace("C ,", "C#,")
        .replace('⁎', "*");
    let text = folded(&page_text(&Pdf::parse(&render("resume.yaml", &[]))));
    let mut at = 0;
    for word in seed.split_whitespace().filter(|word| *word != "-") {
        // The scan lost the figures' sign in `(#27371)`.
        let word = folded(word);
        match text[at..].find(&word) {
            Some(found) => at += found + word.len(),
            None => panic!(
                "`{word}` does not follow: …{}",
                text[at..].chars().take(120).collect::<String>()
            ),
        }
    }
}

/// The targets of a Markdown text's links, each with how often it is linked.
fn targets_of(markdown: &str) -> BTreeMap<String, usize> {
    let mut references = BTreeMap::new();
    for line in markdown.lines() {
        if let Some((name, url)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]:")) {
            references.insert(name.to_lowercase(), url.trim().to_owned());
        }
    }
    let body: String = markdown
        .lines()
        .filter(|line| !line.starts_with('[') || !line.contains("]: "))
        .filter(|line| !line.starts_with("*["))
        .collect::<Vec<_>>()
        .join(" ");
    let mut targets = BTreeMap::new();
    let mut rest = body.as_str();
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find(']').map(|close| open + close) else { break };
        let text = rest[open + 1..close].split_whitespace().collect::<Vec<_>>().join(" ");
        let after = &rest[close + 1..];
        let target = if let Some(inline) = after.strip_prefix('(') {
            inline.split_once(')').map(|(url, _)| url.to_owned())
        } else if let Some(reference) = after.strip_prefix('[') {
            let name = reference.split_once(']').map_or("", |(name, _)| name);
            let name = if name.is_empty() { text.as_str() } else { name };
            references.get(&name.to_lowercase()).cloned()
        } else {
            None
        };
        if let Some(target) = target {
            let target = match target.strip_prefix('/') {
                Some("") => "https://subl.ee".to_owned(),
                Some(path) => format!("https://subl.ee/{path}"),
                None => target,
            };
            *targets.entry(target).or_insert(0) += 1;
        }
        rest = after;
    }
    targets
}

#[test]
fn every_link_of_the_author_is_one_annotation() {
    let source =
        fs::read_to_string(root().join("tests/seed/author-source.md")).expect("it is there");
    let expected = targets_of(&source);
    assert!(expected.values().sum::<usize>() > 50, "{expected:#?}");
    let mut found = BTreeMap::new();
    for link in Pdf::parse(&render("resume.yaml", &[])).links() {
        *found.entry(link.uri.expect("all links lead out")).or_insert(0) += 1;
    }
    assert_eq!(found, expected);
}

#[test]
fn links_cover_their_words() {
    let links = Pdf::parse(&render("resume.yaml", &[])).links();
    let text_of = |uri: &str| -> Vec<String> {
        let matching = links.iter().filter(|link| link.uri.as_deref() == Some(uri));
        matching.map(|link| link.text.replace('\u{ad}', "")).collect()
    };
    assert_eq!(text_of("sms:821032152380"), ["+82 10-3215-2380"]);
    // The raised `ko` belongs to the link, too; its rectangle lies on the baseline, under the ink.
    assert_eq!(text_of("https://kakaobrain.com/blog/66"), ["Kakao Brain Blog"]);
    assert_eq!(text_of("https://subl.ee/~ndc14"), ["Server architecture of Durango"]);
    assert_eq!(text_of("mailto:heungsub@subl.ee"), ["heungsub@subl.ee"]);
}

#[test]
fn links_lie_on_their_pages() {
    each_page_set(|name, pdf| {
        for link in pdf.links() {
            let (width, height) = pdf.pages()[link.page - 1].size();
            for rect in &link.rects {
                let inside =
                    rect.left > 0.0 && rect.right < width && rect.top > 0.0 && rect.bottom < height;
                assert!(inside && rect.left < rect.right, "{name}: {link:?}");
            }
        }
    });
}

#[test]
fn the_page_number_is_in_the_foot_from_page_two_and_no_text() {
    let pdf = Pdf::parse(&render("examples/academic.yaml", &[]));
    let pages = pdf.pages();
    assert_eq!(pages.len(), 4);
    assert!(!pages[0].artifact_text().contains("Page 1"));
    assert!(pages[1].artifact_text().contains("Page 2 of 4"));
    assert!(!pages[1].text().contains("Page 2"));
}

/// All texts of a view in plain words.
fn texts_of(view: &View) -> Vec<String> {
    fn bullets(all: &mut Vec<Runs>, list: &[BulletView]) {
        for bullet in list {
            all.push(bullet.body.clone());
            bullets(all, &bullet.children);
        }
    }
    fn labels(all: &mut Vec<Runs>, list: &[LabelView]) {
        for label in list {
            all.extend(label.label.clone());
            all.extend(label.items.clone());
        }
    }
    let mut all: Vec<Runs> = vec![view.name.clone()];
    all.extend(view.label.clone());
    for group in &view.contacts {
        all.extend(group.items.iter().map(|item| item.body.clone()));
    }
    labels(&mut all, &view.details);
    let mut dates = Vec::new();
    for section in &view.sections {
        all.push(section.title.clone());
        all.extend(section.paragraphs.clone());
        all.extend(section.footnotes.clone());
        bullets(&mut all, &section.bullets);
        labels(&mut all, &section.labels);
        for entry in &section.entries {
            all.push(entry.title.clone());
            all.extend(entry.organization.clone());
            all.extend(entry.location.clone());
            all.extend(entry.description.clone());
            all.extend(entry.paragraphs.clone());
            bullets(&mut all, &entry.highlights);
            labels(&mut all, &entry.facts);
            dates.extend(entry.date.clone());
            for position in &entry.positions {
                all.push(position.title.clone());
                all.extend(position.location.clone());
                all.extend(position.description.clone());
                all.extend(position.paragraphs.clone());
                bullets(&mut all, &position.highlights);
                dates.extend(position.date.clone());
            }
        }
    }
    let texts = all.iter().map(|runs| vitae::markup::plain(runs)).chain(dates);
    texts.filter(|text| !text.is_empty()).collect()
}

#[test]
fn every_theme_prints_every_word_of_every_sample() {
    for sample in samples() {
        let name = sample.to_str().expect("the samples have plain names");
        let text = fs::read_to_string(root().join(&sample)).expect("the sample is there");
        let folder = root().join(sample.parent().unwrap_or(Path::new(".")));
        let input = Input::of_text(name, folder, text);
        for theme in themes() {
            let overrides = Overrides {
                set: vec!["fit=".to_owned()],
                theme: Some(theme.to_owned()),
                ..Overrides::default()
            };
            let checked = load::load(&input, &overrides).checked.expect(name);
            let texts = texts_of(&typeset::view(&checked));
            let page =
                folded(&page_text(&Pdf::parse(&render(name, &["-t", theme, "--set", "fit="]))));
            for text in texts {
                // A theme may print a paragraph on two pages; then it is there word by word.
                let whole = page.contains(&folded(&text));
                let words = || text.split_whitespace().all(|word| page.contains(&folded(word)));
                assert!(whole || words(), "{name} in {theme} lacks: {text}");
            }
        }
    }
}

#[test]
fn columns_are_read_left_then_right() {
    let text = folded(&page_text(&Pdf::parse(&render("resume.yaml", &[]))));
    let titles =
        ["Interests", "WorkExperience", "OpenSourceExperience", "Hangulize,2010", "Education"];
    let places = titles.map(|title| text.find(title).expect(title));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_side_column_is_read_after_the_story() {
    let pdf = Pdf::parse(&render("examples/designer.yaml", &[]));
    let text = page_text(&pdf);
    let name = text.find("Noor").expect("the name is there");
    let skills = text.find("Skills").expect("the skills are there");
    let education = text.find("Education").expect("the degree is there");
    assert!(name < education && education < skills, "{text}");
}

#[test]
fn no_word_space_is_narrow_enough_to_glue_words() {
    each_page_set(|name, pdf| {
        for page in pdf.pages() {
            for space in page.word_spaces() {
                let (em, before, after) = (space.em, &space.before, &space.after);
                assert!(em > 0.149, "{name}: {em} em between `{before}` and `{after}`");
            }
        }
    });
}

#[test]
fn text_is_what_it_looks_like() {
    each_page_set(|name, pdf| {
        let text = page_text(pdf);
        let odd: Vec<char> = text
            .chars()
            .filter(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fb00}'..='\u{fb06}' | '\u{fffd}'))
            .collect();
        assert!(odd.is_empty(), "{name}: {odd:?}");
    });
}

#[test]
fn text_stays_on_the_paper() {
    each_page_set(|name, pdf| {
        for page in pdf.pages() {
            let (width, height) = page.size();
            for line in page.lines() {
                let inside = line.x > 20.0 && line.right < width - 20.0;
                assert!(inside && line.y > 20.0 && line.y < height - 15.0, "{name}: {line:?}");
            }
        }
    });
}

#[test]
fn files_are_whole_and_passive() {
    each_page_set(|name, pdf| {
        assert!(pdf.title().is_some_and(|title| title.contains(": ")), "{name}");
        assert!(pdf.lang().is_some_and(|lang| lang.starts_with("en")), "{name}");
        assert!(!pdf.outline().is_empty(), "{name}");
        assert!(!pdf.has_active_content(), "{name}");
        assert!(pdf.info("Author").is_some(), "{name}");
        let xmp = pdf.xmp().expect(name);
        assert!(xmp.contains("<pdfuaid:part>1<"), "{name}: {xmp}");
        assert!(
            xmp.contains("<pdfaid:part>2<") && xmp.contains("<pdfaid:conformance>A<"),
            "{name}"
        );
        for font in pdf.fonts() {
            assert!(font.embedded && font.to_unicode && font.subset.is_some(), "{name}: {font:?}");
        }
    });
}

/// Each standard is written, and the file says that it keeps it.
#[test]
fn each_standard_can_be_chosen() {
    for standard in STANDARDS {
        let pdf = Pdf::parse(&render("examples/designer.yaml", &["--pdf-standard", standard.name]));
        let xmp = pdf.xmp().expect(standard.name);
        let says = |property: &str, value: &str| {
            let element = format!(":{property}>{value}<");
            xmp.contains(&element) || xmp.contains(&format!(":{property}=\"{value}\""))
        };
        match (standard.family, standard.name.split_once('-')) {
            (Family::Archive, Some((_, part))) => {
                let (number, level) = part.split_at(1);
                assert!(says("part", number), "{}: {xmp}", standard.name);
                let level = level.to_uppercase();
                assert!(level.is_empty() || says("conformance", &level), "{}", standard.name);
                assert!(!xmp.contains("pdfuaid"), "{}", standard.name);
            }
            (Family::Access, _) => {
                assert!(says("part", "1") && xmp.contains("pdfuaid"), "{xmp}");
                assert!(!xmp.contains("pdfaid:part"), "{xmp}");
            }
            (Family::Version, _) => {
                assert!(!xmp.contains("pdfaid:part"), "{xmp}");
                assert_eq!(pdf.version(), standard.name);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn keywords_stand_on_the_page() {
    each_page_set(|name, pdf| {
        let text = folded(&page_text(pdf));
        for keyword in pdf.info("Keywords").unwrap_or_default().split(", ") {
            assert!(text.contains(&folded(keyword)), "{name}: {keyword}");
        }
    });
}

#[test]
fn the_properties_of_the_document_are_those_of_the_resume() {
    let pdf = Pdf::parse(&render("resume.yaml", &[]));
    assert_eq!(pdf.title().as_deref(), Some("Heungsub Lee: Résumé"));
    assert_eq!(pdf.info("Author").as_deref(), Some("Heungsub Lee"));
    assert_eq!(pdf.lang().as_deref(), Some("en"));
    assert!(pdf.shows_title(), "readers show the title, not the name of the file");
    let nurse = Pdf::parse(&render("examples/nurse.yaml", &["--set", "language=de"]));
    assert!(
        nurse.title().is_some_and(|title| title.ends_with(": Lebenslauf")),
        "{:?}",
        nurse.title()
    );
    assert_eq!(nurse.lang().as_deref(), Some("de"));
    assert!(nurse.info("Subject").is_some_and(|subject| !subject.is_empty()));
    // Bookmarks are the headings, each under that of its part.
    let everything = Pdf::parse(&render("examples/everything.yaml", &["--set", "fit="]));
    let tree = everything.tag_tree();
    let bookmarks = everything.outline();
    let depths: Vec<usize> =
        bookmarks.lines().map(|line| (line.len() - line.trim_start().len()) / 2 + 1).collect();
    let levels = tree.lines().filter_map(|line| {
        let level = line.trim_start().split(' ').next()?.strip_prefix('H')?;
        level.parse::<usize>().ok()
    });
    assert_eq!(depths, levels.collect::<Vec<_>>(), "{bookmarks}");
}

#[test]
fn the_same_input_gives_the_same_bytes_anywhere() {
    let first = render("resume.yaml", &[]);
    let folder = tempfile::tempdir().expect("there is room");
    fs::copy(root().join("resume.yaml"), folder.path().join("other.yaml")).expect("it is copied");
    let elsewhere = run(folder.path(), &["render", "other.yaml", "-o", "-"]);
    assert!(first == elsewhere.stdout);
    // Another person, another place, another time of day.
    let mut command = vitae(folder.path());
    command.args(["render", "other.yaml", "-o", "-"]);
    for (key, value) in [
        ("HOME", folder.path().to_str().expect("the folder has a plain name")),
        ("USER", "somebody-else"),
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("COLUMNS", "40"),
    ] {
        command.env(key, value);
    }
    assert!(first == command.output().expect("the program runs").stdout);
    let needle = folder.path().to_str().expect("the folder has a plain name").as_bytes();
    assert!(!first.windows(needle.len()).any(|window| window == needle));
}

#[test]
fn text_stays_between_the_margins() {
    let mut faults = Vec::new();
    for manifest in vitae::theme::builtin_manifests() {
        let spec = manifest.options.spec("margins").expect("each theme has them");
        let sizes: Vec<f64> = spec
            .default
            .split(' ')
            .filter_map(|size| size.strip_suffix("mm")?.parse().ok())
            .collect();
        let side = sizes.get(1).or(sizes.first()).expect("they are in mm") * 72.0 / 25.4;
        for sample in samples() {
            let sample = sample.to_str().expect("the samples have plain names").to_owned();
            let theme = manifest.name.as_str();
            let pdf = Pdf::parse(&render(&sample, &["-t", theme, "--set", "fit="]));
            for (number, page) in pdf.pages().iter().enumerate() {
                let (width, _) = page.size();
                for line in page.lines() {
                    // A hyphen hangs, and an italic may lean out by a hair.
                    let (left, right) = (side - line.x, line.right - (width - side));
                    if left > 1.5 || right > 2.0 {
                        let page = number + 1;
                        let text = &line.text;
                        faults.push(format!(
                            "{theme}: {sample}, page {page}: {left:.1} {right:.1} pt: {text}"
                        ));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn lines_have_as_many_letters_as_an_eye_can_follow() {
    for theme in builtin_names() {
        let mut letters = Vec::new();
        for sample in ["resume", "examples/academic", "examples/nurse", "examples/student"] {
            let pdf =
                Pdf::parse(&render(&format!("{sample}.yaml"), &["-t", theme, "--set", "fit="]));
            for page in pdf.pages() {
                let lines = page.lines();
                // A line is full if the one under it goes on with a word that begins no sentence.
                for pair in lines.windows(2) {
                    let goes_on = pair[1].text.starts_with(char::is_lowercase);
                    let is_under = (pair[0].y - pair[1].y).abs() < 2.0 * pair[0].size;
                    let count = pair[0].text.chars().count();
                    if goes_on && is_under && count > 40 {
                        letters.push(count);
                    }
                }
            }
        }
        letters.sort_unstable();
        assert!(letters.len() > 20, "{theme}: {} full lines", letters.len());
        let median = letters[letters.len() / 2];
        assert!(
            (60..=85).contains(&median),
            "{theme}: half of the lines have over {median} letters"
        );
    }
}
