//! What kind of PDF is written: for a print shop, for an office printer, and nothing in it that nobody asked
//! for.

use std::fs;
use std::path::Path;

use image::{DynamicImage, GenericImageView, Rgb, RgbImage};
use vitae::theme::builtin_names;

use crate::support::pdf::Pdf;
use crate::support::{render, root, run, samples, stderr};

/// A theme of somebody's own with all that is hard to print in one ink.
const COLOURFUL: &str = r##"#import "lib.typ" as lib
#let resume(data, options) = {
  set page(paper: "a4", fill: rgb("#fffbe6"))
  set text(font: options.families)
  show link: underline
  heading(level: 1, text(fill: gradient.linear(red, blue), lib.rich(data.name)))
  rect(width: 3cm, height: 1cm, fill: tiling(size: (4pt, 4pt), circle(radius: 1pt, fill: green)), stroke: 2pt + purple)
  text(fill: rgb(255, 0, 0, 50%))[half]
  for group in data.contacts { for item in group.items { par(lib.rich(item.body)) } }
  if data.image != none { image(data.image.path, alt: data.image.alt, width: 3cm) }
  pdf.artifact(image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0 Q 5 0 9 9 Z' fill='#f00' stroke='#00f'/></svg>"), format: "svg"))
}
"##;

/// A folder with that theme.
fn colourful() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    let theme = folder.path().join("mine");
    fs::create_dir(&theme).expect("it can be made");
    let manifest = "name: mine\ndescription: Colours.\nfamilies: [Inter]\norder: []\noptions: {}\n\
                    fit: {floor: 8pt, stages: []}\n";
    fs::write(theme.join("theme.yaml"), manifest).expect("it can be written");
    fs::write(theme.join("theme.typ"), COLOURFUL).expect("it can be written");
    folder
}

/// Renders a file of a folder; it must be fine.
fn render_in(folder: &Path, args: &[&str]) -> Pdf {
    let output = run(folder, &[&["render", "-o", "-"], args].concat());
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    Pdf::parse(&output.stdout)
}

/// Whether all ink is black ink: `0 0 0 0.6 k`.
fn is_black(ink: &str) -> bool {
    ink.starts_with("0 0 0 ") && ink.to_lowercase().ends_with(" k")
}

#[test]
fn the_print_profile_is_black_ink_alone_in_every_theme() {
    for theme in builtin_names() {
        let args = ["-t", theme, "--set", "fit=", "--profile", "print"];
        let pdf = Pdf::parse(&render("examples/designer.yaml", &args));
        let inks = pdf.inks();
        assert!(!inks.is_empty() && inks.iter().all(|ink| is_black(ink)), "{theme}: {inks:?}");
        let spaces = pdf.spaces();
        assert!(spaces.iter().all(|space| space == "DeviceCMYK"), "{theme}: {spaces:?}");
        let xmp = pdf.xmp().expect(theme);
        assert!(xmp.contains("<pdfuaid:part>1<") && !xmp.contains("pdfaid:part"), "{theme}");
    }
}

#[test]
fn a_theme_of_ones_own_is_printed_in_black_ink_too() {
    let folder = colourful();
    fs::copy(root().join("examples/portrait.jpg"), folder.path().join("portrait.jpg"))
        .expect("it can be copied");
    let text = "theme: ./mine\nbasics: {name: Ada, email: a@b.example, image: portrait.jpg}\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    let pdf = render_in(folder.path(), &["--profile", "print"]);
    let named = |ink: &String| ink.ends_with(" cs") || ink.ends_with("CS") || ink.contains('/');
    let inks = pdf.inks();
    assert!(inks.iter().all(|ink| is_black(ink) || named(ink)), "{inks:?}");
    let spaces = pdf.spaces();
    assert!(spaces.iter().all(|space| space == "DeviceCMYK" || space == "Pattern"), "{spaces:?}");
    assert_eq!(pdf.pictures().len(), 1, "the drawing has become shapes");
}

