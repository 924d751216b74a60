//! Headings that were really seen, group by group.

use super::*;

fn samples(columns: &[(&str, &[&str])]) -> Vec<Sample> {
    columns
        .iter()
        .map(|(heading, values)| Sample {
            heading: (*heading).to_owned(),
            values: values.iter().map(|v| (*v).to_owned()).collect(),
            serial_dates: false,
        })
        .collect()
}

fn mapped(kind: InputKind, columns: &[(&str, &[&str])]) -> Vec<(&'static str, String)> {
    mapping(kind, &samples(columns)).found.into_iter().map(|r| (r.column, r.heading)).collect()
}

fn is(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    pairs.iter().map(|(c, h)| (*c, (*h).to_owned())).collect()
}

const D: &[&str] = &["01/07/2023 08:00", "02/07/2023 09:00", "13/07/2023 10:00"];

#[test]
fn headings_of_a_provincial_export_are_recognised_and_the_applicant_is_not_read() {
    let columns: &[(&str, &[&str])] = &[
        ("STT", &["1", "2", "3"]),
        ("Mã hồ sơ", &["H1", "H2", "H3"]),
        ("Chủ hồ sơ", &["A", "B", "C"]),
        ("Tên thủ tục", &["x", "y", "x"]),
        ("Đơn vị tiếp nhận", &["TT1", "TT1", "TT1"]),
        ("Đơn vị giải quyết", &["Sở A", "Sở B", "Sở A"]),
        ("Hình thức nộp hồ sơ", &["Trực tiếp", "Qua mạng", ""]),
        ("Ngày tiếp nhận", D),
        ("Hạn xử lý", D),
        ("Ngày hẹn trả", D),
        ("Ngày kết thúc xử lý", &["03/07/2023 08:00", "", ""]),
        ("Ngày trả kết quả", &["03/07/2023 08:00", "", ""]),
        ("Quá hạn", &["", "2 ngày", ""]),
    ];
    assert_eq!(
        mapped(InputKind::Dossiers, columns),
        is(&[
            ("procedure_code", "Tên thủ tục"),
            ("receiving_agency", "Đơn vị tiếp nhận"),
            ("agency", "Đơn vị giải quyết"),
            ("channel", "Hình thức nộp hồ sơ"),
            ("received_at", "Ngày tiếp nhận"),
            ("due_at", "Ngày hẹn trả"),
            ("result_at", "Ngày kết thúc xử lý"),
            ("returned_at", "Ngày trả kết quả"),
        ])
    );
    assert_eq!(kind_of(&samples(columns)), Ok(InputKind::Dossiers));
}

#[test]
fn a_return_date_that_open_dossiers_have_is_the_promise() {
    let columns: &[(&str, &[&str])] = &[
        ("Số hồ sơ", &["1", "2", "3", "4"]),
        ("Ngày nhận", &["01/07/2023", "01/07/2023", "02/07/2023", "13/07/2023"]),
        ("Ngày trả kết quả", &["05/07/2023", "05/07/2023", "06/07/2023", "17/07/2023"]),
        ("Hoàn Thành", &["04/07/2023", "", "", ""]),
    ];
    let due = mapped(InputKind::Dossiers, columns);
    assert!(due.contains(&("due_at", "Ngày trả kết quả".to_owned())), "{due:?}");
}

#[test]
fn planted_answers_are_never_mapped() {
    let columns: &[(&str, &[&str])] = &[
        ("case_id", &["1", "1", "2"]),
        ("start_time", &["2023-01-02 09:15:00.000000+00:00"; 3]),
        ("end_time", &["2023-01-02 09:48:42.190000+00:00"; 3]),
        ("Activity", &["A", "B", "A"]),
        ("Resource", &["R", "R", "R"]),
        ("enabled_time", &["2023-01-02 09:15:00.000000+00:00"; 3]),
        ("batch_instance_id", &["1.0", "2.0", ""]),
        ("extraneous_delay", &["0.0", "12.5", "3.0"]),
    ];
    assert_eq!(kind_of(&samples(columns)), Ok(InputKind::Runs));
    assert_eq!(
        mapped(InputKind::Runs, columns),
        is(&[
            ("step", "Activity"),
            ("officer", "Resource"),
            ("enabled_at", "enabled_time"),
            ("started_at", "start_time"),
            ("finished_at", "end_time"),
        ])
    );
}

