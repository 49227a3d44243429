import type { Expression } from '../facts/expression.js';

/** What of one argument differs: all of it, or these of its properties. */
type GivenPart = 'whole' | ReadonlySet<string>;

/** The arguments that differ from call to call, by their position. */
export type Given = 'all' | ReadonlyMap<number, GivenPart>;

/** What differs from one call of a function to the next. */
export interface Varying {
  /** Whether `this` is another object each time, as a row is; a service is always the same. */
  readonly isOnMany: boolean;
  readonly given: Given;
}

/** What of `argument`, which differs, does so. */
function partGiven(argument: Expression, differs: (part: Expression) => boolean): GivenPart {
  if (argument.kind === 'cast') return partGiven(argument.value, differs);
  if (argument.kind !== 'object') return 'whole';
  const { properties, others, keys, unnamed } = argument;
  if ([...others, ...keys, ...unnamed].some(differs)) return 'whole';
  return new Set([...properties].filter(([, value]) => differs(value)).map(([name]) => name));
}

/** What differs in `args`; where a list is spread before something that does, nobody can tell the position. */
export function givenBy(args: readonly Expression[], differs: (part: Expression) => boolean): Given {
  const given = new Map<number, GivenPart>();
  const spread = args.findIndex(({ kind }) => kind === 'spread');
  for (const [index, argument] of args.entries()) {
    if (!differs(argument)) continue;
    if (spread !== -1 && index >= spread) return 'all';
    given.set(index, partGiven(argument, differs));
  }
  return given;
}

/** Names `varying` as a key. */
export function keyOfVarying({ isOnMany, given }: Varying): string {
  const parts =
    given === 'all'
      ? ['*']
      : [...given].map(([index, part]) => (part === 'whole' ? `${index}` : `${index}.${[...part].sort().join('.')}`));
  return `${isOnMany ? '!' : ''}${parts.join('+')}`;
}
