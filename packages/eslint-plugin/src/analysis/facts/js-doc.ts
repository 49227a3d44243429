import { parseSync } from 'oxc-parser';
import { isJavaScript } from '../modules/source-file.js';
import { collectType } from './collect-type.js';
import { type Node, type NodeOf, endOf, startOf } from './syntax.js';
import type { TypeDeclaration, TypeReference } from './type-reference.js';

/** What a JSDoc comment says about the types of what follows it. */
export interface JsDoc {
  /** `@type`. */
  readonly type: TypeReference | undefined;
  /** `@param`, by name. */
  readonly parameters: ReadonlyMap<string, TypeReference>;
  /** `@returns`. */
  readonly returns: TypeReference | undefined;
}

interface Comment {
  readonly type: string;
  readonly value: string;
}

interface Tag {
  readonly name: string;
  readonly type: string;
  /** What follows the type, up to the end of the line. */
  readonly rest: string;
}

const NO_DOC: JsDoc = { type: undefined, parameters: new Map(), returns: undefined };

/** Between a comment and the function or value that it is about: a declaration's words, or the target of an assignment. */
const LEADS_TO = /^[\s\w$.#=:[\]'"]*$/;

/** Where the brace that opens at `start` closes. */
function closingBrace(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function tagsOf(comment: string): Tag[] {
  const tags: Tag[] = [];
  for (const match of comment.matchAll(/@(type|param|arg|returns?|typedef|property|prop)\s*\{/g)) {
    const open = match.index + match[0].length - 1;
    const close = closingBrace(comment, open);
    if (close === -1) continue;
    const [rest = ''] = comment.slice(close + 1).split('\n');
    tags.push({ name: match[1] ?? '', type: comment.slice(open + 1, close), rest: rest.trim() });
  }
  return tags;
}

/** JSDoc's own ways of writing types, as TypeScript writes them. */
function asTypeScript(type: string): string {
  return type
    .replaceAll(/^\s*\*\s?/gm, '')
    .trim()
    .replace(/^[?!]|^\.\.\.|[=?!]$/g, '')
    .replaceAll(/\bObject\.?<(?=[^<>]*,)/gi, 'Record<')
    .replaceAll('.<', '<');
}

function typeOf(text: string): TypeReference | undefined {
  const written = asTypeScript(text);
  if (!/[A-Za-z$_]/.test(written)) return undefined;
  const { program, errors } = parseSync('jsdoc.ts', `type T = ${written};`, { lang: 'ts', astType: 'ts' });
  const [alias] = program.body;
  if (errors.length > 0 || alias?.type !== 'TSTypeAliasDeclaration') return undefined;
  const type = collectType(alias.typeAnnotation);
  return type.kind === 'unknown' ? undefined : type;
}

/** The name that follows a type: of an optional one it stands in brackets. */
const nameIn = (rest: string): string => /^\[?\s*([\w$]+)/.exec(rest)?.[1] ?? '';

/** What `comment`, of which only the text is known, says. */
function docOf(comment: string): JsDoc {
  const tags = tagsOf(comment);
  if (tags.length === 0) return NO_DOC;
  const parameters = new Map<string, TypeReference>();
  let [type, returns]: (TypeReference | undefined)[] = [];
  for (const tag of tags) {
    if (tag.name === 'type') type ??= typeOf(tag.type);
    else if (tag.name.startsWith('return')) returns ??= typeOf(tag.type);
    else if (tag.name === 'param' || tag.name === 'arg') {
      const parameter = typeOf(tag.type);
      if (parameter) parameters.set(nameIn(tag.rest), parameter);
    }
  }
  return { type, parameters, returns };
}

/** The types that `comment` declares with `@typedef`, each with its `@property` lines. */
function declaredIn(comment: string): TypeDeclaration[] {
  const declared: { name: string; members: Map<string, TypeReference>; extends: TypeReference[] }[] = [];
  for (const tag of tagsOf(comment)) {
    const type = typeOf(tag.type);
    if (tag.name === 'typedef')
      declared.push({ name: nameIn(tag.rest), members: new Map(), extends: type ? [type] : [] });
    else if (type && tag.name.startsWith('prop')) declared.at(-1)?.members.set(nameIn(tag.rest), type);
  }
  return declared.map((declaration) => ({ ...declaration, parameters: [] }));
}

/** The types that JavaScript tells in its JSDoc comments. */
export class JsDocs {
  readonly #ends: readonly { readonly end: number; readonly value: string }[];

  constructor(
    readonly text: string,
    comments: readonly Comment[],
  ) {
    this.#ends = comments
      .filter(({ type, value }) => type === 'Block' && value.startsWith('*') && value.includes('@'))
      .map((comment) => ({ end: endOf(comment as unknown as Node), value: comment.value }));
  }

  /** The types that the file's comments declare. */
  get declarations(): readonly TypeDeclaration[] {
    return this.#ends.flatMap(({ value }) => (value.includes('@typedef') ? declaredIn(value) : []));
  }

  /** What the comment right before `node`, or before the declaration or assignment that holds it, says about it. */
  before(node: Node): JsDoc {
    const start = startOf(node);
    const comment = this.#ends.findLast(({ end }) => end <= start);
    if (!comment || start - comment.end > 200 || !LEADS_TO.test(this.text.slice(comment.end, start))) return NO_DOC;
    return docOf(comment.value);
  }
}

/** The JSDoc comments of a JavaScript file; none where types are written as TypeScript. */
export function jsDocsOf(file: string, text: string, program: NodeOf<'Program'>): JsDocs {
  const { comments } = program as { comments?: readonly Comment[] };
  return new JsDocs(text, isJavaScript(file) ? (comments ?? []) : []);
}
