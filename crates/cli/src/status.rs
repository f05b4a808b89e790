//! The exit status.

use std::process::ExitCode;

/// How a run ended. Scripts rely on the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// All is well: 0.
    Done,
    /// It ran, and something is wrong with one of several inputs: 1.
    SomeFailed,
    /// Nothing could be done: wrong usage, or the only input is unreadable: 2.
    NothingDone,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Done => 0,
            Status::SomeFailed => 1,
            Status::NothingDone => 2,
        })
    }
}
