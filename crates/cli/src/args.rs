//! The arguments as typed. The English help is the doc comments here, the
//! Chinese help is in [`crate::zh`]; a test sees that it is complete.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use gongkai_model::{Format, Lang};
use gongkai_reader::{Hidden, Tracked};

/// Convert disclosure reports between Word, Excel and JSON, and see what is in them.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, disable_help_subcommand = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    /// Language of messages and help; by default that of the locale
    // `lang::choose` has read it before; here it is checked.
    #[arg(long, global = true, value_name = "LANG", ignore_case = true, value_parser = lang())]
    pub(crate) lang: Option<Lang>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// `--formulas off`
pub(crate) const OFF: &str = "off";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Convert a report, many reports or whole folders
    #[command(after_help = CONVERT_EXAMPLES)]
    Convert(Convert),
    /// Show what was read: outline, tables and fields
    #[command(after_help = SHOW_EXAMPLES)]
    Show(Show),
    /// List, show or write out the statutory forms
    #[command(after_help = FORM_EXAMPLES)]
    Form(Form),
    /// Print the JSON Schema of reports or of form files
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(Schema),
    /// Tell what a command is for and how it is called
    // clap's own has its words in English only.
    #[command(after_help = HELP_EXAMPLES)]
    Help(Help),
}

/// `gongkai convert`.
#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// Reports or folders of reports (.docx .docm .doc .wps .xlsx .xls .json and kin); - is standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// File or folder to write; - is standard output; by default beside the input
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Format to write; by default that of the extension of OUT
    #[arg(long, value_name = "FORMAT", ignore_case = true, value_parser = format())]
    pub(crate) to: Option<Format>,
    /// Replace files that exist; not needed for a file named by --output
    #[arg(short, long)]
    pub(crate) force: bool,
    /// How many files to convert at a time; by default one for each processor
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Say nothing but errors: no notes, no progress
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Totals of a statutory form as formulas in a workbook: on (the default) or off (as numbers)
    #[arg(long, value_name = "WHEN", default_value = "on", hide_default_value = true, value_parser = ["on", OFF])]
    pub(crate) formulas: String,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `gongkai show`.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The report (.docx .docm .doc .wps .xlsx .xls .json and kin); - is standard input
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How reports are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Tracked changes of Word: accepted (the default), original (as it was before), or all (both texts)
    #[arg(long, value_name = "READING", ignore_case = true, value_parser = tracked())]
    pub(crate) tracked: Option<Tracked>,
    /// Take what can be read of a damaged Word or Excel file; what is missing is named
    #[arg(long)]
    pub(crate) partial: bool,
    /// Hidden sheets, rows, columns and text: drop (the default) or keep; they are named either way
    #[arg(long, value_name = "CHOICE", ignore_case = true, value_parser = hidden())]
    pub(crate) hidden: Option<Hidden>,
    #[command(flatten)]
    pub(crate) forms: FormFiles,
}

/// `gongkai form`.
#[derive(Debug, Args)]
pub(crate) struct Form {
    #[command(subcommand)]
    pub(crate) command: FormCommand,
}

/// What to do with forms.
#[derive(Debug, Subcommand)]
pub(crate) enum FormCommand {
    /// List the forms
    #[command(after_help = FORM_LIST_EXAMPLES)]
    List {
        #[command(flatten)]
        forms: FormFiles,
    },
    /// Show a form: sections, tables, rows, columns and what must tally
    #[command(after_help = FORM_SHOW_EXAMPLES)]
    Show {
        /// The form, as `gongkai form list` names it
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        forms: FormFiles,
    },
    /// Write an empty form for an office to fill in
    #[command(after_help = FORM_BLANK_EXAMPLES)]
    Blank(Blank),
}

/// `gongkai form blank`.
#[derive(Debug, Args)]
pub(crate) struct Blank {
    /// The form, as `gongkai form list` names it
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// File to write (.docx .xlsx .json); - is standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Format to write; by default that of the extension of OUT
    #[arg(long, value_name = "FORMAT", ignore_case = true, value_parser = format())]
    pub(crate) to: Option<Format>,
    /// The office that reports, for the title
    #[arg(long, value_name = "NAME")]
    pub(crate) organization: Option<String>,
    /// The year of the report, for the title
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1..=9999))]
    pub(crate) year: Option<i32>,
    #[command(flatten)]
    pub(crate) forms: FormFiles,
}

