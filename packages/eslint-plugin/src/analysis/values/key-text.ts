import type { Expression } from '../facts/expression.js';

/** How many names a key is followed through. */
const MAX_NAMES = 5;

/** The text that `key` is as far as the code shows it, through names that have one value. */
function written(key: Expression | undefined): Expression | undefined {
  let at = key;
  for (let names = 0; at && names < MAX_NAMES; names++) {
    if (at.kind === 'cast') at = at.value;
    else if (at.kind === 'reference') {
      const [source, another] = at.binding?.sources ?? [];
      at = source && !another && source.path.length === 0 && !at.binding?.parameter ? source.value : undefined;
    } else return at;
  }
  return undefined;
}

/** Whether `name` holds `texts` in their order, the first at its start and the last at its end. */
function holdsInOrder(name: string, texts: readonly string[]): boolean {
  const [first = '', ...others] = texts;
  const last = others.pop();
  if (last === undefined) return name === first;
  const end = name.length - last.length;
  let at = first.length;
  if (at > end || !name.startsWith(first) || !name.endsWith(last)) return false;
  for (const text of others) {
    const found = name.indexOf(text, at);
    if (found === -1 || found + text.length > end) return false;
    at = found + text.length;
  }
  return true;
}

/** Whether `key` may be `name`: a text is it or is not, and one with holes has to agree in what stands around them. */
export function mayBeNamed(key: Expression | undefined, name: string): boolean {
  const text = written(key);
  if (text?.kind === 'string') return text.value === name;
  return text?.kind !== 'template' || holdsInOrder(name, text.texts);
}

/** Whether two keys may be the same. */
export function mayBeSame(one: Expression | undefined, other: Expression | undefined): boolean {
  const [first, second] = [written(one), written(other)];
  if (first?.kind === 'string') return mayBeNamed(second, first.value);
  return second?.kind !== 'string' || mayBeNamed(first, second.value);
}
