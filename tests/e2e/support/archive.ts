import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { blocks, follow } from "./guide.ts";
import { need } from "./need.ts";

/** The archive, unpacked as docs/hosting.md says, in a folder of its own. */
export class Archive {
  private constructor(
    /** There is room for more in it. */
    readonly folder: string,
    /** What was in the archive. */
    readonly inside: string,
  ) {}

  static async unpack(): Promise<Archive> {
    const made = need("PORTAL_ARCHIVE");
    const name = basename(made);
    const folder = await mkdtemp(join(tmpdir(), "portal-archive-"));
    // nginx reads as a user of its own.
    await chmod(folder, 0o755);
    await cp(made, join(folder, name));
    await cp(`${made}.sha256`, join(folder, `${name}.sha256`));
    const [unpack] = await blocks("Hosting Portal Tasks");
    follow(unpack, folder);
    return new Archive(folder, join(folder, name.replace(/\.tar\.gz$/, "")));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
