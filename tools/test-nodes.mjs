/**
 * Runs the quick specs on other generations of Node, which npm brings, and ends with the code of the first that fails.
 *
 * usage: npm run test:nodes [VERSION…]     by default those of the list below that are not in use now
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';

const SUPPORTED = ['20', '22', '24'];
const PACKAGE = `node-${process.platform}-${process.arch}`;

const [inUse] = process.versions.node.split('.');
const asked = process.argv.slice(2);

for (const version of asked.length > 0 ? asked : SUPPORTED.filter((each) => each !== inUse)) {
  const node = fetchNode(version);
  console.log(`The unit project on Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`);
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const { status } = spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'], {
    stdio: 'inherit',
    env,
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Has npm put that Node into the cache. @returns the path of its program */
function fetchNode(version) {
  const folder = resolve(`node_modules/.cache/graft/node-${version}`);
  mkdirSync(folder, { recursive: true });
  const install = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel', 'error'];
  execFileSync('npm', [...install, `${PACKAGE}@${version}`], { stdio: 'inherit' });
  return resolve(folder, 'node_modules', PACKAGE, 'bin/node');
}