#[test]
fn grayscale_has_no_colour() {
    for theme in builtin_names() {
        let args = ["-t", theme, "--set", "fit=", "--grayscale"];
        let pdf = Pdf::parse(&render("examples/designer.yaml", &args));
        for ink in pdf.inks() {
            let parts: Vec<_> = ink.split(' ').collect();
            let grey = matches!(parts.as_slice(), [_, "g" | "G" | "scn" | "SCN" | "cs" | "CS"]);
            assert!(grey, "{theme}: {ink}");
        }
        let spaces = pdf.spaces();
        assert!(spaces.iter().all(|space| space == "ICCBased 1"), "{theme}: {spaces:?}");
        let xmp = pdf.xmp().expect(theme);
        assert!(xmp.contains("<pdfaid:part>2<") && xmp.contains("<pdfuaid:part>1<"), "{theme}");
    }
}

#[test]
fn what_kind_of_pdf_was_written_is_said() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.yaml"), "basics: {name: Ada}\n")
        .expect("it can be written");
    let cases: [(&[&str], &str); 6] = [
        (&[], ""),
        (&["--profile", "print"], ", in black ink, as PDF/UA-1 and no PDF/A"),
        (&["--grayscale"], ", in grey"),
        (&["--embed-data"], ", with its data inside, as PDF/A-3a and PDF/UA-1"),
        (&["--pdf-standard", "a-2b"], ", as PDF/A-2b"),
        (&["--pdf-standard", "a-2a", "--pdf-standard", "ua-1"], ""),
    ];
    for (args, kind) in cases {
        let output = run(folder.path(), &[&["render"], args].concat());
        let said = format!("wrote resume.pdf: 1 page, theme classic{kind}\n");
        assert_eq!(stderr(&output), said, "{args:?}");
    }
}

#[test]
fn what_a_variant_hides_is_not_attached() {
    let folder = tempfile::tempdir().expect("there is room");
    let text = r#"
output: {embed: true}
variants:
  backend: {tags: [backend], label: Back-end Engineer, set: {basics.phone: null}}
basics: {name: Ada, label: CANARY-1, phone: CANARY-2}
work:
  - {name: Engines, position: Programmer, startDate: 2018, highlights: [{text: CANARY-3, tags: [frontend]}, Kept]}
  - {name: CANARY-4, startDate: 2017, tags: [frontend]}
"#;
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    let pdf = render_in(folder.path(), &["--variant", "backend"]);
    let everything = String::from_utf8_lossy(&pdf.everything()).into_owned();
    assert!(everything.contains("Kept") && everything.contains("Back-end Engineer"));
    assert!(!everything.contains("CANARY"), "{everything}");
}

#[test]
fn a_bleed_lies_around_the_sheet() {
    let args = ["--set", "output.bleed=3mm"];
    let pdf = Pdf::parse(&render("examples/designer.yaml", &args));
    let bleed = 3.0 * 72.0 / 25.4;
    let rounded = |values: Vec<f64>| -> Vec<i64> {
        values.into_iter().map(|value| (value * 10.0).round() as i64).collect()
    };
    let (width, height) = (595.28, 841.89);
    let media = vec![0.0, 0.0, width + 2.0 * bleed, height + 2.0 * bleed];
    let trim = vec![bleed, bleed, width + bleed, height + bleed];
    assert_eq!(rounded(pdf.page_box("MediaBox").expect("it is there")), rounded(media));
    assert_eq!(rounded(pdf.page_box("TrimBox").expect("it is there")), rounded(trim));
    let plain = Pdf::parse(&render("examples/designer.yaml", &[]));
    assert_eq!(plain.page_box("TrimBox"), None);
}

#[test]
fn the_paper_of_the_command_line_wins() {
    for theme in builtin_names() {
        let args =
            ["-t", theme, "--set", "theme.paper=a4", "--set", "fit=", "--paper", "us-letter"];
        let pdf = Pdf::parse(&render("examples/nurse.yaml", &args));
        assert_eq!(pdf.pages()[0].size(), (612.0, 792.0), "{theme}");
    }
    let output = run(root(), &["render", "examples/nurse.yaml", "--paper", "a3", "-o", "-"]);
    let said = stderr(&output);
    assert!(said.contains(" --> --paper:1:13\n") && said.contains("`a3`"), "{said}");
}

