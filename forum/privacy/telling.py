"""How each row of a member's own file is said: in plain words, and without anybody else's name."""

from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from forum.core.db import AnyRow
from forum.moderation.models import Act, Rule

Told: TypeAlias = dict[str, Any]


def sign_in(row: AnyRow) -> Told:
    return {
        "browser": row.browser,
        "began_at": row.created_at,
        "last_seen_at": row.seen_at,
        "ends_at": row.expires_at,
        "ended_at": row.ended_at,
    }


def claim(row: AnyRow) -> Told:
    return {"address": row.address, "given_at": row.created_at, "letter_works_until": row.expires_at}


def thread(row: AnyRow) -> Told:
    return {
        "address": f"/t/{row.id}",
        "title": row.title,
        "board": row.board,
        "topic": row.topic,
        "content_notes": row.notes.split(),
        "began_at": row.created_at,
        "name_for_this_thread": row.alias or None,
    }


def post(row: AnyRow) -> Told:
    return {
        "address": f"/p/{row.id}",
        "thread": f"/t/{row.thread_id}",
        "thread_title": row.title,
        "board": row.board,
        "number": row.number,
        "name_for_this_thread": row.alias or None,
        "words": row.source,
        "content_notes": row.notes.split(),
        "content_notes_added_by_moderators": row.added_notes.split(),
        "written_at": row.created_at,
        "changed_at": row.edited_at,
        "wording": row.revision,
        "out_of_sight": row.absence,
        "out_of_sight_since": row.absent_at,
    }


def wording(row: AnyRow) -> Told:
    return {
        "post": f"/p/{row.post_id}",
        "wording": row.number,
        "title": row.title or None,
        "words": row.source,
        "content_notes": row.notes.split(),
        "replaced_at": row.replaced_at,
        "replaced_by": "you" if row.by_author else "a moderator",
    }


def thread_name(row: AnyRow) -> Told:
    return {"thread": f"/t/{row.thread_id}", "name": row.name}


def draft(row: AnyRow) -> Told:
    return {
        "page": row.place,
        "title": row.title or None,
        "words": row.text,
        "content_notes": row.notes.split(),
        "without_my_name": row.without_name,
        "chosen_beside": row.choice or None,
        "further_fields": dict(parse_qsl(row.beside)),
        "changed_at": row.changed_at,
    }


def check_in(row: AnyRow) -> Told:
    return {
        "how_it_is": row.how,
        "words": row.words,
        "small_thing": row.small,
        "written_at": row.written_at,
        "changed_at": row.changed_at,
    }


def reaction(row: AnyRow) -> Told:
    return {"post": f"/p/{row.post_id}", "kind": row.kind, "left_at": row.created_at}


def suggestion(row: AnyRow) -> Told:
    return {"post": f"/p/{row.post_id}", "content_note": row.note, "suggested_at": row.created_at}


def kept_away(row: AnyRow) -> Told:
    return {"name": row.name, "distance": row.distance, "since": row.created_at}


def declined(row: AnyRow) -> Told:
    return {"thread": f"/t/{row.thread_id}", "declined_at": row.at}


def flag(row: AnyRow) -> Told:
    return {
        "post": f"/p/{row.post_id}",
        "reason": row.reason,
        "note": row.note,
        "sent_at": row.created_at,
        "what_came_of_it": _what_came(row),
        "outcome": f"/outcomes/{row.case_id}",
    }


def _what_came(row: AnyRow) -> str:
    """No more than the page of the outcome says: what is between moderators and a person stays there."""
    if row.answered_by_id is None:
        return "waiting"
    if row.undone_at is not None or row.act in (Act.NO_ACTION, Act.REACH_OUT):
        return "read"
    return "a step was taken" if row.act.is_about_person else str(row.act)


def decision(row: AnyRow) -> Told:
    return {
        "address": f"/decisions/{row.id}",
        "post": f"/p/{row.post_id}",
        "what": row.act,
        "rule": None if row.rule is Rule.NONE else row.rule,
        "reasons": row.words,
        "decided_at": row.made_at,
        "decided_by": row.moderator_role,
        "a_machine_took_part": row.machine_took_part,
        "until": row.until,
        "taken_back_at": row.undone_at,
    }


def appeal(row: AnyRow) -> Told:
    return {
        "decision": f"/decisions/{row.decision_id}",
        "words": row.words,
        "asked_at": row.made_at,
        "answer_due_at": row.due_at,
        "answered_at": row.answered_at,
        "answered_by": row.answered_role or None,
        "decision_was_taken_back": row.upheld,
        "answer": row.answer,
    }


def notification(row: AnyRow) -> Told:
    return {
        "kind": row.kind,
        "about": f"/p/{row.post_id}" if row.post_id else None,
        "told_at": row.created_at,
        "read_at": row.read_at,
    }
