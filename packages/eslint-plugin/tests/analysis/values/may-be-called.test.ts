import { describe, expect, it } from 'vitest';
import { mayBeCalledPerItem } from '../../../src/analysis/values/may-be-called.js';
import { moduleOf } from '../../support/parse.js';

/** Whether the first argument of the last call in `code` may be called per item. */
function isAsked(code: string): boolean {
  const call = moduleOf(code)
    .functions.flatMap(({ calls }) => calls)
    .at(-1);
  const [argument] = call?.args ?? [];
  if (!call || !argument) throw new Error(`No call with an argument: ${code}`);
  return mayBeCalledPerItem(call, argument);
}

describe('an argument is asked for its function', () => {
  it.each([
    ['a declared function', 'function load() {} each(load);'],
    ['an imported name', "import { load } from './load.js'; each(load);"],
    ['a name that a factory gave', 'const load = makeLoader(); each(load);'],
    ['a name taken out of an object', 'const { load } = await services(); each(load);'],
    ['a parameter, handed to a list', 'function run(rows, load) { rows.map(load); }'],
    ['a member of anything, handed to a list', 'function run(rows, loader) { rows.map(loader.load); }'],
    ['what is handed to Array.from', 'function run(load) { Array.from(load); }'],
    ['a method of this', 'class A { load() {} run() { each(this.load); } }'],
    ['an arrow function in a property of this', 'class A { load = () => 1; run() { each(this.load); } }'],
    ['what this may inherit', 'class A extends B { run() { each(this.load); } }'],
    ['a bound function', 'each(load.bind(this));'],
    ['a member of an import', "import * as loaders from './load.js'; each(loaders.load);"],
  ])('%s', (_what, code) => {
    expect(isAsked(code)).toBe(true);
  });
});

describe('an argument is passed over that can be no function', () => {
  it.each([
    ['a string', "each('load');"],
    ['a name that holds a string', "const name = 'load'; each(name);"],
    ['a name that holds an instance', 'const loader = new Loader(); each(loader);'],
    ['a name that holds what was awaited', 'const rows = await load(); each(rows);'],
    ['a parameter, where no list is', 'function run(load) { each(load); }'],
    ['a member of a parameter, where no list is', 'function run(loader) { each(loader.load); }'],
    ['a member that this does not have', 'class A { run() { each(this.load); } }'],
    ['a property of this that holds data', 'class A { names = []; run() { each(this.names); } }'],
    ['what a constructor is given', 'function load() {} new Runner(load);'],
  ])('%s', (_what, code) => {
    expect(isAsked(code)).toBe(false);
  });
});
