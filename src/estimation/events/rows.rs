//! The rows that events are learnt from, and their canonical form.

use super::super::error::FitError;
use super::link::Link;
use std::cmp::Ordering;

/// What was seen: per row a cluster, covariates that are not zero, a number of days, and whether an event ended them.
///
/// A row may stand for many days as long as no covariate changes on them. An event is on the last of its days.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    coefficients: usize,
    cells: Vec<(usize, f64)>,
    seen: Vec<Seen>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    cluster: u32,
    start: usize,
    end: usize,
    days: f64,
    event: bool,
}

/// Rows in canonical order: clusters ascending, and within each the rows that have the same covariates as one.
#[derive(Clone, Debug)]
pub(super) struct Grouped {
    pub coefficients: usize,
    pub clusters: Vec<Cluster>,
}

/// The rows of one cluster.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub id: u32,
    pub rows: Vec<Row>,
    cells: Vec<(usize, f64)>,
}

/// All days of a cluster with the same covariates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    start: usize,
    end: usize,
    pub days: f64,
    pub events: f64,
}

/// Events and days of the rows in which a covariate is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exposure {
    /// The number of events.
    pub events: f64,
    /// The number of days.
    pub days: f64,
}

impl Rows {
    /// No rows yet, of so many coefficients.
    #[must_use]
    pub fn new(coefficients: usize) -> Rows {
        Rows { coefficients, ..Rows::default() }
    }

    /// Adds a row: the covariates that are not zero with their places, how many days, and whether an event ended them.
    /// Covariates of the same place are added up. What cannot be is found by `fit`.
    pub fn push(&mut self, cluster: u32, covariates: &[(usize, f64)], days: f64, event: bool) {
        let start = self.cells.len();
        self.cells.extend(covariates.iter().filter(|(_, value)| *value != 0.0));
        if let Some(own) = self.cells.get_mut(start..).filter(|own| !own.is_sorted_by(|a, b| a.0 < b.0)) {
            own.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            self.join_places(start);
        }
        self.seen.push(Seen { cluster, start, end: self.cells.len(), days, event });
    }

    /// Adds up neighbours of the same place from a cell on.
    fn join_places(&mut self, start: usize) {
        let mut joined: Vec<(usize, f64)> = Vec::new();
        for (place, value) in self.cells.split_off(start) {
            match joined.last_mut() {
                Some((last, sum)) if *last == place => *sum += value,
                _ => joined.push((place, value)),
            }
        }
        self.cells.extend(joined);
    }

    /// The number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// The number of coefficients.
    #[must_use]
    pub const fn coefficients(&self) -> usize {
        self.coefficients
    }

    fn cells_of(&self, seen: &Seen) -> &[(usize, f64)] {
        self.cells.get(seen.start..seen.end).unwrap_or(&[])
    }

    fn fits(&self, seen: &Seen, link: Link) -> bool {
        let cells = self.cells_of(seen);
        let known = cells.iter().all(|(place, value)| *place < self.coefficients && value.is_finite());
        let day_of_event = seen.days >= 1.0 || link == Link::Log || !seen.event;
        known && seen.days.is_finite() && seen.days > 0.0 && day_of_event
    }

    /// The rows in canonical order, which no order of pushing changes.
    ///
    /// # Errors
    /// [`FitError::Row`] for the first row that cannot be, [`FitError::Empty`] without rows or events.
    pub(super) fn grouped(&self, link: Link) -> Result<Grouped, FitError> {
        if let Some(row) = self.seen.iter().position(|seen| !self.fits(seen, link)) {
            return Err(FitError::Row { row });
        }
        if !self.seen.iter().any(|seen| seen.event) {
            return Err(FitError::Empty);
        }
        let mut order: Vec<&Seen> = self.seen.iter().collect();
        order.sort_by(|a, b| a.cluster.cmp(&b.cluster).then_with(|| self.compare(a, b)));
        let mut clusters: Vec<Cluster> = Vec::new();
        for of_one in order.chunk_by(|a, b| a.cluster == b.cluster) {
            clusters.extend(of_one.first().map(|first| self.cluster(first.cluster, of_one)));
        }
        Ok(Grouped { coefficients: self.coefficients, clusters })
    }

