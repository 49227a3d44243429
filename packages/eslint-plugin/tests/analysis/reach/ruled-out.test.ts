import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const TAGS = `
import { Pool } from 'pg';
const pool = new Pool();
interface Options { full?: boolean; signed?: number; inner?: { full?: boolean } }
const load = (id: number) => pool.query('SELECT * FROM tag WHERE id = $1', [id]);
`;

/** How many findings there are where `call` is made for each id, of `tagOf`, which is `declaration`. */
function count(declaration: string, call: string): number {
  const code = `${TAGS}
${declaration}
export async function list(ids: number[], full: boolean, options: Options) {
  for (const id of ids) await ${call};
}`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts')).length;
}

const IF_FULL = 'async function tagOf(id: number, full?: boolean) { if (full) await load(id); return id; }';
const UNLESS_FULL = 'async function tagOf(id: number, full = true) { if (!full) return id; return load(id); }';
const OPTIONS =
  'async function tagOf(id: number, options: Options = {}) { return options.full ? load(id) : undefined; }';
const PATTERN =
  'async function tagOf(id: number, { full = true, signed }: Options) { return full ? load(id) : undefined; }';
const INNER = 'async function tagOf(id: number, options?: Options) { return options?.inner?.full && load(id); }';
const HANDED_ON = `${OPTIONS.replace('tagOf', 'inner')}
async function tagOf(id: number, full?: boolean) { return inner(id, full ? { full: true } : undefined); }`;
const IN_A_CALLBACK = `async function tagOf(id: number, full?: boolean) {
  return full ? Promise.all([id].map((one) => load(one))) : undefined;
}`;
const EITHER =
  'async function tagOf(id: number, full?: boolean, signed?: boolean) { if (full || signed) await load(id); }';
const BOTH =
  'async function tagOf(id: number, full?: boolean, signed?: boolean) { if (full && signed) await load(id); }';
const IF_NAMED = 'async function tagOf(id: number, name?: string) { if (name) await load(id); }';
const UNLESS_EITHER =
  'async function tagOf(id: number, full?: boolean, signed?: boolean) { if (full || signed) return id; return load(id); }';
const IN_AN_OTHER =
  'async function tagOf(id: number, full?: boolean) { if (full) { if (id > 1) await load(id); } return id; }';
const UNLESS_NULL =
  'async function tagOf(id: number, full?: boolean | null) { if (full === null) return id; return load(id); }';
const IN_A_FUNCTION = `async function tagOf(id: number, full?: boolean) {
  const go = () => (full ? load(id) : undefined);
  return go();
}`;
const UNLESS_GIVEN =
  'async function tagOf(id: number, full?: boolean) { const all = full ?? true; if (all) return id; return load(id); }';
const WRAPPED = `${IF_FULL.replace('tagOf', 'inner')}
const tagOf = inner.bind(undefined, 1) as (id: boolean) => Promise<unknown>;`;
const PUT_TOGETHER = `${OPTIONS.replace('tagOf', 'inner')}
async function tagOf(id: number, full?: boolean) { return inner(id, { full }); }`;
const FALLBACK = 'async function tagOf(id: number, known?: object) { return known ?? (await load(id)); }';

