"""The synthetic province: invented households that meet published totals; made from data/sample/*.toml and a seed."""
