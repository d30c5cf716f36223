//! Words of rules and what goes with them: conditions, steps, how often, exceptions, plans and holds.

use super::lines;

lines! { LINES {
    "stage two \"2 months\" when months_in_arrears >= 2",
    "fase twee \"2 maanden\" als maanden_achterstand >= 2" {
        k_stage: "How far a tenant is, from light to heavy: the last stage whose condition holds is the tenant's.",
            "Hoe ver een huurder is, van licht naar zwaar: de laatste fase waarvan de voorwaarde geldt is die van de huurder.";
        k_when: "The condition under which it holds.",
            "De voorwaarde waaronder het geldt.";
    }
    "rule visiting \"Visit\" in stage two or later when attempted(call) do home_visit once per episode",
    "regel langsgaan \"Langsgaan\" in fase twee of later als geprobeerd(belactie) doe huisbezoek eenmaal per achterstand" {
        k_rule: "What is done, when and how often. Every rule whose condition holds fires, each as often as it says.",
            "Wat er wordt gedaan, wanneer en hoe vaak. Elke regel waarvan de voorwaarde geldt werkt, elk zo vaak als er staat.";
        k_in: "The rule works only in this stage.",
            "De regel werkt alleen in deze fase.";
        k_later: "In this stage, and in those that stand after it.",
            "In deze fase, en in de fasen die erna staan.";
        k_do: "The steps that are done, all on the same day.",
            "De stappen die worden gedaan, alle op dezelfde dag.";
        k_once_per: "The rule fires once, and again when the next of these begins.",
            "De regel werkt eenmaal, en opnieuw als het volgende hiervan begint.";
        k_episode: "From the first day with arrears above the tolerance until nothing is overdue.",
            "Van de eerste dag met een achterstand boven de tolerantie tot er niets meer te laat is.";
    }
    "rule letter \"Letter\" when days_overdue >= 21 do wik_letter once per claim",
    "regel brief \"Brief\" als dagen_te_laat >= 21 doe wik_brief eenmaal per vordering" {
        k_claim: "A charge with its due date: the rule fires again when another has fallen due since.",
            "Een bedrag met zijn vervaldag: de regel werkt opnieuw als er sindsdien een ander is vervallen.";
    }
    "rule calling \"Call\" when not plan_active and (sitting or arrears > € 50) do call every 7 days, at most 3 times",
    "regel bellen \"Bellen\" als niet regeling_loopt en (zittend of achterstand > € 50) doe belactie elke 7 dagen, hoogstens 3 keer" {
        k_not: "The opposite of what follows: one fact, a comparison, or what stands between parentheses.",
            "Het omgekeerde van wat volgt: een feit, een vergelijking, of wat tussen haakjes staat.";
        k_and: "Both must hold; in a setting, the other end of its range. It binds stronger than `or`.",
            "Beide moeten gelden; in een instelling de andere grens. Het bindt sterker dan `of`.";
        k_or: "At least one of the two must hold. With `later` of a stage: that one, or one that stands after it.",
            "Minstens een van de twee moet gelden. Met `later` van een fase: die, of een die erna staat.";
        k_every: "The rule fires again after so many days, as long as its condition holds; in an example, on that day of each month.",
            "De regel werkt opnieuw na zoveel dagen, zolang zijn voorwaarde geldt; in een voorbeeld op die dag van elke maand.";
        k_days k_day: "Days of the calendar.",
            "Dagen van de kalender.";
        k_at_most: "This or less: so many times, so many instalments, or for a key figure the most it may be.",
            "Dit of minder: zoveel keer, zoveel termijnen, of van een kengetal het meeste dat het mag zijn.";
        k_times k_time: "How many times within an episode.",
            "Hoe vaak binnen een achterstand.";
    }
    "rule signalling \"Early signal\" when days_overdue >= 6 weeks do refer to team once per month",
    "regel signaleren \"Vroegsignaal\" als dagen_te_laat >= 6 weken doe aanmelden bij team eenmaal per maand" {
        k_weeks k_week: "Seven days each.",
            "Zeven dagen elk.";
        k_refer_to: "Turns to a partner that helps, such as early signalling or a credit bank.",
            "Brengt de huurder bij een partner die helpt, zoals vroegsignalering of een kredietbank.";
        k_months k_month: "A month of the calendar. Months of rent are a number with nothing behind it.",
            "Een maand van de kalender. Maanden huur zijn een getal met niets erachter.";
    }
    "rule to_agency \"Hand-over\" when days_since(wik_letter) >= 1 working day do hand over to agency once per episode",
    "regel naar_bureau \"Overdracht\" als dagen_sinds(wik_brief) >= 1 werkdag doe overdragen aan bureau eenmaal per achterstand" {
        k_working_day: "One of the days on which the policy carries out actions, counted from a day in the past.",
            "Een van de dagen waarop het beleid acties uitvoert, geteld vanaf een dag die voorbij is.";
        k_hand_over_to: "Gives the file to a bailiff or collection agency.",
            "Geeft het dossier aan een deurwaarder of incassobureau.";
    }
    "exception busy \"The team visits\" to calling above other when on_hold do nothing cite manual \"4\"",
    "uitzondering druk \"Het team gaat langs\" op bellen boven ander als in_de_wacht doe niets volgens handboek \"4\"" {
        k_exception: "What is done instead of a rule, or of another exception, when this condition holds too.",
            "Wat er in plaats van een regel of van een andere uitzondering wordt gedaan, als ook deze voorwaarde geldt.";
        k_to: "The rule, or the exception, instead of which this holds.",
            "De regel, of de uitzondering, in plaats waarvan dit geldt.";
        k_above: "Which other exceptions to the same rule it goes before, where both hold.",
            "Welke andere uitzonderingen op dezelfde regel zij voorgaat, waar beide gelden.";
        k_nothing: "No step at all. To do nothing is a decision too, with a source.",
            "Geen enkele stap. Niets doen is ook een besluit, met een bron.";
        k_cite: "The clauses on which it rests, each by its source and its number in quotes.",
            "De paragrafen waarop het berust, elk met de bron en het nummer tussen aanhalingstekens.";
    }
    "write off debts \"Gone\" when days_since_end >= 12 months approved by 2 including manager",
    "afboeken schuld \"Vertrokken\" als dagen_sinds_einde >= 12 maanden akkoord van 2 onder wie leidinggevende" {
        k_write_off: "A rule that gives up what is open, once per episode if it does not say.",
            "Een regel die opgeeft wat openstaat, eenmaal per achterstand als er niets staat.";
        k_approved_by: "How many people must agree before it is written off.",
            "Hoeveel mensen akkoord moeten zijn voordat er wordt afgeboekt.";
        k_including_manager: "One of those who agree is a manager.",
            "Een van wie akkoord gaan is leidinggevende.";
    }
    "plan standard \"Payment plan\" offered after call at most 12 instalments of at least € 25 on day 26 broken when an instalment is more than 7 days late",
    "regeling standaard \"Betalingsregeling\" aangeboden na belactie hoogstens 12 termijnen van minstens € 25 op dag 26 verbroken als een termijn meer dan 7 dagen te laat is" {
        k_plan: "A payment plan and its terms. Of several that can be offered the first is.",
            "Een betalingsregeling en haar voorwaarden. Van meerdere die kunnen wordt de eerste aangeboden.";
        k_offered_after: "In the course of which actions the plan is offered.",
            "Bij welke acties de regeling wordt aangeboden.";
        k_instalments k_instalment: "The parts in which the arrears are paid, one a month.",
            "De delen waarin de achterstand wordt betaald, een per maand.";
        k_of_at_least: "The least that an instalment may be.",
            "Het minste dat een termijn mag zijn.";
        k_on_day: "On which day of the month an instalment is due. On the first, if it does not say.",
            "Op welke dag van de maand een termijn vervalt. Op de eerste, als er niets staat.";
        k_broken_when: "After how many days without its instalment the plan ends as broken.",
            "Na hoeveel dagen zonder haar termijn de regeling als verbroken eindigt.";
        k_late: "Ends the sentence that says when a plan is broken.",
            "Sluit de zin die zegt wanneer een regeling is verbroken.";
    }
    "plan again \"Another plan\" offered after call at most 6 instalments of at least € 25 not within 180 days of a broken plan only if unable to pay at once broken when an instalment is more than 7 days late",
    "regeling opnieuw \"Nog een regeling\" aangeboden na belactie hoogstens 6 termijnen van minstens € 25 niet binnen 180 dagen na een verbroken regeling alleen als ineens betalen niet lukt verbroken als een termijn meer dan 7 dagen te laat is" {
        k_not_within: "For so many days after a plan was broken none is offered.",
            "Zoveel dagen nadat een regeling is verbroken wordt er geen aangeboden.";
        k_of_broken_plan: "From the day on which the last plan was broken.",
            "Vanaf de dag waarop de laatste regeling is verbroken.";
        k_only_if_unable: "Only for who cannot pay all of it at once.",
            "Alleen voor wie niet alles in een keer kan betalen.";
    }
    "hold wsnp \"Debt restructuring\" stops all except write_off",
    "wachtstand wsnp \"Schuldsanering\" stopt alles behalve afboeking" {
        k_hold: "What waits while a waiting code runs, for the claims that fell due before it.",
            "Wat wacht zolang een wachtcode loopt, voor de vorderingen die daarvoor zijn vervallen.";
        k_stops_all: "Every action waits.",
            "Elke actie wacht.";
        k_except: "The kinds of action that go on nevertheless.",
            "De soorten acties die toch doorgaan.";
    }
    "hold complaint \"Complaint\" stops reminder, hand_over",
    "wachtstand klacht \"Klacht\" stopt herinnering, overdracht" {
        k_stops: "Only these kinds of action wait.",
            "Alleen deze soorten acties wachten.";
    }
} }
