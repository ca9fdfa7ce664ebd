//! Whether bytes are an image that can be printed.

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

#[cfg(test)]
mod tests {
    use super::name;

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
