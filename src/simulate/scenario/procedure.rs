//! Procedures, their steps, papers and faults, as a scenario file gives them.

use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Procedure {
    pub code: String,
    pub name: String,
    pub field: String,
    pub level: String,
    pub kind: String,
    /// Working days promised; 0: in the day.
    pub days: usize,
    /// In đồng.
    pub fee: u64,
    /// Dossiers a year at each agency.
    pub per_year: f64,
    /// Share filed on line.
    pub online: f64,
    /// Share filed by public post.
    pub post: f64,
    /// Share of businesses among the applicants.
    pub business: f64,
    /// Mean working days that applicants need to supplement.
    pub supplement_days: f64,
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    #[serde(rename = "document", default)]
    pub documents: Vec<Document>,
    #[serde(rename = "defect", default)]
    pub defects: Vec<Defect>,
    pub hard: Option<Hard>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Step {
    pub name: String,
    pub role: Role,
    pub desk: String,
    /// The desk is another agency's: of the one agency of this kind, or of one of them in turn.
    pub at: Option<String>,
    /// Mean minutes of service at the counter.
    pub minutes: f64,
    /// Coefficient of variation of the service.
    pub cv: f64,
    /// Minutes that the internal process allows, wait included.
    pub planned: u32,
    /// Id of the text that demands it.
    pub legal_text: String,
    /// Shares of visits that end with the dossier returned within the office, with a request to
    /// supplement, with a refusal.
    #[serde(default)]
    pub returns: f64,
    #[serde(default)]
    pub supplements: f64,
    #[serde(default)]
    pub refusals: f64,
    /// The earlier step that a returned dossier goes to.
    pub back_to: Option<String>,
    /// Shares of dossiers that don't go through it: of those that aren't hard, of the hard ones.
    #[serde(default)]
    pub skip: [f64; 2],
}

impl Step {
    /// Share of visits that change anything.
    pub fn changes(&self) -> f64 {
        self.returns + self.supplements + self.refusals
    }
}

/// A paper that the procedure asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Document {
    pub name: String,
    /// The step at which somebody looks at it.
    pub step: String,
    /// Share of dossiers without it: a supplement is asked for at the first visit.
    pub missing: f64,
    /// Minutes that the look takes, at the first visit.
    pub minutes: f64,
}

/// Something that a dossier may have wrong from the beginning, and that a check may catch.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Defect {
    pub name: String,
    /// Share of dossiers that have it.
    pub share: f64,
    /// While this step exists people take more care; without it the share is `share_without`.
    pub deterred_by: Option<String>,
    #[serde(default)]
    pub share_without: f64,
    pub caught: Vec<Catch>,
    /// Share of those caught nowhere that come back at the last step, to go to `back_to` again.
    #[serde(default)]
    pub surfaces: f64,
    pub back_to: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Catch {
    pub step: String,
    /// Probability at each visit.
    pub share: f64,
    pub outcome: Caught,
}

/// What a check does about a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Caught {
    /// The applicant has to supplement.
    Supplement,
    /// The step's `back_to` has to mend it.
    Return,
}

/// Some dossiers take longer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Hard {
    pub share: f64,
    /// Factor on every service but the intake's and the return's.
    pub factor: f64,
    /// Agencies with another share.
    #[serde(default)]
    pub at: Vec<HardAt>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct HardAt {
    pub agency: String,
    pub share: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Role {
    Intake,
    Assign,
    Check,
    Consult,
    Site,
    Sign,
    Stamp,
    Return,
    Work,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Assign => "assign",
            Self::Check => "check",
            Self::Consult => "consult",
            Self::Site => "site",
            Self::Sign => "sign",
            Self::Stamp => "stamp",
            Self::Return => "return",
            Self::Work => "work",
        }
    }
}
