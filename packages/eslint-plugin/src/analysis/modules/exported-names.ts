/** What lets a file export names that it does not hold, or that no look at the text tells. */
const TELLS_NOT = /\bexport\s*\*|\bexports\b|\bexport\s*=|\bexport\s+(?:declare\s+)?(?:(?:let|var)\b|const\s*[[{])/;

const GAP = String.raw`(?:\s|/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*\n)*`;

/** A declaration of any kind, wherever it stands: `class Post`, `const enum Colour`, `function* pages`. */
const DECLARED = new RegExp(
  String.raw`\b(?:class|function|interface|type|(?:const\s+)?enum|namespace|module|const|let|var|import)\b${GAP}(?:\*${GAP})?([\w$]+)`,
  'g',
);

/** A later name of one declaration: `const one = 1, two: number = 2`. */
const DECLARED_BESIDE = new RegExp(String.raw`,${GAP}([\w$]+)\s*[:=]`, 'g');

const IN_BRACES = /\bexport\s+(?:type\s+)?\{([^}]*)\}/g;

/**
 * The names that a file may export, by its text alone; undefined where the text does not tell.
 *
 * It may hold more names than are exported, never fewer.
 */
export function exportedNames(text: string): ReadonlySet<string> | undefined {
  if (TELLS_NOT.test(text)) return undefined;
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(DECLARED)) names.add(name);
  for (const [, name = ''] of text.matchAll(DECLARED_BESIDE)) names.add(name);
  for (const [, inside = ''] of text.matchAll(IN_BRACES))
    for (const [name] of inside.matchAll(/[\w$]+/g)) names.add(name);
  return names;
}
