"""Loads the catalogue: reads every file under ``data/`` once, checks it, and stamps it with a version."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import geothai
from pydantic import Field

from dss_core.catalog.areas import build_areas, geo_files
from dss_core.catalog.bands import load_bands
from dss_core.catalog.catalog import Catalog
from dss_core.catalog.checks import check
from dss_core.catalog.definitions import (
    CodeList,
    Definition,
    Instrument,
    MemberVariable,
    NeedsSet,
    Preset,
    Province,
    Variable,
)
from dss_core.catalog.disclosure import DISCLOSURE, load_disclosure
from dss_core.catalog.files import (
    CATALOG_FILES,
    CODES,
    INSTRUMENT,
    MEMBERS,
    NEEDS,
    PRESETS,
    PROGRAMMES,
    PROVINCE,
    VARIABLES,
    bad,
    by_id,
    parse_toml,
    read_text,
)
from dss_core.catalog.formats import UploadFormat
from dss_core.catalog.planning import load_planning
from dss_core.catalog.poverty import load_poverty, poverty_files
from dss_core.catalog.privacy import PRIVACY, load_privacy
from dss_core.catalog.programmes import Programme, Purse
from dss_core.catalog.quality import QUALITY, load_quality
from dss_core.catalog.ranking import PROXY, RANKING, load_proxy_rules, load_stress_rules
from dss_core.catalog.research import RESEARCH, load_research
from dss_core.catalog.reveals import REVEALS, read_reveals
from dss_core.catalog.routes import load_routes
from dss_core.catalog.survey_checks import CHECKS, read_checks

__all__ = ["Catalog", "load_catalog"]

VERSION_LENGTH = 12


class _NeedsFile(Definition):
    needs: Annotated[tuple[NeedsSet, ...], Field(min_length=1)]


class _ProgrammesFile(Definition):
    purses: tuple[Purse, ...]
    programmes: tuple[Programme, ...]


class _PresetsFile(Definition):
    presets: Annotated[tuple[Preset, ...], Field(min_length=1)]


class _VariablesFile(Definition):
    variables: Annotated[tuple[Variable, ...], Field(min_length=1)]


class _MembersFile(Definition):
    members: Annotated[tuple[MemberVariable, ...], Field(min_length=1)]


class _CodesFile(Definition):
    lists: Annotated[tuple[CodeList, ...], Field(min_length=1)]


def load_catalog(data_dir: Path) -> Catalog:
    """The definitions under a data folder; BadCatalog (file, key, problem, remedy) for the first one that is wrong."""
    province = parse_toml(PROVINCE, read_text(data_dir, PROVINCE), Province)
    formats = sorted(f"formats/{path.name}" for path in (data_dir / "formats").glob("*.toml"))
    if not formats:
        raise bad("catalog_missing_file", "formats", "", remedy="formats/*.toml")
    single = (*CATALOG_FILES, QUALITY, DISCLOSURE, RANKING, PROXY, CHECKS, RESEARCH, PRIVACY, REVEALS)
    names = (*single, *poverty_files(data_dir), *formats, *geo_files(province))
    texts = {name: read_text(data_dir, name) for name in names}
    assistance = parse_toml(PROGRAMMES, texts[PROGRAMMES], _ProgrammesFile)
    catalog = Catalog(
        province=province,
        instrument=parse_toml(INSTRUMENT, texts[INSTRUMENT], Instrument),
        needs=parse_toml(NEEDS, texts[NEEDS], _NeedsFile).needs,
        programmes=assistance.programmes,
        purses=assistance.purses,
        planning=load_planning(data_dir),
        presets=parse_toml(PRESETS, texts[PRESETS], _PresetsFile).presets,
        variables=parse_toml(VARIABLES, texts[VARIABLES], _VariablesFile).variables,
        members=parse_toml(MEMBERS, texts[MEMBERS], _MembersFile).members,
        bands=load_bands(data_dir),
        poverty=load_poverty(data_dir),
        stress=load_stress_rules(data_dir),
        proxy=load_proxy_rules(data_dir),
        quality=load_quality(data_dir),
        privacy=load_privacy(data_dir),
        research=load_research(data_dir),
        disclosure=load_disclosure(data_dir),
        routes=load_routes(data_dir),
        code_lists=by_id(CODES, "lists", parse_toml(CODES, texts[CODES], _CodesFile).lists),
        formats={Path(name).stem: parse_toml(name, texts[name], UploadFormat) for name in formats},
        areas=build_areas(province, texts),
        survey_checks=read_checks(texts[CHECKS]),
        reveals=read_reveals(texts[REVEALS]),
        version=version_of(texts),
    )
    check(catalog)
    return catalog


def version_of(texts: Mapping[str, str]) -> str:
    """Twelve hex digits that change with any name or content of the files, and with the release of the area codes."""
    digest = hashlib.sha256(f"geothai {geothai.DATA_VERSION}\0".encode())
    for name in sorted(texts):
        digest.update(f"{name}\0{texts[name]}\0".encode())
    return digest.hexdigest()[:VERSION_LENGTH]
