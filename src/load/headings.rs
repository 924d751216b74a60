//! Headings by meaning: those of Vietnamese systems (domain.md §2, exports.md §2.3) and their English
//! equivalents, in order of preference, as [`heading::key`](super::heading::key) writes them.

use crate::study::InputKind;

/// The headings that a column is known by.
pub(super) struct Known {
    pub column: &'static str,
    pub vietnamese: &'static [&'static str],
    pub english: &'static [&'static str],
}

const fn known(
    column: &'static str,
    vietnamese: &'static [&'static str],
    english: &'static [&'static str],
) -> Known {
    Known { column, vietnamese, english }
}

const IDS_VI: &[&str] = &[
    "mahoso",
    "sohoso",
    "mahosohanhchinh",
    "masohoso",
    "sobiennhan",
    "masobiennhan",
    "sobienlai",
    "hosotiepnhanid",
    "shs",
    "soksh",
    "sohieu",
];
const IDS_EN: &[&str] = &[
    "dossierid",
    "dossierno",
    "dossiernumber",
    "caseconceptname",
    "caseid",
    "doccode",
    "caseenquiryid",
    "uniquekey",
    "applicationid",
    "applicationnumber",
    "permitnumber",
    "case",
    "traceid",
    "fileno",
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
    "loaihoso",
    "loaibiendong",
    "congviec",
];
const PROCEDURES_EN: &[&str] = &[
    "procedurecode",
    "servicecode",
    "procedure",
    "procedurename",
    "servicename",
    "doctypename",
    "caseprocedure",
    "service",
];
const CHANNELS_VI: &[&str] =
    &["kenhthuchien", "kenh", "hinhthucnophoso", "hinhthucnop", "hinhthuctiepnhan", "kenhtiepnhan"];
const CHANNELS_EN: &[&str] = &["channel", "channelname", "submissionchannel", "intakechannel"];
const RECEIVED_VI: &[&str] = &[
    "ngaytiepnhan",
    "ngaytiepnhanhoso",
    "ngaygiotiepnhan",
    "thoigiantiepnhan",
    "ngaynhan",
    "ngaynhanhoso",
    "nhanhoso",
    "tiepnhan",
];
const RECEIVED_EN: &[&str] = &[
    "receivedat",
    "received",
    "receivedate",
    "receiveddate",
    "datereceived",
    "startdate",
    "opendt",
    "opendate",
    "openedat",
    "createddate",
    "datecreated",
    "registrationdate",
];
// `Hạn xử lý` stands beside `Ngày hẹn trả` in some files: the promise comes first.
const DUE_VI: &[&str] = &[
    "ngayhentraketqua",
    "ngayhentra",
    "ngaygiohentra",
    "hentraketqua",
    "hentra",
    "hentracongdan",
    "ngayhentramoi",
    "thoihanmoi",
    "thoihantraketqualansau",
    "ngayhen",
    "hanxuly",
    "thoihan",
];
const DUE_EN: &[&str] = &[
    "dueat",
    "duedate",
    "deadline",
    "targetdt",
    "targetdate",
    "dateappointed",
    "promisedat",
    "promiseddate",
    "due",
];
const RESULT_VI: &[&str] = &[
    "ngayketthucxuly",
    "ngayketthuc",
    "ngaycoketqua",
    "ngaykyduyet",
    "hoanthanh",
    "nhankqtucoquangiaiquyet",
];
const RESULT_EN: &[&str] = &[
    "resultat",
    "enddate",
    "closeddt",
    "closeddate",
    "closedat",
    "releasedate",
    "datesuccess",
    "dateresult",
    "completedat",
    "decisiondate",
    "resolutiondate",
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
    "donvicanhangiaiquyet",
    "tendonvi",
    "madonvi",
    "donvi",
];
const AGENCIES_EN: &[&str] = &[
    "agency",
    "agencyname",
    "govagencyname",
    "govagencycode",
    "authority",
    "organizationalentity",
    "organisationalentity",
    "municipality",
];
/// Of a dossier, a department is who answers for it (a *sở* is one); of a step, it is a desk.
const DOSSIER_AGENCIES_EN: &[&str] = &[
    "agency",
    "agencyname",
    "govagencyname",
    "govagencycode",
    "authority",
    "organizationalentity",
    "organisationalentity",
    "municipality",
    "department",
    "departmentname",
];

static DOSSIERS: [Known; 14] = [
    known("dossier_id", IDS_VI, IDS_EN),
    known("procedure_code", PROCEDURES_VI, PROCEDURES_EN),
    known(
        "procedure_name",
        &["tenthutuchanhchinh", "tenthutuc", "tentthc"],
        &["procedurename", "servicename"],
    ),
    known(
        "receiving_agency",
        &["donvitiepnhan", "coquantiepnhan", "tencoquantiepnhan", "madonvitiepnhan", "noitiepnhan"],
        &["receivingagency", "receivingplace"],
    ),
    known("agency", AGENCIES_VI, DOSSIER_AGENCIES_EN),
    known("channel", CHANNELS_VI, CHANNELS_EN),
    known(
        "applicant_kind",
        &["loaidoituong", "doituongtiepnhan", "madoituong"],
        &["applicantkind", "applicanttype", "applicantidtype"],
    ),
    known(
        "status",
        &["trangthaihoso", "trangthai", "tinhtranghoso", "tinhtrang", "matinhtrang"],
        &["status", "casestatus", "dossierstatus"],
    ),
    known(
        "submitted_at",
        &["ngaynophoso", "ngaynop"],
        &["submittedat", "submitdate", "submissiondate", "datesubmitted", "filedat"],
    ),
    known("received_at", RECEIVED_VI, RECEIVED_EN),
    known(
        "first_due_at",
        &["ngayhentratruoc", "thoihancu", "ngayhentrabandau"],
        &["firstdueat", "firstduedate", "originalduedate"],
    ),
    known("due_at", DUE_VI, DUE_EN),
    known("result_at", RESULT_VI, RESULT_EN),
    known(
        "returned_at",
        &["ngaytraketqua", "ngaytrakq", "ngaytra", "ngaytracongdan", "traketqua", "ngaynhanketqua"],
        &["returnedat", "returneddate", "finishdate", "datereturned", "datefinished"],
    ),
];

