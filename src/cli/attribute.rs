//! `huurproef attribute`: how much each change of a policy contributes to the difference with another.

mod export;

pub(super) use export::attribution_columns;

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::compare::assumptions;
use super::compare::invented;
use super::compare::left_out;
use super::compare::titles;
use super::folder::RunFolder;
use super::policy::read_policy;
use super::print;
use super::receipt::compared_lines;
use super::receipt::receipt_lines;
use super::receipt::untold_to;
use super::scenario::Loaded;
use super::scenario::ScenarioArguments;
use super::scenario::bar;
use super::scenario::load;
use super::scenario::with_keys;
use crate::attribution::Attribution;
use crate::attribution::AttributionError;
use crate::attribution::Group;
use crate::attribution::MOST_GROUPS;
use crate::attribution::Question;
use crate::attribution::Side;
use crate::attribution::changes;
use crate::attribution::decides;
use crate::behaviour::Label;
use crate::diagnostic::nearest;
use crate::difference::Change;
use crate::difference::Kind;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::program::Settings;
use crate::report::AttributionPage;
use crate::report::People;
use crate::report::attribution_text;
use crate::scenario::Chosen;
use crate::source::SourceFile;
use clap::Args;
use export::attribution_json;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef attribute scenarios/eerder-bellen.yaml --out runs/waardoor";

/// The arguments of `huurproef attribute`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE, after_long_help = with_keys(EXAMPLE))]
pub(super) struct AttributeArguments {
    /// The scenario; its first policy is the one that the other is compared with.
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// The policy whose changes are told, by its name in the scenario; else the second.
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Changes to take as one, by name, such as `bel_dag,kredietbank_maanden`; may be given more than once.
    #[arg(long, value_name = "NAME,NAME")]
    together: Vec<String>,
    /// For whom the answer is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    run: ScenarioArguments,
}

pub(super) fn attribute(arguments: &AttributeArguments, terminal: Terminal) -> Outcome {
    let folder = arguments.run.out.as_deref().map(RunFolder::begin).transpose()?;
    let loaded = load(std::slice::from_ref(&arguments.scenario), &arguments.run, terminal)?;
    let place = place_of(&loaded, arguments.policy.as_deref())?;
    let loaded = loaded.with_policies(&[0, place]);
    let pair = Pair::of(&loaded, &arguments.scenario)?;
    let [old, new] = pair.sides(&loaded)?;
    let together = together(&arguments.together, &changes(old, new), &loaded)?;
    let question = Question::new(old, new, loaded.scenario.valid, &together).map_err(refusal)?;
    let attribution = run(&question, &loaded, terminal)?;
    let titles = titles(&loaded);
    let title = |place: usize| titles.get(place).map_or("", String::as_str);
    let page = page(&question, &attribution, &loaded, (title(0), title(1)), terminal.locale)?;
    match arguments.format {
        Format::Text => print(&(invented(&loaded, terminal.locale) + &attribution_text(&page))),
        Format::Json => print(&(attribution_json(&page, &loaded).to_string() + "\n")),
    }
    if let Some(folder) = folder {
        folder.write_attribution(&loaded, &page, &attribution_json(&page, &loaded))?;
        folder.finish()?;
        if arguments.format == Format::Text {
            print(&written(arguments.run.out.as_deref(), terminal.locale));
        }
    }
    Ok(Ending::Done)
}

/// The place of the policy whose changes are told.
fn place_of(loaded: &Loaded, name: Option<&str>) -> Result<usize, Refusal> {
    if loaded.policies.len() < 2 {
        let message = Phrase::new("there is only one policy to compare", "er is maar één beleid om te vergelijken");
        let help = Phrase::new("name a second one under `policies`", "noem een tweede onder `policies`");
        return Err(Refusal::new(message).help(help));
    }
    let Some(name) = name else { return Ok(1) };
    let names = || loaded.policies.iter().map(|chosen| chosen.name.as_str());
    match names().position(|own| own == name) {
        None => Err(unknown(name, "policy", "beleid", names().skip(1))),
        Some(0) => {
            let message = Phrase::new(
                format!("`{name}` is what the others are compared with"),
                format!("`{name}` is waarmee de andere vergeleken worden"),
            );
            let help = Phrase::new("give the name of another policy", "geef de naam van een ander beleid");
            Err(Refusal::new(message).help(help))
        }
        Some(place) => Ok(place),
    }
}

