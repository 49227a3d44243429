import type { Binding } from './binding.js';
import { isCommonJsExports } from './common-js.js';
import type { CallExpression, Expression, MemberExpression } from './expression.js';
import { expressionsIn } from './expressions-in.js';
import { keptFor } from './kept-for.js';
import { listUnder } from './list-under.js';
import type { ModuleFacts } from './module-facts.js';

/** What a file does with its names and values, to be looked up. */
export interface Uses {
  /** Calls of what a name holds. */
  readonly callsOf: ReadonlyMap<Binding, readonly CallExpression[]>;
  /** Calls by their callee. */
  readonly callsBy: ReadonlyMap<Expression, readonly CallExpression[]>;
  /** Members by the expression that they are read of. */
  readonly membersOf: ReadonlyMap<Expression, readonly MemberExpression[]>;
  /** Members that are read of a name, by their own names. */
  readonly membersOfName: ReadonlyMap<Binding, ReadonlyMap<string, readonly MemberExpression[]>>;
  /** Names with which nothing is done but reading members of them. */
  readonly onlyRead: ReadonlySet<Binding>;
  /** Members that are read of the file's own `exports`, by their names. */
  readonly ofExports: ReadonlyMap<string, readonly MemberExpression[]>;
}

/** The names of which members are read, with the places where that happens. */
type Places = Map<Binding, Set<number>>;

function onlyReadOf(places: Places): Set<Binding> {
  const found = [...places].filter(([{ references }, read]) => references.every((start) => read.has(start)));
  return new Set(found.map(([binding]) => binding));
}

/** Lists what a file does with its names and values; its code is walked once. */
export const usesIn = keptFor((module: ModuleFacts): Uses => {
  const callsOf = new Map<Binding, CallExpression[]>();
  const callsBy = new Map<Expression, CallExpression[]>();
  for (const { calls } of module.functions)
    for (const call of calls) {
      const { callee } = call;
      listUnder(callsBy, callee, call);
      if (callee.kind === 'reference' && callee.binding) listUnder(callsOf, callee.binding, call);
    }
  const membersOf = new Map<Expression, MemberExpression[]>();
  const membersOfName = new Map<Binding, Map<string, MemberExpression[]>>();
  const ofExports = new Map<string, MemberExpression[]>();
  const places: Places = new Map();
  for (const member of expressionsIn(module)) {
    if (member.kind !== 'member') continue;
    const { object, name } = member;
    listUnder(membersOf, object, member);
    if (isCommonJsExports(object)) listUnder(ofExports, name, member);
    if (object.kind !== 'reference' || !object.binding) continue;
    const { binding } = object;
    const named = membersOfName.get(binding) ?? new Map<string, MemberExpression[]>();
    membersOfName.set(binding, named);
    listUnder(named, name, member);
    places.set(binding, (places.get(binding) ?? new Set()).add(object.start));
  }
  return { callsOf, callsBy, membersOf, membersOfName, onlyRead: onlyReadOf(places), ofExports };
});
