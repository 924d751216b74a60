//! From events to step runs: which start belongs to which finish.

use std::collections::{BTreeMap, VecDeque};

use super::lifecycle::Transition;

/// One event of a dossier. Events come in order of time, those of one instant in that of their
/// transitions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark<'a> {
    pub transition: Transition,
    pub step: &'a str,
    /// Number of the run that it belongs to; empty where there is none.
    pub instance: &'a str,
    pub at: i64,
}

/// Positions of the events that make up one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paired {
    pub schedule: Option<usize>,
    /// Where it was first given to somebody before it was begun.
    pub given: Option<usize>,
    pub start: Option<usize>,
    pub finish: Option<usize>,
    /// Where it was given up or called off.
    pub ended: Option<usize>,
    /// Where it last changed hands.
    pub assigned: Option<usize>,
    /// From where to where nobody could work on it; the last may be open.
    pub holds: Vec<(usize, Option<usize>)>,
}

impl Paired {
    /// The event that stands for the run.
    pub(super) fn own(&self) -> Option<usize> {
        self.finish.or(self.start).or(self.handed()).or(self.ended)
    }

    /// From where on it could be done.
    pub(super) fn handed(&self) -> Option<usize> {
        self.schedule.or(self.given)
    }

    fn held(&self) -> bool {
        self.holds.last().is_some_and(|(_, to)| to.is_none())
    }

    /// Whether more is known of it than an officer.
    fn known(&self) -> bool {
        self.schedule.or(self.start).or(self.finish).or(self.ended).is_some()
    }
}

/// The runs of a dossier.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Runs {
    /// In order of their first event.
    pub runs: Vec<Paired>,
    /// The run that each event belongs to, by its place in `runs`.
    pub of: Vec<Option<usize>>,
}

/// Pairs the events of one dossier by step and instance, first in first out; without an instance all
/// events of a step share one queue. What is never finished stays open, a finish without a start stands
/// alone, a step that was skipped is no run.
pub(super) fn pair(events: &[Mark<'_>]) -> Runs {
    let mut desk = Desk { of: vec![None; events.len()], ..Desk::default() };
    for (at, event) in events.iter().enumerate() {
        desk.take(at, event);
    }
    desk.close()
}

/// Runs of one step and instance that are not over.
#[derive(Default)]
struct Open {
    waiting: VecDeque<usize>,
    begun: VecDeque<usize>,
    /// A resumption that found nothing on hold, with its instant.
    early: Option<(i64, usize)>,
}

#[derive(Default)]
struct Desk<'a> {
    runs: Vec<Paired>,
    of: Vec<Option<usize>>,
    open: BTreeMap<(&'a str, &'a str), Open>,
}

impl<'a> Desk<'a> {
    fn take(&mut self, at: usize, event: &Mark<'a>) {
        let open = self.open.entry((event.step, event.instance)).or_default();
        let Some(number) = open.run_of(event, at, &mut self.runs) else { return };
        let Some(run) = self.runs.get_mut(number) else { return };
        let mut belongs = |event: usize| {
            if let Some(slot) = self.of.get_mut(event) {
                *slot = Some(number);
            }
        };
        belongs(at);
        match event.transition {
            Transition::Schedule => run.schedule = Some(at),
            Transition::Assign => {
                run.assigned = Some(at);
                if run.start.is_none() {
                    run.given.get_or_insert(at);
                }
            }
            Transition::Start => run.start = Some(at),
            Transition::Finish => run.finish = Some(at),
            Transition::Abort | Transition::Withdraw => run.ended = Some(at),
            Transition::Suspend => match open.early.take() {
                // Held and resumed in one instant.
                Some((instant, resumed)) if instant == event.at => belongs(resumed),
                _ => run.holds.push((at, None)),
            },
            Transition::Resume => {
                if let Some((_, to)) = run.holds.last_mut() {
                    *to = Some(at);
                }
            }
            Transition::Skip | Transition::Ignore => {}
        }
    }

    fn close(self) -> Runs {
        let mut numbers = Vec::with_capacity(self.runs.len());
        let mut runs = Vec::with_capacity(self.runs.len());
        for run in self.runs {
            numbers.push(run.known().then_some(runs.len()));
            if run.known() {
                runs.push(run);
            }
        }
        let of = self.of.iter().map(|of| of.and_then(|old| numbers.get(old).copied().flatten()));
        Runs { of: of.collect(), runs }
    }
}

