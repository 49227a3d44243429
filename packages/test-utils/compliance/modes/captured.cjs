// Loaded before a test file: runs it as the action of a capture that is asked for everything and never ends.
const Module = require('node:module');
const { PgInterceptor } = require('../../dist/index.js');
const { currentScope, runInScope } = require('../../dist/interceptor/pg-interceptor.js');
const { CaptureScope } = require('../../dist/recording/capture-scope.js');
const { reportAtExit } = require('./report.cjs');

const interceptor = new PgInterceptor().apply();
const scope = new CaptureScope({ values: true, columns: true, callSites: 'every' }, undefined, undefined);
const load = Module._load;

Module._load = function (request, parent, isMain) {
  if (!isMain) return Reflect.apply(load, this, [request, parent, isMain]);
  Module._load = load;
  let thrown;
  void runInScope(scope, () => {
    try {
      if (currentScope() !== scope) throw new Error('The test file does not run in the capture.');
      Reflect.apply(load, this, [request, parent, isMain]);
    } catch (error) {
      thrown = { error };
    }
    return new Promise(() => undefined);
  });
  if (thrown !== undefined) throw thrown.error;
  return undefined;
};

reportAtExit(() => ({
  applied: interceptor.isApplied,
  driverSeen: interceptor.hasSeenDriver,
  queries: scope.takeReceived().length,
}));
