/** One lexical unit of a SQL text. Blanks and comments are no tokens. */
export interface Token {
  readonly type: TokenType;
  /**
   * What the unit says: words in lower case, identifiers without their quotes, operators and punctuation as written, and
   * nothing for literals and parameters, whose values must not get into a shape.
   */
  readonly text: string;
  /** Position after the last character. */
  readonly end: number;
}

/**
 * `word` is an unquoted identifier or keyword, `identifier` a quoted one, `literal` a string, number or bit string,
 * `parameter` a `$1`.
 */
export type TokenType = 'word' | 'identifier' | 'literal' | 'parameter' | 'operator' | 'punctuation';

/** Answers whether a token is that unquoted word, given in lower case. */
export function isWord(token: Token | undefined, text: string): boolean {
  return token?.type === 'word' && token.text === text;
}

/** Answers whether a token is one of those unquoted words, given in lower case. */
export function isWordOf(token: Token | undefined, words: ReadonlySet<string>): boolean {
  return token?.type === 'word' && words.has(token.text);
}

/** Answers whether a token is that bracket, comma, semicolon, dot or cast. */
export function isPunctuation(token: Token | undefined, text: string): boolean {
  return token?.type === 'punctuation' && token.text === text;
}
