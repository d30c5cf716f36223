//! The likelihood of one record and its slopes: every kind of household, forward through the months and back.
//!
//! The slopes are those of the days and months themselves, each as likely as the whole record makes it (Fisher's identity).
//! Always: the log-likelihood is the one by which lives are drawn ([`crate::behaviour::Life::read`]).

use super::day::DayOdds;
use super::day::MonthSeen;
use super::lanes::Lanes;
use super::layout::ALL;
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
    /// By month: how likely what was seen is, able and short, against the likelier of the two.
    chances: Vec<[Lanes; 2]>,
    /// What those come to over all months.
    levels: Lanes,
    /// For every kind of money, by month: how likely a household is to be able and short given what came before.
    forward: [Vec<[Lanes; 2]>; MONEYS],
    /// By month: how likely each tendency is together with each means, given everything.
    likely: Vec<[Lanes; 2]>,
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
            levels: Lanes::ZERO,
            forward: [const { Vec::new() }; MONEYS],
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
        let most = logs.iter().map(|logs| logs.largest()).fold(f64::NEG_INFINITY, f64::max);
        let shares = logs.map(|logs| logs.map(|log| libm::exp(log - most)));
        let total: f64 = shares.iter().map(|shares| shares.sum()).sum();
        self.all_backward(record, numbers, shares.map(|shares| shares * (1.0 / total)));
        self.sum_slopes(record, numbers, watch);
        most + libm::log(total)
    }

    /// What was seen in every month.
    fn see(&mut self, record: &Record, numbers: &Numbers) {
        self.odds.clear();
        self.seen.clear();
        self.seen.resize(record.helped.len(), MonthSeen::default());
        for (seen, debits) in self.seen.iter_mut().zip(&record.debits) {
            let [good, bounced] = debits.map(f64::from);
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
        self.levels = Lanes::ZERO;
        self.chances.clear();
        for seen in &self.seen {
            let [able, short] =
                if seen.days { seen.log_likelihoods(numbers) } else { seen.level.map(|level| Lanes([level; NODES])) };
            let most = able.with(short, f64::max);
            self.levels += most;
            let against = |log: Lanes| if seen.days { (log - most).map(libm::exp) } else { alike(log, most) };
            self.chances.push([against(able), against(short)]);
        }
    }

    /// The log-likelihood of the record and the share of every kind of household.
    fn all_forward(&mut self, record: &Record, numbers: &Numbers) -> [Lanes; MONEYS] {
        let mut logs = *numbers.shares_of(record.by_debit);
        for ((log, forward), fortune) in logs.iter_mut().zip(&mut self.forward).zip(&numbers.fortunes) {
            *log += self.levels + forward_through(&record.helped, &self.chances, fortune, forward);
        }
        logs
    }

    fn all_backward(&mut self, record: &Record, numbers: &Numbers, shares: [Lanes; MONEYS]) {
        self.likely.clear();
        self.likely.resize(record.helped.len(), [Lanes::ZERO; 2]);
        self.moves = [[[0.0; 4]; 2]; MONEYS];
        self.began = [[0.0; 2]; MONEYS];
        self.slopes.clear();
        let first = weights_of(record.by_debit);
        let before = numbers.shares_of(record.by_debit);
        for (class, (share, before)) in shares.iter().zip(before).enumerate() {
            let more = *share - before.map(libm::exp);
            more.0.iter().enumerate().for_each(|(node, more)| self.slopes.add(first + node * MONEYS + class, *more));
            let (Some(fortune), Some(forward), Some(moves), Some(began)) = (
                numbers.fortunes.get(class),
                self.forward.get(class),
                self.moves.get_mut(class),
                self.began.get_mut(class),
            ) else {
                continue;
            };
            if share.largest() < 1e-12 {
                continue;
            }
            let back = Back { helped: &record.helped, chances: &self.chances, fortune, forward };
            *began = back.through(*share, &mut self.likely, moves).map(Lanes::sum);
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
            debit_slopes(debits.map(f64::from), means_of(likely), numbers, slopes);
        }
        for offer in &record.offers {
            let [_, short] = self.likely.get(offer.month).map_or([0.0; 2], means_of);
            let agreed = f64::from(u8::from(offer.agreed));
            slopes.add(agreed_of(offer.kind), short * (agreed - numbers.agreed(offer.kind)));
        }
    }
}