pub(super) fn unknown<'a>(name: &str, en: &str, nl: &str, known: impl Iterator<Item = &'a str> + Clone) -> Refusal {
    let message = Phrase::new(format!("there is no {en} `{name}`"), format!("er is geen {nl} `{name}`"));
    let all = known.clone().collect::<Vec<&str>>().join("`, `");
    let help = match nearest(name, known) {
        Some(meant) => Phrase::new(format!("did you mean `{meant}`?"), format!("bedoelt u `{meant}`?")),
        None => Phrase::new(format!("there is: `{all}`"), format!("er is: `{all}`")),
    };
    Refusal::new(message).help(help)
}

/// The two policies with their texts and the values that the scenario gives to settings.
struct Pair {
    files: Vec<SourceFile>,
    settings: Vec<Settings>,
}

impl Pair {
    fn of(loaded: &Loaded, scenario: &Path) -> Result<Pair, Refusal> {
        let folder = scenario.parent().unwrap_or(Path::new("."));
        let choices = &loaded.scenario.policies;
        if let Some(choice) = choices.iter().find(|choice| !choice.versions.is_empty()) {
            return Err(versions(&choice.name));
        }
        let files = choices.iter().map(|choice| read_policy(&folder.join(&choice.file)));
        let settings = choices.iter().map(|choice| {
            choice.settings.iter().map(|(name, value)| (name.clone(), value.text())).collect::<Settings>()
        });
        Ok(Pair { files: files.collect::<Result<_, _>>()?, settings: settings.collect() })
    }

    fn sides<'a>(&'a self, loaded: &'a Loaded) -> Result<[Side<'a>; 2], Refusal> {
        let all = self.files.iter().zip(&self.settings).zip(&loaded.policies);
        let sides: Vec<Side<'a>> = all.map(|((file, settings), chosen)| Side { file, chosen, settings }).collect();
        let none = |_| Refusal::new(Phrase::new("there are not two policies", "er zijn geen twee beleidsstukken"));
        sides.try_into().map_err(none)
    }
}

fn versions(name: &str) -> Refusal {
    let message = Phrase::new(
        format!("`{name}` has versions, and of a chain of versions no change can be taken apart"),
        format!("`{name}` heeft versies, en van een keten van versies is geen wijziging apart te nemen"),
    );
    let help = Phrase::new(
        "name two versions as two policies, each with its own `file`",
        "noem twee versies als twee beleidsstukken, elk met een eigen `file`",
    );
    Refusal::new(message).help(help)
}

/// The changes that are to be taken as one: each list by the places of its changes.
fn together(lists: &[String], changes: &[Change], loaded: &Loaded) -> Result<Vec<BTreeSet<usize>>, Refusal> {
    let known: Vec<(usize, &Change)> =
        changes.iter().enumerate().filter(|(_, change)| decides(change, loaded.scenario.valid)).collect();
    let places = |word: &str| {
        let is_meant = |change: &Change| change.id() == word || (!change.name.is_empty() && change.name == word);
        let found: Vec<usize> = known.iter().filter(|(_, change)| is_meant(change)).map(|(place, _)| *place).collect();
        let ids: Vec<String> = known.iter().map(|(_, change)| change.id()).collect();
        if found.is_empty() {
            return Err(unknown(word, "change", "wijziging", ids.iter().map(String::as_str)));
        }
        Ok(found)
    };
    let set = |list: &String| {
        let words = list.split(',').map(str::trim).filter(|word| !word.is_empty());
        let found = words.map(places).collect::<Result<Vec<_>, Refusal>>()?;
        let set: BTreeSet<usize> = found.into_iter().flatten().collect();
        if set.len() < 2 { Err(nothing_together(list)) } else { Ok(set) }
    };
    lists.iter().map(set).collect()
}

fn nothing_together(list: &str) -> Refusal {
    Refusal::new(Phrase::new(
        format!("`--together {list}` takes nothing together"),
        format!("`--together {list}` neemt niets samen"),
    ))
    .help(Phrase::new(
        "name two changes or more, with commas between and without spaces",
        "noem twee of meer wijzigingen, met komma's ertussen en zonder spaties",
    ))
}

fn run(question: &Question<'_>, loaded: &Loaded, terminal: Terminal) -> Result<Attribution, Refusal> {
    let plan = loaded.plan();
    let bar = bar(loaded, question.passes(&plan), terminal);
    let attribution = question.answer(&plan, &|| bar.inc(1)).map_err(refusal);
    bar.finish_and_clear();
    attribution
}

