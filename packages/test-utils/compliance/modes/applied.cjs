// Loaded before a test file: applies the interceptor, as a test set-up does.
const { PgInterceptor } = require('../../dist/index.js');
const { reportAtExit } = require('./report.cjs');

const interceptor = new PgInterceptor().apply();
reportAtExit(() => ({ applied: interceptor.isApplied, driverSeen: interceptor.hasSeenDriver, queries: 0 }));
