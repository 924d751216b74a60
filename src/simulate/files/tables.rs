//! The exports: dossiers, step runs, pauses.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::arrivals::Channel;
use super::super::calendar::Wall;
use super::super::dossiers::Outcome;
use super::super::draws::{Draws, Purpose};
use super::super::province::Province;
use super::{Start, names, write_csv};
use crate::error::Result;

/// Headings and the column that each is mapped to; empty: not mapped, so never read.
const DOSSIER_COLUMNS: [(&str, &str); 14] = [
    ("Mã hồ sơ", "dossier_id"),
    ("Mã thủ tục", "procedure_code"),
    ("Tên thủ tục", "procedure_name"),
    ("Đơn vị tiếp nhận", "receiving_agency"),
    ("Đơn vị giải quyết", "agency"),
    ("Hình thức nộp hồ sơ", "channel"),
    ("Đối tượng tiếp nhận", "applicant_kind"),
    ("Chủ hồ sơ", ""),
    ("Ngày nộp hồ sơ", "submitted_at"),
    ("Ngày tiếp nhận", "received_at"),
    ("Ngày hẹn trả trước", "first_due_at"),
    ("Ngày hẹn trả", "due_at"),
    ("Ngày kết thúc xử lý", "result_at"),
    ("Trạng thái hồ sơ", "status"),
];

const RUN_COLUMNS: [(&str, &str); 10] = [
    ("Mã hồ sơ", "dossier_id"),
    ("Bước xử lý", "step"),
    ("Bộ phận xử lý", "unit"),
    ("Đơn vị giải quyết", "agency"),
    ("Người xử lý", "officer"),
    ("Ngày chuyển đến", "enabled_at"),
    ("Thời gian bắt đầu", "started_at"),
    ("Thời gian kết thúc", "finished_at"),
    ("Kết quả", "outcome"),
    ("Thời hạn (phút)", "planned_min"),
];

const PAUSE_COLUMNS: [(&str, &str); 4] = [
    ("Mã hồ sơ", "dossier_id"),
    ("Ngày yêu cầu bổ sung", "paused_at"),
    ("Ngày nhận bổ sung", "resumed_at"),
    ("Lý do", "reason"),
];

/// A table of the export, in CSV.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// Of its file, relative to the province's folder.
    pub path: &'a str,
    /// As the study file calls it.
    pub kind: &'a str,
    /// Headings and the column that each is mapped to; empty: not mapped, so never read.
    pub columns: &'a [(&'a str, &'a str)],
}

impl Table<'static> {
    pub const DOSSIERS: Self =
        Self { path: "data/ho_so.csv", kind: "dossiers", columns: &DOSSIER_COLUMNS };
    pub const RUNS: Self =
        Self { path: "data/luot_xu_ly.csv", kind: "runs", columns: &RUN_COLUMNS };
    pub const PAUSES: Self =
        Self { path: "data/tam_dung.csv", kind: "pauses", columns: &PAUSE_COLUMNS };
    /// Tables of every province.
    pub const ALL: [Self; 3] = [Self::DOSSIERS, Self::RUNS, Self::PAUSES];
    /// Of provinces in which promises are moved; no input of the study, as no kind of input is meant for
    /// it.
    pub const MOVES: Self =
        Self { path: "data/doi_ngay_hen.csv", kind: "", columns: &MOVE_COLUMNS };
}

impl Table<'_> {
    /// Its part of the study file, if its rows are in this file.
    pub fn input(&self, path: &str) -> String {
        let kind = self.kind;
        let mut text =
            format!("\n[[input]]\npath = {path:?}\nkind = {kind:?}\n\n[input.columns]\n");
        for (heading, column) in self.columns.iter().filter(|(_, column)| !column.is_empty()) {
            text += &format!("{column} = {heading:?}\n");
        }
        text
    }
}

/// No study reads them yet: the file lies there as an office would hand it over.
const MOVE_COLUMNS: [(&str, &str); 6] = [
    ("Mã hồ sơ", ""),
    ("Ngày điều chỉnh", "changed_at"),
    ("Ngày hẹn trả trước", "due_before_at"),
    ("Ngày hẹn trả mới", "due_after_at"),
    ("Người điều chỉnh", ""),
    ("Lý do", ""),
];

const MOVED: &str = "Đặt lại ngày hẹn trả";
const SUPPLEMENT: &str = "Yêu cầu công dân bổ sung";

fn stamp(province: &Province, wall: Option<Wall>) -> Cow<'static, str> {
    wall.map_or(Cow::Borrowed(""), |wall| province.world.calendar.stamp(wall).into())
}

fn is_shown(shown: &[bool], dossier: usize) -> bool {
    shown.get(dossier).copied().unwrap_or(false)
}

