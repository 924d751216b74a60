//! A PostgreSQL server, asked once, in a transaction that can only read.
//!
//! Passwords come from the environment or from `.pgpass`: never from the study file, and into no message.

use std::env;
use std::path::PathBuf;

use postgres::config::Host;
use postgres::types::Type;
use postgres::{Client, Config, IsolationLevel, NoTls};
use sha2::{Digest as _, Sha256};

use super::database::from_of;
use super::reader::{Asked, Holds, Lies, Read, Reader, TableReader, Take, TextRow};
use super::source::hex;
use crate::error::{Error, Result};

pub(super) static READER: Reader = Reader {
    name: "a PostgreSQL server",
    endings: &[],
    magic: &[],
    lies: Lies::Server(&["postgres://", "postgresql://"]),
    holds: Holds::Table(TableReader { rows, headed: true, serial_days: false }),
};

/// Rows that are under way at a time.
const ROWS: i32 = 10_000;

fn rows(asked: &Asked<'_>, take: &mut Take<'_>) -> Result<Read> {
    let shown = asked.shown;
    let Some(query) = asked.query else {
        return Err(Error::usage(format!(
            "{shown} is a server: study.toml must say what to ask it"
        ))
        .help("query = \"a table's name\" or query = \"select …\""));
    };
    let config = config(asked)?;
    let mut client = config.connect(NoTls).map_err(|e| unreachable(shown, &e))?;
    read(&mut client, query, shown, take)
}

fn read(client: &mut Client, query: &str, shown: &str, take: &mut Take<'_>) -> Result<Read> {
    let refused = |e: postgres::Error| {
        let out = Error::input(format!("{shown}: the server refused what was asked"));
        match e.as_db_error() {
            Some(said) => out.detail(said.message().to_owned()),
            None => out.detail(e.to_string()),
        }
    };
    let mut asking = client
        .build_transaction()
        .read_only(true)
        .isolation_level(IsolationLevel::RepeatableRead)
        .start()
        .map_err(refused)?;
    asking
        .batch_execute("set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'")
        .map_err(refused)?;
    let from = from_of(query);
    let whole = asking.prepare(&format!("select * from {from} as asked")).map_err(refused)?;
    let names: Vec<String> = whole.columns().iter().map(|c| c.name().to_owned()).collect();
    let is_number = |of: &Type| [Type::NUMERIC, Type::FLOAT4, Type::FLOAT8].contains(of);
    let numbers: Vec<bool> = whole.columns().iter().map(|c| is_number(c.type_())).collect();
    let mut hash = Sha256::new();
    let texts: Vec<&str> = names.iter().map(String::as_str).collect();
    add(&mut hash, &texts);
    if !take(&TextRow { number: 0, cells: &texts, numbers: &[] })? {
        return Ok(Read::default());
    }
    let column = |at: usize| format!("c{at}");
    let all: Vec<String> = (0..names.len()).map(column).collect();
    let cast: Vec<String> = all.iter().map(|c| format!("{c}::text")).collect();
    if all.is_empty() {
        return Ok(Read::default());
    }
    let sql = format!("select {} from {from} as asked({})", cast.join(", "), all.join(", "));
    let statement = asking.prepare(&sql).map_err(refused)?;
    let portal = asking.bind(&statement, &[]).map_err(refused)?;
    let mut number = 0;
    loop {
        let rows = asking.query_portal(&portal, ROWS).map_err(refused)?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            number += 1;
            let cells = (0..names.len())
                .map(|at| row.try_get::<_, Option<&str>>(at).map(Option::unwrap_or_default))
                .collect::<Result<Vec<&str>, _>>()
                .map_err(refused)?;
            add(&mut hash, &cells);
            if !take(&TextRow { number, cells: &cells, numbers: &numbers })? {
                return Ok(Read::default());
            }
        }
    }
    Ok(Read { sha256: hex(&hash.finalize()), ..Read::default() })
}

