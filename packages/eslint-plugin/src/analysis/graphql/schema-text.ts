import {
  DECORATES_SCHEMA,
  HOLDS_CODE,
  HOLDS_RESOLVERS,
  NAMES_CLASSES,
  NAMES_GRAPHQL,
  OPERATION_DECORATOR,
  USES_BUILDER,
} from '../../graphql/frameworks.js';
import { rawTextOf } from '../modules/raw-text.js';
import { type SdlDefinition, readSdl, readTemplates } from './sdl.js';

/** Code with markup belongs to a client. */
const SOURCE = /\.[cm]?[jt]s$/;
const SDL = /\.(?:gql|graphqls?)$/;

/** What the text of one file says about the schema. */
export interface SchemaFile {
  readonly file: string;
  /** Whether classes of it may be types or resolvers. */
  readonly isDecorated: boolean;
  /** Whether it may make types with classes of `graphql` or with a builder. */
  readonly makesTypes: boolean;
  /** Whether objects of it may hold resolvers. */
  readonly mayHoldMap: boolean;
  readonly definitions: readonly SdlDefinition[];
}

function isDecorated(text: string): boolean {
  return DECORATES_SCHEMA.test(text) || (OPERATION_DECORATOR.test(text) && /graphql/i.test(text));
}

/** A file of schema definition language, which is only read when somebody asks: generated ones are long. */
function definitionsIn(file: string): SchemaFile {
  let known: readonly SdlDefinition[] | undefined;
  return {
    file,
    isDecorated: false,
    makesTypes: false,
    mayHoldMap: false,
    get definitions() {
      return (known ??= readSdl(rawTextOf(file)));
    },
  };
}

/** What `text` says about the schema; undefined where that is nothing. */
export function lookForSchema(file: string, text: string): SchemaFile | undefined {
  if (SDL.test(file)) return definitionsIn(file);
  if (!SOURCE.test(file)) return undefined;
  const definitions = text.includes('`') ? readTemplates(text) : [];
  const makesTypes = USES_BUILDER.test(text) || (NAMES_CLASSES.test(text) && NAMES_GRAPHQL.test(text));
  const mayHoldMap = (definitions.length > 0 || HOLDS_RESOLVERS.test(text)) && HOLDS_CODE.test(text);
  const found = { file, isDecorated: isDecorated(text), makesTypes, mayHoldMap, definitions };
  return found.isDecorated || makesTypes || mayHoldMap || definitions.length > 0 ? found : undefined;
}

/** The types that decorated classes may give lists of, by the text of their file: `[Post]`, `Post[]`, `Array<Post>`. */
export function listedIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, inside, before, parameter] of text.matchAll(/\[\s*(\w+)|\b(\w+)\[\]|Array<\s*(\w+)/g))
    names.add(inside ?? before ?? parameter ?? '');
  return names;
}

/** The keys of objects that may name types, which start with a capital, by the text of a file: not those of imports, nor types behind a colon. */
export function keysIn(text: string): ReadonlySet<string> {
  const code = text.replaceAll(/^\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"][^'"]*['"]/gm, '');
  return new Set(
    [...code.matchAll(/(?:^|[{,]|\*\/)\s*['"]?\b([A-Z_]\w*)['"]?\s*(?=[:,}])/gm)].map(([, name = '']) => name),
  );
}
