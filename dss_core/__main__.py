"""``python -m dss_core <verb>``."""

from dss_core.cli.main import run

if __name__ == "__main__":
    run()
