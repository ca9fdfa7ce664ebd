//! `--fix`: the edits that are meant beyond doubt, made in the text of a file. All else of it,
//! comments, order and layout, stays as it is.

use std::ops::Range;

use crate::diagnostics::{Diagnostic, Sources};
use crate::load::{Input, LoadedJobs};

/// How often a file is read again for what its last fixes have brought to light.
const MAX_ROUNDS: usize = 50;

/// What came of fixing a file.
pub struct Fixed {
    /// The file after its fixes.
    pub input: Input,
    /// What was mended, each round with the texts that it points into.
    pub rounds: Vec<(Vec<Diagnostic>, Sources)>,
    /// What a last reading finds.
    pub loaded: LoadedJobs,
    /// Whether there is more to fix than one run does.
    pub more: bool,
}

/// Makes every safe fix of a file, until there is none left. `read` says what is wrong with it.
pub fn fix(mut input: Input, read: &dyn Fn(&Input) -> LoadedJobs) -> Fixed {
    let mut loaded = read(&input);
    let mut rounds = Vec::new();
    while rounds.len() < MAX_ROUNDS
        && let Some(round) = round(&input, &loaded, read)
    {
        input.text = round.text;
        rounds.push((round.mended, std::mem::take(&mut loaded.sources)));
        loaded = round.loaded;
    }
    let more = rounds.len() == MAX_ROUNDS;
    Fixed { input, rounds, loaded, more }
}

/// Some fixes that were made at once.
struct Round {
    text: String,
    mended: Vec<Diagnostic>,
    loaded: LoadedJobs,
}

/// All safe fixes of a reading at once. Those that get into each other's way, as two misspelt keys
/// that mean the same, are left for later rounds, one at a time. `None` if there is none to make.
fn round(input: &Input, loaded: &LoadedJobs, read: &dyn Fn(&Input) -> LoadedJobs) -> Option<Round> {
    // A text that is not the file's cannot be written back.
    if loaded.diagnostics.iter().any(|one| one.code == "not-utf8") {
        return None;
    }
    let main = loaded.sources.main()?;
    let safe: Vec<&Diagnostic> = loaded
        .diagnostics
        .iter()
        .filter(|one| one.safe && !one.fix.is_empty())
        .filter(|one| one.fix.iter().all(|(span, _)| span.source == main))
        .collect();
    let attempt = |wanted: &[&Diagnostic]| -> Result<Round, Vec<usize>> {
        let edits = edits(wanted);
        let text = edited(&input.text, &edits);
        let copy = Input {
            name: input.name.clone(),
            folder: input.folder.clone(),
            text,
            over: input.over.clone(),
            ..*input
        };
        let after = read(&copy);
        let harmful = harmful(&edits, wanted, &after.diagnostics);
        if !harmful.is_empty() {
            return Err(harmful);
        }
        let mut made: Vec<usize> = edits.iter().map(|edit| edit.fix).collect();
        made.sort_unstable();
        made.dedup();
        let mended = made.into_iter().map(|index| wanted[index].clone()).collect();
        Ok(Round { text: copy.text, mended, loaded: after })
    };
    let mut wanted = safe.clone();
    while !wanted.is_empty() {
        match attempt(&wanted) {
            Ok(round) => return Some(round),
            Err(harmful) => {
                let mut index = 0;
                wanted.retain(|_| {
                    index += 1;
                    !harmful.contains(&(index - 1))
                });
            }
        }
    }
    safe.iter().find_map(|one| attempt(&[one]).ok())
}

/// An edit of the text.
struct Edit<'a> {
    range: Range<usize>,
    replacement: &'a str,
    /// Which fix it belongs to.
    fix: usize,
    /// The bytes that it has written in the new text.
    written: Range<usize>,
}

/// The edits of some fixes in the order of the text. A fix that overlaps an earlier one is left out.
fn edits<'a>(fixes: &[&'a Diagnostic]) -> Vec<Edit<'a>> {
    let mut edits: Vec<Edit> = Vec::new();
    for (index, one) in fixes.iter().enumerate() {
        let overlaps = one.fix.iter().any(|(span, _)| {
            edits.iter().any(|edit| span.start <= edit.range.end && edit.range.start <= span.end)
        });
        if !overlaps {
            edits.extend(one.fix.iter().map(|(span, replacement)| Edit {
                range: span.range(),
                replacement,
                fix: index,
                written: 0..0,
            }));
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    let (mut removed, mut inserted) = (0, 0);
    for edit in &mut edits {
        let start = edit.range.start - removed + inserted;
        edit.written = start..start + edit.replacement.len();
        removed += edit.range.len();
        inserted += edit.replacement.len();
    }
    edits
}

/// A text after some edits.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut rest = 0;
    for edit in edits {
        new.push_str(&text[rest..edit.range.start]);
        new.push_str(edit.replacement);
        rest = edit.range.end;
    }
    new + &text[rest..]
}

/// The fixes after which what they have written is still wrong, or is there twice. Whatever else
/// they have brought to light is no harm: it was wrong before.
fn harmful(edits: &[Edit], wanted: &[&Diagnostic], after: &[Diagnostic]) -> Vec<usize> {
    let mut harmful = Vec::new();
    for one in after {
        let places = one.span.into_iter().chain(one.related.iter().map(|(place, _)| *place));
        let touched = places.flat_map(|place| {
            edits.iter().filter(move |edit| {
                place.start < edit.written.end && edit.written.start < place.end
            })
        });
        let clash = matches!(one.code, "duplicate-key" | "conflicting-keys" | "bad-option");
        let fixes = touched.map(|edit| edit.fix);
        harmful.extend(fixes.filter(|&fix| clash || wanted[fix].code == one.code));
    }
    harmful.sort_unstable();
    harmful.dedup();
    harmful
}
