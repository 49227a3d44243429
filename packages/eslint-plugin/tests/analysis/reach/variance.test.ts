import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

/** What is found where each id is handed to a method with `body`, beside which there are settings that can be read. */
function findings(body: string, call = 'service.run(id)'): string[] {
  const code = `
import { Pool } from 'pg';
const pool = new Pool();
class Settings {
  read(name: string) { return pool.query('SELECT * FROM setting WHERE name = $1', [name]); }
  all() { return pool.query('SELECT * FROM setting'); }
}
class Service {
  private key?: number;
  constructor(private readonly settings: Settings, readonly own = 1) {}
  async run(id: number, ...more: number[]) { ${body} }
  async named(id: number, name = 'theme') { ${body} }
  current() { return pool.query('SELECT * FROM tag WHERE id = $1', [this.key]); }
  mine() { return pool.query('SELECT * FROM tag WHERE id = $1', [this.own]); }
}
export async function load(service: Service, ids: number[], fixed: number) {
  let changing = 0;
  for (const id of ids) {
    changing++;
    await ${call};
  }
}
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts'));
}

describe('a query on the way is the same for all elements, which is nothing to load at once, if', () => {
  it.each([
    ['it takes constants only', "await this.settings.read('theme'); return id;"],
    ['it takes nothing', 'await this.settings.all(); return id;'],
    [
      'it takes what another one of that kind gave',
      'const { rows } = await this.settings.all(); await this.settings.read(rows[0].name);',
    ],
    ['it takes what the object always holds', 'await this.mine(); return id;'],
    [
      'it takes an argument that is the same each time',
      'await this.settings.read(String(more));',
      'service.run(id, fixed)',
    ],
    [
      'a function on the way takes one that is the same',
      'const read = (name: string, _id: number) => this.settings.read(name); await read(String(more), id);',
      'service.run(id, fixed)',
    ],
    ['it takes a default', 'await this.settings.read(name); return id;', 'service.named(id)'],
    ['only its condition looks at the element', "if (id > 1) await this.settings.read('theme');"],
  ])('%s', (_why, body, call?: string) => {
    expect(findings(body, call)).toEqual([]);
  });
});

describe('a query on the way differs from element to element if', () => {
  it.each([
    ['it takes an argument', 'await this.settings.read(String(id));'],
    ['it comes after one that is the same', "await this.settings.read('theme'); await this.settings.read(String(id));"],
    ['it takes a name that was given the argument', 'const name = `tag-${id}`; await this.settings.read(name);'],
    [
      'it takes what was filled with the argument',
      'const names: string[] = []; names.push(String(id)); await this.settings.read(names[0]);',
    ],
    [
      'it takes what a function filled with the argument',
      'const name = {}; Object.assign(name, { id }); await this.settings.read(name as never);',
    ],
    ['a callback takes the argument', 'await Promise.all([id].map((one) => this.settings.read(String(one))));'],
    [
      'it takes one of the other arguments, which changes',
      'await this.settings.read(String(more[0]));',
      'service.run(id, changing)',
    ],
    [
      'it takes one of the other arguments, any of which may vary',
      'await this.settings.read(String(more[0]));',
      'service.run(fixed, fixed, id)',
    ],
    [
      'it takes one that may be among those that are spread',
      'return this.settings.read(name);',
      'service.named(...([fixed, id] as never))',
    ],
    ['its object keeps the argument', 'this.key = id; await this.current();'],
    ['it takes all arguments', 'await this.settings.read(arguments as never);'],
  ])('%s', (_why, body, call?: string) => {
    expect(findings(body, call)).toHaveLength(1);
  });

  it.each([
    [
      'it takes each item of a list that is the same',
      'for (const one of more) await this.settings.read(String(one));',
      'service.run(id, fixed)',
    ],
    [
      'a callback takes each item of a list that is the same',
      'await Promise.all(more.map((one) => this.settings.read(String(one))));',
      'service.run(id, fixed)',
    ],
    [
      'it takes items of a list that is the same, by their positions',
      'for (let i = 0; i < more.length; i++) await this.settings.read(String(more[i]));',
      'service.run(id, fixed)',
    ],
  ])('%s', (_why, body, call) => {
    const found = findings(body, call);
    expect(found.filter((one) => one.includes(': service.run:'))).toHaveLength(1);
  });

  it('its object is made of the element', () => {
    expect(findings('return id;', 'new Service(new Settings(), id).mine()')).toHaveLength(1);
  });

  it('its object is the element', () => {
    expect(findings('return id;', '(id as unknown as Service).mine()')).toHaveLength(1);
  });

  it('it takes what the function finds around it', () => {
    const code = `
import { Pool } from 'pg';
const pool = new Pool();
const reader = (id: number) => ({ read: () => pool.query('SELECT * FROM tag WHERE id = $1', [id]) });
export async function load(ids: number[]) {
  for (const id of ids) await reader(id).read();
}
`;
    expect(findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts'))).toHaveLength(1);
  });
});
