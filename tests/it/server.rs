//! A server of PostgreSQL: asked once, read-only, with a password that is in no file or message of ours.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use redtape::study::Study;

use crate::files::{HEAD, MAPPING, statements, study_of};
use crate::support::Folder;

/// A PostgreSQL server in a folder of its own, gone with the test.
struct Server {
    folder: tempfile::TempDir,
    process: std::process::Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = &self.folder;
    }
}

/// Where the programs of PostgreSQL are, with the greatest version first.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|e| Some(e.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
        .collect();
    found.sort();
    found.pop()
}

/// A command as a user who may run a server, which root may not.
fn as_user(program: &Path, args: &[&str]) -> Command {
    let root = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0");
    if !root {
        let mut command = Command::new(program);
        command.args(args);
        return command;
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
        .arg(program)
        .args(args);
    command
}

#[expect(clippy::print_stderr, reason = "a test that steps aside says so")]
fn step_aside(why: &str) -> Option<Server> {
    eprintln!("STEPPED ASIDE: {why}");
    None
}

fn server(password: &str) -> Option<Server> {
    let Some(bin) = programs() else {
        return step_aside("no PostgreSQL is installed (apt-get install postgresql)");
    };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let secret = folder.path().join("secret");
    std::fs::write(&secret, password).unwrap();
    let everybody = std::os::unix::fs::PermissionsExt::from_mode(0o777);
    std::fs::set_permissions(folder.path(), everybody).unwrap();
    let made = as_user(
        &bin.join("initdb"),
        &[
            "-D",
            &data.to_string_lossy(),
            "-U",
            "lan",
            "-A",
            "scram-sha-256",
            "--pwfile",
            &secret.to_string_lossy(),
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        ],
    )
    .stdout(Stdio::null())
    .stderr(Stdio::null())
    .status();
    if !made.is_ok_and(|status| status.success()) {
        return step_aside("PostgreSQL's initdb failed");
    }
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let process = as_user(
        &bin.join("postgres"),
        &[
            "-D",
            &data.to_string_lossy(),
            "-p",
            &port.to_string(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            &format!("unix_socket_directories={}", folder.path().display()),
            "-c",
            "fsync=off",
        ],
    )
    .stdout(Stdio::null())
    .stderr(Stdio::null())
    .spawn();
    let Ok(process) = process else { return step_aside("PostgreSQL can't be started") };
    let server = Server { folder, process, port };
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some(server);
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    step_aside("PostgreSQL did not come up")
}

#[test]
fn a_postgresql_server_is_asked_and_never_written_to() {
    const PASSWORD: &str = "khong-ai-biet";
    let Some(server) = server(PASSWORD) else { return };
    let folder = Folder::new();
    folder.write("pgpass", format!("127.0.0.1:{}:*:lan:{PASSWORD}\n", server.port).as_bytes());
    let pgpass = folder.path().join("pgpass");
    let own = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&pgpass, own).unwrap();
    let bin = programs().unwrap();
    folder.write("make.sql", (statements() + "create sequence s;\n").as_bytes());
    let address = format!("postgres://lan@127.0.0.1:{}/postgres", server.port);
    let mut made = false;
    for _ in 0..100 {
        made = Command::new(bin.join("psql"))
            .args([&address, "-q", "-v", "ON_ERROR_STOP=1", "-f"])
            .arg(folder.path().join("make.sql"))
            .env("PGPASSFILE", &pgpass)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if made {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(made, "psql can't fill the server");
    // The binary, for a process of its own has an environment of its own.
    let checked = |query: &str, environment: &[(&str, &str)]| {
        let text = format!(
            "{HEAD}[[input]]\npath = \"{address}\"\nquery = \"{query}\"\n{MAPPING}[calendar]\ndefault = \"office\"\n"
        );
        folder.write("study.toml", text.as_bytes());
        let mut command = assert_cmd::Command::cargo_bin("redtape").unwrap();
        command.current_dir(folder.path()).args(["check", "study.toml"]);
        command.env_remove("PGPASSWORD").env("PGPASSFILE", folder.path().join("none"));
        for (name, value) in environment {
            command.env(name, value);
        }
        let out = command.output().unwrap();
        let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
        assert!(!said.contains(PASSWORD), "{said}");
        (out.status.success(), said)
    };
    let file = pgpass.to_string_lossy().into_owned();
    for environment in [[("PGPASSWORD", PASSWORD)], [("PGPASSFILE", file.as_str())]] {
        for query in ["ho_so", "public.ho_so", "select * from ho_so -- all"] {
            let (fine, said) = checked(query, &environment);
            assert!(fine && said.contains("60"), "{query}: {said}");
        }
    }
    let (fine, said) = checked("ho_so", &[]);
    assert!(!fine && said.contains("can't be reached"), "{said}");
    for query in [
        "delete from ho_so returning *",
        "select 1) as x; drop table ho_so; select * from (select 1",
    ] {
        let (fine, said) = checked(query, &[("PGPASSWORD", PASSWORD)]);
        assert!(!fine && said.contains("refused what was asked"), "{said}");
    }
    // A function that writes is stopped by the transaction itself.
    let (fine, said) =
        checked("select h.*, nextval('s') from ho_so h", &[("PGPASSWORD", PASSWORD)]);
    assert!(!fine && said.contains("read-only"), "{said}");
    let address = address.replace("lan@", &format!("lan:{PASSWORD}@"));
    let error =
        Study::parse(&study_of(&address, "query = \"x\"\n", MAPPING), folder.path()).unwrap_err();
    assert!(!error.to_string().contains(PASSWORD), "{error}");
    drop(server);
}
