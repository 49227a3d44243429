import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { FactsCache, type FactsCacheOptions } from '../../../../src/analysis/modules/cache/facts-cache.js';
import { deleteOldEntries } from '../../../../src/analysis/modules/cache/old-entries.js';
import { packFacts } from '../../../../src/analysis/modules/cache/pack-facts.js';
import { moduleOf } from '../../../support/parse.js';
import { temporaryProject, writeIn } from '../../../support/temporary-project.js';

const module = moduleOf('export const one = (id: number) => id;', '/project/src/a.ts');
const other = moduleOf('export const two = 2;', '/project/src/a.ts');

function cacheIn(folder: string, options: Partial<FactsCacheOptions> = {}) {
  const tell = vi.fn<(problem: string) => void>();
  return { cache: new FactsCache({ folder, root: '/project', version: '1.0.0', tell, ...options }), tell };
}

const entriesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile());

/** A folder with one entry, and the path of that. */
function folderWithEntry() {
  const folder = temporaryProject({});
  cacheIn(folder).cache.write(module.file, 'digest', module);
  const [entry = ''] = entriesIn(folder);
  return { folder, entry };
}

/** A cache where a folder is in the way of the entries of some files. */
function cacheInTheWayOf(files: readonly string[]) {
  const elsewhere = temporaryProject({});
  const folder = temporaryProject({});
  for (const file of files) cacheIn(elsewhere).cache.write(file, 'digest', module);
  for (const entry of entriesIn(elsewhere)) mkdirSync(join(folder, relative(elsewhere, entry)), { recursive: true });
  return { folder, ...cacheIn(folder) };
}

const daysAgo = (count: number): Date => new Date(Date.now() - count * 24 * 60 * 60 * 1000);

const exportsOf = (found: ReturnType<FactsCache['read']>): string[] | undefined => found && [...found.exports.keys()];

