"""How moderators come upon a member's posts: with the sorting aid, or by time only."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from forum.accounts.consent import choose_order, is_to_be_asked
from forum.core.words import N_
from forum.http import limits
from forum.http.forms import Form
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.words import gettext

ordering = Blueprint("ordering", __name__)


class OrderForm(Form):
    by_time_only = BooleanField(N_("Order my posts by time only"))


@ordering.get("/order")
@members
def order() -> ResponseReturnValue:
    form = OrderForm(by_time_only=me().by_time_only)
    return render_template("settings/order.html", form=form, asks=is_to_be_asked(visitor()))


@ordering.post("/order")
@members
@limits.posting
def choose() -> ResponseReturnValue:
    form = OrderForm()
    if form.carry_out(lambda: choose_order(actor=me(), by_time_only=form.by_time_only.data)):
        flash(gettext("Saved."), "good")
        return redirect("/settings/order", 303)
    return render_template("settings/order.html", form=form, asks=is_to_be_asked(visitor())), form.status
