//! Pages on their way into a PDF: pictures lose what nobody sees of them, and where the output wants it,
//! colours become greys or black ink. It is done on the pages and not in themes, so it holds in every theme.

use image::GenericImageView;
use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Size};
use typst::model::Document;
use typst::visualize::{
    Color, ConicGradient, FixedStroke, Gradient, Image, ImageKind, LinearGradient, Paint,
    RadialGradient, Shape,
};
use typst_layout::{Page, PagedDocument};

use crate::diagnostics::Diagnostic;
use crate::load::Checked;
use crate::resume::Output;

use super::ink::Ink;
use super::{drawing, pictures};

/// The pages as they are written.
pub fn finished(document: &PagedDocument, output: &Output) -> PagedDocument {
    let finish = Finish { ink: Ink::of(output) };
    if finish.ink.is_none() && !document.pages().iter().any(|page| has_picture(&page.frame)) {
        return document.clone();
    }
    let pages = document.pages().iter().map(|page| Page {
        frame: finish.frame(&page.frame),
        fill: match &page.fill {
            Smart::Custom(Some(paint)) => Smart::Custom(Some(finish.paint(paint))),
            other => other.clone(),
        },
        ..page.clone()
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

/// What a print shop would send back: pictures whose dots can be seen, and some whose colours stay.
pub fn unfit_for_print(document: &PagedDocument, checked: &Checked) -> Vec<Diagnostic> {
    let place = checked.root.at("/basics/image").map(|node| node.span);
    let mut found = Vec::new();
    for Placed { page, image, size } in pictures(document) {
        match image.kind() {
            ImageKind::Raster(raster) => {
                let (width, height) = raster.dynamic().dimensions();
                let across = f64::from(width) / pixels(size.x, 1.0);
                let dpi = across.min(f64::from(height) / pixels(size.y, 1.0));
                if dpi >= FEWEST_DPI {
                    continue;
                }
                let message = format!("a picture on page {page} is printed with {dpi:.0} dpi");
                let wanted = |length| pixels(length, FEWEST_DPI).ceil();
                let warning = Diagnostic::warning("coarse-image", message).help(format!(
                    "use one of {} × {} pixels at least: with fewer than {FEWEST_DPI} dpi the dots show",
                    wanted(size.x),
                    wanted(size.y)
                ));
                found.push(match place {
                    Some(span) => warning.at(span),
                    None => warning,
                });
            }
            ImageKind::Pdf(_) => {
                let message = format!("a picture on page {page} is a PDF, whose colours stay");
                found.push(
                    Diagnostic::warning("picture-in-colour", message)
                        .help("give the theme the picture as SVG or PNG"),
                );
            }
            ImageKind::Svg(_) => {}
        }
    }
    found
}

/// Print shops want no fewer dots per inch.
const FEWEST_DPI: f64 = 250.0;

/// A picture on a page, as wide and as high as it is printed.
struct Placed<'a> {
    /// The number of its page, from 1.
    page: usize,
    /// The picture.
    image: &'a Image,
    /// How large it is printed.
    size: Size,
}

/// All pictures of a document in the order of their ink.
fn pictures(document: &PagedDocument) -> Vec<Placed<'_>> {
    fn visit<'a>(frame: &'a Frame, page: usize, found: &mut Vec<Placed<'a>>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => visit(&group.frame, page, found),
                FrameItem::Image(image, size, _) => found.push(Placed { page, image, size: *size }),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    for (number, page) in (1..).zip(document.pages()) {
        visit(&page.frame, number, &mut found);
    }
    found
}

/// Whether there is a picture in a frame that is made of pixels.
fn has_picture(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_picture(&group.frame),
        FrameItem::Image(image, ..) => matches!(image.kind(), ImageKind::Raster(_)),
        _ => false,
    })
}

/// Goes through the pages.
struct Finish {
    ink: Option<Ink>,
}

impl Finish {
    /// A frame with other paints and pictures.
    fn frame(&self, old: &Frame) -> Frame {
        let mut frame = Frame::new(old.size(), old.kind());
        if old.has_baseline() {
            frame.set_baseline(old.baseline());
        }
        frame.push_multiple(old.items().map(|(at, item)| (*at, self.item(item))));
        frame
    }

