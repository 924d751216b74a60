//! Large provinces: the same bytes on any number of threads, and one as large as Hải Dương.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::rc::Rc;

use redtape::error::Result;
use redtape::simulate::{Folder, Scenario, write};

use super::world::{Files, short, sortable, table, written};

/// Files in memory.
#[derive(Default)]
struct Memory(BTreeMap<String, Rc<RefCell<Vec<u8>>>>);

struct File(Rc<RefCell<Vec<u8>>>);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Folder for Memory {
    fn file(&mut self, path: &str) -> Result<Box<dyn Write>> {
        let file = Rc::clone(self.0.entry(path.to_owned()).or_default());
        Ok(Box::new(File(file)))
    }
}

fn streamed(scenario: &Scenario, seed: u64, threads: usize) -> (Files, u64) {
    let mut memory = Memory::default();
    let dossiers = write(scenario, seed, threads, &mut memory).unwrap().dossiers;
    (memory.0.into_iter().map(|(path, file)| (path, file.take())).collect(), dossiers)
}

#[test]
fn bytes_do_not_depend_on_the_number_of_threads() {
    let scenario = short("", "");
    let whole = written(&scenario, 4);
    for threads in [1, 2, 5] {
        let (files, dossiers) = streamed(&scenario, 4, threads);
        assert!(files == whole, "{threads} threads");
        assert_eq!(dossiers as usize, table(&files, "data/ho_so.csv", ["Mã hồ sơ"]).len());
    }
}

/// Percent processed, and of these in time, of what was received in ten months.
fn hai_duong(scale: f64, seeds: std::ops::RangeInclusive<u64>, number: usize) -> [f64; 2] {
    let scenario = Scenario::named("hai-duong").unwrap().scaled(scale).unwrap();
    let (mut received, mut processed, mut in_time) = (0.0, 0.0, 0.0);
    for seed in seeds {
        let (files, _) = streamed(&scenario, seed, 2);
        let headings = ["Ngày hẹn trả", "Ngày kết thúc xử lý"];
        let rows = table(&files, "data/ho_so.csv", headings);
        assert_eq!(rows.len(), number);
        for [due, result] in rows {
            received += 1.0;
            let Some(result) = sortable(&result) else { continue };
            processed += 1.0;
            in_time += f64::from(u8::from(Some(result) <= sortable(&due)));
        }
        let truth: serde_json::Value = serde_json::from_slice(&files["truth.json"]).unwrap();
        assert!(truth["problems"].as_array().unwrap().len() >= 11);
    }
    [100.0 * processed / received, 100.0 * in_time / processed]
}

/// A fiftieth of the province. What stands for the dossiers that aren't there loads the departments and
/// districts less than they did, so that more is in time than in the whole province.
#[test]
fn hai_duong_comes_out_of_staff_and_behaviour() {
    let [processed, in_time] = hai_duong(0.02, 1..=4, 17_205);
    assert!((processed - 98.18).abs() < 0.4, "{processed} % processed");
    assert!((98.6..99.5).contains(&in_time), "{in_time} % in time");
}

/// What was reported: 844,567 of 860,246 processed, 98.8 % of these in time.
#[test]
#[ignore = "the whole province: a minute"]
fn the_whole_of_hai_duong_is_as_was_reported() {
    let [processed, in_time] = hai_duong(1.0, 1..=1, 860_246);
    assert!((processed - 98.177).abs() < 0.2, "{processed} % processed");
    assert!((in_time - 98.8).abs() < 0.2, "{in_time} % in time");
}
