import { exportOfPackage, ormOfGeneratedExport } from '../../orms/known-orms.js';
import type { Binding } from '../facts/binding.js';
import { type Expression, objectWith } from '../facts/expression.js';
import { type ModuleFacts, NAMESPACE, WHOLE_MODULE } from '../facts/module-facts.js';
import type { ModuleStore } from './module-store.js';
import type { Resolver } from './resolver.js';

/** What an imported or exported name stands for. */
export type Target =
  /** A name of a file: a declaration, or an interface or type alias. */
  | { readonly kind: 'name'; readonly module: ModuleFacts; readonly name: string }
  /** A value without a name of its own, as in `export default factory()`. */
  | { readonly kind: 'value'; readonly module: ModuleFacts; readonly value: Expression }
  /** All that a file exports. */
  | { readonly kind: 'module'; readonly module: ModuleFacts }
  /** An export of a package from outside; `*` for all of them. */
  | { readonly kind: 'package'; readonly package: string; readonly name: string };

/** The files of a project, linked by their imports and exports. */
export class Project {
  readonly #imports = new Map<Binding, Target | undefined>();
  readonly #exports = new Map<ModuleFacts, Map<string, Target | undefined>>();

  constructor(
    readonly store: ModuleStore,
    readonly resolver: Resolver,
  ) {}

  /** What `binding`, an import, stands for; undefined where the file or the name is not found. */
  importTarget(module: ModuleFacts, binding: Binding): Target | undefined {
    if (!binding.imported) return undefined;
    const known = this.#imports.get(binding);
    if (known || this.#imports.has(binding)) return known;
    const generated = generatedExport(binding.imported.name);
    const target: Target | undefined =
      generated ?? this.lookUp(module, binding.imported.specifier, binding.imported.name);
    this.#imports.set(binding, target);
    return target;
  }

  /** What `name` of the file or package behind `specifier` stands for. */
  lookUp(from: ModuleFacts, specifier: string, name: string): Target | undefined {
    const resolution = this.resolver.resolve(from.file, specifier);
    if (resolution?.kind !== 'file') return this.#follow(from, specifier, name, new Set());
    const module = this.store.get(resolution.file);
    return module && this.#keptExport(module, name);
  }

  /** What `module` exports as `name`. */
  exportOf(module: ModuleFacts, name: string): Target | undefined {
    return generatedExport(name) ?? this.#keptExport(module, name);
  }

  /** Barrels are asked for the same names by many files. */
  #keptExport(module: ModuleFacts, name: string): Target | undefined {
    const known = this.#exports.get(module) ?? new Map<string, Target | undefined>();
    this.#exports.set(module, known);
    if (!known.has(name)) known.set(name, this.#exported(module, name, new Set()));
    return known.get(name);
  }

  #follow(from: ModuleFacts, specifier: string, name: string, seen: Set<string>): Target | undefined {
    const resolution = this.resolver.resolve(from.file, specifier);
    if (!resolution) return undefined;
    if (resolution.kind === 'package')
      return { kind: 'package', package: resolution.name, name: nameInPackage(resolution.name, specifier, name) };
    const module = this.store.get(resolution.file);
    return module && this.#exported(module, name, seen);
  }

  #exported(module: ModuleFacts, name: string, seen: Set<string>): Target | undefined {
    const key = `${module.file}\0${name}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const whole = module.exports.get(WHOLE_MODULE);
    if (name === NAMESPACE || name === WHOLE_MODULE) {
      return whole?.kind === 'value'
        ? { kind: 'value', module, value: withNames(module, whole.value) }
        : { kind: 'module', module };
    }
    const found = module.exports.get(name);
    if (found?.kind === 'value') return { kind: 'value', module, value: found.value };
    if (found?.kind === 'from') return this.#follow(module, found.specifier, found.name, seen);
    if (found) return this.#local(module, found.name, seen);
    const starred = name === 'default' ? undefined : this.#starred(module, name, seen);
    if (starred) return starred;
    // A default import of a CommonJS module is its `module.exports`.
    if (whole?.kind === 'value') {
      const member: Expression = {
        kind: 'member',
        object: whole.value,
        name,
        start: 0,
        end: 0,
        nameStart: 0,
        loop: undefined,
        owner: top(module),
        use: 'value',
      };
      return { kind: 'value', module, value: name === 'default' ? whole.value : member };
    }
    return name === 'default' && module.exports.size > 0 && !isEsm(module) ? { kind: 'module', module } : undefined;
  }

  /** What one of the files that `module` passes on exports as `name`: only those are parsed whose text may hold it. */
  #starred(module: ModuleFacts, name: string, seen: Set<string>): Target | undefined {
    const libraries: Target[] = [];
    for (const specifier of module.stars) {
      const resolution = this.resolver.resolve(module.file, specifier);
      if (!resolution || (resolution.kind === 'file' && !this.store.mayExport(resolution.file, name))) continue;
      const target = this.#follow(module, specifier, name, seen);
      if (target && target.kind !== 'package') return target;
      if (target) libraries.push(target);
    }
    return this.#libraryExport(libraries);
  }

  /** A barrel that passes on all of a library passes on this name too, as far as the library has it. */
  #libraryExport(targets: readonly Target[]): Target | undefined {
    return targets.find(
      (target) => target.kind === 'package' && exportOfPackage(target.package, target.name) !== undefined,
    );
  }

  #local(module: ModuleFacts, name: string, seen: Set<string>): Target | undefined {
    const binding = module.bindings.get(name);
    if (binding?.imported) return this.#follow(module, binding.imported.specifier, binding.imported.name, seen);
    return binding || module.types.has(name) ? { kind: 'name', module, name } : undefined;
  }
}

/** `lodash/map` is what `lodash` exports as `map`: a file of a package is named after the one thing it holds. */
function nameInPackage(packageName: string, specifier: string, name: string): string {
  const file =
    specifier
      .slice(packageName.length + 1)
      .split('/')
      .at(-1) ?? '';
  return file !== '' && (name === 'default' || name === WHOLE_MODULE) ? file.replace(/\.[cm]?js$/, '') : name;
}

function top(module: ModuleFacts): ModuleFacts['functions'][number] {
  const [code] = module.functions;
  if (!code) throw new Error(`ModuleFacts of ${module.file} lack the code at the top of the file.`);
  return code;
}

/** A library whose code is generated into the project is known by what it exports, wherever that lies. */
function generatedExport(name: string): Target | undefined {
  const orm = ormOfGeneratedExport(name);
  return orm && { kind: 'package', package: orm.packages[0] ?? '', name };
}

const isEsm = (module: ModuleFacts): boolean =>
  [...module.exports.values()].some((exported) => exported.kind !== 'value');

const named = new WeakMap<ModuleFacts, Expression>();

/** `module.exports = whole` together with what is added to it: `module.exports.name = value`. */
function withNames(module: ModuleFacts, whole: Expression): Expression {
  const known = named.get(module);
  if (known) return known;
  const properties = new Map(
    [...module.exports].flatMap(([name, exported]) =>
      exported.kind === 'value' && name !== WHOLE_MODULE ? [[name, exported.value] as const] : [],
    ),
  );
  const value: Expression =
    properties.size === 0 ? whole : { kind: 'either', options: [whole, objectWith(properties)], test: undefined };
  named.set(module, value);
  return value;
}
