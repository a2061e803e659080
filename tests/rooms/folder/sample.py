"""A small municipality folder, made up and written by hand, that uses everything the format has."""

from pathlib import Path

FILES = {
    "municipality.yaml": """\
# The code needs no quotation marks, though it begins with a zero.
code: 099
slug: eksempelby
name: {da: Eksempelby Kommune, en: Eksempelby Municipality}
seats: 21
notice: Dette er et opdigtet eksempel.
contact:
  office: Strategi og analyse
  phone: "+45 87 87 87 87"
notes:
  - title: Hvor tallene er fra
    text: De er opdigtet.
    sources: [avis]
sources:
  - key: avis
    title: "Eksempelby Avis: byrådet enigt"
    url: https://example.dk/enigt
    date: c. 2018
""",
    "organisation.yaml": """\
bodies:
  - key: byraad
    name: Byrådet
    kind: council
  - key: boern
    name: Børneudvalget
    kind: standing_committee
    valid_from: 2018-01-01
    valid_to: 2021-12-31
  - key: kultur
    name: Kulturudvalget
    kind: section_17_4_committee
units:
  - key: velfaerd
    name: Velfærd
    kind: directorate
    serves: [boern]
  - key: skoler
    name: Skoler
    kind: centre
    parent: velfaerd
leaders:
  - key: direktoer
    title: Velfærdsdirektør
    level: 1
    unit: velfaerd
  - key: skoleleder
    title: {da: Skoleleder, en: Head of school}
    level: 2
    unit: skoler
    valid_from: 2018-08-01
""",
    "terms/2018-2021/term.yaml": "start: 2018-01-01\nend: 2021-12-31\n",
    "terms/2022-2025/term.yaml": "start: 2022-01-01\nend: 2025-12-31\n",
    "terms/2018-2021/vision.yaml": """\
visions:
  - key: sammen
    name: Sammen
    outward: |
      Byen vokser.

      Vi bor tæt.
themes:
  - key: liv
    slug: {da: liv, en: life}
    name: Liv
    decision: {body: byraad, date: 2018-12-19, item: "36"}
  - key: laering
    slug: {da: laering, en: learning}
    name: Læring
goals:
  - key: sammenhaeng
    slug: {da: sammenhaeng, en: coherence}
    overall: true
    short: Sammenhæng
    wordings:
      - text: Borgerne oplever sammenhæng.
  - key: foreninger
    slug: {da: foreninger, en: associations}
    former_slugs: [medlemmer]
    themes: [liv, laering]
    short: Foreninger
    responsible: boern
    committees: [boern]
    context: [folketal]
    wordings:
      - text: 80 % er medlem af en forening.
        valid_from: 2018-12-19
        valid_to: 2020-06-30
      - text: 80 % af de voksne er medlem af en forening.
        valid_from: 2020-07-01
    targets:
      - key: medlemmer
        kind: threshold
        direction: up
        value: 80
        deadline: 2025-12-31
        indicator: medlemmer
        baseline: 2018
      - key: end-landet
        kind: relative_to_area
        direction: up
        value: 0
        indicator: medlemmer
        area: 000
      - key: vaekst
        kind: recurring
        direction: up
        value: 0.5
        indicator: vaekst
      - key: byer
        kind: all_parts
        direction: up
        indicator: byer
      - key: flere
        kind: relative_change
        direction: up
        value: 5
        indicator: folketal
      - key: retning
        kind: direction_only
        direction: up
        indicator: folketal
      - key: glaede
        kind: judged
        direction: up
        judgements:
          - body: boern
            date: 2020-01-31
            verdict: Ja
            reason: Det siger alle.
""",
    "terms/2018-2021/priorities.yaml": """\
decisions:
  - key: status-2020
    body: byraad
    date: 2020-06-24
    item: "12"
    case: 20/01234
    url: https://example.dk/referat
    what: Byrådet tog status til efterretning.
    themes: [liv]
    goals: [foreninger]
    policies: [fritidspolitik]
    initiatives: [samlab]
    sources: [avis]
priorities:
  - key: boern-2019
    committee: boern
    goal: foreninger
    year: 2019
    rank: 1
    decision: {body: boern, date: 2019-02-05}
    valid_from: 2019-02-05
    valid_to: 2019-12-31
  - key: kultur-2019
    committee: kultur
    goal: foreninger
    year: 2019
joint_meetings:
  - key: foreninger-2019
    date: 2019-05-14
    bodies: [boern, kultur]
    goals: [foreninger]
    what: Et foreningslab.
    decision: {body: boern, date: 2019-05-14, item: "3"}
    url: https://example.dk/moede
policies:
  - key: fritidspolitik
    name: Fritidspolitik
    themes: [liv]
    goals: [foreninger]
    valid_from: 2014-01-01
    valid_to: 2018-12-19
    replaced_by:
      date: 2018-12-19
      goals: [foreninger]
      decision: {body: byraad, date: 2018-12-19, item: "36"}
  - key: idraetspolitik
    name: Idrætspolitik
    valid_from: 2008-01-01
    valid_to: 2013-12-31
    replaced_by: {date: 2014-01-01, policies: [fritidspolitik]}
""",
    "terms/2018-2021/budget.yaml": """\
tracks:
  - key: forebyggelse
    name: Forebyggelse
    what: Tidlig hjælp.
    goals: [foreninger]
    units: [velfaerd]
  - key: bygninger
    name: Vores bygninger
    valid_from: 2019-01-01
budgets:
  - key: budget-2020
    name: Budget 2020
    year: 2020
    price_level: 2019
    adopted: 2019-10-09
    decision: {body: byraad, date: 2019-10-09}
    lines:
      - track: forebyggelse
        committee: boern
        unit: skoler
        year: 2020
        expected_low: 1000000
        expected_mid: 2000000
        expected_high: 3000000
        agreed: 1500000
        realised: -200000
      - track: forebyggelse
        committee: kultur
        year: 2020
        agreed: 500000
      - track: bygninger
        committee: kultur
        year: 2020
        agreed: 700000
      - track: bygninger
        committee: kultur
        year: 2021
    sums:
      - {track: forebyggelse, year: 2020, agreed: 2000000}
      - {track: bygninger, year: 2020, agreed: 700000}
      - {committee: boern, agreed: 1500000}
      - {committee: kultur, agreed: 1200000}
      - {year: 2020, agreed: 3000000}
    remainders:
      - name: Ikke fordelt i budgettet
        year: 2020
        agreed: 300000
        sources: [avis]
""",
    "terms/2018-2021/agreements.yaml": """\
agreements:
  - key: skoler-2020
    name: Aftale med skolerne
    units: [skoler, velfaerd]
    bodies: [boern]
    goals: [foreninger]
    own_goals:
      - text: Hver skole har en forening på besøg.
        goals: [foreninger]
    frame: 250000000
    budget: budget-2020
    signed: 2019-11-01
    dialogue_meetings: [2020-03-01, 2020-09-01]
    valid_from: 2020-01-01
    valid_to: 2020-12-31
commitments:
  - key: direktoerens
    level: 1
    leader: direktoer
    theme: liv
    text: Jeg spørger til foreningerne hver måned.
  - key: skolelederens
    level: 2
    leader: skoleleder
    goal: foreninger
    text: Jeg inviterer en forening.
    handed_on_from: direktoerens
""",
    "terms/2018-2021/initiatives.yaml": """\
initiatives:
  - key: samlab
    name: Foreningslab
    kind: lab
    what: Otte mennesker i seks uger.
    owner: velfaerd
    contributors: [skoler]
    goals: [foreninger]
    hypothesis: Folk kommer, når nogen spørger.
    measure: Hvor mange nye medlemmer.
    effect_after_days: 365
    start: 2019-01-01
    end: 2019-02-15
    decision: {body: boern, date: 2018-11-06}
    ending:
      how: stop
      date: 2019-03-01
      reason: Der kom ingen.
      decision: {body: boern, date: 2019-03-01}
      follow_up: {date: 2020-03-01, text: Stadig ingen.}
""",
    "indicators/medlemmer.yaml": """\
name: Medlemmer
what: Hvor mange der er medlem af en forening.
how: Et spørgeskema.
sentence: {da: "{value} er medlem af en forening", en: "{value} are members"}
unit: percent
collected_by: survey
source: Kommunens spørgeskema
cadence: yearly
grace_days: 180
reviewed: 2020-01-01
next_review: 2021-01-01
""",
    "indicators/folketal.yaml": """\
name: Folketal
what: Hvor mange der bor her.
how: Et register.
sentence: "{value} bor her"
unit: persons
collected_by: register
source: Danmarks Statistik
table: FOLK1A
cadence: yearly
""",
    "indicators/vaekst.yaml": """\
name: Vækst
what: Hvor meget folketallet vokser.
how: Ét år mod det næste.
sentence: "{value} flere"
unit: percent_per_year
collected_by: register
source: Danmarks Statistik
cadence: yearly
derived: {method: yearly_growth_percent, of: folketal}
""",
    "indicators/byer.yaml": """\
name: Byer i vækst
what: Hvor mange byer der vokser.
how: Talt op.
sentence: "{value} vokser"
unit: parts
parts: byer
collected_by: register
source: Danmarks Statistik
cadence: yearly
""",
    "indicators/vielser.yaml": """\
name: Vielser
what: Hvor mange der bliver gift.
how: Et register.
sentence: "{value} blev gift"
unit: persons
collected_by: register
source: Danmarks Statistik
cadence: yearly
draw:
  register_name: statbank
  table: VIELSER
  select:
    "OMRÅDE": ["099", "000"]
    ALDER: [TOT]
    Tid: ["*"]
  time: Tid
  area: OMRÅDE
  scale: 2
""",
    "drawings/vielser.yaml": """\
drawings:
  - key: 20200312-0123456789ab
    register_name: statbank
    register_title: Danmarks Statistik
    table: VIELSER
    query: '{"table":"VIELSER"}'
    day: 2020-03-12
    at: 2020-03-12T08:00:00.25+01:00
    updated: 2020-02-11T07:00:00Z
    request_ids: [a1]
    sha256s: [0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef]
    active: true
    outcome: first
    by: kontoret
  - key: 20210312-0123456789ab
    register_name: statbank
    register_title: Danmarks Statistik
    table: VIELSER
    query: '{"table":"VIELSER"}'
    day: 2021-03-12
    at: 2021-03-12T08:00:00+01:00
    outcome: refused
    refusal:
      code: fell_over
      facts: {status: "500", request: ""}
    by: kontoret
""",
    "measurements/vielser.csv": """\
period,value,uncertainty,drawn,drawing
2019,84,full_count,2020-03-12,20200312-0123456789ab
""",
    "measurements/medlemmer.csv": """\
period,area,value,uncertainty,standard_error,low,high,n,asked,drawn,source,note,note_en
2018,,57,simple_random_sample,,,,1165,2500,2019-10-03,avis,,
2019,,59,simple_random_sample,,,,1165,,2020-10-03,,"Også ""nye"" svar, alle regnet med","All, ""new"" ones too"
2019,000,62.5,interval,,61,64,,,2020-10-03,,,
2020,,61.5,standard_error,1.4,,,900,,2021-10-03,,,
""",
    "measurements/register.csv": """\
indicator;period;value;of;uncertainty;drawn
folketal;2019-01-01;96921;;full_count;2019-02-11

folketal;2020-01-01;97113,0;;full_count;2020-02-11
byer;2019;17;40;full_count;2020-02-11
""",
    "stories/ungeguide.md": """\
---
goals: [foreninger]
date: 2019-08-01
title: {da: Én ungeguide, en: One youth guide}
sources: [avis]
---

Før var der mange voksne.

Nu er der én.
""",
    "stories/ungeguide.en.md": "There used to be many adults.\n\nNow there is one.\n",
    "README.md": "Opdigtet.\n",
    ".gitignore": "*~\n",
    "municipality.yaml.license": "CC0\n",
}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into a folder, by their paths in it."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
