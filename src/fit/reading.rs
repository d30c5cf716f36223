//! The likelihood of one record and its slopes: every kind of household, forward through the months and back.
//!
//! The slopes are those of the days and months themselves, each as likely as the whole record makes it (Fisher's identity).
//! Always: the log-likelihood is the one by which lives are drawn ([`crate::behaviour::Life::read`]).

use super::day::DayOdds;
use super::day::MonthSeen;
use super::layout::ALL;
use super::layout::KINDS;
use super::layout::MONEYS;
use super::layout::NODES;
use super::layout::agreed_of;
use super::layout::weights_of;
use super::money::debit_slopes;
use super::money::fortune_slopes;
use super::money::offer_chances;
use super::money::payment_chances;
use super::money::payment_slopes;
use super::numbers::FortuneNumbers;
use super::numbers::Numbers;
use super::record::AtRisk;
use super::record::Record;
use super::record::Remembered;
use super::sums::Sums;

/// Room for one record, kept from record to record.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    odds: Vec<DayOdds>,
    seen: Vec<MonthSeen>,
    /// By month and tendency: how likely what was seen is, able and short, against the likelier of the two.
    chances: Vec<[[f64; 2]; NODES]>,
    /// What those come to for every tendency, over all months.
    levels: [f64; NODES],
    /// For every kind of household, by month: how likely it is to be able and short given what came before.
    forward: Vec<Vec<[f64; 2]>>,
    /// By month: how likely each tendency is together with each means, given everything.
    likely: Vec<[[f64; NODES]; 2]>,
    /// How often each kind of money goes which way, without help and with it: stays able, becomes short, recovers, stays
    /// short.
    moves: [[[f64; 4]; 2]; MONEYS],
    /// How likely it began short.
    began: [[f64; 2]; MONEYS],
    /// The slopes of this record.
    pub(super) slopes: Sums,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading {
            odds: Vec::new(),
            seen: Vec::new(),
            chances: Vec::new(),
            levels: [0.0; NODES],
            forward: vec![Vec::new(); KINDS],
            likely: Vec::new(),
            moves: [[[0.0; 4]; 2]; MONEYS],
            began: [[0.0; 2]; MONEYS],
            slopes: Sums::of(ALL),
        }
    }
}

/// A day and the chance of a payment on it that the whole record makes likely.
pub(super) type WatchDay<'a> = &'a mut dyn FnMut(&AtRisk, f64);

impl Reading {
    /// The log-likelihood of a record. Its slopes are then in [`Reading::slopes`].
    pub(super) fn read(&mut self, record: &Record, numbers: &Numbers, watch: WatchDay<'_>) -> f64 {
        self.see(record, numbers);
        self.weigh(numbers);
        let logs = self.all_forward(record, numbers);
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares = logs.map(|log| libm::exp(log - most));
        let total: f64 = shares.iter().sum();
        self.all_backward(record, numbers, shares.map(|share| share / total));
        self.sum_slopes(record, numbers, watch);
        most + libm::log(total)
    }

    /// What was seen in every month.
    fn see(&mut self, record: &Record, numbers: &Numbers) {
        self.odds.clear();
        self.seen.clear();
        self.seen.resize(record.helped.len(), MonthSeen::default());
        for (seen, [good, bounced]) in self.seen.iter_mut().zip(&record.debits) {
            let chances = seen.level.iter_mut().zip(numbers.debit);
            chances.for_each(|(level, [succeeds, bounces])| *level += good * succeeds + bounced * bounces);
        }
        for offer in &record.offers {
            let chances = offer_chances(numbers.agreed(offer.kind), offer.agreed);
            let seen = self.seen.get_mut(offer.month);
            seen.into_iter().for_each(|seen| seen.level.iter_mut().zip(chances).for_each(|(sum, log)| *sum += log));
        }
        let mut payments = record.payments.iter();
        for (day, contacts) in days_of(record) {
            let odds = DayOdds::new(day, contacts, numbers);
            if let Some(seen) = self.seen.get_mut(day.month as usize) {
                odds.see(day.paid, numbers, seen);
                for payment in payments.by_ref().take(usize::from(day.paid)) {
                    let chances = payment_chances(payment, &numbers.purse);
                    seen.level.iter_mut().zip(chances).for_each(|(level, log)| *level += log);
                }
            }
            self.odds.push(odds);
        }
    }

