//! Compile until the wanted page count holds.
//!
//! A theme declares in stages which options give way and how far. The stages make a row of
//! settings, loosest first; pages only ever grow fewer along it. The loosest setting that holds is
//! found by bisection, in at most [`MAX_COMPILES`] compiles, since the row has no more settings than
//! that many halvings can tell apart. How full the pages were says where to look next.

use typst::diag::{SourceDiagnostic, Warned};
use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use crate::theme::{Manifest, OptionValue, Resolved};
use crate::world::ThemeWorld;

/// How often a document is compiled at most.
pub const MAX_COMPILES: usize = 5;
/// How many settings that many compiles can tell apart, and the case that none holds.
const SETTINGS: usize = (1 << MAX_COMPILES) - 1;

/// Options in other proportions, each with its factor.
type Setting = Vec<(String, f64)>;

/// A typeset document and how it came to be.
pub struct Fitted {
    /// The pages.
    pub document: PagedDocument,
    /// What the theme's code warns of.
    pub warnings: Vec<SourceDiagnostic>,
    /// How often it was compiled.
    pub compiles: usize,
    /// Whether a page count was asked for.
    pub searched: bool,
    /// The options that the fit changed, with their values.
    pub chosen: Vec<(String, OptionValue)>,
}

/// Why there is no document.
pub enum FitError {
    /// The theme's code fails.
    Theme(Vec<SourceDiagnostic>),
    /// Even the tightest setting needs more pages.
    TooLong {
        /// The pages at the tightest setting.
        document: Box<PagedDocument>,
        /// How many lines do not fit.
        lines: usize,
    },
    /// Even the loosest setting needs fewer pages.
    TooShort {
        /// The pages that the loosest setting fills.
        pages: usize,
        /// How many lines are missing to begin the last page.
        lines: usize,
    },
}

/// Typesets a document as the options say, or so that it has a number of pages.
pub fn fit(
    world: &ThemeWorld,
    manifest: &Manifest,
    options: &Resolved,
    families: &[String],
    pages: Option<usize>,
) -> Result<Fitted, FitError> {
    let typeset = |factors: &[(String, f64)]| {
        compile(&world.with_options(to_json(&scale(options, factors), families)))
    };
    let Some(pages) = pages else {
        let (document, warnings) = typeset(&[])?;
        return Ok(Fitted { document, warnings, compiles: 1, searched: false, chosen: Vec::new() });
    };

    let settings = settings(manifest, options);
    // The loosest setting that holds lies in `low..high`, or nowhere.
    let (mut low, mut high) = (0, settings.len());
    let mut best: Option<(usize, PagedDocument, Vec<SourceDiagnostic>)> = None;
    let mut tightest = None;
    let mut compiles = 0;
    let mut next = keep_bound(neutral(&settings), low, high, MAX_COMPILES);
    while low < high {
        let (document, warnings) = typeset(&settings[next])?;
        compiles += 1;
        let full = fullness(&document);
        if document.pages().len() <= pages {
            high = next;
            best = Some((next, document, warnings));
        } else {
            low = next + 1;
            tightest = Some(document);
        }
        let aim = guess(&settings, next, pages as f64 / full);
        next = aim.clamp(low, high.saturating_sub(1).max(low));
        next = keep_bound(next, low, high, MAX_COMPILES - compiles.min(MAX_COMPILES));
    }
    match (best, tightest) {
        (Some((at, document, warnings)), _) => {
            let found = document.pages().len();
            if found < pages {
                let lines = lines_to_next_page(&document, pages - found);
                return Err(FitError::TooShort { pages: found, lines });
            }
            let values = scale(options, &settings[at]);
            let chosen = values.into_iter().filter(|value| !options.values.contains(value));
            Ok(Fitted { document, warnings, compiles, searched: true, chosen: chosen.collect() })
        }
        (None, Some(document)) => {
            let lines = document.pages().iter().skip(pages).map(|page| lines(&page.frame)).sum();
            Err(FitError::TooLong { document: Box::new(document), lines })
        }
        (None, None) => Err(FitError::Theme(Vec::new())),
    }
}

/// Typesets a document once.
fn compile(world: &ThemeWorld) -> Result<(PagedDocument, Vec<SourceDiagnostic>), FitError> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    match output {
        Ok(document) => Ok((document, warnings.into_iter().collect())),
        Err(errors) => Err(FitError::Theme(errors.into_iter().collect())),
    }
}

