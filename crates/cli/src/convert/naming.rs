//! The names of outputs.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use gongkai_model::Format;

/// Office extensions beside those of our formats. A file with one of them is
/// no neighbour to be passed over in silence: it is read where it can be (what
/// Word wrote before 2007, for one), and named for what it is where not.
const OFFICE: [&str; 9] = [
    "doc", "dot", "wps", "docm", "dotx", "xls", "et", "xlsm", "xltx",
];

/// The format that the extension of a path names.
pub(super) fn format_of(path: &Path) -> Option<Format> {
    Format::from_extension(path.extension()?.to_str()?)
}

/// True for the extensions of our formats and of their relatives.
pub(super) fn is_document(path: &Path) -> bool {
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    format_of(path).is_some()
        || OFFICE
            .iter()
            .any(|known| known.eq_ignore_ascii_case(extension))
}

/// The output beside an input.
pub(super) fn beside(input: &Path, to: Format) -> PathBuf {
    input.with_file_name(name(input, to))
}

/// The output of an input in a folder.
pub(super) fn in_folder(folder: &Path, input: &Path, to: Format) -> PathBuf {
    folder.join(name(input, to))
}

/// `a.docx` → `a.json`. An extension that is none, as in `报告2020.12`, stays.
fn name(input: &Path, to: Format) -> OsString {
    if is_document(input) {
        let mut name = input.file_stem().unwrap_or_default().to_owned();
        name.push(format!(".{to}"));
        name
    } else {
        full_name(input, to)
    }
}

/// `a.docx` → `a.docx.json`.
fn full_name(input: &Path, to: Format) -> OsString {
    let mut name = input.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{to}"));
    name
}

/// An input, and the folder that its output goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) input: PathBuf,
    pub(super) folder: PathBuf,
}

/// The outputs of inputs, in order. Where two inputs would have one output
/// (`a.docx` and `a.xlsx`), each keeps its full name (`a.docx.json`,
/// `a.xlsx.json`), so that the name of an output never depends on which input
/// came first.
pub(super) fn outputs(placed: &[Placed], to: Format) -> Vec<PathBuf> {
    let mut full: HashSet<usize> = HashSet::new();
    loop {
        let outputs: Vec<PathBuf> = placed
            .iter()
            .enumerate()
            .map(|(index, Placed { input, folder })| {
                let long = full.contains(&index);
                folder.join(if long {
                    full_name(input, to)
                } else {
                    name(input, to)
                })
            })
            .collect();
        let mut inputs_of: HashMap<&Path, Vec<usize>> = HashMap::new();
        for (index, output) in outputs.iter().enumerate() {
            inputs_of.entry(output).or_default().push(index);
        }
        let before = full.len();
        full.extend(
            inputs_of
                .into_values()
                .filter(|inputs| inputs.len() > 1)
                .flatten(),
        );
        if full.len() == before {
            return outputs;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(inputs: &[&str]) -> Vec<String> {
        let placed: Vec<Placed> = inputs
            .iter()
            .map(|input| Placed {
                input: input.into(),
                folder: PathBuf::from("out"),
            })
            .collect();
        outputs(&placed, Format::Json)
            .iter()
            .map(|path| path.display().to_string())
            .collect()
    }

    #[test]
    fn only_a_known_extension_is_replaced() {
        let beside = |input: &str| beside(Path::new(input), Format::Xlsx);
        assert_eq!(beside("x/报告.DOCX"), Path::new("x/报告.xlsx"));
        assert_eq!(beside("old.doc"), Path::new("old.xlsx"));
        assert_eq!(beside("x.y/报告2020.12"), Path::new("x.y/报告2020.12.xlsx"));
        assert_eq!(beside("报告"), Path::new("报告.xlsx"));
    }

    #[test]
    fn inputs_that_would_share_an_output_keep_their_full_names() {
        assert_eq!(named(&["a.docx", "b.xlsx"]), ["out/a.json", "out/b.json"]);
        assert_eq!(
            named(&["a.docx", "a.xlsx", "b.xlsx"]),
            ["out/a.docx.json", "out/a.xlsx.json", "out/b.json"]
        );
    }

    #[test]
    fn a_full_name_that_is_taken_moves_its_holder_too() {
        assert_eq!(
            named(&["a.docx", "a.docx.docx", "a.xlsx"]),
            ["out/a.docx.json", "out/a.docx.docx.json", "out/a.xlsx.json"]
        );
        // One name from two folders: nothing helps, `plan` names it.
        assert_eq!(
            named(&["x/a.docx", "y/a.docx"]),
            ["out/a.docx.json", "out/a.docx.json"]
        );
    }
}
