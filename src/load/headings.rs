//! Headings by meaning: those of Vietnamese systems (domain §2) and those of other
//! offices, trackers and mining tools, in order of preference, as [`heading::key`](super::heading::key)
//! writes them.

mod dossiers;
mod runs;

use crate::study::InputKind;

/// The headings that a column is known by.
pub(super) struct Known {
    pub column: &'static str,
    pub vietnamese: &'static [&'static str],
    /// English, Dutch, Portuguese and Indonesian ones.
    pub foreign: &'static [&'static str],
}

const fn known(
    column: &'static str,
    vietnamese: &'static [&'static str],
    foreign: &'static [&'static str],
) -> Known {
    Known { column, vietnamese, foreign }
}

const IDS_VI: &[&str] = &[
    "mahoso",
    "sohoso",
    "mahosohanhchinh",
    "masohoso",
    "mahosotiepnhan",
    "sohosotiepnhan",
    "sobiennhan",
    "masobiennhan",
    "mabiennhan",
    "sobienlai",
    "hosotiepnhanid",
    "idhoso",
    "hosoid",
    "shs",
    "soksh",
    "sohieu",
    "sotiepnhan",
    "sovaoso",
    "so",
];
const IDS: &[&str] = &[
    "dossierid",
    "dossierno",
    "dossiernumber",
    "caseconceptname",
    "caseid",
    "casekey",
    "issuekey",
    "doccode",
    "caseenquiryid",
    "uniquekey",
    "permitnumber",
    "permitnum",
    "permitno",
    "permitid",
    "applicationnumber",
    "applicationno",
    "applicationrefno",
    "applicationreference",
    "applicationreferencenumber",
    "applrefno",
    "applicationid",
    "applid",
    "permohonanizinid",
    "idpermohonan",
    "nomorpermohonan",
    "nopermohonan",
    "procedimentoformatado",
    "protocoloformatado",
    "numeroprocesso",
    "protocolo",
    "b1altid",
    "altid",
    "recordid",
    "recordnumber",
    "zaaknummer",
    "zaakid",
    "dossiernummer",
    "casenumber",
    "caseno",
    "casereference",
    "ticketid",
    "ticketnumber",
    "ticketno",
    "incidentnumber",
    "incidentid",
    "requestid",
    "requestnumber",
    "requestno",
    "srnumber",
    "processinstanceid",
    "traceid",
    "fileno",
    "filenumber",
    "folderno",
    "foldernumber",
    "referencenumber",
    "referenceno",
    "refno",
    "case",
    "permit",
    "application",
    "issueid",
    "ticket",
    "processid",
    "number",
    "id",
];
const PROCEDURES_VI: &[&str] = &[
    "matthc",
    "mathutuc",
    "mathutuchanhchinh",
    "madichvucong",
    "tenthutuchanhchinh",
    "tenthutuc",
    "tentthc",
    "thutuc",
    "thutuchanhchinh",
    "loaihoso",
    "loaibiendong",
    "congviec",
];
const PROCEDURES: &[&str] = &[
    "procedurecode",
    "servicecode",
    "procedure",
    "procedurename",
    "servicename",
    "doctypename",
    "permittype",
    "permittypedesc",
    "permittypedescription",
    "applicationtype",
    "caseprocedure",
    "jenisizin",
    "tipoprocedimento",
    "issuetype",
    "requesttype",
    "casetype",
    "complainttype",
    "service",
    "worktype",
    "type",
];
const CHANNELS_VI: &[&str] = &[
    "kenhthuchien",
    "kenh",
    "hinhthucnophoso",
    "hinhthucnop",
    "hinhthuctiepnhan",
    "kenhtiepnhan",
    "kenhnop",
    "kenhnophoso",
];
const CHANNELS: &[&str] = &[
    "channel",
    "channelname",
    "submissionchannel",
    "intakechannel",
    "submissionmethod",
    "opendatachanneltype",
    "kanaal",
    "source",
];
const AGENCIES_VI: &[&str] = &[
    "donvixuly",
    "coquanchutrigiaiquyet",
    "donvigiaiquyet",
    "coquangiaiquyet",
    "coquanxuly",
    "coquandonvi",
    "coquanthuchien",
    "coquan",
    "tencoquan",
    "donvicanhangiaiquyet",
    "tendonvi",
    "madonvi",
    "donvi",
];
const AGENCIES: &[&str] = &[
    "agency",
    "agencyname",
    "govagencyname",
    "govagencycode",
    "authority",
    "organizationalentity",
    "organisationalentity",
    "municipality",
    "gemeente",
    "jurisdiction",
    "office",
];

