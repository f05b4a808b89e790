//! What a run over several files will do: which files, to which names.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use gongkai_model::Format;

use super::naming::{self, Placed};
use super::request::Many;
use super::walk::{self, Skip};
use crate::error::{Error, ErrorKind};

/// A file to convert.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) input: PathBuf,
    pub(super) output: PathBuf,
}

/// What a run will do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The files to convert, in order.
    pub(super) jobs: Vec<Job>,
    /// What cannot be converted, as far as is known beforehand.
    pub(super) failures: Vec<Error>,
    /// The files of the folders that are left alone, and why.
    pub(super) skipped: Vec<(PathBuf, Skip)>,
}

/// Finds the files and their outputs.
pub(super) fn make(request: &Many) -> Plan {
    let mut plan = Plan::default();
    let mut placed = Vec::new();
    let mut roots = roots(request).into_iter();
    for input in &request.inputs {
        match input.metadata() {
            Err(cause) => plan.failures.push(Error::of(input, ErrorKind::Open(cause))),
            Ok(kind) if kind.is_dir() => {
                let root = roots.next().unwrap_or_default();
                of_folder(input, &root, request, &mut plan, &mut placed);
            }
            Ok(_) => {
                let folder = request.folder.clone().unwrap_or_else(|| parent(input));
                placed.push(Placed {
                    input: input.clone(),
                    folder,
                });
            }
        }
    }
    let mut seen = HashSet::new();
    placed.retain(|file| seen.insert(entry(&file.input)));
    let inputs: HashSet<PathBuf> = placed.iter().map(|file| real(&file.input)).collect();
    let outputs = naming::outputs(&placed, request.to);
    let mut taken: HashMap<PathBuf, PathBuf> = HashMap::new();
    for (Placed { input, .. }, output) in placed.into_iter().zip(outputs) {
        if inputs.contains(&real(&output)) {
            plan.failures
                .push(Error::of(&input, ErrorKind::OutputIsInput));
        } else if let Some(other) = taken.get(&output) {
            let with = other.display().to_string();
            plan.failures
                .push(Error::of(&input, ErrorKind::OutputShared { with }));
        } else {
            taken.insert(output.clone(), input.clone());
            plan.jobs.push(Job { input, output });
        }
    }
    plan
}

/// For each folder among the inputs, what it is called in the output folder:
/// nothing where it is the only input, its own name where there are others, and
/// what differs in their paths where two have one name.
fn roots(request: &Many) -> Vec<PathBuf> {
    let is_alone = request.inputs.len() == 1;
    let folders = request.inputs.iter().filter(|input| input.is_dir());
    let folders: Vec<PathBuf> = folders.map(|folder| real(folder)).collect();
    let named = |folder: &PathBuf| {
        let same = |other: &&PathBuf| other.file_name() == folder.file_name();
        let namesakes: Vec<PathBuf> = folders.iter().filter(same).cloned().collect();
        let of_name = namesakes.iter().position(|other| other == folder);
        let distinct = namesakes.iter().collect::<HashSet<_>>().len();
        match of_name {
            _ if is_alone => PathBuf::new(),
            Some(at) if distinct > 1 => naming::differing(&namesakes).swap_remove(at),
            _ => folder.file_name().map(PathBuf::from).unwrap_or_default(),
        }
    };
    folders.iter().map(named).collect()
}

/// The files of a folder. Its subfolders are mirrored in the output folder,
/// under `root`.
fn of_folder(
    folder: &Path,
    root: &Path,
    request: &Many,
    plan: &mut Plan,
    placed: &mut Vec<Placed>,
) {
    let out = request
        .folder
        .as_deref()
        .filter(|out| real(out) != real(folder));
    let found = walk::look_through(folder, out);
    plan.skipped.extend(found.others);
    plan.failures.extend(found.failures);
    let root = out.map(|out| out.join(root));
    for input in found.files {
        let place = match &root {
            Some(root) => root.join(parent(input.strip_prefix(folder).unwrap_or(&input))),
            None if is_already(&input, request.to) => {
                plan.skipped.push((input, Skip::AlreadyDone));
                continue;
            }
            None => parent(&input),
        };
        placed.push(Placed {
            input,
            folder: place,
        });
    }
}

fn is_already(input: &Path, to: Format) -> bool {
    naming::format_of(input) == Some(to)
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// The path by which a name of a file is known wherever it was called from: a
/// link is another name, whose target may be there as well.
fn entry(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            real(folder).join(path.file_name().unwrap_or_default())
        }
        _ => real(Path::new(".")).join(path),
    }
}