/// A picture whose left half is red and whose right half is blue.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let halves = RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(halves)
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("it can be encoded");
    bytes.into_inner()
}

/// The same with what a telephone writes beside it: how it was held, and where it was taken.
fn picture_of_a_telephone(width: u32, height: u32, orientation: u16) -> Vec<u8> {
    // A list of two entries: how it was held, and where the list of GPS begins.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    let [high, low] = orientation.to_be_bytes();
    for (tag, kind, count, value) in
        [(0x0112_u16, 3_u16, 1_u32, [high, low, 0, 0]), (0x8825, 4, 1, 38_u32.to_be_bytes())]
    {
        exif.extend(tag.to_be_bytes());
        exif.extend(kind.to_be_bytes());
        exif.extend(count.to_be_bytes());
        exif.extend(value);
    }
    exif.extend([0; 4]);
    // The list of GPS: `N`, and the degrees.
    exif.extend([0, 2]);
    exif.extend([0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0]);
    exif.extend([0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 68]);
    exif.extend([0; 4]);
    for degrees in [51_u32, 30, 26] {
        exif.extend(degrees.to_be_bytes());
        exif.extend(1_u32.to_be_bytes());
    }
    exif.extend(b"GPS-CANARY");
    let plain = picture(width, height);
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend((exif.len() as u16 + 2).to_be_bytes());
    bytes.extend(&exif);
    bytes.extend(b"\xff\xfe\0\x11COMMENT-CANARY.");
    bytes.extend(&plain[2..]);
    bytes.extend(b"TRAILER-CANARY");
    bytes
}

/// The PDF of a résumé with a photo, in `sidebar`.
fn with_photo(photo: &[u8], args: &[&str]) -> (Pdf, String) {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("photo.jpg"), photo).expect("it can be written");
    let text = "theme: sidebar\nbasics: {name: Ada, image: photo.jpg}\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    let output = run(folder.path(), &[&["render", "-o", "-"], args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    (Pdf::parse(&output.stdout), stderr(&output))
}

/// Whether some bytes are among others.
fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn what_a_telephone_writes_into_a_photo_does_not_travel() {
    for orientation in [1, 6] {
        // One that stays as it is, to the bit, and one that is scaled.
        for (width, height) in [(400, 300), (2400, 1800)] {
            let photo = picture_of_a_telephone(width, height, orientation);
            assert!(holds(&photo, b"GPS-CANARY") && holds(&photo, b"Exif"));
            for args in [&[][..], &["--profile", "print"], &["--grayscale"]] {
                let (pdf, _) = with_photo(&photo, args);
                let everything = pdf.everything();
                for trace in [&b"CANARY"[..], b"Exif", b"\x01\0\x02\0\0\0\x02N\0\0\0"] {
                    assert!(!holds(&everything, trace), "{orientation} {width} {args:?}");
                }
            }
        }
    }
}

#[test]
fn a_photo_in_a_drawing_loses_it_too() {
    use base64::Engine;
    let photo = picture_of_a_telephone(40, 30, 1);
    let packed = base64::engine::general_purpose::STANDARD.encode(&photo);
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'>\
         <image width='40' height='30' href='data:image/jpeg;base64,{packed}'/></svg>"
    );
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("photo.svg"), svg).expect("it can be written");
    let text = "theme: sidebar\nbasics: {name: Ada, image: photo.svg}\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    let pdf = render_in(folder.path(), &[]);
    assert_eq!(pdf.pictures().len(), 1);
    for trace in [&b"CANARY"[..], b"Exif"] {
        assert!(!holds(&pdf.everything(), trace));
    }
    // In black ink it is dots, and still a picture with a description.
    let pdf = render_in(folder.path(), &["--profile", "print"]);
    assert!(pdf.inks().iter().all(|ink| is_black(ink)) && pdf.tag_tree().contains("Figure alt"));
}

