import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModuleStore } from '../../../src/analysis/modules/module-store.js';
import { Project } from '../../../src/analysis/modules/project.js';
import { Resolver } from '../../../src/analysis/modules/resolver.js';
import { sqlText } from '../../../src/analysis/reach/sql-text.js';
import { NO_USER_FACTS } from '../../../src/analysis/user-facts.js';
import { Evaluator } from '../../../src/analysis/values/evaluator.js';
import { moduleOf } from '../../support/parse.js';

const file = join(import.meta.dirname, '../../fixtures/project/case.ts');

/** The text of the first argument of the last call in `code`. */
function textIn(code: string): string | undefined {
  const evaluator = new Evaluator(new Project(new ModuleStore(), new Resolver()), NO_USER_FACTS);
  return sqlText(moduleOf(code, file).functions[0]?.calls.at(-1)?.args[0], undefined, evaluator);
}

describe('sqlText', () => {
  it.each([
    ['a string', "query('DELETE FROM tag')", 'DELETE FROM tag'],
    ['a template', 'query(`DELETE FROM ${table} WHERE true`)', 'DELETE FROM  ?  WHERE true'],
    ['a tag', 'query(sql`DELETE FROM tag`)', 'DELETE FROM tag'],
    ['a sum', "query('DELETE FROM ' + table)", 'DELETE FROM '],
    ['a sum of several parts', "query('DELETE ' + 'FROM ' + table)", 'DELETE '],
    ['a constant', "const text = 'DELETE FROM tag'; query(text)", 'DELETE FROM tag'],
    ['a constant of a constant', "const a = 'DELETE FROM tag'; const b = a; query(b)", 'DELETE FROM tag'],
    ['a query object', "query({ text: 'DELETE FROM tag', values: [] })", 'DELETE FROM tag'],
    ['a query object of libSQL', "query({ sql: 'DELETE FROM tag', args: [] })", 'DELETE FROM tag'],
    ['a constant query object', "const gone = { text: 'DELETE FROM tag' }; query(gone)", 'DELETE FROM tag'],
    ['a cast', "query('DELETE FROM tag' as string)", 'DELETE FROM tag'],
    ['a member', "const sql = { gone: 'DELETE FROM tag' }; query(sql.gone)", 'DELETE FROM tag'],
    ['a static member', "class Sql { static readonly gone = 'DELETE FROM tag'; } query(Sql.gone)", 'DELETE FROM tag'],
    [
      'an imported constant',
      "import { DELETE_TAG } from './sql.js'; query(DELETE_TAG)",
      'DELETE FROM tag WHERE id = $1',
    ],
    [
      'an imported namespace',
      "import * as sql from './sql.js'; query(sql.DELETE_TAG)",
      'DELETE FROM tag WHERE id = $1',
    ],
    [
      'an imported member',
      "import { statements } from './sql.js'; query(statements.remove)",
      'DELETE FROM tag WHERE id = $1',
    ],
  ])('reads %s', (_form, code, text) => {
    expect(textIn(code)).toBe(text);
  });

  it.each([
    ['what nothing tells', 'query(sql)'],
    ['the result of a call', 'query(build())'],
    ['a name that is given several values', "let text = 'DELETE FROM tag'; text = other; query(text)"],
    ['a name that stands for itself', 'const a = b; const b = a; query(a)'],
    ['a call without arguments', 'query()'],
  ])('knows nothing of %s', (_form, code) => {
    expect(textIn(code)).toBeUndefined();
  });
});
