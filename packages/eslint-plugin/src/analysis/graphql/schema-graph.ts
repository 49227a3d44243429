import { ROOT_TYPES } from '../../graphql/frameworks.js';

/** Where a part of the schema is written. */
export interface SchemaPlace {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** The types that a field can have, by the names that the code gives them, and whether it gives a list of them. */
export interface FieldType {
  readonly names: readonly string[];
  readonly isList: boolean;
}

interface Field {
  readonly type: FieldType;
  readonly place: SchemaPlace;
}

/** Why objects of a type come in numbers. */
export interface ListedType {
  /** The type that a field gives a list of. */
  readonly type: string;
  readonly place: SchemaPlace;
}

/** The types of a project's schema: what their fields give, and which of them come in numbers. */
export class SchemaGraph {
  readonly #fields = new Map<string, Map<string, Field[]>>();
  readonly #canonical = new Map<string, string>();
  /** Types by an interface, a union, or code that adds fields to them. */
  readonly #members = new Map<string, Set<string>>();
  readonly #abstracts = new Map<string, Set<string>>();
  readonly #roots = new Set<string>(ROOT_TYPES);
  #listed: Map<string, ListedType> | undefined;
  /** Types by the interface, union or fields that they have. */
  #kinds: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  /** Notes that both names mean one type. */
  alias(one: string, other: string): void {
    const [a, b] = [this.#nameOf(one), this.#nameOf(other)];
    if (a !== b) this.#canonical.set(a, b);
    this.#listed = undefined;
    this.#kinds = undefined;
  }

  addField(owner: string, name: string, type: FieldType, place: SchemaPlace): void {
    const fields = this.#fields.get(owner) ?? new Map<string, Field[]>();
    this.#fields.set(owner, fields);
    fields.set(name, [...(fields.get(name) ?? []), { type, place }]);
    this.#listed = undefined;
    this.#kinds = undefined;
  }

  /** Notes that an object of `type` is one of `abstract`: an interface, a union, a base class, or fields that types share. */
  addMember(abstract: string, type: string): void {
    add(this.#members, abstract, type);
    add(this.#abstracts, type, abstract);
    this.#listed = undefined;
    this.#kinds = undefined;
  }

  addRoot(name: string): void {
    this.#roots.add(name);
    this.#listed = undefined;
    this.#kinds = undefined;
  }

  isRoot(name: string): boolean {
    const own = this.#nameOf(name);
    return [...this.#roots].some((root) => this.#nameOf(root) === own);
  }

  /** Whether a definition gives `owner` the field. */
  hasField(owner: string, name: string): boolean {
    return this.#fields.get(owner)?.has(name) ?? false;
  }

  /** What a definition says that the field gives. */
  typeOf(owner: string, name: string): FieldType | undefined {
    return this.#fields.get(owner)?.get(name)?.[0]?.type;
  }

  /** Whether objects of `type` may be objects of `other`: the same type, one that has it, or one that it has. */
  isKin(type: string, other: string): boolean {
    const [a, b] = [this.#nameOf(type), this.#nameOf(other)];
    return a === b || this.#related(this.#members, a).includes(b) || this.#related(this.#abstracts, a).includes(b);
  }

  /** Whether objects of `type` may be objects of `other` because some third type is both. */
  sharesObjects(type: string, other: string): boolean {
    const [a, b] = [this.#nameOf(type), this.#nameOf(other)];
    const members = (this.#kinds ??= this.#closed(this.#members));
    const own = members.get(a);
    const others = members.get(b);
    return (
      a === b || own?.has(b) === true || others?.has(a) === true || [...(own ?? [])].some((name) => others?.has(name))
    );
  }

  hasType(name: string): boolean {
    return this.#fields.has(name);
  }

  /** Why there are many objects of `type` in one answer; undefined where no list leads to it. */
  listed(type: string): ListedType | undefined {
    const listed = (this.#listed ??= this.#findListed());
    const seen = new Set<string>();
    const open = [this.#nameOf(type)];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const found = listed.get(name);
      if (found) return found;
      // What runs for an interface runs for the types that have it.
      open.push(...this.#related(this.#members, name));
    }
    return undefined;
  }

  /** The field that gives a list of `type` itself, the first one that was added; undefined for a type that operations start from. */
  givenInList(type: string): ListedType | undefined {
    if (this.isRoot(type)) return undefined;
    for (const fields of this.#fields.values())
      for (const { type: given, place } of [...fields.values()].flat())
        if (given.isList && given.names.includes(type)) return { type, place };
    return undefined;
  }

  #nameOf(name: string): string {
    let at = name;
    for (let next = this.#canonical.get(at); next !== undefined; next = this.#canonical.get(at)) at = next;
    return at;
  }

  #related(relation: ReadonlyMap<string, ReadonlySet<string>>, canonical: string): string[] {
    const found: string[] = [];
    for (const [name, others] of relation)
      if (this.#nameOf(name) === canonical) for (const other of others) found.push(this.#nameOf(other));
    return found;
  }

  #findListed(): Map<string, ListedType> {
    const listed = new Map<string, ListedType>();
    const open: string[] = [];
    const note = (name: string, found: ListedType): void => {
      const own = this.#nameOf(name);
      if (listed.has(own) || this.isRoot(own)) return;
      listed.set(own, found);
      open.push(own);
    };
    const byOwner = new Map<string, Field[]>();
    for (const [owner, fields] of this.#fields) {
      const all = [...fields.values()].flat();
      byOwner.set(this.#nameOf(owner), [...(byOwner.get(this.#nameOf(owner)) ?? []), ...all]);
      for (const { type, place } of all)
        if (type.isList) for (const name of type.names) note(name, { type: name, place });
    }
    const members = this.#closed(this.#members);
    const abstracts = this.#closed(this.#abstracts);
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      const why = listed.get(name);
      if (!why) continue;
      for (const member of members.get(name) ?? []) note(member, why);
      for (const owner of [name, ...(abstracts.get(name) ?? [])])
        for (const { type } of byOwner.get(owner) ?? []) for (const part of type.names) note(part, why);
    }
    return listed;
  }

  /** `relation` between the names that count. */
  #closed(relation: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Set<string>> {
    const closed = new Map<string, Set<string>>();
    for (const [name, others] of relation)
      for (const other of others) add(closed, this.#nameOf(name), this.#nameOf(other));
    return closed;
  }
}

function add(relation: Map<string, Set<string>>, name: string, other: string): void {
  const known = relation.get(name);
  if (known) known.add(other);
  else relation.set(name, new Set([other]));
}
