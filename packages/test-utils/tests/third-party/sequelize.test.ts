import { sequelizeApplication } from './applications/sequelize.js';
import { describeDriver } from './support/describe-driver.js';

describeDriver(sequelizeApplication);
