//! Where the documents of a run go: the name of each file.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::Format;
use crate::load::{Checked, Job};
use crate::markup;
use crate::resume::Text;

/// The format that the name of a file asks for: that of its ending, and PDF where it has none. Other endings
/// are those of files that nobody here writes.
pub fn format(output: &str) -> anyhow::Result<Format> {
    let ending = Path::new(output).extension().filter(|_| !is_folder(output));
    let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
    Ok(match ending.as_deref() {
        None | Some("" | "pdf") => Format::Pdf,
        Some("json") => Format::Json,
        Some("txt") => Format::Txt,
        Some(other) => bail!(
            "`{output}` ends in `.{other}`, and vitae writes `.pdf`, `.json` and `.txt`; `-f` names one of them for a \
             file of any name"
        ),
    })
}

/// The file of a job: `resume-backend-ko.pdf`.
pub fn file_name(stem: &str, job: &Job, format: Format) -> String {
    let parts = [Some(stem), job.variant.as_deref(), job.lang.as_deref()];
    with_ending(&parts.into_iter().flatten().collect::<Vec<_>>().join("-"), format)
}

/// A name with the ending of a format.
fn with_ending(name: &str, format: Format) -> String {
    match format {
        Format::Pdf => format!("{name}.pdf"),
        Format::Json => format!("{name}.json"),
        Format::Txt => format!("{name}.txt"),
    }
}

/// The file of a job by the pattern of its résumé, if there is one: `Ada Byron - Programmer.pdf`. Of
/// several jobs each says in its name which one it is.
pub fn patterned(checked: &Checked, job: &Job, format: Format, several: bool) -> Option<String> {
    let pattern = checked.resume.output.as_ref()?.name.as_ref()?;
    let basics = &checked.resume.basics;
    let plain = |text: &Text| markup::plain(&markup::runs(text));
    let name = pattern.fill(|key| match key {
        "name" => Some(plain(&basics.name)),
        "label" => basics.label.as_ref().map(plain),
        "variant" => job.variant.clone(),
        "lang" => {
            let own = checked.resume.language.as_ref().map_or("en", |tag| tag.primary());
            Some(job.lang.clone().unwrap_or_else(|| own.to_owned()))
        }
        "theme" => Some(checked.theme.manifest.name.clone()),
        "date" => checked.dated.then(|| checked.date.date().to_string()),
        _ => None,
    })?;
    let told = |key| several && !pattern.has(key);
    let variant = job.variant.clone().filter(|_| told("variant"));
    let lang = job.lang.clone().filter(|_| told("lang"));
    let parts: Vec<String> = [Some(name), variant, lang].into_iter().flatten().collect();
    Some(with_ending(&parts.join("-"), format))
}

/// Where each job's document goes. `given` is what `-o` says: a file for one job, a folder for any
/// number of them. `own` are the names that the résumé gives them.
pub fn outputs(
    input: &str,
    given: Option<&str>,
    format: Format,
    jobs: &[Job],
    own: Vec<Option<String>>,
) -> anyhow::Result<Vec<String>> {
    let stem = match input {
        "-" => "resume".into(),
        path => Path::new(path).file_stem().unwrap_or_default().to_string_lossy(),
    };
    let named =
        |(job, own): (&Job, Option<String>)| own.unwrap_or_else(|| file_name(&stem, job, format));
    let names = jobs.iter().zip(own).map(named);
    let outputs: Vec<String> = match given {
        None => names.collect(),
        Some(folder) if is_folder(folder) => {
            fs::create_dir_all(folder).with_context(|| format!("cannot make `{folder}`"))?;
            let folder = folder.trim_end_matches(std::path::is_separator);
            names.map(|name| format!("{folder}{MAIN_SEPARATOR}{name}")).collect()
        }
        Some(file) if jobs.len() == 1 => vec![file.to_owned()],
        Some(file) => {
            bail!(
                "`{file}` is one file, and there are {} to write; name a folder: `-o out/`",
                jobs.len()
            )
        }
    };
    for (at, output) in outputs.iter().enumerate() {
        if outputs[..at].contains(output) {
            bail!(
                "two documents would be `{output}`; put `{{variant}}` or `{{lang}}` into `output.name`"
            );
        }
    }
    // A file in the place of the résumé would be the end of the résumé.
    let real = |path: &str| fs::canonicalize(path).ok();
    let own = real(input);
    if let Some(output) = outputs.iter().find(|path| own.is_some() && real(path) == own) {
        bail!("`{output}` is the résumé; name another output");
    }
    Ok(outputs)
}

/// Fails if a document would take the place of a file that the résumé is made of.
pub fn spare(outputs: &[String], files: &[PathBuf]) -> anyhow::Result<()> {
    let real = |path: &Path| fs::canonicalize(path).ok().filter(|path| path.is_file());
    for output in outputs {
        let taken = real(Path::new(output));
        if taken.is_some() && files.iter().any(|file| real(file) == taken) {
            bail!("`{output}` is a file that the résumé needs; name another output");
        }
    }
    Ok(())
}

/// Whether `-o` names a folder: by the slash at its end, or since it is one.
fn is_folder(path: &str) -> bool {
    path.ends_with(std::path::is_separator) || Path::new(path).is_dir()
}

#[cfg(test)]
mod tests {
    use super::{Format, Job, file_name, outputs};

    fn job(variant: Option<&str>, lang: Option<&str>) -> Job {
        Job { variant: variant.map(str::to_owned), lang: lang.map(str::to_owned) }
    }

    #[test]
    fn a_file_is_named_by_its_variant_and_its_language() {
        let cases = [
            (job(None, None), "ada.pdf"),
            (job(Some("backend"), None), "ada-backend.pdf"),
            (job(None, Some("ko")), "ada-ko.pdf"),
            (job(Some("backend"), Some("pt-BR")), "ada-backend-pt-BR.pdf"),
        ];
        for (job, expected) in cases {
            assert_eq!(file_name("ada", &job, Format::Pdf), expected);
        }
        assert_eq!(file_name("ada", &job(None, None), Format::Json), "ada.json");
    }

    #[test]
    fn several_documents_go_into_a_folder() {
        let jobs = [job(Some("a"), None), job(Some("b"), None)];
        let written = |given| outputs("ada.yaml", given, Format::Pdf, &jobs, vec![None, None]);
        let folder = tempfile::tempdir().expect("there is room");
        let folder = folder.path().to_str().expect("it has a name");
        let names = written(Some(folder)).expect("a folder will do");
        let named = |name| format!("{folder}{}{name}", std::path::MAIN_SEPARATOR);
        assert_eq!(names, [named("ada-a.pdf"), named("ada-b.pdf")]);
        let error = written(Some("one.pdf")).expect_err("one file will not");
        let expected = "`one.pdf` is one file, and there are 2 to write; name a folder: `-o out/`";
        assert_eq!(error.to_string(), expected);
        let own = vec![Some("Ada.pdf".to_owned()); 2];
        let error = outputs("ada.yaml", None, Format::Pdf, &jobs, own).expect_err("one name");
        assert_eq!(
            error.to_string(),
            "two documents would be `Ada.pdf`; put `{variant}` or `{lang}` into `output.name`"
        );
    }
}
