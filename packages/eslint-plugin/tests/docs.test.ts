import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.js';
import { orms } from '../src/orms/known-orms.js';
import { codeBlocks } from './support/markdown.js';

const packageRoot = join(import.meta.dirname, '..');
const folder = join(packageRoot, 'docs/rules');
const rules = Object.keys(plugin.rules);

const pageOf = (rule: string) => readFileSync(join(folder, `${rule}.md`), 'utf8');

/** The rules that report something in `code`, with all of them on. */
function reportersOf(code: string): string[] {
  const messages = new Linter({ cwd: packageRoot }).verify(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser },
        plugins: { '@flatquery': plugin },
        rules: Object.fromEntries(rules.map((rule) => [`@flatquery/${rule}`, 'error'])),
      },
    ],
    { filename: 'docs/example.ts' },
  );
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}

describe('the README', () => {
  it('keeps the rows of each table together', () => {
    const lines = readFileSync(join(packageRoot, 'README.md'), 'utf8').split('\n');
    const heads = lines.filter((line, at) => line.startsWith('|') && lines[at - 1]?.startsWith('|') !== true);
    expect(heads.filter((head) => !/^\|[ :|-]+\|$/.test(lines[lines.indexOf(head) + 1] ?? ''))).toEqual([]);
  });

  it.each(orms.map(({ name }) => name))('lists %s', (name) => {
    expect(readFileSync(join(packageRoot, 'README.md'), 'utf8')).toMatch(new RegExp(`^\\| .*${name}`, 'm'));
  });
});

describe('the pages of the rules', () => {
  it('are one for each rule', () => {
    expect(readdirSync(folder).sort()).toEqual(rules.map((rule) => `${rule}.md`).sort());
  });

  it.each(rules)('are where the documentation URL of %s leads', (rule) => {
    const path = `packages/eslint-plugin/docs/rules/${rule}.md`;
    expect(plugin.rules[rule]?.meta?.docs?.url).toBe(`https://github.com/flatquery/flatquery/blob/main/${path}`);
    expect(existsSync(join(packageRoot, '../..', path))).toBe(true);
  });
});

describe.each(rules)('the page of %s', (rule) => {
  const page = pageOf(rule);
  const blocks = codeBlocks(page).filter(({ language }) => language === 'ts');

  it('has its sections in this order', () => {
    expect(page).toMatch(new RegExp(`^# @flatquery/${rule}\n`));
    expect([...page.matchAll(/^## (.*)$/gm)].map((match) => match[1])).toEqual([
      'Rule details',
      'Options',
      'Limitations',
      'When not to use it',
      'Further reading',
    ]);
  });

  it('says why in two sentences', () => {
    const [, why = ''] = /<!-- end auto-generated rule header -->\n\n(.*)\n/.exec(page) ?? [];
    expect(why.match(/\.(?: |$)/g)).toHaveLength(2);
  });

  it('shows code that is reported and code that is not', () => {
    const marks = new Set(blocks.map(({ lead }) => lead.charAt(0)));
    expect(marks).toEqual(new Set(['❌', '✅']));
  });

  it.each(blocks.map(({ lead, code }) => ({ lead, code })))('is right about the block “$lead”', ({ lead, code }) => {
    expect(reportersOf(code)).toEqual(lead.startsWith('❌') ? [`@flatquery/${rule}`] : []);
  });

  it('links to pages and sections that exist', () => {
    for (const [, target = ''] of page.matchAll(/\]\((\.[^)]*)\)/g)) {
      const [path = '', section] = target.split('#');
      const file = join(dirname(join(folder, rule)), path);
      expect(existsSync(file)).toBe(true);
      if (section !== undefined) expect(readFileSync(file, 'utf8').toLowerCase()).toContain(`## ${section}\n`);
    }
  });
});
