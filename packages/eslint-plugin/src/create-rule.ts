import type { Rule } from 'eslint';

const DOCS = 'https://github.com/flatquery/flatquery/blob/main/packages/eslint-plugin/docs/rules';

interface RuleDefinition {
  readonly name: string;
  readonly description: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly create: Rule.RuleModule['create'];
}

/** Makes a rule of flatquery: one that finds a performance problem in JavaScript or TypeScript. */
export function createRule({ name, description, messages, create }: RuleDefinition): Rule.RuleModule {
  return {
    meta: {
      type: 'problem',
      languages: ['js/js'],
      docs: { description, url: `${DOCS}/${name}.md`, recommended: true },
      schema: [],
      messages: { ...messages },
    },
    create,
  };
}
