import type { BulkTable } from './bulk/bulk-facts.js';
import type { EagerFacts } from './eager/eager-facts.js';
import type { RowHookFacts } from './per-row/row-hook-facts.js';

/** What a call does to the database: rows come back, rows change, or the SQL text tells. */
export type Execution = 'read' | 'write' | 'sql';

/** What a call or property gives back. */
export type Returned =
  /** The same handle, for calls that are chained. */
  | { readonly is: 'self' }
  /** Another handle; `model` says which argument names the model it is for, otherwise the model stays the same. */
  | {
      readonly is: 'role';
      readonly role: string;
      readonly modelArgument?: number;
      /** Option of the model's decorators that names a class of the project which is given back instead. */
      readonly namedBy?: string;
    }
  /** An instance of what another package exports. */
  | { readonly is: 'export'; readonly package: string; readonly name: string }
  /** One row of the handle's model, or of the model that an argument names. */
  | { readonly is: 'row'; readonly modelArgument?: number }
  /** Several rows. */
  | { readonly is: 'rows'; readonly modelArgument?: number }
  /** A pair of rows and their number. */
  | { readonly is: 'rows-and-count'; readonly modelArgument?: number }
  /** A pair of a row and whether it is new. */
  | { readonly is: 'row-and-flag'; readonly modelArgument?: number }
  /** Several rows at a time, one batch after the other. */
  | { readonly is: 'batches' }
  /** The value of an argument. */
  | { readonly is: 'argument'; readonly argument: number }
  /** An instance of the class that an argument names. */
  | { readonly is: 'instance'; readonly argument: number }
  /** The handle together with the members of an object that an argument holds, itself or under the given keys. */
  | { readonly is: 'extended'; readonly argument: number; readonly under?: readonly string[] };

/** A function that the call runs before it settles; its parameters are handles of these roles. */
export interface CallbackFacts {
  /** Roles of the parameters of any function among the arguments. */
  readonly parameters: readonly string[];
  /** It runs for each row of the result, not once. */
  readonly isPerRow?: boolean;
}

/** What a member of a handle does. */
export interface MemberFacts {
  /** Absent where the call only builds, or is done in memory. */
  readonly executes?: Execution;
  /**
   * Which argument holds the SQL text, where `executes` is `sql`; `builder` where the call that made the object has it. Defaults
   * to 0.
   */
  readonly sqlArgument?: number | 'builder';
  readonly returns?: Returned;
  readonly callback?: CallbackFacts;
  /** Which argument holds the options that say what is loaded eagerly. */
  readonly eagerArgument?: number;
  /** The member is a property, not a method. */
  readonly isProperty?: boolean;
  /** Calls of the same tick are sent as one query, so that mapping over a list is fine and awaiting in a loop is not. */
  readonly isBatchedInOneTick?: boolean;
  /** Loads a relation of the row that it is called on. */
  readonly isLazyRelation?: boolean;
  /** Sends nothing where the relation was loaded before. */
  readonly isSkippedWhenLoaded?: boolean;
  /** Option of the call with which it sends nothing where the relation was loaded before. */
  readonly skippingOption?: string;
  /** Option of the call by which those of the same tick are sent as one query. */
  readonly batchingOption?: string;
  /** Which arguments hold rows and the relations that are loaded into them. */
  readonly populates?: { readonly rows: number; readonly paths: number };
  /** Says something only of calls whose result is awaited. */
  readonly isOnlyAwaited?: boolean;
}

