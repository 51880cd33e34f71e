import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedService, smallModel } from './support/shared.js';

const service = sharedService();
const STARTER = 'starter/efficientnet-lite0';

beforeAll(async () => {
  for (;;) {
    const { total } = await service.call('GET', '/models');
    if (total >= 2) break; // the starter zoo is put in in the background
  }
});

it('finds its server by the data folder, and prints tables for people', async () => {
  const { code, stdout, stderr } = await service.graft('models');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^model +title/);
  expect(stdout).toContain(STARTER);
});

it('says which Graft it is', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(await service.graft('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
});

it('prints one JSON document and nothing else with --json, wherever it stands', async () => {
  for (const args of [
    ['models', '--json'],
    ['--json', 'models'],
  ]) {
    const { json, stderr } = await service.graft(...args);
    expect([json.items.length > 1, stderr]).toEqual([true, '']);
  }
});

it.each([
  [
    ['show', 'starter/efficientnet-lite'],
    /^graft: There is no model "starter\/efficientnet-lite"\. Did you mean starter\/efficientnet-lite0.*\?\n$/,
  ],
  [['show', 'mobilenet'], /^graft: "mobilenet" is not a reference to a model/],
  [['run', '00000000-0000-4000-8000-000000000000'], /^graft: There is no run/],
  [['dataset', 'create', 'x', '/nowhere'], /^graft: \/nowhere does not exist\. /],
  [['import', '/nowhere', '--name', 'a/b'], /^graft: \/nowhere does not exist\. /],
  [['finetune', STARTER, 'nope'], /^graft: There is no data set owner\/nope\.\n$/],
  [['token', 'create', 'x', '--scopes', 'all'], /^graft: scopes: .*read, publish, train, admin.*\n$/],
])('ends %j with one line and an error', async (args, line) => {
  const { code, stdout, stderr } = await service.graft(...args, '--json');
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(line);
});

it('says what to do where no server answers', async () => {
  const { code, stderr } = await service.graftWith({ GRAFT_URL: 'http://127.0.0.1:1' }, 'models');
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^graft: No server answers at http:\/\/127\.0\.0\.1:1\..*graft serve/),
  ]);
});

it('makes a token that may do less, and ends it', async () => {
  const made = await service.graft('token', 'create', 'reader', '--scopes', 'read', '--json');
  const env = { GRAFT_URL: service.url, GRAFT_TOKEN: made.json.token };
  expect((await service.graftWith(env, 'runs', '--json')).code).toBe(0);
  const refused = await service.graftWith(env, 'finetune', STARTER, 'x');
  expect(refused.stderr).toBe('graft: This needs a token with the scope "train".\n');
  expect((await service.graft('token', 'list')).stdout).toContain('reader');
  expect((await service.graft('token', 'revoke', made.json.id)).code).toBe(0);
  expect((await service.graftWith(env, 'runs')).stderr).toContain('unknown, expired or revoked');
});

it('examines the machine without a server', async () => {
  const { code, json } = await service.graftWith(
    { GRAFT_DATA: await mkdtemp(join(tmpdir(), 'graft-doctor-')) },
    'doctor',
    '--json',
  );
  expect(code).toBe(0);
  expect(json.checks.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok])).toEqual(
    ['Node', 'data folder', 'database', 'blobs', 'inference', 'training'].map((name) => [name, true]),
  );
});

it('shows the layers and where the top begins', async () => {
  const { json } = await service.graft('show', STARTER, '--layers', '--json');
  expect(json.top).toMatchObject({ kind: 'pooling' });
  const boundary = json.layers.findIndex(({ name }: { name: string }) => name === json.top.layer);
  expect(json.layers.slice(boundary).map(({ inTop }: { inTop: boolean }) => inTop)).toEqual([
    false,
    ...Array<boolean>(json.layers.length - boundary - 1).fill(true),
  ]);
});