    fn weigh(&mut self, numbers: &Numbers) {
        self.levels = [0.0; NODES];
        self.chances.clear();
        for seen in &self.seen {
            let mut chances = [[1.0; 2]; NODES];
            if seen.days {
                let [able, short] = seen.log_likelihoods(numbers);
                let each = chances.iter_mut().zip(&mut self.levels).zip(able.into_iter().zip(short));
                each.for_each(|((chance, level), (able, short))| *chance = against(able, short, level));
            } else {
                let mut more = 0.0;
                chances = [against(seen.level[0], seen.level[1], &mut more); NODES];
                self.levels.iter_mut().for_each(|level| *level += more);
            }
            self.chances.push(chances);
        }
    }

    /// The log-likelihood of the record and the share of every kind of household.
    fn all_forward(&mut self, record: &Record, numbers: &Numbers) -> [f64; KINDS] {
        let mut logs = *numbers.shares_of(record.by_debit);
        for (kind, (log, forward)) in logs.iter_mut().zip(&mut self.forward).enumerate() {
            let (node, class) = (kind / MONEYS, kind % MONEYS);
            let (Some(fortune), Some(level)) = (numbers.fortunes.get(class), self.levels.get(node)) else { continue };
            *log += level + forward_through(&record.helped, &self.chances, node, fortune, forward);
        }
        logs
    }

    fn all_backward(&mut self, record: &Record, numbers: &Numbers, shares: [f64; KINDS]) {
        self.likely.clear();
        self.likely.resize(record.helped.len(), [[0.0; NODES]; 2]);
        self.moves = [[[0.0; 4]; 2]; MONEYS];
        self.began = [[0.0; 2]; MONEYS];
        let first = weights_of(record.by_debit);
        self.slopes.clear();
        for (kind, share) in shares.into_iter().enumerate() {
            let prior = numbers.shares_of(record.by_debit).get(kind).copied().map_or(0.0, libm::exp);
            self.slopes.add(first + kind, share - prior);
            let (node, class) = (kind / MONEYS, kind % MONEYS);
            let (Some(fortune), Some(forward), Some(moves), Some(began)) = (
                numbers.fortunes.get(class),
                self.forward.get(kind),
                self.moves.get_mut(class),
                self.began.get_mut(class),
            ) else {
                continue;
            };
            if share < 1e-13 {
                continue;
            }
            let back = Back { helped: &record.helped, chances: &self.chances, node, fortune, forward };
            let first = back.through(share, &mut self.likely, moves);
            began.iter_mut().zip(first).for_each(|(sum, more)| *sum += more);
        }
    }

    fn sum_slopes(&mut self, record: &Record, numbers: &Numbers, watch: WatchDay<'_>) {
        let slopes = &mut self.slopes;
        fortune_slopes(&self.moves, &self.began, numbers, slopes);
        let mut payments = record.payments.iter();
        for ((day, contacts), odds) in days_of(record).zip(&self.odds) {
            let Some(likely) = self.likely.get(day.month as usize) else { continue };
            let expected = odds.slope(day, contacts, likely, numbers, slopes);
            watch(day, expected.chance);
            for payment in payments.by_ref().take(usize::from(day.paid)) {
                payment_slopes(payment, means_of(likely), &numbers.purse, slopes);
            }
        }
        for (debits, likely) in record.debits.iter().zip(&self.likely) {
            debit_slopes(*debits, means_of(likely), numbers, slopes);
        }
        for offer in &record.offers {
            let [_, short] = self.likely.get(offer.month).map_or([0.0; 2], means_of);
            let agreed = f64::from(u8::from(offer.agreed));
            slopes.add(agreed_of(offer.kind), short * (agreed - numbers.agreed(offer.kind)));
        }
    }
}

/// How likely being able and short are in a month.
fn means_of(likely: &[[f64; NODES]; 2]) -> [f64; 2] {
    [likely[0].iter().sum(), likely[1].iter().sum()]
}