#[test]
fn attributes_of_the_case_are_the_dossiers() {
    let stamps: &[&str] = &["2023-01-02T09:15:00Z", "2023-01-02T09:15:00Z"];
    let columns: &[(&str, &[&str])] = &[
        ("case:concept:name", &["1", "1"]),
        ("concept:name", &["A", "B"]),
        ("time:timestamp", stamps),
        ("org:resource", &["R", "R"]),
        ("case:channel", &["Internet", "Internet"]),
        ("case:startdate", stamps),
        ("case:deadline", stamps),
    ];
    assert_eq!(
        mapped(InputKind::Runs, columns),
        is(&[
            ("step", "concept:name"),
            ("officer", "org:resource"),
            ("finished_at", "time:timestamp"),
            ("channel", "case:channel"),
            ("received_at", "case:startdate"),
            ("due_at", "case:deadline"),
        ])
    );
}

#[test]
fn a_table_of_sums_is_no_list_of_dossiers() {
    let columns: &[(&str, &[&str])] =
        &[("Đơn vị", &["Sở A"]), ("Tổng số", &["12"]), ("Trong kỳ", &["3"]), ("Đúng hạn", &["3"])];
    assert!(kind_of(&samples(columns)).unwrap_err().contains("sums"));
}

const S: &[&str] = &["2023-07-01 08:00:00", "2023-07-02 09:00:00", "2023-07-13 10:00:00"];
const T: &[&str] = &["a", "b", "a"];

/// What each column of a file of these headings is, the code apart. Headings that end in `*` have dates.
fn read(kind: InputKind, headings: &[&str]) -> Vec<(&'static str, String)> {
    let codes: &[&str] = if kind == InputKind::Dossiers { &["1", "2", "3"] } else { T };
    let of = |at: usize| if at == 0 { codes } else { T };
    let columns: Vec<(&str, &[&str])> = headings
        .iter()
        .enumerate()
        .map(|(at, h)| h.strip_suffix('*').map_or((*h, of(at)), |h| (h, S)))
        .collect();
    assert_eq!(kind_of(&samples(&columns)), Ok(kind), "{headings:?}");
    mapped(kind, &columns)
}

#[test]
fn the_national_payload() {
    let headings = [
        "MaHoSo",
        "MaTTHC",
        "TenTTHC",
        "MaLinhVuc",
        "KenhThucHien",
        "ChuHoSo",
        "LoaiDoiTuong",
        "NgayNopHoSo*",
        "NgayTiepNhan*",
        "NgayHenTra*",
        "NgayKetThucXuLy*",
        "NgayTra*",
        "TrangThaiHoSo",
        "DonViXuLy",
        "NoiNopHoSo",
    ];
    assert_eq!(
        read(InputKind::Dossiers, &headings),
        is(&[
            ("procedure_code", "MaTTHC"),
            ("procedure_name", "TenTTHC"),
            ("agency", "DonViXuLy"),
            ("channel", "KenhThucHien"),
            ("applicant_kind", "LoaiDoiTuong"),
            ("status", "TrangThaiHoSo"),
            ("submitted_at", "NgayNopHoSo"),
            ("received_at", "NgayTiepNhan"),
            ("due_at", "NgayHenTra"),
            ("result_at", "NgayKetThucXuLy"),
            ("returned_at", "NgayTra"),
        ])
    );
    let steps = ["MaHoSo", "NguoiXuLy", "ChucDanh", "ThoiDiemXuLy*", "PhongBanXuLy", "NoiDungXuLy"];
    assert_eq!(
        read(InputKind::Runs, &steps),
        is(&[
            ("step", "NoiDungXuLy"),
            ("unit", "PhongBanXuLy"),
            ("officer", "NguoiXuLy"),
            ("finished_at", "ThoiDiemXuLy"),
        ])
    );
    let supplements =
        ["MaHoSo", "NgayBoSung*", "NgayTiepNhanBoSung*", "NgayHenTraTruoc*", "NgayHenTraMoi*"];
    assert_eq!(
        read(InputKind::Pauses, &supplements),
        is(&[("paused_at", "NgayBoSung"), ("resumed_at", "NgayTiepNhanBoSung")])
    );
}

