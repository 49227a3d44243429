import { inspect } from 'node:util';
import type { Query } from './query.js';

// Any value can be a parameter: dates, buffers, objects with methods of their own.
const whole = { depth: null, maxArrayLength: null, maxStringLength: null, customInspect: false };

/** Answers one text for each text with values: queries that have the same one ask the server for the same. */
export function keyOfValues({ sql, values }: Pick<Query, 'sql' | 'values'>): string {
  return `${sql}\n${inspect(values, whole)}`;
}
