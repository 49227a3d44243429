/**
 * An assertion can neither pass nor fail: it is used in a wrong way, or what it was given proves nothing. Thrown with and
 * without `.not`.
 */
export class MatcherError extends Error {
  override readonly name: string = 'MatcherError';
}

/** An assertion has no evidence to go by; the message says what is missing and what to do. */
export class MissingEvidenceError extends MatcherError {
  override readonly name = 'MissingEvidenceError';
}
