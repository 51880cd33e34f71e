/**
 * Imports point downwards only: apps → upkeep → training, imports → serving → zoo, datasets → jobs → accounts → artifact → engine →
 * storage → database → images, network → problems, config; and no import bypasses the index.ts of a library.
 */
const layers = [
  ['problems', 'collections'],
  ['config', 'api', 'archive'],
  ['network', 'images', 'child', 'admission', 'cards'],
  ['database'],
  ['storage'], // knows the database's types alone: child processes load it
  ['engine'],
  ['artifact'],
  ['accounts'],
  ['jobs', 'uploads'],
  ['datasets', 'zoo'],
  ['serving'],
  ['imports'],
  ['training', 'starter'],
  ['upkeep'],
];

const downwards = layers.flatMap((layer, height) =>
  layer.map((lib) => ({
    name: `downwards-from-${lib}`,
    severity: 'error',
    from: { path: `^libs/${lib}/` },
    to: {
      path: '^(libs|apps)/',
      pathNot: [
        `^libs/${lib}/`,
        ...layers
          .slice(0, height)
          .flat()
          .map((lower) => `^libs/${lower}/`),
      ],
    },
  })),
);

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'through-the-index',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'specs-through-the-index',
      comment: 'What a library offers to tests lies in its testing folder.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/.*(\\.spec\\.ts$|/testing/)' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/(index\\.ts$|testing/)'] },
    },
    {
      name: 'testing-apart',
      comment: 'Product code uses nothing that is there for tests.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '/testing/' },
    },
    {
      name: 'apps-through-the-index',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'tests-through-the-index',
      comment: 'What a library offers to tests lies in its testing folder.',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/(index\\.ts$|testing/)'] },
    },
    {
      name: 'apps-apart',
      comment: '`graft serve` starts the server; no other app knows another.',
      severity: 'error',
      from: { path: '^apps/(server|trainer|web)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'page-knows-the-api-alone',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^libs/', pathNot: '^libs/(api|problems)/' },
    },
    ...downwards,
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['libs/database/src/generated', '^dist'] },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['graft-src', 'import', 'require', 'node', 'default'] },
  },
};
