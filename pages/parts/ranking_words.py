"""The methods, the ways to find weights, the bands and the warnings of a ranking, in words."""

from dss_core.language.translate import N_, Translator

# Name, and what the method does and when to take it.
METHODS = {
    "weighted_sum": (
        N_("Weighted sum"),
        N_("Adds the needs by weight: the easiest to explain in a meeting. A lack can be offset by a strength."),
    ),
    "topsis": (
        N_("TOPSIS: near the worst case"),
        N_("Looks at how near a household is to the worst case and how far from the best: extremes count more."),
    ),
    "vikor": (
        N_("VIKOR: sum and largest lack"),
        N_("Weighs the sum of the needs against the largest single one: when the rest must not hide a grave lack."),
    ),
    "promethee_ii": (
        N_("PROMETHEE II: pair by pair"),
        N_("Compares households pair by pair: when being needier matters, and not by how much."),
    ),
    "weighted_product": (
        N_("Weighted product"),
        N_("Multiplies the needs: who has no need at all on one criterion comes last. For needs that belong together."),
    ),
    "deprivation_count": (
        N_("Count of deprivations"),
        N_("Counts by weight on how many criteria a household is deprived: for a list that anybody can check by hand."),
    ),
}
BY_HAND = "given"
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