/// The options with some of them in other proportions.
fn scale(options: &Resolved, factors: &[(String, f64)]) -> Vec<(String, OptionValue)> {
    let scaled = options.values.iter().map(|(name, value)| {
        // What no stage touches stays as it was given, in all its decimals.
        let Some((_, factor)) = factors.iter().find(|(known, _)| known == name) else {
            return (name.clone(), value.clone());
        };
        // Three decimals say all that a page can show, and keep what is reported short.
        let value = match value.scaled(*factor) {
            OptionValue::Pt(value) => OptionValue::Pt((value * 1000.0).round() / 1000.0),
            OptionValue::Em(value) => OptionValue::Em((value * 1000.0).round() / 1000.0),
            OptionValue::Number(value) => OptionValue::Number((value * 1000.0).round() / 1000.0),
            other => other,
        };
        (name.clone(), value)
    });
    scaled.collect()
}

/// The options as a theme receives them.
pub fn to_json(values: &[(String, OptionValue)], families: &[String]) -> String {
    let mut object = serde_json::Map::new();
    for (name, value) in values {
        object.insert(name.clone(), serde_json::to_value(value).unwrap_or_default());
    }
    let families = OptionValue::List(families.to_vec());
    object.insert("families".into(), serde_json::to_value(families).unwrap_or_default());
    serde_json::Value::Object(object).to_string()
}

/// The factors of every setting, loosest first. The first stage goes from its loosest over the
/// options as they are to its tightest; each later stage goes on from there.
fn settings(manifest: &Manifest, options: &Resolved) -> Vec<Setting> {
    /// Steps of the first stage that loosen, a line a page each.
    const LOOSER: usize = 8;
    /// Steps of the first stage that tighten.
    const TIGHTER: usize = 7;
    let stages: Vec<Vec<(String, f64, f64)>> = manifest
        .fit
        .stages
        .iter()
        .map(|stage| {
            let free = stage.iter().filter(|(name, _)| !options.pinned.contains(name));
            free.filter_map(|(name, factors)| {
                let loosest = factors.first()?.parse().ok()?;
                let tightest = factors.get(1)?.parse().ok()?;
                Some((name.clone(), loosest, bounded(manifest, options, name, tightest)))
            })
            .collect()
        })
        .filter(|stage: &Vec<_>| !stage.is_empty())
        .collect();
    let Some((first, later)) = stages.split_first() else { return vec![Setting::new()] };

    let between = |from: f64, to: f64, step: usize, steps: usize| {
        from + (to - from) * step as f64 / steps as f64
    };
    let mut row: Vec<Setting> = Vec::new();
    let mut push = |before: &[Setting],
                    stage: &dyn Fn(f64, f64) -> f64,
                    knobs: &[(String, f64, f64)]| {
        let mut setting: Setting = before.concat();
        setting
            .extend(knobs.iter().map(|(name, loose, tight)| (name.clone(), stage(*loose, *tight))));
        row.push(setting);
    };
    for step in 0..LOOSER {
        push(&[], &|loose, _| between(loose, 1.0, step, LOOSER), first);
    }
    for step in 0..=TIGHTER {
        push(&[], &|_, tight| between(1.0, tight, step, TIGHTER), first);
    }
    let tightest = |stage: &Vec<(String, f64, f64)>| -> Setting {
        stage.iter().map(|(name, _, tight)| (name.clone(), *tight)).collect()
    };
    let mut before = vec![tightest(first)];
    // No more settings than the compiles can tell apart.
    let steps = ((SETTINGS - LOOSER - TIGHTER - 1) / later.len().max(1)).min(5);
    for stage in later {
        for step in 1..=steps {
            push(&before, &|loose, tight| between(loose, tight, step, steps), stage);
        }
        before.push(tightest(stage));
    }
    row
}

/// The tightest factor of an option that keeps text at the theme's floor.
fn bounded(manifest: &Manifest, options: &Resolved, name: &str, tightest: f64) -> f64 {
    let size = options.values.iter().find(|(known, _)| known == "size").map(|(_, value)| value);
    match size {
        Some(OptionValue::Pt(size)) if name == "size" => {
            tightest.max((manifest.floor() / size).min(1.0))
        }
        _ => tightest,
    }
}