it('pulls a model without its top for images of another size', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'graft-pull-'));
  const args = ['pull', STARTER, '--no-top', '--pooling', 'avg', '--input-shape', '160,160,3', '-o', folder, '--json'];
  const { json } = await service.graft(...args);
  const names = json.files.map(({ name }: { name: string }) => name);
  expect([names[0], ...['preprocessing.json', 'labels.json'].map((name) => names.includes(name))]).toEqual([
    'model.json',
    true,
    false,
  ]);
  expect(JSON.parse(await readFile(join(folder, 'preprocessing.json'), 'utf8'))).toMatchObject({ size: [160, 160] });
  const unfit = await service.graft('pull', STARTER, '--no-top', '--input-shape', '16,16,1', '-o', folder);
  expect(unfit.stderr).toMatch(/^graft: The input is 224 × 224 × 3; .* not the shape 16 × 16 × 1/);
});

it('says what a sweep would delete', async () => {
  const { json } = await service.graft('gc', '--dry-run', '--json');
  expect(json).toMatchObject({
    kept: { blobs: expect.any(Number) as number },
    unneeded: { blobs: expect.any(Number) as number },
  });
});

it('checks that everything stored is whole', async () => {
  const checked = await service.graft('fsck', '--json');
  expect(checked).toMatchObject({ code: 0, json: { ok: true, mended: [] } });
  expect(checked.json.checked.bytes).toBeGreaterThan(0);
  const quick = await service.graft('fsck', '--quick');
  expect([quick.code, quick.stdout]).toEqual([0, expect.stringMatching(/^No errors found\.\n\nblobs +\d+, not read/)]);
});

it('lists data sets, and deletes one by its name', async () => {
  await service.graft('dataset', 'create', 'listed', '--sample', '--json');
  const { stdout } = await service.graft('dataset', 'list');
  expect(stdout).toMatch(/^data set +images +classes/);
  expect(stdout).toContain('owner/listed');
  expect((await service.graft('visibility', 'owner/listed', 'public')).stdout).toBe('owner/listed is now public.\n');
  const first = await service.graft('dataset', 'list', '--limit', '1', '--json');
  expect(first.json.items).toHaveLength(1);
  expect((await service.graft('dataset', 'delete', 'listed', '--json')).json).toEqual({
    deleted: 'data set owner/listed',
  });
  expect((await service.graft('dataset', 'show', 'listed')).stderr).toMatch(/^graft: There is no data set/);
});

it('shows of a model its card, its versions and its lineage', async () => {
  expect((await service.graft('show', STARTER, '--card')).stdout).toMatch(/^---\nlicense: apache-2.0\n/);
  const { stdout } = await service.graft('show', STARTER, '--versions');
  expect(stdout).toMatch(/^version +published .*\n +1 +\d{4}-\d\d-\d\d \d\d:\d\d .* latest\n$/);
  expect((await service.graft('show', STARTER, '--lineage', '--json')).json).toMatchObject({ ancestors: [] });
  expect((await service.graft('show', STARTER, '--lineage')).stdout).toMatch(/^starter\/efficientnet-lite0@latest/);
  expect((await service.graft('show', STARTER, '--evaluation')).stderr).toMatch(/^graft: Graft has not evaluated/);
  expect((await service.graft('show', STARTER, '--card', '--layers')).stderr).toContain('cannot be used with');
});

it('knows what can be imported, and as what', async () => {
  expect((await service.graft('applications')).stdout).toMatch(/^MobileNetV2 +tf$/m);
  const { stdout } = await service.graft('catalogue', 'mobilenet 224');
  expect(stdout).toContain('mobilenet-025-224-tfjs');
  const one = await service.graft('catalogue', 'mobilenet-025-224-tfjs');
  expect(one.stdout).toMatch(/import it +graft import https:\S+ --name OWNER\/mobilenet-025-224-tfjs\n$/);
});

