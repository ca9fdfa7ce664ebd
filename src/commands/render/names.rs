//! Where the documents of a run go: the name of each file.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path};

use anyhow::{Context, bail};

use crate::cli::Format;
use crate::load::Job;

/// The file of a job: `resume-backend-ko.pdf`.
pub fn file_name(stem: &str, job: &Job, format: Format) -> String {
    let parts = [Some(stem), job.variant.as_deref(), job.lang.as_deref()];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join("-");
    match format {
        Format::Pdf => format!("{name}.pdf"),
        Format::Json => format!("{name}.json"),
        Format::Txt => format!("{name}.txt"),
    }
}

/// Where each job's document goes. `given` is what `-o` says: a file for one job, a folder for any
/// number of them.
pub fn outputs(
    input: &str,
    given: Option<&str>,
    format: Format,
    jobs: &[Job],
) -> anyhow::Result<Vec<String>> {
    let stem = match input {
        "-" => "resume".into(),
        path => Path::new(path).file_stem().unwrap_or_default().to_string_lossy(),
    };
    let names = jobs.iter().map(|job| file_name(&stem, job, format));
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
    // A file in the place of the résumé would be the end of the résumé.
    let real = |path: &str| fs::canonicalize(path).ok();
    let own = real(input);
    if let Some(output) = outputs.iter().find(|path| own.is_some() && real(path) == own) {
        bail!("`{output}` is the résumé; name another output");
    }
    Ok(outputs)
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
        let written = |given| outputs("ada.yaml", given, Format::Pdf, &jobs);
        let folder = tempfile::tempdir().expect("there is room");
        let folder = folder.path().to_str().expect("it has a name");
        let names = written(Some(folder)).expect("a folder will do");
        let named = |name| format!("{folder}{}{name}", std::path::MAIN_SEPARATOR);
        assert_eq!(names, [named("ada-a.pdf"), named("ada-b.pdf")]);
        let error = written(Some("one.pdf")).expect_err("one file will not");
        let expected = "`one.pdf` is one file, and there are 2 to write; name a folder: `-o out/`";
        assert_eq!(error.to_string(), expected);
    }
}
