import type { Expression } from '../facts/expression.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { isBatch } from '../per-element/batch.js';
import { isCached } from '../per-element/carried.js';
import { Dependence } from '../per-element/dependence.js';
import { nearestRead, nearestReadOfMember, nearestReadOfName } from '../reach/nearest-read.js';
import type { Chain } from '../reach/query.js';
import type { Reach } from '../reach/reach.js';
import { executed } from '../values/executed.js';
import { LibraryHooks } from './hooks-of-libraries.js';
import { mappersIn } from './mappers.js';
import { membersOfBases } from './members-of-bases.js';
import { membersOfOptions } from './members-of-options.js';
import { repetitionOf } from './row-repetition.js';
import type { RowMember } from './row-member.js';

/** A query in a member that runs once for each row. */
export interface RowQuery {
  /** Offsets of the call or access. */
  readonly start: number;
  readonly end: number;
  /** What is called or read there. */
  readonly subject: Expression;
  readonly chain: Chain;
  readonly member: RowMember;
}

function queriesOf(member: RowMember, reach: Reach): readonly RowQuery[] {
  const repetition = repetitionOf(member);
  const dependence = new Dependence(repetition);
  const asksPerRow = (parts: readonly Expression[], chain: Chain | undefined): chain is Chain =>
    chain !== undefined &&
    !chain.query.isBatchedInOneTick &&
    parts.some((part) => dependence.has(part)) &&
    !isBatch(parts, repetition, reach.evaluator);
  return [...executed(member.function, reach.evaluator)].flatMap((fn) => {
    const calls = fn.calls.flatMap((call) => {
      const chain = nearestRead(call, reach);
      if (!asksPerRow([call.callee, ...call.args], chain) || isCached(call)) return [];
      return [{ start: call.start, end: call.end, subject: call.callee, chain, member }];
    });
    const accesses = fn.awaitedMembers.flatMap((access) => {
      const chain = nearestReadOfMember(access, reach);
      return asksPerRow([access], chain)
        ? [{ start: access.start, end: access.end, subject: access, chain, member }]
        : [];
    });
    const names = fn.awaitedNames.flatMap((name) => {
      const chain = nearestReadOfName(name, reach);
      const { reference } = name;
      return asksPerRow([reference], chain)
        ? [{ start: reference.start, end: reference.end, subject: reference, chain, member }]
        : [];
    });
    return [...calls, ...accesses, ...names];
  });
}

/**
 * Finds the queries of one file that run once for each row because of who runs the code around them: a library's hook, a
 * base class, a function that is given it.
 *
 * @param withPossible - Whether members that somebody may run for each row count, too.
 */
export function findRowQueries(module: ModuleFacts, reach: Reach, withPossible: boolean): readonly RowQuery[] {
  const { evaluator } = reach;
  const members = [
    ...new LibraryHooks(evaluator).in(module),
    ...membersOfBases(module, evaluator),
    ...membersOfOptions(module, evaluator),
    ...(withPossible ? mappersIn(module) : []),
  ];
  const found = new Map<number, RowQuery>();
  for (const member of members)
    for (const query of queriesOf(member, reach)) if (!found.has(query.start)) found.set(query.start, query);
  return [...found.values()].sort((a, b) => a.start - b.start);
}
