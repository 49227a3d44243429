import type { RelationDeclarations } from '../../orms/eager/eager-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { rawTextOf } from '../modules/raw-text.js';
import { repositoryAt, repositoryOf } from '../modules/repository.js';
import type { ModuleStore } from '../modules/module-store.js';
import { dirname } from 'node:path';

type Declared = Extract<RelationDeclarations, { by: 'associations' }>;

/** How long, in milliseconds, what was seen in the files counts. */
const FRESH_MS = 60_000;

const NO_FILES: readonly string[] = [];

const SOURCE = /\.[cm]?[jt]sx?$/;

/** The names by which a project's models are associated. */
export class Associations {
  readonly names = new Set<string>();
  /** Names of models that are associated without a name of its own: the library makes one of theirs. */
  readonly #nameless = new Set<string>();
  readonly #ofModel = new Map<string, Set<string>>();
  /** Whether every association shows its name. */
  isComplete = true;

  /** Whether no association of the project can be called `name`. */
  excludes(name: string): boolean {
    if (!this.isComplete || this.names.size === 0 || this.names.has(name)) return false;
    // What the plural of a model is called is left to the library: `person` makes `people`.
    const start = name.slice(0, 2).toLowerCase();
    return ![...this.#nameless].some((model) => model.slice(0, 2).toLowerCase() === start);
  }

  /** Names of the associations of `model`, as far as they are its own. */
  of(model: string | undefined): readonly string[] {
    return [...(this.#ofModel.get(model ?? '') ?? [])];
  }

  add(model: string | undefined, target: string | undefined, options: Expression | undefined, member?: string): void {
    if (member !== undefined) this.#name(model, member);
    if (options && options.kind !== 'object') {
      this.isComplete = false;
      return;
    }
    const inverse = options?.properties.get('inverse');
    const given = [options?.properties.get('as'), inverse?.kind === 'object' ? inverse.properties.get('as') : inverse];
    if (options && options.others.length > 0) this.isComplete = false;
    for (const as of given) this.#given(model, as);
    if (member !== undefined || given[0]) return;
    if (target === undefined) this.isComplete = false;
    else this.#nameless.add(target);
  }

  #given(model: string | undefined, as: Expression | undefined): void {
    if (!as) return;
    const texts = as.kind === 'object' ? [...as.properties.values()] : [as];
    for (const text of texts) {
      if (text.kind === 'string') this.#name(model, text.value);
      else this.isComplete = false;
    }
  }

  #name(model: string | undefined, name: string): void {
    this.names.add(name);
    const own = this.#ofModel.get(model ?? '') ?? new Set();
    this.#ofModel.set(model ?? '', own.add(name));
  }
}

/** The last name of what an expression names: `User` of `models.User`. */
export function lastName(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'member' || expression?.kind === 'reference') return expression.name;
  return expression?.kind === 'function' ? lastName(expression.function.returns[0]) : undefined;
}

/** The model on which `call` declares: that of the class around it where it is called on `this`. */
function modelOf({ callee, owner }: CallExpression): string | undefined {
  const holder = callee.kind === 'member' ? callee.object : undefined;
  if (holder?.kind !== 'this') return lastName(holder);
  return owner.owner && 'members' in owner.owner ? owner.owner.name : undefined;
}

function addFrom(module: ModuleFacts, declared: Declared, associations: Associations): void {
  for (const { calls } of module.functions)
    for (const call of calls) {
      const { callee, args } = call;
      if (callee.kind === 'member' && declared.methods.includes(callee.name))
        associations.add(modelOf(call), lastName(args[0]), args[1]);
    }
  for (const cls of module.classes)
    for (const [name, { decorators }] of cls.members)
      for (const decorator of decorators)
        if (decorator.kind === 'call' && declared.decorators.includes(lastName(decorator.callee) ?? ''))
          associations.add(
            cls.name,
            undefined,
            decorator.args.find(({ kind }) => kind === 'object'),
            name,
          );
}

const declaringBelow = new Map<string, { readonly files: readonly string[]; readonly atMs: number }>();

/** The files of `root` that declare associations, by their text alone; looked through once a minute at most. */
function declaringFiles(root: string, { methods, decorators }: Declared): readonly string[] {
  const now = performance.now();
  const seen = declaringBelow.get(root);
  if (seen && now - seen.atMs < FRESH_MS) return seen.files;
  const declares = new RegExp(`\\b(?:${[...methods, ...decorators].join('|')})\\s*\\(`);
  const files = repositoryAt(root).files.filter((file) => SOURCE.test(file) && declares.test(rawTextOf(file)));
  declaringBelow.set(root, { files, atMs: now });
  return files;
}

interface Known {
  readonly associations: Associations;
  /** What it was made of: the files that declare associations, and the state of the store. */
  readonly files: readonly string[];
  readonly generation: number;
}

const known = new WeakMap<ModuleFacts, Known>();

/** The associations that the repository of `module` declares, as its files stand now, or a minute ago at most. */
export function associationsAround(module: ModuleFacts, declared: Declared, store: ModuleStore): Associations {
  const root = repositoryOf(dirname(module.file));
  const files = root === undefined ? NO_FILES : declaringFiles(root, declared);
  const seen = known.get(module);
  if (seen?.files === files && seen.generation === store.generation) return seen.associations;
  const associations = new Associations();
  const modules = files.flatMap((file) => store.get(file) ?? []);
  for (const each of new Set([...modules, module])) addFrom(each, declared, associations);
  known.set(module, { associations, files, generation: store.generation });
  return associations;
}
