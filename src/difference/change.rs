//! One change from a policy to another, with both texts side by side.

use crate::locale::Locale;
use crate::locale::Word;

/// What a change is about, in the order in which changes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The first day on which the policy rules.
    ValidFrom,
    /// Under which law it stands.
    Law,
    /// When in the day it is evaluated.
    Evaluate,
    /// On which days actions are carried out.
    WorkingDays,
    /// From which day a claim counts as overdue.
    Overdue,
    /// The arrears up to which nothing starts.
    Tolerance,
    /// The days within which a payment counts as in time.
    Grace,
    /// When VAT is added to collection costs.
    Vat,
    /// Days between actions of a group.
    Spacing,
    /// To whom the policy applies.
    Scope,
    /// A fact that the ledger tells in a column of its own.
    Fact,
    /// The value of a setting.
    Setting,
    /// Between what values a setting may be set.
    Range,
    /// An action: what it is, costs and takes.
    Action,
    /// A partner and its lists.
    Partner,
    /// A kind of tenants.
    Segment,
    /// In which order segments are tried.
    SegmentOrder,
    /// A stage of the arrears.
    Stage,
    /// Which stage is heavier than which.
    StageOrder,
    /// A rule, write-offs included.
    Rule,
    /// An exception.
    Exception,
    /// A payment plan.
    Plan,
    /// In which order plans are offered.
    PlanOrder,
    /// What waits while a waiting code runs.
    Hold,
    /// What the policy aims at.
    Target,
    /// What must never happen.
    Guarantee,
}

/// A change from one policy to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub kind: Kind,
    /// The name of the statement; empty for a kind of which a policy has one.
    pub name: String,
    /// The author's title of it, of the new policy if that has it; empty without one. Of a spacing, its actions.
    pub title: String,
    /// What the old policy says, in its own language; none for what is added. Of what is renamed, its old name.
    pub old: Option<String>,
    /// What the new policy says; none for what is removed. Of what is renamed, its new name.
    pub new: Option<String>,
    /// Whether it only goes by another name.
    pub is_renamed: bool,
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The old policy does not have it.
    Added,
    /// The new policy does not have it.
    Removed,
    /// Both have it, and it says something else.
    Changed,
    /// Both have it, under another name, and it says the same.
    Renamed,
}

impl Change {
    /// A word for the change that tells it from every other: `setting.bel_dag`, `tolerance`.
    #[must_use]
    pub fn id(&self) -> String {
        let kind = self.kind.word().en.replace(' ', "_");
        if self.name.is_empty() { kind } else { format!("{kind}.{}", self.name) }
    }

    /// Whether it is added, removed, changed or renamed.
    #[must_use]
    pub const fn way(&self) -> Way {
        match (&self.old, &self.new) {
            _ if self.is_renamed => Way::Renamed,
            (None, _) => Way::Added,
            (_, None) => Way::Removed,
            _ => Way::Changed,
        }
    }

    /// Whether such a change can change what is decided.
    #[must_use]
    pub const fn decides(&self) -> bool {
        self.kind.decides() && !self.is_renamed
    }

    /// What it is about, in a few words: `rule visit`, `setting call_day`, `guarantee “Call first”`.
    #[must_use]
    pub fn subject(&self, locale: Locale) -> String {
        let kind = self.kind.word().in_locale(locale);
        let name = if self.kind == Kind::Spacing { &self.title } else { &self.name };
        match self.kind {
            _ if name.is_empty() => kind.to_owned(),
            Kind::Guarantee => format!("{kind} \u{201c}{name}\u{201d}"),
            _ => format!("{kind} {name}"),
        }
    }