#[test]
fn provincial_steps_and_an_older_system() {
    let steps = [
        "MaHoSo",
        "ThoiGian*",
        "TrangThai",
        "NodeQuyTrinh",
        "TenNguoiGui",
        "TenNguoiNhan",
        "ThaoTac",
    ];
    assert_eq!(
        read(InputKind::Runs, &steps),
        is(&[("step", "NodeQuyTrinh"), ("officer", "TenNguoiNhan"), ("finished_at", "ThoiGian"),])
    );
    let liferay = [
        "MaSoHoSo",
        "NgayNopHoSo*",
        "NgayNhanHoSo*",
        "TenCoQuanTiepNhan",
        "TenThuTucHanhChinh",
        "NgayHenTraKetQua*",
        "NgayTraKetQua*",
        "NgayKetThucXuLy*",
        "TrangThaiHoSo",
        "LoaiHoSo",
    ];
    assert_eq!(
        read(InputKind::Dossiers, &liferay),
        is(&[
            ("procedure_code", "TenThuTucHanhChinh"),
            ("receiving_agency", "TenCoQuanTiepNhan"),
            ("status", "TrangThaiHoSo"),
            ("submitted_at", "NgayNopHoSo"),
            ("received_at", "NgayNhanHoSo"),
            ("due_at", "NgayHenTraKetQua"),
            ("result_at", "NgayKetThucXuLy"),
            ("returned_at", "NgayTraKetQua"),
        ])
    );
}

#[test]
fn opencps_and_egate() {
    let opencps = [
        "dossierNo",
        "serviceCode",
        "serviceName",
        "govAgencyCode",
        "govAgencyName",
        "submitDate*",
        "receiveDate*",
        "dueDate*",
        "releaseDate*",
        "finishDate*",
        "dossierStatus",
        "dossierStatusText",
        "stepName",
        "lastActionDate*",
    ];
    assert_eq!(
        read(InputKind::Dossiers, &opencps),
        is(&[
            ("procedure_code", "serviceCode"),
            ("procedure_name", "serviceName"),
            ("agency", "govAgencyName"),
            ("status", "dossierStatusText"),
            ("submitted_at", "submitDate"),
            ("received_at", "receiveDate"),
            ("due_at", "dueDate"),
            ("result_at", "releaseDate"),
            ("returned_at", "finishDate"),
        ])
    );
    let egate = [
        "DocCode",
        "DocTypeName",
        "DateReceived*",
        "DateAppointed*",
        "DateSuccess*",
        "DateReturned*",
    ];
    assert_eq!(
        read(InputKind::Dossiers, &egate),
        is(&[
            ("procedure_code", "DocTypeName"),
            ("received_at", "DateReceived"),
            ("due_at", "DateAppointed"),
            ("result_at", "DateSuccess"),
            ("returned_at", "DateReturned"),
        ])
    );
}

