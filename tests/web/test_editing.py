"""What a person may change from the page, where the server is started with --edit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

DISPATCH = (
    "Lisbonne, 4 mai 2021. Le ministre portugais des Affaires étrangères, Augusto Santos Silva, a reçu mardi 4 mai à "
    "Lisbonne son homologue espagnole, Arancha González Laya. « Nous avons un accord », a déclaré M. Santos Silva.\n"
)


def test_dropped_files_are_read(editable: str, visit: Callable[..., Any]) -> None:
    seen = visit(editable)
    seen.go()
    count = "fetch('/api/v1/info').then(a => a.json()).then(a => a.counts.documents)"
    before = seen.page.evaluate(count)
    data = {"name": "lisbonne.txt", "mimeType": "text/plain", "buffer": DISPATCH.encode()}
    seen.page.locator("input[type=file]").set_input_files(data)
    job = seen.page.get_by_role("region", name="Lecture")
    job.get_by_text("lisbonne.txt").wait_for()
    assert seen.find_faults() == []
    seen.shot("read-ask")
    job.locator("input[type=date]").fill("2021-05-04")
    job.get_by_role("button", name="Lire", exact=True).click()
    job.get_by_text("Lecture finie").wait_for(timeout=120_000)
    seen.shot("read-done")
    assert seen.page.evaluate(count) == before + 1
    seen.go("?q=Lisbonne")
    assert "Santos Silva" in seen.text()


def test_correction_and_undo(editable: str, visit: Callable[..., Any]) -> None:
    seen = visit(editable)
    seen.go("?type=contact&q=Antalya")
    seen.page.locator("[data-row]").first.click()
    panel = seen.page.get_by_role("complementary", name="Explication du fait")
    edit = panel.get_by_role("region", name="Corriger")
    edit.get_by_label("Champ").select_option("place")
    edit.get_by_label("Valeur").fill("Genève")
    edit.get_by_role("button", name="Enregistrer").click()
    edit.get_by_text("C’est fait").wait_for(timeout=60_000)
    panel.locator("dd", has_text=re.compile("Genève")).first.wait_for()
    panel.get_by_text("Corrigé par une personne").wait_for()
    assert seen.find_faults() == []
    seen.shot("edit-corrected")
    edit.get_by_role("button", name="Annuler", exact=True).click()
    panel.locator("dd", has_text=re.compile("Antalya")).first.wait_for(timeout=60_000)


def test_an_actor_is_named_joined_and_both_undone(editable: str, visit: Callable[..., Any]) -> None:
    seen = visit(editable)
    seen.expected = ("status of 404",)  # the dispatch of the last judgement is none
    actors = seen.page.request.get(f"{editable}api/v1/actors").json()["items"]
    one, other = [actor for actor in actors if actor["kind"] == "person"][:2]
    seen.go(f"?view=actors&id={one['id']}")
    edit = seen.page.get_by_role("region", name="Qui c’est")
    edit.get_by_label("Nom", exact=True).fill("Un Nom Donné")
    edit.get_by_role("button", name="Enregistrer").click()
    seen.page.get_by_role("heading", name="Un Nom Donné").wait_for(timeout=60_000)
    edit.get_by_label("C’est aussi").fill(other["id"])
    edit.get_by_role("button", name="N’en faire qu’un").click()
    edit.get_by_text("même acteur que").wait_for(timeout=60_000)
    assert seen.page.request.get(f"{editable}api/v1/actors/{other['id']}").status == 404
    assert seen.find_faults() == []
    seen.shot("actor-judged")
    undo = edit.get_by_role("listitem").get_by_role("button", name="Annuler")
    for left in (1, 0):  # the buttons are counted: "C’est fait" may still be that of the judgement before
        undo.first.click()
        undo.nth(left).wait_for(state="detached", timeout=60_000)
    seen.page.get_by_role("heading", name=one["name"]).wait_for(timeout=60_000)
    assert seen.page.request.get(f"{editable}api/v1/actors/{other['id']}").status == 200
    edit.get_by_label("C’est un autre").fill("+Un Homonyme")
    edit.get_by_label("Dans les dépêches").fill("nulle-part.txt")
    edit.get_by_role("button", name="Séparer").click()
    edit.get_by_text("nulle-part.txt").wait_for(timeout=60_000)


def test_reading_is_not_offered_where_it_is_refused(site: str, visit: Callable[..., Any]) -> None:
    seen = visit(site)
    seen.go()
    assert seen.page.locator("input[type=file]").count() == 0
    seen.page.locator("[data-row]").first.click()
    seen.page.get_by_role("complementary", name="Explication du fait").get_by_text("D’où vient la date").wait_for()
    assert seen.page.get_by_role("region", name="Corriger").count() == 0
