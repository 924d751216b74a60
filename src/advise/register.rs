//! The register: which text demands a step, what a procedure is called, who can change what.

use std::collections::BTreeMap;

use super::evidence::{Frames, frame, name};
use super::proposal::Decides;
use crate::error::Result;
use crate::results::{Instrument, LegalText, Message};

#[derive(Debug, Clone, Default)]
pub(super) struct Register {
    procedures: BTreeMap<String, String>,
    /// Text that demands a step, by procedure and step.
    demands: BTreeMap<(String, String), LegalText>,
    /// Role of a step, by procedure and step.
    roles: BTreeMap<(String, String), String>,
}

impl Register {
    /// # Errors
    /// If a relation or a column is missing.
    pub fn new(frames: &Frames) -> Result<Self> {
        let texts = legal_texts(frames)?;
        let steps = frame(frames, "stage.procedure_step")?;
        let (codes, names) = (steps.text("procedure_code")?, steps.text("step")?);
        let text = steps.text("legal_text")?;
        let mut register = Self { procedures: procedures(frames)?, ..Self::default() };
        for at in 0..steps.rows() {
            // A step that the register lists twice keeps its first text.
            let id = name(text, at);
            if !id.is_empty() {
                let key = (name(codes, at).to_owned(), name(names, at).to_owned());
                let text = || texts.get(id).cloned().unwrap_or_else(|| unlisted(id));
                register.demands.entry(key).or_insert_with(text);
            }
        }
        let roles = frame(frames, "stage.step_role")?;
        let (codes, names) = (roles.text("procedure_code")?, roles.text("step")?);
        let role = roles.text("role")?;
        for at in 0..roles.rows() {
            let key = (name(codes, at).to_owned(), name(names, at).to_owned());
            register.roles.insert(key, name(role, at).to_owned());
        }
        Ok(register)
    }

    /// A procedure as readers know it: name and code, or the code alone.
    pub fn procedure(&self, code: &str) -> Message {
        match self.procedures.get(code) {
            Some(name) if name != code => {
                Message::new("advise-procedure").text("name", name).text("code", code)
            }
            _ => Message::new("advise-procedure-code").text("code", code),
        }
    }

    /// The name alone, or the code where there is none.
    pub fn short(&self, code: &str) -> String {
        self.procedures.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    /// The text that demands a step.
    pub fn demand(&self, procedure: &str, step: &str) -> Option<&LegalText> {
        self.demands.get(&(procedure.to_owned(), step.to_owned()))
    }

    /// Whether the step is a signature (the study file's word for all procedures counts too).
    pub fn is_signature(&self, procedure: &str, step: &str) -> bool {
        [procedure, ""]
            .iter()
            .find_map(|code| self.roles.get(&((*code).to_owned(), step.to_owned())))
            .is_some_and(|role| role == "sign")
    }
}

/// Who can make the change, and how hard that is: the register's word for what a text demands; a head
/// for what lies within an office's own working.
pub(super) fn decided(by: &Decides, text: Option<&LegalText>) -> (Message, Instrument) {
    match by {
        Decides::HeadOfAgency(agency) if agency.is_empty() => {
            (Message::new("advise-owner-head"), Instrument::InternalProcess)
        }
        Decides::HeadOfAgency(agency) => (
            Message::new("advise-owner-head-of").text("agency", agency),
            Instrument::InternalProcess,
        ),
        Decides::Province => (Message::new("advise-owner-province"), Instrument::InternalProcess),
        Decides::Text => match text {
            None => (Message::new("advise-owner-unknown"), Instrument::Unknown),
            Some(text) if text.owner.is_empty() && text.instrument == Instrument::Unknown => {
                (Message::new("advise-owner-unlisted").text("text", &text.id), text.instrument)
            }
            Some(text) if text.owner.is_empty() => {
                (Message::new(owner_key(text.instrument)), text.instrument)
            }
            Some(text) => {
                let key = match text.instrument {
                    Instrument::Circular | Instrument::Decree | Instrument::Law => {
                        "advise-owner-named-centre"
                    }
                    _ => "advise-owner-named",
                };
                (Message::new(key).text("owner", &text.owner), text.instrument)
            }
        },
    }
}

fn owner_key(instrument: Instrument) -> &'static str {
    match instrument {
        Instrument::InternalProcess => "advise-owner-internal-process",
        Instrument::ProvincialDecision => "advise-owner-provincial-decision",
        Instrument::Circular => "advise-owner-circular",
        Instrument::Decree => "advise-owner-decree",
        Instrument::Law => "advise-owner-law",
        Instrument::Unknown => "advise-owner-unknown",
    }
}

fn procedures(frames: &Frames) -> Result<BTreeMap<String, String>> {
    let list = frame(frames, "stage.procedure")?;
    let (codes, names) = (list.text("procedure_code")?, list.text("name")?);
    Ok((0..list.rows())
        .filter(|at| !name(names, *at).is_empty())
        .map(|at| (name(codes, at).to_owned(), name(names, at).to_owned()))
        .collect())
}

fn legal_texts(frames: &Frames) -> Result<BTreeMap<String, LegalText>> {
    let list = frame(frames, "stage.legal_text")?;
    let (ids, titles) = (list.text("legal_text")?, list.text("title")?);
    let (articles, instruments) = (list.text("article")?, list.text("instrument")?);
    let owners = list.text("owner")?;
    Ok((0..list.rows())
        .map(|at| {
            let text = LegalText {
                id: name(ids, at).to_owned(),
                title: name(titles, at).to_owned(),
                article: name(articles, at).to_owned(),
                instrument: instrument(name(instruments, at)),
                owner: name(owners, at).to_owned(),
            };
            (text.id.clone(), text)
        })
        .collect())
}

/// A text that a step names and the register doesn't list.
fn unlisted(id: &str) -> LegalText {
    LegalText {
        id: id.to_owned(),
        title: String::new(),
        article: String::new(),
        instrument: Instrument::Unknown,
        owner: String::new(),
    }
}

fn instrument(word: &str) -> Instrument {
    match word {
        "internal_process" => Instrument::InternalProcess,
        "provincial_decision" => Instrument::ProvincialDecision,
        "circular" => Instrument::Circular,
        "decree" => Instrument::Decree,
        "law" => Instrument::Law,
        _ => Instrument::Unknown,
    }
}
