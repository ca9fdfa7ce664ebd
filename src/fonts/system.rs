//! The fonts of the machine: the last resort for characters that no other font has. To look for them
//! takes a while, so it is done for nobody else.

use fontdb::{Database, Style};
use typst::text::FontInfo;

use super::folders::Face;
use super::script;
use crate::resume::LanguageTag;

/// A family of the machine that has some of the characters.
struct Candidate {
    family: String,
    /// Which of the characters it has.
    characters: Vec<char>,
    /// How well it suits the text, by the language and the class of the theme's font.
    suits: (bool, bool, bool),
}

/// The families of the machine that have some characters, as few as possible, with their faces and what
/// they are needed for.
pub fn find(
    characters: &[char],
    language: Option<&LanguageTag>,
    serif: bool,
) -> Vec<(String, Vec<char>, Vec<Face>)> {
    let mut database = Database::new();
    database.load_system_fonts();
    let mut missing = characters.to_vec();
    let mut found = Vec::new();
    let candidates = candidates(&database, characters, language, serif);
    while let Some(best) = best(&candidates, &missing) {
        let has: Vec<char> =
            missing.iter().copied().filter(|c| best.characters.contains(c)).collect();
        missing.retain(|c| !has.contains(c));
        found.push((best.family.clone(), has, faces(&database, &best.family)));
    }
    found
}

/// The families that have some of the characters, in the order of their names.
fn candidates(
    database: &Database,
    characters: &[char],
    language: Option<&LanguageTag>,
    serif: bool,
) -> Vec<Candidate> {
    let wanted = script::forms_for(characters, language);
    let mut candidates: Vec<Candidate> = Vec::new();
    // The regular face tells what a family has.
    let upright =
        database.faces().filter(|face| face.style == Style::Normal && face.weight.0 == 400);
    for face in upright {
        let info = database.with_face_data(face.id, FontInfo::new).flatten();
        let Some(info) = info else { continue };
        let has = characters.iter().copied().filter(|&c| info.coverage.contains(c as u32));
        let has: Vec<char> = has.collect();
        if has.is_empty() || candidates.iter().any(|known| known.family == info.family) {
            continue;
        }
        let is_serif = info.family.contains("Serif") || info.family.contains("Naskh");
        let suits = (
            wanted.is_none_or(|wanted| info.family.ends_with(wanted)),
            ["Noto Sans ", "Noto Serif "].iter().any(|plain| info.family.starts_with(plain)),
            is_serif == serif,
        );
        candidates.push(Candidate { family: info.family, characters: has, suits });
    }
    candidates.sort_by(|a, b| a.family.cmp(&b.family));
    candidates
}

/// The candidate that has the most of the missing characters, and of those the one that suits best.
fn best<'a>(candidates: &'a [Candidate], missing: &[char]) -> Option<&'a Candidate> {
    let rank = |one: &Candidate| {
        let has = one.characters.iter().filter(|c| missing.contains(c)).count();
        (has, one.suits)
    };
    // The first of equals: the names are in order.
    let best = candidates.iter().rev().max_by_key(|one| rank(one))?;
    (rank(best).0 > 0).then_some(best)
}

/// The faces of a family that résumés use: regular and bold, upright and slanted.
fn faces(database: &Database, family: &str) -> Vec<Face> {
    let mut faces: Vec<(String, Face)> = Vec::new();
    for face in database.faces().filter(|face| [400, 600, 700].contains(&face.weight.0)) {
        if !face.families.iter().any(|(name, _)| family.starts_with(name.as_str())) {
            continue;
        }
        let read = database.with_face_data(face.id, |bytes, index| {
            let info = FontInfo::new(bytes, index)?;
            (info.family == family).then(|| Face::one(bytes.to_vec(), index, info))
        });
        if let Some(Some(read)) = read {
            faces.push((face.post_script_name.clone(), read));
        }
    }
    faces.sort_by(|a, b| a.0.cmp(&b.0));
    faces.into_iter().map(|(_, face)| face).collect()
}

#[cfg(test)]
mod tests {
    use super::{Candidate, best};

    fn candidate(family: &str, characters: &str, suits: (bool, bool, bool)) -> Candidate {
        Candidate { family: family.to_owned(), characters: characters.chars().collect(), suits }
    }

    #[test]
    fn the_family_that_has_most_is_taken_and_of_equals_the_one_that_suits() {
        let candidates = [
            candidate("Abc", "개발", (true, false, false)),
            candidate("Noto Sans CJK JP", "개발자", (false, true, true)),
            candidate("Noto Sans CJK KR", "개발자", (true, true, true)),
            candidate("Noto Serif CJK KR", "개발자", (true, true, false)),
        ];
        let missing: Vec<char> = "개발자".chars().collect();
        let family = |missing: &[char]| best(&candidates, missing).map(|one| one.family.as_str());
        assert_eq!(family(&missing), Some("Noto Sans CJK KR"));
        assert_eq!(family(&['漢']), None);
        assert_eq!(family(&[]), None);
    }
}