pub(super) fn dossiers(province: &Province, shown: &[bool], start: Start) -> Result<Vec<u8>> {
    let draws = Draws::new(province.seed);
    let dossiers = province.dossiers.iter().zip(shown).filter(|(_, shown)| **shown);
    let rows = dossiers.filter_map(|(dossier, _)| {
        let filing = &dossier.filing;
        let procedure = province.world.procedures.get(filing.procedure)?;
        let office = procedure.offices.get(filing.office)?;
        let agency = province.world.agencies.get(office.agency)?.name.as_str();
        let agency = province.world.called(agency, filing.received);
        let kind = if filing.business { "Doanh nghiệp" } else { "Cá nhân" };
        Some([
            dossier.id.as_str().into(),
            province.world.called(&procedure.given.code, filing.received).into(),
            procedure.given.name.as_str().into(),
            agency.into(),
            agency.into(),
            Channel::as_str(filing.channel).into(),
            kind.into(),
            names::person(draws, filing.key, Purpose::ApplicantName).into(),
            stamp(province, Some(filing.submitted)),
            stamp(province, Some(filing.received)),
            stamp(province, Some(dossier.first_due)),
            stamp(province, Some(dossier.due)),
            stamp(province, dossier.result),
            dossier.state.as_str().into(),
        ])
    });
    write_csv(start, DOSSIER_COLUMNS.map(|(heading, _)| heading), rows)
}

pub(super) fn runs(province: &Province, shown: &[bool], start: Start) -> Result<Vec<u8>> {
    let officers = officers(province);
    let rows = province.runs.iter().filter(|run| is_shown(shown, run.dossier)).filter_map(|run| {
        let dossier = province.dossiers.get(run.dossier)?;
        let procedure = province.world.procedures.get(dossier.filing.procedure)?;
        let step = &procedure.steps.get(run.step)?.given;
        let desk = province.world.desks.get(run.desk)?;
        let officer = run.officer.and_then(|officer| officers.get(&officer));
        Some([
            dossier.id.as_str().into(),
            step.name.as_str().into(),
            desk.unit.as_str().into(),
            province.world.called(&desk.agency_name, run.enabled).into(),
            officer.map_or(Cow::Borrowed(""), |name| name.as_str().into()),
            stamp(province, Some(run.enabled)),
            stamp(province, run.started),
            stamp(province, run.finished),
            run.outcome.map_or("", Outcome::as_str).into(),
            step.planned.to_string().into(),
        ])
    });
    write_csv(start, RUN_COLUMNS.map(|(heading, _)| heading), rows)
}

/// Names of those who did something, by number.
fn officers(province: &Province) -> BTreeMap<usize, String> {
    let draws = Draws::new(province.seed);
    let desks = &province.world.desks;
    let mut officers = BTreeMap::new();
    for number in province.runs.iter().filter_map(|run| run.officer) {
        officers.entry(number).or_insert_with(|| {
            let desk = desks.partition_point(|desk| desk.first_officer <= number);
            let desk = desk.checked_sub(1).and_then(|desk| desks.get(desk));
            let (key, nth) = desk.map_or((0, 0), |desk| (desk.key, number - desk.first_officer));
            let who = key ^ (nth as u64 + 1).rotate_left(32);
            format!("{} (CB{:03})", names::person(draws, who, Purpose::OfficerName), number + 1)
        });
    }
    officers
}

pub(super) fn pauses(province: &Province, shown: &[bool], start: Start) -> Result<Vec<u8>> {
    let pauses = province.pauses.iter().filter(|stop| is_shown(shown, stop.dossier));
    let rows = pauses.filter_map(|stop| {
        let dossier = province.dossiers.get(stop.dossier)?;
        Some([
            dossier.id.as_str().into(),
            stamp(province, Some(stop.from)),
            stamp(province, stop.to),
            SUPPLEMENT.into(),
        ])
    });
    write_csv(start, PAUSE_COLUMNS.map(|(heading, _)| heading), rows)
}

/// Promises moved, each by the officer who had last been given the dossier.
pub(super) fn moves(province: &Province, shown: &[bool], start: Start) -> Result<Vec<u8>> {
    let officers = officers(province);
    let moves = province.moves.iter().filter(|moved| is_shown(shown, moved.dossier));
    let rows = moves.filter_map(|moved| {
        let dossier = province.dossiers.get(moved.dossier)?;
        let until = province
            .runs
            .partition_point(|run| (run.dossier, run.enabled) <= (moved.dossier, moved.at));
        let had = province.runs.iter().take(until).rev();
        let mut had = had.take_while(|run| run.dossier == moved.dossier);
        let officer = had.find_map(|run| officers.get(&run.officer?));
        Some([
            dossier.id.as_str().into(),
            stamp(province, Some(moved.at)),
            stamp(province, Some(moved.before)),
            stamp(province, Some(moved.after)),
            officer.map_or(Cow::Borrowed(""), |name| name.as_str().into()),
            MOVED.into(),
        ])
    });
    write_csv(start, MOVE_COLUMNS.map(|(heading, _)| heading), rows)
}
