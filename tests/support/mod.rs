//! What the integration tests share.

// Not `expect`: a test binary that uses the whole reader has no dead code.
#[allow(dead_code, reason = "most test binaries use a part of the reader")]
pub mod pdf;
