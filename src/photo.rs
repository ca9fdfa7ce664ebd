//! Whether bytes are an image that can be printed, and what of them is the picture.

pub mod jpeg;

use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use resvg::usvg;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

/// The name to mount an image under, by what its bytes are; `None` if they are no image, or only
/// begin like one. Typst keeps what it has decoded here for the pages.
pub fn name(bytes: &[u8]) -> Option<&'static str> {
    let data = Bytes::new(bytes.to_vec());
    let Some(format) = ExchangeFormat::detect(bytes) else {
        return SvgImage::new(data).is_ok().then_some("photo.svg");
    };
    RasterImage::plain(data, format).ok()?;
    Some(match format {
        ExchangeFormat::Png => "photo.png",
        ExchangeFormat::Jpg => "photo.jpg",
        ExchangeFormat::Gif => "photo.gif",
        ExchangeFormat::Webp => "photo.webp",
    })
}

/// A drawing whose photos have lost what a camera wrote into them. They are written into its text, and the
/// exporter takes them from there as they are.
pub fn bare_drawing(svg: Vec<u8>) -> Vec<u8> {
    const HEADS: [&str; 2] = ["data:image/jpeg;base64,", "data:image/jpg;base64,"];
    let Ok(text) = std::str::from_utf8(&svg) else { return svg };
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, head)) =
        HEADS.iter().filter_map(|head| Some((rest.find(head)?, head))).min()
    {
        let start = at + head.len();
        let end = rest[start..].find(['"', '\'', ')']).map_or(rest.len(), |end| start + end);
        let packed: String = rest[start..end].split_whitespace().collect();
        let photo = STANDARD.decode(packed).ok().and_then(|bytes| jpeg::bare(&bytes));
        bare.push_str(&rest[..start]);
        match photo {
            Some(photo) => STANDARD.encode_string(photo.bytes, &mut bare),
            // What cannot be read is not drawn either.
            None => bare.push_str(&rest[start..end]),
        }
        rest = &rest[end..];
    }
    bare.push_str(rest);
    bare.into_bytes()
}

/// The first picture outside of a drawing that it links to, as it is written there. A résumé's photo is
/// one file, and nothing that it names is read.
pub fn linked_picture(svg: &[u8]) -> Option<String> {
    let linked = Mutex::new(None);
    let options = usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|href, _| {
                if let Ok(mut linked) = linked.lock() {
                    linked.get_or_insert_with(|| href.to_owned());
                }
                None
            }),
        },
        ..usvg::Options::default()
    };
    // What cannot be read has been refused.
    usvg::Tree::from_data(svg, &options).ok()?;
    drop(options);
    linked.into_inner().ok()?
}

#[cfg(test)]
mod tests {
    use super::{linked_picture, name};

    #[test]
    fn a_drawing_may_hold_pictures_but_not_link_to_them() {
        let drawing = |href: &str| {
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                 <image href='{href}' width='9' height='9'/></svg>"
            )
        };
        let linked = |href: &str| linked_picture(drawing(href).as_bytes());
        assert_eq!(linked("other.png").as_deref(), Some("other.png"));
        assert_eq!(
            linked("https://example.org/a.png").as_deref(),
            Some("https://example.org/a.png")
        );
        assert_eq!(linked("data:image/png;base64,iVBORw0KGgo="), None);
    }

    #[test]
    fn an_image_is_known_by_all_its_bytes() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
        assert_eq!(name(svg), Some("photo.svg"));
        assert_eq!(name(b"\x89PNG\r\n\x1a\nnonsense"), None);
        assert_eq!(name(b"<svg"), None);
        assert_eq!(name(b"Dear reader"), None);
        assert_eq!(name(b""), None);
    }
}
