//! The part of a world that is simulated at once: its desks and officers, numbered as the queues do.

use super::super::draws::Draws;
use super::super::queues;
use super::super::world::{Desk, World};

/// Desks that can't meet any other's dossiers.
pub(in super::super) struct Ground {
    /// Numbers in the world, ascending.
    desks: Vec<usize>,
    /// Number of each desk's first officer here.
    first: Vec<usize>,
    /// Officers' numbers in the world, ascending.
    officers: Vec<usize>,
    /// Factor on each officer's service times.
    slowness: Vec<f64>,
}

impl Ground {
    /// The desks of some agencies (numbers, ascending).
    pub fn new(world: &World, agencies: &[usize], draws: Draws) -> Self {
        let mut ground = Self {
            desks: Vec::new(),
            first: Vec::new(),
            officers: Vec::new(),
            slowness: Vec::new(),
        };
        for (number, desk) in world.desks.iter().enumerate() {
            if agencies.binary_search(&desk.agency).is_err() {
                continue;
            }
            ground.desks.push(number);
            ground.first.push(ground.officers.len());
            for nth in 0..desk.officers {
                ground.officers.push(desk.first_officer + nth);
                ground.slowness.push(desk.slowness(draws, nth));
            }
        }
        ground
    }

    /// The desks as queues.
    pub fn queues(&self, world: &World, draws: Draws) -> Vec<queues::Desk> {
        let desks = self.desks(world);
        desks.map(|(_, desk)| world.staff(desk, draws, |to| self.desk(to))).collect()
    }

    /// Desks with their numbers here.
    pub fn desks<'w>(&self, world: &'w World) -> impl Iterator<Item = (usize, &'w Desk)> {
        let desks = self.desks.iter().enumerate();
        desks.filter_map(|(here, &number)| Some((here, world.desks.get(number)?)))
    }

    /// The number here of a desk of the world.
    pub fn desk(&self, number: usize) -> Option<usize> {
        self.desks.binary_search(&number).ok()
    }

    /// The number in the world of a desk here.
    pub fn world_desk(&self, here: usize) -> usize {
        self.desks.get(here).copied().unwrap_or_default()
    }

    /// The number here of the `nth` officer of a desk here.
    pub fn officer(&self, desk: usize, nth: usize) -> Option<usize> {
        self.first.get(desk).map(|first| first + nth)
    }

    /// The number here of an officer of the world.
    pub fn officer_numbered(&self, number: usize) -> Option<usize> {
        self.officers.binary_search(&number).ok()
    }

    /// The number in the world of an officer here.
    pub fn world_officer(&self, here: u32) -> Option<usize> {
        self.officers.get(here as usize).copied()
    }

    pub fn slowness(&self, officer: Option<usize>) -> f64 {
        officer.and_then(|officer| self.slowness.get(officer)).copied().unwrap_or(1.0)
    }
}
