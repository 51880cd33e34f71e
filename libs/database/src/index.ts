export * from './database.js';
export { databaseAway } from './database-away.js';
export * from './database.module.js';
export { dataException } from './data-exception.js';
export { goneMeanwhile } from './gone-meanwhile.js';
export { isStorable, MAX_INTEGER } from './storable.js';
export { Prisma } from './generated/client.js';
export type * from './generated/client.js';
export * from './generated/enums.js';
