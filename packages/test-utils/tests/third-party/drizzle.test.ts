import { drizzleApplication } from './applications/drizzle.js';
import { describeDriver } from './support/describe-driver.js';

describeDriver(drizzleApplication);