describe('a cache of facts', () => {
  it('gives back what another one has written', () => {
    const { folder } = folderWithEntry();
    const found = cacheIn(folder).cache.read(module.file, 'digest');
    expect(found && packFacts(found)).toEqual(packFacts(module));
  });

  it.each<[string, string, string, Partial<FactsCacheOptions>]>([
    ['of another text', module.file, 'another digest', {}],
    ['of another file', '/project/src/b.ts', 'digest', {}],
    ['of another version', module.file, 'digest', { version: '1.0.1' }],
  ])('does not give back facts %s', (_, file, digest, options) => {
    const { cache, tell } = cacheIn(folderWithEntry().folder, options);
    expect(cache.read(file, digest)).toBeUndefined();
    expect(tell).not.toHaveBeenCalled();
  });

  it('gives back the facts of a project that has moved, under its new path', () => {
    const { folder } = folderWithEntry();
    const found = cacheIn(folder, { root: '/moved' }).cache.read('/moved/src/a.ts', 'digest');
    expect(found?.file).toBe('/moved/src/a.ts');
    expect(exportsOf(found)).toEqual(['one']);
  });

  it('keeps one entry for each file: that of its last text', () => {
    const { folder } = folderWithEntry();
    const { cache } = cacheIn(folder);
    cache.write(module.file, 'new digest', other);
    expect(entriesIn(folder)).toHaveLength(1);
    expect(exportsOf(cache.read(module.file, 'new digest'))).toEqual(['two']);
    expect(cache.read(module.file, 'digest')).toBeUndefined();
  });

  it('takes an entry that is cut off anywhere for none', () => {
    const { folder, entry } = folderWithEntry();
    const bytes = readFileSync(entry);
    const { cache, tell } = cacheIn(folder);
    for (let length = 0; length < bytes.length; length += 7) {
      writeFileSync(entry, bytes.subarray(0, length));
      expect(cache.read(module.file, 'digest')).toBeUndefined();
    }
    writeFileSync(entry, bytes);
    expect(exportsOf(cache.read(module.file, 'digest'))).toEqual(['one']);
    expect(tell).not.toHaveBeenCalled();
  });

  it('takes an entry with any other byte for none', () => {
    const { folder, entry } = folderWithEntry();
    const bytes = readFileSync(entry);
    const { cache } = cacheIn(folder);
    for (let at = 0; at < bytes.length; at += 5) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(entry, changed);
      expect(cache.read(module.file, 'digest')).toBeUndefined();
    }
  });

  it.each([
    ['text', 'no entry at all'],
    ['longer bytes', '\0'.repeat(5000)],
  ])('takes %s of others for none, and writes over it', (_, text) => {
    const { folder, entry } = folderWithEntry();
    writeFileSync(entry, text);
    const { cache } = cacheIn(folder);
    expect(cache.read(module.file, 'digest')).toBeUndefined();
    cache.write(module.file, 'digest', module);
    expect(exportsOf(cache.read(module.file, 'digest'))).toEqual(['one']);
  });

  it('tells once that entries cannot be read, and finds none', () => {
    const { entry } = folderWithEntry();
    // The parts of the folder are where a file is.
    const { cache, tell } = cacheIn(entry);
    for (let count = 0; count < 2; count++) expect(cache.read(module.file, 'digest')).toBeUndefined();
    expect(tell.mock.calls).toEqual([[expect.stringMatching(/^reading fails: ENOTDIR/)]]);
  });

  it('tells once that entries cannot be written, and tries no more', () => {
    const { entry } = folderWithEntry();
    const { cache, tell } = cacheIn(entry);
    for (let count = 0; count < 2; count++) cache.write(module.file, 'digest', module);
    expect(tell.mock.calls).toEqual([[expect.stringMatching(/^writing fails: ENOTDIR/)]]);
    rmSync(entry);
    cache.write(module.file, 'digest', module);
    expect(existsSync(entry)).toBe(false);
  });

  it('does not keep facts that are no data, and keeps the next', () => {
    const folder = temporaryProject({});
    const { cache, tell } = cacheIn(folder);
    cache.write('/project/src/b.ts', 'digest', { ...module, stars: new Set(['a']) } as never);
    expect(tell.mock.calls).toEqual([['writing fails: Facts hold an object of a class.']]);
    cache.write(module.file, 'digest', module);
    expect(exportsOf(cache.read(module.file, 'digest'))).toEqual(['one']);
  });

  it('leaves nothing unfinished behind', () => {
    const { folder, entry } = folderWithEntry();
    expect(entriesIn(folder)).toEqual([entry]);
    // A folder is in the way of the entry.
    const inTheWay = temporaryProject({});
    writeIn(inTheWay, join(entry.slice(folder.length + 1), 'file'), '');
    const { cache, tell } = cacheIn(inTheWay);
    cache.write(module.file, 'digest', module);
    expect(tell).toHaveBeenCalledOnce();
    expect(readdirSync(join(inTheWay, entry.slice(folder.length + 1), '..'))).toHaveLength(1);
  });

  it('writes on after its folder was deleted', () => {
    const { folder } = folderWithEntry();
    const { cache, tell } = cacheIn(folder);
    for (let count = 0; count < 2; count++) {
      cache.write(module.file, 'digest', module);
      rmSync(folder, { recursive: true });
    }
    cache.write(module.file, 'digest', module);
    expect(exportsOf(cache.read(module.file, 'digest'))).toEqual(['one']);
    expect(tell).not.toHaveBeenCalled();
  });

  it('writes other entries where one cannot be written', () => {
    const { folder, cache } = cacheInTheWayOf(['/project/src/a.ts']);
    cache.write('/project/src/a.ts', 'digest', module);
    cache.write('/project/src/b.ts', 'digest', module);
    expect(entriesIn(folder)).toHaveLength(1);
  });

  it.each([
    ['goes on after four entries in a row that cannot be written', 4, 1],
    ['gives up after five entries in a row that cannot be written', 5, 0],
  ])('%s', (_, count, written) => {
    const stuck = Array.from({ length: count }, (__, number) => `/project/src/stuck-${number}.ts`);
    const { folder, cache } = cacheInTheWayOf(stuck);
    for (const file of stuck) cache.write(file, 'digest', module);
    cache.write('/project/src/b.ts', 'digest', module);
    expect(entriesIn(folder)).toHaveLength(written);
  });

  it('counts failures in a row only', () => {
    const stuck = Array.from({ length: 8 }, (_, number) => `/project/src/stuck-${number}.ts`);
    const { folder, cache } = cacheInTheWayOf(stuck);
    for (const file of stuck) {
      cache.write(file, 'digest', module);
      cache.write(file.replace('stuck', 'free'), 'digest', module);
    }
    expect(entriesIn(folder)).toHaveLength(8);
  });

  describe('where it writes something new', () => {
    const name = 'a'.repeat(38);
    const unfinished = `${name}.${randomUUID()}`;

    it.each<[string, string, number, boolean]>([
      ['deletes an entry of 31 days', name, 31, false],
      ['deletes what was never finished, of 31 days', unfinished, 31, false],
      ['keeps an entry of 29 days', name, 29, true],
      ['keeps an old file with another name', 'seed.sql', 31, true],
      ['keeps an old file whose name only begins like an entry', `${name}.sql`, 31, true],
      ['keeps an old folder, even with the name of an entry', `${name}/file`, 31, true],
    ])('%s', (_, path, age, isKept) => {
      const { folder, entry } = folderWithEntry();
      const part = dirname(entry);
      writeIn(part, path, '');
      const top = join(part, path.split('/')[0] ?? '');
      for (const aged of new Set([join(part, path), top])) utimesSync(aged, daysAgo(age), daysAgo(age));
      const { cache, tell } = cacheIn(folder);
      cache.write(module.file, 'digest', module);
      expect(entriesIn(folder).sort()).toEqual([entry, ...(isKept ? [join(part, path)] : [])].sort());
      expect(tell).not.toHaveBeenCalled();
    });
  });

  it('keeps an entry that is still read', () => {
    const { folder, entry } = folderWithEntry();
    utimesSync(entry, daysAgo(31), daysAgo(31));
    cacheIn(folder).cache.read(module.file, 'digest');
    deleteOldEntries(dirname(entry), Date.now());
    expect(entriesIn(folder)).toEqual([entry]);
  });

  it.each<[string, string, number]>([
    ['was used within a day', 'digest', 0.5],
    ['is of another text', 'another digest', 3],
  ])('leaves the time of an entry that %s', (_, digest, age) => {
    const { folder, entry } = folderWithEntry();
    utimesSync(entry, daysAgo(age), daysAgo(age));
    const { mtimeMs } = statSync(entry);
    cacheIn(folder).cache.read(module.file, digest);
    expect(statSync(entry).mtimeMs).toBe(mtimeMs);
  });
});
