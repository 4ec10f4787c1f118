"""The rules of the number reader, M1 to M29, each with what it reads, why, its limits and examples that the tests run."""

from __future__ import annotations

from extractor.core.rule import Example, Rule


def _yes(text: str, expect: str, why: str = "") -> Example:
    return Example(text, expect, why=why)


def _no(text: str, why: str) -> Example:
    return Example(text, "", why=why)


RULES: tuple[Rule, ...] = (
    Rule(
        "M1",
        "number-in-digits",
        "Reads digits with or without group separators: 1,350, 1350, 1 350 with a no-break space. A separator is followed by three "
        "digits; Indian grouping (2,75,000) counts where the text speaks of rupees, lakhs or crores.",
        "The same figure is written in several ways, and all of them must compare as equal.",
        (
            _yes("Officers found 1,350 cartons.", "1350 (card)"),
            _yes("The clerk counted 212.5 points on average.", "212.5 (card)"),
            _no("The reporter flew on a Boeing 777.", "a number that belongs to a name counts nothing"),
            _no("He was born in 1987.", "a year is a date"),
        ),
        "1.350 is one thousand three hundred and fifty only in a text whose other numbers have a decimal comma.",
    ),
    Rule(
        "M2",
        "number-in-words",
        'Reads numbers in words, with or without hyphens and "and": fourteen, two hundred and six, nineteen hundred, one point five.',
        "Style guides spell out small numbers, so most counts of victims, arrests and votes stand in words.",
        (
            _yes("They arrested fourteen drivers.", "14 (card)"),
            _yes("The choir has two hundred and six members.", "206 (card)"),
            _no("No one must leave, one another's friends said.", '"one" the pronoun is no number'),
            _no("Phase Two begins on Monday.", "a numbered name"),
        ),
        'A pronoun "one" that only syntax could tell from the number is read as 1.',
    ),
    Rule(
        "M3",
        "scale-word-or-sign",
        "Multiplies a number by its scale: 2.4 million, 300k, 1.2bn, 3 mn. A bare m is million after a currency sign or before a "
        "counted noun, metre beside a word of length, minute beside a word of time; where nothing decides, two readings are kept.",
        "A figure off by a factor of a thousand is the costliest misprint there is.",
        (
            _yes("The archive holds 2.4 million letters.", "2400000 (card)"),
            _yes("Volunteers scanned 300k of them.", "300000 (card)"),
            _yes("They moved 35m.", "35 metre (meas) or 35000000 (card)", "neither length nor money is near"),
            _no("The 5G network covers the town.", "letters and digits of a name"),
        ),
    ),
    Rule(
        "M4",
        "word-for-a-number-of-things",
        "Reads a dozen, half a dozen, a pair, twins, a trio, both, twice, a decade, a century, a fortnight as the number they name.",
        "Readers take them as numbers, so a record that says 12 for a dozen is right.",
        (
            _yes("Half a dozen villages lost water.", "6 (card)"),
            _yes("The trio were freed; a dozen roads were closed.", "12 (card)"),
            _yes("They waited for a decade.", "1 decade (dur)"),
            _no("The final score was not known.", "score as a result, not as twenty"),
        ),
    ),
    Rule(
        "M5",
        "couple-of-things",
        '"A couple" of people is 2; "a couple of" things is about 2.',
        '"A couple of" is said loosely, so an exact 2 would claim more than the text does.',
        (
            _yes("A couple in a caravan were rescued.", "2 (card)"),
            _yes("It is a couple of points behind.", "about 2 (card)"),
            _no("The couple said they were well.", "no number is stated anew"),
        ),
    ),
    Rule(
        "M6",
        "magnitude-word",
        "Reads dozens, scores, hundreds, thousands, tens of thousands, millions, several hundred, a few dozen, a handful as a range.",
        "The text gives an order of size; one exact number in a record would be invented.",
        (
            _yes("Tens of thousands of fans filled the square.", "[20000, 99999] (mag)"),
            _yes("Dozens fainted.", "[24, 99] (mag)"),
            _yes("Several hundred people and a few dogs waited.", "[300, 900] (mag)"),
            _no("His test scores were poor.", "results, not twenties"),
        ),
        "The ends are conventions of this rule, not statements of the text.",
    ),
    Rule(
        "M7",
        "fraction",
        "Reads half, a third, two-thirds, 2 1/4, 2\u00bd, one in six, two of every seven as ratios.",
        "Shares are printed as fractions and as percentages, and both must match.",
        (
            _yes("A third of the 60 pupils passed.", "0.3333333333333333 (frac)"),
            _yes("Three-quarters voted.", "0.75 (frac)"),
            _yes("One in five shops closed.", "0.2 (frac)"),
            _no("He ran for a third term.", "an ordinal"),
        ),
    ),
    Rule(
        "M8",
        "word-of-change",
        "Reads halved, doubled, tripled, tenfold, three times as many, twice the size as a factor.",
        "A factor is not a count: sales that doubled did not sell two.",
        (
            _yes("The number of failures doubled.", "2 (mult)"),
            _yes("The army halved its garrison.", "0.5 (mult)"),
            _yes("The well is twice the depth of the old one.", "2 (mult)"),
            _no("She scored twice.", "occasions, not a factor"),
        ),
    ),
    Rule(
        "M9",
        "percent",
        "Reads 62%, 62 per cent, 62 percent, 62 pc with the unit percent.",
        "A share without its sign is another claim.",
        (
            _yes("Turnout was 62 per cent.", "62 percent (pct)"),
            _yes("Prices rose 4.1%.", "4.1 percent (pct)"),
            _no("The percentage was not given.", "no number"),
        ),
    ),
    Rule(
        "M10",
        "percentage-points",
        "Reads percentage points, basis points (50bps), and bare points beside a percentage; never as percent.",
        "From 4 to 5 percent is one point, but a rise of 25 percent.",
        (
            _yes("Unemployment fell 0.3 percentage points.", "0.3 percentage_point (pp)"),
            _yes("The bank raised its rate 50 basis points.", "50 basis_point (bp)"),
            _yes("Support was 43%, up 2 points.", "2 percentage_point (pp)"),
            _no("She scored 12 points, hitting 45% of her shots in the game.", "points of a game"),
        ),
    ),
    Rule(
        "M11",
        "money",
        "Reads amounts with their ISO 4217 code: $5, US$5, A$5, \u00a33m, 5 euros, 30 cents, 95p, Rs 5. Minor units are converted. A bare "
        "$ is the US dollar unless the text speaks of one other dollar only.",
        "An amount in another currency is another amount.",
        (
            _yes("Orla Foods bought the plant for \u20ac4.5m.", "4500000 EUR (cur)"),
            _yes("Bread now costs 95p.", "0.95 GBP (cur)"),
            _yes("He paid A$5 for it.", "5 AUD (cur)"),
            _no("It weighs five pounds of flour.", "pounds of weight"),
        ),
        "Names that several countries share (peso, krone, rupee, dinar) stay what the text says.",
    ),
    Rule(
        "M12",
        "measure",
        "Reads lengths, weights, areas, volumes, speeds, temperatures, power, energy and data with their unit; 5-foot-11 is one length.",
        "With its unit a measure converts exactly: 3 km is 3,000 metres.",
        (
            _yes("The well is 3 km deep.", "3 km (meas)"),
            _yes("The suspect is 5-foot-11.", "71 inch (meas)"),
            _yes("It was -5C in Oslo.", "-5 celsius (meas)"),
            _no("The 13F filing was late.", "the name of a form"),
        ),
    ),
    Rule(
        "M13",
        "range",
        "Reads 10-20, 10 to 20, between 10 and 20, 7 or 8, $10-15bn as one range; unit, currency and scale hold for both ends.",
        "Neither end, nor the middle, is what the text says.",
        (
            _yes("It will cost between 1 and 1.5 billion pesos.", "[1000000000, 1500000000] peso (range)"),
            _yes("The order is worth $10-15bn.", "[10000000000, 15000000000] USD (range)"),
            _no("City won 4-2.", "a score"),
            _no("The fleet will grow from 12 to 18.", "two sizes, before and after"),
        ),
    ),
    Rule(
        "M14",
        "change-pair",
        "Reads from 20 to 10, from 20 down to 10, rose to 90 from 70 as two numbers with the roles from and to.",
        "The size before and the size after are two facts; neither is the number removed.",
        (
            _yes("The office will shrink from 50 posts.", "50 (card) from"),
            _yes("The toll rose to 90.", "90 (card) to"),
            _no("Children from 10 to 20 were there.", "a range, nothing changes"),
            _no("The family moved to 12 Oak Street.", "movement without a size"),
        ),
    ),
    Rule(
        "M15",
        "bound",
        "Reads the words that make a number a bound: at least, more than, up to, as many as, fewer than, nearly, just over, or more.",
        "A record that drops the bound says something the text does not.",
        (
            _yes("At least 40 homes burned.", "at_least 40 (card)"),
            _yes("Nearly 500 workers walked out.", "nearly 500 (card)"),
            _yes("Crowds of 20 or more are banned.", "at_least 20 (card)"),
            _no("There was a row over 12 jobs.", '"over" names the cause'),
        ),
        "For money, percentages and measures the bound is read as well; the rule shown is that of the number.",
    ),
    Rule(
        "M16",
        "approximation",
        "Reads about, around, some, roughly, approximately, an estimated, -odd, or so as the hedge about.",
        "A rounded figure must not turn into an exact one.",
        (
            _yes("Some 7,940 people voted.", "about 7940 (card)"),
            _yes("The 100-odd guests left.", "about 100 (card)"),
            _yes("Roughly 300 came.", "about 300 (card)"),
            _no("She was asked about 12 men.", '"about" names the topic'),
        ),
    ),
    Rule(
        "M17",
        "exactness",
        "Reads exactly, precisely, just, only, all and a total of as no hedge.",
        "They stress a number and do not change it.",
        (
            _yes("Only three survived.", "3 (card)"),
            _yes("A total of 40 homes burned.", "40 (card)"),
            _no("Just over 40 homes burned.", "a bound"),
        ),
    ),
    Rule(
        "M18",
        "zero",
        "Reads no injuries, none of, not one, nobody, neither, without a single, zero, nil as 0.",
        '"No injuries" and "0 injured" are the same statement.',
        (
            _yes("No injuries were reported.", "0 (zero)"),
            _yes("Nobody was hurt.", "0 (zero)"),
            _yes("Not one house burned.", "0 (zero)"),
            _no("There is no doubt that he is no longer here.", "idioms, not counts"),
        ),
    ),
    Rule(
        "M19",
        "ordinal",
        "Reads first, 21st, third-largest, 14th floor as ordinals.",
        "The fifth strike is one strike: an ordinal is never a count.",
        (
            _yes("It was the fifth strike this year.", "5 (ord)"),
            _yes("It was his 21st goal.", "21 (ord)"),
            _no("A fifth of voters stayed at home.", "a fraction"),
        ),
    ),
    Rule(
        "M20",
        "age",
        "Reads 52-year-old, aged 66, Mary Lee, 38, in his 60s, septuagenarian as ages.",
        "Ages stand beside names and are easily taken for counts of people.",
        (
            _yes("A 52-year-old guide was found.", "52 year (age)"),
            _yes("Mary Lee, 38, said so.", "38 year (age)"),
            _yes("A couple in their sixties were saved.", "[60, 69] year (age)"),
            _no("The bridge has stood for 52 years.", "a duration"),
        ),
    ),
    Rule(
        "M21",
        "score-or-vote",
        "Reads won 4-2, a 7-4 split, voted 52-48, three sets to one, a 14-all draw as a pair; the winner has the higher part.",
        "Read as a range it would say that somebody won three.",
        (
            _yes("The court ruled 5-4 for the city.", "[4, 5] (score)"),
            _yes("Canada led 33 -- 32 at the break.", "[32, 33] (score)"),
            _yes("They beat Brazil three sets to one.", "[1, 3] (score)"),
            _no("Repairs take 4-6 weeks.", "a range"),
        ),
    ),
    Rule(
        "M22",
        "clock-time-or-duration",
        "Reads 8:40 a.m., 17:00, half past five as clock times, which count nothing, and 20 minutes or a race time 3:58:01 as durations.",
        "Clock times are the most common false counts of simple readers.",
        (
            _yes("They met at 5 p.m.", "5 (time)"),
            _yes("The talks lasted 20 minutes.", "20 minute (dur)"),
            _yes("She ran the marathon in 2:21:06.", "8466 second (dur)"),
            _no("The vote was 52-48.", "no time"),
        ),
        "A clock time shows its hour; the date reader gives the time itself.",
    ),
    Rule(
        "M23",
        "year-or-date",
        "Reads 2014, the 1960s, 2 May, 2018-19, 575 BC as dates. A four-digit number from 1500 to 2099 is a year unless it has a "
        "separator, a unit, a currency, a counted noun after it, or follows a verb of counting.",
        "A year in a sentence about people must not become a number of people.",
        (
            _yes("He moved here in 2014.", "2014 (date)"),
            _yes("The port opened in the 1960s.", "1960 (date)"),
            _no("The crash killed 2014 people.", "a counted noun follows"),
            _no("It cost $2014.", "money"),
        ),
        "The number reader only sets dates aside; the date reader resolves them.",
    ),
    Rule(
        "M24",
        "number-in-a-name",
        "Reads MiG-29, COVID-19, G20, Boeing 777, Article 8, Flight 12, Phase Two, titles in quotation marks as names.",
        "Two MiG-29s are two aircraft, not 29 of anything.",
        (
            _yes("A MiG-29 landed.", "29 (name)"),
            _yes("Article 8 was cited.", "8 (name)"),
            _yes("Phase Two has begun.", "2 (name)"),
            _no("There were 31 speeches.", "a count"),
        ),
        "A brand or title without a sign of it (Ocean's Eleven) is read as a count.",
    ),
    Rule(
        "M25",
        "code",
        "Reads telephone numbers, box and docket numbers, coordinates, addresses and versions as names.",
        "Digits of an address quantify nothing.",
        (
            _yes("Call 0800 123 456 for details.", "800 (name)"),
            _yes("Versions 2.4.1 and later are safe.", "2.4 (name)"),
            _no("About 800 calls came in.", "a count"),
        ),
    ),
    Rule(
        "M26",
        "list-mark",
        'Reads "1." or "(2)" at the start of a line or an item, and "[3]" anywhere, as marks.',
        "The numbering of an article's points is not part of its facts.",
        (
            _yes("1. Close the gate.", "1 (list)"),
            _yes("The plan has two parts: (1) a fence and (2) a wall.", "1 (list)"),
            _no("There were 3 left.", "a count at the end of a sentence"),
        ),
    ),
    Rule(
        "M27",
        "rate-or-share-each",
        "Reads three each, 30 a day, 12 per 100,000 people, twice a week with what the number is per.",
        "Thirty a day is no total of thirty.",
        (
            _yes("The clinics treat 30 patients a day.", "30 per day (card)"),
            _yes("The rate is 12 per 100,000 people.", "12 per 100000 people (card)"),
            _yes("The brothers got three each.", "3 per each (card)"),
            _no("It fell to 312 from 400 a week earlier.", "a point in time"),
        ),
        "For money and measures the base is read as well; the rule shown is that of the number.",
    ),
    Rule(
        "M28",
        "article-as-one",
        'Reads "a year", "an hour", "a mile" as one of the unit.',
        "It supports a claim of 1 and nothing more.",
        (
            _yes("Bread went up by 20p in a year.", "1 year (dur)"),
            _yes("The strike lasted an hour and a half.", "1.5 hour (dur)"),
            _no("The shop closed a year ago.", "a point in time"),
        ),
    ),
    Rule(
        "M29",
        "list-of-groups",
        'Reads each item of "four women and three men" as a count of its own.',
        "The parts may be added up, but none of them is the whole.",
        (
            _yes("Four women and three men were elected.", "4 (card)"),
            _yes("The boat carried two guides, six rowers.", "2 (card)"),
            _no("Nine of 36 samples failed.", "a part and its whole"),
        ),
    ),
)
"""All rules of the reader, in the order of their ids. `Example.expect` is `number_reading` of the first mention that the rule decides."""
