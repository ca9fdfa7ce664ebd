//! The ink that colours become.

use typst::visualize::{Cmyk, Color, ColorSpace, Paint, ProcessColor, ProcessColorSpace};

use crate::resume::Output;

/// What a PDF is printed with, if not with its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Black ink alone: CMYK without C, M and Y, as print shops want it. Grey and RGB black would be mixed
    /// of all four.
    Black,
    /// Greys, for an office printer.
    Grey,
}

/// From how dark on text is black. Greys are printed as dots, and the edges of letters made of dots are
/// ragged, so nearly black text is black.
const BLACK_TEXT: f32 = 0.8;

impl Ink {
    /// The ink of an output; `None` for its colours.
    pub fn of(output: &Output) -> Option<Self> {
        match (output.is_print(), output.grayscale) {
            (true, _) => Some(Self::Black),
            (false, true) => Some(Self::Grey),
            (false, false) => None,
        }
    }

    /// The space of its colours.
    pub fn space(self) -> ColorSpace {
        ColorSpace::Process(match self {
            Self::Black => ProcessColorSpace::Cmyk,
            Self::Grey => ProcessColorSpace::D65Gray,
        })
    }

    /// A colour as a shade of the ink, by how light it is.
    pub fn color(self, color: &Color) -> Color {
        let grey = color.to_process_space(ProcessColorSpace::D65Gray);
        let alpha = color.alpha().unwrap_or(1.0);
        match self {
            Self::Grey => grey.with_alpha(alpha),
            Self::Black => black((1.0 - grey.to_vec4()[0]) * alpha),
        }
    }

    /// The paint of text in the ink.
    pub fn of_text(self, paint: &Paint) -> Paint {
        match paint {
            Paint::Solid(Color::Process(ProcessColor::Cmyk(Cmyk { k, .. })))
                if self == Self::Black && *k >= BLACK_TEXT =>
            {
                Paint::Solid(black(1.0))
            }
            other => other.clone(),
        }
    }
}

/// Black ink, from none to full. There is no transparent ink: it is lighter.
fn black(k: f32) -> Color {
    Color::Process(ProcessColor::Cmyk(Cmyk { c: 0.0, m: 0.0, y: 0.0, k: k.clamp(0.0, 1.0) }))
}

#[cfg(test)]
mod tests {
    use typst::visualize::{Color, Paint};

    use super::Ink;

    #[test]
    fn colours_become_black_ink_by_their_lightness() {
        let k = |color: Color| Ink::Black.color(&color).to_vec4();
        assert_eq!(k(Color::BLACK), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(k(Color::WHITE), [0.0, 0.0, 0.0, 0.0]);
        let [c, m, y, blue] = k(Color::from_u8(0x0b, 0x4f, 0x8a, 0xff));
        assert!([c, m, y] == [0.0; 3] && (0.5..0.85).contains(&blue), "{blue}");
        let [.., half] = k(Color::from_u8(0, 0, 0, 0x80));
        assert!((0.45..0.55).contains(&half), "{half}");
    }

    #[test]
    fn nearly_black_text_is_black() {
        let text = |grey: u8| {
            let color = Ink::Black.color(&Color::from_u8(grey, grey, grey, 0xff));
            match Ink::Black.of_text(&Paint::Solid(color)) {
                Paint::Solid(color) => color.to_vec4()[3],
                other => panic!("{other:?}"),
            }
        };
        assert!(text(0x22) == 1.0 && text(0x66) < 0.8);
    }
}
