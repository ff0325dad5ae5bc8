"""The list of watched words, for admins."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.core.errors import Invalid
from forum.http import limits
from forum.http.guards import admins
from forum.http.identity import me, visitor
from forum.http.words import gettext, told
from forum.moderation.watched_models import WatchedWord
from forum.moderation.watched_words import change_word, let_rest, wake, watch_word, word_with, words_for
from forum.web.moderation.labels import word_for
from forum.web.moderation.watch_labels import EFFECT_HINTS
from forum.web.words.forms import EffectForm, WordForm

words = Blueprint("words", __name__)
LIST = "/moderation/words"


@words.get(LIST)
@admins
def page() -> ResponseReturnValue:
    """Every watched word, and room for one more."""
    return _list(WordForm(formdata=None))


@words.post(LIST)
@admins
@limits.posting
def add() -> ResponseReturnValue:
    """Put a word on the list."""
    form = WordForm()
    if form.carry_out(lambda: watch_word(actor=me(), **form.terms())):
        flash(gettext("Added. It is watched for in what is written from now on."), "good")
        return redirect(LIST, 303)
    return _list(form)


@words.get(f"{LIST}/<id:word_id>")
@admins
def word(word_id: int) -> ResponseReturnValue:
    """One watched word: what it does, and why."""
    found = word_with(visitor(), word_id)
    form = EffectForm(formdata=None, effect=found.effect, level=found.level, why=found.why)
    return _word(form, found)


@words.post(f"{LIST}/<id:word_id>")
@admins
@limits.posting
def change(word_id: int) -> ResponseReturnValue:
    """Change what a watched word does."""
    found, form = word_with(visitor(), word_id), EffectForm()
    if form.carry_out(lambda: change_word(actor=me(), word=found, **form.terms())):
        flash(gettext("Saved."), "good")
        return redirect(LIST, 303)
    return _word(form, found)


@words.post(f"{LIST}/<id:word_id>/rest")
@admins
@limits.posting
def rest(word_id: int) -> ResponseReturnValue:
    """Watch for a word no longer."""
    let_rest(actor=me(), word=word_with(visitor(), word_id))
    flash(gettext("It rests. What it held waits for its decision all the same."), "good")
    return redirect(LIST, 303)


@words.post(f"{LIST}/<id:word_id>/rest/undo")
@admins
@limits.posting
def take_up_again(word_id: int) -> ResponseReturnValue:
    """Watch for a word again."""
    try:
        wake(actor=me(), word=word_with(visitor(), word_id))
        flash(gettext("It is watched for again."), "good")
    except Invalid as refusal:
        flash(told(refusal), "note")
    return redirect(LIST, 303)


def _list(form: WordForm) -> ResponseReturnValue:
    hints = {effect: gettext(hint) for effect, hint in EFFECT_HINTS.items()}
    found = words_for(visitor())
    return render_template("words/page.html", form=form, words=found, hints=hints, say=word_for), form.status


def _word(form: EffectForm, found: WatchedWord) -> ResponseReturnValue:
    hints = {effect: gettext(hint) for effect, hint in EFFECT_HINTS.items()}
    return render_template("words/word.html", form=form, word=found, hints=hints), form.status
