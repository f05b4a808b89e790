//! Several files, in parallel.

use std::sync::atomic::{AtomicUsize, Ordering};

use gongkai_model::{Form, Lang};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::plan::{self, Job, Plan};
use super::progress::Progress;
use super::request::Many;
use super::{Converted, convert, save};
use crate::error::{Error, ErrorKind};
use crate::input::Input;
use crate::status::Status;
use crate::terminal::{Messages, fault};

/// In a run over many files, no file may say more than so many things.
const MOST_DIAGNOSTICS: usize = 5;

/// Documents nest deep, and threads have small stacks by default.
const STACK: usize = 16 << 20;

/// Converts all files that can be converted, and names the others.
pub(super) fn run(request: &Many, forms: &[Form], messages: Messages) -> Result<Status, Error> {
    let Plan {
        jobs,
        failures,
        skipped,
    } = plan::make(request);
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
            let count = match guarded(job, request, forms, &messages) {
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
    messages.note(&summary(converted, failed, skipped, messages.lang()));
    Ok(if failed == 0 {
        Status::Done
    } else {
        Status::SomeFailed
    })
}

fn nothing(request: &Many) -> Error {
    let kind = ErrorKind::NothingToConvert { to: request.to };
    match request.inputs.as_slice() {
        [input] => Error::of(input, kind),
        _ => kind.into(),
    }
}

/// Converts one file; a fault of the program is an error of that file.
fn guarded(job: &Job, request: &Many, forms: &[Form], messages: &Messages) -> Result<(), Error> {
    let work = || convert_one(job, request, forms, messages);
    fault::guard(work).unwrap_or_else(|fault| Err(fault.about(&job.input)))
}

fn convert_one(
    job: &Job,
    request: &Many,
    forms: &[Form],
    messages: &Messages,
) -> Result<(), Error> {
    if !request.force && job.output.exists() {
        return Err(Error::of(&job.output, ErrorKind::OutputExists));
    }
    let input = Input::File(job.input.clone());
    let Converted { bytes, diagnostics } = convert(&input, request.to, forms)?;
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
    fn the_summary_counts() {
        assert_eq!(summary(3, 1, 0, Lang::En), "3 converted, 1 failed");
        assert_eq!(
            summary(3, 1, 2, Lang::Zh),
            "转换 3 个，失败 1 个，跳过 2 个"
        );
    }
}
