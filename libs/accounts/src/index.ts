export * from './caller.js';
export { CurrentCaller, Needs, Public, type CallerRequest } from './decorators.js';
export * from './names.js';
