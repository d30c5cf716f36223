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
use super::money::Moves;
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
    /// For every kind of money, by month: how likely a household is to be able, with a reserve, and short given what came
    /// before.
    forward: [Vec<[Lanes; 3]>; MONEYS],
    /// By month: how likely each tendency is together with each means, given everything.
    likely: Vec<[Lanes; 2]>,
    /// How often each kind of money goes which way, without help and with it.
    moves: [[Moves; 2]; MONEYS],
    /// How often debits of each kind of money succeeded and bounced, able and short.
    debits: [[[f64; 2]; 2]; MONEYS],
    /// How likely it began able, with a reserve, and short.
    began: [[f64; 3]; MONEYS],
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
            moves: [[Moves::default(); 2]; MONEYS],
            debits: [[[0.0; 2]; 2]; MONEYS],
            began: [[0.0; 3]; MONEYS],
            slopes: Sums::of(ALL),
        }
    }
}

/// A day and the chance of a payment on it that the whole record makes likely.
pub(super) type WatchDay<'a> = Option<&'a mut dyn FnMut(&AtRisk, f64)>;

impl Reading {
    /// The log-likelihood of a record. Its slopes are then in [`Reading::slopes`].
    pub(super) fn read(&mut self, record: &Record, numbers: &Numbers, watch: WatchDay<'_>) -> f64 {
        self.see(record, numbers);
        self.weigh();
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

    fn weigh(&mut self) {
        self.levels = Lanes::ZERO;
        self.chances.clear();
        for seen in &self.seen {
            let [able, short] =
                if seen.days { seen.log_likelihoods() } else { seen.level.map(|level| Lanes([level; NODES])) };
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
            let reserved = reserved_at_first(record, numbers);
            *log += self.levels + forward_through(record, &self.chances, fortune, reserved, forward);
        }
        logs
    }

    fn all_backward(&mut self, record: &Record, numbers: &Numbers, shares: [Lanes; MONEYS]) {
        self.likely.clear();
        self.likely.resize(record.helped.len(), [Lanes::ZERO; 2]);
        self.moves = [[Moves::default(); 2]; MONEYS];
        self.debits = [[[0.0; 2]; 2]; MONEYS];
        self.began = [[0.0; 3]; MONEYS];
        self.slopes.clear();
        let first = weights_of(record.by_debit);
        let before = numbers.shares_of(record.by_debit);
        for (class, (share, before)) in shares.iter().zip(before).enumerate() {
            let more = *share - before.map(libm::exp);
            more.0.iter().enumerate().for_each(|(node, more)| self.slopes.add(first + node * MONEYS + class, *more));
            let (Some(fortune), Some(forward), Some(moves), Some(debits), Some(began)) = (
                numbers.fortunes.get(class),
                self.forward.get(class),
                self.moves.get_mut(class),
                self.debits.get_mut(class),
                self.began.get_mut(class),
            ) else {
                continue;
            };
            if share.largest() < 1e-12 {
                continue;
            }
            let back = Back { record, chances: &self.chances, fortune, forward };
            *began = back.through(*share, &mut self.likely, moves, debits).map(Lanes::sum);
        }
    }

    fn sum_slopes(&mut self, record: &Record, numbers: &Numbers, mut watch: WatchDay<'_>) {
        let slopes = &mut self.slopes;
        fortune_slopes(&self.moves, &self.began, record.from_beginning, numbers, slopes);
        let mut payments = record.payments.iter();
        for ((day, contacts), odds) in days_of(record).zip(&self.odds) {
            let Some(likely) = self.likely.get(day.month as usize) else { continue };
            odds.slope(day, contacts, likely, numbers, slopes);
            watch.iter_mut().for_each(|watch| watch(day, odds.expected(likely, numbers)));
            for payment in payments.by_ref().take(usize::from(day.paid)) {
                payment_slopes(payment, means_of(likely), &numbers.purse, slopes);
            }
        }
        for (class, debits) in self.debits.iter().enumerate() {
            debit_slopes(debits, class, numbers, slopes);
        }
        for offer in &record.offers {
            let [_, short] = self.likely.get(offer.month).map_or([0.0; 2], means_of);
            let agreed = f64::from(u8::from(offer.agreed));
            slopes.add(agreed_of(offer.kind), short * (agreed - numbers.agreed(offer.kind)));
        }
    }
}

/// The share of households that have a reserve when such a record begins.
fn reserved_at_first(record: &Record, numbers: &Numbers) -> f64 {
    let [of_sitting, of_new] = numbers.reserved_at_first;
    if record.from_beginning { of_new } else { of_sitting }
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
    record: &Record,
    chances: &[[Lanes; 2]],
    fortune: &FortuneNumbers,
    reserved_at_first: f64,
    forward: &mut Vec<[Lanes; 3]>,
) -> Lanes {
    forward.clear();
    let (mut log, mut product) = (Lanes::ZERO, Lanes::ONE);
    let of_others = |share: f64| Lanes::ONE * ((1.0 - reserved_at_first) * share);
    let short_share = fortune.short_share();
    let mut expected = [of_others(1.0 - short_share), Lanes::ONE * reserved_at_first, of_others(short_share)];
    for ((helped, debits), [of_able, of_short]) in record.helped.iter().zip(&record.debits).zip(chances) {
        let [able, reserved, short] = expected;
        let [able_debits, short_debits] = fortune.of_debits(*debits);
        let (of_able, of_short) = (*of_able * able_debits, *of_short * short_debits);
        let seen = [able * of_able, reserved * of_able, short * of_short];
        let total = seen[0] + seen[1] + seen[2];
        let scale = total.inverse();
        let now = seen.map(|seen| seen * scale);
        forward.push(now);
        product *= total;
        if product.smallest() < 1e-100 {
            log += product.map(libm::log);
            product = Lanes::ONE;
        }
        let changes = fortune.changes(*helped);
        let [able, reserved, short] = now;
        let (falls, falls_reserved, rises) =
            (able * changes.falls, reserved * changes.falls_reserved, short * changes.rises);
        let stays = able - falls;
        let builds_up = stays * changes.builds_up;
        expected =
            [stays - builds_up, reserved - falls_reserved + builds_up + rises, short + falls + falls_reserved - rises];
    }
    log + product.map(libm::log)
}

/// What going back through the months needs.
struct Back<'a> {
    record: &'a Record,
    chances: &'a [[Lanes; 2]],
    fortune: &'a FortuneNumbers,
    forward: &'a [[Lanes; 3]],
}

