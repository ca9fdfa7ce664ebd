//! Which parts of a text are in another language than the résumé: readers aloud change their voice there.
//!
//! An entry says it by its `lang`, of a title in letters that its language has; of everything else the
//! script says it. Latin letters in a text of another script are left alone: they may be any language.

use unicode_script::{Script, UnicodeScript};

use crate::resume::LanguageTag;

use super::model::{BulletView, LabelView, Run, Runs, View};
use super::region;

/// The scripts that a language is written in; Latin letters for all that are not listed.
fn scripts(language: &str) -> &'static [Script] {
    use Script::{
        Arabic, Armenian, Bengali, Bopomofo, Cyrillic, Devanagari, Ethiopic, Georgian, Greek, Han,
        Hangul, Hebrew, Hiragana, Katakana, Khmer, Lao, Latin, Myanmar, Tamil, Telugu, Thai,
    };
    match language {
        "ja" => &[Han, Hiragana, Katakana],
        "ko" => &[Hangul, Han],
        "zh" | "yue" => &[Han, Bopomofo],
        "ar" | "fa" | "ur" | "ps" | "ckb" | "ug" => &[Arabic],
        "he" | "yi" => &[Hebrew],
        "hi" | "mr" | "ne" | "sa" => &[Devanagari],
        "th" => &[Thai],
        "el" => &[Greek],
        "ru" | "uk" | "be" | "bg" | "mk" | "kk" | "ky" | "mn" | "tg" => &[Cyrillic],
        "sr" => &[Cyrillic, Latin],
        "hy" => &[Armenian],
        "ka" => &[Georgian],
        "bn" => &[Bengali],
        "ta" => &[Tamil],
        "te" => &[Telugu],
        "am" => &[Ethiopic],
        "km" => &[Khmer],
        "lo" => &[Lao],
        "my" => &[Myanmar],
        _ => &[Latin],
    }
}

/// The language that a script is most likely in; `None` for Latin, and for what belongs to no script.
fn language_of(script: Script, text: &str) -> Option<&'static str> {
    Some(match script {
        Script::Hangul => "ko",
        Script::Hiragana | Script::Katakana => "ja",
        // Kana or hangul beside them say whose characters they are.
        Script::Han if text.chars().any(|c| scripts("ja")[1..].contains(&c.script())) => "ja",
        Script::Han if text.chars().any(|c| c.script() == Script::Hangul) => "ko",
        Script::Han | Script::Bopomofo => "zh",
        Script::Arabic if text.contains(['پ', 'چ', 'ژ', 'گ']) => "fa",
        Script::Arabic => "ar",
        Script::Hebrew => "he",
        Script::Devanagari => "hi",
        Script::Thai => "th",
        Script::Greek => "el",
        Script::Cyrillic if text.contains(['і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ']) => "uk",
        Script::Cyrillic if text.contains(['ј', 'љ', 'њ', 'ћ', 'ђ', 'џ']) => "sr",
        Script::Cyrillic => "ru",
        Script::Armenian => "hy",
        Script::Georgian => "ka",
        Script::Bengali => "bn",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Ethiopic => "am",
        Script::Khmer => "km",
        Script::Lao => "lo",
        Script::Myanmar => "my",
        _ => return None,
    })
}

/// Runs in the language that their entry names, if they have letters that it is written in: `lang: ko`
/// of a title in English says something of what it links to alone.
pub fn in_language(runs: Runs, tag: &LanguageTag, own: Option<&LanguageTag>) -> Runs {
    let primary = tag.primary();
    let letters = crate::markup::plain(&runs);
    let written = letters.chars().any(|c| scripts(primary).contains(&c.script()));
    if !written || primary == own.map_or("en", LanguageTag::primary) {
        return runs;
    }
    vec![Run::Lang { lang: primary.to_owned(), region: region(tag).map(str::to_owned), body: runs }]
}

/// Marks what is in another language in all texts of a view.
pub fn mark(view: &mut View) {
    let language = view.lang.clone();
    let mark = |runs: &mut Runs| *runs = marked(std::mem::take(runs), &language);
    fn labels(list: &mut [LabelView], mark: &impl Fn(&mut Runs)) {
        for label in list {
            label.label.iter_mut().chain(&mut label.value).chain(&mut label.items).for_each(mark);
        }
    }
    fn bullets(list: &mut [BulletView], mark: &impl Fn(&mut Runs)) {
        for bullet in list {
            mark(&mut bullet.body);
            bullets(&mut bullet.children, mark);
        }
    }
    mark(&mut view.name);
    view.label.iter_mut().for_each(mark);
    for group in &mut view.contacts {
        group.items.iter_mut().for_each(|item| mark(&mut item.body));
    }
    labels(&mut view.details, &mark);
    for section in &mut view.sections {
        mark(&mut section.title);
        section.paragraphs.iter_mut().chain(&mut section.footnotes).for_each(mark);
        bullets(&mut section.bullets, &mark);
        labels(&mut section.labels, &mark);
        for entry in &mut section.entries {
            [&mut entry.title, &mut entry.line, &mut entry.undated_line].into_iter().for_each(mark);
            let optional = [&mut entry.organization, &mut entry.location, &mut entry.description];
            optional.into_iter().flatten().chain(&mut entry.paragraphs).for_each(mark);
            bullets(&mut entry.highlights, &mark);
            labels(&mut entry.facts, &mark);
            for position in &mut entry.positions {
                mark(&mut position.title);
                let optional = [&mut position.location, &mut position.description];
                optional.into_iter().flatten().chain(&mut position.paragraphs).for_each(mark);
                bullets(&mut position.highlights, &mark);
            }
        }
    }
}

