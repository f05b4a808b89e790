//! What is meant by the arguments of `gongkai convert`.

use std::path::{Path, PathBuf};

use gongkai_model::Format;

use super::naming;
use crate::args;
use crate::error::{Error, ErrorKind};
use crate::input::Input;

/// What to convert.
#[derive(Debug, PartialEq)]
pub(super) enum Request {
    /// One file.
    One(One),
    /// Several files, or folders.
    Many(Many),
}

/// One file to convert.
#[derive(Debug, PartialEq)]
pub(super) struct One {
    pub(super) input: Input,
    pub(super) output: Output,
    pub(super) to: Format,
}

/// Where the result of one file goes.
#[derive(Debug, PartialEq)]
pub(super) enum Output {
    /// Standard output.
    Stdout,
    /// A file that was named: it is replaced if it exists.
    Named(PathBuf),
    /// A file whose name was made up: it is replaced only if that was asked for.
    Computed { path: PathBuf, force: bool },
}

/// Several files to convert.
#[derive(Debug, PartialEq)]
pub(super) struct Many {
    /// Files and folders.
    pub(super) inputs: Vec<PathBuf>,
    /// The folder to write to; none for beside the inputs.
    pub(super) folder: Option<PathBuf>,
    pub(super) to: Format,
    pub(super) force: bool,
    /// How many files at a time; none for as many as there are processors.
    pub(super) jobs: Option<usize>,
}

/// Makes a request of the arguments.
pub(super) fn meant(args: args::Convert) -> Result<Request, Error> {
    match args.inputs.as_slice() {
        [input] if !input.is_dir() => {
            let input = Input::from_typed(input);
            one(input, args.output.as_deref(), args.to, args.force).map(Request::One)
        }
        _ => many(args).map(Request::Many),
    }
}

fn one(input: Input, output: Option<&Path>, to: Option<Format>, force: bool) -> Result<One, Error> {
    let (output, to) = match (output, &input) {
        (Some(path), _) if is_dash(path) => (Output::Stdout, stated(to)?),
        (Some(path), Input::File(file)) if is_folder(path) => {
            let to = stated(to)?;
            let path = naming::in_folder(path, file, to);
            (Output::Computed { path, force }, to)
        }
        (Some(path), Input::Stdin) if is_folder(path) => {
            return Err(Error::of(path, ErrorKind::StdinIntoFolder));
        }
        (Some(path), _) => (Output::Named(path.to_owned()), agreed(path, to)?),
        (None, Input::Stdin) => (Output::Stdout, stated(to)?),
        (None, Input::File(file)) => {
            let to = stated(to)?;
            (
                Output::Computed {
                    path: naming::beside(file, to),
                    force,
                },
                to,
            )
        }
    };
    Ok(One { input, output, to })
}

fn many(args: args::Convert) -> Result<Many, Error> {
    if args.inputs.iter().any(|input| is_dash(input)) {
        return Err(ErrorKind::StdinAmongOthers.into());
    }
    if args.output.as_deref().is_some_and(is_dash) {
        return Err(ErrorKind::StdoutForSeveral.into());
    }
    if let Some(path) = args
        .output
        .as_deref()
        .filter(|path| path.exists() && !path.is_dir())
    {
        return Err(Error::of(path, ErrorKind::OutputIsFile));
    }
    if let Some(path) = args.output.as_deref().filter(|path| is_named_as_file(path)) {
        return Err(Error::of(path, ErrorKind::OutputNamedAsFile));
    }
    Ok(Many {
        inputs: args.inputs,
        folder: args.output,
        to: stated(args.to)?,
        force: args.force,
        jobs: args.jobs.map(usize::from),
    })
}

/// The format of `--to`, where the output has no extension to tell it.
pub(super) fn stated(to: Option<Format>) -> Result<Format, Error> {
    to.ok_or_else(|| ErrorKind::NoFormat.into())
}

/// The format of `--to` or of the extension. Where both name one, it must be
/// the same: either may be the slip.
pub(super) fn agreed(output: &Path, to: Option<Format>) -> Result<Format, Error> {
    if naming::is_foreign(output) {
        return Err(Error::of(output, ErrorKind::ForeignExtension));
    }
    match (to, naming::format_of(output)) {
        (Some(to), Some(named)) if to != named => {
            Err(Error::of(output, ErrorKind::FormatsDisagree { to }))
        }
        (Some(format), _) | (None, Some(format)) => Ok(format),
        (None, None) => Err(Error::of(output, ErrorKind::UnknownFormat)),
    }
}

pub(super) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// True for a folder, and for a name that ends as that of one.
pub(super) fn is_folder(path: &Path) -> bool {
    let ends_as_folder = path.to_string_lossy().ends_with(std::path::is_separator);
    ends_as_folder || path.is_dir()
}

/// True for a name such as `new.json` where there is no folder of that name: a
/// folder called so would hardly be meant.
fn is_named_as_file(path: &Path) -> bool {
    let document = naming::is_document(path) || naming::is_foreign(path);
    document && !is_folder(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(input: &str, output: Option<&str>, to: Option<Format>) -> Result<One, String> {
        one(
            Input::from_typed(Path::new(input)),
            output.map(Path::new),
            to,
            false,
        )
        .map_err(|error| format!("{error:?}"))
    }

    #[test]
    fn the_format_is_that_of_the_extension_or_of_the_option() {
        let json = Some(Format::Json);
        assert_eq!(
            asked("a.docx", Some("b.JSON"), None).unwrap().to,
            Format::Json
        );
        assert_eq!(
            asked("a.docx", Some("b.tmp"), json).unwrap().to,
            Format::Json
        );
        assert!(
            asked("a.docx", Some("b.docx"), json)
                .unwrap_err()
                .contains("FormatsDisagree")
        );
        assert!(
            asked("a.docx", Some("b.tmp"), None)
                .unwrap_err()
                .contains("UnknownFormat")
        );
        for foreign in ["b.pdf", "b.xls", "b.DOC", "b.wps", "b.csv"] {
            for to in [None, json, Some(Format::Xlsx)] {
                let error = asked("a.docx", Some(foreign), to).unwrap_err();
                assert!(error.contains("ForeignExtension"), "{foreign}: {error}");
            }
        }
        assert!(
            asked("a.docx", None, None)
                .unwrap_err()
                .contains("NoFormat")
        );
    }

    #[test]
    fn a_folder_is_not_made_under_the_name_of_a_file() {
        assert!(is_named_as_file(Path::new("new.json")));
        assert!(is_named_as_file(Path::new("new.xls")));
        assert!(!is_named_as_file(Path::new("new.json/")));
        assert!(!is_named_as_file(Path::new("out")));
        assert!(!is_named_as_file(Path::new("报告2020.12")));
    }

    #[test]
    fn the_output_is_beside_the_input_unless_it_is_named() {
        let json = Some(Format::Json);
        let computed = |path: &str| Output::Computed {
            path: path.into(),
            force: false,
        };
        assert_eq!(
            asked("x/a.docx", None, json).unwrap().output,
            computed("x/a.json")
        );
        assert_eq!(
            asked("x/a.docx", Some("y/"), json).unwrap().output,
            computed("y/a.json")
        );
        assert_eq!(
            asked("a.docx", Some("-"), json).unwrap().output,
            Output::Stdout
        );
        assert_eq!(asked("-", None, json).unwrap().output, Output::Stdout);
        assert_eq!(
            asked("-", Some("b.json"), None).unwrap().output,
            Output::Named("b.json".into())
        );
        assert!(
            asked("-", Some("y/"), json)
                .unwrap_err()
                .contains("StdinIntoFolder")
        );
    }
}