#[test]
fn step_logs_of_other_countries() {
    let seattle = [
        "permitnum",
        "reviewtype",
        "reviewcycle",
        "reviewteam",
        "reviewteamassigndate*",
        "reviewerassigndate*",
        "reviewerfinishdate*",
        "reviewresultdesc",
    ];
    assert_eq!(
        read(InputKind::Runs, &seattle),
        is(&[
            ("step", "reviewtype"),
            ("unit", "reviewteam"),
            ("outcome", "reviewresultdesc"),
            ("enabled_at", "reviewteamassigndate"),
            ("started_at", "reviewerassigndate"),
            ("finished_at", "reviewerfinishdate"),
        ])
    );
    // Its steps are numbers; the desks have names.
    let columns: &[(&str, &[&str])] = &[
        ("application_number", &["1", "1", "2"]),
        ("step", &["1", "2", "1"]),
        ("station", &["BLDG", "CPB", "BLDG"]),
        ("arrive", S),
        ("start_date", S),
        ("finish_date", S),
        ("review_results", &["Approved", "", "Approved"]),
    ];
    assert_eq!(
        mapped(InputKind::Runs, columns),
        is(&[
            ("step", "station"),
            ("outcome", "review_results"),
            ("enabled_at", "arrive"),
            ("started_at", "start_date"),
            ("finished_at", "finish_date"),
        ])
    );
    let sicantik = [
        "id_proses_permohonan",
        "permohonan_izin_id",
        "jenis_izin",
        "nama_proses",
        "start_date*",
        "end_date*",
        "diproses_oleh",
        "tgl_pengajuan*",
    ];
    assert_eq!(
        read(InputKind::Runs, &sicantik),
        is(&[
            ("step", "nama_proses"),
            ("officer", "diproses_oleh"),
            ("started_at", "start_date"),
            ("finished_at", "end_date"),
            ("procedure_code", "jenis_izin"),
            ("received_at", "tgl_pengajuan"),
        ])
    );
    let rtps =
        ["/appl_ref_no", "/task_name", "/received_time*", "/executed_time*", "/action_taken"];
    assert_eq!(
        read(InputKind::Runs, &rtps),
        is(&[
            ("step", "/task_name"),
            ("outcome", "/action_taken"),
            ("enabled_at", "/received_time"),
            ("finished_at", "/executed_time"),
        ])
    );
    let sei = ["ProcedimentoFormatado", "Tarefa", "DataHora*", "Unidade", "Usuario"];
    assert_eq!(
        read(InputKind::Runs, &sei),
        is(&[
            ("step", "Tarefa"),
            ("unit", "Unidade"),
            ("officer", "Usuario"),
            ("finished_at", "DataHora"),
        ])
    );
    let accela = ["B1_ALT_ID", "process", "task", "status", "start*", "end*", "due*"];
    assert_eq!(
        read(InputKind::Runs, &accela),
        is(&[("step", "task"), ("started_at", "start"), ("finished_at", "end")])
    );
}

#[test]
fn permits_of_dutch_and_american_towns() {
    let dutch = [
        "startDate*",
        "endDate*",
        "endDatePlanned*",
        "caseStatus",
        "caseProcedure",
        "Responsible_actor",
    ];
    assert_eq!(
        read(InputKind::Dossiers, &dutch),
        is(&[
            ("procedure_code", "caseProcedure"),
            ("status", "caseStatus"),
            ("received_at", "startDate"),
            ("due_at", "endDatePlanned"),
            ("result_at", "endDate"),
        ])
    );
    let events = ["activityNameEN", "monitoringResource", "dateFinished*", "dueDate*", "planned*"];
    assert_eq!(
        read(InputKind::Runs, &events),
        is(&[
            ("step", "activityNameEN"),
            ("officer", "monitoringResource"),
            ("finished_at", "dateFinished"),
        ])
    );
    let canadian = ["FILENO", "INDATE*", "DUEDATE*", "ISSUEDATE*", "FOLDERSTATUSDESC"];
    assert_eq!(
        read(InputKind::Dossiers, &canadian),
        is(&[
            ("status", "FOLDERSTATUSDESC"),
            ("received_at", "INDATE"),
            ("due_at", "DUEDATE"),
            ("result_at", "ISSUEDATE"),
        ])
    );
    let american = ["PermitNum", "PermitTypeDesc", "AppliedDate*", "IssuedDate*", "StatusCurrent"];
    assert_eq!(
        read(InputKind::Dossiers, &american),
        is(&[
            ("procedure_code", "PermitTypeDesc"),
            ("status", "StatusCurrent"),
            ("received_at", "AppliedDate"),
            ("result_at", "IssuedDate"),
        ])
    );
}