    /// What there is to say of whether it decides anything; empty where it simply does.
    #[must_use]
    pub const fn weight(&self, locale: Locale) -> &'static str {
        match (self.kind, self.way()) {
            (_, Way::Renamed) => locale.pick("means the same", "betekent hetzelfde"),
            (Kind::ValidFrom, _) => locale.pick(
                "decides only where a scenario takes it as written",
                "beslist alleen waar een scenario dit laat gelden zoals het er staat",
            ),
            (Kind::Guarantee, Way::Removed) => locale.pick(
                "no longer guarded: nobody is told any more when it is breached",
                "wordt niet meer bewaakt: een schending wordt niet meer gemeld",
            ),
            (Kind::Guarantee, Way::Added) => {
                locale.pick("guarded from now on; decides nothing itself", "wordt voortaan bewaakt; beslist zelf niets")
            }
            (Kind::Guarantee, _) => {
                locale.pick("guards something else; decides nothing itself", "bewaakt iets anders; beslist zelf niets")
            }
            (Kind::Target, _) => locale.pick("is measured; steers nothing", "wordt gemeten; stuurt niets"),
            (Kind::Range, _) => locale.pick(
                "says what may be tried; decides nothing itself",
                "zegt wat geprobeerd mag worden; beslist zelf niets",
            ),
            _ => "",
        }
    }

    /// The change in a few words: `call_day 20 days → 5 days`, `rule visit: changed`.
    #[must_use]
    pub fn headline(&self, locale: Locale) -> String {
        let subject = if self.kind == Kind::Setting { self.name.clone() } else { self.subject(locale) };
        if let (true, Some(old)) = (self.is_renamed, &self.old) {
            let (kind, same) = (self.kind.word().in_locale(locale), self.weight(locale));
            let way = self.way().word().in_locale(locale);
            return format!("{kind} {old} \u{2192} {}: {way}, {same}", self.name);
        }
        if self.kind.is_short() {
            let none = locale.pick("none", "geen");
            let (old, new) = (self.old.as_deref().unwrap_or(none), self.new.as_deref().unwrap_or(none));
            return format!("{subject} {old} \u{2192} {new}");
        }
        format!("{subject}: {}", self.way().word().in_locale(locale))
    }

    /// Whether its texts are too long for the headline, and stand beside each other under it.
    #[must_use]
    pub const fn is_long(&self) -> bool {
        !self.kind.is_short() && !self.is_renamed
    }
}

impl Way {
    /// What people call it.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Way::Added => Word::new("added", "erbij"),
            Way::Removed => Word::new("removed", "vervalt"),
            Way::Changed => Word::new("changed", "gewijzigd"),
            Way::Renamed => Word::new("renamed", "heet anders"),
        }
    }
}

impl Kind {
    /// What people call it.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Kind::ValidFrom => Word::new("valid from", "geldig vanaf"),
            Kind::Law => Word::new("law", "recht"),
            Kind::Evaluate => Word::new("evaluate", "beoordeel"),
            Kind::WorkingDays => Word::new("working days", "werkdagen"),
            Kind::Overdue => Word::new("overdue from", "te laat vanaf"),
            Kind::Tolerance => Word::new("tolerance", "tolerantie"),
            Kind::Grace => Word::new("grace", "coulance"),
            Kind::Vat => Word::new("vat on costs", "btw op kosten"),
            Kind::Spacing => Word::new("spacing", "tussenruimte"),
            Kind::Scope => Word::new("applies when", "geldt als"),
            Kind::Fact => Word::new("fact", "feit"),
            Kind::Setting => Word::new("setting", "instelling"),
            Kind::Range => Word::new("range", "bereik"),
            Kind::Action => Word::new("action", "actie"),
            Kind::Partner => Word::new("partner", "partner"),
            Kind::Segment => Word::new("segment", "segment"),
            Kind::SegmentOrder => Word::new("segment order", "volgorde van segmenten"),
            Kind::Stage => Word::new("stage", "fase"),
            Kind::StageOrder => Word::new("stage order", "volgorde van fasen"),
            Kind::Rule => Word::new("rule", "regel"),
            Kind::Exception => Word::new("exception", "uitzondering"),
            Kind::Plan => Word::new("plan", "regeling"),
            Kind::PlanOrder => Word::new("plan order", "volgorde van regelingen"),
            Kind::Hold => Word::new("hold", "wachtstand"),
            Kind::Target => Word::new("target", "doel"),
            Kind::Guarantee => Word::new("guarantee", "waarborg"),
        }
    }

    /// Whether such a change can change what is decided. A target and a guarantee are measured, a range is for whoever tries
    /// values; from which day a policy rules decides only where a scenario takes that as written.
    #[must_use]
    pub const fn decides(self) -> bool {
        !matches!(self, Kind::ValidFrom | Kind::Range | Kind::Target | Kind::Guarantee)
    }

    /// Whether its texts are short enough to stand beside each other on a line.
    const fn is_short(self) -> bool {
        matches!(
            self,
            Kind::ValidFrom
                | Kind::Law
                | Kind::Evaluate
                | Kind::WorkingDays
                | Kind::Overdue
                | Kind::Tolerance
                | Kind::Grace
                | Kind::Vat
                | Kind::Spacing
                | Kind::Setting
                | Kind::Range
        )
    }
}
