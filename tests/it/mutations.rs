//! Valid files with something cut, doubled, swapped or overwritten: an error at worst, never a panic,
//! never a wait without end, never memory without bound.
//!
//! Here each goes through the whole of loading and of `init`, which takes time: a hundred a format as they
//! are (the readers by themselves take a thousand each, beside their code), a thousand of files of keys.
//! `REDTAPE_MUTATIONS=10000` makes more. A failure names its seed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use redtape::error::Kind;
use redtape::load;
use redtape::progress::Silent;
use redtape::study::{Calendar, Study};

use crate::hostile::study_text;
use crate::support::{Folder, raw_rows};
use crate::xlsx::{Cell, repacked, workbook};

/// A file that is read in a thousandth of this has hung.
const LONGEST: Duration = Duration::from_secs(30);
/// More than a few kilobytes of input may ever need, in kilobytes.
const MOST_MEMORY_KB: u64 = 400_000;

#[expect(clippy::disallowed_methods, reason = "how many is asked by whoever runs them")]
fn mutations(usual: u64) -> u64 {
    std::env::var("REDTAPE_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

fn below(rng: &mut ChaCha8Rng, bound: usize) -> usize {
    usize::try_from(rng.next_u64() % bound.max(1) as u64).unwrap()
}

/// One to four changes at places of their own.
fn mutated(original: &[u8], seed: u64) -> Vec<u8> {
    const ODD: [&[u8]; 16] = [
        b"\0",
        b"\"",
        b"\r",
        b"\n",
        b",",
        b";",
        b"<",
        b"&",
        b"]]>",
        b"\xff\xfe",
        b"\xc3",
        b"\xe2\x80\xaf",
        b"-",
        b"9999999999999999999",
        b"\\",
        b"{",
    ];
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut bytes = original.to_vec();
    for _ in 0..=below(&mut rng, 4) {
        let at = below(&mut rng, bytes.len());
        let to = (at + below(&mut rng, 40)).min(bytes.len());
        match below(&mut rng, 6) {
            0 => drop(bytes.drain(at..to)),
            1 => {
                let part = bytes[at..to].to_vec();
                bytes.splice(at..at, part);
            }
            2 => bytes.truncate(at),
            3 => {
                let odd = ODD[below(&mut rng, ODD.len())];
                bytes.splice(at..at, odd.iter().copied());
            }
            4 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(rng.next_u64() % 256).unwrap();
                }
            }
            _ => {
                let other = below(&mut rng, bytes.len());
                if at < bytes.len() && other < bytes.len() {
                    bytes.swap(at, other);
                }
            }
        }
    }
    bytes
}

/// The most memory that this process ever held, where the system tells.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Runs `take` on many mutations; what it panics with is named with its seed.
fn survives(name: &'static str, usual: u64, original: Vec<u8>, take: fn(&[u8])) {
    let most = mutations(usual);
    let before = peak_kb();
    let (done, seen) = channel();
    let worker = thread::spawn(move || {
        for seed in 0..most {
            let bytes = mutated(&original, seed);
            let outcome = catch_unwind(AssertUnwindSafe(|| take(&bytes)));
            if done.send((seed, outcome.is_ok())).is_err() {
                break;
            }
        }
    });
    let mut next = 0;
    while next < most {
        let (seed, well) = seen
            .recv_timeout(LONGEST)
            .unwrap_or_else(|_| panic!("{name}: mutation {next} is not done after {LONGEST:?}"));
        assert!(well, "{name}: mutation {seed} made a panic");
        next = seed + 1;
    }
    worker.join().unwrap();
    if let (Some(before), Some(after)) = (before, peak_kb()) {
        assert!(after < before + MOST_MEMORY_KB, "{name}: {before} kB became {after} kB");
    }
}

/// Loads a file by this mapping.
fn load_as(file: &str, bytes: &[u8], input: &str) {
    let folder = Folder::new();
    folder.write(file, bytes);
    let study = Study::parse(&study_text(file, input), folder.path()).unwrap();
    if let Err(error) = load::all(&study, &raw_rows(), &Silent) {
        assert_ne!(error.kind, Kind::Failed, "{error}");
    }
    // What `init` makes of it must be as calm.
    let _ = crate::support::proposed(&[folder.path().join(file)]);
}

const RUNS: &str = "kind = \"runs\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\nstep = \"Tên bước\"\nofficer = \"Người xử lý\"\nstarted_at = \"Thời gian bắt đầu\"\nfinished_at = \"Thời gian kết thúc\"\nplanned_min = \"Định mức (phút)\"\n";

#[test]
fn no_mutation_of_a_table_of_text_is_more_than_an_error() {
    let table = "Mã hồ sơ,Tên bước,Người xử lý,Thời gian bắt đầu,Thời gian kết thúc,Định mức (phút)\n\
        H1,\"Tiếp nhận\",Lan,04/03/2024 07:30,04/03/2024 08:15,\"1,440\"\n\
        H1,Thẩm định,Minh,05/03/2024 08:00,25/03/2024 09:00,480\n\
        H2,\"Thẩm định, lại\",Minh,05/03/2024 08:00,,\n\
        H2,Ký duyệt,Hoa,26/03/2024 08:00,26/03/2024 09:00 CH,90\n";
    survives("csv", 100, table.into(), |bytes| load_as("f.csv", bytes, RUNS));
}