#[test]
fn tickets_and_the_names_of_mining_tools() {
    let tickets = [
        "Summary",
        "Issue key",
        "Issue Type",
        "Status",
        "Assignee",
        "Created*",
        "Resolved*",
        "Due Date*",
    ];
    assert_eq!(
        read(InputKind::Dossiers, &tickets),
        is(&[
            ("procedure_code", "Issue Type"),
            ("status", "Status"),
            ("received_at", "Created"),
            ("due_at", "Due Date"),
            ("result_at", "Resolved"),
        ])
    );
    for (headings, step, time, officer) in [
        (
            ["case_id", "activity_id", "timestamp*", "resource_id"],
            "activity_id",
            "timestamp",
            "resource_id",
        ),
        (
            ["Case ID", "Activity", "Complete Timestamp*", "Resource"],
            "Activity",
            "Complete Timestamp",
            "Resource",
        ),
        (
            ["_CASE_KEY", "ACTIVITY_EN", "EVENTTIME*", "USER_NAME"],
            "ACTIVITY_EN",
            "EVENTTIME",
            "USER_NAME",
        ),
        (
            ["case:concept:name", "concept:name", "time:timestamp*", "org:resource"],
            "concept:name",
            "time:timestamp",
            "org:resource",
        ),
    ] {
        let found = read(InputKind::Runs, &headings);
        assert_eq!(found, is(&[("step", step), ("officer", officer), ("finished_at", time)]));
    }
}

#[test]
fn headings_without_marks_or_spelled_short() {
    let headings = ["ma_hs", "tiep_nhan*", "han*", "ket_thuc*", "tra*"];
    assert_eq!(
        read(InputKind::Dossiers, &headings),
        is(&[("received_at", "tiep_nhan"), ("due_at", "han"), ("result_at", "ket_thuc")])
    );
    let land = ["Mã HS", "Ngày Nhận*", "Hoàn Thành*", "Tình trạng HS"];
    assert_eq!(
        read(InputKind::Dossiers, &land),
        is(&[
            ("status", "Tình trạng HS"),
            ("received_at", "Ngày Nhận"),
            ("result_at", "Hoàn Thành"),
        ])
    );
}

#[test]
fn the_demo_s_own_runs_and_pauses_are_read_whole() {
    let runs: &[(&str, &[&str])] = &[
        ("Mã hồ sơ", &["1", "1", "2"]),
        ("Bước xử lý", T),
        ("Bộ phận xử lý", T),
        ("Đơn vị giải quyết", T),
        ("Người xử lý", T),
        ("Ngày chuyển đến", D),
        ("Thời gian bắt đầu", D),
        ("Thời gian kết thúc", D),
        ("Kết quả", T),
        ("Thời hạn (phút)", &["30", "", "60"]),
    ];
    assert_eq!(kind_of(&samples(runs)), Ok(InputKind::Runs));
    assert_eq!(
        mapped(InputKind::Runs, runs),
        is(&[
            ("step", "Bước xử lý"),
            ("unit", "Bộ phận xử lý"),
            ("agency", "Đơn vị giải quyết"),
            ("officer", "Người xử lý"),
            ("outcome", "Kết quả"),
            ("enabled_at", "Ngày chuyển đến"),
            ("started_at", "Thời gian bắt đầu"),
            ("finished_at", "Thời gian kết thúc"),
            ("planned_min", "Thời hạn (phút)"),
        ])
    );
    let pauses = ["Mã hồ sơ", "Ngày yêu cầu bổ sung*", "Ngày nhận bổ sung*", "Lý do"];
    assert_eq!(
        read(InputKind::Pauses, &pauses),
        is(&[
            ("paused_at", "Ngày yêu cầu bổ sung"),
            ("resumed_at", "Ngày nhận bổ sung"),
            ("reason", "Lý do"),
        ])
    );
    let moves =
        ["Mã hồ sơ", "Ngày điều chỉnh*", "Ngày hẹn trả trước*", "Ngày hẹn trả mới*", "Lý do"];
    let columns: Vec<(&str, &[&str])> =
        moves.iter().map(|h| h.strip_suffix('*').map_or((*h, T), |h| (h, S))).collect();
    assert!(kind_of(&samples(&columns)).unwrap_err().contains("promised dates"));
}

