//! Words that begin a statement, and those that only one statement knows.

use super::lines;

lines! { LINES {
    "policy \"Calling first\" version \"1.0\"",
    "beleid \"Eerst bellen\" versie \"1.0\"" {
        k_policy: "Says which policy this is, with its title. Every file has it once.",
            "Zegt welk beleid dit is, met de titel. Elk bestand heeft het eenmaal.";
        k_version: "The version of the policy, in quotes and numbered as you like.",
            "De versie van het beleid, tussen aanhalingstekens en genummerd zoals u wilt.";
    }
    "valid from 2025-06-01",
    "geldig vanaf 2025-06-01" {
        k_valid: "The first day on which the policy rules. A scenario says whether a run keeps to it.",
            "De eerste dag waarop het beleid geldt. Een scenario zegt of een run zich daaraan houdt.";
        k_from: "From which day something counts, that day itself included.",
            "Vanaf welke dag iets telt, die dag zelf meegerekend.";
    }
    "law nl",
    "recht nl" {
        k_law: "Puts the policy under the law of a country: what that demands is checked as guarantees of the policy.",
            "Stelt het beleid onder het recht van een land: wat dat eist wordt nagegaan als waarborgen van het beleid.";
        k_nl: "The Netherlands: its law and national agreements, or as working days Monday to Friday without public holidays.",
            "Nederland: het recht en de landelijke afspraken, of als werkdagen maandag tot en met vrijdag zonder feestdagen.";
    }
    "source manual \"The manual, 2025\"",
    "bron handboek \"Het handboek, 2025\"" {
        k_source: "A document to cite, under a short name. Its clauses may lie in `sources/NAME.yaml` beside the policy.",
            "Een document om naar te verwijzen, onder een korte naam. De paragrafen kunnen in `sources/NAAM.yaml` naast het beleid liggen.";
    }
    "evaluate morning",
    "beoordeel ochtend" {
        k_evaluate: "When on a day the policy looks at a tenancy. In the morning, if it does not say.",
            "Wanneer op een dag het beleid naar een huur kijkt. In de ochtend, als er niets staat.";
        k_morning: "The policy looks before the payments of that day are known.",
            "Het beleid kijkt voordat de betalingen van die dag bekend zijn.";
    }
    "evaluate evening",
    "beoordeel avond" {
        k_evening: "The policy looks when the payments of that day are known.",
            "Het beleid kijkt als de betalingen van die dag bekend zijn.";
    }
    "working days weekdays",
    "werkdagen weekdagen" {
        k_working_days: "The days on which actions are carried out; after a number so many of such days. Weekdays without public holidays, if the policy does not say.",
            "De dagen waarop acties worden uitgevoerd; na een getal zoveel van die dagen. Weekdagen zonder feestdagen, als het beleid niets zegt.";
        k_weekdays: "Monday to Friday, public holidays too.",
            "Maandag tot en met vrijdag, ook op feestdagen.";
    }
    "working days all",
    "werkdagen alle" {
        k_all: "Every day of the week, weekends and public holidays too.",
            "Elke dag van de week, ook in het weekend en op feestdagen.";
    }
    "overdue from due_date",
    "te laat vanaf vervaldag" {
        k_overdue: "From which day a claim counts as overdue. Its due date, if the policy does not say.",
            "Vanaf welke dag een vordering als te laat telt. Vanaf de vervaldag, als het beleid niets zegt.";
        k_due_date: "The day itself on which a claim must be paid.",
            "De dag zelf waarop een vordering betaald moet zijn.";
    }
    "overdue from day_after",
    "te laat vanaf dag_erna" {
        k_day_after: "The day after the one on which a claim must be paid.",
            "De dag na die waarop een vordering betaald moet zijn.";
    }
    "tolerance € 25",
    "tolerantie € 25" {
        k_tolerance: "Arrears up to this amount start nothing. Every amount does, if the policy does not say.",
            "Een achterstand tot dit bedrag start niets. Elk bedrag doet dat wel, als het beleid niets zegt.";
    }
    "grace 5 days",
    "coulance 5 dagen" {
        k_grace: "A payment up to so many days after the due date still counts as in time. None does, if the policy does not say.",
            "Een betaling tot zoveel dagen na de vervaldag telt nog als op tijd. Geen enkele, als het beleid niets zegt.";
    }
    "vat on costs agency_only",
    "btw op kosten alleen_bureau" {
        k_vat_on_costs: "When VAT is added to collection costs. When an agency has the file, if the policy does not say.",
            "Wanneer er btw bij incassokosten komt. Als een bureau het dossier heeft, als het beleid niets zegt.";
        k_agency_only: "VAT only on the costs of a file that was handed over.",
            "Alleen btw over de kosten van een dossier dat is overgedragen.";
    }
    "vat on costs always",
    "btw op kosten altijd" {
        k_always: "VAT on all collection costs, those of the corporation too.",
            "Btw over alle incassokosten, ook over die van de corporatie zelf.";
    }
    "spacing 3 days between messages",
    "tussenruimte 3 dagen tussen berichten" {
        k_spacing: "So many days lie between two actions of a group. Of several that fall due the heaviest goes, and the others wait.",
            "Zoveel dagen liggen er tussen twee acties van een groep. Van meerdere die aan de beurt zijn gaat de zwaarste, en de andere wachten.";
        k_messages: "The group of everything in writing: letters, e-mails, the offer of a plan.",
            "De groep van alles wat schriftelijk gaat: brieven, e-mails, het voorstel van een regeling.";
    }
    "spacing 7 days between contacts",
    "tussenruimte 7 dagen tussen contacten" {
        k_contacts: "The group of messages, calls and visits together.",
            "De groep van berichten, telefoontjes en bezoeken samen.";
    }
    "applies when kind = dwelling",
    "geldt als soort = woning" {
        k_applies: "To whom the policy applies. To everybody, if it does not say.",
            "Voor wie het beleid geldt. Voor iedereen, als er niets staat.";
    }
    "target evictions at most 3 per year by 2028-01-01",
    "doel huisuitzettingen hoogstens 3 per jaar voor 2028-01-01" {
        k_target: "A key figure that you aim at: reports lay the outcome beside it. It steers nothing.",
            "Een kengetal waarnaar u streeft: rapporten leggen de uitkomst ernaast. Het stuurt niets.";
        k_per_year: "Counted within a calendar year.",
            "Geteld binnen een kalenderjaar.";
        k_by_date: "By which day the target must be reached: the figure of that day counts.",
            "Voor welke dag het doel bereikt moet zijn: het cijfer van die dag telt.";
    }
    "target plans_kept at least 80 %",
    "doel conform_afspraak minstens 80 %" {
        k_at_least: "The figure must be this or more.",
            "Het kengetal moet dit zijn of meer.";
    }
    "setting call_day = 7 between 3 and 14",
    "instelling bel_dag = 7 tussen 3 en 14" {
        k_setting: "A number with a name, to use in conditions and terms. A scenario or a search may change it within its range.",
            "Een getal met een naam, om in voorwaarden en termijnen te gebruiken. Een scenario of een zoektocht mag het binnen zijn grenzen veranderen.";
        k_between: "Between which two values a setting may lie, or between which actions days must pass.",
            "Tussen welke twee waarden een instelling mag liggen, of tussen welke acties dagen moeten verlopen.";
    }
    "fact team \"Known to the team\" is yes_no otherwise no",
    "feit wijkteam \"Bekend bij het wijkteam\" is ja_nee anders nee" {
        k_fact: "A column of your own in the ledger, under its own name. Conditions ask for it like any other fact.",
            "Een kolom van uzelf in het grootboek, onder haar eigen naam. Voorwaarden vragen ernaar zoals naar elk ander feit.";
        k_yes_no: "What a fact of your own holds: yes or no.",
            "Wat een eigen feit is: ja of nee.";
        k_no: "The value of a fact that is not so.",
            "De waarde van een feit dat niet zo is.";
    }
    "fact insured \"Insured\" is yes_no otherwise yes",
    "feit verzekerd \"Verzekerd\" is ja_nee anders ja" {
        k_yes: "The value of a fact that is so.",
            "De waarde van een feit dat zo is.";
    }
    "fact income \"Income\" is money otherwise € 0",
    "feit inkomen \"Inkomen\" is bedrag anders € 0" {
        k_money: "What a fact of your own holds: an amount in euros.",
            "Wat een eigen feit is: een bedrag in euro's.";
    }
    "fact visits \"Visits\" is count otherwise 0",
    "feit bezoeken \"Bezoeken\" is aantal anders 0" {
        k_number: "What a fact of your own holds: a number without a unit.",
            "Wat een eigen feit is: een getal zonder eenheid.";
    }
    "fact town \"Town\" is text otherwise \"\"",
    "feit plaats \"Plaats\" is tekst anders \"\"" {
        k_text: "What a fact of your own holds: a text, compared with a text in quotes.",
            "Wat een eigen feit is: een tekst, die met een tekst tussen aanhalingstekens wordt vergeleken.";
    }
    "action visit \"Home visit\" is home_visit by in_person costs € 4 takes 90 minutes by 2 staff",
    "actie bezoek \"Huisbezoek\" is huisbezoek per persoonlijk kost € 4 duurt 90 minuten door 2 medewerkers" {
        k_action: "An action of your own, under the name that rules use: of which kind it is, its channel, cost and work.",
            "Een eigen actie, onder de naam die regels gebruiken: van welke soort zij is, haar kanaal, kosten en werk.";
        k_is: "Of which kind something is, or what sort of value a fact holds.",
            "Van welke soort iets is, of wat voor waarde een feit heeft.";
        k_by_channel: "Through what the action reaches the tenant.",
            "Waarlangs de actie de huurder bereikt.";
        k_costs: "What the action costs each time, besides the work.",
            "Wat de actie elke keer kost, naast het werk.";
        k_takes: "How long the action takes each time.",
            "Hoelang de actie elke keer duurt.";
        k_minutes k_minute: "The work of an action is counted in minutes.",
            "Het werk van een actie wordt in minuten geteld.";
        k_by_staff: "How many people carry the action out together.",
            "Hoeveel mensen de actie samen uitvoeren.";
        k_staff k_staff_one: "The people of the corporation who do the work.",
            "De mensen van de corporatie die het werk doen.";
    }
    "partner team \"Early team\" is early_signalling list on day 24 of those who qualify by day 22",
    "partner team \"Vroeg team\" is vroegsignalering lijst op dag 24 van wie in aanmerking komt uiterlijk op dag 22" {
        k_partner: "An organisation to turn to, of which kind it is, and the list it works with, if it does.",
            "Een organisatie waartoe u zich wendt, van welke soort zij is, en de lijst waarmee zij werkt, als zij dat doet.";
        k_list_on_day: "The partner gets its cases together, on the last working day up to this day of the month.",
            "De partner krijgt haar zaken samen, op de laatste werkdag tot en met deze dag van de maand.";
        k_who_qualify: "Up to which day of the month somebody comes on the list. Who falls due later goes on the next one.",
            "Tot en met welke dag van de maand iemand op de lijst komt. Wie later aan de beurt is gaat op de volgende.";
    }
    "partner team \"Early team\" is early_signalling lists on 2025-01-24, 2025-02-24",
    "partner team \"Vroeg team\" is vroegsignalering lijsten op 2025-01-24, 2025-02-24" {
        k_lists_on: "The partner gets its cases together, on these days.",
            "De partner krijgt haar zaken samen, op deze dagen.";
    }
    "segment new \"New tenant\" when tenancy_months < 12",
    "segment nieuw \"Nieuwe huurder\" als huurmaanden < 12" {
        k_segment: "A kind of tenant. The first segment whose condition holds is the tenant's; the last one is for the rest.",
            "Een soort huurder. Het eerste segment waarvan de voorwaarde geldt is dat van de huurder; het laatste is voor de rest.";
    }
    "segment others \"Everybody else\" otherwise",
    "segment rest \"Alle anderen\" anders" {
        k_otherwise: "For all to whom nothing before it applies; of a fact, what holds where the ledger tells nothing.",
            "Voor allen voor wie niets daarvoor geldt; van een feit, wat geldt waar het grootboek niets zegt.";
    }
    "guarantee \"Visit first\" hand_over only after attempted(home_visit)",
    "waarborg \"Eerst langsgaan\" overdracht alleen na geprobeerd(huisbezoek)" {
        k_guarantee: "What may happen only under a condition, or never. It does nothing itself: `huurproef check` proves it where it can, and every run watches it.",
            "Wat alleen onder een voorwaarde mag gebeuren, of nooit. Zij doet zelf niets: `huurproef check` bewijst haar waar dat kan, en elke run bewaakt haar.";
        k_only_after: "The action may be done only where this condition holds.",
            "De actie mag alleen waar deze voorwaarde geldt.";
    }
    "guarantee \"No visit during debt restructuring\" home_visit never when hold = wsnp",
    "waarborg \"Geen bezoek tijdens de schuldsanering\" huisbezoek nooit als wachtstand = wsnp" {
        k_never: "In a guarantee: the action may not be done, or not when this holds. With `vat on costs`: no VAT at all.",
            "In een waarborg: de actie mag niet, of niet als dit geldt. Bij `btw op kosten`: nergens btw.";
    }
    "example \"Two months\" given months_in_arrears = 2, not sitting expect call, not hand_over",
    "voorbeeld \"Twee maanden\" gegeven maanden_achterstand = 2, niet zittend verwacht belactie, niet overdracht" {
        k_example: "A case, and what must follow from it: `huurproef test` tries each. Facts that it does not give are neutral.",
            "Een geval, en wat eruit moet volgen: `huurproef test` probeert elk. Feiten die het niet geeft zijn neutraal.";
        k_given: "What is so in the case; with a day in front, what happens on that day.",
            "Wat in het geval zo is; met een dag ervoor, wat er op die dag gebeurt.";
        k_expect: "What must be done, or with `not` must not be done.",
            "Wat er gedaan moet worden, of met `niet` juist niet.";
    }
    "example \"Restructuring\" given 2024-11-05 hold = wsnp until 2025-02-01 expect nothing from 2024-11-05 to 2025-01-31",
    "voorbeeld \"Sanering\" gegeven 2024-11-05 wachtstand = wsnp tot 2025-02-01 verwacht niets vanaf 2024-11-05 tot en met 2025-01-31" {
        k_until: "The day on which a fact of the example holds no more.",
            "De dag waarop een feit van het voorbeeld niet meer geldt.";
        k_through: "The last day of the stretch in which it is expected, that day itself included.",
            "De laatste dag van de tijd waarin het wordt verwacht, die dag zelf meegerekend.";
    }
    "example \"Late\" given 2024-10-01 charge € 600 expect reminder on 2024-10-08, not reminder before 2024-10-08",
    "voorbeeld \"Te laat\" gegeven 2024-10-01 vordering € 600 verwacht herinnering op 2024-10-08, niet herinnering voor 2024-10-08" {
        k_on: "The day of the example on which it is expected.",
            "De dag van het voorbeeld waarop het wordt verwacht.";
        k_before: "Expected on some day before this one; with `not`, on none of them.",
            "Verwacht op een dag voor deze; met `niet`, op geen daarvan.";
    }
} }