static RUNS: [Known; 15] = [
    known("dossier_id", IDS_VI, IDS_EN),
    known(
        "step",
        &[
            "tenbuoc",
            "buoc",
            "buocxuly",
            "tenbuocxuly",
            "nodequytrinh",
            "noidungxuly",
            "thaotac",
            "buocthuchien",
        ],
        &[
            "step",
            "stepname",
            "conceptname",
            "activity",
            "activityname",
            "task",
            "taskname",
            "event",
            "eventname",
            "stage",
        ],
    ),
    known(
        "unit",
        &[
            "phongbanxuly",
            "phongban",
            "bophanxuly",
            "bophan",
            "tenphongbanxulyhienthoi",
            "phongxuly",
            "xaphuong",
        ],
        &["unit", "unitname", "orggroup", "group", "department", "team", "desk", "orgrole", "role"],
    ),
    known("agency", AGENCIES_VI, AGENCIES_EN),
    known(
        "officer",
        &[
            "nguoixuly",
            "canboxuly",
            "nguoithuchien",
            "canbothuchien",
            "nguoithuly",
            "nvxuly",
            "giaonhanvien",
            "canbodangxuly",
            "canboxulyhientai",
            "tencanboxulyhienthoi",
            "nguoinhan",
            "tennguoinhan",
            "canbo",
            "canbotiepnhan",
            "nguoitiepnhan",
            "nguoikyduyet",
        ],
        &[
            "officer",
            "orgresource",
            "resource",
            "user",
            "username",
            "performer",
            "employee",
            "assignee",
            "currentuser",
        ],
    ),
    known("outcome", &["ketquaxuly", "ketqua", "ketquabuoc"], &["outcome", "result", "decision"]),
    known(
        "enabled_at",
        &["thoidiemden", "thoidiemnhan", "thoigiannhan", "ngaygiao", "ngayden", "ngaynhan"],
        &[
            "enabledat",
            "enabledtime",
            "enabletime",
            "enabled",
            "arrivaltime",
            "queuedat",
            "scheduledat",
        ],
    ),
    known(
        "started_at",
        &["thoigianbatdau", "thoidiembatdau", "batdau", "ngaybatdau"],
        &["startedat", "starttime", "starttimestamp", "started", "start", "begintime", "startdate"],
    ),
    known(
        "finished_at",
        &[
            "thoigianketthuc",
            "thoidiemketthuc",
            "ketthuc",
            "ngayketthuc",
            "thoidiemxuly",
            "ngayxuly",
            "thoigianxuly",
            "ngaythuchien",
            "thoigian",
        ],
        &[
            "finishedat",
            "endtime",
            "endtimestamp",
            "timetimestamp",
            "completetimestamp",
            "completedat",
            "finished",
            "end",
            "timestamp",
            "eventtime",
            "enddate",
            "time",
        ],
    ),
    known(
        "planned_min",
        &["dinhmucphut", "thoigianquydinhphut", "dinhmucthoigianphut"],
        &["plannedmin", "plannedminutes", "standardminutes"],
    ),
    known("procedure_code", PROCEDURES_VI, PROCEDURES_EN),
    known("channel", CHANNELS_VI, CHANNELS_EN),
    known("received_at", &["ngaytiepnhan", "ngaytiepnhanhoso"], &["receivedat", "receiveddate"]),
    known(
        "due_at",
        &["ngayhentraketqua", "ngayhentra", "hentraketqua", "hentra"],
        &["dueat", "deadline"],
    ),
    known("result_at", &["ngaycoketqua", "ngayketthuchoso"], &["resultat", "resultdate"]),
];

static PAUSES: [Known; 4] = [
    known("dossier_id", IDS_VI, IDS_EN),
    known(
        "paused_at",
        &["ngaybosung", "ngayyeucaubosung", "ngayyeucau", "ngaytamdung", "thoidiemtamdung"],
        &["pausedat", "paused", "suspendedat", "pausestart"],
    ),
    known(
        "resumed_at",
        &[
            "ngaytiepnhanbosung",
            "ngaycongdanbosung",
            "ngayhoanthanhbosung",
            "ngaytieptuc",
            "thoidiemtieptuc",
        ],
        &["resumedat", "resumed", "pauseend"],
    ),
    known("reason", &["lydo", "lydotamdung", "loaitamdung"], &["reason", "pausereason"]),
];

/// Columns of a kind of file with the headings that they are known by. For XES, those of its traces.
pub(super) fn known_headings(kind: InputKind) -> &'static [Known] {
    match kind {
        InputKind::Dossiers | InputKind::Log | InputKind::Wide => &DOSSIERS,
        InputKind::Runs => &RUNS,
        InputKind::Pauses => &PAUSES,
        // Never guessed: its headings are those of any list of dossiers.
        InputKind::Portal | InputKind::PortalTotals => &[],
    }
}

/// Headings that only a table of sums has: its rows are no dossiers.
pub(super) const AGGREGATES: [&str; 8] = [
    "tongso",
    "kytruoc",
    "trongky",
    "truochan",
    "dunghan",
    "tyletruochandunghan",
    "danggiaiquyet",
    "dagiaiquyet",
];
