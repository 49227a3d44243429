import { kyselyApplication } from './applications/kysely.js';
import { describeDriver } from './support/describe-driver.js';

describeDriver(kyselyApplication);
