//! Which font would help: the script of a character, and the forms of Han characters by language.

use unicode_script::{Script, UnicodeScript};

use crate::resume::LanguageTag;

/// How the names of families end that have the forms of Han characters that a language writes; `None` for
/// languages that write none.
pub fn forms(language: Option<&LanguageTag>) -> Option<&'static str> {
    let tag = language?;
    let traditional = tag.script() == Some("Hant");
    Some(match (tag.primary(), tag.region()) {
        ("ko", _) => "KR",
        ("ja", _) => "JP",
        ("zh", Some("HK" | "MO")) => "HK",
        ("zh", Some("TW")) => "TC",
        ("zh", _) if traditional => "TC",
        ("zh", _) => "SC",
        _ => return None,
    })
}

/// The same, for some characters: hangul and kana say whose text it is.
pub fn forms_for(characters: &[char], language: Option<&LanguageTag>) -> Option<&'static str> {
    let has = |scripts: &[Script]| characters.iter().any(|c| scripts.contains(&c.script()));
    if has(&[Script::Hangul]) {
        Some("KR")
    } else if has(&[Script::Hiragana, Script::Katakana]) {
        Some("JP")
    } else {
        forms(language).or_else(|| has(&[Script::Han]).then_some("SC"))
    }
}

/// A family that has a character: one of the Noto fonts, which anybody may use.
pub fn helpful_family(character: char, language: Option<&LanguageTag>) -> String {
    let script = character.script();
    match script {
        Script::Hangul => "Noto Sans KR".to_owned(),
        Script::Hiragana | Script::Katakana => "Noto Sans JP".to_owned(),
        Script::Bopomofo => "Noto Sans TC".to_owned(),
        Script::Han => format!("Noto Sans {}", forms(language).unwrap_or("SC")),
        Script::Latin | Script::Greek | Script::Cyrillic => "Noto Sans".to_owned(),
        // Letters that belong to no script are marks; pictures have a family of their own.
        Script::Common | Script::Inherited | Script::Unknown => match u32::from(character) {
            0x1f000.. => "Noto Emoji".to_owned(),
            _ => "Noto Sans Symbols 2".to_owned(),
        },
        script => format!("Noto Sans {}", script.full_name().replace('_', " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::helpful_family;

    #[test]
    fn each_script_has_a_family_that_helps() {
        let cases = [
            ('개', "ko", "Noto Sans KR"),
            ('漢', "ko", "Noto Sans KR"),
            ('漢', "ja", "Noto Sans JP"),
            ('漢', "zh", "Noto Sans SC"),
            ('漢', "zh-Hans-SG", "Noto Sans SC"),
            ('漢', "zh-Hant", "Noto Sans TC"),
            ('漢', "zh-TW", "Noto Sans TC"),
            ('漢', "zh-HK", "Noto Sans HK"),
            ('漢', "en", "Noto Sans SC"),
            ('か', "ja", "Noto Sans JP"),
            ('ש', "he", "Noto Sans Hebrew"),
            ('ع', "ar", "Noto Sans Arabic"),
            ('क', "hi", "Noto Sans Devanagari"),
            ('ก', "th", "Noto Sans Thai"),
            ('ა', "ka", "Noto Sans Georgian"),
            ('🚀', "en", "Noto Emoji"),
        ];
        for (character, language, expected) in cases {
            let tag = language.parse().expect(language);
            assert_eq!(helpful_family(character, Some(&tag)), expected, "{character}");
        }
    }
}
