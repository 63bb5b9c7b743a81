"""Esri's Python client as the referee of the sandbox: `cargo xtask conformance` runs this.

    python conformance.py https://127.0.0.1:PORT/gis

Prints a line a call. A call that the client itself breaks (see the end) is made by its next best way.
The client has a licence of its own and is an external tool: nothing of this project depends on it.
"""

import json
import logging
import ssl
import sys
import time
import urllib.parse
import urllib.request
import warnings
from datetime import datetime, timedelta, timezone

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from arcgis.gis import GIS
from arcgis.gis.tasks._schedule import Task
from arcgis.gis.tasks._schedule import TaskManager as GenericTaskManager

URL = sys.argv[1]
USER, PASSWORD = "siteadmin", "sandbox.admin1"
PASSCODE = "a passcode of the referee"
GP_CLEANER = "e34d3851b7f34510a3097f23cb7adab3"
SCHEDULE_1 = "059ac9ad30ad4ac18d92faec93715428"
SCHEDULE_2 = "5f0cdc50cf36460990bb6edfe9b60e08"
PARAMETERS = {
    "name": "referee",
    "passcode": PASSCODE,
    "storeName": "default",
    "metaData": {"recurring": True, "startTime": "04:00", "retention": {"type": "day", "value": 14}},
    "retentionOffset": 1209600000,
}

failures = 0


def call(name, make, holds=lambda told: True):
    """One line: what was called, and whether the client got what it should."""
    global failures
    told, why = None, None
    try:
        told = make()
        if not holds(told):
            why = f"answered {str(told)[:300]}"
    except (Exception, SystemExit) as error:
        why = f"{type(error).__name__}: {str(error).strip()[:300]}"
    if why is None:
        print(f"ok      {name}", flush=True)
    else:
        failures += 1
        print(f"FAILED  {name}: {why}", flush=True)
    return told


def refused(make, code):
    """Whether a call is refused with this code."""
    try:
        make()
    except Exception as error:
        return f"Error Code: {code}" in str(error)
    return False


