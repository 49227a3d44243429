import { propertyOf } from '../../interceptor/driver.js';
import type { IncomingRequest } from '../../interceptor/served-request.js';

const keys = [
  /^\d+$/,
  // UUID, ObjectId, ULID.
  /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i,
  /^[\da-f]{24}$/i,
  /^[\dA-HJKMNP-TV-Z]{26}$/,
];

/**
 * Answers what a request asks for, without the keys in it: `GET /posts/:id`. The route where Express knows it, otherwise the
 * path with what looks like a key replaced.
 */
export function endpointOf(request: IncomingRequest): string {
  const { method = 'GET', url, originalUrl } = request;
  const path = withoutKeys(typeof originalUrl === 'string' ? originalUrl : (url ?? '/'));
  return routedEndpointOf(request) ?? `${method} ${path}`;
}

/** Answers the same by the route; undefined while Express has none for it. */
export function routedEndpointOf(request: IncomingRequest): string | undefined {
  const path = routeOf(request);
  return path === undefined ? undefined : `${request.method ?? 'GET'} ${path}`;
}

function routeOf({ route, baseUrl }: IncomingRequest): string | undefined {
  const path = propertyOf(route, 'path');
  if (typeof path !== 'string' || path.includes('*')) return undefined;
  const whole = `${typeof baseUrl === 'string' ? withoutKeys(baseUrl) : ''}${path}`;
  return whole.length > 1 ? whole.replace(/\/$/, '') : whole;
}

function withoutKeys(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/(?<=.)\/$/, '');
  return path
    .split('/')
    .map((segment) => (keys.some((key) => key.test(segment)) ? ':id' : segment))
    .join('/');
}
