import lazyRule from '../../src/rules/no-lazy-relation-in-loop.js';
import queryRule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from '../rules/rule-tester.js';

interface OrmCases {
  /** Lines before the body: imports and what the code works on. */
  readonly head: string;
  /** Statements in a loop over `ids` that each send a query for an `id`, or for the row `row`. */
  readonly reads: Readonly<Record<string, string>>;
  /** Statements that send one through a function of the head. */
  readonly throughCalls?: Readonly<Record<string, string>>;
  /** Statements in the same loop that send no query, or only write. */
  readonly silent: Readonly<Record<string, string>>;
  /** Statements that load a lazy relation of `row`. */
  readonly lazy?: Readonly<Record<string, string>>;
  /** Whole functions that load a lazy relation per row. */
  readonly lazyIn?: Readonly<Record<string, string>>;
  /** Whole functions that send a query per element. */
  readonly readsIn?: Readonly<Record<string, string>>;
  /** Whole functions after which nothing is reported. */
  readonly quiet?: Readonly<Record<string, string>>;
}

const inLoop = (head: string, statement: string): string =>
  `${head}
export async function load(ids: number[], rows: Row[]) {
  for (const id of ids) {
    for (const row of rows) {
      ${statement}
    }
  }
}
`;

const named = (cases: Readonly<Record<string, string>> | undefined, wrap: (code: string) => string) =>
  Object.entries(cases ?? {}).map(([name, code]) => ({ name, code: wrap(code) }));

/** Runs one ORM's executing, building, lazy, batching and in-memory calls through both rules. */
export function testOrm(
  name: string,
  { head, reads, throughCalls, silent, lazy, lazyIn, readsIn, quiet }: OrmCases,
): void {
  const wrap = (code: string): string => inLoop(head, code);
  const whole = (code: string): string => `${head}\n${code}`;
  const isReported = (code: string, messageId: string) => ({ code, errors: [{ messageId: messageId as never }] });
  createRuleTester().run(`no-query-in-loop with ${name}`, queryRule as never, {
    valid: [...named(silent, wrap), ...named(lazy, wrap), ...named(quiet, whole)],
    invalid: [
      ...named(reads, wrap).map((entry) => ({ ...entry, ...isReported(entry.code, 'queryPerElement') })),
      ...named(readsIn, whole).map((entry) => ({ ...entry, ...isReported(entry.code, 'queryPerElement') })),
      ...named(throughCalls, wrap).map((entry) => ({
        ...entry,
        ...isReported(entry.code, 'queryPerElementThroughCalls'),
      })),
    ],
  });
  createRuleTester().run(`no-lazy-relation-in-loop with ${name}`, lazyRule as never, {
    valid: [...named(silent, wrap), ...named(reads, wrap), ...named(throughCalls, wrap), ...named(quiet, whole)],
    invalid: [...named(lazy, wrap), ...named(lazyIn, whole)].map((entry) => ({
      ...entry,
      ...isReported(entry.code, 'lazyRelationPerElement'),
    })),
  });
}
