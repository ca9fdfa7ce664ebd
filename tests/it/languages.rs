//! Languages: their words and forms of dates, and résumés in scripts that the embedded fonts lack.

use std::fs;

use jiff::civil;
use vitae::load::{self, Checked, Input, Overrides};
use vitae::locale::{self, Direction};
use vitae::typeset;
use vitae::view::model::{Run, View};

use crate::support::{root, run, stderr, stdout};

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
        ("ko", ["2018.03 ~ 현재", "2018년 3월 ~ 현재", "2018.03 ~ 현재", "2018~현재"]),
        ("ja", ["2018年3月～現在", "2018年3月～現在", "2018/03～現在", "2018～現在"]),
        ("zh-CN", ["2018.03 – 至今", "2018年3月 – 至今", "2018/03 – 至今", "2018–至今"]),
        ("zh-TW", ["2018.03 – 至今", "2018年3月 – 至今", "2018/03 – 至今", "2018–至今"]),
        ("he", ["מרץ 2018 – היום", "מרץ 2018 – היום", "03.2018 – היום", "2018–היום"]),
        ("ar", ["مارس 2018 – الآن", "مارس 2018 – الآن", "03/2018 – الآن", "2018–الآن"]),
        ("hi", ["मार्च 2018 – वर्तमान", "मार्च 2018 – वर्तमान", "03/2018 – वर्तमान", "2018–वर्तमान"]),
        ("th", ["มี.ค. 2018 – ปัจจุบัน", "มีนาคม 2018 – ปัจจุบัน", "03/2018 – ปัจจุบัน", "2018–ปัจจุบัน"]),
        ("fa", ["مارس 2018 تا اکنون", "مارس 2018 تا اکنون", "2018/03 تا اکنون", "2018 تا اکنون"]),
        ("cs", ["březen 2018 – dosud", "březen 2018 – dosud", "03/2018 – dosud", "2018–dosud"]),
        (
            "pl",
            ["mar 2018 – obecnie", "marzec 2018 – obecnie", "03.2018 – obecnie", "2018–obecnie"],
        ),
        (
            "hu",
            [
                "2018. márc. – jelenleg",
                "2018. március – jelenleg",
                "2018. 03. – jelenleg",
                "2018–jelenleg",
            ],
        ),
        (
            "pt-BR",
            ["mar. de 2018 – atual", "março de 2018 – atual", "03/2018 – atual", "2018–atual"],
        ),
        (
            "pt",
            [
                "mar. 2018 – presente",
                "março de 2018 – presente",
                "03/2018 – presente",
                "2018–presente",
            ],
        ),
        ("no", ["mars 2018 – nå", "mars 2018 – nå", "03.2018 – nå", "2018–nå"]),
        ("sv", ["mars 2018 – nu", "mars 2018 – nu", "2018-03 – nu", "2018–nu"]),
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
    // Beside a day a month has another case than alone.
    for (language, expected) in [
        ("pl", "9 lutego 2016 – 2017"),
        ("ru", "9 февраля 2016 — 2017"),
        ("uk", "9 лютого 2016 — 2017"),
        ("cs", "9. února 2016 – 2017"),
        ("el", "9 Φεβρουαρίου 2016 – 2017"),
        ("fi", "9. helmikuuta 2016 – 2017"),
    ] {
        let view = job(language, "long", "present");
        let date = view.sections[0].entries[1].date.clone().unwrap_or_default();
        assert_eq!(date.replace('\u{a0}', " "), expected, "{language}");
    }
}

#[test]
fn a_file_may_say_any_word_in_its_own_way() {
    let view = typeset::view(&checked(
        "language: en\nlocale:\n  resume: CV\n  present: to date\n  sections: {work: Career}\n  \
         months: {short: [I, II, III, IV, V, VI, VII, VIII, IX, X, XI, XII]}\n  quotes: [«, », ‹, ›]\n  \
         ranges: {dates: '{start} to {end}'}\n  dash: ' = '\n  fluency: {C1: fluent}\n  \
         labels: {phone: Mobile}\n  page: '{n}/{m}'\n\
         basics: {name: Ada, phone: 0123}\nwork: [{name: 'A \"b\"', startDate: 2018-03}]\n\
         languages: [{language: Welsh, fluency: C1}, {language: Latin, fluency: fair}]\n",
    ));
    assert_eq!(view.title, "Ada: CV");
    assert_eq!(view.words.page, "{n}/{m}");
    assert_eq!(view.contacts[0].items[0].label, "Mobile");
    let work = &view.sections[0];
    assert_eq!(work.title, [Run::Text("Career".to_owned())]);
    let entry = &work.entries[0];
    assert_eq!(entry.title, [Run::Text("A «b»".to_owned())]);
    assert_eq!(entry.date.as_deref(), Some("III\u{a0}2018 to to date"));
    let spoken: Vec<_> = view.sections[1].bullets.iter().map(|bullet| &bullet.body).collect();
    let text = |text: &str| vec![Run::Text(text.to_owned())];
    assert_eq!(spoken, [&text("Welsh = fluent (C1)"), &text("Latin = fair")]);
}

