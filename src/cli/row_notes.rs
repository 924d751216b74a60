//! What a reader must know of how rows became dossiers and step runs: what was exported more than once,
//! what stands for a receipt, what the register doesn't know.

use crate::error::Result;
use crate::frame::Frame;
use crate::results::Message;
use crate::store::Session;

/// # Errors
/// If a relation can't be read.
pub(super) fn notes(session: &Session) -> Result<Vec<Message>> {
    let mut notes = dossiers(session)?;
    notes.extend(repeats(session)?);
    notes.extend(receipts(session)?);
    notes.extend(register(session)?);
    Ok(notes)
}

fn count(frame: &Frame, name: &str) -> Result<u64> {
    let value = frame.int(name)?.first().copied().flatten();
    Ok(value.and_then(|v| u64::try_from(v).ok()).unwrap_or(0))
}

/// Dossiers that several rows give.
fn dossiers(session: &Session) -> Result<Vec<Message>> {
    let said = session.query(
        "select
           (select count(*) from stage.dossier_state where place > 1) as n,
           (select count(distinct dossier_id) from stage.dossier_state where place > 1) as dossiers,
           count(distinct dossier_id) filter (where field = 'due_at') as due,
           count(distinct dossier_id) filter (where differs) as differ,
           coalesce((
             select string_agg(code, ', ' order by code)
             from (
               select distinct dossier_id as code from stage.dossier_difference
               where field in ('agency', 'receiving_agency', 'procedure_code', 'received_at') and taken is not null
               order by code limit 3)
           ), '') as codes
         from (
           select *, field in ('agency', 'receiving_agency', 'procedure_code', 'received_at') and taken is not null as differs
           from stage.dossier_difference)",
    )?;
    let n = count(&said, "n")?;
    if n == 0 {
        return Ok(Vec::new());
    }
    let mut notes = Vec::new();
    let differ = count(&said, "differ")?;
    if differ > 0 {
        let codes = said.text("codes")?.first().cloned().flatten().unwrap_or_default();
        notes.push(
            Message::new("note-duplicates-differ")
                .count("n", differ)
                .said("fields", Message::new("field-agency-or-receipt"))
                .text("codes", codes),
        );
    }
    notes.push(
        Message::new("note-duplicate-dossiers")
            .count("n", n)
            .count("dossiers", count(&said, "dossiers")?),
    );
    let due = count(&said, "due")?;
    if due > 0 {
        notes.push(Message::new("note-duplicates-due").count("n", due));
    }
    Ok(notes)
}

/// Step runs and stopped clocks that are equal, across files and within one.
fn repeats(session: &Session) -> Result<Vec<Message>> {
    let mut notes = Vec::new();
    for (relation, key) in
        [("run_repeat", "note-repeated-runs"), ("pause_repeat", "note-repeated-pauses")]
    {
        let said = session.query(&format!(
            "select
               count(*) filter (where repeat = 'across') as across,
               count(*) filter (where repeat = 'outdated') as outdated,
               count(*) filter (where repeat = 'within' and not is_aside) as kept,
               count(*) filter (where repeat = 'within' and is_aside) as dropped
             from stage.{relation}"
        ))?;
        let (across, outdated) = (count(&said, "across")?, count(&said, "outdated")?);
        if across + outdated > 0 {
            notes.push(Message::new(key).count("across", across).count("outdated", outdated));
        }
        if relation == "run_repeat" {
            for (column, key) in [("kept", "note-equal-runs"), ("dropped", "note-dropped-runs")] {
                let n = count(&said, column)?;
                if n > 0 {
                    notes.push(Message::new(key).count("n", n));
                }
            }
        }
    }
    Ok(notes)
}

/// What stands for receipts that aren't recorded.
fn receipts(session: &Session) -> Result<Vec<Message>> {
    let said = session.query(
        "select
           count(*) filter (where receipt_basis = 'submitted') as submitted,
           count(*) filter (where receipt_basis = 'first_stamp') as first_stamp,
           count(*) filter (where receipt_basis = 'first_stamp' and result_utc = received_utc) as of_result
         from stage.dossier",
    )?;
    let mut notes = Vec::new();
    let (submitted, first) = (count(&said, "submitted")?, count(&said, "first_stamp")?);
    if submitted > 0 {
        notes.push(Message::new("note-submitted").count("n", submitted));
    }
    if first > 0 {
        notes.push(
            Message::new("note-first-stamp")
                .count("n", first)
                .count("of_result", count(&said, "of_result")?),
        );
    }
    Ok(notes)
}

/// Procedures that either side doesn't know, where there is a register.
fn register(session: &Session) -> Result<Option<Message>> {
    let said = session.query(
        "select
           count(*) filter (where side = 'data') as n,
           count(*) filter (where side = 'data' and match is null) as unmatched,
           count(*) filter (where side = 'register') as of_register,
           count(*) filter (where side = 'register' and match is null) as unused
         from stage.procedure_match",
    )?;
    let (unmatched, unused) = (count(&said, "unmatched")?, count(&said, "unused")?);
    let of_register = count(&said, "of_register")?;
    if of_register == 0 || unmatched + unused == 0 {
        return Ok(None);
    }
    Ok(Some(
        Message::new("note-register-unmatched")
            .count("n", count(&said, "n")?)
            .count("unmatched", unmatched)
            .count("of_register", of_register)
            .count("unused", unused),
    ))
}
