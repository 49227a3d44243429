import { describe, expect, it } from 'vitest';
import { evidenceOfResult } from '../../../src/recording/scaling/result-evidence.js';

const list = [1, 2, 3];

describe('evidenceOfResult', () => {
  it.each<[string, unknown]>([
    ['an array', list],
    ...['data', 'items', 'rows', 'results', 'edges', 'nodes'].map((key): [string, unknown] => [
      `an object with ${key}`,
      { total: 9, [key]: list },
    ]),
    ['a nested list', { data: { items: list } }],
    ['a list three levels down', { data: { results: { edges: list } } }],
    ['a supertest response', { headers: {}, status: 200, body: { data: list } }],
    ['an axios response', { headers: {}, status: 200, data: list }],
    ['a fastify response', { headers: {}, statusCode: 200, body: JSON.stringify(list), payload: JSON.stringify(list) }],
    ['a fetch response', new Response(JSON.stringify({ items: list }))],
  ])('counts the items of %s', async (_, result) => {
    expect(await evidenceOfResult(result)).toMatchObject({ items: 3, elements: 3, httpError: undefined });
  });

  it.each([
    ['nothing', undefined],
    ['a number', 3],
    ['an object without a list', { total: 3 }],
    ['a page of HTML', new Response('<p>')],
    ['a string', 'abc'],
    ['an object with a list further down', { data: { data: { data: { data: list } } } }],
  ])('knows no items of %s', async (_, result) => {
    expect((await evidenceOfResult(result)).items).toBeUndefined();
  });

  it('knows no items of a response that was read', async () => {
    const response = new Response('[1]');
    await response.text();
    expect((await evidenceOfResult(response)).items).toBeUndefined();
  });

  it('leaves the body of a response to be read', async () => {
    const response = new Response('[1]');
    await evidenceOfResult(response);
    expect(await response.json()).toEqual([1]);
  });

  it.each([
    [new Response('{}', { status: 500 }), 500],
    [{ headers: {}, status: 404, body: {} }, 404],
    [{ headers: {}, statusCode: 401, body: '' }, 401],
    [{ headers: {}, status: 400, body: '' }, 400],
    [{ headers: {}, status: '500', body: '' }, undefined],
    [{ headers: {}, status: 302, body: '' }, undefined],
    [{ status: 404, items: [] }, undefined],
  ])('reads the status of a response (%#)', async (response, status) => {
    expect((await evidenceOfResult(response)).httpError).toBe(status);
  });

  describe('counts the elements of lists', () => {
    const parent: Record<string, unknown> = { comments: [{ tags: ['a', 'b'] }, { tags: [] }], title: 'abc' };
    parent['self'] = [parent];

    it('at any depth, each list once', async () => {
      expect((await evidenceOfResult(parent)).elements).toBe(2 + 2 + 1);
      expect((await evidenceOfResult([parent, parent])).elements).toBe(2 + 2 + 2 + 1);
    });

    it('in the body of a response', async () => {
      expect((await evidenceOfResult(new Response('{ "post": { "comments": [1, 2] } }'))).elements).toBe(2);
    });

    it('not in bytes, nor in what an ORM keeps for itself, nor behind a getter', async () => {
      const row = {
        bytes: Buffer.from('abc'),
        _pool: [1, 2],
        get comments(): unknown[] {
          throw new Error('This sends a query.');
        },
      };
      Object.defineProperty(row, 'hidden', { value: [1, 2], enumerable: false });
      expect((await evidenceOfResult(row)).elements).toBe(0);
    });
  });
});
