"""What personal data are used for, how long they are kept and what the law asks: ``data/catalog/privacy.toml``."""

from collections import Counter
from pathlib import Path
from typing import Annotated

from pydantic import Field

from dss_core.catalog.definitions import Code, Definition, Id, Label, Sourced
from dss_core.catalog.files import bad, parse_toml, read_text

PRIVACY = "catalog/privacy.toml"
Days = Annotated[int, Field(ge=1)]


class Purpose(Sourced):
    """What personal data are used for. data_kinds: ids of what is used."""

    meaning: Label
    legal_basis: Id
    needs_consent: bool
    is_sensitive: bool
    data_kinds: tuple[Id, ...]


class DataKind(Definition):
    """A kind of personal data: its fields in the tables, and the permissions that somebody needs to see them."""

    id: Id
    label: Label
    fields: tuple[Id, ...]
    permissions: tuple[Id, ...]
    is_sensitive: bool


class RequestRule(Sourced):
    """A kind of request of a household, and in how many days it is to be answered."""

    days: Days


class Retention(Sourced):
    """How many days something is kept; ``id`` is the name of what takes it away."""

    days: Days
    meaning: Label


class Contact(Definition):
    """Whom people may turn to; empty texts are not filled in yet."""

    label: Label
    name: str
    address: str
    phone: str
    email: str


class PrivacyRules(Sourced):
    """Everything that the privacy pages work with. notify_hours: from finding a breach to telling the regulator."""

    notify_hours: Annotated[int, Field(ge=1)]
    purposes: Annotated[tuple[Purpose, ...], Field(min_length=1)]
    legal_bases: tuple[Code, ...]
    data_kinds: tuple[DataKind, ...]
    requests: tuple[RequestRule, ...]
    retention: tuple[Retention, ...]
    security: tuple[Label, ...]
    contacts: tuple[Contact, ...]
    consent_how: tuple[Code, ...]
    breach_kinds: tuple[Code, ...]
    breach_risks: tuple[Code, ...]

    @property
    def purpose_ids(self) -> tuple[str, ...]:
        """The purposes' ids, in the order of the file."""
        return tuple(one.id for one in self.purposes)

    def days_for(self, kind: str) -> int:
        """In how many days a kind of request is to be answered; KeyError for an unknown one."""
        return {rule.id: rule.days for rule in self.requests}[kind]

    def days_kept(self, retention: str) -> int:
        """How many days something is kept; KeyError for an unknown one."""
        return {rule.id: rule.days for rule in self.retention}[retention]


def load_privacy(data_dir: Path) -> PrivacyRules:
    """The rules; ``BadCatalog`` (file, key, problem, remedy) when they are wrong."""
    rules = parse_toml(PRIVACY, read_text(data_dir, PRIVACY), PrivacyRules)
    for key in ("purposes", "data_kinds", "requests", "retention"):
        counts = Counter(one.id for one in getattr(rules, key))
        for name, count in counts.items():
            if count > 1:
                raise bad("catalog_duplicate", PRIVACY, key, name, f"!= {name}")
    bases = {one.code for one in rules.legal_bases}
    kinds = {one.id for one in rules.data_kinds}
    for number, purpose in enumerate(rules.purposes):
        if purpose.legal_basis not in bases:
            raise bad("catalog_value", PRIVACY, f"purposes[{number}].legal_basis", purpose.legal_basis, sorted(bases))
        if not kinds.issuperset(purpose.data_kinds):
            unknown = sorted(set(purpose.data_kinds) - kinds)
            raise bad("catalog_value", PRIVACY, f"purposes[{number}].data_kinds", unknown, sorted(kinds))
    return rules
