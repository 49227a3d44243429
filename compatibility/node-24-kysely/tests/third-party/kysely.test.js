import { expect, it } from 'vitest';
import { kyselyApplication } from './applications/kysely.js';
import { describeDriver } from './support/describe-driver.js';

it('runs on Node.js 24', () => {
  expect(process.version).toMatch(/^v24\./);
});

describeDriver({ ...kyselyApplication, name: 'Kysely 0.29' });
