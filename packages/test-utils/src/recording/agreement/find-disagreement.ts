import { inspect } from 'node:util';
import { evidenceOfResult } from '../scaling/result-evidence.js';
import type { AnyRows, CaseTables } from './case-tables.js';
import { generateRows, pinnedCases, type FastCheck } from './generate-rows.js';

/** What is to agree. */
export interface AgreementPlan {
  readonly action: (rows: AnyRows) => unknown;
  readonly reference: (rows: AnyRows) => unknown;
  readonly populate: (rows: AnyRows) => unknown;
  readonly equals: (one: unknown, other: unknown) => boolean;
  readonly tables: CaseTables;
  /** Generated cases, besides those that are always there. */
  readonly runs: number;
  readonly mostRows: number;
  readonly seed: number;
}

/** How a function answered: with a value, or by throwing. */
export type Answer =
  { readonly status: 'returned'; readonly value: unknown } | { readonly status: 'threw'; readonly error: unknown };

/** A case in which the action answers something else. */
export interface Disagreement {
  readonly rows: AnyRows;
  readonly expected: unknown;
  readonly received: Answer;
}

/** What trying the cases led to. */
export type Agreement =
  | { readonly status: 'agreed'; readonly cases: number; readonly answers: number; readonly answer: unknown }
  | {
      readonly status: 'disagreed';
      readonly cases: number;
      readonly smallest: Disagreement;
      readonly reductions: number;
    }
  | {
      readonly status: 'threw';
      readonly during: 'populate' | 'reference';
      readonly error: unknown;
      readonly rows: AnyRows;
    };

/**
 * Looks for a case in which the action does not answer what the reference answers, and reduces it to a smaller one as long as
 * there is one. The cases are the same for the same seed.
 *
 * @throws {CaseTablesError} Where the tables can't be generated.
 */
export async function findDisagreement(fc: FastCheck, plan: AgreementPlan): Promise<Agreement> {
  const trial = new Trial(plan);
  const property = fc.asyncProperty(generateRows(fc, plan.tables, plan.mostRows), (rows) => trial.agrees(rows));
  const details = await fc.check(property, { numRuns: plan.runs, seed: plan.seed });
  if (trial.failure !== undefined) return trial.failure;
  const { smallest } = trial;
  if (smallest !== undefined) {
    return { status: 'disagreed', cases: details.numRuns, smallest, reductions: details.numShrinks };
  }
  return await tryPinned(trial, plan);
}

async function tryPinned(trial: Trial, { tables, mostRows, runs }: AgreementPlan): Promise<Agreement> {
  const pinned = pinnedCases(tables, mostRows);
  for (const [index, rows] of pinned.entries()) {
    const agrees = await trial.agrees(rows);
    if (trial.failure !== undefined) return trial.failure;
    if (!agrees && trial.smallest !== undefined) {
      return { status: 'disagreed', cases: runs + index + 1, smallest: trial.smallest, reductions: 0 };
    }
  }
  return { status: 'agreed', cases: runs + pinned.length, answers: trial.answers.size, answer: trial.lastAnswer };
}

class Trial {
  readonly answers = new Set<string>();
  lastAnswer: unknown;
  /** The last one that was found: each reduction finds a smaller one. */
  smallest: Disagreement | undefined;
  failure: Extract<Agreement, { readonly status: 'threw' }> | undefined;
  readonly #plan: AgreementPlan;

  constructor(plan: AgreementPlan) {
    this.#plan = plan;
  }

  async agrees(rows: AnyRows): Promise<boolean> {
    // There is nothing to reduce where the test itself fails.
    if (this.failure !== undefined) return true;
    const { action, reference, populate, equals } = this.#plan;
    const populated = await answerOf(populate, rows);
    if (populated.status === 'threw') return this.#fail('populate', populated.error, rows);
    const expected = await answerOf(reference, rows);
    if (expected.status === 'threw') return this.#fail('reference', expected.error, rows);
    const received = await answerOf(action, rows);
    this.answers.add(inspect(expected.value, { depth: null }));
    this.lastAnswer = expected.value;
    if (received.status === 'returned' && equals(received.value, expected.value)) return true;
    this.smallest = { rows, expected: expected.value, received };
    return false;
  }

  #fail(during: 'populate' | 'reference', error: unknown, rows: AnyRows): false {
    this.failure = { status: 'threw', during, error, rows };
    return false;
  }
}

/** The body of a response stands for it: its headers tell the time. */
async function answerOf(run: (rows: AnyRows) => unknown, rows: AnyRows): Promise<Answer> {
  try {
    const result: unknown = await run(rows);
    const { body, httpError } = await evidenceOfResult(result);
    return { status: 'returned', value: httpError === undefined ? body : { status: httpError, body } };
  } catch (error) {
    return { status: 'threw', error };
  }
}