impl Open {
    /// The run that an event is about; a new one where it begins one.
    fn run_of(&mut self, event: &Mark<'_>, at: usize, runs: &mut Vec<Paired>) -> Option<usize> {
        match event.transition {
            Transition::Ignore => None,
            Transition::Schedule => {
                let run = added(runs);
                self.waiting.push_back(run);
                Some(run)
            }
            Transition::Assign => {
                let known = self.waiting.front().or(self.begun.front()).copied();
                Some(known.unwrap_or_else(|| {
                    let run = added(runs);
                    self.waiting.push_back(run);
                    run
                }))
            }
            Transition::Start => {
                let run = self.waiting.pop_front().unwrap_or_else(|| added(runs));
                self.begun.push_back(run);
                Some(run)
            }
            Transition::Finish => {
                let known = self.begun.pop_front().or_else(|| self.waiting.pop_front());
                Some(known.unwrap_or_else(|| added(runs)))
            }
            Transition::Abort => self.begun.pop_front().or_else(|| self.waiting.pop_front()),
            Transition::Withdraw => self.waiting.pop_front().or_else(|| self.begun.pop_front()),
            Transition::Skip => {
                // Nobody worked on it: what handed it over makes no run either.
                let run = self.waiting.pop_front();
                if let Some(run) = run.and_then(|run| runs.get_mut(run)) {
                    *run = Paired::default();
                }
                None
            }
            Transition::Suspend => self.first(|run| !run.held(), runs),
            Transition::Resume => {
                let run = self.first(Paired::held, runs);
                if run.is_none() {
                    self.early = Some((event.at, at));
                }
                run
            }
        }
    }

    fn first(&self, fits: impl Fn(&Paired) -> bool, runs: &[Paired]) -> Option<usize> {
        let mut all = self.begun.iter().chain(&self.waiting);
        all.find(|run| runs.get(**run).is_some_and(&fits)).copied()
    }
}

fn added(runs: &mut Vec<Paired>) -> usize {
    runs.push(Paired::default());
    runs.len() - 1
}

#[cfg(test)]
mod tests {
    use super::super::lifecycle::Lifecycle;
    use super::*;

    /// Pairs events in the order in which they come, each an instant later than the one before but for
    /// words that begin with `=`.
    fn paired(list: &[(&str, &str, &str)]) -> Runs {
        let mut at = 0;
        let marks: Vec<Mark<'_>> = list
            .iter()
            .map(|(step, instance, what)| {
                at += i64::from(!what.starts_with('='));
                let word = what.trim_start_matches('=');
                let transition = Lifecycle::default().transition(word).unwrap();
                Mark { transition, step, instance, at }
            })
            .collect();
        pair(&marks)
    }

    type Ends = (Option<usize>, Option<usize>, Option<usize>);

    fn runs(list: &[(&str, &str, &str)]) -> Vec<Ends> {
        paired(list).runs.iter().map(|r| (r.handed(), r.start, r.finish)).collect()
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
    fn who_is_assigned_changes_the_run_and_makes_none() {
        let all = paired(&[
            ("A", "", "schedule"),
            ("A", "", "assign"),
            ("A", "", "reassign"),
            ("A", "", "start"),
            ("A", "", "complete"),
            ("B", "", "assign"),
            ("C", "", "assign"),
            ("C", "", "start"),
        ]);
        let of: Vec<_> = all.runs.iter().map(|r| (r.handed(), r.assigned, r.start)).collect();
        assert_eq!(of, [(Some(0), Some(2), Some(3)), (Some(6), Some(6), Some(7))]);
        assert_eq!(all.of[5], None);
    }

    #[test]
    fn what_is_skipped_is_no_run_and_what_is_given_up_has_no_finish() {
        let all = paired(&[
            ("A", "", "autoskip"),
            ("B", "", "schedule"),
            ("B", "", "manualskip"),
            ("C", "", "start"),
            ("C", "", "ate_abort"),
            ("D", "", "schedule"),
            ("D", "", "withdraw"),
            ("E", "", "withdraw"),
        ]);
        let ends: Vec<_> = all.runs.iter().map(|r| (r.own(), r.finish, r.ended)).collect();
        assert_eq!(ends, [(Some(3), None, Some(4)), (Some(5), None, Some(6))]);
        assert_eq!(all.of, [None, None, None, Some(0), Some(0), Some(1), Some(1), None]);
    }

    #[test]
    fn holds_of_a_run_follow_each_other() {
        let all = paired(&[
            ("A", "", "start"),
            ("A", "", "suspend"),
            ("A", "", "resume"),
            ("A", "", "=suspend"),
            ("A", "", "resume"),
            ("A", "", "complete"),
            ("B", "", "start"),
            ("B", "", "suspend"),
            ("C", "", "resume"),
        ]);
        assert_eq!(all.runs[0].holds, [(1, Some(2)), (3, Some(4))]);
        assert_eq!(all.runs[1].holds, [(7, None)]);
        assert_eq!(all.of[8], None);
    }

    #[test]
    fn a_hold_of_no_length_is_none() {
        // Resumed and held in one instant, in the order of the transitions.
        let all = paired(&[
            ("A", "", "start"),
            ("A", "", "resume"),
            ("A", "", "=suspend"),
            ("A", "", "complete"),
        ]);
        assert_eq!(all.runs[0].holds, []);
        assert_eq!(all.of, [Some(0); 4]);
    }
}
