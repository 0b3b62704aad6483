"""A member's own drafts as they are kept with the conversation."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from knowledge.papers.model import Paper


class SavedPaper(BaseModel):
    """`why`: what spoke for this kind of paper."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: int
    paper: Paper
    why: str = ""
    before: Paper | None = None  # as it was before the last change
    changed_at: datetime
    exported_at: datetime | None = None
