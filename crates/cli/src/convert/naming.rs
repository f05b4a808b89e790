//! The names of outputs.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::hash::Hash;
use std::path::{Component, Path, PathBuf};

use gongkai_model::Format;

/// Office extensions beside those of our formats. A file with one of them is
/// no neighbour to be passed over in silence: it is read where it can be (what
/// Word wrote before 2007, for one), and named for what it is where not.
const OFFICE: [&str; 16] = [
    "doc", "dot", "wps", "docm", "dotx", "dotm", "xls", "xlt", "et", "ett", "xlsb", "ods", "ots",
    "xlsm", "xltx", "xltm",
];

/// Extensions of other programs' files that a person may ask for. A report under
/// one of them could not be opened by its program.
const FOREIGN: [&str; 12] = [
    "pdf", "ofd", "csv", "rtf", "htm", "html", "xml", "odt", "ppt", "pptx", "dps", "wpt",
];

/// The format that the extension of a path names.
pub(super) fn format_of(path: &Path) -> Option<Format> {
    Format::from_extension(path.extension()?.to_str()?)
}

/// True for the extensions of our formats and of their relatives.
pub(super) fn is_document(path: &Path) -> bool {
    format_of(path).is_some() || has_extension(path, &OFFICE)
}

/// True for an extension that a Word document or a workbook as one XML file
/// has, and most of whose files are something else.
pub(super) fn is_xml(path: &Path) -> bool {
    has_extension(path, &["xml"])
}

/// True for the extensions of documents that are never written.
pub(super) fn is_foreign(path: &Path) -> bool {
    has_extension(path, &OFFICE) || has_extension(path, &FOREIGN)
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|found| known.iter().any(|known| known.eq_ignore_ascii_case(found)))
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
    if is_document(input) || is_xml(input) {
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

/// The outputs of inputs, in order, by rules under which the name of an output
/// never depends on which input came first.
///
/// Inputs of one name from several folders keep that part of their paths in
/// which they differ (`p/a.json`, `q/a.json`). Where two would still have one
/// output (`a.docx` and `a.xlsx`), each keeps its full name (`a.docx.json`,
/// `a.xlsx.json`).
pub(super) fn outputs(placed: &[Placed], to: Format) -> Vec<PathBuf> {
    let folders = folders(placed, to);
    let mut full: HashSet<usize> = HashSet::new();
    loop {
        let outputs: Vec<PathBuf> = placed
            .iter()
            .zip(&folders)
            .enumerate()
            .map(|(index, (Placed { input, .. }, folder))| {
                let long = full.contains(&index);
                folder.join(if long {
                    full_name(input, to)
                } else {
                    name(input, to)
                })
            })
            .collect();
        let before = full.len();
        full.extend(shared(outputs.iter()).into_iter().flatten());
        if full.len() == before {
            return outputs;
        }
    }
}

/// The folder of each output.
fn folders(placed: &[Placed], to: Format) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = placed.iter().map(|file| file.folder.clone()).collect();
    let outputs = placed
        .iter()
        .map(|Placed { input, folder }| folder.join(name(input, to)));
    for group in shared(outputs) {
        let names = group.iter().map(|index| placed[*index].input.file_name());
        if shared(names).is_empty() {
            continue;
        }
        let parents = group.iter().map(|index| parent(&placed[*index].input));
        let parts = differing(&parents.collect::<Vec<PathBuf>>());
        for (index, part) in group.into_iter().zip(parts) {
            folders[index].push(part);
        }
    }
    folders
}

/// The numbers of those that are equal, for each that occurs more than once.
fn shared<T: Eq + Hash>(all: impl Iterator<Item = T>) -> Vec<Vec<usize>> {
    let mut numbers: HashMap<T, Vec<usize>> = HashMap::new();
    for (index, one) in all.enumerate() {
        numbers.entry(one).or_default().push(index);
    }
    numbers
        .into_values()
        .filter(|same| same.len() > 1)
        .collect()
}

/// What is left of folders without the folders that they all are in.
pub(super) fn differing(folders: &[PathBuf]) -> Vec<PathBuf> {
    let names: Vec<Vec<&OsStr>> = folders
        .iter()
        .map(|folder| {
            let names = folder.components().filter_map(|component| match component {
                Component::Normal(name) => Some(name),
                _ => None,
            });
            names.collect()
        })
        .collect();
    let first = names.first().map(Vec::as_slice).unwrap_or_default();
    let in_common = (0..first.len())
        .take_while(|at| names.iter().all(|other| other.get(*at) == first.get(*at)))
        .count();
    names
        .iter()
        .map(|names| names[in_common..].iter().collect())
        .collect()
}

/// The folder of a file, by its true path where it has one: `..` and links say
/// nothing of where it is.
fn parent(file: &Path) -> PathBuf {
    let parent = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    parent.canonicalize().unwrap_or_else(|_| parent.to_owned())
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
        for old in ["old.doc", "old.DOCM", "old.xltm", "old.xml"] {
            assert_eq!(beside(old), Path::new("old.xlsx"));
        }
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
    }

    #[test]
    fn inputs_of_one_name_keep_what_differs_in_their_paths() {
        assert_eq!(
            named(&["x/a.docx", "y/a.docx", "y/b.docx"]),
            ["out/x/a.json", "out/y/a.json", "out/b.json"]
        );
        assert_eq!(
            named(&["w/x/1/a.docx", "w/y/2/a.docx", "w/a.xlsx"]),
            ["out/x/1/a.json", "out/y/2/a.json", "out/a.json"]
        );
        assert_eq!(
            named(&["x/a.docx", "x/a.xlsx", "y/a.docx"]),
            ["out/x/a.docx.json", "out/x/a.xlsx.json", "out/y/a.json"]
        );
        // Nothing of the same name in another folder: the paths do not matter.
        assert_eq!(
            named(&["x/a.docx", "y/a.xlsx"]),
            ["out/a.docx.json", "out/a.xlsx.json"]
        );
    }
}
