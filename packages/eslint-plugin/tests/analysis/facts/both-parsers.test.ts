import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseModule } from '../../../src/analysis/modules/parse-module.js';
import { moduleOf } from '../../support/parse.js';
import { summarise } from '../../support/summarise.js';

const root = join(import.meta.dirname, '../../..');

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    .map((path) => join(folder, path));
}

describe('facts of a file', () => {
  it.each([...sourcesIn('src'), ...sourcesIn('tests/fixtures')])(
    'of %s are the same from the tree of typescript-eslint and from that of oxc-parser',
    (path) => {
      const file = join(root, path);
      const text = readFileSync(file, 'utf8');
      const own = parseModule(file, text);
      if (!own) throw new Error(`${path} cannot be parsed.`);
      expect(summarise(moduleOf(text, file))).toEqual(summarise(own));
    },
  );

  it('count offsets in UTF-16 units, whatever the text holds', () => {
    const text = "// 𝒳 – ü\r\nexport const load = () => '𝒳' + query('é');\n";
    const own = parseModule('/project/a.ts', text);
    const call = own?.functions[1]?.calls[0];
    expect(text.slice(call?.start, call?.end)).toBe("query('é')");
    expect(own && summarise(own)).toEqual(summarise(moduleOf(text, '/project/a.ts')));
  });
});
