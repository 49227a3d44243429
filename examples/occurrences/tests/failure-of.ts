import { stripVTControlCharacters } from 'node:util';

/** The message with which an assertion fails, without colours; says so where it passes. */
export async function failureOf(assertion: Promise<unknown>): Promise<string> {
  const error: unknown = await assertion.then(
    () => new Error('It passed.'),
    (reason: unknown) => reason,
  );
  return stripVTControlCharacters(error instanceof Error ? error.message : String(error));
}
