import type { Expression } from '../facts/expression.js';
import type { Located } from './frame.js';
import type { Sameness } from './sameness.js';

/** Stands for what a template literal fills in. */
const HOLE = '\uE000';

/** A placeholder of any driver, or a hole: `$1`, `?`, `:name`, `@name`. A cast (`::int`) is none. */
const PLACEHOLDER = /\$(\d+)|(?<![:\w])[:@$]([a-z_]\w*)|\?|\uE000/gi;

/** SQL as the code shows it, with what fills its holes. */
interface SqlText {
  readonly text: string;
  readonly holes: readonly Located[];
}

/** What in one statement differs from element to element. */
export interface SqlWrite {
  readonly verb: 'insert' | 'update' | 'delete';
  /** Columns of its condition; infinite where they are compared by other means than equality. */
  readonly columns: number;
  /** The values that it writes. */
  readonly hasOwnValues: boolean;
}

/** One placeholder, or hole, at its place in the text. */
interface Placeholder {
  readonly at: number;
  readonly value: Located | undefined;
  readonly varies: boolean;
}

/** Blanks out what is no SQL to be read: comments and quoted text. Lengths stay the same. */
function withoutQuotes(text: string): string {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (match) =>
    match.replace(/[^\uE000\n]/g, ' ').replaceAll(HOLE, match.startsWith("'") ? HOLE : ' '),
  );
}

function read(given: Located): SqlText | undefined {
  const { expression, frame } = given.frame.resolve(given.expression);
  if (expression.kind === 'string') return { text: withoutQuotes(expression.value), holes: [] };
  // What fills a template behind its tag stands beside the text.
  const isTagged = expression.kind === 'call' && expression.isTag === true;
  const [text, ...values] = isTagged ? expression.args : [expression];
  if (text?.kind === 'string') return { text: withoutQuotes(text.value), holes: [] };
  if (text?.kind !== 'template') return undefined;
  const parts = isTagged ? values : text.parts;
  return { text: withoutQuotes(text.texts.join(HOLE)), holes: parts.map((part) => ({ expression: part, frame })) };
}

const varies = (located: Located | undefined): boolean => located?.frame.varies(located.expression) ?? false;

/** What a placeholder stands for, where the values are written out; undefined where they are not. */
function valueOf(
  name: string | undefined,
  position: number,
  { expression, frame }: Located,
): Located | 'absent' | undefined {
  if (expression.kind === 'array') {
    if (expression.items.some(({ kind }) => kind === 'spread')) return undefined;
    const item = expression.items[position];
    return item ? { expression: item, frame } : 'absent';
  }
  if (expression.kind !== 'object' || name === undefined) return undefined;
  const property = expression.properties.get(name);
  if (property) return { expression: property, frame };
  return expression.others.length > 0 ? undefined : 'absent';
}

function placeholdersIn({ text, holes }: SqlText, values: Located | undefined): readonly Placeholder[] {
  const given = values?.frame.resolve(values.expression);
  const found: Placeholder[] = [];
  let hole = 0;
  let question = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [written, number, name] = match;
    if (written === HOLE) {
      const value = holes[hole++];
      found.push({ at: match.index, value, varies: varies(value) });
    } else {
      const position = number === undefined ? (written === '?' ? question++ : 0) : Number(number) - 1;
      const value = given && valueOf(name, position, given);
      // Values that are not written out may all differ.
      const held = value === undefined ? values : value === 'absent' ? undefined : value;
      found.push({ at: match.index, value: held, varies: varies(held) });
    }
  }
  return found;
}

/** Where a keyword stands that is in no parentheses. */
function indexOfKeyword(text: string, keyword: RegExp): number {
  let depth = 0;
  for (const match of text.matchAll(/[()]|\b[a-z]+\b/gi)) {
    if (match[0] === '(') depth++;
    else if (match[0] === ')') depth--;
    else if (depth === 0 && keyword.test(match[0])) return match.index;
  }
  return -1;
}

const isCompared = (text: string, at: number): boolean => /(?<![<>!=])=\s*$/.test(text.slice(0, at));

function columnsIn(text: string, placeholders: readonly Placeholder[], from: number): number {
  return placeholders
    .filter((placeholder) => placeholder.at >= from && placeholder.varies)
    .reduce((count, { at }) => count + (isCompared(text, at) ? 1 : Infinity), 0);
}

/** Counts the columns of a condition with named values that differ from element to element. */
export function countInSqlCondition(condition: string, values: Located): number {
  const text = withoutQuotes(condition);
  return columnsIn(text, placeholdersIn({ text, holes: [] }, values), 0);
}

/** Where the row of an INSERT stands: after `VALUES (`, or where a helper of the library writes columns and values. */
function rowsIn(text: string): number {
  const values = indexOfKeyword(text, /^values$/i);
  if (values !== -1) return /^values\s*\(/i.test(text.slice(values)) ? values : -1;
  const helper = /^[\s(]*insert\s+into\s+[\w."]+\s+(?=\uE000)/i.exec(text);
  return helper ? helper[0].length : -1;
}

/**
 * Reads the statement that `text` holds.
 *
 * @returns Undefined for what is no plain INSERT of one row, UPDATE or DELETE, or differs by its table.
 */
export function readSqlWrite(text: Located, values: Located | undefined, sameness: Sameness): SqlWrite | undefined {
  const sql = read(text);
  const verb = /^[\s(]*(insert|update|delete)\b/i.exec(sql?.text ?? '')?.[1]?.toLowerCase() as
    SqlWrite['verb'] | undefined;
  if (!sql || !verb) return undefined;
  const placeholders = placeholdersIn(sql, values);
  const hasVarying = (from: number, to: number): boolean =>
    placeholders.some(({ at, varies: isVarying }) => isVarying && at >= from && at < to);
  const body =
    verb === 'insert' ? rowsIn(sql.text) : indexOfKeyword(sql.text, verb === 'update' ? /^set$/i : /^where$/i);
  if (body === -1 || hasVarying(0, body)) return undefined;
  if (verb === 'insert') return { verb, columns: 0, hasOwnValues: hasVarying(body, Infinity) };
  const where = verb === 'update' ? indexOfKeyword(sql.text, /^where$/i) : body;
  if (where === -1) return undefined;
  const isSame = placeholders.every(
    ({ at, value }) => at < body || at >= where || !value || sameness.holds(value.expression, value.frame),
  );
  return { verb, columns: columnsIn(sql.text, placeholders, where), hasOwnValues: !isSame };
}

/** The text of a statement, and the values beside it, in an object such as `{ text, values }`. */
export function statementIn(argument: Located): { readonly text: Located; readonly values: Located | undefined } {
  const { expression, frame } = argument.frame.resolve(argument.expression);
  if (expression.kind !== 'object') return { text: argument, values: undefined };
  const part = (...names: readonly string[]): Located | undefined => {
    const found = names.map((name) => expression.properties.get(name)).find((value): value is Expression => !!value);
    return found && { expression: found, frame };
  };
  return { text: part('text', 'sql', 'query') ?? argument, values: part('values', 'args') };
}
