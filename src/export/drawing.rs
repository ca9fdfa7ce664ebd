//! A drawing in SVG → shapes, so that its ink can be another: what the exporter draws of an SVG is always
//! RGB.

use resvg::usvg::tiny_skia_path::{PathSegment, Point as SvgPoint};
use resvg::usvg::{self, BlendMode, LineCap, LineJoin, Node, Opacity, Path, Transform};
use typst::layout::{Abs, Frame, FrameItem, Point, Ratio, Size};
use typst::syntax::Span;
use typst::visualize::{
    self, Color, Curve, FillRule, FixedStroke, Geometry, Paint, Shape, SvgImage,
};

/// The shapes of a drawing, as large as it is printed; `None` if there is more in it than plain shapes.
pub fn frame(svg: &SvgImage, size: Size) -> Option<Frame> {
    let mut shapes = Vec::new();
    collect(svg.tree().root(), &mut shapes)?;
    let scale = (size.x / svg.width(), size.y / svg.height());
    let mut frame = Frame::soft(size);
    for path in shapes {
        for shape in shapes_of(path, scale)? {
            frame.push(Point::zero(), FrameItem::Shape(shape, Span::detached()));
        }
    }
    Some(frame)
}

/// The paths of a group.
fn collect<'a>(group: &'a usvg::Group, paths: &mut Vec<&'a Path>) -> Option<()> {
    let plain = group.opacity() == Opacity::ONE
        && group.blend_mode() == BlendMode::Normal
        && group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty();
    if !plain {
        return None;
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => collect(inner, paths)?,
            Node::Path(path) if path.is_visible() => paths.push(path),
            Node::Path(_) => {}
            Node::Text(text) => collect(text.flattened(), paths)?,
            Node::Image(_) => return None,
        }
    }
    Some(())
}

/// A path as its filling and its stroke.
fn shapes_of(path: &Path, scale: (Abs, Abs)) -> Option<Vec<Shape>> {
    let transform = path.abs_transform();
    let geometry = Geometry::Curve(curve(path, transform, scale));
    let mut shapes = Vec::new();
    let plain =
        |fill_rule| Shape { geometry: geometry.clone(), fill: None, fill_rule, stroke: None };
    if let Some(fill) = path.fill() {
        let rule = match fill.rule() {
            usvg::FillRule::NonZero => FillRule::NonZero,
            usvg::FillRule::EvenOdd => FillRule::EvenOdd,
        };
        let paint = color(fill.paint(), fill.opacity())?;
        shapes.push(Shape { fill: Some(paint), ..plain(rule) });
    }
    if let Some(stroke) = path.stroke() {
        if stroke.dasharray().is_some() {
            return None;
        }
        let (x, y) = transform.get_scale();
        let thickness = f64::from(stroke.width().get() * (x * y).abs().sqrt());
        let stroke = FixedStroke {
            paint: color(stroke.paint(), stroke.opacity())?,
            thickness: Abs::pt(thickness * (scale.0.to_pt() * scale.1.to_pt()).abs().sqrt()),
            cap: match stroke.linecap() {
                LineCap::Butt => visualize::LineCap::Butt,
                LineCap::Round => visualize::LineCap::Round,
                LineCap::Square => visualize::LineCap::Square,
            },
            join: match stroke.linejoin() {
                LineJoin::Miter | LineJoin::MiterClip => visualize::LineJoin::Miter,
                LineJoin::Round => visualize::LineJoin::Round,
                LineJoin::Bevel => visualize::LineJoin::Bevel,
            },
            dash: None,
            miter_limit: Ratio::new(f64::from(stroke.miterlimit().get())),
        };
        shapes.push(Shape { stroke: Some(stroke), ..plain(FillRule::NonZero) });
    }
    Some(shapes)
}

/// A paint that is one colour.
fn color(paint: &usvg::Paint, opacity: Opacity) -> Option<Paint> {
    let usvg::Paint::Color(color) = paint else { return None };
    let alpha = (opacity.get() * 255.0).round() as u8;
    Some(Paint::Solid(Color::from_u8(color.red, color.green, color.blue, alpha)))
}

/// The line of a path.
fn curve(path: &Path, transform: Transform, (x, y): (Abs, Abs)) -> Curve {
    let place = |mut point: SvgPoint| {
        transform.map_point(&mut point);
        Point::new(x * f64::from(point.x), y * f64::from(point.y))
    };
    let mut curve = Curve::new();
    let mut last = SvgPoint::zero();
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(to) => curve.move_(place(to)),
            PathSegment::LineTo(to) => curve.line(place(to)),
            PathSegment::QuadTo(control, to) => {
                // A quadratic curve is a cubic one whose handles are at two thirds.
                let toward = |from: SvgPoint| {
                    let along = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                    SvgPoint::from_xy(along(from.x, control.x), along(from.y, control.y))
                };
                curve.cubic(place(toward(last)), place(toward(to)), place(to));
            }
            PathSegment::CubicTo(one, two, to) => curve.cubic(place(one), place(two), place(to)),
            PathSegment::Close => curve.close(),
        }
        if let PathSegment::MoveTo(to)
        | PathSegment::LineTo(to)
        | PathSegment::QuadTo(_, to)
        | PathSegment::CubicTo(_, _, to) = segment
        {
            last = to;
        }
    }
    curve
}