/// The user's own forms.
#[derive(Debug, Args)]
pub(crate) struct FormFiles {
    /// A form file of your own, beside the built-in forms; may be repeated
    #[arg(long = "form", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// `gongkai schema`.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// What the schema is for
    #[arg(value_name = "WHAT", default_value = "report", value_parser = ["report", "form"])]
    pub(crate) what: String,
}

/// `gongkai help`.
#[derive(Debug, Args)]
pub(crate) struct Help {
    /// The command; without one, all of them
    #[arg(value_name = "COMMAND")]
    pub(crate) names: Vec<String>,
}

fn format() -> impl TypedValueParser<Value = Format> {
    let known = Format::ALL.map(Format::extension);
    PossibleValuesParser::new(known)
        .try_map(|name| Format::from_extension(&name).ok_or("an unknown format"))
}

fn tracked() -> impl TypedValueParser<Value = Tracked> {
    PossibleValuesParser::new(["accepted", "original", "all"]).map(|name| {
        match name.to_ascii_lowercase().as_str() {
            "original" => Tracked::Original,
            "all" => Tracked::All,
            _ => Tracked::Accepted,
        }
    })
}

fn hidden() -> impl TypedValueParser<Value = Hidden> {
    PossibleValuesParser::new(["drop", "keep"]).map(|name| {
        match name.to_ascii_lowercase().as_str() {
            "keep" => Hidden::Keep,
            _ => Hidden::Drop,
        }
    })
}

fn lang() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(["zh", "en"])
        .try_map(|name| crate::lang::named(&name).ok_or("an unknown language"))
}

const EXAMPLES: &str = "\
Examples:
  gongkai convert report.docx -o report.json
  gongkai convert reports/ --to xlsx -o workbooks/
  gongkai show report.xlsx

Exit status: 0 all is well; 1 some of several files failed; 2 nothing could be done.

Messages and `gongkai show` count blocks, rows and columns from 1; JSON counts them from 0.";

const CONVERT_EXAMPLES: &str = "\
Examples:
  gongkai convert report.docx -o report.xlsx       one file
  gongkai convert report.docx --to json            writes report.json beside it
  gongkai convert - --to json < report.xlsx        standard input to standard output
  gongkai convert reports/ --to json -o json/      a folder with its subfolders
  gongkai convert report.docx --to json --tracked original
                                                   as it was before its tracked changes
  gongkai convert cut.docx -o rest.docx --partial  what can be read of a damaged file
  gongkai convert report.xlsx --to json --hidden keep
                                                   with hidden sheets, rows and columns";

const SHOW_EXAMPLES: &str = "\
Examples:
  gongkai show report.docx
  gongkai show report.docx --tracked all           with all tracked changes
  COLUMNS=160 gongkai show report.xlsx | less      wider tables

Blocks, rows and columns are counted from 1; JSON counts them from 0.";

const FORM_EXAMPLES: &str = "\
Examples:
  gongkai form list
  gongkai form show ogi-2021
  gongkai form blank ogi-2021 -o blank.xlsx";

const FORM_LIST_EXAMPLES: &str = "\
Examples:
  gongkai form list
  gongkai form list --form my.json                 with a form of your own";

const FORM_SHOW_EXAMPLES: &str = "\
Examples:
  gongkai form show ogi-2021
  gongkai form show my-form --form my.json         a form of your own";

const FORM_BLANK_EXAMPLES: &str = "\
Examples:
  gongkai form blank ogi-2021 -o blank.docx
  gongkai form blank ogi-2021 -o blank.xlsx        totals are formulas
  gongkai form blank ogi-2021 -o archives.docx --organization 清源县档案局 --year 2025";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  gongkai schema > report.schema.json
  gongkai schema form > form.schema.json";

const HELP_EXAMPLES: &str = "\
Examples:
  gongkai help
  gongkai help convert
  gongkai help form show";