#[test]
fn a_degree_called_by_its_kind_is_put_in_words_only_in_another_language() {
    let folder = tempfile::tempdir().expect("there is room");
    let text = |file: &str, args: &[&str]| {
        fs::write(folder.path().join("resume.yaml"), file).expect("there is room");
        let output =
            run(folder.path(), &[&["render", "-q", "-f", "txt", "-o", "-"], args].concat());
        assert_eq!(stderr(&output), "");
        stdout(&output)
    };
    let file = "basics: {name: Ada}\neducation:\n- {studyType: Master, area: A}\n- {studyType: PhD, area: B}\n\
                - {studyType: Bachelor, area: C}\n- {studyType: {en: Master, it: Master}, area: D}\n";
    let own = text(file, &[]);
    for words in ["Master, A", "PhD, B", "Bachelor, C", "Master, D"] {
        assert!(own.contains(words), "{words}: {own}");
    }
    let french = text(file, &["--lang", "fr", "--allow", "untranslated"]);
    for words in ["Master, A", "PhD, B", "Licence (Bachelor), C"] {
        assert!(french.contains(words), "{words}: {french}");
    }
    // Who has written it in both languages has had their say.
    let italian = text(file, &["--lang", "it"]);
    assert!(italian.contains("Laurea magistrale (Master), A"), "{italian}");
    assert!(italian.contains("Master, D") && !italian.contains("(Master), D"), "{italian}");
    // An Italian `Master` in an Italian file is what it says.
    let italian = text(&format!("language: it\n{file}"), &[]);
    assert!(italian.contains("Master, A"), "{italian}");
    let korean = "language: ko\nbasics: {name: Ada}\neducation: [{studyType: 박사, area: A}]\n";
    assert!(text(korean, &["--lang", "en"]).contains("Doctorate, A"));
    let own_words = format!("locale: {{en: {{}}, de: {{degrees: {{master: Magister}}}}}}\n{file}");
    assert!(text(&own_words, &["--lang", "de", "--allow", "untranslated"]).contains("Magister, A"));
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
fn arabic_hebrew_and_persian_run_from_right_to_left_and_nothing_else_does() {
    for language in locale::languages() {
        let expected = match language {
            "ar" | "fa" | "he" => Direction::Rtl,
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
    assert_eq!(date, Some("2018年3月～2021年3月（予定）"));
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

#[test]
fn words_of_the_file_are_for_its_own_language_or_for_each() {
    let present = |words: &str, lang: &str| {
        let text = format!(
            "language: de\nlocale: {words}\nbasics: {{name: Ada}}\n\
             work: [{{name: A, startDate: 2018, endDate: present}}]\n"
        );
        let input = Input::of_text("resume.yaml", ".", text);
        let job = load::Job { variant: None, lang: Some(lang.to_owned()) };
        let loaded = load::load_jobs(&input, &Overrides::default(), &[job]);
        assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
        let checked = loaded.jobs.into_iter().next().and_then(|one| one.checked);
        let view = typeset::view(&checked.expect("it is sound"));
        view.sections[0].entries[0].date.clone().unwrap_or_default().replace('\u{a0}', " ")
    };
    let cases = [
        ("{present: dato}", "de", "2018–dato"),
        ("{present: dato}", "de-AT", "2018–dato"),
        ("{present: dato}", "en", "2018–present"),
        ("{de: {present: dato}, en: {present: now}}", "de", "2018–dato"),
        ("{de: {present: dato}, en: {present: now}}", "en", "2018–now"),
        ("{de: {present: dato}, en: {present: now}}", "fr", "2018–aujourd’hui"),
    ];
    for (words, lang, expected) in cases {
        assert_eq!(present(words, lang), expected, "{words} {lang}");
    }
}