#[test]
fn a_photo_stands_as_it_was_held() {
    for (width, height) in [(400, 300), (2400, 1800)] {
        let (pdf, _) = with_photo(&picture_of_a_telephone(width, height, 6), &[]);
        let picture = pdf.pictures().pop().expect("there is one");
        assert!(picture.size.1 > picture.size.0, "it is upright: {:?}", picture.size);
        let jpeg =
            image::load_from_memory(&picture.jpeg.expect("it is a JPEG")).expect("it is one");
        let (width, height) = jpeg.dimensions();
        let (top, bottom) =
            (jpeg.get_pixel(width / 2, height / 10), jpeg.get_pixel(width / 2, height * 9 / 10));
        assert!(top.0[0] > 150 && bottom.0[2] > 150, "{top:?} over {bottom:?}");
    }
}

#[test]
fn a_photo_is_no_larger_than_the_page_needs() {
    let photo = picture(3000, 4000);
    let (pdf, _) = with_photo(&photo, &[]);
    let picture = pdf.pictures().pop().expect("there is one");
    // 35 mm at 300 dpi.
    assert_eq!(picture.size, (414, 552));
    // One that is about right stays as it is, to the bit.
    let photo = picture_of_a_telephone(500, 650, 1);
    let (pdf, _) = with_photo(&photo, &[]);
    let kept = pdf.pictures().pop().expect("there is one");
    assert_eq!(kept.size, (500, 650));
    assert!(holds(&photo, &kept.jpeg.expect("it is a JPEG")[600..]));
}

#[test]
fn what_a_standard_refuses_is_said_at_the_photo() {
    let folder = tempfile::tempdir().expect("there is room");
    let glass = image::RgbaImage::from_pixel(400, 500, image::Rgba([200, 30, 30, 128]));
    glass.save(folder.path().join("photo.png")).expect("it can be written");
    let text = "theme: sidebar\nbasics: {name: Ada, image: photo.png}\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    let output = run(folder.path(), &["render", "--pdf-standard", "a-1b", "-o", "-"]);
    let expected = "\
error[bad-standard]: something transparent is on the pages, which PDF/A-1b refuses
 --> resume.yaml:2:28
  |
2 | basics: {name: Ada, image: photo.png}
  |                            ^^^^^^^^^
  |
help: take a photo without transparency, or another standard

";
    assert_eq!((output.status.code(), &*stderr(&output)), (Some(1), expected));
    for args in [&[][..], &["--profile", "print"], &["--grayscale"]] {
        render_in(folder.path(), args);
    }
}

#[test]
fn dots_that_show_are_warned_of_in_print() {
    let (_, said) = with_photo(&picture(200, 260), &["--profile", "print"]);
    let expected = "\
warning[coarse-image]: a picture on page 1 is printed with 145 dpi
 --> resume.yaml:2:28
  |
2 | basics: {name: Ada, image: photo.jpg}
  |                            ^^^^^^^^^
  |
help: use one of 345 × 448 pixels at least: with fewer than 250 dpi the dots show
";
    assert!(said.starts_with(expected), "{said}");
    let (_, said) = with_photo(&picture(400, 520), &["--profile", "print"]);
    assert!(!said.contains("coarse-image"), "{said}");
    let (_, said) = with_photo(&picture(200, 260), &[]);
    assert!(!said.contains("coarse-image"), "{said}");
}

#[test]
fn no_file_says_where_it_was_made_or_hides_anything() {
    let here = root().to_str().expect("the folder has a plain name");
    let machine = fs::read_to_string("/etc/hostname").unwrap_or_default();
    let user = std::env::var("USER").unwrap_or_default();
    let home = std::env::var("HOME").unwrap_or_default();
    let traces: Vec<&str> = [here, machine.trim(), &user, &home]
        .into_iter()
        // A short name may be a part of any word.
        .filter(|trace| trace.len() > 5)
        .collect();
    for sample in samples() {
        let sample = sample.to_str().expect("the samples have plain names");
        for theme in builtin_names() {
            let pdf = Pdf::parse(&render(sample, &["-t", theme, "--set", "fit="]));
            let everything = pdf.everything();
            let fixed = ["GoToR", "file:", "/home/", "/Users/"];
            for trace in traces.iter().chain(&fixed) {
                assert!(!holds(&everything, trace.as_bytes()), "{sample} in {theme}: {trace}");
            }
            assert!(pdf.text_modes().is_empty(), "{sample} in {theme} hides text");
            assert!(!pdf.has_active_content(), "{sample} in {theme}");
        }
    }
}

