"""What the forms say while a record goes to a forge: key -> sentence, for the scripts of the pages.

Values in braces are filled in by the page: `{forge}` is the origin of the forge, `{target}` the branch that is merged
into, `{reason}` what the forge said, `{page}` the origin of the forms.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORDS = {  # what is proposed: codes and days, as the path of the record has them
    "title-visit": N_("visit {code}, {day}"),
    "title-talk": N_("talk {code}, {day}"),
    "title-person": N_("person {code}"),
    "title-plan": N_("visit plan {code}"),
    "title-organizations": N_("organizations {code}"),
    "title-new": N_("New: {what}"),
    "title-changed": N_("Changed: {what}"),
    "description": N_("Filed with the entry form. File: `{path}`"),
}
SIGN_IN = {
    "signed-in": N_("You are signed in. This window can be closed; the form is still open in the other one."),
    "not-signed-in": N_("Sign in to the code platform first. What is filled in stays."),
    "token-shape": N_(
        "This is no access token. Copy it again from {forge}: letters, digits and signs, without spaces."
    ),
    "token-refused": N_(
        "{forge} does not accept this sign-in, or no longer: it has expired or was revoked. Sign in again; what is "
        "filled in stays."
    ),
    "scope": N_(
        "The token does not allow this. Make a new one on {forge} with {scope} and sign in with it; what is filled "
        "in stays."
    ),
    "popup-blocked": N_("The browser did not open the sign-in window. Allow pop-up windows for {page} and try again."),
    "sign-in-denied": N_(
        "{forge} did not let you in: access was not granted there. Try again and grant it, or use a token."
    ),
    "sign-in-late": N_(
        "Nothing came back from the sign-in window in ten minutes. Sign in again; what is filled in stays."
    ),
    "sign-in-again": N_("Another sign-in was begun; this one no longer counts."),
    "sign-in-refused": N_(
        "{forge} did not exchange the sign-in for a token ({status}: {reason}). Whoever set up the forms checks "
        "the application there: client id, redirect address, not confidential. A token works meanwhile."
    ),
    "token-only-github": N_("GitHub lets pages sign in with a token only."),
    "token-only-unregistered": N_("The forms are not registered as an application on {forge}; sign in with a token."),
    "token-only-folder": N_(
        "The forms were opened from a folder, to which {forge} cannot return; sign in with a token."
    ),
    "insecure": N_(
        "The address of {forge} begins with http, not https: whoever listens on the network can read what is sent, "
        "the token too. Ask whoever runs the platform for https."
    ),
    "read-only": N_(
        "{user} may read {project}, but not push to it. Ask the maintainers of the project for that right, or give "
        "them the downloaded file."
    ),
}
REQUESTS = {
    "no-answer": N_(
        "{forge} did not answer: the network is down, or the platform does not allow pages of {page} (CORS). What "
        "is filled in stays. Try again; until it works, copy or download the file and give it to your reviewer."
    ),
    "moved": N_(
        "{forge} sent the page elsewhere: the project was renamed, or a sign-in stands before the platform. "
        "Nothing was sent on. Tell whoever set up the forms; meanwhile copy or download the file."
    ),
    "no-project": N_(
        "{forge} has no project {project}, or this account may not see it. Ask the maintainers of the project to "
        "add you; the file can be copied or downloaded meanwhile."
    ),
    "no-branch": N_(
        "{project} has no branch {target}. Tell whoever set up the forms; the file can be copied or downloaded."
    ),
    "forbidden": N_(
        "{user} is not allowed to do this in {project}. Ask the maintainers of the project for the right to push "
        "branches and open merge requests; nothing is lost, the file can be copied or downloaded meanwhile."
    ),
    "too-large": N_(
        "{forge} refuses a file of this size. Shorten the text, or download the file and have it pushed with Git."
    ),
    "archived": N_("{project} is archived and takes nothing more. Ask its maintainers where the register is now."),
    "busy": N_("{forge} asks to wait: too many requests. Try again in some minutes; what is filled in stays."),
    "trouble": N_(
        "{forge} has an error of its own ({status}). What is filled in stays. Try again later: what may have "
        "arrived is found again and not sent twice."
    ),
    "refused": N_(
        "{forge} refused this ({status}: {reason}). What is filled in stays; show this to whoever set up the forms."
    ),
    "no-json": N_(
        "Not the platform but something before it answered ({status}), such as a sign-in page or a gateway. Open "
        "{forge} in another tab, sign in there if asked, and try again; what is filled in stays."
    ),
    "strange": N_(
        "{forge} answered in a form that is not documented. Tell whoever set up the forms; the file can be downloaded."
    ),
    "too-many-names": N_(
        "The folder has more entries than {forge} lists, so no free name can be found there. Use `huifang new`."
    ),
}
PROPOSALS = {
    "step-look": N_("Looking at what stands in the project …"),
    "step-commit": N_("Putting the file on a branch of its own …"),
    "step-request": N_("Opening the merge request …"),
    "not-for-forge": N_(
        "{path} is not sent: only records of people, plans and organizations go this way. Names and restricted "
        "facts have repositories of their own."
    ),
    "odd-path": N_("{path} is no path of a record; nothing was sent."),
    "unchanged": N_("{path} stands in {target} already, exactly like this. There is nothing to propose."),
    "taken": N_(
        "{path} is in {target} already. If it is the same event, fetch it and change it; if it is another one, "
        "take the next free number. Nothing was sent."
    ),
    "gone": N_(
        "{path} is no longer in {target}: somebody removed or moved it. Nothing was sent; ask before you file it anew."
    ),
    "changed": N_(
        "Somebody changed {path} in {target} since it was fetched. Nothing was sent and what you filled in stays: "
        "copy it, fetch the file again and put your changes in there."
    ),
    "branches-taken": N_(
        "The branches {branch} to {branch}-20 are all in use. Have their merge requests merged or closed and the "
        "branches deleted, then try again."
    ),
    "half-done": N_(
        "The file is on the branch {branch}, but the merge request was not opened. {why} Click again to go on, no "
        "second branch is made; or open it on the platform."
    ),
    "odd-forge": N_("The forms were built for a platform they do not know. Tell whoever set them up."),
}
BAR = {
    "bar-title": N_("Code platform"),
    "bar-about": N_(
        "Once signed in, a record can be proposed as a merge request, and one that is there be fetched and changed."
    ),
    "bar-by-token": N_("Sign in with an access token"),
    "bar-sign-in": N_("Sign in at {forge}"),
    "bar-token": N_("Access token"),
    "bar-token-hint": N_("It is kept until this page is closed and stored nowhere. It needs {scope}."),
    "bar-use-token": N_("Sign in with this token"),
    "bar-waiting": N_("Sign in in the window that has opened. If it was closed, click again."),
    "bar-checking": N_("Checking the sign-in …"),
    "bar-signed-in": N_("Signed in as {user}."),
    "bar-sign-out": N_("Sign out"),
    "bar-fetch-path": N_("Record to fetch"),
    "bar-fetch-hint": N_(
        "Type code and day, such as JA-0007 2026-03-20, and choose; left empty, the record of the person and day above "
        "is fetched."
    ),
    "bar-several": N_("{n} records fit, say more of it: {paths}"),
    "bar-none": N_("No record fits {typed}. Type code and day, or the whole path."),
    "bar-fetch": N_("Fetch from the platform"),
    "bar-fetching": N_("Fetching {path} …"),
    "bar-fetched": N_("{path} is in the form, as it stands in {target}."),
    "bar-not-there": N_("{target} has no {path}. Check code and day, or fill it in as a new record."),
    "bar-replace": N_("What is filled in now will be replaced. Fetch all the same?"),
    "bar-propose": N_("Propose as a merge request"),
    "bar-incomplete": N_("The form is not complete yet; see the marked fields."),
    "bar-proposed": N_("The merge request is open. Your reviewer goes on there:"),
    "bar-existed": N_("This was proposed already; the merge request is open:"),
    "bar-by-hand": N_("Open it on the platform"),
}
SENTENCES: Mapping[str, str] = MappingProxyType({**RECORDS, **SIGN_IN, **REQUESTS, **PROPOSALS, **BAR})
