//! The command, built for the suites.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongkai::run(std::env::args_os())
}
