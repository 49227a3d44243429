import { dirname, join, resolve } from 'node:path';
import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { globalName, isNamed } from '../facts/global-name.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { repositoryOf } from '../modules/repository.js';
import type { Evaluator } from './evaluator.js';
import { globalValues } from './global-values.js';
import type { Environment } from './value.js';

/** How many names and parts a text may lead through. */
const MAX_DEPTH = 10;

const PATH_PACKAGES = new Set(['path', 'node:path']);

/** Answers what text an expression is, where that is known without running it: names of files, and paths made of them. */
class TextReader {
  constructor(
    readonly evaluator: Evaluator,
    readonly environment: Environment | undefined,
  ) {}

  read(expression: Expression | undefined, module: ModuleFacts, depth = 0): string | undefined {
    if (!expression || depth > MAX_DEPTH) return undefined;
    switch (expression.kind) {
      case 'string':
        return expression.value;
      case 'template': {
        const parts = expression.parts.map((part) => this.read(part, module, depth + 1));
        return parts.includes(undefined)
          ? undefined
          : expression.texts.map((text, index) => text + (parts[index] ?? '')).join('');
      }
      case 'reference':
        if (expression.binding) return this.#ofBinding(expression.binding, depth);
        return expression.name === '__dirname' ? dirname(module.file) : undefined;
      case 'member':
        return this.#ofMember(expression, depth);
      case 'call':
        return this.#ofCall(expression, module, depth);
      default:
        return undefined;
    }
  }

  #ofBinding(binding: Binding, depth: number): string | undefined {
    for (let frame = this.environment; frame; frame = frame.outer)
      if (frame.text?.binding === binding) return frame.text.value;
    const [source, another] = binding.sources;
    if (!source || another || source.path.length > 0 || binding.parameter) return undefined;
    return this.read(source.value, binding.owner.module, depth + 1);
  }

  #ofMember({ object, name, owner }: Extract<Expression, { kind: 'member' }>, depth: number): string | undefined {
    const global = globalName(object);
    const values =
      global !== undefined
        ? globalValues(global, owner.module, this.evaluator)
        : this.evaluator.evaluate(object, this.environment);
    for (const value of values) {
      const given = value.kind === 'object' ? value.object.properties.get(name) : undefined;
      const text = this.read(given, owner.module, depth + 1);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  #ofCall({ callee, args, owner }: CallExpression, module: ModuleFacts, depth: number): string | undefined {
    if (callee.kind !== 'member') return undefined;
    if (isNamed(callee.object, 'process') && callee.name === 'cwd') return repositoryOf(dirname(owner.module.file));
    if (callee.name !== 'join' && callee.name !== 'resolve') return undefined;
    const isPath = this.evaluator
      .evaluate(callee.object)
      .some((value) => value.kind === 'external' && PATH_PACKAGES.has(value.package));
    const parts = isPath ? args.map((argument) => this.read(argument, module, depth + 1)) : [];
    const known = parts.flatMap((part) => part ?? []);
    if (known.length === 0 || known.length < parts.length) return undefined;
    return callee.name === 'join' ? join(...known) : resolve(...known);
  }
}

/** What text `expression` of `module` is, where that is known without running it. */
export function textOf(
  expression: Expression | undefined,
  module: ModuleFacts,
  environment: Environment | undefined,
  evaluator: Evaluator,
): string | undefined {
  return new TextReader(evaluator, environment).read(expression, module);
}