/// Runs in which what is in another language than `own` is marked.
fn marked(runs: Runs, own: &str) -> Runs {
    let text = crate::markup::plain(&runs);
    if text.chars().all(|c| c < '\u{370}' || matches!(c, '\u{2000}'..='\u{2bff}')) {
        // Latin letters and marks, as nearly all texts are.
        return runs;
    }
    marked_by(runs, own, &text)
}

/// The same for runs of a larger text.
fn marked_by(runs: Runs, own: &str, text: &str) -> Runs {
    let mut marked = Runs::new();
    for run in runs {
        match run {
            Run::Text(part) => marked.extend(divided(&part, own, text)),
            Run::Bold(body) => marked.push(Run::Bold(marked_by(body, own, text))),
            Run::Italic(body) => marked.push(Run::Italic(marked_by(body, own, text))),
            Run::Super(body) => marked.push(Run::Super(marked_by(body, own, text))),
            Run::Myself(body) => marked.push(Run::Myself(marked_by(body, own, text))),
            Run::Link(url, body) => marked.push(Run::Link(url, marked_by(body, own, text))),
            Run::Lang { lang, region, body } => {
                let body = marked_by(body, &lang, text);
                marked.push(Run::Lang { lang, region, body });
            }
            Run::Code(_) | Run::Break => marked.push(run),
        }
    }
    marked
}

/// A text, parted where its language changes. What stands between two words of a language is of it, too.
fn divided(part: &str, own: &str, text: &str) -> Runs {
    let native = scripts(own);
    let mut pieces: Vec<(Option<&'static str>, String)> = Vec::new();
    let mut undecided = String::new();
    for c in part.chars() {
        let script = c.script();
        if matches!(script, Script::Common | Script::Inherited) {
            undecided.push(c);
            continue;
        }
        let language = language_of(script, text).filter(|_| !native.contains(&script));
        match pieces.last_mut() {
            Some((known, piece)) if *known == language => {
                piece.push_str(&std::mem::take(&mut undecided));
                piece.push(c);
            }
            last => {
                // A combining mark belongs to the letter before it, all else to the résumé's language.
                let split = undecided.find(|c: char| c.script() != Script::Inherited);
                let rest = undecided.split_off(split.unwrap_or(undecided.len()));
                if let Some((_, piece)) = last {
                    piece.push_str(&undecided);
                }
                undecided.clear();
                push(&mut pieces, None, &rest);
                push(&mut pieces, language, c.encode_utf8(&mut [0; 4]));
            }
        }
    }
    push(&mut pieces, None, &undecided);
    let runs =
        pieces.into_iter().map(|(language, piece)| match language.filter(|_| is_word(&piece)) {
            Some(lang) => {
                Run::Lang { lang: lang.to_owned(), region: None, body: vec![Run::Text(piece)] }
            }
            None => Run::Text(piece),
        });
    super::entries::merge(runs.collect())
}

/// Adds to the last piece, if it is in the same language.
fn push(
    pieces: &mut Vec<(Option<&'static str>, String)>,
    language: Option<&'static str>,
    text: &str,
) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some((known, piece)) if *known == language => piece.push_str(text),
        _ => pieces.push((language, text.to_owned())),
    }
}

/// Whether a piece is more than a sign such as the `β` of a version.
fn is_word(piece: &str) -> bool {
    let alone = |c: char| matches!(c.script(), Script::Greek | Script::Cyrillic);
    piece.chars().count() > 1 || !piece.chars().all(alone)
}

#[cfg(test)]
mod tests {
    use super::{Run, in_language, marked};
    use crate::markup::{plain, runs};

    /// What is marked, as `[ko:…]`.
    fn shown(runs: &[Run]) -> String {
        let show = |run: &Run| match run {
            Run::Lang { lang, body, .. } => format!("[{lang}:{}]", shown(body)),
            Run::Link(_, body) | Run::Bold(body) => format!("({})", shown(body)),
            other => plain(std::slice::from_ref(other)),
        };
        runs.iter().map(show).collect()
    }

    #[test]
    fn scripts_say_the_language() {
        let cases = [
            ("en", "Kakao (카카오 브레인), Seoul", "Kakao ([ko:카카오 브레인]), Seoul"),
            ("en", "東京大学のAI", "[ja:東京大学の]AI"),
            ("en", "北京大学", "[zh:北京大学]"),
            ("en", "서울大學", "[ko:서울大學]"),
            ("en", "Яндекс", "[ru:Яндекс]"),
            ("en", "Ціна", "[uk:Ціна]"),
            ("en", "β version, ΔE", "β version, ΔE"),
            ("en", "Ωmega Φως", "Ωmega [el:Φως]"),
            ("ko", "카카오 Brain 大學", "카카오 Brain 大學"),
            ("ja", "京都 서울", "京都 [ko:서울]"),
            ("de", "Größe “x” – 5 €", "Größe “x” – 5 €"),
            ("he", "שלום Go", "שלום Go"),
            ("en", "**한글** и", "([ko:한글]) и"),
        ];
        for (own, text, expected) in cases {
            assert_eq!(shown(&marked(runs(text), own)), expected);
        }
    }

    #[test]
    fn the_language_of_an_entry_counts_where_its_letters_are() {
        let cases = [
            ("ko", "Server architecture", "Server architecture"),
            ("ko", "서버 구조", "[ko:서버 구조]"),
            ("ja", "京都大学", "[ja:京都大学]"),
            ("de", "Grundlagen", "[de:Grundlagen]"),
            ("en", "Basics", "Basics"),
        ];
        for (lang, text, expected) in cases {
            let tag = lang.parse().expect(lang);
            let runs = in_language(runs(text), &tag, None);
            assert_eq!(shown(&marked(runs, "en")), expected);
        }
    }
}
