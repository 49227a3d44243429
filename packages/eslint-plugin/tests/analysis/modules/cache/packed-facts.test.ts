import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FALSE, LITERAL, NULL, TRUE, UNDEFINED } from '../../../../src/analysis/facts/expression.js';
import type { ModuleFacts } from '../../../../src/analysis/facts/module-facts.js';
import { NONE } from '../../../../src/analysis/facts/seal.js';
import { packFacts } from '../../../../src/analysis/modules/cache/pack-facts.js';
import { unpackFacts } from '../../../../src/analysis/modules/cache/unpack-facts.js';
import { parseModule } from '../../../../src/analysis/modules/parse-module.js';
import { moduleOf } from '../../../support/parse.js';

const packageRoot = join(import.meta.dirname, '../../../..');

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    .map((path) => join(packageRoot, folder, path));

const copyOf = (module: ModuleFacts): ModuleFacts => unpackFacts(packFacts(module));

const declared = (module: ModuleFacts, name: string) => module.bindings.get(name)?.sources[0]?.value;

describe('packed facts', () => {
  it.each(['src', 'tests/fixtures', 'tests/analysis', 'tests/rules'])(
    'are unpacked to what hangs together in the same way, for all files below %s',
    (folder) => {
      const modules = sourcesIn(folder).flatMap((file) => parseModule(file, readFileSync(file, 'utf8')) ?? []);
      expect(modules.length).toBeGreaterThan(15);
      for (const module of modules) expect(packFacts(copyOf(module)), module.file).toEqual(packFacts(module));
    },
  );

  it('go in circles', () => {
    const module = copyOf(moduleOf('export function load(id: number) { return load(id); }'));
    const [top, load] = module.functions;
    expect(load?.parent).toBe(top);
    expect(load?.module).toBe(module);
    expect(load?.calls[0]?.owner).toBe(load);
    expect(module.bindings.get('load')?.owner).toBe(top);
  });

  it.each([
    ['false', FALSE],
    ['true', TRUE],
    ['null', NULL],
    ['undefined', UNDEFINED],
    ['5', LITERAL],
  ])('keep %s the one that all files share', (code, shared) => {
    expect(declared(copyOf(moduleOf(`const value = ${code};`)), 'value')).toBe(shared);
  });

  it('keep empty lists the one that nobody can add to', () => {
    expect(copyOf(moduleOf('')).functions[0]?.calls).toBe(NONE);
  });

  it('keep texts to the letter', () => {
    const text = String.raw`'größe 🦆 \ud800 \0 "," \\ \u2028'`;
    const value = declared(moduleOf(`const value = ${text};`), 'value');
    expect(declared(copyOf(moduleOf(`const value = ${text};`)), 'value')).toEqual(value);
  });

  it('are unpacked from chains of any length', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `const n${index + 1} = n${index};`);
    const module = moduleOf(`const n0 = 0;${names.join('')}`);
    expect(copyOf(module).bindings.size).toBe(20_001);
  });

  it.each<[string, unknown, string]>([
    ['a fraction', 0.5, 'Facts hold a number that is no small integer.'],
    ['a large number', 2 ** 30, 'Facts hold a number that is no small integer.'],
    ['a function', () => 1, 'Facts hold a function.'],
    ['an object of a class', new Date(), 'Facts hold an object of a class.'],
    ['names of the code as keys', { 'a,b': 1 }, 'Facts hold an object with keys of the code.'],
  ])('cannot hold %s', (_, value, message) => {
    expect(() => packFacts({ ...moduleOf(''), stars: [value] } as never)).toThrow(message);
  });
});
