import { rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ModuleStore } from '../../../src/analysis/modules/module-store.js';
import { moduleOf } from '../../support/parse.js';
import { temporaryProject, writeIn } from '../../support/temporary-project.js';

const exportsOf = (store: ModuleStore, file: string) => [...(store.get(file)?.exports.keys() ?? [])];

/** A store with a clock that stands still until it is moved. */
function storeWithClock() {
  let now = 0;
  const store = new ModuleStore(() => now);
  return { store, pass: (durationMs: number) => (now += durationMs) };
}

describe('a store of modules', () => {
  it('reads a file once', () => {
    const { store } = storeWithClock();
    const root = temporaryProject({ 'a.ts': 'export const one = 1;' });
    const first = store.get(join(root, 'a.ts'));
    writeIn(root, 'a.ts', 'export const two = 2;');
    expect(store.get(join(root, 'a.ts'))).toBe(first);
  });

  it('sees a file that has changed once nobody has asked for half a second', () => {
    const { store, pass } = storeWithClock();
    const root = temporaryProject({ 'a.ts': 'export const one = 1;' });
    const file = join(root, 'a.ts');
    expect(exportsOf(store, file)).toEqual(['one']);
    writeIn(root, 'a.ts', 'export const changed = 2;');
    for (let count = 0; count < 2; count++) {
      pass(499);
      store.refresh();
      expect(exportsOf(store, file)).toEqual(['one']);
    }
    pass(500);
    store.refresh();
    expect(exportsOf(store, file)).toEqual(['changed']);
    expect(store.generation).toBe(1);
  });

  it('sees a file that has changed after ten seconds of questions without a break', () => {
    const { store, pass } = storeWithClock();
    const root = temporaryProject({ 'a.ts': 'export const one = 1;' });
    const file = join(root, 'a.ts');
    expect(exportsOf(store, file)).toEqual(['one']);
    writeIn(root, 'a.ts', 'export const changed = 2;');
    for (let count = 0; count < 24; count++) {
      pass(400);
      store.refresh();
    }
    expect(exportsOf(store, file)).toEqual(['one']);
    pass(400);
    store.refresh();
    expect(exportsOf(store, file)).toEqual(['changed']);
  });

  it('sees a change that keeps the length', () => {
    const { store, pass } = storeWithClock();
    const root = temporaryProject({ 'a.ts': 'export const one = 1;' });
    const file = join(root, 'a.ts');
    expect(exportsOf(store, file)).toEqual(['one']);
    const { mtimeMs } = statSync(file);
    writeIn(root, 'a.ts', 'export const two = 2;');
    utimesSync(file, new Date(), new Date(mtimeMs + 5000));
    pass(500);
    store.refresh();
    expect(exportsOf(store, file)).toEqual(['two']);
  });

  it('rests longer after a look that took long', () => {
    const { store, pass } = storeWithClock();
    const root = temporaryProject({ 'a.ts': 'export const one = 1;' });
    const file = join(root, 'a.ts');
    expect(exportsOf(store, file)).toEqual(['one']);
    pass(500);
    // The look at all files begins, and ends 100 ms later.
    vi.spyOn(store, 'now').mockReturnValueOnce(500).mockReturnValueOnce(600);
    store.refresh();
    writeIn(root, 'a.ts', 'export const changed = 2;');
    pass(100 + 1_999);
    store.refresh();
    expect(exportsOf(store, file)).toEqual(['one']);
    pass(500);
    store.refresh();
    expect(exportsOf(store, file)).toEqual(['changed']);
  });

  it('keeps what has not changed', () => {
    const { store, pass } = storeWithClock();
    const root = temporaryProject({ 'a.ts': 'export const one = 1;' });
    const first = store.get(join(root, 'a.ts'));
    pass(10_000);
    store.refresh();
    expect(store.get(join(root, 'a.ts'))).toBe(first);
    expect(store.generation).toBe(0);
  });

  it('forgets a file that is gone, and finds one that has come', () => {
    const { store, pass } = storeWithClock();
    const root = temporaryProject({ 'a.ts': 'export const one = 1;' });
    expect(exportsOf(store, join(root, 'a.ts'))).toEqual(['one']);
    expect(store.get(join(root, 'b.ts'))).toBeUndefined();
    rmSync(join(root, 'a.ts'));
    writeIn(root, 'b.ts', 'export const two = 2;');
    pass(500);
    store.refresh();
    expect(store.get(join(root, 'a.ts'))).toBeUndefined();
    expect(exportsOf(store, join(root, 'b.ts'))).toEqual(['two']);
  });

  it('takes the text that is being linted over the one on disk', () => {
    const { store } = storeWithClock();
    const root = temporaryProject({ 'a.ts': 'export const saved = 1;' });
    const file = join(root, 'a.ts');
    expect(exportsOf(store, file)).toEqual(['saved']);
    const text = 'export const typed = 1;';
    store.put(file, text, () => moduleOf(text, file));
    expect(exportsOf(store, file)).toEqual(['typed']);
    expect(store.generation).toBe(1);
  });

  it('does not collect a file again whose text it knows', () => {
    const { store } = storeWithClock();
    const text = 'export const one = 1;';
    const root = temporaryProject({ 'a.ts': text });
    const known = store.get(join(root, 'a.ts'));
    const collect = vi.fn(() => moduleOf(text));
    expect(store.put(join(root, 'a.ts'), text, collect)).toBe(known);
    expect(collect).not.toHaveBeenCalled();
    expect(store.generation).toBe(0);
  });

  it('collects a file again whose text differs in one character', () => {
    const { store } = storeWithClock();
    const file = join(temporaryProject({ 'a.ts': 'export const one = 1;' }), 'a.ts');
    expect(exportsOf(store, file)).toEqual(['one']);
    const text = 'export const two = 1;';
    store.put(file, text, () => moduleOf(text, file));
    expect(exportsOf(store, file)).toEqual(['two']);
  });

  it('is not told apart by a byte order mark', () => {
    const { store } = storeWithClock();
    const root = temporaryProject({ 'a.ts': '\uFEFFexport const one = 1;' });
    const known = store.get(join(root, 'a.ts'));
    expect(store.put(join(root, 'a.ts'), 'export const one = 1;', () => moduleOf(''))).toBe(known);
  });

  it.each([
    ['that is not there', {}],
    ['that cannot be parsed', { 'a.ts': ')))' }],
    ['of more than a million characters', { 'a.ts': `export const one = '${'x'.repeat(1_000_000)}';` }],
    ['that is a folder', { 'a.ts/b.ts': '' }],
  ])('knows nothing of a file %s', (_what, files) => {
    const { store } = storeWithClock();
    const root = temporaryProject(files);
    expect(store.get(join(root, 'a.ts'))).toBeUndefined();
  });

  it.each<[string, string, boolean, string?]>([
    ['that holds the name', 'export const wanted = 1;', true],
    ['that passes on all of another', "export * from './b.js';", true],
    ['in CommonJS', 'module.exports = require("./b.js");', true],
    ['that is what it exports', 'export = whole;', true],
    ['with the name in braces', "import { wanted } from './b.js';\nexport { other, wanted };", true],
    ['with the name behind another', 'const a = 1;\nexport type { other as wanted };', true],
    ['with a generator', 'export function* wanted() {}', true],
    ['with an enum', 'export declare const enum wanted {}', true],
    ['with an abstract class', 'export abstract class wanted {}', true],
    ['with a comment in between', 'export class /* { */ wanted {}', true],
    ['with a second constant', 'export const other = 1,\n  wanted: number = 2;', true],
    ['with a pattern', 'export const { other: [wanted] } = all;', true],
    ['with a variable', 'export let other, wanted;', true],
    ['with letters of other scripts', 'export const größe = 1;', true, 'größe'],
    ['without the name', 'export const other = 1;', false],
    ['that imports the name', "import { wanted } from './b.js';\nexport const other = wanted();", false],
  ])('asks a file %s for an export by its text', (_, text, mayExport, name = 'wanted') => {
    const { store } = storeWithClock();
    const root = temporaryProject({ 'a.ts': text });
    expect(store.mayExport(join(root, 'a.ts'), name)).toBe(mayExport);
  });

  it('keeps what was learnt when a file is linted of which only the text was looked at', () => {
    const { store } = storeWithClock();
    const text = 'export const one = 1;';
    const file = join(temporaryProject({ 'a.ts': text }), 'a.ts');
    store.mayExport(file, 'one');
    store.put(file, text, () => moduleOf(text));
    expect(store.generation).toBe(0);
  });
});
