//! Whether targets fit together: so many tenants, each owing so much, is a share of what is invoiced. And which say nothing,
//! because the books are too small to miss them.

use super::Page;
use super::wording;
use crate::check::Bound;
use crate::compare::Goal;
use crate::compare::Measure;
use crate::locale::Locale;
use crate::vocabulary::Kpi;
use crate::vocabulary::KpiUnit;

/// Which of the targets on number, average and rate of arrears is the narrowest, where there is one of each.
pub(super) fn binding(page: &Page<'_>) -> Option<String> {
    let (comparison, locale) = (page.comparison, page.locale);
    if comparison.goals.iter().any(|goal| goal.kpi == Kpi::TenantsInArrears && empty(page, goal).is_some()) {
        return None;
    }
    let limit = |kpi: Kpi| {
        let goals = comparison.goals.iter().filter(|goal| goal.kpi == kpi && goal.bound == Bound::AtMost);
        goals.map(|goal| goal.limit()).min_by(f64::total_cmp).filter(|limit| *limit > 0.0)
    };
    let (tenants, average) = (limit(Kpi::TenantsInArrears)?, limit(Kpi::AverageArrearsSitting)?);
    let rate = limit(Kpi::ArrearsRateSitting)?;
    let invoiced = comparison.scenarios.first()?.figures.get(&Measure::Kpi(Kpi::Invoiced12m))?.mean;
    let euro = |amount: f64| wording::value(KpiUnit::Euro, amount, locale);
    let count = |number: f64| wording::value(KpiUnit::Count, libm::floor(number), locale);
    let (room, together) = (rate * invoiced, tenants * average);
    let told = wording::limit(KpiUnit::Rate, rate, locale);
    let lead = match locale {
        Locale::En => format!(
            "{told} of the {} invoiced is {}; {} tenants at {} each would owe {}.",
            euro(invoiced),
            euro(room),
            count(tenants),
            euro(average),
            euro(together)
        ),
        Locale::Nl => format!(
            "{told} van de gefactureerde {} is {}; {} huurders met elk {} staan samen {} achter.",
            euro(invoiced),
            euro(room),
            count(tenants),
            euro(average),
            euro(together)
        ),
    };
    let rest = match (together > room, locale) {
        (true, Locale::En) => format!(
            "The rate binds: with {} tenants in arrears they may owe {} on average, and at {} on average there may be {}.",
            count(tenants),
            euro(room / tenants),
            euro(average),
            count(room / average)
        ),
        (true, Locale::Nl) => format!(
            "Het percentage knelt: bij {} huurders mogen zij gemiddeld {} achterstaan, en bij gemiddeld {} mogen het er {} zijn.",
            count(tenants),
            euro(room / tenants),
            euro(average),
            count(room / average)
        ),
        (false, Locale::En) => "Number and average bind: who meets both meets the rate as well.".to_owned(),
        (false, Locale::Nl) => "Aantal en gemiddelde knellen: wie beide haalt, haalt ook het percentage.".to_owned(),
    };
    Some(format!("{lead} {rest}"))
}

/// What is said of a target that cannot be missed: it allows as many as there are tenancies, or more.
pub(super) fn empty(page: &Page<'_>, goal: &Goal) -> Option<String> {
    let is_count = matches!(goal.kpi, Kpi::TenantsInArrears | Kpi::Evictions) && goal.bound == Bound::AtMost;
    if !is_count || page.tenancies == 0 || goal.limit() < page.tenancies as f64 {
        return None;
    }
    let count = page.locale.count(i64::try_from(page.tenancies).unwrap_or(i64::MAX));
    Some(match page.locale {
        Locale::En => format!("says nothing on {count} tenancies"),
        Locale::Nl => format!("zegt niets op {count} huurovereenkomsten"),
    })
}