#[test]
fn totals_of_the_national_portal() {
    let columns: &[(&str, &[&str])] = &[
        ("departmentCode", &["H56.1", "H56.2"]),
        ("departmentName", &["Sở A", "Sở B"]),
        ("totalReceived", &["120", "80"]),
        ("totalOnTime", &["100", "70"]),
        ("totalOverdue", &["12", "3"]),
        ("avgProcessingDays", &["3.2", "4.1"]),
    ];
    assert_eq!(kind_of(&samples(columns)), Ok(InputKind::PortalTotals));
    assert_eq!(
        mapped(InputKind::PortalTotals, columns),
        is(&[
            ("agency", "departmentName"),
            ("received", "totalReceived"),
            ("on_time", "totalOnTime"),
            ("overdue", "totalOverdue"),
        ])
    );
}

#[test]
fn a_known_heading_whose_values_cannot_be_read_says_so() {
    let columns: &[(&str, &[&str])] = &[
        ("Mã hồ sơ", &["1", "2", "3", "4"]),
        ("Ngày tiếp nhận", &["01/07/2023", "02/07/2023", "13/07/2023", "14/07/2023"]),
        ("Thời hạn", &["Lâu dài", "50 năm", "Lâu dài", "20 năm"]),
        ("Cơ quan", &["Sở A", "", "", ""]),
    ];
    let mapping = mapping(InputKind::Dossiers, &samples(columns));
    assert_eq!(
        mapping.doubts,
        [
            Doubt { column: "agency", heading: "Cơ quan".into(), why: Why::Sparse(25) },
            Doubt {
                column: "due_at",
                heading: "Thời hạn".into(),
                why: Why::Unreadable {
                    wanted: "dates",
                    examples: ["text of 7 letters", "\"50 năm\"", "\"20 năm\""]
                        .map(str::to_owned)
                        .to_vec(),
                },
            },
        ]
    );
}

#[test]
fn a_term_years_away_is_no_promise() {
    let columns: &[(&str, &[&str])] = &[
        ("Số hồ sơ", &["1", "2", "3"]),
        ("Ngày nhận", &["01/07/2023", "02/07/2023", "13/07/2023"]),
        ("Thời hạn", &["01/07/2073", "02/07/2073", "13/07/2053"]),
    ];
    let mapping = mapping(InputKind::Dossiers, &samples(columns));
    assert_eq!(mapping.heading("due_at"), None);
    assert_eq!(mapping.doubts.first().map(|d| &d.why), Some(&Why::FarTerm));
}

#[test]
fn a_moved_promise_counts_where_every_dossier_has_one() {
    let due: &[&str] = &["05/07/2023", "06/07/2023", "17/07/2023"];
    let with = |moved: &[&str]| {
        let columns: &[(&str, &[&str])] =
            &[("Ngày tiếp nhận", D), ("Ngày hẹn trả", due), ("Ngày hẹn trả mới", moved)];
        let found = mapping(InputKind::Dossiers, &samples(columns));
        (
            found.heading("first_due_at").map(str::to_owned),
            found.heading("due_at").map(str::to_owned),
        )
    };
    let (old, new) = (Some("Ngày hẹn trả".to_owned()), Some("Ngày hẹn trả mới".to_owned()));
    assert_eq!(with(due), (old.clone(), new));
    assert_eq!(with(&["", "16/07/2023", ""]), (None, old));
}

#[test]
fn people_who_apply_are_no_officers() {
    let names: Vec<String> = (0..40).map(|i| format!("Nguyễn {i}")).collect();
    let stamps: Vec<String> = (0..40).map(|i| format!("2023-07-{:02}", i % 28 + 1)).collect();
    let sample = |heading: &str, values: &[String]| Sample {
        heading: heading.to_owned(),
        values: values.to_vec(),
        serial_dates: false,
    };
    let columns = [
        sample("Bước", &vec!["Tiếp nhận".to_owned(); 40]),
        sample("Ngày xử lý", &stamps),
        sample("Người nhận", &names),
    ];
    let found = mapping(InputKind::Runs, &columns);
    assert_eq!(found.heading("officer"), None);
    assert_eq!(found.doubts.first().map(|d| &d.why), Some(&Why::Applicants));
}
