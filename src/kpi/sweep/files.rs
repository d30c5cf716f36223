//! The files with bailiff and agency, added to the tallies of all dates. Most tenancies have none.

use crate::kpi::Tally;
use crate::kpi::window::Window;
use crate::tenancy::Dossier;

pub(super) fn add(windows: &[Window], tallies: &mut [Tally], dossiers: &[Dossier]) {
    if dossiers.is_empty() {
        return;
    }
    for (window, tally) in windows.iter().zip(tallies) {
        let is_open =
            |file: &Dossier| file.opened <= window.day && file.closed.is_none_or(|closed| window.day < closed);
        // Several files of one tenancy count once.
        tally.with_bailiff += i64::from(dossiers.iter().any(is_open));
        for file in dossiers {
            if let (Some(writ), Some(closed)) = (file.writ_on, file.closed)
                && window.previous < closed
                && closed <= window.day
            {
                tally.dossiers_closed += 1;
                tally.dossier_days += i64::from(closed.since(writ));
            }
        }
    }
}