static PAUSES: [Known; 4] = [
    known("dossier_id", IDS_VI, IDS),
    known(
        "paused_at",
        &[
            "ngaybosung",
            "ngayyeucaubosung",
            "thoigianyeucaubosung",
            "ngaytamdung",
            "thoidiemtamdung",
            "thoigiantamdung",
            "ngaydungxuly",
            "ngaytamdungxuly",
            "ngayyeucau",
            "tamdung",
        ],
        &["pausedat", "paused", "pausedate", "suspendedat", "pausestart", "holddate", "onholdat"],
    ),
    known(
        "resumed_at",
        &[
            "ngaytiepnhanbosung",
            "ngaynhanbosung",
            "ngaycongdanbosung",
            "ngayhoanthanhbosung",
            "ngaynopbosung",
            "thoigianbosung",
            "ngaytieptuc",
            "thoidiemtieptuc",
            "thoigiantieptuc",
            "ngaytieptucxuly",
            "tieptuc",
        ],
        &["resumedat", "resumed", "resumedate", "pauseend", "outholddate", "offholdat"],
    ),
    known(
        "reason",
        &[
            "lydo",
            "lydotamdung",
            "lydobosung",
            "loaitamdung",
            "noidungbosung",
            "noidungyeucaubosung",
        ],
        &["reason", "pausereason", "holddescription", "holdreason"],
    ),
];

/// What the national portal and printed forms call their totals.
static PORTAL_TOTALS: [Known; 8] = [
    known(
        "agency",
        &[
            "donvi",
            "tendonvi",
            "madonvi",
            "coquan",
            "tencoquan",
            "coquandonvi",
            "bonganhdiaphuong",
            "diaphuong",
            "tinhthanhpho",
        ],
        &["departmentname", "department", "departmentcode", "agency", "agencyname", "unitname"],
    ),
    known(
        "received",
        &["tongtiepnhan", "tongsotiepnhan", "sohosotiepnhan", "tiepnhan", "tongsohoso", "tongso"],
        &["totalreceived", "received"],
    ),
    known(
        "resolved",
        &["dagiaiquyet", "tongdagiaiquyet", "sohosodagiaiquyet", "daxuly"],
        &["totalprocessed", "totalresolved", "totalcompleted", "resolved", "processed"],
    ),
    known("early", &["truochan", "sohosotruochan"], &["totalearly", "totalbeforedue", "early"]),
    known(
        "on_time",
        &["dunghan", "sohosodunghan", "dunghanvatruochan"],
        &["totalontime", "ontime"],
    ),
    known(
        "overdue",
        &["quahan", "sohosoquahan", "trehan"],
        &["totaloverdue", "totallate", "overdue", "late"],
    ),
    known(
        "in_process",
        &["danggiaiquyet", "tongdanggiaiquyet", "sohosodanggiaiquyet", "dangxuly"],
        &["totalinprocess", "totalprocessing", "totalpending", "inprocess", "processing"],
    ),
    known(
        "in_process_overdue",
        &["danggiaiquyetquahan", "dangxulyquahan"],
        &["totalinprocessoverdue", "totalpendingoverdue", "inprocessoverdue"],
    ),
];

/// Columns of a kind of file with the headings that they are known by. For a log, those of its traces.
pub(super) fn known_headings(kind: InputKind) -> &'static [Known] {
    match kind {
        InputKind::Dossiers | InputKind::Log | InputKind::Wide => &dossiers::DOSSIERS,
        InputKind::Runs => &runs::RUNS,
        InputKind::Pauses => &PAUSES,
        InputKind::PortalTotals => &PORTAL_TOTALS,
        // Never guessed: its headings are those of any list of dossiers.
        InputKind::Portal => &[],
    }
}

/// Headings that only a table of sums has: its rows are no dossiers.
pub(super) const AGGREGATES: [&str; 22] = [
    "tongso",
    "tongcong",
    "tonghoso",
    "kytruoc",
    "trongky",
    "truochan",
    "dunghan",
    "sohosodunghan",
    "sohosoquahan",
    "tyletruochandunghan",
    "tyledunghan",
    "danggiaiquyet",
    "dagiaiquyet",
    "dangxuly",
    "daxuly",
    "tamdungxuly",
    "trahsruths",
    "totalreceived",
    "totalontime",
    "totaloverdue",
    "totalprocessed",
    "avgprocessingdays",
];