/// What was read is hashed as there is no file: cells and rows kept apart by signs that texts don't have.
fn add(hash: &mut Sha256, cells: &[&str]) {
    for cell in cells {
        hash.update(cell.as_bytes());
        hash.update([0x1f]);
    }
    hash.update([0x1e]);
}

/// # Errors
/// Where the address can't be read or holds a password.
#[expect(clippy::disallowed_methods, reason = "who asks, and with what password, is no result")]
fn config(asked: &Asked<'_>) -> Result<Config> {
    let address = asked.path.to_string_lossy();
    let mut config: Config = address.parse().map_err(|_| {
        Error::usage("study.toml: the address of a PostgreSQL server can't be read")
            .help("give postgres://user@host:5432/database")
    })?;
    if config.get_password().is_some() {
        return Err(crate::study::password_in_address());
    }
    if config.get_user().is_none()
        && let Some(user) = ["PGUSER", "USER"].into_iter().find_map(|name| env::var(name).ok())
    {
        config.user(&user);
    }
    if let Some(password) = env::var("PGPASSWORD").ok().or_else(|| from_file(&config)) {
        config.password(password);
    }
    config.application_name("redtape");
    config.connect_timeout(std::time::Duration::from_secs(20));
    Ok(config)
}

/// The password that the user's `.pgpass` has for a server.
fn from_file(config: &Config) -> Option<String> {
    let path = match env::var_os("PGPASSFILE") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(env::var_os("HOME")?).join(".pgpass"),
    };
    // As PostgreSQL's own programs do: what others can read is no secret.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if std::fs::metadata(&path).ok()?.permissions().mode() & 0o077 != 0 {
            return None;
        }
    }
    let text = std::fs::read_to_string(path).ok()?;
    let user = config.get_user()?;
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        _ => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let database = config.get_dbname().unwrap_or(user);
    password_for(&text, [&host, &port, database, user])
}

/// The password of the first line that fits host, port, database and user.
fn password_for(text: &str, wanted: [&str; 4]) -> Option<String> {
    text.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut parts = vec![String::new()];
        let mut signs = line.chars();
        while let Some(sign) = signs.next() {
            match sign {
                ':' if parts.len() < 5 => parts.push(String::new()),
                '\\' => parts.last_mut()?.extend(signs.next()),
                other => parts.last_mut()?.push(other),
            }
        }
        let [of @ .., password] = parts.as_slice() else { return None };
        let fits = of.len() == 4 && of.iter().zip(wanted).all(|(p, w)| p == "*" || p == w);
        fits.then(|| password.clone())
    })
}

fn unreachable(shown: &str, error: &postgres::Error) -> Error {
    let out = Error::input(format!("{shown} can't be reached"));
    let said = error.as_db_error().map(|e| e.message().to_owned());
    let mut why = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        why = format!("{why}: {inner}");
        cause = inner.source();
    }
    out.detail(said.unwrap_or(why)).help(
        "the password is taken from PGPASSWORD or ~/.pgpass (mode 0600); for a server that asks for TLS open a tunnel to it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_fits_has_the_password() {
        let text = "# ours\nother:5432:*:lan:no\nhost:*:db:lan:a\\:b\\\\c\n*:*:*:*:any\n";
        assert_eq!(password_for(text, ["host", "5432", "db", "lan"]).as_deref(), Some("a:b\\c"));
        assert_eq!(password_for(text, ["h", "1", "d", "u"]).as_deref(), Some("any"));
        assert_eq!(password_for("nonsense\n::::\n", ["h", "1", "d", "u"]), None);
    }

    #[test]
    fn a_password_in_the_address_is_refused_and_not_repeated() {
        let path = std::path::Path::new("postgres://lan:hunter2@host/db");
        let asked = Asked { query: Some("x"), ..Asked::file(path, "a server") };
        let error = config(&asked).unwrap_err();
        assert!(!error.to_string().contains("hunter2"), "{error}");
        assert_eq!(error.exit_code(), 2);
    }
}