fn page<'a>(
    question: &'a Question<'_>,
    attribution: &'a Attribution,
    loaded: &'a Loaded,
    (old, new): (&'a str, &'a str),
    locale: Locale,
) -> Result<AttributionPage<'a>, Refusal> {
    let numbers = assumptions(loaded.behaviour.as_ref(), locale);
    Ok(AttributionPage {
        locale,
        title: &loaded.scenario.title,
        old,
        new,
        attribution,
        changes: question.changes(),
        groups: question.groups(),
        people: if loaded.scenario.synthetic { People::Synthetic } else { People::Real },
        compared: compared_lines(loaded, locale),
        assumed: numbers.iter().filter(|number| number.label == Label::Assumed).count(),
        left_out: left_out(loaded.behaviour.as_ref(), locale),
        untold: untold_to(loaded, attribution.interest_known_to, locale),
        receipt: receipt_lines(loaded, locale)?,
    })
}

fn refusal(error: AttributionError) -> Refusal {
    match error {
        AttributionError::Languages => Refusal::new(Phrase::new(
            "the policies are written in two languages, so nothing lies between them",
            "de beleidsstukken zijn in twee talen geschreven, dus daar ligt niets tussen",
        ))
        .help(Phrase::new("write both in the same language", "schrijf beide in dezelfde taal")),
        AttributionError::NoChange(changes) => no_change(&changes),
        AttributionError::TooMany { changes, groups } => too_many(&changes, &groups),
        AttributionError::CannotMix(reason) => Refusal::new(Phrase::new(
            format!("the policies cannot be mixed: {}", reason.en),
            format!("de beleidsstukken laten zich niet mengen: {}", reason.nl),
        )),
    }
}

fn no_change(changes: &[Change]) -> Refusal {
    let message = Phrase::new(
        "the policies decide the same: there is no difference to attribute",
        "de beleidsstukken beslissen hetzelfde: er is geen verschil om toe te rekenen",
    );
    if changes.is_empty() {
        return Refusal::new(message);
    }
    let list = |locale| changes.iter().map(|change| change.headline(locale)).collect::<Vec<String>>().join("; ");
    let help = Phrase::new(
        format!("what differs decides nothing: {}", list(Locale::En)),
        format!("wat verschilt beslist niets: {}", list(Locale::Nl)),
    );
    Refusal::new(message).help(help)
}

/// Names the changes, and proposes a way to take some of them together.
fn too_many(changes: &[Change], groups: &[Group]) -> Refusal {
    let ids: Vec<String> = changes.iter().filter(|change| change.kind.decides()).map(Change::id).collect();
    let (count, all) = (groups.len(), ids.join(", "));
    let message = Phrase::new(
        format!("{count} changes are too many to take apart, at most {MOST_GROUPS} can be: {all}"),
        format!(
            "{count} wijzigingen zijn te veel om uit elkaar te halen, het kunnen er hoogstens {MOST_GROUPS} zijn: {all}"
        ),
    );
    let lists = proposed(changes, groups).into_iter().map(|list| format!("--together {}", list.join(",")));
    let example = lists.collect::<Vec<String>>().join(" ");
    let help = Phrase::new(
        format!("take some together, for instance `{example}`"),
        format!("neem er een aantal samen, bijvoorbeeld `{example}`"),
    );
    Refusal::new(message).help(help)
}

/// The kinds with most changes taken together, as many as are needed to be left with few enough.
fn proposed(changes: &[Change], groups: &[Group]) -> Vec<Vec<String>> {
    let mut kinds: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for group in groups {
        if let Some(change) = group.changes.first().and_then(|place| changes.get(*place)) {
            kinds.entry(change.kind).or_default().push(change.id());
        }
    }
    let mut kinds: Vec<Vec<String>> = kinds.into_values().filter(|ids| ids.len() > 1).collect();
    kinds.sort_by_key(|ids| std::cmp::Reverse(ids.len()));
    let mut left = groups.len();
    kinds
        .into_iter()
        .take_while(|ids| {
            let is_needed = left > MOST_GROUPS;
            left -= ids.len() - 1;
            is_needed
        })
        .collect()
}

/// Where the attribution was written.
fn written(out: Option<&Path>, locale: Locale) -> String {
    let place = out.map_or_else(String::new, |out| out.display().to_string());
    match locale {
        Locale::En => format!("written to {place}; the page is {place}/share/attribution.html\n"),
        Locale::Nl => format!("geschreven naar {place}; de pagina is {place}/share/attribution.html\n"),
    }
}

impl Loaded {
    /// The scenario with only these policies.
    pub(super) fn with_policies(mut self, places: &[usize]) -> Loaded {
        let choices = places.iter().filter_map(|place| self.scenario.policies.get(*place).cloned()).collect();
        let policies: Vec<Chosen> = places.iter().filter_map(|place| self.policies.get(*place).cloned()).collect();
        self.scenario.policies = choices;
        self.policies = policies;
        self
    }
}
