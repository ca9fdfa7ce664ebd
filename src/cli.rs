//! The command line: its arguments and their help, nothing else.

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::explain::Page;
use crate::report::{self, Denied, MessageFormat};
use crate::resume::Standard;

/// Writes résumés: YAML in, a print-ready PDF out.
#[derive(Debug, Parser)]
#[command(
    name = "vitae",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  vitae new                 write a résumé to begin with\n  vitae                     resume.yaml → resume.pdf\n  vitae -t sidebar          the same data in another theme\n  vitae check               say everything that is wrong with resume.yaml"
)]
pub struct Cli {
    /// What to do; without it, render.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The arguments of `render`, which may be left out.
    #[command(flatten)]
    pub render: RenderArgs,
    /// When to colour messages; `auto` heeds NO_COLOR and CLICOLOR_FORCE
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the résumé as PDF, plain text or JSON Resume
    Render(RenderArgs),
    /// Render, and once more after each save of the résumé or a file that it needs
    Watch(WatchArgs),
    /// Say everything that is wrong with résumés
    Check(CheckArgs),
    /// Show the variants of a résumé, or what is in one and what is out
    Show(ShowArgs),
    /// Show what a program reads of a résumé's PDF, and what it finds again
    Readback(ReadbackArgs),
    /// Explain a code such as bad-date, with a bad and a good example
    Explain(ExplainArgs),
    /// Read a résumé from JSON Resume, or from a PDF with its data inside
    Import(ImportArgs),
    /// Print the private notes, each with its entry: a crib for the interview
    Notes(NotesArgs),
    /// Write a résumé to begin with
    New(NewArgs),
    /// List, show and eject themes
    Themes(ThemesArgs),
    /// Write the JSON Schema of résumés, for editors
    Schema(SchemaArgs),
    /// Write a shell's completion script
    #[command(
        after_help = "Example:\n  vitae completions bash > ~/.local/share/bash-completion/completions/vitae"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual page
    #[command(after_help = "Example:\n  vitae man | man -l -")]
    Man,
}

/// The arguments of `render`.
#[derive(Debug, Clone, Default, Args)]
#[command(
    after_help = "Examples:\n  vitae render                              resume.yaml → resume.pdf\n  vitae render ada.yaml -o ada-byron.pdf\n  vitae render -t classic --pages 2\n  vitae render --set basics.label='Staff Engineer' --set theme.size=9.5pt\n  vitae render --variant all --lang all     a file for each variant in each language\n  vitae render --tags backend --without early-career\n  vitae render --merge private.yaml         with what is kept out of a public repository\n  vitae render --public                     without what strangers need not know\n  vitae render -t duet --twin               resume.pdf, and resume-plain.pdf for portals\n  vitae render --profile print              black ink alone, for a print shop\n  vitae render -f json                      resume.yaml → resume.json (JSON Resume 1.0.0)\n  vitae render -f txt                       resume.yaml → resume.txt, to paste into a form\n  cat resume.yaml | vitae render - -o - > resume.pdf"
)]
pub struct RenderArgs {
    /// The résumé; `-` is stdin [default: resume.yaml]
    pub file: Option<String>,
    /// The file to write; `-` is stdout [default: the résumé's name with .pdf, in this folder]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<String>,
    /// The format [default: by the ending of OUT, or pdf if it has none]
    #[arg(short, long)]
    pub format: Option<Format>,
    /// The theme instead of the file's: a name, or a folder such as ./mine
    #[arg(short, long)]
    pub theme: Option<String>,
    /// Set a key of the file: `work[0].name=Acme`; an empty value removes it
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// What of the file is written.
    #[command(flatten)]
    pub which: WhichArgs,
    /// Leave out telephone number, street, personal details (date of birth) and referees
    #[arg(long)]
    pub public: bool,
    /// Fit the résumé to this many pages
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=50))]
    pub pages: Option<u32>,
    /// Also give advice that people who hire would give
    #[arg(long)]
    pub lint: bool,
    /// Also write a plain copy in one column, for portals: resume-plain.pdf beside resume.pdf
    #[arg(long)]
    pub twin: bool,
    /// What kind of PDF is written.
    #[command(flatten)]
    pub kind: OutputArgs,
    /// Where fonts are found.
    #[command(flatten)]
    pub fonts: FontArgs,
    /// Print how long each step took
    #[arg(long)]
    pub timings: bool,
    /// How problems are reported.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// The arguments of `readback`.
