//! The `huurproef` program: reads the arguments, runs the command, returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    huurproef::cli::run(std::env::args_os())
}