    /// An item of a frame with other paints and pictures.
    fn item(&self, item: &FrameItem) -> FrameItem {
        match item {
            FrameItem::Group(group) => {
                FrameItem::Group(GroupItem { frame: self.frame(&group.frame), ..group.clone() })
            }
            FrameItem::Text(text) => {
                let mut text = text.clone();
                text.fill = match self.ink {
                    Some(ink) => ink.of_text(&self.paint(&text.fill)),
                    None => text.fill,
                };
                text.stroke = text.stroke.map(|stroke| self.stroke(&stroke));
                FrameItem::Text(text)
            }
            FrameItem::Shape(shape, span) => FrameItem::Shape(self.shape(shape), *span),
            FrameItem::Image(image, size, span) => {
                // A drawing that says nothing is drawn anew, so that its ink can be another. One that has
                // a description must stay a picture, or readers would not find it.
                if let (ImageKind::Svg(svg), Some(_), None) = (image.kind(), self.ink, image.alt())
                    && let Some(frame) = drawing::frame(svg, *size)
                {
                    return FrameItem::Group(GroupItem::new(self.frame(&frame)));
                }
                let image = pictures::finished(image, *size, self.ink).unwrap_or(image.clone());
                FrameItem::Image(image, *size, *span)
            }
            FrameItem::Link(..) | FrameItem::Tag(_) => item.clone(),
        }
    }

    /// A shape in other paints.
    fn shape(&self, shape: &Shape) -> Shape {
        Shape {
            fill: shape.fill.as_ref().map(|paint| self.paint(paint)),
            stroke: shape.stroke.as_ref().map(|stroke| self.stroke(stroke)),
            ..shape.clone()
        }
    }

    /// A stroke in another paint.
    fn stroke(&self, stroke: &FixedStroke) -> FixedStroke {
        FixedStroke { paint: self.paint(&stroke.paint), ..stroke.clone() }
    }

    /// A paint in the ink that is wanted.
    fn paint(&self, paint: &Paint) -> Paint {
        let Some(ink) = self.ink else { return paint.clone() };
        let stops = |stops: &[(Color, typst::layout::Ratio)]| {
            stops.iter().map(|(color, at)| (ink.color(color), *at)).collect::<Vec<_>>()
        };
        let space = ink.space();
        match paint {
            Paint::Solid(color) => Paint::Solid(ink.color(color)),
            Paint::Gradient(Gradient::Linear(old)) => {
                let new = LinearGradient { stops: stops(&old.stops), space, ..(**old).clone() };
                Paint::Gradient(Gradient::Linear(new.into()))
            }
            Paint::Gradient(Gradient::Radial(old)) => {
                let new = RadialGradient { stops: stops(&old.stops), space, ..(**old).clone() };
                Paint::Gradient(Gradient::Radial(new.into()))
            }
            Paint::Gradient(Gradient::Conic(old)) => {
                let new = ConicGradient { stops: stops(&old.stops), space, ..(**old).clone() };
                Paint::Gradient(Gradient::Conic(new.into()))
            }
            // Typst lets nobody make a pattern but its own code: the first ink of it stands for all.
            Paint::Tiling(tiling) => {
                let first = first_color(tiling.frame());
                Paint::Solid(ink.color(&first.unwrap_or(Color::WHITE)))
            }
        }
    }
}

/// The first colour in a frame.
fn first_color(frame: &Frame) -> Option<Color> {
    let solid = |paint: &Paint| match paint {
        Paint::Solid(color) => Some(color.clone()),
        _ => None,
    };
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => first_color(&group.frame),
        FrameItem::Text(text) => solid(&text.fill),
        FrameItem::Shape(shape, _) => {
            let stroke = shape.stroke.as_ref().map(|stroke| &stroke.paint);
            shape.fill.as_ref().or(stroke).and_then(solid)
        }
        _ => None,
    })
}

/// The points of a length in pixels at so many dots per inch.
pub fn pixels(length: Abs, dpi: f64) -> f64 {
    length.to_pt() / 72.0 * dpi
}
