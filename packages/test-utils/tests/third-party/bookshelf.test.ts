import { bookshelfApplication } from './applications/bookshelf.js';
import { describeDriver } from './support/describe-driver.js';

describeDriver(bookshelfApplication);
