import { expect, it } from 'vitest';
import { endpointOf } from '../../../src/guards/every-test/endpoint-of.js';

it.each([
  ['GET /', { method: 'GET', url: '/' }],
  ['GET /posts', { method: 'GET', url: '/posts?limit=2' }],
  ['GET /posts', { method: 'GET', url: '/posts/#top' }],
  ['POST /posts/:id/comments', { method: 'POST', url: '/posts/17/comments' }],
  ['GET /posts/:id', { method: 'GET', url: '/posts/0c3e9a52-5a4e-4a39-b0f4-2d8e7a1c9b11' }],
  ['GET /posts/:id', { method: 'GET', url: '/posts/507f1f77bcf86cd799439011' }],
  ['GET /posts/:id', { method: 'GET', url: '/posts/01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
  ['GET /v1/posts/latest', { method: 'GET', url: '/v1/posts/latest' }],
  ['GET /api/posts', { method: 'GET', url: '/posts', originalUrl: '/api/posts?limit=2' }],
  ['GET /api/users/:name', { method: 'GET', url: '/ann', baseUrl: '/api/users', route: { path: '/:name' } }],
  ['GET /users/:id/posts', { method: 'GET', url: '/', baseUrl: '/users/7/posts', route: { path: '/' } }],
  ['GET /ann', { method: 'GET', url: '/ann', route: { path: /^\/a/ } }],
  ['GET /ann', { method: 'GET', url: '/ann', route: { path: '*' } }],
])('answers %s for a request', (endpoint, request) => {
  expect(endpointOf(request)).toBe(endpoint);
});
