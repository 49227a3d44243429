import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression, ObjectExpression } from '../facts/expression.js';
import type { Target } from '../modules/project.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Environment, Value } from '../values/value.js';

/** How many names and wrappers a text may be handed through. */
const MAX_DEPTH = 12;

/** Finds the text that an expression starts with, as far as it is written in the code. */
class Texts {
  constructor(readonly evaluator: Evaluator) {}

  of(expression: Expression | undefined, environment: Environment | undefined, depth = 0): string | undefined {
    if (!expression || depth > MAX_DEPTH) return undefined;
    switch (expression.kind) {
      case 'string':
        return expression.value;
      case 'template':
        return expression.texts.join(' ? ');
      case 'call':
        return this.#ofCall(expression, environment, depth + 1);
      case 'object':
        return this.of(queryTextIn(expression), environment, depth + 1);
      case 'reference':
        return expression.binding && this.#ofBinding(expression.binding, environment, depth + 1);
      case 'member':
        return this.#ofMember(this.evaluator.evaluate(expression.object, environment), expression.name, depth + 1);
      case 'cast':
      case 'await':
        return this.of(expression.value, environment, depth + 1);
      case 'other':
        return this.of(expression.parts[0], environment, depth + 1);
      default:
        return undefined;
    }
  }

  /** A tag, or a function of a package that makes SQL of text: `sql.raw(text)`, `format(text, …)`. */
  #ofCall(call: CallExpression, environment: Environment | undefined, depth: number): string | undefined {
    const wraps =
      call.isTag === true ||
      this.evaluator.evaluate(call.callee, environment).some(({ kind }) => kind === 'external' || kind === 'method');
    return wraps ? this.of(call.args[0], environment, depth) : undefined;
  }

  #ofBinding(binding: Binding, environment: Environment | undefined, depth: number): string | undefined {
    const { imported, owner, parameter, sources } = binding;
    if (imported) return this.#ofTarget(this.evaluator.project.importTarget(owner.module, binding), depth);
    if (parameter) {
      for (let frame = environment; frame; frame = frame.outer)
        if (frame.function === owner && parameter.path.length === 0)
          return this.of(frame.args[parameter.index] ?? sources[0]?.value, frame.caller, depth);
      return undefined;
    }
    const [source, another] = sources;
    return source && !another && source.path.length === 0 ? this.of(source.value, environment, depth) : undefined;
  }

  #ofTarget(target: Target | undefined, depth: number): string | undefined {
    if (target?.kind === 'value') return this.of(target.value, undefined, depth);
    const binding = target?.kind === 'name' ? target.module.bindings.get(target.name) : undefined;
    return binding && this.#ofBinding(binding, undefined, depth);
  }

  #ofMember(holders: readonly Value[], name: string, depth: number): string | undefined {
    for (const holder of holders) {
      const found =
        holder.kind === 'object'
          ? this.of(holder.object.properties.get(name), holder.environment, depth)
          : holder.kind === 'module'
            ? this.#ofTarget(this.evaluator.project.exportOf(holder.module, name), depth)
            : this.of(memberOf(holder, name), undefined, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function queryTextIn({ properties }: ObjectExpression): Expression | undefined {
  return properties.get('text') ?? properties.get('sql') ?? properties.get('query');
}

function memberOf(holder: Value, name: string): Expression | undefined {
  const member =
    holder.kind === 'class'
      ? holder.class.statics.get(name)
      : holder.kind === 'instance'
        ? holder.class.members.get(name)
        : undefined;
  return member?.values.length === 1 ? member.values[0] : undefined;
}

/** The SQL that `argument` holds, by constants, wrappers and their callers; undefined where the code does not show it. */
export function sqlText(
  argument: Expression | undefined,
  environment: Environment | undefined,
  evaluator: Evaluator,
): string | undefined {
  return new Texts(evaluator).of(argument, environment);
}