#[test]
fn no_mutation_of_a_workbook_is_more_than_an_error() {
    let text = |t| Cell::Text(t);
    let book = workbook(
        1,
        &[
            vec![
                text("Mã hồ sơ"),
                text("Tên bước"),
                text("Người xử lý"),
                text("Thời gian bắt đầu"),
                text("Thời gian kết thúc"),
                text("Định mức (phút)"),
            ],
            vec![
                text("H1"),
                text("Tiếp nhận"),
                text("Lan"),
                Cell::Date(45_355.5),
                Cell::Date(45_356.25),
                Cell::Number(60.0),
            ],
            vec![
                text("H2"),
                text("Thẩm định"),
                text("Minh"),
                Cell::Date(45_355.5),
                Cell::None,
                Cell::Number(480.0),
            ],
        ],
    );
    survives("xlsx", 100, book.clone(), |bytes| load_as("f.xlsx", bytes, RUNS));
    // Within a sheet that still unpacks.
    survives("sheet", 100, book, |bytes| {
        if let Some(book) = repacked(bytes) {
            load_as("f.xlsx", &book, RUNS);
        }
    });
}

#[test]
fn no_mutation_of_a_log_is_more_than_an_error() {
    let log = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log><trace><string key=\"concept:name\" value=\"1\"/>\
        <event><string key=\"concept:name\" value=\"A\"/><string key=\"lifecycle:transition\" value=\"start\"/><date key=\"time:timestamp\" value=\"2023-07-03T08:00:00+07:00\"/></event>\
        <event><string key=\"concept:name\" value=\"A\"/><string key=\"lifecycle:transition\" value=\"suspend\"/><date key=\"time:timestamp\" value=\"2023-07-03T08:30:00+07:00\"/></event>\
        <event><string key=\"concept:name\" value=\"A\"/><string key=\"lifecycle:transition\" value=\"complete\"/><date key=\"time:timestamp\" value=\"2023-07-03T09:00:00+07:00\"/></event></trace></log>\n";
    survives("xes", 100, log.into(), |bytes| load_as("f.xes", bytes, "kind = \"log\"\n"));
}

#[test]
fn no_mutation_of_json_is_more_than_an_error() {
    let lines = "{\"MaHoSo\":\"H1\",\"NgayTiepNhan\":\"20240304073000\",\"DanhSach\":[{\"Buoc\":\"Tiếp nhận\",\"ThoiDiemXuLy\":\"20240304080000\"},{\"Buoc\":\"Ký\",\"ThoiDiemXuLy\":\"20240305080000\"}]}\n\
        {\"MaHoSo\":\"H2\",\"NgayTiepNhan\":\"20240305073000\",\"DanhSach\":[{\"Buoc\":\"Tiếp nhận\",\"ThoiDiemXuLy\":\"20240305090000\"}]}\n";
    survives("json", 100, lines.into(), |bytes| {
        load_as(
            "f.jsonl",
            bytes,
            "kind = \"runs\"\nlist = \"/DanhSach\"\n[input.columns]\ndossier_id = \"/MaHoSo\"\nstep = \"Buoc\"\nfinished_at = \"ThoiDiemXuLy\"\n",
        );
    });
}

#[test]
fn no_mutation_of_a_study_file_is_more_than_an_error() {
    let text = format!(
        "{}[calendar]\ndefault = \"office\"\n[outcomes]\npassed = [\"Đồng ý\"]\n[steps.split]\nREJECTED = \"refused\"\n[steps.\"Thẩm định\"]\nrole = \"check\"\n[find]\nalpha = 0.05\n[machine]\nmemory = \"1GB\"\n",
        study_text("f.csv", RUNS)
    );
    survives("study file", 1_000, text.into_bytes(), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Err(error) = Study::parse(&text, std::path::Path::new("/nowhere")) {
            assert_eq!(error.kind, Kind::Usage, "{error}");
        }
    });
}

#[test]
fn no_mutation_of_a_calendar_is_more_than_an_error() {
    let text = "base = \"vietnam\"\nto = \"2027-12-31\"\nholidays = [\"2027-01-01\"]\nworked = [{ day = \"2027-04-24\", instead_of = \"2027-04-30\" }, \"2027-08-28\"]\nnot_counted = [\"saturday\"]\n[hours]\nsaturday = [\"07:30-11:30\"]\n[[seasons]]\nfrom = \"04-16\"\nto = \"10-15\"\n[seasons.hours]\nmonday = [\"07:00-11:30\", \"13:30-17:00\"]\n[[closures]]\nfrom = \"2027-08-02\"\nto = \"2027-08-04\"\nreason = \"storm\"\n";
    survives("calendar", 1_000, text.into(), |bytes| {
        let folder = Folder::new();
        folder.write("c.toml", bytes);
        if let Err(error) = Calendar::named("c.toml", folder.path()) {
            assert_eq!(error.kind, Kind::Usage, "{error}");
        }
    });
}
