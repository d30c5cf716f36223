//! The parts of a policy that a change can be about, each as a text to read and a text to compare.

use super::Edition;
use super::Kind;
use super::print::Manner;
use super::print::Printer;
use super::statement::group_of;
use super::statement::numbered;
use super::statement::spacing_names;
use crate::calendar::WorkingDays;
use crate::check::Action;
use crate::check::Batch;
use crate::check::Bound;
use crate::check::Condition;
use crate::check::CostsVat;
use crate::check::Evaluate;
use crate::check::Exception;
use crate::check::Guarantee;
use crate::check::Hold;
use crate::check::Law;
use crate::check::Layer;
use crate::check::Named;
use crate::check::OverdueFrom;
use crate::check::Overridden;
use crate::check::Partner;
use crate::check::PlanTerms;
use crate::check::Rule;
use crate::check::Stops;
use crate::check::Target;
use crate::check::Value;
use crate::vocabulary::KpiUnit;
use crate::vocabulary::Unit;

/// One part of a policy.
#[derive(Clone, Debug)]
pub(super) struct Part {
    kind: Kind,
    /// Its name as its policy writes it.
    pub(super) name: String,
    /// The name by which it is known whatever the language: a hold is called after its waiting code.
    known_as: String,
    pub(super) title: String,
    /// What it says, to be read.
    pub(super) text: String,
    /// What it means, to be compared.
    pub(super) key: String,
}

impl Part {
    pub(super) fn identity(&self) -> (Kind, String) {
        (self.kind, self.known_as.clone())
    }
}

/// A part in one manner: kind, name, title and text.
type Told = (Kind, String, String, String);

/// Every part of a policy, each with its text and its key.
pub(super) fn parts(of: Edition<'_>) -> Vec<Part> {
    let read = told(of, Manner::Text);
    let keys = told(of, Manner::Key);
    let part = |((kind, name, title, text), (_, known_as, _, key)): (Told, Told)| Part {
        kind,
        name,
        known_as,
        title,
        text,
        key,
    };
    read.into_iter().zip(keys).map(part).collect()
}

fn told(of: Edition<'_>, manner: Manner) -> Vec<Told> {
    let printer = Printer { policy: of.policy, manner };
    let mut all = printer.conventions();
    all.extend(printer.settings(of));
    all.extend(printer.declared());
    all.extend(printer.decided());
    all.extend(printer.aims());
    all
}

fn alone(kind: Kind, text: impl Into<String>) -> Told {
    (kind, String::new(), String::new(), text.into())
}

fn of(kind: Kind, named: &Named, text: String) -> Told {
    let title = if named.title == named.name { String::new() } else { named.title.clone() };
    (kind, named.name.clone(), title, text)
}

fn lines(lines: impl IntoIterator<Item = Option<String>>) -> String {
    lines.into_iter().flatten().collect::<Vec<String>>().join("\n")
}