describe('a query that the arguments of a call rule out is not one of that call:', () => {
  it.each([
    ['an argument is left out', IF_FULL, 'tagOf(id)'],
    ['an argument is undefined', IF_FULL, 'tagOf(id, undefined)'],
    ['an argument is false', IF_FULL, 'tagOf(id, false)'],
    ['an argument is false, which ends the function before', UNLESS_FULL, 'tagOf(id, false)'],
    ['an option is left out together with the others', OPTIONS, 'tagOf(id)'],
    ['an option is left out', OPTIONS, 'tagOf(id, { signed: 1 })'],
    ['an option is false', OPTIONS, 'tagOf(id, { full: false })'],
    ['an option that a pattern takes is false', PATTERN, 'tagOf(id, { full: false })'],
    ['an option of an option is left out', INNER, 'tagOf(id, { inner: {} })'],
    ['what the function hands on depends on what is left out', HANDED_ON, 'tagOf(id)'],
    ['the query is in a callback', IN_A_CALLBACK, 'tagOf(id)'],
    ['one of two conditions fails', BOTH, 'tagOf(id, full)'],
    ['both of two conditions fail', EITHER, 'tagOf(id, false)'],
    ['a fallback is not needed', FALLBACK, 'tagOf(id, { id })'],
    ['a text is empty', IF_NAMED, "tagOf(id, '')"],
    ['one of two conditions ends the function before', UNLESS_EITHER, 'tagOf(id, true, full)'],
    ['a condition around another one fails', IN_AN_OTHER, 'tagOf(id)'],
    ['an argument is null', IF_FULL, 'tagOf(id, null)'],
    ['an argument is false, and others after it are spread', IF_FULL, 'tagOf(id, false, ...[full])'],
    ['a function in the function looks at what is left out', IN_A_FUNCTION, 'tagOf(id)'],
    ['what stands in for an argument ends the function before', UNLESS_GIVEN, 'tagOf(id)'],
    ['the options of an option are null', INNER, 'tagOf(id, null)'],
    ['options have a name', `${OPTIONS}\nconst given: Options = { full: false };`, 'tagOf(id, given)'],
    [
      'options have a name, and are read elsewhere',
      `${OPTIONS}\nconst given: Options = { full: false };\nexport const read = () => { const { signed } = given; return given.full ?? signed; };`,
      'tagOf(id, given)',
    ],
    [
      'options have a name, and are handed on',
      `${OPTIONS.replace('tagOf', 'inner')}\nconst tagOf = (id: number, options: Options) => inner(id, options);\nconst given: Options = {};`,
      'tagOf(id, given)',
    ],
  ])('%s', (_why, declaration, call) => {
    expect(count(declaration, call)).toBe(0);
  });
});

