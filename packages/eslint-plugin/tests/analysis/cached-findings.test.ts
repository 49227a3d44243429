import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/analysis/engine.js';
import { FactsCache } from '../../src/analysis/modules/cache/facts-cache.js';
import { packFacts } from '../../src/analysis/modules/cache/pack-facts.js';
import { ModuleStore } from '../../src/analysis/modules/module-store.js';
import { parseModule } from '../../src/analysis/modules/parse-module.js';
import { NO_USER_FACTS } from '../../src/analysis/user-facts.js';
import { findingsIn } from '../support/findings.js';
import { moduleOf } from '../support/parse.js';
import { seededRandom, shuffled } from '../support/random.js';
import { temporaryProject, writeIn } from '../support/temporary-project.js';

const fixtures = join(import.meta.dirname, '../fixtures');
const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
  .map((path) => join(fixtures, path))
  .sort();

function storeWith(folder: string | undefined): ModuleStore {
  const store = new ModuleStore();
  if (folder !== undefined)
    store.cache = new FactsCache({ folder, root: fixtures, version: '1', tell: () => undefined });
  return store;
}

function findingsOf(store: ModuleStore, order: readonly string[] = files): Record<string, string[]> {
  const engine = new Engine(NO_USER_FACTS, store);
  const found = new Map(order.map((file) => [file, findingsIn(engine, file)]));
  return Object.fromEntries(files.map((file) => [file, found.get(file) ?? []]));
}

/** What is found in each file, in a process of its own each, as it were. */
const findingsApart = (folder: string | undefined): Record<string, string[]> =>
  Object.fromEntries(files.map((file) => [file, findingsIn(new Engine(NO_USER_FACTS, storeWith(folder)), file)]));

describe('findings', () => {
  const expected = findingsApart(undefined);

  it('are some', () => {
    expect(Object.values(expected).flat().length).toBeGreaterThan(10);
  });

  it('are the same with a cache, empty and filled, for each file in a process of its own', () => {
    const folder = temporaryProject({});
    expect(findingsApart(folder)).toEqual(expected);
    expect(findingsApart(folder)).toEqual(expected);
  });

  it.each([1, 2, 3])('are the same with a cache for all files of one process in random order %i', (seed) => {
    const folder = temporaryProject({});
    const order = shuffled(files, seededRandom(seed));
    expect(findingsOf(storeWith(folder), order)).toEqual(expected);
    expect(findingsOf(storeWith(folder), order.toReversed())).toEqual(expected);
  });

  it('leave the facts as they were collected', () => {
    const store = storeWith(undefined);
    files.forEach((file) => store.get(file));
    findingsOf(store);
    for (const file of files) {
      const module = store.get(file);
      const fresh = parseModule(file, readFileSync(file, 'utf8'));
      expect(module && packFacts(module), file).toEqual(fresh && packFacts(fresh));
    }
  });
});

describe('a store with a cache', () => {
  const ONE = 'export const one = 1;';
  const exportsOf = (store: ModuleStore, file: string) => [...(store.get(file)?.exports.keys() ?? [])];

  it('parses a file that no store before has parsed, and no other', () => {
    const folder = temporaryProject({});
    const root = temporaryProject({ 'a.ts': ONE, 'b.ts': 'export const two = 2;' });
    const first = storeWith(folder);
    first.get(join(root, 'a.ts'));
    expect(first.counts).toEqual({ parsed: 1, recalled: 0 });
    const second = storeWith(folder);
    expect(exportsOf(second, join(root, 'a.ts'))).toEqual(['one']);
    expect(exportsOf(second, join(root, 'b.ts'))).toEqual(['two']);
    expect(second.counts).toEqual({ parsed: 1, recalled: 1 });
  });

  it('parses a file again that was written within the same moment, with as many characters', () => {
    const folder = temporaryProject({});
    const root = temporaryProject({ 'a.ts': ONE });
    storeWith(folder).get(join(root, 'a.ts'));
    writeIn(root, 'a.ts', 'export const two = 1;');
    expect(exportsOf(storeWith(folder), join(root, 'a.ts'))).toEqual(['two']);
  });

  it('keeps nothing of a text that is being linted', () => {
    const folder = temporaryProject({});
    const file = join(temporaryProject({ 'a.ts': ONE }), 'a.ts');
    storeWith(folder).put(file, 'export const typed = 1;', () => moduleOf('export const typed = 1;', file));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('parses what is not read from a cache that cannot be read', () => {
    const root = temporaryProject({ 'a.ts': ONE });
    const store = storeWith(join(root, 'a.ts'));
    expect(exportsOf(store, join(root, 'a.ts'))).toEqual(['one']);
  });
});
