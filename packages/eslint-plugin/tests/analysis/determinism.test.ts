import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/analysis/engine.js';
import { findingsIn, freshEngine } from '../support/findings.js';
import { seededRandom, shuffled } from '../support/random.js';

const root = join(import.meta.dirname, '../fixtures/project');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.[cm]?ts$/.test(path))
  .sort();

/** What is found in each file, whatever the order in which they were analysed. */
function findingsByFile(order: readonly string[], engineFor: () => Engine): Record<string, string[]> {
  const found = new Map(order.map((path) => [path, findingsIn(engineFor(), join(root, path))]));
  return Object.fromEntries(files.map((path) => [path, found.get(path) ?? []]));
}

function withOneEngine(order: readonly string[]): Record<string, string[]> {
  const engine = freshEngine();
  return findingsByFile(order, () => engine);
}

const expected = withOneEngine(files);

describe('findings and their chains', () => {
  it('are these', () => {
    const found = Object.entries(expected).filter(([, findings]) => findings.length > 0);
    expect(Object.fromEntries(found)).toMatchInlineSnapshot(`
      {
        "audit-log.ts": [
          "54: this.logs.save: Repository.save",
        ],
        "reports/digest.ts": [
          "10: twoWays: twoWays → TagService.forPost → Repository.findBy (../tag.service.ts:8)",
          "11: longAndShort: longAndShort → findTag → Pool.query (../tag-queries.ts:4)",
          "12: throughCycle: throughCycle → fromA → fromB → Pool.query (../cycle-b.ts:7)",
          "13: pong: pong → ping → longAndShort → findTag → Pool.query (../tag-queries.ts:4)",
          "14: ping: ping → longAndShort → findTag → Pool.query (../tag-queries.ts:4)",
          "15: service.byId: BaseService.byId → Repository.findOneBy (../base.service.ts:7)",
          "16: toDto: toDto → commentCount → Post.comments (../comment-count.ts:4)",
        ],
        "reports/feed.ts": [
          "9: feed: feed → digest → BaseService.byId → Repository.findOneBy (../base.service.ts:7)",
          "10: pong: pong → ping → longAndShort → findTag → Pool.query (../tag-queries.ts:4)",
          "11: everything.tagQueries.describeTag: describeTag → findTag → Pool.query (../tag-queries.ts:4)",
          "12: twoWays: twoWays → TagService.forPost → Repository.findBy (../tag.service.ts:8)",
        ],
        "tree.ts": [
          "10: load: load → Pool.query (tree.ts:9)",
        ],
      }
    `);
  });

  it('are the same for files in reverse order', () => {
    expect(withOneEngine(files.toReversed())).toEqual(expected);
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed))('are the same for files in random order %i', (seed) => {
    expect(withOneEngine(shuffled(files, seededRandom(seed)))).toEqual(expected);
  });

  it('are the same for each file in an engine of its own', () => {
    expect(findingsByFile(files, () => freshEngine())).toEqual(expected);
  });

  it('are the same when an engine is asked a second time', () => {
    const engine = freshEngine();
    findingsByFile(files, () => engine);
    expect(findingsByFile(files.toReversed(), () => engine)).toEqual(expected);
  });
});