it('makes accounts and namespaces, and says who asks', async () => {
  expect((await service.graft('user', 'create', 'cli-grace', '--json')).json).toMatchObject({ role: 'member' });
  expect((await service.graft('user', 'list')).stdout).toMatch(/^cli-grace +member +\d{4}/m);
  expect((await service.graft('user', 'disable', 'cli-grace')).stdout).toBe(
    'Disabled cli-grace. What it published stays.\n',
  );
  expect((await service.graft('user', 'list')).stdout).toMatch(/^cli-grace +member +\S+ \S+ +\d{4}/m);
  expect((await service.graft('user', 'enable', 'cli-grace')).code).toBe(0);
  expect((await service.graft('token', 'list', '--user', 'cli-grace', '--json')).json).toMatchObject({ items: [] });
  expect((await service.graft('token', 'revoke', '--user', 'cli-grace')).stdout).toBe(
    'Revoked 0 tokens of cli-grace.\n',
  );
  expect((await service.graft('token', 'revoke')).stderr).toMatch(/^graft: No token was given to revoke/);
  expect((await service.graft('user', 'disable', 'owner')).stderr).toMatch(/the last admin who can sign in/);
  const made = await service.graft('namespace', 'create', 'cli-team', '--owner', 'cli-grace');
  expect(made.stdout).toBe('Created the namespace cli-team, owned by cli-grace.\n');
  expect((await service.graft('namespace', 'list', '--limit', '500')).stdout).toMatch(/^cli-team +cli-grace$/m);
  expect((await service.graft('whoami', '--json')).json).toMatchObject({ account: { name: 'owner', role: 'admin' } });
  const without = { GRAFT_URL: service.url, GRAFT_DATA: '/nowhere', XDG_CONFIG_HOME: '/nowhere' };
  const anonymous = await service.graftWith(without, 'whoami');
  expect([anonymous.code, anonymous.stdout]).toEqual([0, expect.stringMatching(/^account +none; `graft login`/m)]);
  const own = await service.graftWith(without, 'dataset', 'show', 'cats');
  expect([own.code, own.stderr]).toEqual([1, expect.stringMatching(/you are not signed in.*OWNER\/cats/)]);
});

describe('a model of one’s own', () => {
  const MODEL = 'owner/cli-model';

  it('is shown with its card before it is published, and comes back as it was uploaded', async () => {
    const source = await mkdtemp(join(tmpdir(), 'graft-own-'));
    await cp(await smallModel(), source, { recursive: true });
    await writeFile(join(source, 'README.md'), '# A model of my own');
    const options = [source, '--name', MODEL, '--license', 'apache-2.0'];
    const shown = await service.graft('import', ...options, '--dry-run');
    expect(shown.stdout).toMatch(/format +tfjs-layers\n[^]*\n# A model of my own\n$/);
    const imports = async () =>
      (await service.graft('imports', '--json')).json.items.filter(({ name }: { name: string }) => name === MODEL);
    expect(await imports()).toEqual([]); // a dry run keeps nothing
    expect((await service.graft('import', ...options, '--json')).json.ref).toBe(`${MODEL}@1`);
    const [{ id, published }] = await imports();
    expect(published).toBe(`${MODEL}@1`);
    expect((await service.graft('imports')).stdout).toMatch(new RegExp(`import:${id} +succeeded +${MODEL}`));
    expect((await service.graft('delete', `import:${id}`)).stdout).toBe(`Deleted import ${id}.\n`);
    expect(await imports()).toEqual([]);
    const folder = await mkdtemp(join(tmpdir(), 'graft-original-'));
    const { json } = await service.graft('pull', MODEL, '--format', 'original', '-o', folder, '--json');
    const [uploaded] = (await service.graft('show', MODEL, '--json')).json.original; // a folder is sent as a zip
    expect(json.files).toEqual([{ name: uploaded.path, size: uploaded.size }]);
    const hash = createHash('sha256').update(await readFile(join(folder, uploaded.path)));
    expect(`sha256:${hash.digest('hex')}`).toBe(uploaded.digest);
    const none = await service.graft('pull', STARTER, '--format', 'original', '-o', folder);
    expect(none.stderr).toBe(`graft: ${STARTER} has no uploaded files, because it was not imported.\n`);
  });

  it('is hidden from others and shown to them, and has names that come and go', async () => {
    expect((await service.graft('visibility', MODEL, 'private')).stdout).toBe(`${MODEL} is now private.\n`);
    expect((await service.graft('visibility', MODEL, 'public', '--json')).json).toMatchObject({ visibility: 'public' });
    await service.graft('alias', `${MODEL}@1`, 'stable');
    const removed = await service.graft('alias', MODEL, 'stable', '--remove');
    expect(removed.stdout).toBe(`${MODEL} no longer has the alias stable.\n`);
    expect((await service.graft('show', `${MODEL}@stable`)).code).toBe(1);
  });
});
