//! What is written for other tools keeps to what the schemas of OMG ask of it. The rules stand in a table each, by the names
//! of the schema's parts; what breaks one of them is told.
#![expect(clippy::panic, reason = "a test that cannot go on should stop loudly")]

mod bpmn;
mod dmn;
mod schema;
mod xml;

use huurproef::check::Policy;
use huurproef::check::read;
use huurproef::locale::Locale;
use huurproef::source::SourceFile;
use std::fs;
use std::path::PathBuf;

/// A policy with names, titles, nesting and lists that an export must stand.
const HARD: &str = "beleid \"<A> & 'B'\" versie \"1\"\nwerkdagen alle\n\
    actie bellen \"Een titel die <nooit> & nergens ophoudt\" is belactie per telefoon\n\
    partner vroeg \"Vroeg & laat\" is vroegsignalering lijst op dag 24 van wie in aanmerking komt uiterlijk op dag 22\n\
    partner één \"Eén\" is kredietbank lijsten op 2025-01-02, 2025-03-04\n\
    fase één \"Één\" als maanden_achterstand >= 1\nfase twee \"Twee\" als maanden_achterstand >= 2\n\
    regel niets_doen als zittend doe niets eenmaal per achterstand\n\
    regel één in fase één als zittend doe bellen eenmaal per fase\n\
    regel gelijst in fase één als zittend doe aanmelden bij vroeg eenmaal per fase\n\
    regel op_dagen in fase één als zittend doe aanmelden bij één eenmaal per fase\n\
    uitzondering a op één als achterstand > € 50 doe aanmelden bij vroeg\n\
    uitzondering b op één boven a als dagen_te_laat >= 9 doe niets\n\
    uitzondering c op a als dagen_sinds(belactie) >= 3 doe wik_brief, bellen\n\
    wachtstand wsnp \"WSNP\" stopt alles behalve afboeking\n\
    afboeken weg als vertrokken en achterstand > € 0 akkoord van 2 onder wie leidinggevende\n";

/// The policies of the project, the law, and a hard one, with their names.
fn policies() -> Vec<(String, Policy)> {
    let files = ["policies", "policies/law"].into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "beleid"));
    paths.sort();
    assert!(paths.len() > 9);
    let texts = paths.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()));
    texts.chain([("hard".to_owned(), HARD.to_owned())]).map(|(name, text)| (name, policy(&text))).collect()
}

fn policy(text: &str) -> Policy {
    let checked = read(&SourceFile::new("p", text));
    checked.policy.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

/// Nothing is wrong with any export.
fn assert_all_sound(write: impl Fn(&Policy, Locale) -> String, faults: impl Fn(&str) -> Vec<String>) {
    for (name, policy) in policies() {
        for locale in Locale::ALL {
            assert_eq!(faults(&write(&policy, locale)), [""; 0], "{name} {locale:?}");
        }
    }
}

/// Each of the changes of a sound text is a fault, and told as that.
fn assert_each_is_told(sound: &str, changes: &[(&str, &str, &str)], faults: impl Fn(&str) -> Vec<String>) {
    for (from, to, told) in changes {
        let broken = sound.replacen(from, to, 1);
        assert_ne!(broken, sound, "nothing is changed: {from}");
        let found = faults(&broken);
        assert!(found.iter().any(|fault| fault.contains(told)), "{from} → {to}: {found:?}");
    }
}
