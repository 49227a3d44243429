import type { FieldType } from './schema-graph.js';

/** What schema definition language says about one type. */
export type SdlDefinition =
  | {
      readonly kind: 'type';
      readonly name: string;
      readonly interfaces: readonly string[];
      readonly fields: readonly { readonly name: string; readonly type: FieldType; readonly line: number }[];
    }
  | { readonly kind: 'union'; readonly name: string; readonly members: readonly string[] }
  | { readonly kind: 'root'; readonly name: string };

const TYPE = /\b(?:type|interface)\s+(\w+)([^{}=]*)\{([^{}]*)\}/g;
const UNION = /\bunion\s+(\w+)[^={}]*=\s*\|?\s*(\w+(?:\s*\|\s*\w+)*)/g;
const SCHEMA = /\bschema\b[^{}]*\{([^{}]*)\}/g;
const FIELD = /(\w+)\s*:\s*((?:\[\s*)*)(\w+)/g;

/** A blank in place of each line of `part`. */
const blank = (part: string): string => (part.includes('\n') ? part.replaceAll(/[^\n]+/g, ' ') : ' ');

/** Comments, descriptions and arguments take no part; there are as many lines as before, if shorter ones. */
function bare(text: string): string {
  const spoken = text.replaceAll(/"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*/g, blank);
  return spoken.replaceAll(/\([^()]*\)/g, blank).replaceAll(/\([^()]*\)/g, blank);
}

/** Counts lines up to offsets that only grow, so that a long text is gone through once. */
function lineCounter(text: string, firstLine: number): (offset: number) => number {
  let line = firstLine;
  let next = text.indexOf('\n');
  return (offset) => {
    for (; next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) line++;
    return line;
  };
}

/** Reads the types that schema definition language defines or extends. */
export function readSdl(text: string, firstLine = 1): readonly SdlDefinition[] {
  const source = bare(text);
  const lineAt = lineCounter(source, firstLine);
  const types = [...source.matchAll(TYPE)].map(({ 0: whole, 1: name = '', 2: head = '', 3: body = '', index }) => {
    const start = index + whole.length - body.length - 1;
    const fields = [...body.matchAll(FIELD)].map((field) => ({
      name: field[1] ?? '',
      type: { names: [field[3] ?? ''], isList: (field[2] ?? '') !== '' },
      line: lineAt(start + field.index),
    }));
    const interfaces = /\bimplements\b([^@]*)/.exec(head)?.[1]?.match(/\w+/g) ?? [];
    return { kind: 'type', name, interfaces, fields } as const;
  });
  const unions = [...source.matchAll(UNION)].map(
    ([, name = '', members = '']) => ({ kind: 'union', name, members: members.match(/\w+/g) ?? [] }) as const,
  );
  const roots = [...source.matchAll(SCHEMA)].flatMap(([, body = '']) =>
    [...body.matchAll(FIELD)].map((field) => ({ kind: 'root', name: field[3] ?? '' }) as const),
  );
  return [...types, ...unions, ...roots];
}

/** Reads the schema definition language in the template literals of a source file. */
export function readTemplates(text: string): readonly SdlDefinition[] {
  return [...text.matchAll(/`((?:[^`\\]|\\[\s\S])*)`/g)].flatMap(({ 1: body = '', index }) => {
    // An odd backtick in a comment turns code and templates round.
    if (!/\b(?:type|interface|union)\s+\w+/.test(body) || /=>|\bconst\s|\bimport\s/.test(body)) return [];
    return readSdl(body, 1 + (text.slice(0, index).match(/\n/g)?.length ?? 0));
  });
}