/// The setting that is nearest to the options as they are: where the search begins.
fn neutral(settings: &[Setting]) -> usize {
    let distance =
        |factors: &Setting| -> f64 { factors.iter().map(|(_, factor)| (factor - 1.0).abs()).sum() };
    let nearest = (0..settings.len())
        .min_by(|a, b| distance(&settings[*a]).total_cmp(&distance(&settings[*b])));
    nearest.unwrap_or(0)
}

/// The setting at which a document would be `ratio` times as long as at another. What a setting
/// does to the length is taken as the mean of its factors: leading counts in full, size twice, since
/// longer lines hold more words too, and gaps an eighth.
fn guess(settings: &[Setting], from: usize, ratio: f64) -> usize {
    let length = |factors: &Setting| -> f64 {
        factors
            .iter()
            .map(|(name, factor)| match name.as_str() {
                "size" => factor * factor,
                "leading" => *factor,
                _ => 1.0 + (factor - 1.0) / 8.0,
            })
            .product()
    };
    let wanted = length(&settings[from]) * ratio;
    settings.iter().position(|factors| length(factors) <= wanted).unwrap_or(settings.len())
}

/// Moves a try so that, whatever it finds, the tries that are left can tell the rest apart.
fn keep_bound(next: usize, low: usize, high: usize, tries: usize) -> usize {
    let tries = tries.saturating_sub(1) as u32;
    let room = (1_usize << tries) - 1;
    // If the try holds, `low..next` is left; if not, `next + 1..high`.
    let most = low + room;
    let least = (high.saturating_sub(1)).saturating_sub(room);
    next.clamp(least.min(most).max(low), most.max(low))
}

/// How many pages a document fills, the last counted by the part that is used, as the mean of its
/// columns.
fn fullness(document: &PagedDocument) -> f64 {
    let pages = document.pages();
    let Some(last) = pages.last() else { return 0.0 };
    let height = last.frame.height().to_pt();
    let mut bottoms: Vec<(i64, f64)> = Vec::new();
    visit_text(&last.frame, Point::zero(), &mut |at, _| {
        // Columns are told apart by the halves of the page.
        let column = i64::from(at.x.to_pt() > last.frame.width().to_pt() / 2.0);
        match bottoms.iter_mut().find(|(known, _)| *known == column) {
            Some((_, bottom)) => *bottom = bottom.max(at.y.to_pt()),
            None => bottoms.push((column, at.y.to_pt())),
        }
    });
    let used = bottoms.iter().map(|(_, bottom)| bottom / height).sum::<f64>()
        / bottoms.len().max(1) as f64;
    (pages.len() - 1) as f64 + used.clamp(0.05, 1.0)
}

/// How many lines of text are in a frame: baselines a column.
fn lines(frame: &Frame) -> usize {
    let mut baselines: Vec<(i64, i64)> = Vec::new();
    let middle = frame.width().to_pt() / 2.0;
    visit_text(frame, Point::zero(), &mut |at, size| {
        let column = i64::from(at.x.to_pt() > middle && at.x.to_pt() < middle + 40.0);
        let line = (column, (at.y.to_pt() / (size * 0.6)).round() as i64);
        if !baselines.contains(&line) {
            baselines.push(line);
        }
    });
    baselines.len()
}

/// About how many lines are missing until a page more begins.
fn lines_to_next_page(document: &PagedDocument, pages: usize) -> usize {
    let filled = fullness(document);
    let all: usize = document.pages().iter().map(|page| lines(&page.frame)).sum();
    // A page with little on it does not say how many lines a page has.
    let a_page = match filled < 0.3 {
        true => document.pages().first().map_or(50.0, |page| page.frame.height().to_pt() / 17.0),
        false => all as f64 / filled,
    };
    (a_page * (pages as f64 - 1.0 + filled.ceil() - filled)).ceil().max(1.0) as usize
}

/// Calls a function for each text in a frame, with its baseline and its size in points.
fn visit_text(frame: &Frame, origin: Point, visit: &mut impl FnMut(Point, f64)) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => visit_text(&group.frame, at, visit),
            FrameItem::Text(text) => visit(at, text.size.to_pt()),
            _ => {}
        }
    }
}
