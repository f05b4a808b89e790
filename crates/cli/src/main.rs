//! The command `gongkai`; all of it is in the library of the same name.

fn main() -> std::process::ExitCode {
    gongkai::run(std::env::args_os())
}
