import rule from '../../src/rules/no-lazy-relation-in-loop.js';
import { createRuleTester } from './rule-tester.js';

const head = `
import { Entity, ManyToOne, type Repository } from 'typeorm';
@Entity() class Customer { name!: string; }
@Entity() class Order { @ManyToOne(() => Customer, { lazy: true }) customer!: Promise<Customer>; async label() { return (await this.customer).name; } }
const nameOf = async (order: Order) => (await order.customer).name;
`;
const eager = (call: string) =>
  `for (const order of await orders.find({ relations: { customer: true } })) await ${call};`;
const lazy = (call: string) => `for (const order of await orders.find()) await ${call};`;
const both = (name: string, first: string, second: string, line: number) => ({
  name,
  code: `${head}export async function show(orders: Repository<Order>) {\n${first}\n${second}\n}`,
  errors: [{ messageId: 'lazyRelationPerElementThroughCalls' as never, line }],
});

createRuleTester().run('no-lazy-relation-in-loop with callers that load and callers that do not', rule as never, {
  valid: [
    {
      name: 'all callers load',
      code: `${head}export async function show(orders: Repository<Order>) { ${eager('nameOf(order)')} }`,
    },
  ],
  invalid: [
    both('a helper, the loading caller first', eager('nameOf(order)'), lazy('nameOf(order)'), 8),
    both('a helper, the loading caller last', lazy('nameOf(order)'), eager('nameOf(order)'), 7),
    both('a method of the row, the loading caller first', eager('order.label()'), lazy('order.label()'), 8),
    both('a method of the row, the loading caller last', lazy('order.label()'), eager('order.label()'), 7),
  ],
});
