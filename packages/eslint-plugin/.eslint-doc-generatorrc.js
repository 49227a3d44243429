import { format, resolveConfig } from 'prettier';

/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  pathRuleList: 'README.md',
  // A rule without options says so under "Options".
  ruleDocSectionOptions: false,
  // The generator and prettier measure emoji differently: prettier has the last word.
  postprocess: async (content, path) => format(content, { ...(await resolveConfig(path)), parser: 'markdown' }),
};
