use std::process::ExitCode;

fn main() -> ExitCode {
    redtape::cli::main()
}
