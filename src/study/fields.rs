//! The canonical columns: what a file's headings can be mapped to, and how each is typed.

use super::InputKind;

/// How a column's text is read (`load` holds the rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    Text,
    /// Text, with the usual labels of channels made one.
    Channel,
    /// An instant; a date alone is its midnight.
    Stamp,
    /// A promise; a date alone lasts to the end of that day.
    Due,
    /// A number of minutes, not negative.
    Number,
}

/// One canonical column.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub field_type: FieldType,
    /// A row without it can't be used.
    pub required: bool,
    /// False for what a reader works out itself.
    pub mapped: bool,
}

const fn field(name: &'static str, field_type: FieldType) -> Field {
    Field { name, field_type, required: false, mapped: true }
}

const fn required(name: &'static str) -> Field {
    Field { name, field_type: FieldType::Text, required: true, mapped: true }
}

const fn derived(name: &'static str) -> Field {
    Field { name, field_type: FieldType::Stamp, required: false, mapped: false }
}

/// Columns of `raw.dossier`, in the table's order.
static DOSSIERS: [Field; 16] = [
    required("dossier_id"),
    field("procedure_code", FieldType::Text),
    field("procedure_name", FieldType::Text),
    field("receiving_agency", FieldType::Text),
    field("agency", FieldType::Text),
    field("channel", FieldType::Channel),
    field("applicant_kind", FieldType::Text),
    field("status", FieldType::Text),
    field("submitted_at", FieldType::Stamp),
    field("received_at", FieldType::Stamp),
    field("first_due_at", FieldType::Due),
    field("due_at", FieldType::Due),
    field("result_at", FieldType::Stamp),
    field("returned_at", FieldType::Stamp),
    derived("first_event_at"),
    derived("last_event_at"),
];

/// Columns of `raw.step_run`, in the table's order.
static RUNS: [Field; 18] = [
    required("dossier_id"),
    required("step"),
    // Of rows that are events: what each says of its run, and the number of that run.
    field("lifecycle", FieldType::Text),
    field("instance", FieldType::Text),
    field("unit", FieldType::Text),
    field("agency", FieldType::Text),
    field("officer", FieldType::Text),
    field("outcome", FieldType::Text),
    field("enabled_at", FieldType::Stamp),
    field("started_at", FieldType::Stamp),
    field("finished_at", FieldType::Stamp),
    derived("ended_at"),
    field("planned_min", FieldType::Number),
    field("procedure_code", FieldType::Text),
    field("channel", FieldType::Channel),
    field("received_at", FieldType::Stamp),
    field("due_at", FieldType::Due),
    field("result_at", FieldType::Stamp),
];

/// Columns of `raw.pause`, in the table's order.
static PAUSES: [Field; 4] = [
    required("dossier_id"),
    field("paused_at", FieldType::Stamp),
    field("resumed_at", FieldType::Stamp),
    field("reason", FieldType::Text),
];

/// Columns of `raw.portal_dossier`, in the table's order.
static PORTAL: [Field; 3] =
    [required("dossier_id"), field("due_at", FieldType::Due), field("result_at", FieldType::Stamp)];

/// Columns of `raw.portal_total`, in the table's order.
static PORTAL_TOTALS: [Field; 10] = [
    required("agency"),
    field("received", FieldType::Number),
    field("resolved", FieldType::Number),
    field("early", FieldType::Number),
    field("on_time", FieldType::Number),
    field("overdue", FieldType::Number),
    field("in_process", FieldType::Number),
    field("in_process_overdue", FieldType::Number),
    field("from_on", FieldType::Stamp),
    field("to_on", FieldType::Stamp),
];

/// The columns of the table that rows of this kind go to. `Log` and `Wide` give those of their dossiers;
/// their runs have those of [`InputKind::Runs`].
pub fn fields(kind: InputKind) -> &'static [Field] {
    match kind {
        InputKind::Dossiers | InputKind::Log | InputKind::Wide => &DOSSIERS,
        InputKind::Runs => &RUNS,
        InputKind::Pauses => &PAUSES,
        InputKind::Portal => &PORTAL,
        InputKind::PortalTotals => &PORTAL_TOTALS,
    }
}

/// Names that `[input.columns]` may use for this kind of file, each once.
pub fn known_columns(kind: InputKind) -> Vec<&'static str> {
    let of = |kind| fields(kind).iter().filter(|f| f.mapped).map(|f| f.name);
    let mut names: Vec<_> = of(kind).collect();
    if matches!(kind, InputKind::Log | InputKind::Wide) {
        names.extend(of(InputKind::Runs).filter(|n| !fields(kind).iter().any(|f| f.name == *n)));
    }
    names
}
