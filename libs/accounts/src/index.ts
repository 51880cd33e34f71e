export * from './accounts.js';
export * from './accounts.module.js';
export * from './caller.js';
export * from './callers.js';
export { CurrentCaller, Needs, Public, type CallerRequest } from './decorators.js';
export * from './names.js';
export * from './quotas.js';
export { Limited, LinkNext, PageById, PageByNumber, pageOf, type Page } from './page.js';
export * from './tokens.js';
