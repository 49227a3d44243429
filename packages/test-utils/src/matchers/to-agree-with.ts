import { inspect, isDeepStrictEqual } from 'node:util';
import { CaseTablesError, type AnyRows, type CaseTables } from '../recording/agreement/case-tables.js';
import { findDisagreement, type Agreement, type AgreementPlan } from '../recording/agreement/find-disagreement.js';
import { loadFastCheck } from '../recording/agreement/load-fast-check.js';
import type { FastCheck } from '../recording/agreement/generate-rows.js';
import {
  explainAgreement,
  explainDisagreement,
  explainFailedCase,
  explainOneAnswer,
} from '../report/explain-disagreement.js';
import { hintOf } from './hint.js';
import type { ActionMatcher, MatcherContext } from './matcher-context.js';
import { MatcherError, MissingEvidenceError } from './matcher-error.js';
import { refuseNested } from './nested-matcher.js';
import { requireAction } from './require-action.js';
import { isCount, takeCount } from './take-count.js';
import { isFunction } from './take-options.js';

const matcher = 'toAgreeWith';

/**
 * Makes the matcher that compares an action with a reference over generated data.
 *
 * @param load - Finds the library that generates.
 */
export function createToAgreeWith(load: () => FastCheck | undefined = loadFastCheck): ActionMatcher {
  return async function toAgreeWith(received, reference, options) {
    refuseNested(matcher);
    const action = requireAction<[AnyRows]>(matcher, received, 'rows');
    if (!isFunction(reference)) {
      throw new MatcherError(`${matcher}() needs a function as reference, received ${inspect(reference)}.`);
    }
    const taken = takeOptions(options);
    const fc = load();
    if (fc === undefined) throw new MatcherError(explainMissingLibrary());
    const plan = { ...taken, action, reference: (rows: AnyRows) => reference(rows as never), equals: equalityOf(this) };
    const agreement = await tryCases(fc, plan);
    if (agreement.status === 'threw') throw explainFailedCase(matcher, agreement);
    if (agreement.status === 'agreed' && agreement.answers < 2) {
      throw new MissingEvidenceError(explainOneAnswer(matcher, agreement));
    }
    const printing = { hint: hintOf(this, matcher, 'action', 'reference, { populate, cases }'), printer: this.utils };
    return {
      pass: agreement.status === 'agreed',
      message: () =>
        agreement.status === 'agreed'
          ? explainAgreement(printing, agreement)
          : explainDisagreement(printing, agreement),
    };
  };
}

async function tryCases(fc: FastCheck, plan: AgreementPlan): Promise<Agreement> {
  try {
    return await findDisagreement(fc, plan);
  } catch (error) {
    if (error instanceof CaseTablesError) throw new MatcherError(`${matcher}(): ${error.message}`, { cause: error });
    throw error;
  }
}

function takeOptions(given: unknown): Omit<AgreementPlan, 'action' | 'reference' | 'equals'> {
  const { populate, cases, runs = 50, mostRows = 5, seed = 1, ...others } = isObject(given) ? given : {};
  if (!isFunction(populate) || !isObject(cases) || Object.keys(others).length > 0) {
    const wanted = 'needs { populate, cases }, and knows runs, mostRows and seed';
    throw new MatcherError(`${matcher}() ${wanted}, received ${inspect(given)}.`);
  }
  if (!isCount(seed)) throw new MatcherError(`${matcher}() needs a whole number as seed, received ${inspect(seed)}.`);
  return {
    populate: (rows) => populate(rows as never),
    tables: cases as CaseTables,
    runs: takeCount(matcher, runs, 'runs', 1),
    mostRows: takeCount(matcher, mostRows, 'rows', 1),
    seed,
  };
}

/** What `toEqual` of the runner means. */
function equalityOf({ equals }: MatcherContext): (one: unknown, other: unknown) => boolean {
  return equals === undefined ? isDeepStrictEqual : (one, other) => equals(one, other);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function explainMissingLibrary(): string {
  return (
    `${matcher}() generates its cases with fast-check, which is not installed. ` +
    'Install it: `npm install --save-dev fast-check`.'
  );
}
