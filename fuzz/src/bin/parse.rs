//! Any bytes as a file: YAML, or JSON if the first byte says so.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vitae::load::Input;
use vitae_fuzz::{examine, examples};

fuzz_target!(|bytes: &[u8]| {
    let name = match bytes.first() {
        Some(b'{' | b'[') => "resume.json",
        _ => "resume.yaml",
    };
    if let Ok(input) = Input::new(name.to_owned(), examples(), bytes) {
        examine(&input);
    }
});
