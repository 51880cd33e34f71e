/// <reference types="node" /> -- for the JavaScript files, which no project of TypeScript includes
/** Runs the TypeScript program that it is given, in a thread: Node's `--import tsx` reaches the main thread only. */
import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';

register();
await import(pathToFileURL(process.argv[2]).href);
