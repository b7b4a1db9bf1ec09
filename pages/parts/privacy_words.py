"""Statements, requests and their states in words. A test looks for one that has none."""

from dss_core.language.translate import N_

STATEMENTS = {"given": N_("agreed"), "refused": N_("refused"), "withdrawn": N_("withdrawn")}
STATES = {
    "received": N_("received"),
    "in_progress": N_("being worked on"),
    "done": N_("done"),
    "refused": N_("refused"),
}
FILE_MADE = N_("The file for the household was made.")
BREACH_STEPS = {
    "measure": N_("measure taken"),
    "regulator_notified": N_("regulator told"),
    "households_notified": N_("households told"),
    "closed": N_("closed"),
}
