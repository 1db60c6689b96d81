"""What a person may do, and whose records they may see: least privilege by role and by scope."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a role may allow."""

    SEE_PLAN = "see the inspection, the plan and the bodies"
    SEE_FIGURES = "see measures and duties in figures"
    SEE_CHILDREN = "see the records of children in scope"
    SEE_EVIDENCE = "see a row of a submitted file about a child in scope"
    DOWNLOAD = "download who is waiting"
    LOG_REASON = "log a reason for lateness, or that a record is wrong"
    LOAD_FILES = "load files and see what was wrong with them"
    CHANGE_PLAN = "change the plan"
    ADD_EVIDENCE = "add evidence to a milestone"
    CHECK_EVIDENCE = "check somebody else's evidence"
    CLERK_BODIES = "keep bodies and meetings"
    CHALLENGE = "put a challenge"
    ANSWER = "answer for the service when a challenge is put"
    WRITE_PAPERS = "write papers"
    PUBLISH = "publish papers and scorecards"
    SEE_TRAIL = "read the trail"


class Scope(StrEnum):
    """Whose records a role reaches."""

    OWN = "own cases"
    TEAM = "the team's cases"
    SERVICE = "the whole service"
    AGGREGATE = "protected figures only"
    PUBLIC = "what was published"

    @property
    def sees_children(self) -> bool:
        """Whether a person with this scope may see any child's record."""
        return self in (Scope.OWN, Scope.TEAM, Scope.SERVICE)
