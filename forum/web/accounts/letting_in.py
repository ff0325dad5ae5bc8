"""What happens at the moment somebody is recognised."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from forum.accounts.comfort import choose_low_energy
from forum.accounts.signing_in import open_sign_in
from forum.http.identity import browser_label, let_in, me, visitor
from forum.http.kept import KeptWords, kept_words, own_path
from forum.http.words import gettext
from forum.threads.drafts import keep_draft


def let_in_afresh(account_id: int) -> None:
    """Open a new sign-in for somebody who has just joined or found a way back in; it ends with the day."""
    token = open_sign_in(account_id=account_id, browser=browser_label(), stay=False)
    let_in(token, stay=False)


def lead_onwards(next_path: str | None) -> ResponseReturnValue:
    """To where the member was going; words they had typed before signing in wait there as a draft.

    Words that somebody else typed are not theirs to keep, and say nothing of where they were typed.
    """
    words = kept_words()
    if words is None:
        return redirect(own_path(next_path), 303)
    if not words.are_of(visitor().id):
        flash(
            gettext("The words on the page before were not written under this name. So they were not kept.")
        )
        return redirect("/", 303)
    return keep_words(words)


def keep_words(words: KeptWords) -> ResponseReturnValue:
    """Make a member's own words a draft, and lead to where it is written on, in the mode they chose."""
    keep_draft(
        actor=me(),
        place=words.place,
        title=words.title,
        text=words.text,
        without_name=bool(words.without_name),
        notes=words.notes.split(),
        choice=words.choice,
        beside=words.beside,
    )
    if words.energy:
        choose_low_energy(actor=me(), low=words.energy == "low")
    return redirect(words.place, 303)
