/** Keeps an empty database to be copied, so that a service starts as fast the first time as later. */
import { keepEmptyDatabase } from '../dist/libs/database/src/index.js';

await keepEmptyDatabase();
