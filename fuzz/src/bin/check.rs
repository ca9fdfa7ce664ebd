//! Examples with something wrong in them.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vitae::load::Input;
use vitae_fuzz::mutate::{Choices, Mutator};
use vitae_fuzz::{examine, examples};

/// The mutations of the examples.
static MUTATOR: LazyLock<Mutator> = LazyLock::new(|| {
    let mut paths: Vec<_> = fs::read_dir(examples())
        .expect("there are examples")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    paths.sort();
    let documents: Vec<_> = paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("the example is there"))
        .map(|text| serde_yaml::from_str(&text).expect("the example is YAML"))
        .collect();
    Mutator::new(&documents)
});

fuzz_target!(|bytes: &[u8]| {
    let text = MUTATOR.document(&mut Choices::new(bytes));
    examine(&Input::of_text("resume.yaml", examples(), text));
});
