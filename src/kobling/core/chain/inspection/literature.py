"""The literature that the rules are from, cited; titles of works stay in their own language."""

from kobling.core.chain.i18n import gettext_noop

FIRST = gettext_noop(
    "“Hvad skal en vision kunne?”, slides for the municipal council of Hørsholm, 8 October 2012: the first of three "
    "kinds of decoupling, between the vision and a decoupled practice that lacks credibility."
)
SECOND = gettext_noop(
    "“Hvad skal en vision kunne?”, slides for the municipal council of Hørsholm, 8 October 2012: the second of three "
    "kinds of decoupling, in which every committee makes its own policy of the vision."
)
THIRD = gettext_noop(
    "“Hvad skal en vision kunne?”, slides for the municipal council of Hørsholm, 8 October 2012: the third of three "
    "kinds of decoupling, in which the centres live their own life with their own committees."
)
OWNERSHIP = gettext_noop(
    "“Hvad skal en vision kunne?”, slides for the municipal council of Hørsholm, 8 October 2012: what matters most is "
    "that the council owns the vision, and that budget, agreements and projects take up its cross-cutting themes."
)
MEANS_ENDS = gettext_noop(
    "P. Bromley and W. W. Powell (2012), “From Smoke and Mirrors to Walking the Talk”, Academy of Management Annals 6: "
    "means-ends decoupling, in which what was decided is carried out and does not lead to what it was for."
)
AMBITION = gettext_noop(
    "Research on implementation in three dimensions, compliance, absolute ambition and relative ambition "
    "(elgaronline.com, 9781839105340, chapter 40): a target set low enough is met without anything being done."
)
EVALUATION = gettext_noop(
    "KREVI, the Danish evaluation institute for local government, on internal contracts: two of three municipalities "
    "use them, and half of those write them after the budget is adopted."
)
RELAY = gettext_noop(
    "D. B. Nielsen and T. R. Rasmussen (2015), “Ny virkelighed – Ny velfærd”, Kommunalpolitiske Studier 30: Odense's "
    "leadership relay, talks at every level of leaders that began at the top, and for which anchoring and time were "
    "lacking."
)
EXPERIMENTS = gettext_noop(
    "Nordfyn's experiments of 100 days (Resonans, 2019), one of which was to spread from one school to the others: "
    "what is tried has to end in a choice, and somebody has to look whether it spread."
)
QUIET = gettext_noop(
    "ClearPoint Strategy's own count of 6,104 municipal plans: 44 per cent had not been touched for 90 days or more."
)
ODENSE_BUDGET = gettext_noop(
    "D. B. Nielsen and T. R. Rasmussen (2015), “Ny virkelighed – Ny velfærd”, Kommunalpolitiske Studier 30: the amounts"
    " "
    "given for the tracks of Odense's budget for 2013 add up to 102 of 125.8 million kroner."
)
VIBORG = gettext_noop(
    "Viborg's Sammenhængsmodel (2018), in which goals under five themes replaced more than 50 policies and strategies."
)
REWIRING = gettext_noop(
    "“Hvad skal en vision kunne?”, the third kind of decoupling. The test: G. Strona et al. (2014), Nature "
    "Communications 5, 4114 (curveball trades); C. J. Carstens et al. (2018), ESA (global trades); J. Besag and "
    "P. Clifford (1989), Biometrika 76, 633–642 (exact p-values from a chain); S. Holm (1979), Scandinavian Journal of "
    "Statistics 6, 65–70."
)
