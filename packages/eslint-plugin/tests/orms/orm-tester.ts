import { join } from 'node:path';
import lazyRule from '../../src/rules/no-lazy-relation-in-loop.js';
import queryRule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from '../rules/rule-tester.js';

type Group = keyof Omit<OrmCases, 'isJavaScript' | 'head'>;

interface OrmCases {
  /** The code is CommonJS and stands in the JavaScript project. Defaults to false. */
  readonly isJavaScript?: boolean;
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

const javascript = join(import.meta.dirname, '../fixtures/javascript');

const inLoop = (head: string, statement: string, isJavaScript: boolean): string =>
  `${head}
${isJavaScript ? 'exports.load = async function load(ids, rows)' : 'export async function load(ids: number[], rows: Row[])'} {
  for (const id of ids) {
    for (const row of rows) {
      ${statement}
    }
  }
};
`;

/** Runs one ORM's executing, building, lazy, batching and in-memory calls through both rules. */
export function testOrm(name: string, { isJavaScript = false, head, ...cases }: OrmCases): void {
  const named = (group: Group, wrap: (code: string) => string) =>
    Object.entries(cases[group] ?? {}).map(([title, code]) => ({ name: title, code: wrap(code) }));
  const inLoops = (...groups: Group[]) =>
    groups.flatMap((group) => named(group, (code) => inLoop(head, code, isJavaScript)));
  const whole = (...groups: Group[]) => groups.flatMap((group) => named(group, (code) => `${head}\n${code}`));
  const reported = (messageId: string, entries: readonly { readonly code: string }[]) =>
    entries.map((entry) => ({ ...entry, errors: [{ messageId: messageId as never }] }));
  const tester = () => (isJavaScript ? createRuleTester(javascript) : createRuleTester());
  tester().run(`no-query-in-loop with ${name}`, queryRule as never, {
    valid: [...inLoops('silent', 'lazy'), ...whole('quiet')],
    invalid: [
      ...reported('queryPerElement', [...inLoops('reads'), ...whole('readsIn')]),
      ...reported('queryPerElementThroughCalls', inLoops('throughCalls')),
    ],
  });
  tester().run(`no-lazy-relation-in-loop with ${name}`, lazyRule as never, {
    valid: [...inLoops('silent', 'reads', 'throughCalls'), ...whole('quiet')],
    invalid: reported('lazyRelationPerElement', [...inLoops('lazy'), ...whole('lazyIn')]),
  });
}