    fn compare(&self, a: &Seen, b: &Seen) -> Ordering {
        let by_cells = compare_cells(self.cells_of(a), self.cells_of(b));
        by_cells.then(a.days.total_cmp(&b.days)).then(a.event.cmp(&b.event))
    }

    fn cluster(&self, id: u32, sorted: &[&Seen]) -> Cluster {
        let mut cluster = Cluster { id, rows: Vec::new(), cells: Vec::new() };
        for same in sorted.chunk_by(|a, b| self.cells_of(a) == self.cells_of(b)) {
            let start = cluster.cells.len();
            cluster.cells.extend(same.first().map_or(&[][..], |first| self.cells_of(first)));
            let days = same.iter().map(|seen| seen.days).sum();
            let events = same.iter().map(|seen| f64::from(u8::from(seen.event))).sum();
            cluster.rows.push(Row { start, end: cluster.cells.len(), days, events });
        }
        cluster
    }
}

fn compare_cells(a: &[(usize, f64)], b: &[(usize, f64)]) -> Ordering {
    let unequal = a.iter().zip(b).map(|(x, y)| x.0.cmp(&y.0).then(x.1.total_cmp(&y.1))).find(|order| order.is_ne());
    unequal.unwrap_or_else(|| a.len().cmp(&b.len()))
}

impl Cluster {
    /// The covariates of a row.
    pub fn cells(&self, row: &Row) -> &[(usize, f64)] {
        self.cells.get(row.start..row.end).unwrap_or(&[])
    }
}

impl Grouped {
    /// Events and days that each coefficient has.
    pub fn exposures(&self) -> Vec<Exposure> {
        let mut exposures = vec![Exposure::default(); self.coefficients];
        for cluster in &self.clusters {
            for row in &cluster.rows {
                for (place, _) in cluster.cells(row) {
                    if let Some(exposure) = exposures.get_mut(*place) {
                        exposure.events += row.events;
                        exposure.days += row.days;
                    }
                }
            }
        }
        exposures
    }

    /// Events and days in all.
    pub fn total(&self) -> Exposure {
        let rows = self.clusters.iter().flat_map(|cluster| &cluster.rows);
        rows.fold(Exposure::default(), |sum, row| Exposure {
            events: sum.events + row.events,
            days: sum.days + row.days,
        })
    }

    /// The rows after grouping.
    pub fn count(&self) -> usize {
        self.clusters.iter().map(|cluster| cluster.rows.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_the_same_covariates_become_one_row() {
        let mut rows = Rows::new(3);
        rows.push(2, &[(0, 1.0), (2, 0.5)], 10.0, false);
        rows.push(1, &[(0, 1.0)], 4.0, true);
        rows.push(2, &[(2, 0.5), (0, 1.0), (1, 0.0)], 3.0, true);
        let grouped = rows.grouped(Link::Logit).unwrap();
        assert_eq!(grouped.clusters.iter().map(|cluster| cluster.id).collect::<Vec<_>>(), [1, 2]);
        let row = grouped.clusters[1].rows[0];
        assert_eq!((grouped.count(), row.days, row.events), (2, 13.0, 1.0));
        assert_eq!(grouped.exposures()[2], Exposure { events: 1.0, days: 13.0 });
    }

    #[test]
    fn covariates_of_one_place_add_up() {
        let mut rows = Rows::new(2);
        rows.push(1, &[(1, 0.25), (0, 1.0), (1, 0.5)], 1.0, true);
        let grouped = rows.grouped(Link::Logit).unwrap();
        assert_eq!(grouped.clusters[0].cells(&grouped.clusters[0].rows[0]), [(0, 1.0), (1, 0.75)]);
    }

    #[test]
    fn a_row_that_cannot_be_is_named() {
        let mut rows = Rows::new(1);
        rows.push(1, &[(0, 1.0)], 1.0, true);
        rows.push(1, &[(0, f64::NAN)], 1.0, false);
        assert_eq!(rows.grouped(Link::Logit).unwrap_err(), FitError::Row { row: 1 });
        let mut rows = Rows::new(1);
        rows.push(1, &[(0, 1.0)], 0.0, false);
        assert_eq!(rows.grouped(Link::Logit).unwrap_err(), FitError::Row { row: 0 });
    }
}
