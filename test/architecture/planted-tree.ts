import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '../..');

/** A throw-away tree with this repository's packages and settings, and sources that break its rules on purpose. */
export class PlantedTree {
  private constructor(private readonly root: string) {}

  static async plant(sources: ReadonlyMap<string, string>): Promise<PlantedTree> {
    const tree = new PlantedTree(await mkdtemp(join(tmpdir(), 'planted-')));
    await symlink(join(repositoryRoot, 'node_modules'), join(tree.root, 'node_modules'), 'junction');
    for (const setting of ['package.json', 'tsconfig.json', '.dependency-cruiser.resolve.mjs']) {
      await cp(join(repositoryRoot, setting), join(tree.root, setting));
    }
    for (const [path, source] of sources) {
      await mkdir(dirname(join(tree.root, path)), { recursive: true });
      await writeFile(join(tree.root, path), source);
    }
    return tree;
  }

  /** Runs a tool of this repository on the tree and returns its JSON report, whatever its exit status. */
  async report(tool: string, args: readonly string[]): Promise<unknown> {
    const entry = join(repositoryRoot, 'node_modules', tool);
    const options = { cwd: this.root, maxBuffer: 64 * 1024 * 1024 };
    const output = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [entry, ...args], options, (_error, stdout, stderr) => {
        if (stdout === '') reject(new Error(stderr));
        else resolve(stdout);
      });
    });
    return JSON.parse(output);
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true });
  }
}
