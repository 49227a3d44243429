import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Environment } from '../values/value.js';

/** How many names and wrappers a text may be handed through. */
const MAX_DEPTH = 12;

/** Ends where the name of a table, view or schema comes next. */
const BEFORE_NAME = /\b(?:from|join|into|update|table|only|view|schema|analyze|vacuum)\s+(?:["`]?\w+["`]?\.)?["`]?$/i;

/** Something that decides which statement is sent, and not only with which values. */
export interface StatementPart {
  /** The whole text, or the name of a table in it. */
  readonly kind: 'text' | 'name';
  /** An expression at the call itself, or what the first function that the call runs is given. */
  readonly source: Expression | Given;
}

/** What a function is given, where only its callers know the expression. */
export interface Given {
  readonly kind: 'given';
  readonly function: FunctionFacts;
  readonly index: number;
}

/** Where an expression stands on its way to the query. */
interface Place {
  readonly kind: StatementPart['kind'];
  readonly environment: Environment | undefined;
  readonly depth: number;
}

function partsOfText(expression: Expression, at: Place): readonly StatementPart[] {
  switch (expression.kind) {
    case 'template':
      return partsOfHoles(expression.texts, expression.parts, at);
    case 'other':
      return partsOfSum(expression.parts, at);
    case 'object': {
      const text = expression.properties.get('text') ?? expression.properties.get('sql');
      return text ? partsOf(text, at) : [];
    }
    default:
      return [];
  }
}

function partsOfName(expression: Expression, at: Place): readonly StatementPart[] {
  switch (expression.kind) {
    case 'call':
      // A helper that quotes a name: `sql(table)`, `sql.identifier([table])`.
      return expression.args.slice(0, 1).flatMap((name) => partsOf(name, at));
    case 'template':
      return expression.parts.flatMap((part) => partsOf(part, at));
    case 'array':
      return expression.items.flatMap((item) => partsOf(item, at));
    default:
      return [];
  }
}

function partsOfHoles(texts: readonly string[], parts: readonly Expression[], at: Place): readonly StatementPart[] {
  return parts.flatMap((part, index) => {
    const before = texts[index] ?? '';
    if (index === 0 && before.trim() === '') return partsOf(part, at);
    return BEFORE_NAME.test(before) ? partsOf(part, { ...at, kind: 'name' }) : [];
  });
}

/** `'SELECT … FROM ' + table` */
function partsOfSum(parts: readonly Expression[], at: Place): readonly StatementPart[] {
  const terms = parts.flatMap((part) => (part.kind === 'other' ? part.parts : [part]));
  return terms.flatMap((term, index) => {
    const before = terms[index - 1];
    return before?.kind === 'string' ? partsOfHoles(['', before.value], [LEFT, term], at) : [];
  });
}

/** Stands for what comes before a term. */
const LEFT: Expression = { kind: 'literal' };

function partsOfBinding(binding: Binding, reference: Expression, at: Place): readonly StatementPart[] {
  const { owner, parameter, sources } = binding;
  const { kind, environment } = at;
  if (!parameter) {
    const [source, another] = sources;
    const held = source && !another ? partsOf(source.value, at) : [];
    return environment ? held : [...held, { kind, source: reference }];
  }
  for (let frame = environment; frame; frame = frame.outer) {
    if (frame.function !== owner) continue;
    const argument = frame.args[parameter.index];
    if (frame.caller) return argument ? partsOf(argument, { ...at, environment: frame.caller }) : [];
    return [{ kind, source: { kind: 'given', function: owner, index: parameter.index } }];
  }
  return [
    { kind, source: { kind: 'given', function: owner, index: parameter.index } },
    { kind, source: reference },
  ];
}

function partsOf(expression: Expression, place: Place): readonly StatementPart[] {
  const { kind, environment } = place;
  const at = { ...place, depth: place.depth + 1 };
  if (at.depth > MAX_DEPTH) return [];
  switch (expression.kind) {
    case 'cast':
    case 'await':
      return partsOf(expression.value, at);
    case 'either':
      return expression.options.flatMap((option) => partsOf(option, at));
    case 'member':
    case 'index':
      return environment ? partsOf(expression.object, at) : [{ kind, source: expression }];
    case 'reference':
      return expression.binding ? partsOfBinding(expression.binding, expression, at) : [];
    default:
      return kind === 'text' ? partsOfText(expression, at) : partsOfName(expression, at);
  }
}

/** Answers what decides the statement where `argument` is handed on to be its text, or a name in it. */
export function partsOfArgument(argument: Expression, kind: StatementPart['kind']): readonly StatementPart[] {
  return partsOf(argument, { kind, environment: undefined, depth: 0 });
}

/** Answers what decides the statement that `call` sends, whose text is the argument at `index`. */
export function statementParts(
  { args, isTag }: CallExpression,
  index: number,
  environment: Environment | undefined,
): readonly StatementPart[] {
  const at: Place = { kind: 'text', environment, depth: 0 };
  const [tagged, ...holes] = args;
  if (isTag && tagged?.kind === 'template') return partsOfHoles(tagged.texts, holes, at);
  const text = args[index];
  return text ? partsOf(text, at) : [];
}
