import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repositoryRoot } from './planted-tree.js';

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** Where Node would look for a package from another one's folder, nearest first. */
function placesOf(name: string, from: string): readonly string[] {
  const folders = from.split('/node_modules/').map((_, depth, parts) => parts.slice(0, parts.length - depth));
  return [...folders.map((parts) => `${parts.join('/node_modules/')}/node_modules/${name}`), `node_modules/${name}`];
}

/** npm leaves out a package for another platform that its registry does not have; `npm ci` then refuses the lock. */
function unlocked(packages: LockedPackages): readonly string[] {
  return Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !placesOf(name, path).some((place) => place in packages))
      .map((name) => `${path} needs ${name}`),
  );
}

describe('package-lock.json', () => {
  it('locks every package that another one names, those of other platforms too', () => {
    const lock = readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8');
    expect(unlocked((JSON.parse(lock) as { packages: LockedPackages }).packages)).toEqual([]);
  });

  it('would be caught with a package left out', () => {
    const packages = {
      'node_modules/a': { dependencies: { b: '1' }, optionalDependencies: { 'b-darwin': '1', c: '1' } },
      'node_modules/a/node_modules/b': {},
      'node_modules/c': {},
    };
    expect(unlocked(packages)).toEqual(['node_modules/a needs b-darwin']);
  });
});
