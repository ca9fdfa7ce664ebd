//! Fonts: the embedded ones, and where others are found. A face is parsed only when a page needs it.

pub mod folders;
mod script;
mod system;

pub use self::folders::FontFolders;
pub use self::script::helpful_family;
pub use self::system::find as find_in_system;

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
        name: "EB Garamond",
        faces: faces!("eb-garamond": "EBGaramond-Regular.ttf", "EBGaramond-Italic.ttf",
            "EBGaramond-SemiBold.ttf", "EBGaramond-Bold.ttf", "EBGaramond-BoldItalic.ttf"),
    },
    Family {
        name: "Faustina",
        faces: faces!("faustina": "Faustina-Regular.ttf", "Faustina-Italic.ttf",
            "Faustina-SemiBold.ttf", "Faustina-Bold.ttf", "Faustina-BoldItalic.ttf"),
    },
    Family { name: "IBM Plex Mono", faces: faces!("ibm-plex-mono": "IBMPlexMono-Regular.otf") },
    Family {
        name: "IBM Plex Sans",
        faces: faces!("ibm-plex-sans": "IBMPlexSans-Regular.otf", "IBMPlexSans-Italic.otf",
            "IBMPlexSans-SemiBold.otf", "IBMPlexSans-Bold.otf", "IBMPlexSans-BoldItalic.otf"),
    },
    Family {
        name: "Inter",
        faces: faces!("inter": "Inter-Regular.ttf", "Inter-Italic.ttf",
            "Inter-SemiBold.ttf", "Inter-Bold.ttf", "Inter-BoldItalic.ttf"),
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
    Family {
        name: "STIX Two Text",
        faces: faces!("stix-two-text": "STIXTwoText-Regular.ttf", "STIXTwoText-Italic.ttf",
            "STIXTwoText-Bold.ttf", "STIXTwoText-BoldItalic.ttf"),
    },
    Family {
        name: "Vollkorn",
        faces: faces!("vollkorn": "Vollkorn-Regular.ttf", "Vollkorn-Italic.ttf",
            "Vollkorn-SemiBold.ttf", "Vollkorn-Bold.ttf", "Vollkorn-BoldItalic.ttf"),
    },
];

/// The names of the embedded families.
pub fn families() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|family| family.name)
}