#[test]
fn data_is_attached_only_if_it_is_asked_for() {
    for sample in samples() {
        let sample = sample.to_str().expect("the samples have plain names");
        let plain = Pdf::parse(&render(sample, &["--set", "fit="]));
        assert!(plain.attachments().is_empty(), "{sample}");
        for theme in ["classic", "duet", "sidebar", "academic"] {
            let args = ["-t", theme, "--set", "fit=", "--embed-data"];
            let pdf = Pdf::parse(&render(sample, &args));
            let [file] = &pdf.attachments()[..] else {
                panic!("{sample}: {:?}", pdf.attachments())
            };
            let says = (&*file.name, &*file.relationship, &*file.kind);
            assert_eq!(says, ("resume.json", "Source", "application/json"), "{sample}");
            assert!(file.description.contains("JSON Resume"), "{}", file.description);
            let json: serde_json::Value =
                serde_json::from_slice(&file.bytes).expect("it is JSON Resume");
            assert!(json["basics"]["name"].is_string(), "{sample}");
            let xmp = pdf.xmp().expect(sample);
            assert!(
                xmp.contains("<pdfaid:part>3<") && xmp.contains("<pdfaid:conformance>A<"),
                "{sample}: {xmp}"
            );
            assert!(xmp.contains("<pdfuaid:part>1<"), "{sample}: {xmp}");
            let bare = Pdf::parse(&render(sample, &["-t", theme, "--set", "fit="]));
            assert_eq!(pdf.tag_tree(), bare.tag_tree(), "{sample}");
            assert_eq!(pdf.pages().len(), bare.pages().len(), "{sample}");
        }
    }
}

/// A résumé with much that is nobody's affair.
const PRIVATE: &str = r#"
$schema: resume.schema.json
output: {embed: true}
sections: [work, {id: awards, omit: true}, {id: secrets, omit: true}, {id: summary, omit: true}]
x-salary: CANARY-1
meta: {canonical: "https://canary-2.example/resume.yaml", version: CANARY-3}
basics:
  name: Ada Byron
  summary: CANARY-4
  x-age: CANARY-5
work:
  - name: Engines
    position: Programmer
    startDate: 2018
    notes: CANARY-6
    tags: [CANARY-7]
    x-boss: CANARY-8
    highlights: [{text: Wrote a program, tags: [CANARY-9]}]
awards: [CANARY-10]
custom: [{id: secrets, title: CANARY-11, text: CANARY-12}]
"#;

#[test]
fn what_is_attached_is_what_is_shown() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.yaml"), PRIVATE).expect("it can be written");
    let pdf = render_in(folder.path(), &[]);
    let everything = String::from_utf8_lossy(&pdf.everything()).to_lowercase();
    assert!(everything.contains("wrote a program"), "the data is there");
    assert!(!everything.contains("canary"), "{everything}");
    let at = |file: &str| folder.path().join(file);
    // A theme in a folder and a preset are places on this machine.
    fs::create_dir(at("canary")).expect("it can be made");
    let preset = "name: duet\naccent: \"#00538a\"\n";
    fs::write(at("canary/canary.yaml"), preset).expect("it can be written");
    let text = format!("theme: ./canary/canary.yaml\n{PRIVATE}");
    fs::write(at("resume.yaml"), text).expect("it can be written");
    let pdf = render_in(folder.path(), &[]);
    let everything = String::from_utf8_lossy(&pdf.everything()).to_lowercase();
    assert!(everything.contains("#00538a") && !everything.contains("canary"), "{everything}");
}
