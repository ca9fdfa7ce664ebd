//! The embedded fonts. A face is parsed only when a page needs it.

/// A family and its faces.
pub struct Family {
    /// The family's name.
    pub name: &'static str,
    /// The font files of its faces.
    pub faces: &'static [&'static [u8]],
}

/// Embeds the faces of a family from its folder.
macro_rules! faces {
    ($folder:literal: $($file:literal),*) => {
        &[$(include_bytes!(concat!("../fonts/", $folder, "/", $file))),*]
    };
}

/// All embedded families.
pub const FAMILIES: &[Family] = &[
    Family {
        name: "Faustina",
        faces: faces!("faustina": "Faustina-Regular.ttf", "Faustina-Italic.ttf",
            "Faustina-SemiBold.ttf", "Faustina-Bold.ttf", "Faustina-BoldItalic.ttf"),
    },
    Family {
        name: "Source Sans 3",
        faces: faces!("source-sans-3": "SourceSans3-Light.otf", "SourceSans3-Regular.otf",
            "SourceSans3-Italic.otf", "SourceSans3-Semibold.otf", "SourceSans3-Bold.otf",
            "SourceSans3-BoldItalic.otf"),
    },
    Family {
        name: "Source Serif 4",
        faces: faces!("source-serif-4": "SourceSerif4-Regular.otf", "SourceSerif4-Italic.otf",
            "SourceSerif4-Semibold.otf", "SourceSerif4-Bold.otf", "SourceSerif4-BoldItalic.otf"),
    },
];

/// The names of the embedded families.
pub fn families() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|family| family.name)
}
