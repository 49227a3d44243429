import type { Finding } from '../analysis/finding.js';
import { type Expression, partsOf } from '../analysis/facts/expression.js';
import { type ModuleFacts, lineOf } from '../analysis/facts/module-facts.js';
import type { CallbackRepetition, LoopRepetition, Repetition } from '../analysis/iteration/repetition.js';
import { batchedAdvice } from './batched-advice.js';
import { describeChain } from './describe-chain.js';
import { describeExpression } from './describe-expression.js';
import { describeField, describeKeys } from './describe-field.js';

const LOOP_NAMES = {
  'for-of': 'for…of',
  'for-await': 'for await…of',
  'for-in': 'for…in',
  for: 'for',
  while: 'while',
  'do-while': 'do…while',
} as const;

/** Names the repetition and its line: `for…of` on line 12. */
function describeRepetition(repetition: Repetition): { readonly name: string; readonly offset: number } {
  if (repetition.kind === 'loop') return { name: LOOP_NAMES[repetition.loop.kind], offset: repetition.loop.start };
  const { callee, start, end } = repetition.call;
  return {
    name: describeCallee(repetition),
    offset: callee.kind === 'member' ? callee.nameStart : Math.min(start, end),
  };
}

/** `map` of a list, but `Array.from` and `_.map`, which get the list as an argument. */
function describeCallee({ call: { callee }, items }: CallbackRepetition): string {
  const isMethodOfList = callee.kind === 'member' && callee.object === items;
  return (isMethodOfList ? callee.name : describeExpression(callee)) ?? 'the iteration';
}

function iterableOf(repetition: Repetition): string {
  const iterable =
    repetition.kind === 'callback' ? repetition.items : (repetition.loop.iterable ?? boundOf(repetition));
  const text = describeExpression(iterable);
  return text === undefined ? 'the list' : `\`${text}\``;
}

/** The list that a counting loop counts through: the one whose length it starts or ends at. */
function boundOf({ loop }: LoopRepetition): Expression | undefined {
  const starts = loop.elements.flatMap(({ sources }) => sources.map(({ value }) => value));
  return [loop.test, ...starts].map(measuredIn).find((list) => list !== undefined);
}

function measuredIn(expression: Expression | undefined): Expression | undefined {
  if (!expression) return undefined;
  if (expression.kind === 'member' && expression.name === 'length') return expression.object;
  return partsOf(expression)
    .map(measuredIn)
    .find((list) => list !== undefined);
}

/** What a message says about a finding, as data for its placeholders. */
export interface FindingData extends Record<string, string> {
  readonly call: string;
  readonly iterable: string;
  readonly loop: string;
  readonly line: string;
  /** Functions and query, with the file and line of the query. */
  readonly chain: string;
  readonly query: string;
  readonly advice: string;
  /** The type whose field is asked for, the field, and why its objects come in numbers; empty outside of resolvers. */
  readonly parent: string;
  readonly field: string;
  readonly listed: string;
  readonly fieldAdvice: string;
  /** What the call runs once for. */
  readonly each: string;
  /** How a loader asks for all its keys. */
  readonly keysAdvice: string;
}

function adviceFor({ bulkForm, chain: { query, functions } }: Finding): string {
  if (bulkForm === undefined) return batchedAdvice(query);
  return functions.length === 0
    ? `Write them all at once: ${bulkForm}.`
    : `Hand all of them over and write them at once: ${bulkForm}.`;
}

/** Describes `finding`, found in `module`; paths are given from `cwd`. */
export function describeFinding(finding: Finding, module: ModuleFacts, cwd: string): FindingData {
  const { chain, repetition, subject } = finding;
  const { query } = chain;
  const repeated = describeRepetition(repetition);
  const field = describeField(finding, cwd);
  return {
    call: describeExpression(subject) ?? query.label,
    iterable: iterableOf(repetition),
    loop: repeated.name,
    line: String(lineOf(module, repeated.offset)),
    chain: describeChain(chain, cwd),
    query: query.label,
    advice: adviceFor(finding),
    ...field,
    each:
      field.field === ''
        ? `each element of ${iterableOf(repetition)} (\`${repeated.name}\` on line ${lineOf(module, repeated.offset)})`
        : `each ${field.parent} in the field \`${field.field}\``,
    keysAdvice: describeKeys(finding),
  };
}
