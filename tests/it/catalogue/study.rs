//! The two studies over which the catalogue is held: one by hand, and the demo.

use std::sync::OnceLock;

use duckdb::{AccessMode, Config, Connection};
use redtape::simulate::{self, Scenario};

use crate::support::Folder;

/// A study in which everything happens that a query must bear: two calendars, ties, a pause within a
/// pause, a loop by the same and by other hands, work after the result, a result before receipt, open
/// runs, a dossier without runs, a bulk, checks with outcomes, a register, rows that can't be used.
const SMALL: [(&str, &str); 7] = [
    (
        "study.toml",
        r#"
[study]
title = "By hand"
zone = "Asia/Ho_Chi_Minh"
pseudonym_key = "a key for tests"
as_of = "2024-04-26T17:00:00"
[calendar]
default = "office"
[calendar.agency]
"Night" = "night.toml"
[find]
bulk_size = 2
[steps]
"check" = { role = "check", consequence = ["refuse"] }
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
procedure_code = "procedure"
agency = "agency"
channel = "channel"
status = "status"
received_at = "received"
due_at = "due"
result_at = "result"
[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "id"
step = "step"
agency = "agency"
unit = "unit"
officer = "officer"
outcome = "outcome"
started_at = "start"
finished_at = "end"
[[input]]
path = "pauses.csv"
kind = "pauses"
[input.columns]
dossier_id = "id"
paused_at = "from"
resumed_at = "to"
[register]
steps = "steps.csv"
legal_texts = "texts.csv"
"#,
    ),
    (
        "dossiers.csv",
        "id,procedure,agency,channel,status,received,due,result
A,P,Day,counter,,2024-03-25 08:00:00,2024-03-25 12:00:00,2024-03-26 17:00:00
B,P,Day,online,,2024-03-27 08:00:00,,
C,P,Day,counter,,2024-04-01 09:00:00,2024-04-05 17:00:00,2024-04-05 16:59:30
D,P,Day,counter,refused,2024-04-02 09:00:00,2024-04-05 17:00:00,2024-04-05 16:59:40
E,Q,Night,,,2024-04-09 09:00:00,2024-04-12 17:00:00,2024-04-08 09:00:00
F,Q,Night,online,,2024-04-10 09:00:00,2024-04-11 17:00:00,
G,Q,Day,online,withdrawn,2024-04-15 09:00:00,2024-04-30 17:00:00,2024-04-17 09:00:00
H,P,Day,online,,2024-05-15 09:00:00,2024-05-30 17:00:00,
",
    ),
    (
        "runs.csv",
        "id,step,agency,unit,officer,outcome,start,end
A,receive,Day,front,p,,2024-03-25 08:30:00,2024-03-25 09:00:00
A,check,Night,back,q,pass,2024-03-25 20:00:00,2024-03-25 22:00:00
A,sign,Day,front,r,,2024-03-26 09:00:00,2024-03-26 10:00:01
A,stamp,Day,front,s,,2024-03-26 09:30:00,2024-03-26 10:00:01
A,file,Day,front,s,,2024-03-27 09:00:00,2024-03-27 10:00:00
B,receive,Day,front,p,,2024-03-27 08:00:00,2024-03-27 09:00:00
B,check,Night,back,q,,2024-03-28 20:00:00,
C,receive,Day,front,p,,2024-04-01 09:00:00,2024-04-01 09:20:00
C,check,Day,back,q,incomplete,2024-04-01 14:00:00,2024-04-01 15:00:00
C,check,Day,back,q,pass,2024-04-02 14:00:00,2024-04-02 15:00:00
C,check,Day,back,r,pass,2024-04-03 14:00:00,2024-04-03 15:00:00
C,review,Day,front,s,pass,2024-04-03 15:30:00,2024-04-03 16:00:00
D,check,Day,back,q,incomplete,2024-04-02 14:00:00,2024-04-02 15:00:00
D,refuse,Day,front,s,,2024-04-05 16:00:00,2024-04-05 16:30:00
F,check,Night,back,q,pass,2024-04-10 21:00:00,2024-04-10 22:00:00
F,review,Night,,,,,
G,receive,Day,front,p,,2024-04-15 09:00:00,2024-04-15 09:10:00
Z,receive,Day,front,p,,2024-04-15 09:00:00,2024-04-15 09:10:00
G,check,Day,back,q,pass,2024-04-16 10:00:00,2024-04-16 09:00:00
",
    ),
    (
        "pauses.csv",
        "id,from,to
A,2024-03-26 11:00:00,2024-03-26 14:00:00
A,2024-03-26 13:30:00,2024-03-26 15:00:00
C,2024-04-01 15:00:00,2024-04-02 09:00:00
F,2024-04-11 09:00:00,
Z,2024-04-11 09:00:00,
",
    ),
    (
        "night.toml",
        "[hours]
monday = [\"20:00-24:00\"]
tuesday = [\"20:00-24:00\"]
wednesday = [\"20:00-24:00\"]
thursday = [\"20:00-24:00\"]
friday = [\"20:00-24:00\"]
",
    ),
    (
        "steps.csv",
        "procedure_code,ordinal,step,role,planned_min,legal_text
P,1,receive,intake,30,T
P,2,check,check,120,T
P,3,review,check,60,
P,4,sign,sign,60,T
Q,1,check,check,,T
",
    ),
    (
        "texts.csv",
        "legal_text,title,article,instrument,owner
T,A circular,Article 5,circular,A ministry
",
    ),
];

pub fn small() -> Folder {
    Folder::with(&SMALL)
}

fn demo() -> Folder {
    let province = simulate::run(&Scenario::named("demo").unwrap(), 1).unwrap();
    let folder = Folder::new();
    for (name, bytes) in simulate::files(&province).unwrap() {
        folder.write(&name, &bytes);
    }
    folder
}

/// Both studies as they are published.
pub fn studies() -> [(&'static str, Connection); 2] {
    static FOLDERS: OnceLock<[Folder; 2]> = OnceLock::new();
    let [small, demo] = FOLDERS.get_or_init(|| {
        let folders = [small(), demo()];
        for folder in &folders {
            folder.measured().session.publish().unwrap_or_else(|e| panic!("{e}"));
        }
        folders
    });
    [("small", open(small)), ("demo", open(demo))]
}

fn open(folder: &Folder) -> Connection {
    let config = Config::default().access_mode(AccessMode::ReadOnly).unwrap();
    Connection::open_with_flags(folder.path().join(".session/study.duckdb"), config).unwrap()
}
