//! A status that contradicts the dates is told, not believed.

use crate::support::{Folder, int, shared};

#[test]
fn statuses_that_contradict_the_dates_are_counted() {
    let Some(path) = shared("bpic15_2.xes.gz") else { return };
    let folder = Folder::new();
    let proposal = crate::support::proposed(&[path]).unwrap_or_else(|e| panic!("{e}"));
    let study = format!("{}\n[status]\nclosed = [\"G\"]\nopen = [\"O\"]\n", proposal.to_toml());
    folder.write("study.toml", study.as_bytes());
    let measured = folder.measured();
    let count = |says: &str| {
        int(
            &measured,
            &format!("select count(*) as n from stage.status_conflict where says = '{says}'"),
        )
    };
    assert_eq!((count("closed"), count("open")), (46, 4));
    let notes: Vec<&str> = measured.facts.notes.iter().map(|note| note.key.as_str()).collect();
    assert!(notes.contains(&"note-closed-without-end"), "{notes:?}");
    assert!(notes.contains(&"note-open-with-end"), "{notes:?}");
    // They stay what their dates say.
    let believed = "
      select count(*) as n from stage.status_conflict as c
      join model.dossier as d on d.dossier_id = c.dossier_id
      where d.censored <> (c.says = 'closed')";
    assert_eq!(int(&measured, believed), 0);
}

#[test]
fn a_study_without_contradictions_has_no_note_of_them() {
    let folder = Folder::with(&[
        (
            "study.toml",
            "[study]\ntitle = \"T\"\nofficers = \"named\"\n[calendar]\ndefault = \"office\"\n[[input]]\npath = \"d.csv\"\nkind = \"dossiers\"\n[input.columns]\ndossier_id = \"id\"\nstatus = \"status\"\nreceived_at = \"in\"\nresult_at = \"out\"\n",
        ),
        (
            "d.csv",
            "id,status,in,out\nA,Đã trả kết quả,2024-03-25 08:00:00,2024-03-26 08:00:00\nB,Đang giải quyết,2024-03-25 08:00:00,\n",
        ),
    ]);
    let measured = folder.measured();
    assert_eq!(int(&measured, "select count(*) as n from stage.status_conflict"), 0);
    assert!(
        !measured.facts.notes.iter().any(|n| n.key.contains("end")),
        "{:?}",
        measured.facts.notes
    );
}
