//! Pictures as they go into a PDF: without what a camera wrote into them, turned as they are meant, no larger
//! than the page needs, and in the ink that is wanted.

use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use resvg::tiny_skia::{Pixmap, Transform};
use typst::foundations::{Bytes, Smart};
use typst::layout::Size;
use typst::visualize::{
    ExchangeFormat, Image, ImageKind, PixelEncoding, PixelFormat, RasterFormat, RasterImage,
    SvgImage,
};

use crate::photo::jpeg;

use super::ink::Ink;
use super::pages::pixels;

/// How many dots per inch a printed picture shows. More are left out.
const DPI: f64 = 300.0;

/// How many dots per inch a drawing gets that must become dots.
const DRAWING_DPI: f64 = 600.0;

/// How much more a picture may have before it is scaled: to scale costs sharpness.
const SPARE: f64 = 1.25;

/// The quality of a JPEG that is written anew.
const QUALITY: u8 = 90;

/// A picture as it is written; `None` if it stays as it is.
pub fn finished(image: &Image, size: Size, ink: Option<Ink>) -> Option<Image> {
    let raster = match image.kind() {
        ImageKind::Raster(raster) => finished_raster(raster, size, ink)?,
        ImageKind::Svg(svg) => inked(dots(svg, size)?, ink?)?,
        ImageKind::Pdf(_) => return None,
    };
    Some(Image::new(raster, image.alt().map(Into::into), image.scaling()))
}

/// A picture of pixels as it is written.
fn finished_raster(raster: &RasterImage, size: Size, ink: Option<Ink>) -> Option<RasterImage> {
    // Typst has decoded and turned it already.
    let pixels = raster.dynamic();
    let scaled = scaled(pixels, size);
    if let Some(ink) = ink {
        return inked(scaled.unwrap_or_else(|| DynamicImage::clone(pixels)), ink);
    }
    let is_jpeg = raster.format() == RasterFormat::Exchange(ExchangeFormat::Jpg);
    let icc = || raster.icc().cloned();
    if !is_jpeg {
        // What is no JPEG is written from its pixels alone.
        return scaled.and_then(|scaled| of_pixels(&scaled, icc()));
    }
    let turned = raster.exif_rotation().is_some_and(|rotation| rotation != 1);
    if scaled.is_none()
        && !turned
        && let Some(bare) = jpeg::bare(raster.data())
        && bare.components != 4
    {
        let format = ExchangeFormat::Jpg;
        return RasterImage::new(Bytes::new(bare.bytes), format, profile(icc())).ok();
    }
    let pixels = scaled.unwrap_or_else(|| DynamicImage::clone(pixels));
    // The profile of a picture in CMYK is not that of its pixels in RGB.
    let same = jpeg::bare(raster.data()).is_some_and(|bare| bare.components != 4);
    as_jpeg(&pixels, icc().filter(|_| same))
}

/// A colour profile for Typst. Without one, Typst would look into the picture.
fn profile(icc: Option<Bytes>) -> Smart<Bytes> {
    icc.map_or(Smart::Auto, Smart::Custom)
}

/// A picture that has more pixels than the page can show, with fewer.
fn scaled(picture: &DynamicImage, size: Size) -> Option<DynamicImage> {
    let (width, height) = picture.dimensions();
    let wanted = (pixels(size.x, DPI), pixels(size.y, DPI));
    let ratio = (wanted.0 / f64::from(width)).max(wanted.1 / f64::from(height));
    if !(ratio > 0.0 && ratio * SPARE < 1.0) {
        return None;
    }
    let fewer = |count: u32| (f64::from(count) * ratio).ceil().max(1.0) as u32;
    let (wide, high) = (fewer(width), fewer(height));
    // The sharp way is slow on the pictures of today's cameras, and shows only in the last step.
    let near = (width > 4 * wide).then(|| picture.thumbnail_exact(2 * wide, 2 * high));
    let picture = near.as_ref().unwrap_or(picture);
    Some(picture.resize_exact(wide, high, FilterType::Lanczos3))
}

/// A picture in an ink.
fn inked(picture: DynamicImage, ink: Ink) -> Option<RasterImage> {
    match ink {
        Ink::Grey if picture.color().has_alpha() => {
            of_pixels(&DynamicImage::ImageLumaA8(picture.to_luma_alpha8()), None)
        }
        Ink::Grey => as_jpeg(&DynamicImage::ImageLuma8(picture.to_luma8()), None),
        Ink::Black => {
            let (width, height) = picture.dimensions();
            // On white paper, since ink is not transparent.
            let pixels = picture.to_luma_alpha8();
            let pixels = pixels.pixels().flat_map(|pixel| {
                let [light, alpha] = pixel.0.map(u32::from);
                [0, 0, 0, ((255 - light) * alpha / 255) as u8]
            });
            let pixels: Vec<u8> = pixels.collect();
            let bytes = encode(&pixels, width, height, ColorType::Cmyk)?;
            RasterImage::plain(Bytes::new(bytes), ExchangeFormat::Jpg).ok()
        }
    }
}

/// A JPEG of pixels.
fn as_jpeg(picture: &DynamicImage, icc: Option<Bytes>) -> Option<RasterImage> {
    let (width, height) = picture.dimensions();
    let bytes = match picture {
        DynamicImage::ImageLuma8(pixels) => encode(pixels, width, height, ColorType::Luma)?,
        other => encode(&other.to_rgb8(), width, height, ColorType::Rgb)?,
    };
    RasterImage::new(Bytes::new(bytes), ExchangeFormat::Jpg, profile(icc)).ok()
}

/// The bytes of a JPEG.
fn encode(pixels: &[u8], width: u32, height: u32, colors: ColorType) -> Option<Vec<u8>> {
    let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.encode(pixels, width, height, colors).ok()?;
    Some(bytes)
}

/// A picture of pixels without loss.
fn of_pixels(picture: &DynamicImage, icc: Option<Bytes>) -> Option<RasterImage> {
    let (width, height) = picture.dimensions();
    let color = picture.color();
    let (encoding, bytes) = match (color.has_color(), color.has_alpha()) {
        (true, true) => (PixelEncoding::Rgba8, picture.to_rgba8().into_raw()),
        (true, false) => (PixelEncoding::Rgb8, picture.to_rgb8().into_raw()),
        (false, true) => (PixelEncoding::Lumaa8, picture.to_luma_alpha8().into_raw()),
        (false, false) => (PixelEncoding::Luma8, picture.to_luma8().into_raw()),
    };
    let format = PixelFormat { encoding, width, height };
    RasterImage::new(Bytes::new(bytes), RasterFormat::Pixel(format), profile(icc)).ok()
}

/// The dots of a drawing.
fn dots(svg: &SvgImage, size: Size) -> Option<DynamicImage> {
    let wanted = |length| pixels(length, DRAWING_DPI).ceil().clamp(1.0, 4000.0);
    let (width, height) = (wanted(size.x), wanted(size.y));
    let mut pixmap = Pixmap::new(width as u32, height as u32)?;
    let scale = Transform::from_scale((width / svg.width()) as f32, (height / svg.height()) as f32);
    resvg::render(svg.tree(), scale, &mut pixmap.as_mut());
    let bytes = pixmap.pixels().iter().flat_map(|pixel| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    });
    let pixels = image::RgbaImage::from_raw(pixmap.width(), pixmap.height(), bytes.collect())?;
    Some(DynamicImage::ImageRgba8(pixels))
}
