//! Every code of a finding about a policy or a scenario, with the sentence that is always true of it. A code never
//! changes its meaning; each has a case in `tests/bad`.

use super::Diagnostic;
use super::Severity;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;

/// A kind of finding.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// `P` parse, `N` names, `U` units, `R` rules, `A` analysis, `L` law, `G` guarantees, `S` scenario, and a number.
    pub id: &'static str,
    /// Whether it stops a run.
    pub severity: Severity,
    /// What is always true of it.
    pub meaning: Word,
}

impl Code {
    /// What is always true of it, as a message.
    #[must_use]
    pub fn phrase(self) -> Phrase {
        Phrase::new(self.meaning.en, self.meaning.nl)
    }

    /// A finding of this kind at a place.
    #[must_use]
    pub fn at(self, span: Span, message: Phrase) -> Diagnostic {
        match self.severity {
            Severity::Error => Diagnostic::error(self.id, span, message),
            Severity::Warning => Diagnostic::warning(self.id, span, message),
        }
    }
}

/// The constants and the table from one list, so that neither can lack what the other has.
macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $en:literal, $nl:literal;)+) => {
        $(#[doc = $en] pub const $name: Code =
            Code { id: $id, severity: Severity::$severity, meaning: Word::new($en, $nl) };)+

        /// Every code, in their order.
        pub const CODES: &[Code] = &[$($name,)+];
    };
}

