//! Advice about titles of sections: programs that read résumés go by them.

use crate::diagnostics::Diagnostic;
use crate::locale::Locale;
use crate::words::code;

use super::{Lint, value};

/// For each section that such programs look for, the beginnings of words one of which is in every
/// title that they know, in all languages that we speak.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "summary",
        &[
            "summary",
            "profile",
            "objective",
            "about",
            "statement",
            "overview",
            "interest",
            "goal",
            "introduction",
            "highlights",
            "qualifications",
            "profil",
            "über",
            "zusammenfassung",
            "ziel",
            "perfil",
            "resumen",
            "objetivo",
            "sobre",
            "presentación",
            "résumé",
            "objectif",
            "présentation",
            "propos",
        ],
    ),
    (
        "work",
        &[
            "experience",
            "employment",
            "work",
            "career",
            "professional",
            "appointment",
            "position",
            "job",
            "history",
            "engagement",
            "clients",
            "internship",
            "beruf",
            "erfahrung",
            "praxis",
            "praktik",
            "praktisch",
            "werdegang",
            "laufbahn",
            "tätigkeit",
            "anstellung",
            "stationen",
            "arbeit",
            "karriere",
            "experiencia",
            "laboral",
            "trayectoria",
            "empleo",
            "profesional",
            "prácticas",
            "trabajo",
            "expérience",
            "parcours",
            "emploi",
            "carrière",
            "stage",
            "professionnel",
        ],
    ),
    (
        "education",
        &[
            "education",
            "academic",
            "training",
            "qualification",
            "degree",
            "studies",
            "study",
            "school",
            "ausbildung",
            "bildung",
            "studium",
            "akademisch",
            "schul",
            "weiterbildung",
            "formación",
            "educación",
            "estudios",
            "académic",
            "titulaci",
            "formation",
            "études",
            "diplôme",
            "scolarité",
            "académique",
            "cursus",
        ],
    ),
    (
        "skills",
        &[
            "skill",
            "competenc",
            "expertise",
            "technolog",
            "technical",
            "tools",
            "tooling",
            "proficienc",
            "abilit",
            "strength",
            "capabilit",
            "knowledge",
            "core",
            "software",
            "kenntnis",
            "fähigkeit",
            "kompetenz",
            "fertigkeit",
            "qualifikation",
            "edv",
            "stärken",
            "können",
            "werkzeug",
            "competencia",
            "habilidad",
            "conocimiento",
            "aptitud",
            "herramient",
            "tecnolog",
            "destreza",
            "compétence",
            "connaissance",
            "savoir",
            "aptitude",
            "outils",
            "informatique",
            "atouts",
        ],
    ),
    (
        "languages",
        &[
            "language",
            "linguistic",
            "sprach",
            "fremdsprach",
            "idioma",
            "lengua",
            "langue",
            "linguistique",
        ],
    ),
    (
        "certificates",
        &[
            "certif",
            "licen",
            "credential",
            "accreditation",
            "qualification",
            "training",
            "registration",
            "zertifi",
            "lizenz",
            "bescheinigung",
            "nachweis",
            "weiterbildung",
            "fortbildung",
            "acredita",
            "título",
            "habilitation",
            "diplôme",
            "permis",
            "agrément",
        ],
    ),
    (
        "awards",
        &[
            "award",
            "honor",
            "honour",
            "prize",
            "achievement",
            "accomplishment",
            "recognition",
            "scholarship",
            "distinction",
            "fellowship",
            "medal",
            "auszeichnung",
            "preis",
            "ehrung",
            "stipendi",
            "erfolge",
            "premio",
            "logro",
            "reconocimiento",
            "beca",
            "distinci",
            "galard",
            "prix",
            "récompense",
            "bourse",
            "réussite",
        ],
    ),
    (
        "publications",
        &[
            "publication",
            "paper",
            "article",
            "book",
            "research",
            "bibliograph",
            "writing",
            "publikation",
            "veröffentlichung",
            "schrift",
            "aufsätze",
            "artikel",
            "bücher",
            "publicaci",
            "artículo",
            "libro",
            "travaux",
            "écrits",
            "livre",
        ],
    ),
    (
        "projects",
        &[
            "project",
            "portfolio",
            "open source",
            "open-source",
            "work",
            "software",
            "case stud",
            "projekt",
            "arbeit",
            "proyecto",
            "portafolio",
            "projet",
            "réalisation",
        ],
    ),
    (
        "volunteer",
        &[
            "volunt",
            "communit",
            "service",
            "leadership",
            "involvement",
            "activit",
            "pro bono",
            "outreach",
            "charit",
            "ehrenamt",
            "freiwillig",
            "engagement",
            "aktivität",
            "comunidad",
            "actividad",
            "bénévol",
            "associati",
            "activité",
            "humanitaire",
        ],
    ),
    (
        "references",
        &[
            "referen",
            "referee",
            "testimonial",
            "recommendation",
            "empfehlung",
            "recomendaci",
            "recommandation",
            "référence",
        ],
    ),
    (
        "interests",
        &[
            "interest",
            "hobb",
            "activit",
            "passion",
            "pastime",
            "personal",
            "leisure",
            "interesse",
            "freizeit",
            "neigung",
            "interes",
            "aficion",
            "intérêt",
            "loisir",
            "activité",
        ],
    ),
];

/// Titles given to standard sections that programs do not know. A section of one's own may be
/// called anything, and so may those that programs do not look for, such as talks.
pub fn unknown(lint: &Lint) -> Vec<Diagnostic> {
    let locale = Locale::of_tag(lint.checked.resume.language.as_ref());
    let mut found = Vec::new();
    for section in lint.items("sections") {
        let id = value(section, "id").and_then(|id| id.text()).unwrap_or_default();
        let Some(title) = value(section, "title") else { continue };
        let Some(text) = title.text() else { continue };
        let Some((_, known)) = KNOWN.iter().find(|(section, _)| *section == id) else { continue };
        let usual = locale.sections.get(id).map(String::as_str).unwrap_or_default();
        if lint.omitted.contains(&id) || lint.root.pair(id).is_none() && id != "summary" {
            continue;
        }
        let plain = text.to_lowercase();
        if plain == usual.to_lowercase() || known.iter().any(|word| begins_a_word(&plain, word)) {
            continue;
        }
        let message = format!("programs that read résumés do not know the title {}", code(text));
        found.push(
            Diagnostic::warning("unknown-section-title", message)
                .at(title.span)
                .help(format!("the usual title is `{usual}`, or put a word of it into yours")),
        );
    }
    found
}

/// Whether a word of a text begins with some letters. In German it may be the end of a compound.
fn begins_a_word(text: &str, beginning: &str) -> bool {
    text.match_indices(beginning).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        beginning.len() > 5 || !before.is_some_and(char::is_alphanumeric)
    })
}
