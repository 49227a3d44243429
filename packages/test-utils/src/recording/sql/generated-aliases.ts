import { reservedWords } from './reserved-words.js';
import { isPunctuation, isWord, type Token } from './token.js';

/** Letters, a number as a counter writes it, and perhaps another one: `e0`, `t12`, `t1_0`. */
const generated = /^([a-z_]+?)(0|[1-9]\d{0,8})((?:_\d+)?)$/i;

/**
 * Renumbers generated table aliases whose numbers come from a counter that outlives the statement: `a e7 join b e9` becomes
 * `a e0 join b e1`. Names of output columns that are made from an alias (`e7__id`) follow it.
 *
 * Numbers that run from 0 or 1 are left alone: they are the same each time, and what the reader sees in the SQL.
 */
export function renumberAliases(tokens: readonly Token[]): readonly Token[] {
  const aliases = findAliases(tokens);
  const numbers = [...new Set([...aliases.values()].map(({ number }) => number))].sort((one, other) => one - other);
  const [first = 0] = numbers;
  const isRun = first <= 1 && numbers.every((number, index) => number === first + index);
  if (isRun) return tokens;
  const ranks = new Map(numbers.map((number, rank) => [number, rank]));
  const renamed = new Map(
    [...aliases].map(([name, { prefix, number, suffix }]) => [name, `${prefix}${ranks.get(number) ?? 0}${suffix}`]),
  );
  for (const name of outputNames(tokens)) {
    const [alias = ''] = /^.*?\d(?=_)/.exec(name) ?? [];
    const to = renamed.get(alias);
    if (to !== undefined) renamed.set(name, to + name.slice(alias.length));
  }
  return tokens.map((token, index) => {
    // Behind a dot stands a column, which may be called like an alias.
    const isColumn = isPunctuation(tokens[index - 1], '.') && aliases.has(token.text);
    return isColumn ? token : rename(token, renamed);
  });
}

interface Alias {
  readonly prefix: string;
  readonly number: number;
  readonly suffix: string;
}

/** Names that stand behind a table, a subquery or AS, and before a dot. */
function findAliases(tokens: readonly Token[]): ReadonlyMap<string, Alias> {
  const candidates = new Map<string, Alias>();
  const qualifiers = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (!isNameToken(token)) continue;
    const before = tokens[index - 1];
    if (isPunctuation(before, '.')) continue;
    const [, prefix, number, suffix] = generated.exec(token.text) ?? [];
    if (prefix === undefined || number === undefined || suffix === undefined) continue;
    if (isPunctuation(tokens[index + 1], '.')) qualifiers.add(token.text);
    else if (before !== undefined && canNameTable(before)) {
      candidates.set(token.text, { prefix, number: Number(number), suffix });
    }
  }
  for (const name of candidates.keys()) if (!qualifiers.has(name)) candidates.delete(name);
  return candidates;
}

function canNameTable(before: Token): boolean {
  return isWord(before, 'as') || isPunctuation(before, ')') || isNameToken(before);
}

/** Names that AS gives to columns. */
function outputNames(tokens: readonly Token[]): ReadonlySet<string> {
  const named = tokens.filter((token, index) => isNameToken(token) && isWord(tokens[index - 1], 'as'));
  return new Set(named.map(({ text }) => text));
}

function isNameToken({ type, text }: Token): boolean {
  return type === 'identifier' || (type === 'word' && !reservedWords.has(text));
}

function rename(token: Token, renamed: ReadonlyMap<string, string>): Token {
  const text = isNameToken(token) ? renamed.get(token.text) : undefined;
  return text === undefined ? token : { ...token, text };
}
