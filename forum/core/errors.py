"""What an operation says when it does not do what was asked.

Each carries its message in plain words, unfilled and untranslated (`message`, `params`), so that the
door that shows it can translate it. `str(error)` is the English sentence.
"""

from forum.core.words import N_, filled


class Refusal(Exception):
    """The root of everything the domain may refuse; `status` is what a web door answers with."""

    status = 400
    default = N_("That did not work.")

    def __init__(self, message: str = "", /, **params: object) -> None:
        self.message = message or self.default
        self.params = params
        super().__init__(filled(self.message, params))


class NotFound(Refusal):
    """There is no such thing, or it is not for this visitor's eyes: the two look the same."""

    status = 404
    default = N_("There is nothing here, or it is not open to you.")


class NotAllowed(Refusal):
    """The thing may be seen, but not this done to it."""

    status = 403
    default = N_("This is not open to you.")


class Conflict(Refusal):
    """The thing changed since the page was opened."""

    status = 409
    default = N_("Something changed in the meantime. Please look again and try once more.")


class TooMany(Refusal):
    """More than one person should need in so short a time."""

    status = 429
    default = N_("That was a lot in a short time. Please rest a moment and try again.")


class Invalid(Refusal):
    """What was typed cannot be taken as it is; `field` names where, when one field is meant."""

    status = 422

    def __init__(self, message: str = "", /, field: str | None = None, **params: object) -> None:
        super().__init__(message, **params)
        self.field = field
