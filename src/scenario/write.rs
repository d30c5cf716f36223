//! A scenario as the text of its file.

use super::file::Scenario;
use serde::Serialize;

/// The scenario as YAML, with every key; reading it gives the same scenario.
#[must_use]
pub fn scenario_text(scenario: &Scenario) -> String {
    // Plain texts and numbers under plain keys: there is nothing that YAML cannot hold.
    serde_yaml::to_string(scenario).unwrap_or_default()
}

/// A form of another module as YAML.
#[must_use]
pub fn keys_text(form: &impl Serialize) -> String {
    serde_yaml::to_string(form).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read_scenario;
    use crate::source::SourceFile;

    #[test]
    fn a_scenario_that_is_written_reads_as_it_was() {
        let text = "title: 'Twee: met een dubbele punt'\nledger: ../books\nsynthetic: true\n\
                    window: {from: 2024-01-01, to: 2024-12-31}\nresponse: modelled\nbehaviour: b.yaml\nreplications: 7\n\
                    seed: 3\nallocation: oldest_first\nexecution: {about: 2.5, from_record: true}\nvalid: as_written\nwarm_up: 3\n\
                    policies:\n  - {name: a, file: a.beleid, settings: {day: 5, part: 1.5, sum: '25.00'}}\n  \
                    - name: b\n    versions: [{from: 2024-01-01, file: c.beleid}]\n";
        let scenario = read_scenario(&SourceFile::new("s.yaml", text)).unwrap();
        let written = scenario_text(&scenario);
        let again = read_scenario(&SourceFile::new("again.yaml", written.clone())).unwrap();
        assert_eq!(scenario_text(&again), written);
        assert_eq!(format!("{scenario:?}"), format!("{again:?}"));
    }
}
