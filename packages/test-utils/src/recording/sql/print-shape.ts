import { reservedWords } from './reserved-words.js';
import { isWord, type Token } from './token.js';

/** Reserved words that are called like a function. */
const callableWords: ReadonlySet<string> = new Set(['all', 'any', 'array', 'cast', 'exists', 'left', 'right', 'some']);

/**
 * Prints tokens as one line of SQL. Whatever stands for a value becomes a parameter, numbered from left to right.
 */
export function printShape(tokens: readonly Token[]): string {
  let parameters = 0;
  let printed = '';
  let previous: Token | undefined;
  let namesTarget = false;
  for (const token of tokens) {
    const text = token.type === 'parameter' || token.type === 'literal' ? `$${++parameters}` : textOf(token);
    if (previous !== undefined && (isSpaced(previous, token) || (namesTarget && token.text === '('))) printed += ' ';
    printed += text;
    namesTarget = isWord(token, 'into') || (namesTarget && (isName(token) || token.text === '.'));
    previous = token;
  }
  return printed;
}

function textOf(token: Token): string {
  if (token.type !== 'identifier' || isPlainName(token.text)) return token.text;
  return `"${token.text.replaceAll('"', '""')}"`;
}

function isPlainName(name: string): boolean {
  return /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/.test(name) && !reservedWords.has(name);
}

function isName(token: Token): boolean {
  return token.type === 'identifier' || (token.type === 'word' && !reservedWords.has(token.text));
}

function endsOperand(word: Token): boolean {
  return isName(word) || callableWords.has(word.text);
}

function isSpaced(previous: Token, token: Token): boolean {
  if (previous.type === 'punctuation' && '([.::'.includes(previous.text)) return false;
  if (token.type !== 'punctuation') return true;
  if (token.text === '(') return !isName(previous) && !(previous.type === 'word' && endsOperand(previous));
  if (token.text === '[') return previous.type === 'operator' || (previous.type === 'word' && !endsOperand(previous));
  return !',;).]::'.includes(token.text);
}
