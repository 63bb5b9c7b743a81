// nginx as deploy/kubernetes runs it. Of nginx only.
import { expect, test } from "../support/fixtures.ts";
import { Front } from "../support/front.ts";
import { need } from "../support/need.ts";

/**
 * A file system that cannot be written to but for one folder, and the user of the manifest without any right. As in a
 * cluster that folder is root's, everybody may write into it, and the one that `start` makes lies within.
 */
const CONTAINER = `set -e
mount --make-rprivate /
mount -t tmpfs -o mode=0777,size=16m tmpfs "$(dirname "$PORTAL_TASKS_RUN")"
mount -o remount,bind,ro /
exec setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"`;

test("nginx starts and serves as a user without rights, with one folder to write in", async () => {
  test.skip(!process.env.IS_ROOT, "only root can take the file system away");
  const within = ["unshare", "--mount", "sh", "-c", CONTAINER, "container"];
  const front = await Front.start("nginx", new URL("http://127.0.0.1:9/gis/"), need("PORTAL_APP"), { within });
  try {
    for (const path of ["", "config.json"]) expect((await fetch(front.app + path)).status, path).toBe(200);
  } finally {
    await front.stop();
  }
});