#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  vitae readback                          resume.yaml, in its theme\n  vitae readback -t sidebar               the same in another theme\n  vitae readback ada.pdf                  a PDF of any program\n  vitae readback ada.pdf --against resume.yaml\n  vitae readback backend-de.pdf --against resume.yaml --variant backend --lang de\n  vitae readback --only text > resume.txt"
)]
pub struct ReadbackArgs {
    /// A résumé, which is rendered in memory, or a PDF; `-` is stdin
    #[arg(default_value = "resume.yaml")]
    pub file: String,
    /// The résumé that a PDF was made of, to hold what is found against
    #[arg(long, value_name = "FILE")]
    pub against: Option<String>,
    /// Show one part only
    #[arg(long, value_name = "PART")]
    pub only: Option<ReadbackPart>,
    /// What of the résumé is in the document.
    #[command(flatten)]
    pub which: WhichArgs,
    /// The résumé without what `vitae render --public` leaves out
    #[arg(long)]
    pub public: bool,
    /// The theme instead of the file's: a name, or a folder such as ./mine
    #[arg(short, long)]
    pub theme: Option<String>,
    /// Set a key of the file: `work[0].name=Acme`; an empty value removes it
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Where fonts are found.
    #[command(flatten)]
    pub fonts: FontArgs,
    /// How problems are reported.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// The parts of what `readback` shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReadbackPart {
    /// The text, in the order of the file
    Text,
    /// The fields, found or not
    Fields,
}

/// What kind of PDF is written: each sets a key of the file for one run.
#[derive(Debug, Clone, Default, Args)]
pub struct OutputArgs {
    /// The standards that the PDF keeps, such as `a-2b` or `a-3a,ua-1` [default: a-2a,ua-1]
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = known_standard)]
    pub pdf_standard: Vec<Standard>,
    /// Who the PDF is for: `print` is black ink alone, with plain links, as PDF/UA-1
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<ProfileChoice>,
    /// Write all colours as greys, for an office printer
    #[arg(long)]
    pub grayscale: bool,
    /// The paper, whatever the file says: a4, us-letter
    #[arg(long)]
    pub paper: Option<String>,
    /// Attach the data that is shown as resume.json, as PDF/A-3a; `vitae import` reads it back
    #[arg(long)]
    pub embed_data: bool,
}

