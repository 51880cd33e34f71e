/** Keeps an empty database to be copied, so that a service starts as fast the first time as later. */
import { keepEmptyDatabase } from './empty-database.js';

await keepEmptyDatabase();
