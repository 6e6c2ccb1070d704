import { open, rename, rm, type FileHandle } from 'node:fs/promises';

/** Under another name until all of it is on disk, so that nobody takes half a file for a whole one. */
export async function writeWhole<Result>(path: string, write: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w');
  try {
    const result = await write(file);
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    return result;
  } catch (fault) {
    await file.close();
    await rm(unfinished, { force: true });
    throw fault;
  }
}
