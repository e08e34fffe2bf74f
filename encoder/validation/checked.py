"""What became of one file that was validated."""

from __future__ import annotations

from dataclasses import dataclass

from encoder.validation.schemas import Failure


@dataclass(frozen=True, slots=True)
class Checked:
    """One file, what is wrong with it, and the lines of it that the failures are in."""

    path: str
    failures: tuple[Failure, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing counts as an error."""
        return not any(f.severity == "error" for f in self.failures)