describe('a query that the arguments of a call let pass, or leave open, is one of that call:', () => {
  it.each([
    ['an argument is true', IF_FULL, 'tagOf(id, true)'],
    ['an argument is not known', IF_FULL, 'tagOf(id, full)'],
    ['arguments are spread', IF_FULL, 'tagOf(...([id, full] as const))'],
    ['an argument is left out that is true by default', UNLESS_FULL, 'tagOf(id)'],
    ['an option is true', OPTIONS, 'tagOf(id, { full: true })'],
    ['options are not known', OPTIONS, 'tagOf(id, options)'],
    ['options are spread', OPTIONS, 'tagOf(id, { ...options })'],
    ['an option that a pattern takes is true by default', PATTERN, 'tagOf(id, {})'],
    ['an option of an option is true', INNER, 'tagOf(id, { inner: { full: true } })'],
    ['what the function hands on depends on what is true', HANDED_ON, 'tagOf(id, true)'],
    ['the query is in a callback', IN_A_CALLBACK, 'tagOf(id, true)'],
    ['one of two conditions is enough', EITHER, 'tagOf(id, false, full)'],
    ['a fallback is needed', FALLBACK, 'tagOf(id)'],
    [
      'the parameter is given another value',
      'async function tagOf(id: number, full?: boolean) { full = id > 1; if (full) await load(id); }',
      'tagOf(id)',
    ],
    [
      'the option is given another value',
      'async function tagOf(id: number, options: Options = {}) { options.full = id > 1; if (options.full) await load(id); }',
      'tagOf(id)',
    ],
    ['a wrapper adds an argument', WRAPPED, 'tagOf(id > 1)'],
    ['a text is not empty', IF_NAMED, "tagOf(id, 'new')"],
    ['one of two conditions does not end the function before', UNLESS_EITHER, 'tagOf(id, false, full)'],
    ['a condition around another one holds', IN_AN_OTHER, 'tagOf(id, true)'],
    ['undefined does not end the function before, as null would', UNLESS_NULL, 'tagOf(id)'],
    ['a function in the function looks at what is true', IN_A_FUNCTION, 'tagOf(id, true)'],
    ['nothing stands in for what is false', UNLESS_GIVEN, 'tagOf(id, false)'],
    ['the key of an option is not known', OPTIONS, "tagOf(id, { [id > 1 ? 'full' : 'signed']: 1 })"],
    [
      'a parameter takes what is left',
      'async function tagOf(id: number, ...more: number[]) { if (more) await load(id); }',
      'tagOf(id)',
    ],
    [
      'all options have a default',
      'async function tagOf(id: number, { full }: Options = { full: true }) { if (full) await load(id); }',
      'tagOf(id)',
    ],
    [
      'a name is added to',
      "async function tagOf(id: number) { let name = ''; name += `#${id}`; if (name) await load(id); }",
      'tagOf(id)',
    ],
    ['undefined is not null', IF_FULL.replace('if (full)', 'if (full !== null)'), 'tagOf(id)'],
  ])('%s', (_why, declaration, call) => {
    expect(count(declaration, call)).toBe(1);
  });

  it.each([
    ['false and undefined', UNLESS_FULL, 'tagOf(id, false)', 'tagOf(id, undefined)'],
    ['null and undefined', UNLESS_FULL, 'tagOf(id, null)', 'tagOf(id, undefined)'],
    ['an argument that is left out and one that a wrapper adds', WRAPPED, 'inner(id)', 'tagOf(id > 1)'],
    ['objects that a function puts together', PUT_TOGETHER, 'tagOf(id, false)', 'tagOf(id, true)'],
  ])('whichever call is looked at first: %s', (_what, declaration, without, having) => {
    const of = (first: string, second: string): number => count(declaration, `Promise.all([${first}, ${second}])`);
    expect([of(without, without), of(without, having), of(having, without)]).toEqual([0, 1, 1]);
  });

  const named = (line: string): string => `${OPTIONS}\nconst given: Options = { full: false };\n${line}`;

  it.each([
    ['is handed to someone who may change it', named('Object.assign(given, JSON.parse(String(process.argv[2])));')],
    [
      'is handed to a function that is not followed',
      named('declare function configure(o: object): void;\nconfigure(given);'),
    ],
    ['gets another value for the option', named('export function setUp() { given.full = true; }')],
    ['gets another value for an option by its key', named("export function setUp(key: 'full') { given[key] = true; }")],
    ['has another name as well', named('const same = given;\nsame.full = true;')],
    ['is part of another object', named('export const all = { given };')],
    ['is counted up', `${OPTIONS}\nconst given: any = { full: false };\nexport const setUp = () => given.full++;`],
    ['changes itself', `${OPTIONS}\nconst given = { full: false, setUp() { this.full = true; } };\ngiven.setUp();`],
    ['can be changed by other files', named('export { given };')],
    ['can be changed by other files, as it is declared', `${OPTIONS}\nexport const given: Options = {};`],
    ['can be changed by other files, by another name', named('export { given as defaults };')],
    ['can be changed by other files, as the default', named('export default given;')],
    [
      'can be replaced',
      `${OPTIONS}\nlet given: Options = {};\nexport const setUp = () => { given = { full: true }; };`,
    ],
    [
      'is changed by the function before',
      'async function tagOf(id: number, options: Options = {}) { Object.assign(options, { full: id > 1 }); return options.full && load(id); }\nconst given: Options = {};',
    ],
    [
      'holds another one that is changed',
      `${INNER}\nconst given: Options = { inner: { full: false } };\nconst { inner } = given;\nif (inner) inner.full = true;`,
    ],
  ])('options have a name, and what it stands for %s', (_why, declaration) => {
    expect(count(declaration, 'tagOf(id, given)')).toBe(1);
  });

  it('options have a name, and are changed by the file that imports them', () => {
    const files = {
      'main.ts': `${TAGS}\n${OPTIONS}
export const shared: Options = {};
export async function list(ids: number[]) { for (const id of ids) await tagOf(id, shared); }`,
      'setup.ts': "import { shared } from './main.js';\nshared.full = true;",
    };
    expect(findingsIn(freshEngine(), join(temporaryProject(files), 'main.ts'))).toHaveLength(1);
  });

  it('whichever call is looked at first', () => {
    const of = (first: string, second: string): number => count(HANDED_ON, `Promise.all([${first}, ${second}])`);
    expect([of('tagOf(id)', 'tagOf(id, true)'), of('tagOf(id, true)', 'tagOf(id)')]).toEqual([1, 1]);
    const known = ['tagOf(id, undefined)', 'tagOf(id, full)'] as const;
    expect([of(known[0], known[1]), of(known[1], known[0])]).toEqual([1, 1]);
  });
});