def post(url, form):
    """A call without the client, for what it cannot do."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    body = urllib.parse.urlencode({**form, "f": "json"}).encode()
    with urllib.request.urlopen(url, body, context=context, timeout=600) as reply:
        return json.load(reply)


def succeeded(told):
    return told.get("status") == "success"


def is_administrator(gis):
    return (
        gis.users.me.username == USER
        and gis.properties.portalDeploymentType == "ArcGISEnterpriseOnKubernetes"
        and gis.admin is not None
    )


def token():
    form = {"username": USER, "password": PASSWORD, "client": "referer", "referer": "http", "expiration": 60}
    return post(f"{URL}/sharing/rest/generateToken", form)["token"]


def connect():
    return GIS(URL, token=token(), verify_cert=False)


def sign_in():
    """The three ways of signing in, and their refusals."""
    call("GIS(url, username, password)", lambda: GIS(URL, USER, PASSWORD, verify_cert=False), is_administrator)
    call(
        "GIS(url, username, password, use_gen_token=True)",
        lambda: GIS(URL, USER, PASSWORD, use_gen_token=True, verify_cert=False),
        is_administrator,
    )
    gis = call("GIS(url, token=...)", connect, is_administrator)

    def wrong(**how):
        try:
            GIS(URL, USER, "wrong", verify_cert=False, **how)
        except Exception as error:
            return str(error)
        return ""

    call("a wrong password, use_gen_token=True", lambda: wrong(use_gen_token=True), lambda why: "Invalid username or password" in why)
    return gis


def identity(gis):
    call("gis.version", lambda: gis.version, lambda version: version[0] == 2025)
    call("gis.properties.user.role", lambda: gis.properties.user.role, lambda role: role == "org_admin")
    call("gis.users.me.privileges", lambda: gis.users.me.privileges, lambda all: "portal:admin:manageSecurity" in all)
    call("gis.users.get(username)", lambda: gis.users.get("publisher").role, lambda role: role == "org_publisher")
    call("gis.admin.properties", lambda: gis.admin.properties, lambda root: root["fullVersion"].count(".") == 2)


def tasks(gis):
    manager = gis.admin.system.tasks
    call("tasks.properties", lambda: manager.properties, lambda list: list["total"] == 4 and list["nextStart"] == 0)
    call("tasks.task(id)", lambda: manager.task(SCHEDULE_2), lambda task: task["taskTitle"] == "schedule2")
    call("tasks.task(unknown)", lambda: refused(lambda: manager.task("0" * 32), 404), bool)
    call("tasks.enable_task(id)", lambda: manager.enable_task(SCHEDULE_2), succeeded)
    call("  it is active", lambda: manager.task(SCHEDULE_2), lambda task: task["active"] and task["taskState"] == "active")
    call("tasks.diable_task(id)", lambda: manager.diable_task(SCHEDULE_2), succeeded)
    call("  it is paused", lambda: manager.task(SCHEDULE_2)["taskState"], lambda state: state == "paused")

    day = datetime.now(timezone.utc) + timedelta(days=1)
    call(
        "tasks.edit_task(id, ...) of a backup",
        lambda: manager.edit_task(
            SCHEDULE_2, None, "30 22 ? * 2-6", "CreateBackup", occurences=-1, start_date=day,
            end_date=day + timedelta(days=30), title="weekdays", parameters=PARAMETERS,
        ),
        lambda task: isinstance(task, Task) and task.properties["taskTitle"] == "weekdays",
    )
    call(
        "  it is edited",
        lambda: manager.task(SCHEDULE_2),
        lambda task: task["cronExpression"] == "0 30 22 ? * 2-6"
        and task["startDate"] == int(day.timestamp() * 1000)
        and task["maxOccurrences"] == -1,
    )
    cleaner = manager.task(GP_CLEANER)
    call(
        "tasks.edit_task(id, ...) of a task of the system",
        lambda: manager.edit_task(GP_CLEANER, cleaner["itemId"], "15 * * * ?", "CleanGPJobs", title="gpCleanerTask"),
        lambda task: task.properties["cronExpression"] == "0 15 * * * ?",
    )
    call(
        "tasks.edit_task(id, ...) with a weekday of crontab",
        lambda: refused(lambda: manager.edit_task(GP_CLEANER, None, "0 0 ? * 0", "CleanGPJobs"), 400),
        bool,
    )
    call(
        "tasks.edit_task(id, cron='weekly'), which Quartz refuses",
        lambda: refused(lambda: manager.edit_task(GP_CLEANER, None, "weekly", "CleanGPJobs"), 400),
        bool,
    )

    generic = GenericTaskManager(url=manager._url, user=gis.users.me, gis=gis)
    made = call(
        "createTask, by the generic TaskManager.create",
        lambda: generic.create(None, "0 4 * * ?", "CreateBackup", occurences=-1, title="nightly", parameters=PARAMETERS),
        lambda task: task.properties["cronExpression"] == "0 0 4 * * ?",
    )
    call("Task.enable(False)", lambda: made.enable(False))
    call("  it is paused", lambda: manager.task(made.properties["id"])["active"], lambda active: active is False)
    call("Task.enable(True)", lambda: made.enable(True))
    other = generic.create(None, "0 4 ? * 7", "CreateBackup", title="other", parameters=PARAMETERS)
    call("Task.delete()", lambda: other.delete())
    other = generic.create(None, "0 4 ? * 7", "CreateBackup", title="other", parameters=PARAMETERS)
    call("tasks.delete_task(id)", lambda: manager.delete_task(other.properties["id"]), succeeded)
    call("  it is gone", lambda: refused(lambda: manager.task(other.properties["id"]), 404), bool)
    return made.properties["id"]


def runs(gis):
    manager = gis.admin.system.tasks
    list = call("tasks.runs(id)", lambda: manager.runs(SCHEDULE_1), lambda list: list["total"] == 114)
    newest = list["result"][0]
    run = newest["runId"]
    call("tasks.run(id, run_id)", lambda: manager.run(SCHEDULE_1, run), lambda told: told == newest)
    call("tasks.edit_run(id, run_id, status, results)", lambda: manager.edit_run(SCHEDULE_1, run, "failed", "By hand."), succeeded)
    call(
        "  it is edited",
        lambda: manager.run(SCHEDULE_1, run),
        lambda told: (told["status"], told["result"]) == ("failed", "By hand."),
    )
    call("tasks.delete_run(id, run_id)", lambda: manager.delete_run(SCHEDULE_1, run), succeeded)
    call("  it is gone", lambda: refused(lambda: manager.run(SCHEDULE_1, run), 404), bool)


def finished(manager):
    """Waits for the operation under way; nobody answers while the portal is restored."""
    for _ in range(600):
        state = manager.backup_status.get("state")
        if state in ("success", "completed_with_warnings", "failed"):
            return state
        time.sleep(0.1)
    return "not finished"


def recovery(gis):
    manager = gis.admin.system.recovery
    call("recovery.stores", lambda: manager.stores, lambda stores: len(stores) == 2)
    stores = call("recovery.backupstores.list()", lambda: manager.backupstores.list(), lambda stores: len(stores) == 2)
    call("recovery.backupstores.properties", lambda: manager.backupstores.properties["backupStores"], lambda all: all[0]["name"] == "default")
    call("BackupStore.properties", lambda: stores[0].properties["name"], lambda name: name == "default")
    call("BackupStore.validate()", lambda: stores[0].validate(), lambda told: told["isReady"] and succeeded(told))
    call("BackupStore.update(settings)", lambda: stores[0].update({"default": True, "supportBDSBackup": False}), bool)
    storage = {"storageClass": "backups", "size": "16Gi", "provisioningType": "DYNAMIC"}
    added = call(
        "recovery.register(name, credentials, root, storage_config)",
        lambda: manager.register("of-10-9", {"username": "u", "password": "p"}, "rootdir", storage),
        lambda store: "of-10-9" in store._url,
    )
    call("  it is listed", lambda: len(manager.stores), lambda n: n == 3)

    def broken():
        try:
            manager.backupstores.register("async", {"type": "HOSTED", "storageConfig": {**storage, "storageClass": "other"}}, False)
        except RuntimeError:
            pass
        return [store["name"] for store in manager.backupstores.properties["backupStores"]]

    call("recovery.backupstores.register(...), which the client sends and then breaks", broken, lambda names: "async" in names)
    call("BackupStore.delete()", lambda: added.delete(), bool)

    before = call("recovery.settings", lambda: manager.settings, lambda told: "stagingVolumeConfig" in told)

    def change():
        manager.settings = {"stagingVolumeConfig": storage, "timeoutInSeconds": 3600}
        return manager.settings

    call("recovery.settings = ...", change, lambda told: told["stagingVolumeConfig"]["size"] == "16Gi" and told != before)

    made = call("recovery.backup(name, store, passcode, description)", lambda: manager.backup("first", "default", PASSCODE, "of the referee"), lambda told: "jobid" in told and "jobsUrl" in told)
    call("recovery.backup_status", lambda: finished(manager), lambda state: state == "success")
    call("gis.admin.jobs.job(id)", lambda: gis.admin.jobs.job(made["jobid"]), lambda job: job["status"] == "COMPLETED")
    call("gis.admin.jobs.properties", lambda: gis.admin.jobs.properties["jobs"], lambda jobs: made["jobid"] in jobs)
    backups = call("recovery.backups", lambda: manager.backups, lambda all: any(b._url.endswith("/first") for b in all))
    first = next(b for b in backups if b._url.endswith("/first"))
    call("Backup.properties", lambda: first.properties["backupName"], lambda name: name == "first")
    call("Backup.validate()", lambda: first.validate(), lambda told: told["isReady"])
    call("Backup.restore(store, passcode), wrong passcode", lambda: refused(lambda: first.restore("default", "another passcode"), 400), bool)
    call("Backup.restore(store, passcode)", lambda: first.restore("default", PASSCODE), bool)
    call("  it is done", lambda: finished(manager), lambda state: state == "success")
    call("  it is still listed", lambda: manager.backups, lambda all: any(b._url.endswith("/first") for b in all))
    call("Backup.delete()", lambda: first.delete(), bool)
    call("  it is gone", lambda: manager.backups, lambda all: not any(b._url.endswith("/first") for b in all))


def a_night(task):
    """A schedule fires; sessions do not outlive the night."""
    origin = URL.rsplit("/", 1)[0]
    call("a day passes", lambda: post(f"{origin}/sandbox/clock", {"by": 86400}), lambda told: "now" in told)
    gis = connect()
    manager = gis.admin.system.tasks
    call(
        "tasks.runs(id) of the night",
        lambda: manager.runs(task)["result"],
        lambda runs: [run["status"] for run in runs] == ["succeeded"] and runs[0]["task"]["lastStart"] % 86_400_000 == 4 * 3_600_000,
    )
    call("recovery.backups has the backup of the night", lambda: gis.admin.system.recovery.backups, lambda all: any("/referee-" in b._url for b in all))


def refusals(gis):
    """What must not happen: the client repeats a call without its token when it is refused."""
    origin = URL.rsplit("/", 1)[0]
    manager = gis.admin.system.tasks
    post(f"{origin}/sandbox/end-sessions", {})

    def deleted():
        try:
            return manager.delete_task(SCHEDULE_1)
        except Exception as error:
            return str(error)

    call("tasks.delete_task(id) after the session ended", deleted, lambda told: "success" not in str(told))
    again = connect().admin.system.tasks
    call("  it is still there", lambda: again.task(SCHEDULE_1)["id"], lambda id: id == SCHEDULE_1)


gis = sign_in()
if gis is None:
    sys.exit(1)
identity(gis)
night = tasks(gis)
runs(gis)
recovery(gis)
a_night(night)
refusals(connect())
print(f"\n{failures} failed" if failures else "\neverything as Esri's client expects it")
sys.exit(1 if failures else 0)