impl Printer<'_> {
    fn conventions(&self) -> Vec<Told> {
        let (policy, locale) = (self.policy, self.locale());
        let conventions = policy.conventions;
        let evaluate = match conventions.evaluate {
            Evaluate::Morning => "k_morning",
            Evaluate::Evening => "k_evening",
        };
        let working = match conventions.working_days {
            WorkingDays::Nl => "k_nl",
            WorkingDays::Weekdays => "k_weekdays",
            WorkingDays::All => "k_all",
        };
        let overdue = match conventions.overdue_from {
            OverdueFrom::DueDate => "k_due_date",
            OverdueFrom::DayAfter => "k_day_after",
        };
        let vat = match conventions.costs_vat {
            CostsVat::Never => "k_never",
            CostsVat::AgencyOnly => "k_agency_only",
            CostsVat::Always => "k_always",
        };
        let days = self.say(if conventions.grace == 1 { "k_day" } else { "k_days" });
        let valid = policy.valid_from.map(|day| {
            alone(Kind::ValidFrom, if self.manner == Manner::Text { locale.day(day) } else { day.to_string() })
        });
        let law = (policy.law == Law::Nl).then(|| alone(Kind::Law, self.say("k_nl")));
        let scope = policy.scope.as_ref().map(|scope| alone(Kind::Scope, self.condition(&scope.condition)));
        let always = [
            alone(Kind::Evaluate, self.say(evaluate)),
            alone(Kind::WorkingDays, self.say(working)),
            alone(Kind::Overdue, self.say(overdue)),
            alone(Kind::Tolerance, locale.money(conventions.tolerance)),
            alone(Kind::Grace, format!("{} {days}", conventions.grace)),
            alone(Kind::Vat, self.say(vat)),
        ];
        let spacings = policy.spacings.iter().zip(spacing_names(policy)).map(|(spacing, name)| {
            let days = self.say(if spacing.days == 1 { "k_day" } else { "k_days" });
            let group = group_of(&spacing.kinds);
            let title = group.map_or_else(|| self.kinds(&spacing.kinds), |word| word.in_locale(locale).to_owned());
            (Kind::Spacing, name, title, format!("{} {days}", spacing.days))
        });
        always.into_iter().chain(valid).chain(law).chain(scope).chain(spacings).collect()
    }

    /// The value of each setting, and apart from it the range in which it may be set.
    fn settings(&self, edition: Edition<'_>) -> Vec<Told> {
        let between = (self.say("k_between"), self.say("k_and"));
        let settings = self.policy.settings.iter().zip(edition.settings).flat_map(|(setting, value)| {
            let text = |value| match value {
                Value::MonthsOfRent(number) => self.locale().months_of_rent(number),
                _ => self.value(value, Unit::Count),
            };
            let range = format!("{} {} {} {}", between.0, text(setting.least), between.1, text(setting.greatest));
            [of(Kind::Setting, &setting.named, text(*value)), of(Kind::Range, &setting.named, range)]
        });
        settings.collect()
    }

    fn declared(&self) -> Vec<Told> {
        let policy = self.policy;
        let facts = policy.facts.iter().map(|fact| {
            let (is, otherwise) = (self.say("k_is"), self.say("k_otherwise"));
            let unit = fact.unit.word().in_locale(self.locale());
            let text = format!("{is} {unit} {otherwise} {}", self.value(fact.otherwise, fact.unit));
            of(Kind::Fact, &fact.named, text)
        });
        let actions = policy.actions.iter().map(|action| of(Kind::Action, &action.named, self.action(action)));
        let partners = policy.partners.iter().map(|partner| of(Kind::Partner, &partner.named, self.partner(partner)));
        let segments = policy.segments.iter().map(|segment| {
            let condition = segment.condition.as_ref().map(|condition| self.when(condition).unwrap_or_default());
            of(Kind::Segment, &segment.named, condition.unwrap_or_else(|| self.say("k_otherwise").to_owned()))
        });
        let stages = policy
            .stages
            .iter()
            .map(|stage| of(Kind::Stage, &stage.named, self.when(&stage.condition).unwrap_or_default()));
        facts.chain(actions).chain(partners).chain(segments).chain(stages).collect()
    }

    fn decided(&self) -> Vec<Told> {
        let policy = self.policy;
        let rules = policy.rules.iter().map(|rule| of(Kind::Rule, &rule.named, self.rule(rule)));
        let exceptions = policy.exceptions.iter().map(|except| of(Kind::Exception, &except.named, self.except(except)));
        let plans = policy.plans.iter().map(|plan| of(Kind::Plan, &plan.named, self.plan(plan)));
        let holds = policy.holds.iter().map(|hold| {
            let (kind, name, title, text) = of(Kind::Hold, &hold.named, self.hold(hold));
            let name = if self.manner == Manner::Key { hold.code.word().en.to_owned() } else { name };
            (kind, name, title, text)
        });
        rules.chain(exceptions).chain(plans).chain(holds).collect()
    }

    /// What is measured and changes no decision.
    fn aims(&self) -> Vec<Told> {
        let own = self.policy.guarantees.iter().filter(|guarantee| guarantee.layer == Layer::Own);
        // A guarantee is known by what it says: its title is how people call it.
        let names: Vec<String> = match self.manner {
            Manner::Text => numbered(own.clone().map(|guarantee| guarantee.title.clone())),
            Manner::Key => own.clone().map(|guarantee| self.guarantee(guarantee)).collect(),
        };
        let guarantees =
            own.zip(names).map(|(guarantee, name)| (Kind::Guarantee, name, String::new(), self.guarantee(guarantee)));
        let names = numbered(self.policy.targets.iter().map(|target| target.kpi.entry().word.en.to_owned()));
        let targets = self.policy.targets.iter().zip(names).map(|(target, name)| {
            let title = target.kpi.entry().title.in_locale(self.locale()).to_owned();
            (Kind::Target, name, title, self.target(target))
        });
        targets.chain(guarantees).collect()
    }

    fn action(&self, action: &Action) -> String {
        let is = format!("{} {}", self.say("k_is"), self.kind(action.kind));
        let channel = action
            .channel
            .map(|channel| format!("{} {}", self.say("k_by_channel"), channel.word().in_locale(self.locale())));
        let cost = format!("{} {}", self.say("k_costs"), self.locale().money(action.cost));
        let unit = self.say(if action.minutes == 1 { "k_minute" } else { "k_minutes" });
        let takes = format!("{} {} {unit}", self.say("k_takes"), action.minutes);
        let staff =
            (action.staff != 1).then(|| format!("{} {} {}", self.say("k_by_staff"), action.staff, self.say("k_staff")));
        lines([Some(is), channel, Some(cost), Some(takes), staff]).replace('\n', " ")
    }

    fn partner(&self, partner: &Partner) -> String {
        let is = format!("{} {}", self.say("k_is"), partner.kind.word().in_locale(self.locale()));
        let list = partner.batch.as_ref().map(|batch| match batch {
            Batch::Monthly { list_day, cut_off } => {
                format!("{} {list_day} {} {cut_off}", self.say("k_list_on_day"), self.say("k_who_qualify"))
            }
            Batch::Dates(days) => {
                let days: Vec<String> = days.iter().map(ToString::to_string).collect();
                format!("{} {}", self.say("k_lists_on"), days.join(", "))
            }
        });
        lines([Some(is), list])
    }

    fn rule(&self, rule: &Rule) -> String {
        let approval = rule.approval.map(|approval| {
            let manager =
                if approval.manager { format!(" {}", self.say("k_including_manager")) } else { String::new() };
            format!("{} {}{manager}", self.say("k_approved_by"), approval.assessors)
        });
        lines([
            rule.stages.map(|range| self.stages(range)),
            self.when(&rule.condition),
            Some(self.steps(&rule.steps)),
            approval,
            Some(self.frequency(rule.frequency)),
        ])
    }

    fn except(&self, exception: &Exception) -> String {
        let policy = self.policy;
        let to = match exception.overrides {
            Overridden::Rule(place) => policy.rules.get(place).map(|rule| &rule.named.name),
            Overridden::Exception(place) => policy.exceptions.get(place).map(|exception| &exception.named.name),
        };
        let mut above: Vec<&str> = exception
            .above
            .iter()
            .filter_map(|place| policy.exceptions.get(*place))
            .map(|exception| exception.named.name.as_str())
            .collect();
        above.sort_unstable();
        let above = (!above.is_empty()).then(|| format!("{} {}", self.say("k_above"), above.join(", ")));
        lines([
            to.map(|name| format!("{} {name}", self.say("k_to"))),
            above,
            self.when(&exception.condition),
            Some(self.steps(&exception.steps)),
        ])
    }

    fn plan(&self, plan: &PlanTerms) -> String {
        let number = |operand| self.quantity(operand);
        lines([
            Some(format!("{} {}", self.say("k_offered_after"), self.kinds(&plan.after))),
            self.when(&plan.condition),
            Some(format!(
                "{} {} {} {} {}",
                self.say("k_at_most"),
                number(plan.instalments),
                self.say("k_instalments"),
                self.say("k_of_at_least"),
                number(plan.least)
            )),
            Some(format!("{} {}", self.say("k_on_day"), plan.day)),
            plan.rest
                .map(|rest| format!("{} {} {}", self.say("k_not_within"), number(rest), self.say("k_of_broken_plan"))),
            plan.only_if_unable.then(|| self.say("k_only_if_unable").to_owned()),
            Some(format!("{} {} {}", self.say("k_broken_when"), number(plan.patience), self.say("k_late"))),
        ])
    }

    fn hold(&self, hold: &Hold) -> String {
        match &hold.stops {
            Stops::AllExcept(kinds) if kinds.is_empty() => self.say("k_stops_all").to_owned(),
            Stops::AllExcept(kinds) => {
                format!("{} {} {}", self.say("k_stops_all"), self.say("k_except"), self.kinds(kinds))
            }
            Stops::Only(kinds) => format!("{} {}", self.say("k_stops"), self.kinds(kinds)),
        }
    }

    fn target(&self, target: &Target) -> String {
        let (locale, value) = (self.locale(), target.value);
        let side = match target.bound {
            Bound::AtMost => self.say("k_at_most"),
            Bound::AtLeast => self.say("k_at_least"),
        };
        let bound = match target.kpi.entry().unit {
            KpiUnit::Rate => locale.percent(value),
            KpiUnit::Euro => format!("€ {}", locale.number(value)),
            _ => locale.number(value),
        };
        let by = target.by.map_or_else(String::new, |by| format!(" {} {by}", self.say("k_by_date")));
        format!("{side} {bound}{by}")
    }

    fn guarantee(&self, guarantee: &Guarantee) -> String {
        let never = self.say("k_never");
        let rest = match &guarantee.only_after {
            Condition::Any(parts) if parts.is_empty() => never.to_owned(),
            Condition::Not(inner) => format!("{never} {} {}", self.say("k_when"), self.condition(inner)),
            other => format!("{} {}", self.say("k_only_after"), self.condition(other)),
        };
        format!("{} {rest}", self.kind(guarantee.kind))
    }
}
