//! From events to step runs: which start belongs to which finish.

use std::collections::{BTreeMap, VecDeque};

/// What an event says about its run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transition {
    Schedule,
    Start,
    Finish,
    /// Suspended, assigned, …: seen, but no end of anything.
    Other,
}

impl Transition {
    /// By the standard lifecycle of XES; a log without it has finishes only.
    pub(super) fn named(name: Option<&str>) -> Self {
        let Some(name) = name else { return Self::Finish };
        match name.trim().to_ascii_lowercase().as_str() {
            "" | "unknown" | "complete" | "autoskip" | "manualskip" | "withdraw" | "ate_abort"
            | "pi_abort" => Self::Finish,
            "start" => Self::Start,
            "schedule" => Self::Schedule,
            _ => Self::Other,
        }
    }
}

/// One event of a dossier, in order of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark<'a> {
    pub transition: Transition,
    pub step: &'a str,
    /// `concept:instance`; empty where there is none.
    pub instance: &'a str,
}

/// Positions of the events that make up one run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Paired {
    pub schedule: Option<usize>,
    pub start: Option<usize>,
    pub finish: Option<usize>,
}

/// Runs that wait for their start or finish, by step and instance.
type Queues<'a> = BTreeMap<(&'a str, &'a str), VecDeque<usize>>;

fn next<'a>(queues: &mut Queues<'a>, key: (&'a str, &'a str)) -> Option<usize> {
    queues.get_mut(&key).and_then(VecDeque::pop_front)
}

/// Pairs the events of one dossier by step and instance, first in first out; without an instance all
/// events of a step share one queue. What is never finished stays open, a finish without a start
/// stands alone. Runs come in order of their first event.
pub(super) fn pair(events: &[Mark<'_>]) -> Vec<Paired> {
    let mut runs: Vec<Paired> = Vec::new();
    let mut scheduled = Queues::new();
    let mut started = Queues::new();
    for (at, event) in events.iter().enumerate() {
        let key = (event.step, event.instance);
        match event.transition {
            Transition::Other => {}
            Transition::Schedule => {
                scheduled.entry(key).or_default().push_back(runs.len());
                runs.push(Paired { schedule: Some(at), ..Paired::default() });
            }
            Transition::Start => {
                let run = next(&mut scheduled, key).unwrap_or_else(|| {
                    runs.push(Paired::default());
                    runs.len() - 1
                });
                if let Some(run) = runs.get_mut(run) {
                    run.start = Some(at);
                }
                started.entry(key).or_default().push_back(run);
            }
            Transition::Finish => {
                let run = next(&mut started, key)
                    .or_else(|| next(&mut scheduled, key))
                    .unwrap_or_else(|| {
                        runs.push(Paired::default());
                        runs.len() - 1
                    });
                if let Some(run) = runs.get_mut(run) {
                    run.finish = Some(at);
                }
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events<'a>(list: &[(&'a str, &'a str, &str)]) -> Vec<Mark<'a>> {
        list.iter()
            .map(|(step, instance, what)| Mark {
                transition: Transition::named(Some(what)),
                step,
                instance,
            })
            .collect()
    }

    fn runs(list: &[(&str, &str, &str)]) -> Vec<(Option<usize>, Option<usize>, Option<usize>)> {
        pair(&events(list)).iter().map(|r| (r.schedule, r.start, r.finish)).collect()
    }

    #[test]
    fn without_an_instance_first_in_is_first_out() {
        assert_eq!(
            runs(&[
                ("A", "", "start"),
                ("A", "", "START"),
                ("A", "", "complete"),
                ("A", "", "complete")
            ]),
            [(None, Some(0), Some(2)), (None, Some(1), Some(3))]
        );
    }

    #[test]
    fn an_instance_says_which_finish_is_whose() {
        assert_eq!(
            runs(&[
                ("A", "1", "start"),
                ("A", "2", "start"),
                ("A", "2", "complete"),
                ("A", "1", "complete")
            ]),
            [(None, Some(0), Some(3)), (None, Some(1), Some(2))]
        );
    }

    #[test]
    fn an_unmatched_start_stays_open_and_a_lone_finish_is_a_run() {
        assert_eq!(
            runs(&[("A", "", "start"), ("B", "", "complete"), ("B", "", "suspend")]),
            [(None, Some(0), None), (None, None, Some(1))]
        );
    }

    #[test]
    fn a_schedule_says_since_when_a_run_could_start() {
        assert_eq!(
            runs(&[
                ("A", "", "schedule"),
                ("A", "", "start"),
                ("A", "", "complete"),
                ("B", "", "schedule"),
                ("B", "", "complete"),
                ("C", "", "schedule"),
            ]),
            [(Some(0), Some(1), Some(2)), (Some(3), None, Some(4)), (Some(5), None, None)]
        );
    }

    #[test]
    fn a_log_without_lifecycle_has_finishes_only() {
        assert_eq!(Transition::named(None), Transition::Finish);
        assert_eq!(Transition::named(Some("assign")), Transition::Other);
    }
}
