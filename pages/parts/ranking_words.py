"""The methods, the ways to find weights, the bands and the warnings of a ranking, in words."""

from collections.abc import Mapping

from dss_core.language.translate import N_, Translator
from dss_core.usecases.rank_words import METHODS, RankWords
from pages.shell.context import Context

BY_HAND, PAIRS, SWINGS = "given", "ahp", "swing"
WEIGHTINGS = {
    BY_HAND: (N_("By hand"), N_("A set of the catalogue or of a meeting, that can be moved.")),
    "equal": (N_("Equal"), N_("Every criterion counts the same.")),
    "entropy": (
        N_("From data: entropy"),
        N_("A criterion counts more the more unevenly it is spread over the households here."),
    ),
    "critic": (
        N_("From data: CRITIC"),
        N_("A criterion counts more the more it tells households apart and the less others say the same."),
    ),
    PAIRS: (
        N_("Compared two by two (AHP)"),
        N_("How much more important is one than the other? Contradictions among the answers are told."),
    ),
    SWINGS: (
        N_("Worth of each step (swing)"),
        N_("100 points for the step from worst to best that matters most; the others get their part of it."),
    ),
}
# Saaty's words for how many times as important one criterion is as another.
TIMES = {
    1: N_("equally important"),
    2: N_("equally to somewhat more important"),
    3: N_("somewhat more important"),
    4: N_("somewhat to strongly more important"),
    5: N_("strongly more important"),
    6: N_("strongly to very strongly more important"),
    7: N_("very strongly more important"),
    8: N_("very strongly to extremely more important"),
    9: N_("extremely more important"),
}
TIMES_LESS = {
    2: N_("equally to somewhat less important"),
    3: N_("somewhat less important"),
    4: N_("somewhat to strongly less important"),
    5: N_("strongly less important"),
    6: N_("strongly to very strongly less important"),
    7: N_("very strongly less important"),
    8: N_("very strongly to extremely less important"),
    9: N_("extremely less important"),
}
BANDS = {
    "certain": N_("Certain"),
    "verify": N_("To be verified"),
    "out": N_("Out"),
    "unranked": N_("Not ranked"),
}
WARNINGS = {
    "constant_criterion": N_("All households are alike in: {names}. That criterion changes nothing."),
    "outside_scale": N_("Some answers lie beyond their scale and count as its end."),
    "missing_reweighted": N_("Some households lack an answer; their other answers speak for them. See “Missing”."),
    "unranked_households": N_("Households without any answer to go by are not ranked."),
    "product_zero": N_("Who has no need at all on one criterion scores zero by the weighted product."),
    "cutoff_middle": N_("Beyond the middle of its scale an answer counts as a deprivation: no other cut-off is set."),
}


def method_name(_: Translator, method: str) -> str:
    """A ranking method as the reader calls it."""
    return _(METHODS[method][0])


def method_meaning(_: Translator, method: str) -> str:
    """What a method does and when it fits, in a sentence."""
    return _(METHODS[method][1])


def band_name(_: Translator, band: str) -> str:
    """A band of the stress test as the reader calls it."""
    return _(BANDS[band])


def warning_words(_: Translator, code: str, names: str) -> str | None:
    """What a warning of a ranking says of these criteria; None for one that a list need not tell."""
    return _(WARNINGS[code]).format(names=names) if code in WARNINGS else None


def times_name(_: Translator, step: int) -> str:
    """A step of Saaty's scale in words, with its number: 3 is three times as important, -3 a third."""
    if step > 0:
        return f"{_(TIMES[step])} ({step})"
    return f"{_(TIMES_LESS[-step])} (1/{-step})"


def weights_words(context: Context, weights: Mapping[str, float], decimals: int = 0) -> str:
    """Criteria with their part of the whole weight, the heaviest first; those that weigh nothing left out."""
    return RankWords(context.catalog, context.translate).weights(weights, decimals)
