//! Several files, in parallel.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use gongkai_model::{Format, Lang};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::plan::{self, Job, Plan};
use super::progress::Progress;
use super::request::Many;
use super::walk::Skip;
use super::{Converted, Manner, convert, save};
use crate::error::{Error, ErrorKind};
use crate::input::Input;
use crate::status::Status;
use crate::terminal::{Messages, fault};

/// In a run over many files, no file may say more than so many things.
const MOST_DIAGNOSTICS: usize = 5;

/// So many of the files that are left alone are named.
const MOST_SKIPPED: usize = 5;

/// Documents nest deep, and threads have small stacks by default.
const STACK: usize = 16 << 20;

/// Converts all files that can be converted, and names the others.
pub(super) fn run(request: &Many, manner: &Manner, messages: Messages) -> Result<Status, Error> {
    let Plan {
        jobs,
        failures,
        skipped,
    } = plan::make(request);
    for line in left_alone(&skipped, request.to, messages.lang()) {
        messages.note(&line);
    }
    if jobs.is_empty() && failures.is_empty() {
        return Err(nothing(request));
    }
    let pool = ThreadPoolBuilder::new()
        .num_threads(request.jobs.unwrap_or(0)) // 0: as many as there are processors
        .stack_size(STACK)
        .build()
        .map_err(|cause| ErrorKind::Fault {
            what: cause.to_string(),
        })?;
    let progress = Progress::start(jobs.len(), &messages);
    let messages = progress.under(messages);
    failures.iter().for_each(|failure| messages.error(failure));
    let failed = AtomicUsize::new(failures.len());
    let converted = AtomicUsize::new(0);
    pool.install(|| {
        jobs.par_iter().for_each(|job| {
            progress.begin(&job.input);
            let count = match guarded(job, request, manner, &messages) {
                Ok(()) => &converted,
                Err(error) => {
                    messages.error(&error);
                    &failed
                }
            };
            count.fetch_add(1, Ordering::Relaxed);
            progress.end();
        });
    });
    progress.finish();
    let (converted, failed) = (converted.into_inner(), failed.into_inner());
    messages.note(&summary(converted, failed, skipped.len(), messages.lang()));
    Ok(match (converted, failed) {
        (_, 0) => Status::Done,
        (0, _) => Status::NothingDone,
        _ => Status::SomeFailed,
    })
}

/// What is left alone and why: a line for each reason, with the first files.
fn left_alone(skipped: &[(PathBuf, Skip)], to: Format, lang: Lang) -> Vec<String> {
    let line = |why: Skip| {
        let of_reason = skipped.iter().filter(|(_, reason)| *reason == why);
        let files: Vec<String> = of_reason
            .map(|(path, _)| path.display().to_string())
            .collect();
        let named = files.iter().take(MOST_SKIPPED).cloned().collect::<Vec<_>>();
        let named = named.join(lang.pick("、", ", "));
        let more = match (files.len().saturating_sub(MOST_SKIPPED), lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("，另有 {more} 个"),
            (more, Lang::En) => format!(" and {more} more"),
        };
        let (zh, en) = match why {
            Skip::NoDocument => ("不是报告文件".to_owned(), "no report".to_owned()),
            Skip::AlreadyDone => (format!("已是 {to}"), format!("already {to}")),
            Skip::LinkToFolder => (
                "是指向文件夹的链接".to_owned(),
                "a link to a folder".to_owned(),
            ),
            Skip::BrokenLink => (
                "是链接，指向的文件不存在".to_owned(),
                "a link to a file that is not there".to_owned(),
            ),
        };
        (!files.is_empty()).then(|| match lang {
            Lang::Zh => format!("跳过（{zh}）：{named}{more}"),
            Lang::En => format!("skipped ({en}): {named}{more}"),
        })
    };
    Skip::ALL.into_iter().filter_map(line).collect()
}

fn nothing(request: &Many) -> Error {
    let kind = ErrorKind::NothingToConvert { to: request.to };
    match request.inputs.as_slice() {
        [input] => Error::of(input, kind),
        _ => kind.into(),
    }
}

/// Converts one file; a fault of the program is an error of that file.
fn guarded(job: &Job, request: &Many, manner: &Manner, messages: &Messages) -> Result<(), Error> {
    let work = || convert_one(job, request, manner, messages);
    fault::guard(work).unwrap_or_else(|fault| Err(fault.about(&job.input)))
}

fn convert_one(
    job: &Job,
    request: &Many,
    manner: &Manner,
    messages: &Messages,
) -> Result<(), Error> {
    if !request.force && job.output.exists() {
        return Err(Error::of(&job.output, ErrorKind::OutputExists));
    }
    let input = Input::File(job.input.clone());
    let Converted { bytes, diagnostics } = convert(&input, request.to, manner)?;
    save::make_folder(&job.output)?;
    if request.force {
        save::replace(&job.output, &bytes)?;
    } else {
        save::create(&job.output, &bytes)?;
    }
    messages.diagnostics(input.shown().as_deref(), &diagnostics, MOST_DIAGNOSTICS);
    Ok(())
}

fn summary(converted: usize, failed: usize, skipped: usize, lang: Lang) -> String {
    let mut parts = match lang {
        Lang::Zh => vec![format!("转换 {converted} 个"), format!("失败 {failed} 个")],
        Lang::En => vec![format!("{converted} converted"), format!("{failed} failed")],
    };
    if skipped > 0 {
        parts.push(match lang {
            Lang::Zh => format!("跳过 {skipped} 个"),
            Lang::En => format!("{skipped} skipped"),
        });
    }
    parts.join(lang.pick("，", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_alone_is_named_with_the_reason() {
        let mut skipped: Vec<(PathBuf, Skip)> = (1..=7)
            .map(|n| (format!("{n}.txt").into(), Skip::NoDocument))
            .collect();
        skipped.push(("a.json".into(), Skip::AlreadyDone));
        assert_eq!(
            left_alone(&skipped, Format::Json, Lang::En),
            [
                "skipped (no report): 1.txt, 2.txt, 3.txt, 4.txt, 5.txt and 2 more",
                "skipped (already json): a.json"
            ]
        );
        assert_eq!(
            left_alone(&skipped[7..], Format::Json, Lang::Zh),
            ["跳过（已是 json）：a.json"]
        );
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(3, 1, 0, Lang::En), "3 converted, 1 failed");
        assert_eq!(
            summary(3, 1, 2, Lang::Zh),
            "转换 3 个，失败 1 个，跳过 2 个"
        );
    }
}
