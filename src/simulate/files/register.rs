//! The register: what the law and the internal process call for.

use super::super::province::Province;
use super::{Start, write_csv};
use crate::error::Result;

pub(super) fn procedures(province: &Province) -> Result<Vec<u8>> {
    let header =
        ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cấp", "Thời hạn (ngày làm việc)", "Phí"];
    let world = &province.world;
    let coded = world.procedures.iter().flat_map(|procedure| {
        world.codes(&procedure.given.code).into_iter().map(move |code| (code, procedure))
    });
    let rows = coded.map(|(code, procedure)| {
        let given = &procedure.given;
        [
            code.into(),
            given.name.as_str().into(),
            given.field.as_str().into(),
            given.level.as_str().into(),
            given.days.to_string().into(),
            given.fee.to_string().into(),
        ]
    });
    write_csv(Start::Header, header, rows)
}

pub(super) fn steps(province: &Province) -> Result<Vec<u8>> {
    let header = ["Mã thủ tục", "Thứ tự", "Bước", "Vai trò", "Định mức (phút)", "Căn cứ"];
    let world = &province.world;
    let coded = world.procedures.iter().flat_map(|procedure| {
        world.codes(&procedure.given.code).into_iter().map(move |code| (code, procedure))
    });
    let rows = coded.flat_map(|(code, procedure)| {
        procedure.steps.iter().enumerate().map(move |(index, step)| {
            [
                code.into(),
                (index + 1).to_string().into(),
                step.given.name.as_str().into(),
                step.given.role.as_str().into(),
                step.given.planned.to_string().into(),
                step.given.legal_text.as_str().into(),
            ]
        })
    });
    write_csv(Start::Header, header, rows)
}

pub(super) fn legal_texts(province: &Province) -> Result<Vec<u8>> {
    let header = ["Mã căn cứ", "Tên văn bản", "Điều khoản", "Loại văn bản", "Cơ quan ban hành"];
    let rows = province.scenario.legal_texts.iter().map(|text| {
        [
            text.id.as_str().into(),
            text.title.as_str().into(),
            text.article.as_str().into(),
            text.instrument.as_str().into(),
            text.owner.as_str().into(),
        ]
    });
    write_csv(Start::Header, header, rows)
}
