/** How a library is told of code that it runs for each row. */
export type RowHookPlace =
  /** A method or getter under one of these decorators. */
  | { readonly by: 'decorator'; readonly names: readonly string[] }
  /** A function among the arguments of such a decorator. */
  | { readonly by: 'decorator-argument'; readonly names: readonly string[] }
  /** A method of a class that extends or implements one of these exports. */
  | { readonly by: 'method'; readonly of: readonly string[]; readonly names: readonly string[] }
  /** A function that a method of a handle is given. */
  | {
      readonly by: 'argument';
      readonly role: string;
      readonly method: string;
      readonly argument: number;
      /** What the first argument has to be. Defaults to anything. */
      readonly event?: string;
      /** Where in an object the function stands; `*` for any key. Defaults to the argument itself. */
      readonly path?: readonly string[];
    };

/** Code that a library runs once for each row, without a loop in sight. */
export type RowHookFacts = RowHookPlace & {
  /** What stands for the row in it: `this`, or the parameter at this position. */
  readonly row: 'this' | number;
  /** When it runs, as a message goes on after `which`. */
  readonly runs: string;
};