impl Back<'_> {
    /// Adds to every month how likely the tendencies are together with the means and this kind of money, and to the moves
    /// how likely each was. Returns how likely it began able, with a reserve, and short.
    fn through(
        &self,
        share: Lanes,
        likely: &mut [[Lanes; 2]],
        moves: &mut [Moves; 2],
        debits: &mut [[f64; 2]; 2],
    ) -> [Lanes; 3] {
        let mut now = self.forward.last().map_or([Lanes::ZERO; 3], |last| last.map(|part| part * share));
        let mut later = [Lanes::ONE; 3];
        let mut made = [[Lanes::ZERO; 7]; 2];
        let mut months = likely.iter_mut().rev().zip(self.record.debits.iter().rev());
        let mut later_debits = [0; 2];
        months.next().into_iter().for_each(|(month, of_month)| {
            note(month, now);
            note_debits(debits, *of_month, now);
            later_debits = *of_month;
        });
        let pairs = self.forward.iter().rev().skip(1).zip(self.chances.iter().rev());
        let helped = self.record.helped.iter().rev().skip(1);
        for (((before, chances), helped), (month, of_month)) in pairs.zip(helped).zip(months) {
            let changes = self.fortune.changes(*helped);
            let [able_debits, short_debits] = self.fortune.of_debits(later_debits);
            let (of_able, of_short) = (chances[0] * able_debits, chances[1] * short_debits);
            let (able, reserved, short) = (of_able * later[0], of_able * later[1], of_short * later[2]);
            let stays = 1.0 - changes.falls;
            let from_able = [
                able * (stays * (1.0 - changes.builds_up)),
                reserved * (stays * changes.builds_up),
                short * changes.falls,
            ];
            let from_reserved = [reserved * (1.0 - changes.falls_reserved), short * changes.falls_reserved];
            let from_short = [reserved * changes.rises, short * (1.0 - changes.rises)];
            let [to_able, to_reserved, to_short] = from_able.map(|way| before[0] * way);
            let ([keeps, loses], [rises, remains]) =
                (from_reserved.map(|way| before[1] * way), from_short.map(|way| before[2] * way));
            let ways = [to_able, to_reserved, to_short, keeps, loses, rises, remains];
            let scale = ways.into_iter().fold(Lanes::ZERO, |sum, way| sum + way).inverse();
            let each = ways.map(|way| way * scale * share);
            let [without, with] = &mut made;
            let made = if *helped { with } else { without };
            made.iter_mut().zip(each).for_each(|(sum, more)| *sum += more);
            now = [each[0] + each[1] + each[2], each[3] + each[4], each[5] + each[6]];
            note(month, now);
            note_debits(debits, *of_month, now);
            later_debits = *of_month;
            later = [
                (from_able[0] + from_able[1] + from_able[2]) * scale,
                (from_reserved[0] + from_reserved[1]) * scale,
                (from_short[0] + from_short[1]) * scale,
            ];
        }
        *moves = made.map(|made| {
            let [stays, builds_up, falls, keeps, loses, rises, remains] = made.map(Lanes::sum);
            Moves { able: [stays, builds_up, falls], reserved: [keeps, loses], short: [rises, remains] }
        });
        now
    }
}

/// Adds the debits of a month, by how likely able and short are in it.
fn note_debits(debits: &mut [[f64; 2]; 2], of_month: [u32; 2], now: [Lanes; 3]) {
    if of_month == [0; 2] {
        return;
    }
    let likely = [(now[0] + now[1]).sum(), now[2].sum()];
    for (sums, likely) in debits.iter_mut().zip(likely) {
        sums.iter_mut().zip(of_month).for_each(|(sum, times)| *sum += likely * f64::from(times));
    }
}

fn note([able, short]: &mut [Lanes; 2], now: [Lanes; 3]) {
    *able += now[0] + now[1];
    *short += now[2];
}
