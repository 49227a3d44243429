/** What `POST /occurrences` stores. */
export interface NewOccurrence {
  readonly observedAt: Date;
  readonly siteId: number;
  readonly determinationId: number | null;
  /** In the order they were taken. */
  readonly imagePaths: readonly string[];
}

/**
 * Reads an occurrence from the body of a request.
 *
 * @returns Undefined where something is missing or of another kind.
 */
export function parseNewOccurrence(body: unknown): NewOccurrence | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { observedAt, siteId, determinationId = null, imagePaths = [] } = body as Readonly<Record<string, unknown>>;
  const date = new Date(String(observedAt));
  if (Number.isNaN(date.getTime()) || !isId(siteId)) return undefined;
  if (determinationId !== null && !isId(determinationId)) return undefined;
  if (!Array.isArray(imagePaths) || !imagePaths.every((path) => typeof path === 'string')) return undefined;
  return { observedAt: date, siteId, determinationId, imagePaths };
}

function isId(value: unknown): value is number {
  return Number.isInteger(value);
}
