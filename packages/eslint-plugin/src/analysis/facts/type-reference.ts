/** A type as written, reduced to what can lead to a class, an interface or a library's type. */
export type TypeReference =
  | { readonly kind: 'named'; readonly path: readonly string[]; readonly args: readonly TypeReference[] }
  /** `import('specifier').Name`. */
  | {
      readonly kind: 'imported';
      readonly specifier: string;
      readonly path: readonly string[];
      readonly args: readonly TypeReference[];
    }
  | { readonly kind: 'array'; readonly of: TypeReference }
  | { readonly kind: 'tuple'; readonly of: readonly TypeReference[] }
  /** The type at a position of a tuple or list. */
  | { readonly kind: 'item'; readonly of: TypeReference; readonly index: number | undefined }
  | { readonly kind: 'union'; readonly of: readonly TypeReference[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, TypeReference> }
  | {
      readonly kind: 'function';
      readonly parameters: readonly TypeReference[];
      readonly returns: TypeReference;
    }
  /** `typeof name`, or `typeof import('specifier')`. */
  | { readonly kind: 'typeof'; readonly path: readonly string[]; readonly specifier: string | undefined }
  | { readonly kind: 'member'; readonly of: TypeReference; readonly name: string }
  | { readonly kind: 'unknown' };

export const UNKNOWN_TYPE: TypeReference = { kind: 'unknown' };

/** An interface, or a type alias with what it stands for in `extends`. */
export interface TypeDeclaration {
  readonly name: string;
  readonly members: ReadonlyMap<string, TypeReference>;
  readonly extends: readonly TypeReference[];
  readonly parameters: readonly string[];
}
