import type { ClassFacts } from '../facts/class-facts.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { RowMember } from './row-member.js';

/** Names of functions that turn one row into what is sent to a client. */
const MAPPER =
  /^(?:to|as)(?:JSON|Json|DTO|Dto|Response|Resource|Representation|View|ViewModel|Payload|Plain)(?=[A-Z]|$)|^(?:serialize|present|hydrate|format)(?=[A-Z]|$)|^map(?:To|From)(?=[A-Z]|$)/;

const possible = (fn: FunctionFacts, row: 'this' | number): RowMember => ({
  function: fn,
  row,
  runner: { kind: 'unknown' },
  certainty: 'potential',
});

function inClass({ members }: ClassFacts): RowMember[] {
  return [...members].flatMap(([name, { kind, function: fn }]) => {
    if (!fn) return [];
    if (kind === 'getter' || name === 'toJSON') return [possible(fn, 'this')];
    return MAPPER.test(name) ? [possible(fn, fn.parameters.length > 0 ? 0 : 'this')] : [];
  });
}

/** Getters, `toJSON` and functions named like mappers: whoever has a list may run them for each row of it. */
export function mappersIn(module: ModuleFacts): readonly RowMember[] {
  const named = module.functions.filter(
    ({ owner, name, parameters }) => !owner && name !== undefined && MAPPER.test(name) && parameters.length > 0,
  );
  return [...module.classes.flatMap(inClass), ...named.map((fn) => possible(fn, 0))];
}
