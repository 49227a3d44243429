/** A fenced code block of a page. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** The last line of prose before it. */
  readonly lead: string;
}

/** Lists the fenced code blocks of a Markdown text. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ index, 1: language = '', 2: code = '' }) => ({
    language,
    code,
    lead: markdown.slice(0, index).trimEnd().split('\n').at(-1) ?? '',
  }));
}
