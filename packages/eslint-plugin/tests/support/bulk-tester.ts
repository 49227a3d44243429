import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { project } from '../rules/rule-tester.js';
import { freshEngine } from './findings.js';
import { programOf } from './parse.js';

const file = join(project, 'case.ts');

/** The bulk forms of the writes that are found in `code`, which stands in a file of the fixture project. */
export function bulkFormsIn(code: string): string[] {
  const { findings } = freshEngine().analyse(file, code, programOf(file, code));
  return findings.flatMap(({ bulkForm }) => bulkForm ?? []);
}

interface BulkCases {
  /** Lines before the loop: imports and what the code works on. */
  readonly head: string;
  /** Statements that write one `row` of `rows`, and the form that writes them all. */
  readonly bulk: Readonly<Record<string, readonly [statement: string, form: string]>>;
  /** Statements for which there is no form that says the same. */
  readonly silent: Readonly<Record<string, string>>;
}

const inLoop = (head: string, statement: string): string => `${head}
export async function store(rows: Row[], other: Other, label: string) {
  for (const row of rows) {
    ${statement}
  }
}
`;

/** Checks which form one library's writes have for many rows. */
export function testBulkForms(name: string, { head, bulk, silent }: BulkCases): void {
  describe(`bulk forms of ${name}`, () => {
    it.each(Object.entries(bulk).map(([title, [statement, form]]) => ({ title, statement, form })))(
      'take $title',
      ({ statement, form }) => {
        expect(bulkFormsIn(inLoop(head, statement))).toEqual([form]);
      },
    );

    it.each(Object.entries(silent).map(([title, statement]) => ({ title, statement })))(
      'leave alone $title',
      ({ statement }) => {
        expect(bulkFormsIn(inLoop(head, statement))).toEqual([]);
      },
    );
  });
}
