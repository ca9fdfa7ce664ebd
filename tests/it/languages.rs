//! Languages: their words and forms of dates, and résumés in scripts that the embedded fonts lack.

use std::fs;

use jiff::civil;
use vitae::load::{self, Checked, Input, Overrides};
use vitae::locale::{self, Direction};
use vitae::typeset;
use vitae::view::model::{Run, View};

use crate::support::{root, run, stderr};

/// A checked résumé of a text.
fn checked(text: &str) -> Checked {
    let input = Input::of_text("resume.yaml", ".", text);
    let loaded = load::load(&input, &Overrides::default());
    assert!(loaded.checked.is_some(), "{text}: {:#?}", loaded.diagnostics);
    loaded.checked.expect("it is there")
}

/// A job in a language, with dates of a form.
fn job(language: &str, form: &str, end: &str) -> View {
    typeset::view(&checked(&format!(
        "language: {language}\ntheme: {{dateFormat: {form}}}\nbasics: {{name: Ada}}\n\
         work: [{{name: A, startDate: 2018-03, endDate: {end}}}, {{name: B, startDate: 2016-02-09, endDate: 2017}}]\n"
    )))
}

#[test]
fn dates_are_written_as_people_write_them() {
    let cases = [
        ("ko", ["2018.03 – 현재", "2018년 3월 – 현재", "2018.03 – 현재", "2018–현재"]),
        ("ja", ["2018年3月 – 現在", "2018年3月 – 現在", "2018/03 – 現在", "2018–現在"]),
        ("zh-CN", ["2018.03 – 至今", "2018年3月 – 至今", "2018/03 – 至今", "2018–至今"]),
        ("zh-TW", ["2018.03 – 至今", "2018年3月 – 至今", "2018/03 – 至今", "2018–至今"]),
        ("he", ["מרץ 2018 – היום", "מרץ 2018 – היום", "03/2018 – היום", "2018–היום"]),
        ("ar", ["مارس 2018 – الآن", "مارس 2018 – الآن", "03/2018 – الآن", "2018–الآن"]),
        ("hi", ["मार्च 2018 – वर्तमान", "मार्च 2018 – वर्तमान", "03/2018 – वर्तमान", "2018–वर्तमान"]),
        ("th", ["มี.ค. 2018 – ปัจจุบัน", "มีนาคม 2018 – ปัจจุบัน", "03/2018 – ปัจจุบัน", "2018–ปัจจุบัน"]),
    ];
    for (language, expected) in cases {
        for (form, expected) in ["short", "long", "numeric", "year"].into_iter().zip(expected) {
            let view = job(language, form, "present");
            let date = view.sections[0].entries[0].date.clone().unwrap_or_default();
            assert_eq!(date.replace('\u{a0}', " "), expected, "{language} {form}");
        }
    }
    let view = job("he", "long", "present");
    let date = view.sections[0].entries[1].date.clone().unwrap_or_default();
    assert_eq!(date.replace('\u{a0}', " "), "9 בפברואר 2016 – 2017");
}

#[test]
fn chinese_has_the_characters_of_its_tag() {
    let title = |tag: &str| match &job(tag, "short", "present").sections[0].title[0] {
        Run::Text(title) => title.clone(),
        other => panic!("{other:?}"),
    };
    for simplified in ["zh", "zh-CN", "zh-Hans", "zh-SG", "zh-Hans-HK"] {
        assert_eq!(title(simplified), "工作经历", "{simplified}");
    }
    for traditional in ["zh-TW", "zh-HK", "zh-Hant", "zh-Hant-CN"] {
        assert_eq!(title(traditional), "工作經歷", "{traditional}");
    }
    // Fonts and readers know them by the region.
    let region = |tag| job(tag, "short", "present").region;
    assert_eq!(region("zh-Hant").as_deref(), Some("TW"));
    assert_eq!(region("zh-Hans").as_deref(), Some("CN"));
    assert_eq!(region("zh-HK").as_deref(), Some("HK"));
    assert_eq!(region("zh"), None);
}

#[test]
fn hebrew_and_arabic_run_from_right_to_left_and_nothing_else_does() {
    for language in locale::languages() {
        let expected = match language {
            "ar" | "he" => Direction::Rtl,
            _ => Direction::Ltr,
        };
        assert_eq!(job(language, "short", "present").dir, expected, "{language}");
    }
}

#[test]
fn an_end_ahead_is_expected_in_the_words_of_the_language() {
    let text = "language: ja\nmeta: {lastModified: 2020-01-01}\nbasics: {name: Ada}\n\
                work: [{name: A, startDate: 2018-03, endDate: 2021-03}]\n";
    assert_eq!(checked(text).date.date(), civil::date(2020, 1, 1));
    let view = typeset::view(&checked(text));
    let date = view.sections[0].entries[0].date.as_deref();
    assert_eq!(date, Some("2018年3月 – 2021年3月（予定）"));
}

#[test]
fn examples_lack_nothing_but_a_font() {
    let folder = root().join("examples/languages");
    let mut files = 0;
    for entry in fs::read_dir(folder).expect("it is there").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        files += 1;
        let text = fs::read_to_string(&path).expect("it is text");
        let input = Input::of_text("example.yaml", ".", text);
        let loaded = load::load(&input, &Overrides::default());
        let said: Vec<_> = loaded.diagnostics.iter().map(|one| &one.message).collect();
        assert!(said.is_empty(), "{path:?}: {said:?}");
        let checked = loaded.checked.expect("it is sound");
        let missing = typeset::missing_glyphs(&checked, &loaded.sources);
        assert!(!missing.is_empty(), "{path:?} needs no font of its own");
        assert!(missing.iter().all(|one| one.code == "missing-glyph"), "{path:?}");
    }
    assert_eq!(files, 8);
}

#[test]
fn a_page_is_mirrored() {
    // The date of a Latin text stands at the right edge, that of a Hebrew one at the left.
    let folder = tempfile::tempdir().expect("there is room");
    fs::create_dir(folder.path().join("fonts")).expect("there is room");
    let font = root().join("tests/fonts/few/Hebrew.ttf");
    fs::copy(font, folder.path().join("fonts/Hebrew.ttf")).expect("there is room");
    let places = |language: &str| {
        let text = format!(
            "language: {language}\nsections: [{{id: work, title: A}}]\nbasics: {{name: A}}\n\
             work: [{{name: B, startDate: 2018, endDate: 2019, highlights: [C]}}]\n"
        );
        fs::write(folder.path().join("resume.yaml"), text).expect("there is room");
        let output = run(folder.path(), &["render", "-q", "-o", "-"]);
        assert_eq!(stderr(&output), "");
        let pdf = crate::support::pdf::Pdf::parse(&output.stdout);
        let page = &pdf.pages()[0];
        let lines = page.lines();
        let bullet = lines.iter().find(|line| line.text.contains('C')).expect("it is printed");
        let head = lines.iter().find(|line| line.text.contains("20")).expect("it is printed");
        let width = page.size().0;
        (head.x / width, head.right / width, bullet.x / width)
    };
    let (_, date, bullet) = places("en");
    assert!(date > 0.8 && bullet < 0.2, "{date} {bullet}");
    let (date, _, bullet) = places("he");
    assert!(date < 0.3 && bullet > 0.8, "{date} {bullet}");
}
