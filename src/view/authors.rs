//! The authors of a paper, and which of them is the person of the résumé.

use crate::locale::{NameOrder, is_family_first};
use crate::resume::{Author, MARKS, Shorthand, Text};

use super::Builder;
use super::entries::merge;
use super::model::{Run, Runs};

impl Builder<'_> {
    /// Authors with their marks, the résumé's own among them set apart.
    pub(super) fn authors(&self, authors: &[Shorthand<Author>]) -> Runs {
        let mine = self.own_author(authors);
        let mut runs = Runs::new();
        for (index, author) in authors.iter().enumerate() {
            if index > 0 {
                runs.push(Run::Text(self.locale.comma.clone()));
            }
            let name = author.name.trim_end_matches(MARKS).trim_end();
            let marks = &author.name[name.len()..];
            let name = self.text(&Text(name.to_owned()));
            if mine == Some(index) {
                runs.push(Run::Myself(name));
            } else {
                runs.extend(name);
            }
            if !marks.is_empty() {
                runs.push(Run::Text(marks.trim().to_owned()));
            }
        }
        merge(runs)
    }

    /// Which of the authors is the résumé's own: the one that says so, or the only one whose family
    /// name is ours and whose given names, or their initials, are ours too.
    fn own_author(&self, authors: &[Shorthand<Author>]) -> Option<usize> {
        if let Some(index) = authors.iter().position(|author| author.is_self == Some(true)) {
            return Some(index);
        }
        let mut matching = authors.iter().enumerate().filter(|(_, author)| {
            author.is_self.is_none() && same_person(&author.name, &self.author, self.locale.names)
        });
        match (matching.next(), matching.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        }
    }
}

/// Whether an author's name, perhaps with initials, family name first or with a mark, is a person's.
/// Where family names lead, either name may be written either way.
fn same_person(author: &str, person: &str, order: NameOrder) -> bool {
    let author = author.trim_end_matches(MARKS);
    let (author, leads) = match author.split_once(',') {
        Some((family, given)) => (format!("{given} {family}"), false),
        None => (author.to_owned(), order == NameOrder::FamilyFirst),
    };
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '・' | '·'))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (author, person) = (words(&author), words(person));
    if is_family_first(&person.concat()) {
        // Such names have no spaces, or one that means nothing.
        let turned: Vec<String> = author.iter().rev().cloned().collect();
        return [author, turned].iter().any(|author| author.concat() == person.concat());
    }
    let turn = |name: &[String]| [&name[1.min(name.len())..], &name[..1.min(name.len())]].concat();
    let both = |name: Vec<String>, too: bool| match too {
        true => vec![turn(&name), name],
        false => vec![name],
    };
    let people = both(person, order == NameOrder::FamilyFirst);
    both(author, leads).iter().any(|author| people.iter().any(|person| same_words(author, person)))
}

/// Whether the words of two names, family name last, are one person's; the author's may be initials.
fn same_words(author: &[String], person: &[String]) -> bool {
    let (Some((family, given)), Some((own_family, own_given))) =
        (author.split_last(), person.split_last())
    else {
        return false;
    };
    family == own_family
        && !given.is_empty()
        && given.len() <= own_given.len()
        && given
            .iter()
            .zip(own_given)
            .all(|(a, b)| a == b || (a.chars().count() == 1 && b.starts_with(a.as_str())))
}

#[cfg(test)]
mod tests {
    use super::same_person;
    use crate::locale::NameOrder::{FamilyFirst, GivenFirst};

    #[test]
    fn the_own_name_is_known_by_its_initials() {
        for author in ["H. Lee", "H. Lee*", "Heungsub Lee", "Lee, H.", "H Lee†"] {
            assert!(same_person(author, "Heungsub Lee", GivenFirst), "{author}");
        }
        for author in ["S. Lee", "H. Kim", "Lee", "Hans Lee", "Lee Heungsub"] {
            assert!(!same_person(author, "Heungsub Lee", GivenFirst), "{author}");
        }
    }

    #[test]
    fn the_own_name_is_known_where_family_names_lead() {
        for author in ["Kovács János", "Kovács J.", "János Kovács", "J. Kovács", "Kovács, J."]
        {
            assert!(same_person(author, "Kovács János", FamilyFirst), "{author}");
        }
        for author in ["Kovács Béla", "B. Kovács", "Nagy János", "J. Nagy", "Kovács, B."] {
            assert!(!same_person(author, "Kovács János", FamilyFirst), "{author}");
        }
        // Names in these characters lead with the family in a text of any language.
        for author in ["이흥섭", "이 흥섭*", "이, 흥섭", "흥섭 이"] {
            assert!(same_person(author, "이흥섭", GivenFirst), "{author}");
        }
        for author in ["이흥", "김흥섭", "H. Lee"] {
            assert!(!same_person(author, "이흥섭", FamilyFirst), "{author}");
        }
    }
}
