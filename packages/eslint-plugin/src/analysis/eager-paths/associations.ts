import type { RelationDeclarations } from '../../orms/eager/eager-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { callOf, modulesHolding } from '../modules/files-by-text.js';
import type { ModuleStore } from '../modules/module-store.js';

type Declared = Extract<RelationDeclarations, { by: 'associations' }>;

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

  /** Whether nothing was added that says or hides a name. */
  get isEmpty(): boolean {
    return this.isComplete && this.names.size === 0 && this.#nameless.size === 0;
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

function associationsIn(modules: Iterable<ModuleFacts>, declared: Declared): Associations {
  const associations = new Associations();
  for (const module of modules) addFrom(module, declared, associations);
  return associations;
}

/** What modules declare, by their list. */
const known = new WeakMap<readonly ModuleFacts[], Associations>();

/** The associations that the repository of `module` declares, and `module` itself wherever it lies. */
export function associationsAround(module: ModuleFacts, declared: Declared, store: ModuleStore): Associations {
  const declares = callOf([...declared.methods, ...declared.decorators]);
  const modules = modulesHolding(declares, module.file, store);
  const associations = known.get(modules) ?? associationsIn(modules, declared);
  known.set(modules, associations);
  if (modules.includes(module) || associationsIn([module], declared).isEmpty) return associations;
  return associationsIn([...modules, module], declared);
}
