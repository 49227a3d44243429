/** How an object describes an entity that is no class: its keys. */
export interface SchemaFacts {
  /** The key of its relations, or of all its properties. */
  readonly relations: string;
  /** The key of a relation's description that names the entity behind it. */
  readonly target: string;
  /** The key of what has relations inside. */
  readonly embedded: string;
  /** Keys with which it may have relations that it does not show. */
  readonly inheritance: readonly string[];
}

/** How the relations of a library's entities are declared. */
export type RelationDeclarations =
  /** By decorators of a class's members, or by `properties` or `relations` of a schema. */
  | {
      readonly by: 'decorators';
      /** Decorators of a class of which an heir may have relations that it does not show. */
      readonly inheritance: readonly string[];
      /** Options of the entity's decorator that say the same. */
      readonly inheritanceOptions: readonly string[];
      /** Decorators of a relation, and of what has relations inside. */
      readonly relations: readonly string[];
      readonly embedded: readonly string[];
      /** Whether a member that is no relation may be named, too: it is loaded as it is. */
      readonly allowsProperties: boolean;
      readonly schema: SchemaFacts;
    }
  /** By a static member of the model's class. */
  | { readonly by: 'mappings'; readonly member: string; readonly target: string }
  /** By members of an object that a function makes the model of: `makers` tells its position, `methods` what they give back. */
  | {
      readonly by: 'members';
      readonly makers: Readonly<Record<string, number>>;
      readonly methods: readonly string[];
    }
  /** By functions that are given one table, or all, anywhere in the project. */
  | { readonly by: 'tables'; readonly ofOne: readonly string[]; readonly ofAll: readonly string[] }
  /** By calls and decorators anywhere in the project. */
  | { readonly by: 'associations'; readonly methods: readonly string[]; readonly decorators: readonly string[] };

/** How relations are named that a query loads with its rows, and what becomes of a wrong name. */
export interface EagerFacts {
  /** The option of finding methods that names them. */
  readonly option?: string;
  /** Whether what is loaded with a relation's rows stands under the same option in its value. */
  readonly isOptionNested?: boolean;
  /** Options by which others name them, and which this library ignores without a word. */
  readonly ignored?: readonly string[];
  /** How the option is written, as a message shows it. */
  readonly written: string;
  /** Methods whose first argument is a condition on the row, not options. */
  readonly conditionMethods?: readonly string[];
  /** Methods of a builder that name relations as `alias.relation`, with the argument that does; the next one is the new alias. */
  readonly joins?: Readonly<Record<string, number>>;
  /** Methods whose argument is a relation expression such as `[author, tags.posts]`, with its position. */
  readonly expressions?: Readonly<Record<string, number>>;
  /** Parts of a path that stand for several relations or none. */
  readonly wildcards?: readonly string[];
  /** Absent where wrong names are not looked for. */
  readonly declared?: RelationDeclarations;
}
