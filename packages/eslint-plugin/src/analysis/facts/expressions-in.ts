import { type Expression, partsOf } from './expression.js';
import { keptFor } from './kept-for.js';
import type { ModuleFacts } from './module-facts.js';

/** Lists what the code of a file evaluates: calls, returned and assigned values with their parts, each once. */
export const expressionsIn = keptFor((module: ModuleFacts): readonly Expression[] => {
  const seen = new Set<Expression>();
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    for (const part of partsOf(expression)) visit(part);
  };
  for (const { calls, returns, names, assignments } of module.functions) {
    calls.forEach(visit);
    returns.forEach(visit);
    for (const { sources } of names) for (const { value } of sources) visit(value);
    for (const { value } of assignments) visit(value);
  }
  for (const exported of module.exports.values()) if (exported.kind === 'value') visit(exported.value);
  for (const { members, statics } of module.classes)
    for (const { values } of [...members.values(), ...statics.values()]) values.forEach(visit);
  return [...seen];
});
