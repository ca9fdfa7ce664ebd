//! What is in a file besides its text: inks, pictures, boxes, attachments, and every byte that can be read.

use lopdf::content::Content;
use lopdf::{Object, Stream};

use super::{Pdf, decoded, get, get_dict, has_subtype, inherited, name, numbers, string};

/// A picture of pixels.
pub struct Picture {
    /// Its width and height in pixels.
    pub size: (i64, i64),
    /// The bytes of the file, if it is a JPEG.
    pub jpeg: Option<Vec<u8>>,
}

/// A file that is attached.
#[derive(Debug)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What it is to the pages: `Source`.
    pub relationship: String,
    /// Its MIME type.
    pub kind: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Pdf {
    /// The operators that set a colour, each with its operands: `0 0 0 1 k`.
    pub fn inks(&self) -> Vec<String> {
        const OPERATORS: [&str; 12] =
            ["g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"];
        let mut inks = Vec::new();
        for content in self.contents() {
            for operation in content.operations {
                if OPERATORS.contains(&operation.operator.as_str()) {
                    let operands: Vec<String> = operation.operands.iter().map(shown).collect();
                    inks.push(format!("{} {}", operands.join(" "), operation.operator));
                }
            }
        }
        inks.sort();
        inks.dedup();
        inks
    }

    /// The modes in which text is shown, other than the usual one: 3 is hidden.
    pub fn text_modes(&self) -> Vec<String> {
        let operations = self.contents().into_iter().flat_map(|content| content.operations);
        let modes = operations.filter(|operation| operation.operator == "Tr");
        let modes = modes.map(|operation| operation.operands.iter().map(shown).collect());
        modes.filter(|mode: &String| mode != "0").collect()
    }

    /// The content of all pages, forms and patterns.
    fn contents(&self) -> Vec<Content> {
        let mut contents = Vec::new();
        for page in self.document.page_iter() {
            let bytes = self.document.get_page_content(page);
            contents.push(Content::decode(&bytes).expect("content should be operators"));
        }
        for object in self.document.objects.values() {
            let Object::Stream(stream) = object else { continue };
            if has_subtype(&stream.dict, b"Form") || stream.dict.has(b"PatternType") {
                let content = Content::decode(&decoded(stream));
                contents.push(content.expect("content should be operators"));
            }
        }
        contents
    }

    /// The pictures, with the masks of some.
    pub fn pictures(&self) -> Vec<Picture> {
        let of = |stream: &Stream| {
            let pixels = |key: &str| {
                let size = get(&self.document, &stream.dict, key).map(Object::as_i64);
                size.and_then(Result::ok).expect("a picture should have a size")
            };
            let filter = stream.dict.get(b"Filter").ok().map(|filter| match filter {
                Object::Array(filters) => filters.iter().map(name).collect::<Vec<_>>().join(" "),
                filter => name(filter),
            });
            Picture {
                size: (pixels("Width"), pixels("Height")),
                jpeg: (filter.as_deref() == Some("DCTDecode")).then(|| stream.content.clone()),
            }
        };
        let streams = self.document.objects.values().filter_map(|object| object.as_stream().ok());
        streams.filter(|stream| has_subtype(&stream.dict, b"Image")).map(of).collect()
    }

    /// The names of the colour spaces of pictures and of those that content names.
    pub fn spaces(&self) -> Vec<String> {
        let mut spaces = Vec::new();
        self.visit(&mut |dict| {
            for key in ["ColorSpace", "CS"] {
                match get(&self.document, dict, key) {
                    Some(Object::Dictionary(named)) => {
                        spaces.extend(named.iter().map(|(_, space)| self.space(space)));
                    }
                    Some(space) => spaces.push(self.space(space)),
                    None => {}
                }
            }
        });
        spaces.sort();
        spaces.dedup();
        spaces
    }

    /// A colour space in words: `DeviceCMYK`, `ICCBased 3`.
    fn space(&self, space: &Object) -> String {
        let space = self.document.dereference(space).map_or(space, |(_, space)| space);
        match space {
            Object::Array(parts) => {
                let profile = parts.get(1).and_then(|part| self.document.dereference(part).ok());
                let profile = profile.and_then(|(_, profile)| profile.as_stream().ok());
                let colors = profile.and_then(|stream| stream.dict.get(b"N").ok()).map(shown);
                format!("{} {}", name(&parts[0]), colors.unwrap_or_default())
            }
            space => name(space),
        }
    }

    /// A box of the first page: left, bottom, right and top.
    pub fn page_box(&self, key: &str) -> Option<Vec<f64>> {
        let page = self.document.page_iter().next()?;
        inherited(&self.document, page, key).map(numbers)
    }

    /// Whether readers show the title of the document, and not the name of its file.
    pub fn shows_title(&self) -> bool {
        let wishes = get_dict(&self.document, self.catalog(), "ViewerPreferences");
        let shows = wishes.and_then(|wishes| get(&self.document, wishes, "DisplayDocTitle"));
        shows.is_some_and(|shows| shows.as_bool().unwrap_or(false))
    }

    /// The attached files.
    pub fn attachments(&self) -> Vec<Attachment> {
        let mut found = Vec::new();
        self.visit(&mut |dict| {
            if !dict.has_type(b"Filespec") {
                return;
            }
            let text = |key: &str| get(&self.document, dict, key).map(string).unwrap_or_default();
            let streams = get_dict(&self.document, dict, "EF").expect("a file has content");
            let file = get(&self.document, streams, "F").and_then(|file| file.as_stream().ok());
            let file = file.expect("a file has content");
            let named = |dict, key: &str| get(&self.document, dict, key).map(name);
            found.push(Attachment {
                name: text("UF"),
                description: text("Desc"),
                relationship: named(dict, "AFRelationship").unwrap_or_default(),
                kind: named(&file.dict, "Subtype").unwrap_or_default(),
                bytes: decoded(file),
            });
        });
        found
    }

    /// Everything that a search through the file could find: its text strings, its names, and what is in its
    /// streams, all without compression.
    pub fn everything(&self) -> Vec<u8> {
        let mut all = Vec::new();
        let mut queue: Vec<&Object> = self.document.objects.values().collect();
        queue.extend(self.document.trailer.iter().map(|(_, value)| value));
        while let Some(object) = queue.pop() {
            match object {
                Object::Array(items) => queue.extend(items),
                Object::Dictionary(dict) => {
                    for (key, value) in dict.iter() {
                        all.extend(key);
                        queue.push(value);
                    }
                }
                Object::Stream(stream) => {
                    for (key, value) in stream.dict.iter() {
                        all.extend(key);
                        queue.push(value);
                    }
                    all.extend(stream.get_plain_content().unwrap_or(stream.content.clone()));
                }
                Object::String(bytes, _) => {
                    all.extend(bytes);
                    // Text in UTF-16 is read as text, too.
                    all.extend(lopdf::decode_text_string(object).unwrap_or_default().bytes());
                }
                Object::Name(name) => all.extend(name),
                _ => {}
            }
            all.push(b'\n');
        }
        all
    }
}

/// An operand as it is written.
fn shown(object: &Object) -> String {
    match object {
        Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
        other => other.as_float().map(|number| number.to_string()).unwrap_or_default(),
    }
}
