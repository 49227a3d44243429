import { isObject } from '../../interceptor/driver.js';
import { elementsOf, ownEntries } from '../own-entries.js';

const listKeys = ['data', 'items', 'rows', 'results', 'edges', 'nodes'] as const;

/** `{ data: { items: […] } }` is common, deeper nesting is not. */
const deepestList = 3;

/** What a result shows about itself. */
export interface ResultEvidence {
  /** Length of its list; undefined where there is none. */
  readonly items: number | undefined;
  /** Elements of all lists in it, at any depth. */
  readonly elements: number;
  /** The result itself, or what its response holds. */
  readonly body: unknown;
  /** Status of an HTTP response that reports an error. */
  readonly httpError: number | undefined;
}

/**
 * Reads how many items a result holds and whether it is an HTTP error. Knows arrays, objects that hold one under a usual
 * name, and responses of fetch, supertest, axios, `fastify.inject` and their like. A response's body stays readable.
 */
export async function evidenceOfResult(result: unknown): Promise<ResultEvidence> {
  const status = statusOf(result);
  const httpError = status !== undefined && status >= 400 ? status : undefined;
  const body = await bodyOf(result);
  return { items: lengthOfList(body), elements: countElements(body), body, httpError };
}

function statusOf(result: unknown): number | undefined {
  if (!isObject(result) || !('headers' in result)) return undefined;
  const status = result['status'] ?? result['statusCode'];
  return typeof status === 'number' ? status : undefined;
}

async function bodyOf(result: unknown): Promise<unknown> {
  if (isFetchResponse(result)) return result.bodyUsed ? undefined : parse(await result.clone().text());
  if (!isObject(result) || !('headers' in result)) return result;
  // `fastify.inject` has its text in both, supertest has the parsed body in `body`, axios in `data`.
  const body = result['body'] ?? result['data'];
  return typeof body === 'string' ? parse(body) : body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function lengthOfList(value: unknown, depth = 0): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (!isObject(value) || depth === deepestList) return undefined;
  for (const key of listKeys) {
    const length = lengthOfList(value[key], depth + 1);
    if (length !== undefined) return length;
  }
  return undefined;
}

/** Rows may refer to one another. */
function countElements(value: unknown): number {
  const seen = new Set<unknown>();
  const left = [value];
  let count = 0;
  while (left.length > 0) {
    const next = left.pop();
    if (!isObject(next) || seen.has(next) || ArrayBuffer.isView(next)) continue;
    seen.add(next);
    const elements = elementsOf(next);
    count += elements?.length ?? 0;
    left.push(...(elements ?? ownEntries(next).map(([, inner]) => inner)));
  }
  return count;
}

/** No `instanceof`: every realm of a test runner has its own `Response`. */
function isFetchResponse(result: unknown): result is Response {
  return isObject(result) && typeof result['bodyUsed'] === 'boolean' && typeof result['clone'] === 'function';
}
