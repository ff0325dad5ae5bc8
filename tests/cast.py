"""The same people in every test."""

from functools import cached_property

from forum.accounts.models import Account, Role
from forum.boards.models import Audience, Board
from tests.make import make_board, make_member


class Cast:
    """Maya writes, Jonas answers, Priya worries; Ines and Tomas moderate, Ada runs the place."""

    @cached_property
    def maya(self) -> Account:
        return make_member("Maya")

    @cached_property
    def jonas(self) -> Account:
        return make_member("Jonas")

    @cached_property
    def priya(self) -> Account:
        return make_member("Priya")

    @cached_property
    def ines(self) -> Account:
        return make_member("Ines", role=Role.MODERATOR)

    @cached_property
    def tomas(self) -> Account:
        return make_member("Tomas", role=Role.MODERATOR)

    @cached_property
    def ada(self) -> Account:
        return make_member("Ada", role=Role.ADMIN)

    @cached_property
    def kitchen(self) -> Board:
        """A board that everybody may read."""
        return make_board("Kitchen table")

    @cached_property
    def porch(self) -> Board:
        """A board for members only."""
        return make_board("Back porch", audience=Audience.MEMBERS)