/// The path by which a file is known whatever it was called; the path itself
/// where there is no such file.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn planned(files: &[&str], inputs: &[&str], folder: Option<&str>) -> (Vec<String>, Plan) {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"").unwrap();
        }
        let plan = make(&Many {
            inputs: inputs.iter().map(|input| root.path().join(input)).collect(),
            folder: folder.map(|folder| root.path().join(folder)),
            to: Format::Json,
            force: false,
            jobs: None,
        });
        let shown = |path: &Path| {
            path.strip_prefix(root.path())
                .unwrap()
                .display()
                .to_string()
        };
        let jobs = plan
            .jobs
            .iter()
            .map(|job| format!("{} > {}", shown(&job.input), shown(&job.output)));
        (jobs.collect(), plan)
    }

    #[test]
    fn a_folder_is_mirrored_and_hidden_and_lock_files_are_passed_over() {
        let files = [
            "in/b.docx",
            "in/sub/A.XLSX",
            "in/~$b.docx",
            "in/.c.docx",
            "in/read.txt",
            "in/old.doc",
        ];
        let (jobs, plan) = planned(&files, &["in"], Some("out"));
        assert_eq!(
            jobs,
            [
                "in/b.docx > out/b.json",
                "in/old.doc > out/old.json",
                "in/sub/A.XLSX > out/sub/A.json"
            ]
        );
        assert_eq!((plan.skipped.len(), plan.failures.len()), (1, 0));
        assert_eq!(plan.skipped[0].1, Skip::NoDocument);
    }

    #[test]
    fn beside_the_inputs_what_is_in_the_format_already_is_left_alone() {
        let (jobs, plan) = planned(&["in/a.docx", "in/b.json"], &["in"], None);
        assert_eq!(jobs, ["in/a.docx > in/a.json"]);
        assert_eq!(plan.skipped[0].1, Skip::AlreadyDone);
        let (jobs, _) = planned(&["in/a.docx", "in/b.json"], &["in"], Some("in"));
        assert_eq!(jobs, ["in/a.docx > in/a.json"]);
        let (jobs, _) = planned(&["in/b.json"], &["in"], Some("out"));
        assert_eq!(jobs, ["in/b.json > out/b.json"]);
    }

    #[test]
    fn an_output_folder_within_the_input_is_not_walked_into() {
        let (jobs, _) = planned(&["in/a.docx", "in/out/a.json"], &["in"], Some("in/out"));
        assert_eq!(jobs, ["in/a.docx > in/out/a.json"]);
    }

    #[test]
    fn several_inputs_are_kept_apart_and_none_is_done_twice() {
        let files = ["x/a.docx", "y/a.docx", "c.docx"];
        let (jobs, _) = planned(&files, &["x", "y", "c.docx", "x/a.docx"], Some("out"));
        assert_eq!(
            jobs,
            [
                "x/a.docx > out/x/a.json",
                "y/a.docx > out/y/a.json",
                "c.docx > out/c.json"
            ]
        );
    }

    #[test]
    fn an_input_is_never_an_output_and_no_two_inputs_share_one() {
        let (jobs, plan) = planned(&["a.docx", "a.json"], &["a.docx", "a.json"], None);
        assert_eq!(jobs, ["a.docx > a.docx.json", "a.json > a.json.json"]);
        assert_eq!(plan.failures.len(), 0);
        let (jobs, plan) = planned(&["b.json", "c.docx"], &["b.json", "c.docx"], None);
        assert_eq!(jobs, ["c.docx > c.json"]);
        assert_eq!(plan.failures.len(), 1);
    }

    #[test]
    fn one_name_from_several_folders_keeps_its_folder() {
        let files = ["x/a.docx", "y/a.docx"];
        let (jobs, plan) = planned(&files, &files, Some("out"));
        assert_eq!(jobs, ["x/a.docx > out/x/a.json", "y/a.docx > out/y/a.json"]);
        assert_eq!(plan.failures.len(), 0);
        let files = ["x/2020/a.docx", "y/2020/a.docx"];
        let (jobs, _) = planned(&files, &["x/2020", "y/2020"], Some("out"));
        assert_eq!(
            jobs,
            [
                "x/2020/a.docx > out/x/2020/a.json",
                "y/2020/a.docx > out/y/2020/a.json"
            ]
        );
    }

    #[test]
    fn relatives_of_the_formats_and_xml_that_is_a_document_are_taken() {
        let root = tempfile::tempdir().unwrap();
        let package = "<p:package xmlns:p='http://schemas.microsoft.com/office/2006/xmlPackage'>";
        for (name, content) in [
            ("a.docm", ""),
            ("b.xltm", ""),
            ("c.xml", package),
            ("d.xml", "<html/>"),
            ("e.Dotx", ""),
        ] {
            fs::write(root.path().join(name), content).unwrap();
        }
        let plan = make(&Many {
            inputs: vec![root.path().to_owned()],
            folder: None,
            to: Format::Docx,
            force: false,
            jobs: None,
        });
        let outputs = plan.jobs.iter().map(|job| job.output.file_name().unwrap());
        let outputs: Vec<_> = outputs.collect();
        assert_eq!(outputs, ["a.docx", "b.docx", "c.docx", "e.docx"]);
        assert_eq!(
            plan.skipped,
            [(root.path().join("d.xml"), Skip::NoDocument)]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_is_that_file_and_other_links_are_named() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let (folder, elsewhere) = (root.path().join("in"), root.path().join("elsewhere"));
        fs::create_dir_all(&folder).unwrap();
        fs::create_dir_all(&elsewhere).unwrap();
        fs::write(elsewhere.join("a.docx"), b"").unwrap();
        symlink(elsewhere.join("a.docx"), folder.join("link.docx")).unwrap();
        symlink(folder.join("link.docx"), folder.join("again.docx")).unwrap();
        symlink(&elsewhere, folder.join("folder.docx")).unwrap();
        symlink(root.path().join("nowhere"), folder.join("lost.docx")).unwrap();
        let plan = make(&Many {
            inputs: vec![folder.clone()],
            folder: None,
            to: Format::Json,
            force: false,
            jobs: None,
        });
        let outputs: Vec<PathBuf> = plan.jobs.into_iter().map(|job| job.output).collect();
        assert_eq!(
            outputs,
            [folder.join("again.json"), folder.join("link.json")]
        );
        let skipped = [
            (folder.join("folder.docx"), Skip::LinkToFolder),
            (folder.join("lost.docx"), Skip::BrokenLink),
        ];
        assert_eq!(plan.skipped, skipped);
    }
}
