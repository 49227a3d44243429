const { writeFileSync } = require('node:fs');
const process = require('node:process');

/** Has the process tell the runner, when it ends, what the interceptor did in it: into the file that the runner names. */
exports.reportAtExit = (report) => {
  const file = process.env.FLATQUERY_COMPLIANCE_REPORT;
  // The suite's processes start others, which inherit the environment and must not write over it.
  delete process.env.FLATQUERY_COMPLIANCE_REPORT;
  process.on('exit', () => {
    if (file !== undefined) writeFileSync(file, JSON.stringify(report()));
  });
};