/** A kind of object through which queries are sent or built. */
export interface RoleFacts {
  /** As a message names it: `Repository`. */
  readonly label: string;
  readonly members: Readonly<Record<string, MemberFacts>>;
  /** Members that are named after something of the project, such as `getPosts`. They come after the listed ones. */
  readonly patterns?: readonly { readonly name: RegExp; readonly facts: MemberFacts }[];
  /** What members that are not listed do. Defaults to nothing that is known. */
  readonly others?: MemberFacts;
  /** What calling the object itself does. */
  readonly call?: MemberFacts;
  /** What the object does as the tag of a template literal. Defaults to what calling it does. */
  readonly tag?: MemberFacts;
  /** The object is a builder that runs when it is awaited; where it is `sql`, the text that it was made of tells what it does. */
  readonly awaited?: Execution;
  /** What waiting for it gives: the rows of its query. Defaults to nothing that is known. */
  readonly brings?: Returned;
  /** What it reads is a relation of one row: the call that made it names the relation. */
  readonly isLazyRelation?: boolean;
  /** The role of the rows that it gives, where their class is not known. */
  readonly rows?: string;
  /** It describes an entity that is no class, and is handed over in its place. */
  readonly isSchema?: boolean;
  /** The role of instances, where it is a class that others extend. */
  readonly instances?: string;
  /** The role of its items, where it is a list. */
  readonly items?: string;
  /** The role of what a file makes of the object whose name is only known at run time: `require(path)(object)`. */
  readonly definedByFile?: string;
  /** The object stands for one connection or database: where it comes from the element, every query goes elsewhere. */
  readonly isConnection?: boolean;
}

/** What a package exports under a name. */
export interface ExportFacts {
  /** The role of its instances, whether made with `new`, typed as it or inherited from. The first type argument is the model. */
  readonly role?: string;
  /** The role of the class itself: static members. */
  readonly staticRole?: string;
  /** What calling it gives back. */
  readonly returns?: Returned;
}

/** How the classes of a library declare relations, and which of them are lazy. */
export interface RelationFacts {
  /** Names of the decorators, as the package exports them. */
  readonly decorators: readonly string[];
  /** A relation is lazy where its property is typed as a promise. */
  readonly isLazyByPromiseType: boolean;
  /** Option of the decorator that makes a relation lazy. */
  readonly lazyOption?: string;
  /** Option of the decorator with which every find loads the relation. */
  readonly alwaysOption: string;
  /** Key of the find options that loads relations eagerly: an object of paths or a list of them. */
  readonly eagerOption: string;
  /** Entries of that list that stand for all relations. Defaults to none. */
  readonly eagerEverything?: readonly string[];
  /** Methods of a query builder that load a relation with the rows: their first argument is `alias.relation`. */
  readonly eagerMethods: readonly string[];
}

/** How an object of which nothing else is known is recognised: by what its method is given. */
export interface RecognitionFacts {
  readonly role: string;
  /** Methods of the role that tell. */
  readonly members: readonly string[];
  /**
   * The first argument is one of the library's entities, some argument holds one of its operators, or the option `where` is a
   * function that is handed columns and operators, of a member of `query`.
   */
  readonly by: 'entity' | 'operator' | 'operator-callback';
}

/** How a message tells what to do instead, in the words of the library. */
export interface AdviceFacts {
  /** For a query per element. */
  readonly read: string;
  /** For a lazy relation; `{{relation}}` is its name. */
  readonly lazyRelation?: string;
}

/** All that is known about one ORM or driver: data only, so that a new one is a new file. */
export interface OrmFacts {
  /** As people write it: `TypeORM`. */
  readonly name: string;
  /** Packages whose exports are meant. */
  readonly packages: readonly string[];
  /** Names that mean this library from whatever file they are imported: its code is generated into the project. */
  readonly generatedExports?: readonly string[];
  readonly exports: Readonly<Record<string, ExportFacts>>;
  /** Exports that are named alike. They come after the listed ones. */
  readonly exportPatterns?: readonly { readonly name: RegExp; readonly facts: ExportFacts }[];
  readonly roles: Readonly<Record<string, RoleFacts>>;
  readonly relations?: RelationFacts;
  /** Exports that declare an entity: a class under such a decorator, or what such a function makes. */
  readonly entities?: readonly string[];
  readonly recognisedBy?: readonly RecognitionFacts[];
  /** How relations are named that are loaded with the rows. */
  readonly eager?: EagerFacts;
  /** Writes that have a form for many rows. */
  readonly bulk?: BulkTable;
  /** Code that it runs for each row. */
  readonly rows?: readonly RowHookFacts[];
  readonly advice: AdviceFacts;
}

/** Gives several members the same facts. */
export function each<Name extends string>(names: readonly Name[], facts: MemberFacts): Record<Name, MemberFacts> {
  return Object.fromEntries(names.map((name) => [name, facts])) as Record<Name, MemberFacts>;
}
