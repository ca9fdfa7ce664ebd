//! The data that vitae has put into a PDF, read out of it. Any file may be handed over as a PDF, so nothing of it
//! is trusted: what is not as it should be is a diagnostic, and what is unpacked has a limit.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::object::{self, Dict, Object, Stream};
use hayro_interpret::hayro_syntax::{Filter, LoadPdfError, Pdf};

use crate::diagnostics::Diagnostic;
use crate::words::code;
use crate::yaml;

/// The name that the data has in the PDF.
const NAME: &str = "resume.json";

/// Whether bytes begin as a PDF does: within the first KiB, as readers have it.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// The data of a PDF, as it was attached.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Diagnostic> {
    let shown = code(name);
    let bad = |what: &str, help: &str| {
        Diagnostic::error("bad-pdf", format!("{shown} {what}")).help(help.to_owned())
    };
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => {
            bad("is locked by a password", "save a copy without a password, and import that")
        }
        LoadPdfError::Invalid => bad("is damaged, or no PDF", "take another copy of the file"),
    })?;
    let mut found = None;
    for object in pdf.objects() {
        if let Object::Dict(dict) = object
            && is_ours(&dict)
        {
            found = Some(dict);
        }
    }
    let Some(specification) = found else {
        return Err(bad(
            "has no data of a résumé in it",
            "only a PDF that `vitae --embed-data` wrote has its data inside",
        ));
    };
    let files = specification.get::<Dict>("EF");
    let file = files.and_then(|files| files.get::<Stream>("F"));
    let Some(file) = file else {
        return Err(bad("lacks the file that it names", "take another copy of the file"));
    };
    match unpacked(&file) {
        Some(bytes) if bytes.len() > yaml::MAX_BYTES => {
            let message =
                format!("the data in {shown} is larger than {} MiB", yaml::MAX_BYTES >> 20);
            Err(Diagnostic::error("too-large", message)
                .help("no résumé is as large; is this the right file?"))
        }
        Some(bytes) => Ok(bytes),
        None => Err(bad("has data that cannot be unpacked", "take another copy of the file")),
    }
}

/// Whether a dictionary is that of our file.
fn is_ours(dict: &Dict) -> bool {
    ["UF", "F"].iter().any(|key| {
        dict.contains_key("EF")
            && dict.get::<object::String>(key).is_some_and(|name| is_name(name.as_bytes()))
    })
}

/// Whether a text of a PDF is the name of our file, in one byte a letter or in two.
fn is_name(text: &[u8]) -> bool {
    let wide = |text: &[u8]| text.iter().skip(1).step_by(2).copied().collect::<Vec<u8>>();
    match text.strip_prefix(&[0xfe, 0xff]) {
        Some(rest) => wide(rest) == NAME.as_bytes(),
        None => text == NAME.as_bytes(),
    }
}

/// What is in a stream, a byte more than we read at most; `None` if it is packed in a way that nobody packs
/// attachments.
fn unpacked(stream: &Stream) -> Option<Vec<u8>> {
    let limit = yaml::MAX_BYTES as u64 + 1;
    let raw = stream.raw_data();
    let mut bytes = Vec::new();
    match stream.filters().as_slice() {
        [] => raw.as_ref().take(limit).read_to_end(&mut bytes).ok()?,
        [Filter::FlateDecode] if stream.dict().get::<Dict>("DecodeParms").is_none() => {
            ZlibDecoder::new(raw.as_ref()).take(limit).read_to_end(&mut bytes).ok()?
        }
        _ => return None,
    };
    Some(bytes)
}