/// Every day with its contacts.
fn days_of(record: &Record) -> impl Iterator<Item = (&AtRisk, &[Remembered])> {
    let mut rest = record.contacts.as_slice();
    record.days.iter().map(move |day| {
        let (of_day, later) = rest.split_at_checked(day.contacts as usize).unwrap_or((rest, &[]));
        rest = later;
        (day, of_day)
    })
}

fn against(able: f64, short: f64, level: &mut f64) -> [f64; 2] {
    let most = able.max(short);
    *level += most;
    [libm::exp(able - most), libm::exp(short - most)]
}

/// Goes through the months and returns the log-likelihood, beyond what [`Reading::levels`] holds.
fn forward_through(
    helped: &[bool],
    chances: &[[[f64; 2]; NODES]],
    node: usize,
    fortune: &FortuneNumbers,
    forward: &mut Vec<[f64; 2]>,
) -> f64 {
    forward.clear();
    let (mut log, mut product) = (0.0, 1.0);
    let mut short = fortune.short_share();
    let mut able = 1.0 - short;
    for (helped, chances) in helped.iter().zip(chances) {
        let [of_able, of_short] = chances.get(node).copied().unwrap_or([1.0; 2]);
        let (seen_able, seen_short) = (able * of_able, short * of_short);
        let total = seen_able + seen_short;
        let (now_able, now_short) = (seen_able / total, seen_short / total);
        forward.push([now_able, now_short]);
        product *= total;
        if product < 1e-100 {
            log += libm::log(product);
            product = 1.0;
        }
        let way = usize::from(*helped);
        let falls = now_able * if way == 1 { fortune.becomes_short[1] } else { fortune.becomes_short[0] };
        let rises = now_short * if way == 1 { fortune.recovers[1] } else { fortune.recovers[0] };
        (able, short) = (now_able - falls + rises, now_short + falls - rises);
    }
    log + libm::log(product)
}

/// What going back through the months needs.
struct Back<'a> {
    helped: &'a [bool],
    chances: &'a [[[f64; 2]; NODES]],
    node: usize,
    fortune: &'a FortuneNumbers,
    forward: &'a [[f64; 2]],
}

impl Back<'_> {
    /// Adds to every month how likely this kind of household and its means are, and to the moves how likely each was.
    /// Returns how likely it began able and short.
    fn through(&self, share: f64, likely: &mut [[[f64; NODES]; 2]], moves: &mut [[f64; 4]; 2]) -> [f64; 2] {
        let mut now = self.forward.last().map_or([0.0; 2], |last| last.map(|part| part * share));
        let mut later = [1.0, 1.0];
        let mut months = likely.iter_mut().rev();
        note(months.next(), self.node, now);
        let pairs =
            self.forward.iter().rev().skip(1).zip(self.chances.iter().rev()).zip(self.helped.iter().rev().skip(1));
        for (((before, chances), helped), month) in pairs.zip(months) {
            let chance = chances.get(self.node).copied().unwrap_or([1.0; 2]);
            let way = usize::from(*helped);
            let falls = if way == 1 { self.fortune.becomes_short[1] } else { self.fortune.becomes_short[0] };
            let rises = if way == 1 { self.fortune.recovers[1] } else { self.fortune.recovers[0] };
            let (able, short) = (chance[0] * later[0], chance[1] * later[1]);
            let (stays_able, falls) = ((1.0 - falls) * able, falls * short);
            let (rises, stays_short) = (rises * able, (1.0 - rises) * short);
            let ways = [before[0] * stays_able, before[0] * falls, before[1] * rises, before[1] * stays_short];
            let scale = 1.0 / (ways[0] + ways[1] + ways[2] + ways[3]);
            let each = ways.map(|way| way * scale * share);
            moves.get_mut(way).into_iter().flatten().zip(each).for_each(|(sum, more)| *sum += more);
            now = [each[0] + each[1], each[2] + each[3]];
            note(Some(month), self.node, now);
            later = [(stays_able + falls) * scale, (rises + stays_short) * scale];
        }
        now
    }
}

fn note(month: Option<&mut [[f64; NODES]; 2]>, node: usize, now: [f64; 2]) {
    for (of_means, more) in month.into_iter().flatten().zip(now) {
        of_means.get_mut(node).into_iter().for_each(|sum| *sum += more);
    }
}
