import type { ModuleFacts } from '../../src/analysis/facts/module-facts.js';

/** Turns facts, which refer to one another in circles, into plain data: what was seen before becomes its number. */
export function summarise(facts: ModuleFacts): unknown {
  const numbers = new Map<object, number>();
  const plain = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = numbers.get(value);
    if (known !== undefined) return `#${known}`;
    numbers.set(value, numbers.size);
    if (value instanceof Map)
      return { map: [...(value as Map<string, unknown>)].map(([key, item]) => [key, plain(item)]) };
    if (Array.isArray(value)) return (value as unknown[]).map(plain);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  };
  return plain(facts);
}
