import { readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { FactsCache, type FactsCacheOptions } from '../../../../src/analysis/modules/cache/facts-cache.js';
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
    expect(tell.mock.calls).toEqual([[expect.stringMatching(/^writing fails: E/)]]);
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

  it('deletes what was written more than 30 days ago where it writes something new', () => {
    const { folder, entry } = folderWithEntry();
    const days = (count: number): Date => new Date(Date.now() - count * 24 * 60 * 60 * 1000);
    const beside = (name: string, age: number): string => {
      writeIn(dirname(entry), name, '');
      utimesSync(join(dirname(entry), name), days(age), days(age));
      return join(dirname(entry), name);
    };
    beside('old', 31);
    const recent = beside('recent', 29);
    cacheIn(folder).cache.write(module.file, 'digest', module);
    expect(entriesIn(folder).sort()).toEqual([entry, recent].sort());
  });
});