/// How likely being able and short are in a month.
fn means_of(likely: &[Lanes; 2]) -> [f64; 2] {
    likely.map(Lanes::sum)
}

/// The chances where every tendency has the same.
fn alike(log: Lanes, most: Lanes) -> Lanes {
    Lanes::ONE * libm::exp(log.0[0] - most.0[0])
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

/// Goes through the months and returns the log-likelihood, beyond what [`Reading::levels`] holds.
fn forward_through(
    helped: &[bool],
    chances: &[[Lanes; 2]],
    fortune: &FortuneNumbers,
    forward: &mut Vec<[Lanes; 2]>,
) -> Lanes {
    forward.clear();
    let (mut log, mut product) = (Lanes::ZERO, Lanes::ONE);
    let mut short = Lanes::ONE * fortune.short_share();
    let mut able = Lanes::ONE - short;
    for (helped, [of_able, of_short]) in helped.iter().zip(chances) {
        let (seen_able, seen_short) = (able * *of_able, short * *of_short);
        let total = seen_able + seen_short;
        let scale = total.inverse();
        let (now_able, now_short) = (seen_able * scale, seen_short * scale);
        forward.push([now_able, now_short]);
        product *= total;
        if product.smallest() < 1e-100 {
            log += product.map(libm::log);
            product = Lanes::ONE;
        }
        let (becomes_short, recovers) = fortune.changes(*helped);
        let (falls, rises) = (now_able * becomes_short, now_short * recovers);
        (able, short) = (now_able - falls + rises, now_short + falls - rises);
    }
    log + product.map(libm::log)
}

/// What going back through the months needs.
struct Back<'a> {
    helped: &'a [bool],
    chances: &'a [[Lanes; 2]],
    fortune: &'a FortuneNumbers,
    forward: &'a [[Lanes; 2]],
}

impl Back<'_> {
    /// Adds to every month how likely the tendencies are together with the means and this kind of money, and to the moves
    /// how likely each was. Returns how likely it began able and short.
    fn through(&self, share: Lanes, likely: &mut [[Lanes; 2]], moves: &mut [[f64; 4]; 2]) -> [Lanes; 2] {
        let mut now = self.forward.last().map_or([Lanes::ZERO; 2], |last| last.map(|part| part * share));
        let mut later = [Lanes::ONE; 2];
        let mut made = [[Lanes::ZERO; 4]; 2];
        let mut months = likely.iter_mut().rev();
        months.next().into_iter().for_each(|month| note(month, now));
        let pairs = self.forward.iter().rev().skip(1).zip(self.chances.iter().rev());
        for (((before, chances), helped), month) in pairs.zip(self.helped.iter().rev().skip(1)).zip(months) {
            let (becomes_short, recovers) = self.fortune.changes(*helped);
            let (able, short) = (chances[0] * later[0], chances[1] * later[1]);
            let (stays_able, falls) = (able * (1.0 - becomes_short), short * becomes_short);
            let (rises, stays_short) = (able * recovers, short * (1.0 - recovers));
            let ways = [before[0] * stays_able, before[0] * falls, before[1] * rises, before[1] * stays_short];
            let scale = (ways[0] + ways[1] + ways[2] + ways[3]).inverse();
            let each = ways.map(|way| way * scale * share);
            let [without, with] = &mut made;
            let made = if *helped { with } else { without };
            made.iter_mut().zip(each).for_each(|(sum, more)| *sum += more);
            now = [each[0] + each[1], each[2] + each[3]];
            note(month, now);
            later = [(stays_able + falls) * scale, (rises + stays_short) * scale];
        }
        *moves = made.map(|made| made.map(Lanes::sum));
        now
    }
}

fn note(month: &mut [Lanes; 2], now: [Lanes; 2]) {
    month.iter_mut().zip(now).for_each(|(sum, more)| *sum += more);
}