codes! {
    UNREADABLE = "P01" Error "the text cannot be read here", "de tekst is hier niet te lezen";
    MIXED = "P02" Error "a structure word of the other language", "een structuurwoord van de andere taal";
    AMBIGUOUS_NUMBER = "P03" Error "a separator that may mean thousands or decimals", "een scheidingsteken dat duizendtallen of decimalen kan betekenen";
    CENTS = "P04" Error "an amount with other than no or two decimals", "een bedrag met andere dan nul of twee decimalen";
    NUMBER_SIZE = "P05" Error "a number with too many digits", "een getal met te veel cijfers";
    NO_DATE = "P06" Error "a date that the calendar does not have", "een datum die de kalender niet kent";
    TOO_DEEP = "P07" Error "parentheses nested too deep", "te veel haakjes in elkaar";
    EMPTY = "P08" Error "a file without a policy in it", "een bestand zonder beleid erin";
    CUT_OFF = "P09" Error "the text stops in the middle of an item", "de tekst stopt midden in een onderdeel";

    UNKNOWN = "N01" Error "a name that nothing has", "een naam die niets heeft";
    OTHER_LANGUAGE = "N02" Error "a word of the other language", "een woord van de andere taal";
    DUPLICATE = "N03" Error "a name declared twice", "een naam die tweemaal is gegeven";
    RESERVED = "N04" Error "a word of the language as a name", "een woord van de taal als naam";
    TWO_MEANINGS = "N05" Error "a name that stands for two kinds of action", "een naam die voor twee soorten acties staat";
    UNKNOWN_CLAUSE = "N06" Warning "a clause that its source does not have", "een paragraaf die de bron niet heeft";
    IN_THE_WAY = "N07" Error "a name that stands in the way of a translation", "een naam die een vertaling in de weg staat";

    UNITS = "U01" Error "values in different units", "waarden in verschillende eenheden";
    NO_UNIT = "U02" Error "a number without a unit where one is needed", "een getal zonder eenheid waar er een nodig is";
    NO_ORDER = "U03" Error "an order between choices", "een volgorde tussen keuzes";
    NO_COMPARISON = "U04" Error "a value that is not compared, or a yes or no that is", "een waarde die niet wordt vergeleken, of een ja of nee die dat wel wordt";
    NOT_WHOLE = "U05" Error "a fraction of what comes in wholes", "een deel van wat alleen heel bestaat";
    SETTING_UNITS = "U06" Error "a setting in two units", "een instelling in twee eenheden";
    TWO_FACTS = "U07" Error "a fact compared with a fact", "een feit vergeleken met een feit";
    NO_ARGUMENT = "U08" Error "a function without its action, or a fact with one", "een functie zonder haar actie, of een feit met een actie";

    LOOK_BACK = "U09" Error "a number of months that cannot be looked back over", "een aantal maanden waarover niet terug te kijken is";

    OTHER_UNIT_NAMED = "U10" Warning "a setting compared with another unit than its name says", "een instelling vergeleken met een andere eenheid dan haar naam zegt";

    NO_HEADER = "R01" Error "a file that does not say which policy it is", "een bestand dat niet zegt welk beleid het is";
    SAID_TWICE = "R02" Error "something that is said once is said twice", "wat eenmaal gezegd wordt, staat er tweemaal";
    NO_FREQUENCY = "R03" Error "a rule that does not say how often", "een regel die niet zegt hoe vaak";
    OUT_OF_RANGE = "R04" Error "a setting outside its own range", "een instelling buiten haar eigen bereik";
    REVERSED_RANGE = "R05" Error "a range from high to low", "een bereik van hoog naar laag";
    NO_OTHERWISE = "R06" Error "segments without a last resort", "segmenten zonder vangnet";
    AFTER_OTHERWISE = "R07" Error "a segment that nobody can reach", "een segment dat niemand kan bereiken";
    SEGMENT_IN_SEGMENT = "R08" Error "a segment that depends on segments", "een segment dat van segmenten afhangt";
    NO_CITATION = "R09" Warning "a rule that cites nothing", "een regel zonder bron";
    LATE_FACT = "R10" Warning "a fact known only at the end of the data", "een feit dat pas aan het einde van de gegevens bekend is";
    WRONG_PARTNER = "R11" Error "a partner that such a step does not go to", "een partner bij wie zo'n stap niet hoort";
    GIVEN_TWICE = "R12" Error "an example that gives a fact twice", "een voorbeeld dat een feit tweemaal geeft";
    NOT_PER_YEAR = "R13" Error "a yearly bound on what is not counted by the year", "een jaargrens aan wat niet per jaar telt";
    UNUSED_SETTING = "R14" Warning "a setting that changes nothing", "een instelling die niets verandert";
    NEVER_FIRES = "R15" Error "a frequency of nothing", "een frequentie van niets";
    COURT_STEP = "R16" Error "a step that is not the corporation's", "een stap die niet aan de corporatie is";
    NO_VALUE = "R17" Error "an example that gives a setting", "een voorbeeld dat een instelling geeft";
    UNORDERED = "R18" Error "two exceptions that can both hold, without an order", "twee uitzonderingen die samen kunnen gelden, zonder volgorde";
    CIRCLE = "R19" Error "exceptions in a circle", "uitzonderingen in een kring";
    NOT_BESIDE = "R20" Error "an order between exceptions to different things", "een volgorde tussen uitzonderingen op verschillende dingen";
    NO_RULES = "R21" Warning "a policy that does nothing", "een beleid dat niets doet";
    NO_STAGES = "R22" Warning "once per stage where there are no stages", "eenmaal per fase waar geen fasen zijn";
    NO_LIMIT = "R23" Error "a plan without a limit to its instalments", "een regeling zonder grens aan de termijnen";
    MONTH_DAY = "R24" Error "a day that not every month has", "een dag die niet elke maand heeft";
    CLOSES_LATE = "R25" Error "a list that closes after it goes", "een lijst die sluit nadat hij weggaat";
    NONE_AT_ALL = "R26" Error "a number that has to be more than none", "een aantal dat meer dan nul moet zijn";
    TWO_LISTS = "R27" Warning "a rule whose steps wait for different lists", "een regel waarvan de stappen op verschillende lijsten wachten";
    TOO_MANY = "R28" Error "more of something than can be followed", "meer van iets dan te volgen is";
    STOPPED_IN_PART = "R29" Error "a hold that stops only part of what goes together", "een wachtstand die maar een deel stopt van wat samen gaat";
    MIXED_JOINS = "R30" Warning "`and` and `or` beside each other without parentheses", "`en` en `of` naast elkaar zonder haakjes";
    CONTRADICTS = "R31" Error "an example that expects a step and expects it not", "een voorbeeld dat een stap verwacht en niet verwacht";
    CANNOT_HAPPEN = "R41" Error "something that cannot happen on a day of an example", "iets wat niet kan gebeuren op een dag van een voorbeeld";
    NO_DAYS = "R42" Error "a day in an example that has none", "een dag in een voorbeeld dat er geen heeft";
    OUTSIDE_EXAMPLE = "R43" Error "days that an example does not have", "dagen die een voorbeeld niet heeft";

    STAGE_IMPOSSIBLE = "A01" Warning "a stage whose condition nobody meets", "een fase waarvan niemand de voorwaarde haalt";
    STAGE_HIDDEN = "A02" Warning "a stage that is never the last one that holds", "een fase die nooit de laatste is die geldt";
    STAGE_GAP = "A03" Warning "a gap between stages", "een gat tussen fasen";
    STAGE_OVERLAP = "A04" Warning "a stage that ends where a heavier one has begun", "een fase die ophoudt waar een zwaardere al begonnen is";
    STAGE_IDLE = "A05" Warning "a stage in which no rule works", "een fase waarin geen regel werkt";
    SEGMENT_IMPOSSIBLE = "A06" Warning "a segment whose condition nobody meets", "een segment waarvan niemand de voorwaarde haalt";
    SEGMENT_HIDDEN = "A07" Warning "a segment that earlier ones leave nobody to", "een segment waarvoor eerdere niemand overlaten";
    CANNOT_FIRE = "A08" Warning "a rule that can never fire", "een regel die nooit kan gelden";
    OFF_BY_SETTING = "A09" Warning "a rule that cannot fire with the settings as they are", "een regel die met deze instellingen niet kan gelden";
    SHADOWED = "A10" Warning "a rule that another one makes superfluous", "een regel die door een andere overbodig is";
    EXCEPTION_NEVER = "A11" Warning "an exception that can never hold", "een uitzondering die nooit kan gelden";
    EXCEPTION_ALWAYS = "A12" Warning "an exception that always holds", "een uitzondering die altijd geldt";
    EXCEPTION_HIDDEN = "A13" Warning "an exception that others always go before", "een uitzondering waar andere altijd voor gaan";
    NEVER_ESTABLISHED = "A14" Warning "a rule that waits for what nobody does", "een regel die wacht op wat niemand doet";
    DEADLOCK = "A15" Warning "rules that wait for one another", "regels die op elkaar wachten";
    ENDLESS = "A16" Warning "a contact that is repeated without end", "een contact dat zonder einde wordt herhaald";
    ALWAYS_TRUE = "A17" Warning "a comparison that always holds", "een vergelijking die altijd geldt";
    ALWAYS_FALSE = "A18" Warning "a comparison that never holds", "een vergelijking die nooit geldt";
    REDUNDANT = "A19" Warning "a part of a condition that adds nothing", "een deel van een voorwaarde dat niets toevoegt";
    PLAN_NEVER = "A20" Warning "a payment plan that is never offered", "een regeling die nooit wordt aangeboden";
    TARGET_TWICE = "A21" Warning "two targets for the same thing", "twee doelen voor hetzelfde";
    ONCE_MORE = "A22" Warning "a rule that does once more what another has always done by then", "een regel die nog eens doet wat een andere dan altijd al heeft gedaan";

    COSTS_TOO_EARLY = "L01" Error "collection costs that can be charged before the law allows it", "incassokosten die in rekening kunnen komen voor de wet het toelaat";
    BEFORE_LAW = "L02" Warning "a step that can come before what the law asks", "een stap die kan komen voor wat de wet vraagt";
    BEFORE_AGREEMENT = "L03" Warning "a step that can come before what the national agreement asks", "een stap die kan komen voor wat het landelijk convenant vraagt";
    LATE_LIST = "L04" Warning "a list of signals that goes later than the national agreement asks", "een lijst met signalen die later gaat dan het landelijk convenant vraagt";

    NOT_KEPT = "G01" Warning "a guarantee of the policy that its own rules can breach", "een waarborg van het beleid die zijn eigen regels kunnen schenden";

    NOT_YAML = "S01" Error "a text that is not YAML", "een tekst die geen YAML is";
    UNKNOWN_KEY = "S02" Error "a key that does not exist here", "een sleutel die hier niet bestaat";
    NO_POLICY = "S03" Error "a scenario without a policy", "een scenario zonder beleid";
    EMPTY_WINDOW = "S04" Error "a window that ends before it begins", "een venster dat eindigt voor het begint";
    REPLICATIONS = "S05" Error "a number of replications that nothing can run", "een aantal herhalingen dat niet te draaien is";
    NO_BEHAVIOUR = "S06" Error "households that respond without a behaviour", "huishoudens die reageren zonder gedrag";
    ESTIMATE = "S07" Error "a number, action or step that a behaviour cannot have", "een getal, actie of stap die gedrag niet kan hebben";
    MISSING_KEY = "S08" Error "a key that is missing", "een sleutel die ontbreekt";
    KEY_TWICE = "S09" Error "a key that stands twice", "een sleutel die er tweemaal staat";
    WRONG_FORM = "S10" Error "a value of another form than its key takes", "een waarde in een andere vorm dan bij de sleutel hoort";
    POLICY_NAME = "S11" Error "a policy name that is no plain word, or another's", "een beleidsnaam die geen gewoon woord is, of al bestaat";
    DELAY = "S12" Error "a number of days that carrying out cannot take", "een aantal dagen dat uitvoeren niet kan duren";
    PART_MONTHS = "S13" Error "a window of other than whole calendar months", "een venster van andere dan hele kalendermaanden";
    VERSIONS = "S14" Error "versions of a policy that do not follow each other", "versies van een beleid die elkaar niet opvolgen";
    FORECAST = "S15" Error "a look ahead that cannot be taken", "een blik vooruit die niet kan";
    SHOCK = "S16" Error "a shock that cannot come", "een schok die niet kan komen";
    PRECISION = "S17" Error "a precision that no number of runs reaches or needs", "een precisie die geen aantal runs haalt of nodig heeft";
    CAPACITY = "S18" Error "minutes of work that nothing can take", "minuten werk die niets kan kosten";
    WARM_UP = "S19" Error "a warm-up that leaves nothing to measure", "een aanloop die niets te meten laat";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_order_and_once() {
        let stage = |code: &Code| "PNURALGS".find(&code.id[..1]).unwrap();
        assert!(CODES.windows(2).all(|pair| (stage(&pair[0]), pair[0].id) < (stage(&pair[1]), pair[1].id)));
    }
}
