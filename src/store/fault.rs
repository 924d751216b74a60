//! Places where a test may end the program as a kill does, send it a signal, or fill its disk. In the
//! program itself they are nothing.

#[cfg(not(test))]
pub fn point(_name: &str) {}

#[cfg(not(test))]
pub fn disk(_name: &str) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(crate) use of_tests::NAMED;
#[cfg(test)]
pub use of_tests::{disk, point};

#[cfg(test)]
mod of_tests {
    use std::io;

    /// The variable that names points: `between-renames=kill exchange=none`.
    pub const NAMED: &str = "REDTAPE_FAULT";

    #[expect(clippy::disallowed_methods, reason = "in test builds alone")]
    fn wanted(name: &str) -> Option<String> {
        let named = std::env::var(NAMED).ok()?;
        let pairs = named.split(' ').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(point, _)| *point == name).map(|(_, what)| what.to_owned())
    }

    /// Ends the program here as a kill does, or lets a signal end it.
    pub fn point(name: &str) {
        match wanted(name).as_deref() {
            None | Some("full" | "none") => {}
            Some("kill") => std::process::abort(),
            #[cfg(unix)]
            Some(signal) => {
                use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
                let all = [("INT", SIGINT), ("TERM", SIGTERM), ("HUP", SIGHUP)];
                let (_, no) = all.iter().find(|(name, _)| *name == signal).unwrap();
                signal_hook::low_level::raise(*no).unwrap();
                std::thread::sleep(std::time::Duration::from_secs(60));
                panic!("SIG{signal} ended nothing");
            }
            #[cfg(not(unix))]
            Some(signal) => panic!("no {signal} here"),
        }
    }

    /// A disk that is full from here on, or a step that the system can't.
    pub fn disk(name: &str) -> io::Result<()> {
        match wanted(name).as_deref() {
            Some("full") => Err(io::ErrorKind::StorageFull.into()),
            Some("none") => Err(io::ErrorKind::Unsupported.into()),
            _ => Ok(()),
        }
    }
}
