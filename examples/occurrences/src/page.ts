/** A part of a list. */
export interface Page {
  /** Rows, 1 to 100. */
  readonly limit: number;
  /** Rows before the first one. */
  readonly offset: number;
}

/** Rows that an export reads at once. */
export const exportBatch = 25;

/**
 * Reads a page from the parameters of a request.
 *
 * @returns Undefined where a parameter is out of range. `limit` defaults to 25, `offset` to 0.
 */
export function parsePage(query: Readonly<Record<string, unknown>>): Page | undefined {
  const limit = Number(query['limit'] ?? 25);
  const offset = Number(query['offset'] ?? 0);
  const isValid = Number.isInteger(limit) && limit >= 1 && limit <= 100 && Number.isInteger(offset) && offset >= 0;
  return isValid ? { limit, offset } : undefined;
}
