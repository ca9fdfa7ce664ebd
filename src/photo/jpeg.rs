//! What of a JPEG is the picture, and what a camera wrote beside it: where it was taken, when and with what.

/// A JPEG with its picture and nothing else.
pub struct Bare {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many colours a pixel is made of: 1, 3 or 4.
    pub components: u8,
}

/// Takes away all segments that are not needed to show the picture, and what stands after its end. The pixels
/// stay as they are, to the bit. `None` if the file is no JPEG that is whole.
///
/// What stays is the colour profile, without which colours would be others, and Adobe's mark, which says how
/// they are coded.
pub fn bare(data: &[u8]) -> Option<Bare> {
    const START: [u8; 2] = [0xff, 0xd8];
    const END: [u8; 2] = [0xff, 0xd9];
    let mut bytes = Vec::with_capacity(data.len());
    let mut components = None;
    let mut rest = data.strip_prefix(&START)?;
    bytes.extend(START);
    loop {
        // Any number of fill bytes may stand before a marker.
        let fill = rest.iter().take_while(|&&byte| byte == 0xff).count();
        let marker = *rest.get(fill).filter(|_| fill > 0)?;
        rest = &rest[fill + 1..];
        match marker {
            0xd9 => {
                bytes.extend(END);
                return Some(Bare { bytes, components: components? });
            }
            0x01 | 0xd0..=0xd7 => bytes.extend([0xff, marker]),
            _ => {
                let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
                let segment = rest.get(..length)?;
                let content = segment.get(2..)?;
                rest = &rest[length..];
                match marker {
                    // The mark of JFIF, without the small copy of the picture that may be in it.
                    0xe0 if content.starts_with(b"JFIF\0") && content.len() >= 14 => {
                        bytes.extend([0xff, marker, 0, 16]);
                        bytes.extend(&content[..12]);
                        bytes.extend([0, 0]);
                    }
                    0xe2 if content.starts_with(b"ICC_PROFILE\0") => {
                        bytes.extend([0xff, marker]);
                        bytes.extend(segment);
                    }
                    0xee if content.starts_with(b"Adobe") => {
                        bytes.extend([0xff, marker]);
                        bytes.extend(segment);
                    }
                    0xe0..=0xef | 0xfe => {}
                    _ => {
                        bytes.extend([0xff, marker]);
                        bytes.extend(segment);
                        // The head of the picture says of how many colours it is.
                        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                            components = Some(*content.get(5)?);
                        }
                    }
                }
                if marker == 0xda {
                    let scan = scan_length(rest);
                    bytes.extend(&rest[..scan]);
                    rest = &rest[scan..];
                    if rest.is_empty() {
                        // A camera may have been cut short; the picture shows as far as it goes.
                        bytes.extend(END);
                        return Some(Bare { bytes, components: components? });
                    }
                }
            }
        }
    }
}

/// How many bytes belong to the pixels: up to the next marker that is not one of a restart.
fn scan_length(data: &[u8]) -> usize {
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    data.windows(2).position(is_marker).unwrap_or(data.len())
}

#[cfg(test)]
mod tests {
    use super::bare;

    /// A JPEG in parts: what is before the pixels, the pixels, and what is after them.
    fn file(before: &[&[u8]], after: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        for segment in before {
            bytes.extend([0xff, segment[0], 0, (segment.len() + 1) as u8]);
            bytes.extend(&segment[1..]);
        }
        bytes.extend([0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
        bytes.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xab, 0xff, 0x00, 0xcd, 0xff, 0xd9]);
        bytes.extend(after);
        bytes
    }

    #[test]
    fn only_the_picture_and_its_colours_stay() {
        let adobe: &[u8] = b"\xeeAdobe\0\x64\0\0\0\0\0";
        let profile: &[u8] = b"\xe2ICC_PROFILE\0\x01\x01profile";
        let kept = file(&[profile, adobe], &[]);
        let full = file(
            &[b"\xe1Exif\0\0 51 N 0 W", profile, b"\xedPhotoshop", adobe, b"\xfea comment"],
            b"a film",
        );
        let bare = bare(&full).expect("it is a JPEG");
        assert_eq!((bare.bytes, bare.components), (kept, 1));
    }

    #[test]
    fn what_is_no_jpeg_is_none() {
        let whole = file(&[], &[]);
        for end in 0..whole.len() - 6 {
            assert!(bare(&whole[..end]).is_none() || end > 23, "{end}");
        }
        assert!(bare(b"GIF89a").is_none());
    }
}
