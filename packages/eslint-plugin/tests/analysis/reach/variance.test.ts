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
  mine(_id?: number) { return pool.query('SELECT * FROM tag WHERE id = $1', [this.own]); }
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
    [
      'it takes what a function that is written in place finds around it',
      "const name = 'theme'; const call = (run: () => unknown) => run(); const see = (_id: number) => 1; await call(() => { see(id); return this.settings.read(name); });",
    ],
    [
      'it takes what was handed, together with the argument, to a function that gives something',
      'const own = this.own; const look = (_own: unknown, _id: number) => 1; const seen = look(own, id); await this.settings.read(String(own)); return seen;',
    ],
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
    [
      'it takes what a function with a name filled with the argument',
      'const seen = { name: 1 }; const fill = (name: number) => { seen.name = name; }; fill(id); await this.settings.read(String(seen.name));',
    ],
    [
      'it takes what may not be from the object only, handed to a function together with the argument',
      'let own: unknown = this.own; if (!own) own = {}; const look = (_own: unknown, _id: number) => 1; const seen = look(own, id); await this.settings.read(String(own)); return seen;',
    ],
    [
      'a function that is written in place takes the argument',
      "const call = (run: () => unknown) => run(); const see = (_name: string) => 1; await call(() => { see('theme'); return this.settings.read(String(id)); });",
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
    ['it is sent by another object than before', 'await this.mine(id); await (id as unknown as Service).mine(id);'],
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

  it('it is sent while an object is made of the element', () => {
    const make = (made: string) => {
      const code = `
import { Pool } from 'pg';
const pool = new Pool();
class Loader {
  private key = 1;
  constructor(_id?: number) { this.load(); }
  load() { return pool.query('SELECT * FROM tag WHERE id = $1', [this.key]); }
}
export async function load(ids: number[]) {
  for (const id of ids) await ${made};
}
`;
      return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts'));
    };
    expect(make('new Loader(id)')).toHaveLength(1);
    expect(make('new Loader()')).toEqual([]);
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

/** What is found where `call` hands each id and a tenant to a method that takes `parameters` and has `body`. */
function withTenant(parameters: string, body: string, call: string): string[] {
  const code = `
import { Pool } from 'pg';
const pool = new Pool();
const read = (name: unknown) => pool.query('SELECT * FROM setting WHERE name = $1', [name]);
const fill = (target: object, id: number) => { Object.assign(target, { id }); };
const logger = { log: (..._things: unknown[]) => {} };
const readTenant = ({ tenant }: { tenant: unknown; id: unknown }) => read(tenant);
const look = async (_target: object, _id: number) => 1;
const reading = (load: (name: unknown) => unknown) => async (name: unknown) => load(name);
const readLater = reading((name) => read(name));
class Service {
  private readonly kept = new Map();
  private readonly list: unknown[] = [];
  constructor(readonly connection: { name: string }) {}
  async run(${parameters}) { ${body} }
  current() { return read(this.kept.get('last')); }
  log(..._things: unknown[]) {}
  everything() { return read(arguments); }
  kindOf(key: unknown, load: () => unknown) { return this.kept.get(key) ?? load(); }
}
export async function load(service: Service, ids: number[], tenant: { name: string }) {
  for (const id of ids) await service.run(${call});
}
`;
  return findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts'));
}

const BOTH = 'tenant: { name: string }, id: number';
const OPTIONS = 'options: { tenant: { name: string }; id: number }';

describe('of what is handed on together', () => {
  it.each([
    ['the argument', BOTH, 'await read(tenant);', 'await read(id);', 'tenant, id'],
    ['the property', OPTIONS, 'await read(options.tenant);', 'await read(options.id);', '{ tenant, id }'],
    [
      'the property that a pattern takes',
      '{ tenant, id }: { tenant: { name: string }; id: number }',
      'await read(tenant);',
      'await read(id);',
      '{ tenant, id }',
    ],
    [
      'the property that a name is given',
      OPTIONS,
      'const { tenant } = options; await read(tenant);',
      'const { id } = options; await read(id);',
      '{ tenant, id }',
    ],
    [
      'the property that another one is assigned to',
      OPTIONS,
      'options.tenant = { name: "all" }; await read(options.tenant);',
      'options.tenant = { name: String(options.id) }; await read(options.tenant);',
      '{ tenant, id }',
    ],
    [
      'the property of an object that has a type',
      OPTIONS,
      'await read(options.tenant);',
      'await read(options.id);',
      '{ tenant, id } as Handed',
    ],
    [
      'the argument before a list that is spread',
      BOTH,
      'await read(tenant); return id;',
      'await read(id);',
      'tenant, id, ...([] as never)',
    ],
    [
      'the property, and not that of another call,',
      BOTH,
      'await readTenant({ tenant, id }); await readTenant({ tenant, id: id + 1 });',
      'await readTenant({ tenant, id }); await readTenant({ tenant: id, id: 1 });',
      'tenant, id',
    ],
    [
      'each of the arguments of a method',
      BOTH,
      'await new Service(id as never).everything();',
      'await new Service(tenant).everything(id as never);',
      'tenant, id',
    ],
    [
      'the default of an argument',
      `${BOTH}, name = tenant.name, key = String(id)`,
      'await read(name);',
      'await read(key);',
      'tenant, id',
    ],
    [
      'the function written in place',
      BOTH,
      'await this.kindOf(tenant.name, () => read(tenant)); return id;',
      'await this.kindOf(tenant.name, () => read(id));',
      'tenant, id',
    ],
    [
      'the argument behind the type of `this`',
      `this: Service, ${BOTH}`,
      'await read(tenant); return id;',
      'await read(id);',
      'tenant, id',
    ],
    [
      'what a function is handed that may fill it',
      BOTH,
      'await look(tenant, id); await read(tenant);',
      'fill(tenant, id); await read(tenant);',
      'tenant, id',
    ],
    [
      'what a method is handed, which may log it,',
      BOTH,
      'this.log(tenant, id); await read(tenant);',
      'this.log(tenant, id); await read(id);',
      'tenant, id',
    ],
    [
      'what a function of an object is handed, which may log it,',
      BOTH,
      'logger.log(tenant, id); await read(tenant);',
      'logger.log(tenant, id); await read(id);',
      'tenant, id',
    ],
    [
      'what a method of its own puts into an argument',
      BOTH,
      'tenant.add(1); await read(tenant); return id;',
      'tenant.add(id); await read(tenant);',
      'tenant, id',
    ],
    [
      'what the language puts into an argument',
      BOTH,
      'Object.assign(tenant, { one: 1 }); await read(tenant); return id;',
      'Object.assign(tenant, { id }); await read(tenant);',
      'tenant, id',
    ],
    [
      'what a function gives back',
      BOTH,
      'const given = () => tenant; await read(given()); return id;',
      'const given = () => id; await read(given());',
      'tenant, id',
    ],
    [
      'what the object keeps in a list',
      BOTH,
      'this.list.push(tenant, 1); await this.current(); return id;',
      'this.list.push(id, 1); await this.current();',
      'tenant, id',
    ],
    [
      'what the object is asked, and not what it keeps,',
      BOTH,
      'this.list.includes(id); await this.current();',
      'this.list.push(id); await this.current();',
      'tenant, id',
    ],
    [
      'the property of an argument that is given another value',
      OPTIONS,
      'options = { tenant: options.tenant, id: 1 }; await read(options.tenant);',
      'options = { tenant: options.id as never, id: 1 }; await read(options.tenant);',
      '{ tenant, id }',
    ],
    [
      'what the object holds when a function is handed it',
      BOTH,
      'const { connection } = this; await look(connection, id); await read(connection);',
      'const { connection } = this; fill(connection, id); await read(connection);',
      'tenant, id',
    ],
    [
      'what the object keeps under a key',
      BOTH,
      'this.kept.set(id, tenant); await this.current();',
      "this.kept.set('last', id); await this.current();",
      'tenant, id',
    ],
  ])('%s decides that is the same for all elements, or that is not', (_what, parameters, same, differing, call) => {
    expect(withTenant(parameters, same, call)).toEqual([]);
    expect(withTenant(parameters, differing, call)).toHaveLength(1);
  });

  it.each([
    ['more arguments than are named', `${BOTH}, ...more: number[]`, 'await read(more[0]);', 'tenant, 1, id'],
    ['a list that is spread', BOTH, 'await read(tenant);', '...([id, tenant] as never as [never, never])'],
    [
      'properties that are spread',
      OPTIONS,
      'await read(options.tenant);',
      '{ id, tenant, ...{ tenant: id as never } }',
    ],
    [
      'properties under keys that are not known',
      OPTIONS,
      'await read(options.tenant);',
      '{ tenant, [id]: tenant } as never',
    ],
    [
      'properties under a key that is the same',
      OPTIONS,
      'await read(options.tenant);',
      '{ tenant, [tenant.name]: id } as never',
    ],
    ['all of an object', OPTIONS, 'await read(options);', '{ tenant, id }'],
    ['a function that is made of one from another place', BOTH, 'await readLater(id);', 'tenant, id'],
  ])('%s may differ', (_what, parameters, body, call) => {
    expect(withTenant(parameters, body, call)).toHaveLength(1);
  });

  it('more arguments than are named are the same where only others differ', () => {
    expect(withTenant(`${BOTH}, ...more: number[]`, 'await read(more[0]); return id;', 'tenant, id, 1')).toEqual([]);
  });

  it('a function that is made of one from another place is the same for all where its argument is', () => {
    expect(withTenant(BOTH, 'await readLater(tenant); return id;', 'tenant, id')).toEqual([]);
  });
});

describe('what a class inherits', () => {
  it.each([
    ['differs where its object keeps the argument', 'this.key = id; await super.current();', 1],
    ['is the same where it does not', 'this.key = 1; await super.current(); console.log(id);', 0],
  ])('%s', (_what, body, count) => {
    const code = `
import { Pool } from 'pg';
const pool = new Pool();
class Base {
  key = 0;
  current() { return pool.query('SELECT * FROM tag WHERE id = $1', [this.key]); }
}
class Service extends Base {
  async run(id: number) { ${body} }
}
export async function load(service: Service, ids: number[]) {
  for (const id of ids) await service.run(id);
}
`;
    expect(findingsIn(freshEngine(), join(temporaryProject({ 'main.ts': code }), 'main.ts'))).toHaveLength(count);
  });
});
