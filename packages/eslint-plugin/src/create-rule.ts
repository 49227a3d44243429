import type { Rule } from 'eslint';

const DOCS = 'https://github.com/flatquery/flatquery/blob/main/packages/eslint-plugin/docs/rules';

interface RuleDefinition {
  readonly name: string;
  readonly meta: Rule.RuleMetaData;
  readonly create: Rule.RuleModule['create'];
}

/** Makes a rule of flatquery: fills in where its documentation is. */
export function createRule({ name, meta, create }: RuleDefinition): Rule.RuleModule {
  return { meta: { ...meta, docs: { ...meta.docs, url: `${DOCS}/${name}.md` } }, create };
}