/// The arguments of `watch`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  vitae watch                       resume.yaml → resume.pdf after each save\n  vitae watch -t ./mine --lint      while a theme is made\n  vitae watch --variant backend --merge private.yaml"
)]
pub struct WatchArgs {
    /// What to render and how.
    #[command(flatten)]
    pub render: RenderArgs,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  vitae check\n  vitae check --lint\n  vitae check --lang all --deny untranslated\n  vitae check --merge private.yaml\n  vitae check --fix people/*.yaml\n  vitae check --deny warnings --message-format github\n  vitae check --message-format sarif > vitae.sarif"
)]
pub struct CheckArgs {
    /// The résumés; `-` is stdin
    #[arg(default_value = "resume.yaml")]
    pub files: Vec<String>,
    /// Mend what is meant beyond doubt in the files: misspelt keys, dates in another form, missing
    /// quotes; with `-` the mended file goes to stdout
    #[arg(long)]
    pub fix: bool,
    /// Also give advice that people who hire would give
    #[arg(long)]
    pub lint: bool,
    /// Lay another file over each résumé first
    #[arg(long, value_name = "FILE")]
    pub merge: Vec<String>,
    /// Where fonts are found.
    #[command(flatten)]
    pub fonts: FontArgs,
    /// The language to check the texts in; `all` names every missing translation
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// The schema to hold them to
    #[arg(long, default_value = "vitae")]
    pub schema: SchemaChoice,
    /// How problems are reported.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// The arguments of `show`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  vitae show                      the variants, tags and languages of resume.yaml\n  vitae show --variant backend    what is in it and what is out, each with its line\n  vitae show --tags backend --without lead"
)]
pub struct ShowArgs {
    /// The résumé; `-` is stdin [default: resume.yaml]
    pub file: Option<String>,
    /// What of the file is shown.
    #[command(flatten)]
    pub which: WhichArgs,
    /// How problems are reported.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// The arguments of `notes`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  vitae notes\n  vitae notes --variant backend          of what is in one variant\n  vitae notes --merge private.yaml | less"
)]
pub struct NotesArgs {
    /// The résumé; `-` is stdin [default: resume.yaml]
    pub file: Option<String>,
    /// What of the file counts.
    #[command(flatten)]
    pub which: WhichArgs,
    /// How problems are reported.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// What of a file is meant, in all commands that make or show a document of it.
#[derive(Debug, Clone, Default, Args)]
pub struct WhichArgs {
    /// Lay another file over the résumé: a telephone number, a street, a date of birth
    #[arg(long, value_name = "FILE")]
    pub merge: Vec<String>,
    /// A variant of the file; `all` takes each in turn
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// A language, as a tag such as `de`; `all` takes each that the texts are in
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Of what has tags, take what has one of these: `backend,lead`
    #[arg(long, value_name = "TAGS", value_delimiter = ',', conflicts_with = "variant")]
    pub tags: Option<Vec<String>>,
    /// Leave out what has one of these tags
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub without: Vec<String>,
}

/// How problems are reported, by all commands that read a résumé.
#[derive(Debug, Clone, Default, Args)]
pub struct ReportArgs {
    /// How problems are written: human and short on stderr, the others on stdout
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// Let warnings with this code fail, or all: `warnings`; the code of advice brings `--lint`
    #[arg(long, value_name = "CODE")]
    pub deny: Vec<Denied>,
    /// Do not say warnings with this code
    #[arg(long, value_name = "CODE", value_parser = report::known_code)]
    pub allow: Vec<&'static str>,
    /// Print errors only
    #[arg(short, long)]
    pub quiet: bool,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  vitae explain\n  vitae explain bad-date")]
pub struct ExplainArgs {
    /// The code that stands in brackets after `error`; without it, all codes are listed
    #[arg(value_parser = report::known_page)]
    pub code: Option<&'static Page>,
}

/// Where fonts are found besides the embedded ones.
#[derive(Debug, Clone, Default, Args)]
pub struct FontArgs {
    /// A folder of fonts, besides `fonts/` beside the résumé; also VITAE_FONT_PATHS
    #[arg(long = "font-path", value_name = "DIR")]
    pub paths: Vec<String>,
    /// Do not use this machine's fonts for characters that no other font has; also VITAE_NO_SYSTEM_FONTS
    #[arg(long)]
    pub no_system_fonts: bool,
}

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Pages to print and to read
    Pdf,
    /// JSON Resume 1.0.0, for other programs
    Json,
    /// Plain text, to paste into a form
    Txt,
}

/// A standard by its name, for clap.
fn known_standard(name: &str) -> Result<Standard, String> {
    name.parse::<Standard>().map_err(|error| match &error.help {
        Some(help) => format!("{error}; {help}"),
        None => error.to_string(),
    })
}

/// Who a PDF is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProfileChoice {
    /// People at a screen
    Screen,
    /// A print shop
    Print,
}

/// What to hold a file to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaChoice {
    /// What vitae prints
    Vitae,
    /// JSON Resume 1.0.0 itself
    #[value(name = "jsonresume")]
    JsonResume,
}

/// The arguments of `import`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  vitae import resume.json                 resume.json → resume.yaml\n  vitae import old.pdf -o resume.yaml      what `vitae --embed-data` put into a PDF"
)]
pub struct ImportArgs {
    /// A JSON Resume file, or a PDF that `vitae --embed-data` wrote; `-` is stdin
    pub file: String,
    /// The file to write, which must not be there yet; `-` is stdout [default: FILE's name with .yaml, in
    /// this folder]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<String>,
    /// How problems are reported.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// The arguments of `new`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  vitae new\n  vitae new ada.yaml --name 'Ada Byron' -t sidebar"
)]
pub struct NewArgs {
    /// The file to write; it must not be there yet; `-` is stdout
    #[arg(default_value = "resume.yaml")]
    pub path: String,
    /// Your name
    #[arg(long)]
    pub name: Option<String>,
    /// The theme to begin with
    #[arg(short, long)]
    pub theme: Option<String>,
}

/// The arguments of `themes`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  vitae themes\n  vitae themes show classic\n  vitae themes new mine && vitae -t ./mine"
)]
pub struct ThemesArgs {
    /// What to do with them; without it, list
    #[command(subcommand)]
    pub command: Option<ThemesCommand>,
}

/// What to do with themes.
#[derive(Debug, Subcommand)]
pub enum ThemesCommand {
    /// List the themes
    List,
    /// Show a theme's options with their defaults
    #[command(after_help = "Example:\n  vitae themes show duet")]
    Show {
        /// The theme: a name, or a folder
        name: String,
    },
    /// Begin a theme of your own in a new folder
    #[command(after_help = "Example:\n  vitae themes new mine --from swiss && vitae -t ./mine")]
    New {
        /// The theme's name, and its folder here; it must not be there yet
        name: String,
        /// The theme to begin with [default: a short one, made to be read]
        #[arg(long, value_name = "THEME")]
        from: Option<String>,
    },
    /// Hold a theme to what the built-in ones are held to
    #[command(after_help = "Example:\n  vitae themes check ./mine")]
    Check {
        /// The theme: a folder, or a name
        name: String,
    },
    /// Copy a theme into a folder that plain Typst compiles
    #[command(after_help = "Example:\n  vitae themes eject duet mine && vitae -t ./mine")]
    Eject {
        /// The theme
        name: String,
        /// The folder to write; it must not be there yet [default: the theme's name]
        dir: Option<String>,
    },
}

/// The arguments of `schema`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vitae schema -o resume.schema.json")]
pub struct SchemaArgs {
    /// The file to write [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}
