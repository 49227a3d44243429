/** A difference that libpg-query's fingerprint leaves out and a shape keeps. */
export interface Merge {
  readonly what: string;
  /** Why shapes keep it. */
  readonly reason: string;
  /** Takes the difference out of a shape. */
  readonly forget: (shape: string) => string;
}

const value = String.raw`(?:\$\d+|\(…\))`;

/** All that may differ between two shapes of one fingerprint. */
export const merges: readonly Merge[] = [
  {
    what: 'a list and a single value',
    reason: 'One query for a list is what an N+1 becomes when it is mended: the two must not look alike.',
    forget: (shape) =>
      shape.replace(new RegExp(` not in ${value}`, 'g'), ' <> $1').replace(new RegExp(` in ${value}`, 'g'), ' = $1'),
  },
  {
    what: 'LIMIT with and without OFFSET, and their absence',
    reason: 'The first page and the next ones are sent by different code, and a read without a limit by another.',
    forget: (shape) => shape.replace(/ (?:limit|offset) \$\d+/g, ''),
  },
  {
    what: 'the type that a value is cast to',
    reason: 'The type decides which operator and which index serve the comparison.',
    forget: (shape) => shape.replace(/(\$\d+)::\w+/g, '$1'),
  },
  {
    what: 'how many values are selected',
    reason: 'Another number of columns is another statement in the source.',
    forget: (shape) => shape.replace(/\$\d+(?:, \$\d+)+/g, '$1'),
  },
  {
    what: 'the names of output columns',
    reason: 'Another name is another statement in the source.',
    forget: (shape) => shape.replace(/(?<=[\w)]) as \w+(?=,| from )/g, ''),
  },
  {
    what: 'the schema of a table that is written',
    reason: 'Tables of one name in two schemas are two tables.',
    forget: (shape) => shape.replace(/(?<=into )public\./g, ''),
  },
  {
    what: 'brackets, and an AS that can be left out',
    reason: 'A lexer does not know which are needed. No ORM writes one statement in both ways.',
    forget: (shape) => shape.replace(/\(\((.*)\)\)/g, '$1').replace(/ as (?=\w+ where)/g, ' '),
  },
];

/** Answers a shape without all that libpg-query leaves out. */
export function withoutMerged(shape: string, forgotten: readonly Merge[] = merges): string {
  return forgotten.reduce((left, { forget }) => forget(left), shape).replace(/\$\d+/g, '$');
}
